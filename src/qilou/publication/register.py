"""The register of publication (信息公开审查台账): what awaits review until when, and what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from qilou.casework.queries.seen import seen_in
from qilou.kernel.actor import Actor
from qilou.kernel.moment import CITY_TIME
from qilou.kernel.registers import Column, Register, Value, register
from qilou.law import Text
from qilou.law.statutes import OPEN_GOVERNMENT
from qilou.projects.public import Public

from .inputs import Ground
from .kinds import Outcome
from .models import Publication

AWAITED = Text("待审查", "Awaited")


def _publications(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Publication.objects.filter(seen_in("publication.review", actor))
    if year:
        found = found.filter(made_on__year=year)
    return found.order_by("-made_on", "-pk").values(
        *("case__number", "kind", "name", "publisher_name", "made_on", "case__due_on", "outcome", "published_at"),
        *("left_out", "ground", "reason"),
    )


def _publication(row: Mapping[str, Any]) -> Sequence[Value]:
    grounds = {row["ground"], *(one["ground"] for one in row["left_out"])}
    return (
        row["case__number"],
        row["name"],
        Public(row["kind"]).label,
        row["publisher_name"],
        row["made_on"],
        row["case__due_on"],
        Outcome(row["outcome"]).label if row["outcome"] else AWAITED,
        row["published_at"].astimezone(CITY_TIME).date() if row["published_at"] else None,
        len(row["left_out"]),
        "；".join(one.label.zh for one in Ground if one.value in grounds),
        row["reason"],
    )


register(
    Register(
        "publications",
        Text("信息公开审查台账", "Register of publication"),
        Text(
            "每项应当公开的决定：审查期限、结果、公开日期，部分公开的注明依据。",
            "Each decision that is to be published: the term of its review, the outcome, the day, grounds of what is "
            "left out.",
        ),
        (OPEN_GOVERNMENT.art(17), OPEN_GOVERNMENT.art(26)),
        (
            Column(Text("审查编号", "Review")),
            Column(Text("名称", "Name")),
            Column(Text("公开事项", "Kind")),
            Column(Text("公开机关", "Published by"), "name"),
            Column(Text("形成日期", "Made on"), "date"),
            Column(Text("公开期限", "Due on"), "date"),
            Column(Text("结果", "Outcome")),
            Column(Text("公开日期", "Published on"), "date"),
            Column(Text("不公开的内容数", "Items left out"), "number"),
            Column(Text("不公开的依据", "Grounds")),
            Column(Text("不予公开或者撤下的理由", "Reason")),
        ),
        _publications,
        _publication,
        lambda row: f"/publication/review/{row['case__number']}/",
    )
)
