"""Statutory time: when a period ends, and which of its days counted and why.

The conventions: the day of the starting act is not counted; the n-th counted day ends it at 24:00 city time; the
pausing day is still counted, the days after it up to and including the resuming day are not; nothing left on
resuming means due on the resuming day or the next working day; a period of calendar days that ends on a day off
rolls over only where the clock says so. In short, a day counts if the clock was not standing still when it began.
A pause begun after the last day changes nothing: that period was over.
"""

import calendar as gregorian
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import takewhile

from .calendar import DAY, Calendar
from .carried import carries
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


@carries("X3", "A17.5")
def due(period: Period, calendar: Calendar) -> Due:
    """When the period ends; raises ValueError for a period that counts nothing or that cannot be paused or extended."""
    _check(period)
    period = _in_time(period, calendar)
    return Due(None) if period.paused else _end(period, calendar)


def overdue(due_on: date | None, today: date) -> bool:
    """Whether the last day has passed: late begins at 00:00 of the day after it."""
    return due_on is not None and today > due_on


def explain(period: Period, calendar: Calendar, today: date) -> list[DayCount]:
    """Day by day from the start to the last day, or to today while the period stands still: what counted and why."""
    _check(period)
    period = _in_time(period, calendar)
    end = (today if period.paused else _end(period, calendar).on) or today
    return [DayCount(*one) for one in takewhile(lambda one: one[0] <= end, _walk(period, calendar))]


def used(period: Period, calendar: Calendar, today: date) -> int:
    """How many counted days have passed up to and including today; never more than the period has."""
    return sum(day.counted is Counted.COUNTED and day.day <= today for day in explain(period, calendar, today))


def _check(period: Period) -> None:
    if period.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        if period.length + period.extra < 1:
            raise ValueError("a period counts at least one day")
        return
    if period.pauses or period.extra:
        raise ValueError("only a period of days is paused or extended")
    if period.unit is Unit.YEARS and period.length < 1:
        raise ValueError("a period counts at least one year")
    if period.unit is Unit.FIXED_DATE and period.last is None:
        raise ValueError("a fixed-date period names its last day")


def _in_time(period: Period, calendar: Calendar) -> Period:
    """The period with those pauses that began before it was over."""
    kept: tuple[Pause, ...] = ()
    for pause in period.pauses:
        ended = _end(replace(period, pauses=kept), calendar).on
        if ended is not None and ended < pause.on:
            break
        kept = (*kept, pause)
    return replace(period, pauses=kept) if kept != period.pauses else period


def _end(period: Period, calendar: Calendar) -> Due:
    """The last day of a period that is not standing still."""
    reached, relied = _reached(period, calendar)
    resumed = max((pause.resumed for pause in period.pauses if pause.resumed), default=None)
    if resumed is not None and reached < resumed:
        first, on = resumed, calendar.next_working(resumed)
    elif period.roll and period.unit is not Unit.WORKING_DAYS:
        first, on = reached, calendar.next_working(reached)
    else:
        return Due(reached, _provisional(relied, calendar))
    return Due(on, _provisional(relied | {first.year, on.year}, calendar))


def _provisional(relied: set[int], calendar: Calendar) -> bool:
    return not all(calendar.known(year) for year in relied)


def _reached(period: Period, calendar: Calendar) -> tuple[date, set[int]]:
    """The day on which the count is complete, and the years whose notices it relied on."""
    if period.unit is Unit.YEARS:
        return _years_later(period.start, period.length), set()
    if period.unit is Unit.FIXED_DATE and period.last is not None:
        return period.last, set()
    relied, working, length = set[int](), period.unit is Unit.WORKING_DAYS, period.length + period.extra
    for day, counted, number in _walk(period, calendar):
        if working and (number or counted is Counted.OFF):
            relied.add(day.year)
        if number == length:
            return day, relied
    raise AssertionError("a walk has no end")


def _walk(period: Period, calendar: Calendar) -> Iterator[tuple[date, Counted, int | None]]:
    """Every day from the start on, without end, with why it counts or not and its running number."""
    yield period.start, Counted.START, None
    length, working = period.length + period.extra, period.unit is Unit.WORKING_DAYS
    last = None if working or period.unit is Unit.CALENDAR_DAYS else _reached(period, calendar)[0]
    day, number = period.start + DAY, 0
    while True:
        if period.pauses and _stands_still(period, day):
            yield day, Counted.PAUSED, None
        elif number == length if last is None else day > last:
            yield day, Counted.ROLLED, None
        elif not working or calendar.is_working(day):
            number += 1
            yield day, Counted.COUNTED, number
        else:
            yield day, Counted.OFF, None
        day += DAY


def _stands_still(period: Period, day: date) -> bool:
    """Whether the period stood still when that day began."""
    return any(pause.on < day and (pause.resumed is None or day <= pause.resumed) for pause in period.pauses)


def _years_later(start: date, years: int) -> date:
    """The same date of a later year; 29 February gives 28 February where there is no 29th (A17.5)."""
    year = start.year + years
    last_day = gregorian.monthrange(year, start.month)[1]
    return date(year, start.month, min(start.day, last_day))
