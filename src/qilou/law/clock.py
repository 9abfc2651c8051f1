"""Statutory time: when a period ends, and which of its days counted and why.

The conventions: the day of the starting act is not counted; the n-th counted day ends it at 24:00 city time; the
pausing day is still counted, the days after it up to and including the resuming day are not; nothing left on
resuming means due on the resuming day or the next working day; a period of calendar days that ends on a day off
rolls over only where the clock says so.
"""

import calendar as gregorian
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .calendar import DAY, Calendar
from .text import Text


class Unit(StrEnum):
    """What a period counts."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    YEARS = "years"
    FIXED_DATE = "fixed_date"

    @property
    def label(self) -> Text:
        """How the unit is written after a number."""
        return UNIT_LABELS[self]


UNIT_LABELS = {
    Unit.WORKING_DAYS: Text("个工作日", "working days"),
    Unit.CALENDAR_DAYS: Text("个自然日", "calendar days"),
    Unit.YEARS: Text("年", "year(s)"),
    Unit.FIXED_DATE: Text("当日止", "fixed date"),
}
WORKING_DAYS, CALENDAR_DAYS, YEARS, FIXED_DATE = Unit


@dataclass(frozen=True, slots=True)
class Pause:
    """A stop of the clock on a listed ground; `resumed` is None while it lasts."""

    on: date
    resumed: date | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A running or ended period. `length` counts in `unit`; for FIXED_DATE `last` is the day and `length` is 0."""

    unit: Unit
    start: date
    length: int = 0
    last: date | None = None
    extra: int = 0
    pauses: tuple[Pause, ...] = ()
    roll: bool = False

    @property
    def paused(self) -> bool:
        """Whether the period stands still now."""
        return bool(self.pauses) and self.pauses[-1].resumed is None


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period; `on` is None while it is paused. `provisional` says a year's notice was missing."""

    on: date | None
    provisional: bool = False


class Counted(StrEnum):
    """Why a day counted or not."""

    START = "start"
    COUNTED = "counted"
    OFF = "off"
    PAUSED = "paused"
    ROLLED = "rolled"


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day of a period as it is explained to its reader; `number` is the running count on counted days."""

    day: date
    counted: Counted
    number: int | None = None


def due(period: Period, calendar: Calendar) -> Due:
    """When the period ends; raises ValueError for a working-day period of no days or a fixed date without a day."""
    if period.paused:
        return Due(None)
    match period.unit:
        case Unit.WORKING_DAYS | Unit.CALENDAR_DAYS:
            if period.length + period.extra < 1:
                raise ValueError("a period counts at least one day")
            on, crossed = _count_off(period, calendar)
        case Unit.YEARS:
            on, crossed = _years_later(period.start, period.length), set[int]()
        case Unit.FIXED_DATE:
            if period.last is None:
                raise ValueError("a fixed-date period names its last day")
            on, crossed = period.last, set[int]()
    if period.roll and period.unit is not Unit.WORKING_DAYS:
        crossed |= {on.year}
        on = calendar.next_working(on)
        crossed |= {on.year}
    return Due(on, any(not calendar.known(year) for year in crossed))


def overdue(due_on: date | None, today: date) -> bool:
    """Whether the last day has passed: late begins at 00:00 of the day after it."""
    return due_on is not None and today > due_on


def explain(period: Period, calendar: Calendar, today: date) -> list[DayCount]:
    """Day by day up to the end of the period or today, whichever is later known: what counted and what did not."""
    end = due(period, calendar).on or today
    return [day for day in _walk(period, calendar) if day.day <= end] if end >= period.start else []


def used(period: Period, calendar: Calendar, today: date) -> int:
    """How many counted days have passed up to and including today."""
    count = 0
    for day in _walk(period, calendar):
        if day.day > today:
            break
        if day.counted is Counted.COUNTED:
            count += 1
    return count


def _counts(period: Period, calendar: Calendar, day: date) -> bool:
    return calendar.is_working(day) if period.unit is Unit.WORKING_DAYS else True


def _walk(period: Period, calendar: Calendar) -> Iterator[DayCount]:
    """Every day from the start on, without end, with why it counts or not."""
    yield DayCount(period.start, Counted.START)
    day, number = period.start + DAY, 0
    while True:
        if any(pause.on < day and (pause.resumed is None or day <= pause.resumed) for pause in period.pauses):
            yield DayCount(day, Counted.PAUSED)
        elif _counts(period, calendar, day):
            number += 1
            yield DayCount(day, Counted.COUNTED, number)
        else:
            yield DayCount(day, Counted.OFF)
        day += DAY


def _count_off(period: Period, calendar: Calendar) -> tuple[date, set[int]]:
    """The n-th counted day, and the years whose notices the count relied on."""
    length = period.length + period.extra
    crossed = set[int]()
    reached = period.start
    for day in _walk(period, calendar):
        if period.unit is Unit.WORKING_DAYS and day.counted is not Counted.START:
            crossed.add(day.day.year)
        if day.number == length:
            reached = day.day
            break
    resumed = max((pause.resumed for pause in period.pauses if pause.resumed), default=None)
    if resumed is not None and reached < resumed:
        reached = calendar.next_working(resumed)
        crossed |= {resumed.year, reached.year}
    return reached, crossed


def _years_later(start: date, years: int) -> date:
    """The same date of a later year; 29 February gives 28 February where there is no 29th (A17.5)."""
    year = start.year + years
    last_day = gregorian.monthrange(year, start.month)[1]
    return date(year, start.month, min(start.day, last_day))
