"""Checks on use: a system in operation that nobody uses."""

from collections.abc import Iterator
from datetime import timedelta

from qilou.law import Parameter, Readings, Text, say
from qilou.law.measures import M164

from .check import CannotBeMade, Facts, Outcome, Raised, check

IDLE_DAYS = Parameter(
    code="audit_idle_days",
    question=Text(
        "系统上线多少日后仍无活跃用户列为审计疑点？（非法定）",
        "How many days after going into operation is a system without active users a doubtful point? (not statutory)",
    ),
    default=180,
    least=1,
    cites=M164.art(4),
    req=(),
    statutory=False,
)
NO_USERS = Text("系统清册未填近十二个月活跃用户数", "the inventory does not say how many used it in twelve months")


@check(
    Text("上线后无人使用", "Operation without users"),
    Text(
        "系统清册中运行中的系统的上线日期与近十二个月活跃用户数（由使用单位填写）。",
        "Of systems in operation: since when, and how many used it in the last twelve months, as the unit entered it.",
    ),
    cites=(M164.art(4),),
    req=("A4.3",),
)
def operation_without_users(f: Facts, readings: Readings) -> Iterator[Outcome]:
    """No active user long after it went into operation; a number that nobody entered says nothing."""
    patience = timedelta(days=readings[IDLE_DAYS])
    for one in f.systems:
        subject = f"inventory.system:{one.id}"
        if one.active_users is None:
            yield CannotBeMade(subject, NO_USERS)
        elif one.active_users == 0 and f.today > one.operating_since + patience:
            yield Raised(
                subject=subject,
                unit=one.unit,
                unit_id=one.unit_id,
                matter=one.name,
                thing=one.thing,
                says=say(
                    "系统 %(number)s 自 %(since)s 运行，清册所填近十二个月活跃用户数为 0。",
                    "System %(number)s is in operation since %(since)s; the inventory says that nobody used it in "
                    "twelve months.",
                    number=one.number,
                    since=one.operating_since,
                ),
                facts={"system": one.number, "operating_since": one.operating_since, "active_users": 0},
            )
