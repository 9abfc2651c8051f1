"""The register of systems in the columns that offices keep."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from qilou.kernel.actor import Actor
from qilou.kernel.registers import Column, Register, Value, register
from qilou.law import Text
from qilou.law.measures import M164

from .models import Status, System


def _systems(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    """The systems that the actor may see, the newest entry first; of a year: those in operation since then."""
    found = System.objects.visible_to(actor)
    if year:
        found = found.filter(operating_since__year=year)
    return found.order_by("-pk").values(
        *("pk", "name", "unit_name", "operating_since", "accepted_on", "security_grade", "annual_cost", "status"),
        *("retired_on", "of_record", "active_users"),
    )


def _system(row: Mapping[str, Any]) -> Sequence[Value]:
    return (
        f"XT-{row['pk']}",
        row["name"],
        row["unit_name"],
        row["accepted_on"],
        row["operating_since"],
        row["security_grade"],
        row["annual_cost"],
        row["active_users"],
        Status(row["status"]).label,
        row["retired_on"],
        row["of_record"],
    )


register(
    Register(
        "systems",
        Text("系统清册", "Inventory of systems"),
        Text("每个系统的上线、等级保护、运维费和状态。", "Each system with its grade, upkeep, status and dates."),
        (M164.art(4), M164.art(19)),
        (
            Column(Text("编号", "Number")),
            Column(Text("系统", "System")),
            Column(Text("单位", "Unit"), "name"),
            Column(Text("验收", "Accepted"), "date"),
            Column(Text("上线", "In operation"), "date"),
            Column(Text("安全保护等级", "Security grade")),
            Column(Text("年运维费", "Yearly upkeep"), "amount"),
            Column(Text("近12月活跃", "Active users in 12 months"), "number"),
            Column(Text("状态", "Status")),
            Column(Text("停用", "Retired"), "date"),
            Column(Text("入册依据", "Entered by")),
        ),
        _systems,
        _system,
        lambda row: f"/systems/{row['pk']}/",
    )
)
