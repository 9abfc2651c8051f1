"""The archive catalogue (归档目录) in the columns that offices keep, item by item."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet

from qilou.kernel.actor import Actor
from qilou.kernel.registers import Column, Register, Value, register
from qilou.law import Text
from qilou.law.statutes import ARCHIVES_LAW, RETENTION

from .models import CaseFile, CatalogueItem
from .retention import term_label

OPEN = Text("不涉密", "not secret")


def _items(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    files = CaseFile.objects.visible_to(actor)
    if year:
        files = files.filter(year=year)
    found = CatalogueItem.objects.filter(file__in=files, version=F("file__version"))
    return found.order_by("-file__filed_at", "-file", "number").values(
        *("number", "title", "reference", "responsible", "dated", "sha256"),
        *("file__organisation_name", "file__year", "file__term", "file__sequence", "file__case__number"),
    )


def _item(row: Mapping[str, Any]) -> Sequence[Value]:
    file = CaseFile(year=row["file__year"], term=row["file__term"], sequence=row["file__sequence"])
    return (
        f"{file.number}/{row['number']}",
        row["file__organisation_name"],
        str(row["file__year"]),
        file.number,
        row["number"],
        row["title"],
        row["reference"],
        row["responsible"],
        row["dated"],
        1,
        term_label(row["file__term"]),
        OPEN,
        row["sha256"],
    )


register(
    Register(
        "archive",
        Text("归档目录", "Archive catalogue"),
        Text(
            "已归档办件的每一件；全宗号由档案馆给定，平台不持有，以立档单位代替。",
            "Every item of filed cases; fonds numbers are given by the archives, so the body stands in their place.",
        ),
        (ARCHIVES_LAW.art(14), RETENTION.art(6)),
        (
            Column(Text("档号", "Reference code")),
            Column(Text("全宗（立档单位）", "Fonds (body)"), "name"),
            Column(Text("年度", "Year")),
            Column(Text("案卷号", "File")),
            Column(Text("件号", "Item"), "number"),
            Column(Text("题名", "Title")),
            Column(Text("文号", "Number")),
            Column(Text("责任者", "Responsible"), "name"),
            Column(Text("日期", "Date"), "date"),
            Column(Text("文件数", "Files"), "number"),
            Column(Text("保管期限", "Retention term")),
            Column(Text("密级", "Secrecy")),
            Column(Text("校验值", "SHA-256")),
        ),
        _items,
        _item,
        lambda row: f"/archive/{row['file__case__number']}/",
    )
)
