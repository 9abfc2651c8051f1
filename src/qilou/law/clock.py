"""Statutory time: when a period ends, and which of its days counted and why.

The conventions: the day of the starting act is not counted; the n-th counted day ends it at 24:00 city time; the
pausing day is still counted, the days after it up to and including the resuming day are not; nothing left on
resuming means due on the resuming day or the next working day; a period of calendar days that ends on a day off
rolls over only where the clock says so. In short, a day counts if the clock was not standing still when it began.
A pause begun after the last day changes nothing: that period was over.
"""

import calendar as gregorian
from collections.abc import Iterator
from dataclasses import dataclass
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

    def at_dawn(self, day: date) -> bool:
        """Whether the clock stood still when that day began: such a day does not count."""
        return self.on < day and (self.resumed is None or day <= self.resumed)

    def at_dusk(self, day: date) -> bool:
        """Whether it stood still when that day ended: such a day ends no period."""
        return self.on <= day and (self.resumed is None or day < self.resumed)


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
    if period.unit in (Unit.YEARS, Unit.FIXED_DATE):
        last = _last_named(period)
        on = calendar.next_working(last) if period.roll else last
        return Due(on, period.roll and not (calendar.known(last.year) and calendar.known(on.year)))
    stands_from = period.pauses[-1].on if period.paused else None
    relied = set[int]()
    day = period.start
    for day, _, _, asked in _days(period, calendar):
        if stands_from is not None and stands_from < day:
            return Due(None)
        if asked:
            relied.add(day.year)
    return Due(day, not all(calendar.known(year) for year in relied))


def overdue(due_on: date | None, today: date) -> bool:
    """Whether the last day has passed: late begins at 00:00 of the day after it."""
    return due_on is not None and today > due_on


def explain(period: Period, calendar: Calendar, today: date) -> list[DayCount]:
    """Day by day from the start to the last day, or to today while the period stands still: what counted and why."""
    _check(period)
    days = takewhile(lambda one: not period.paused or one[0] <= today, _days(period, calendar))
    return [DayCount(day, counted, number) for day, counted, number, _ in days]


class Why(StrEnum):
    """Why a stretch of days did not count, or counted although it looks free."""

    START = "start"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    ROLLED = "rolled"
    WORKED = "worked"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that did not count for one reason, or working weekends that did.

    `ground` is the ground of the pause, or the number of the notice that frees the days or makes them working days.
    """

    first: date
    last: date
    why: Why
    ground: str = ""


@carries("X3", "A17.5")
def stretches(period: Period, calendar: Calendar, today: date) -> list[Stretch]:
    """The days of a period that did not count, each stretch with its ground, in order; and weekends that did."""
    found: list[Stretch] = []
    for one in explain(period, calendar, today):
        reason = _reason(one, period, calendar)
        if reason is None:
            continue
        why, ground = reason
        before = found[-1] if found else None
        if before and (before.why, before.ground, before.last + DAY) == (why, ground, one.day):
            found[-1] = Stretch(before.first, one.day, why, ground)
        else:
            found.append(Stretch(one.day, one.day, why, ground))
    return found


def _reason(one: DayCount, period: Period, calendar: Calendar) -> tuple[Why, str] | None:
    notice = calendar.notices.get(one.day.year)
    number = notice.number if notice else ""
    match one.counted:
        case Counted.PAUSED:
            return Why.PAUSED, next((pause.ground for pause in period.pauses if pause.at_dawn(one.day)), "")
        case Counted.OFF if one.day.weekday() >= 5 and not (notice and one.day in notice.holidays):
            return Why.WEEKEND, ""
        case Counted.OFF:
            return Why.HOLIDAY, number
        case Counted.COUNTED:
            worked = period.unit is Unit.WORKING_DAYS and one.day.weekday() >= 5
            return (Why.WORKED, number) if worked else None
        case Counted.START:
            return Why.START, ""
        case _:
            return Why.ROLLED, ""


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


def _days(period: Period, calendar: Calendar) -> Iterator[tuple[date, Counted, int | None, bool]]:
    """Every day of the period: why it counts or not, its running number, and whether the calendar was asked.

    The last one ends it; a period that stands still has no end.
    """
    working, length, pauses = period.unit is Unit.WORKING_DAYS, period.length + period.extra, period.pauses
    last = None if working or period.unit is Unit.CALENDAR_DAYS else _last_named(period)
    must_work = period.roll
    day, number, complete = period.start, 0, False
    while True:
        asked = False
        if day == period.start:
            counted = Counted.START
        elif pauses and any(pause.at_dawn(day) for pause in pauses):
            counted = Counted.PAUSED
            must_work = must_work or complete
        elif complete:
            counted = Counted.ROLLED
        else:
            asked = working
            counted = Counted.COUNTED if not working or calendar.is_working(day) else Counted.OFF
            number += counted is Counted.COUNTED
        complete = number == length if last is None else day >= last
        ends = complete and not (pauses and any(pause.at_dusk(day) for pause in pauses))
        if ends and must_work:
            asked, ends = True, calendar.is_working(day)
        yield day, counted, number if counted is Counted.COUNTED else None, asked
        if ends:
            return
        day += DAY


def _last_named(period: Period) -> date:
    """The last day of a period that is not counted off day by day."""
    if period.unit is Unit.FIXED_DATE and period.last is not None:
        return period.last
    return _years_later(period.start, period.length)


def _years_later(start: date, years: int) -> date:
    """The same date of a later year; 29 February gives 28 February where there is no 29th (A17.5)."""
    year = start.year + years
    last_day = gregorian.monthrange(year, start.month)[1]
    return date(year, start.month, min(start.day, last_day))
