"""The register of issued papers: every number that a body gave, the voided ones among them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from qilou.casework.models import Notice, VoidedNumber
from qilou.kernel.actor import Actor
from qilou.kernel.registers import Column, Register, Value, register
from qilou.law import Text
from qilou.law.measures import M164

STATUS = {
    "standing": Text("有效", "standing"),
    "replaced": Text("已替换", "replaced"),
    "revoked": Text("已撤销", "revoked"),
}
VOIDED = Text("文号作废", "number voided")


def _papers(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    """The papers of the actor's own body, newest first."""
    found = Notice.objects.filter(issuer=actor.organisation, readers__overlap=sorted(actor.keys))
    if year:
        found = found.filter(issued_on__year=year)
    voided = VoidedNumber.objects.filter(number=OuterRef("number"))
    return (
        found.annotate(matter=F("case__title"), voided=Exists(voided))
        .order_by("-issued_on", "-pk")
        .values("pk", "number", "title", "matter", "recipients", "issued_on", "status", "voided")
    )


def _paper(row: Mapping[str, Any]) -> Sequence[Value]:
    return (
        row["number"],
        Text(row["title"]["zh"], row["title"]["en"]),
        row["matter"],
        "、".join(one["name"] for one in row["recipients"] if not one["copy"]),
        "、".join(one["name"] for one in row["recipients"] if one["copy"]),
        row["issued_on"],
        VOIDED if row["voided"] else STATUS.get(row["status"], row["status"]),
    )


register(
    Register(
        "papers",
        Text("发文登记簿", "Register of issued papers"),
        Text("本机关发出的每份文书，含作废文号。", "Every paper that one's own body issued, with voided numbers."),
        (M164.art(33),),
        (
            Column(Text("文号", "Number")),
            Column(Text("标题", "Title")),
            Column(Text("办件", "Case")),
            Column(Text("主送", "To")),
            Column(Text("抄送", "Copies")),
            Column(Text("印发日期", "Issued"), "date"),
            Column(Text("状态", "Status")),
        ),
        _papers,
        _paper,
        lambda row: f"/notices/{row['pk']}/",
    )
)
