"""The colour of a deadline: a pure function of the clock, the calendar and the day."""

from dataclasses import dataclass
from datetime import date, timedelta

from qilou.law import Article, Calendar, Parameter, Readings, Text, Unit
from qilou.law import clock as time
from qilou.law.measures import M164

from .act import ClockRow
from .procedure import Clock

WARNING_DAYS = Parameter(
    code="card_warning_days",
    question=Text("期限届满前几个工作日亮黄牌？", "How many working days before expiry is a card yellow?"),
    default=2,
    cites=M164.art(34),
    req=(),
    statutory=False,
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A running or paused period in words and figures; negative `left` is days overdue. Days count in its own unit."""

    name: Text
    card: str
    due_on: date | None
    left: int
    used: int
    limit: int
    unit: Unit
    provisional: bool
    paused: bool
    ground: Text | None = None
    ended: bool = False
    cites: Article | None = None
    binds: Text | None = None


def deadline(declared: Clock, row: ClockRow, calendar: Calendar, today: date, readings: Readings) -> Deadline:
    """A clock of a case as pages show it."""
    period = row.period
    left = days_left(row.due_on, calendar, today, working=row.unit is Unit.WORKING_DAYS) if row.due_on else 0
    counts = row.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)
    ground = next((one for one in declared.grounds if period.paused and one.code == period.pauses[-1].ground), None)
    return Deadline(
        declared.label,
        card(row.due_on, calendar, today, readings[WARNING_DAYS]),
        row.due_on,
        left,
        time.used(period, calendar, today) if counts else 0,
        row.length + row.extra if counts else 0,
        row.unit if counts else Unit.CALENDAR_DAYS,
        row.provisional,
        period.paused,
        ground.label if ground else None,
        cites=declared.cites,
        binds=declared.binds.label,
    )


def card(due_on: date | None, calendar: Calendar, today: date, warning_days: int) -> str:
    """`red` once the last day has passed, `yellow` within so many working days of it, else blank."""
    if due_on is None:
        return ""
    if time.overdue(due_on, today):
        return "red"
    return "yellow" if days_left(due_on, calendar, today, working=True) <= warning_days else ""


def days_left(due_on: date, calendar: Calendar, today: date, *, working: bool) -> int:
    """Counted days after today up to the last day; negative for days gone since then."""
    if not working:
        return (due_on - today).days
    early, late = sorted((due_on, today))
    span = (late - early).days
    count = sum(calendar.is_working(early + timedelta(days=one)) for one in range(1, min(span, 400) + 1))
    return count if due_on >= today else -count
