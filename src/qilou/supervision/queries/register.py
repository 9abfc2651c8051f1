"""The register of doubtful points (审计疑点台账) in the columns that audit offices keep."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from qilou.kernel.actor import Actor
from qilou.kernel.moment import CITY_TIME
from qilou.kernel.registers import Column, Register, Value, register
from qilou.law import Text
from qilou.law.statutes import AUDIT_LAW
from qilou.supervision.models import Doubt, DoubtNote, Noted, State

from .doubts import title_of

HERE = OuterRef("pk")
ANSWERED = [Noted.ANSWERED.value]
SETTLED = [Noted.CLOSED.value, Noted.DISMISSED.value]


def _latest(kinds: list[str], column: str) -> Subquery:
    return Subquery(DoubtNote.objects.filter(doubt=HERE, kind__in=kinds).order_by("-pk").values(column)[:1])


def _doubts(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Doubt.objects.visible_to(actor)
    if year:
        found = found.filter(first_seen__year=year)
    return (
        found.annotate(answer=_latest(ANSWERED, "text"), outcome=_latest(SETTLED, "text"))
        .annotate(settled_at=_latest(SETTLED, "at"))
        .order_by("-first_seen", "-pk")
        .values(
            *("pk", "check_code", "matter", "unit_name", "says", "amount", "first_seen", "since", "state", "answer"),
            *("outcome", "settled_at", "case_number"),
        )
    )


def _doubt(row: Mapping[str, Any]) -> Sequence[Value]:
    settled = row["state"] in (State.CLOSED, State.DISMISSED) and row["settled_at"] is not None
    return (
        f"YD-{row['pk']}",
        title_of(row["check_code"]),
        row["matter"],
        row["unit_name"],
        Text(row["says"]["zh"], row["says"]["en"]),
        row["amount"],
        row["case_number"],
        row["first_seen"],
        row["since"],
        State(row["state"]).label,
        row["answer"] or "",
        row["outcome"] or "" if settled else "",
        row["settled_at"].astimezone(CITY_TIME).date() if settled else None,
    )


register(
    Register(
        "doubts",
        Text("审计疑点台账", "Register of doubtful points"),
        Text(
            "每个疑点的检查、事实、金额、答复和销号；疑点不是结论。",
            "Each point with its check, facts, amount, answer and closing; a point is no verdict.",
        ),
        (AUDIT_LAW.art(34), AUDIT_LAW.art(36)),
        (
            Column(Text("疑点编号", "Point")),
            Column(Text("检查", "Check")),
            Column(Text("项目", "Project")),
            Column(Text("单位", "Unit"), "name"),
            Column(Text("事实", "Facts")),
            Column(Text("金额", "Amount"), "amount"),
            Column(Text("办件", "Case")),
            Column(Text("首次发现", "First seen"), "date"),
            Column(Text("列出日期", "Open since"), "date"),
            Column(Text("状态", "Status")),
            Column(Text("整改答复", "Answer")),
            Column(Text("销号依据", "Evidence")),
            Column(Text("销号日期", "Settled"), "date"),
        ),
        _doubts,
        _doubt,
        lambda row: f"/audit/doubts/{row['pk']}/",
    )
)
