"""A transfer package: files with their catalogue, metadata in the manner of DA/T 46, and sums; always the same bytes.

What is claimed and what is not stands in docs/decisions/auditor-and-filing.md and in the package's own note.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from qilou.casework.procedure import procedure_edition
from qilou.kernel.errors import Refused
from qilou.kernel.moment import CITY_TIME
from qilou.law import say

from .catalogue import bytes_of
from .models import CaseFile, CatalogueItem, Part, Transfer
from .retention import term_label

OLDEST = (1980, 1, 1, 0, 0, 0)  # the same for every entry, so that the same files give the same bytes
HEADS = (
    "全宗",
    "年度",
    "案卷号",
    "件号",
    "题名",
    "文号",
    "责任者",
    "日期",
    "保管期限",
    "密级",
    "文件数",
    "SHA-256",
    "文件",
)
NOTE = """移交包说明
移交单位：{organisation}
移交批次：{number}
接收单位：{receiver}
移交时间：{at}
案卷数：{files}，件数：{items}
内容：catalogue.csv 为归档目录；metadata.xml 为元数据；每卷一个文件夹，含文书（PDF/A，数字签名）、附件和办理记录；
SHA256SUMS 为各文件校验值，可用 sha256sum -c 核对。
元数据的元素参照 DA/T 46《文书类电子文件元数据方案》的名称，检测所需信息参照 DA/T 70《文书类电子档案检测一般要求》；
未按 DA/T 48 封装，未经接收单位检测，不声明符合上述标准。全宗号由档案馆给定，本平台不持有。
办理记录中的个人信息以承诺值代替，原文依法另行提供。
"""


def packed(transfer: Transfer, files: Sequence[CaseFile]) -> bytes:
    """The package of these files; raises Refused where an item is not as it was catalogued."""
    items: dict[int, list[CatalogueItem]] = {one.pk: [] for one in files}
    for item in CatalogueItem.objects.filter(file__in=files).order_by("file", "number"):
        items[item.file_id].append(item)
    parts: dict[str, bytes] = {}
    rows: list[tuple[object, ...]] = []
    root = Xml.Element("移交包", {"批次": transfer.number})
    for file in files:
        held = [one for one in items[file.pk] if one.version == file.version]
        described = _described(root, file)
        for item in held:
            name = f"{file.number}/{_name(item)}"
            parts[name] = _checked(item, file)
            rows.append(_row(file, item, name))
            _describe(described, file, item, name)
    parts["catalogue.csv"] = _csv(rows)
    Xml.indent(root)
    parts["metadata.xml"] = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    parts["README.txt"] = NOTE.format(
        organisation=transfer.organisation_name,
        number=transfer.number,
        receiver=transfer.receiver,
        at=transfer.made_at.astimezone(CITY_TIME).isoformat(timespec="minutes"),
        files=len(files),
        items=len(rows),
    ).encode()
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(parts.items())]
    parts["SHA256SUMS"] = "".join(sums).encode()
    return _zipped(parts)


def _checked(item: CatalogueItem, file: CaseFile) -> bytes:
    try:
        content = bytes_of(item, file)
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != item.sha256:
        raise Refused(
            "item_differs",
            say(
                "案卷 %(file)s 第 %(n)s 件与归档时不一致，不能移交。请由运维从备份恢复该件后再移交。",
                "Item %(n)s of file %(file)s is not as it was filed: it cannot be handed over. "
                "Have it restored from a backup, then hand the file over.",
                file=file.number,
                n=item.number,
            ),
        )
    return content


def _name(item: CatalogueItem) -> str:
    """The item's file within the folder of its file."""
    if item.part == Part.RECORD:
        return f"{item.number:03d}-record.jsonl"
    safe = "".join("_" if sign in '/\\:*?"<>|' or not sign.isprintable() else sign for sign in item.title)[:80]
    ending = ".pdf" if item.part == Part.PAPER and not safe.endswith(".pdf") else ""
    return f"{item.number:03d}-{safe}{ending}"


def _row(file: CaseFile, item: CatalogueItem, name: str) -> tuple[object, ...]:
    term = term_label(file.term).zh
    head = (file.organisation_name, file.year, file.number, item.number, item.title, item.reference, item.responsible)
    return (*head, item.dated.isoformat(), term, "不涉密", 1, item.sha256, name)


def _csv(rows: Sequence[tuple[object, ...]]) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerows([HEADS, *([_plain(cell) for cell in row] for row in rows)])
    return made.getvalue().encode("utf-8-sig")


def _plain(cell: object) -> object:
    """No cell of a sheet is read as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell


def _described(root: Xml.Element, file: CaseFile) -> Xml.Element:
    """The metadata of a file as a whole."""
    made = Xml.SubElement(root, "案卷")
    procedure = procedure_edition(file.case.procedure, file.case.edition)
    _elements(
        made,
        {
            "聚合层次": "案卷",
            "立档单位名称": file.organisation_name,
            "档号": file.number,
            "年度": file.year,
            "保管期限": term_label(file.term).zh,
            "题名": file.case.title,
            "文件编号": file.case.number,
            "类别": procedure.title.zh,
            "结束日期": file.closed_on.isoformat(),
            "归档时间": file.filed_at.astimezone(CITY_TIME).isoformat(timespec="seconds"),
            "密级": "不涉密",
            "件数": file.items_count,
            "数字摘要算法": "SHA-256",
            "目录数字摘要": file.sha256,
        },
    )
    return made


def _describe(parent: Xml.Element, file: CaseFile, item: CatalogueItem, name: str) -> None:
    """The metadata of one item."""
    made = Xml.SubElement(parent, "件")
    _elements(
        made,
        {
            "聚合层次": "件",
            "室编件号": item.number,
            "题名": item.title,
            "文件编号": item.reference,
            "责任者": item.responsible,
            "日期": item.dated.isoformat(),
            "文种": Part(item.part).label.zh,
            "计算机文件名": name,
            "计算机文件大小": item.size,
            "数字摘要": item.sha256,
        },
    )


def _elements(parent: Xml.Element, values: dict[str, object]) -> None:
    for name, value in values.items():
        if value != "":
            text = "".join(sign for sign in str(value) if sign.isprintable())
            Xml.SubElement(parent, name).text = text


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return made.getvalue()
