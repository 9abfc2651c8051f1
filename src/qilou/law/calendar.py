"""Working days by the State Council's yearly notices; a year without its notice gives provisional answers (X3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True, slots=True)
class YearNotice:
    """One year's notice: its number and date, the weekdays it frees and the weekend days it makes working days."""

    year: int
    number: str
    issued: date
    holidays: frozenset[date]
    working_weekends: frozenset[date]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of every year; years not in `notices` count weekends and the fixed holidays only."""

    notices: Mapping[int, YearNotice]

    def known(self, year: int) -> bool:
        """Whether that year's notice has been entered."""
        return year in self.notices

    def is_working(self, day: date) -> bool:
        """Whether that day is a working day, by the notice or provisionally without one."""
        notice = self.notices.get(day.year)
        if notice is None:
            return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS
        return day in notice.working_weekends or (day.weekday() < 5 and day not in notice.holidays)

    def next_working(self, day: date) -> date:
        """That day if it is a working day, else the first one after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def working_day_after(self, day: date, count: int) -> date:
        """The count-th working day after that day; the day itself for none."""
        for _ in range(count):
            day = self.next_working(day + DAY)
        return day

    def with_notices(self, notices: Iterable[YearNotice]) -> "Calendar":
        """This calendar with further years (imported notices), which take precedence."""
        return Calendar({**self.notices, **{notice.year: notice for notice in notices}})
