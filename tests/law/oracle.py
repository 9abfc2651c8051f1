"""An independent count of statutory time, written from CLOCKS.md alone: it lives through the period day by day.

It shares no code with the law module. Slow and plain on purpose.
"""

from collections.abc import Iterable
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
Stop = tuple[date, date | None]


class Year:
    """One year's notice, as the oracle knows it."""

    def __init__(self, weekday_holidays: Iterable[date], working_weekends: Iterable[date]) -> None:
        self.weekday_holidays = set(weekday_holidays)
        self.working_weekends = set(working_weekends)


class Oracle:
    """Counts by the conventions; `years` holds the notices that were published."""

    def __init__(self, years: dict[int, Year]) -> None:
        self.years = years
        self.guessed = False

    def works(self, day: date) -> bool:
        """Without the year's notice it is guessed from the weekends and the fixed holidays."""
        if day.year not in self.years:
            self.guessed = True
            fixed = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"]
            return day.strftime("%a") not in ("Sat", "Sun") and day.strftime("%m-%d") not in fixed
        year = self.years[day.year]
        if day in year.working_weekends:
            return True
        if day.strftime("%a") in ("Sat", "Sun"):
            return False
        return day not in year.weekday_holidays

    def due(
        self,
        unit: str,
        start: date,
        *,
        length: int = 0,
        extra: int = 0,
        last: date | None = None,
        pauses: Iterable[Stop] = (),
        roll: bool = False,
    ) -> tuple[date | None, bool]:
        """(last day or None while it stands still, whether a missing notice was guessed)."""
        self.guessed = False
        if unit == "fixed_date":
            day = self.first_working(last) if roll else last
        elif unit == "years":
            try:
                day = start.replace(year=start.year + length)
            except ValueError:  # 29 February
                day = date(start.year + length, 2, 28)
            day = self.first_working(day) if roll else day
        else:
            day = self.live_through(unit, start, length + extra, list(pauses), roll)
        return day, self.guessed

    def first_working(self, day: date) -> date:
        while not self.works(day):
            day += ONE_DAY
        return day

    def live_through(self, unit: str, start: date, left: int, pauses: list[Stop], roll: bool) -> date | None:
        """Midnight to midnight. `standing` is whether the clock stood still when the day began."""
        day, standing, must_work = start, False, False
        while True:
            stood_at_dawn = standing
            if day > start and not standing and left and (unit == "calendar_days" or self.works(day)):
                left -= 1
            # What happens during the day: resume, pause, and both on one day.
            while pauses:
                on, resumed = pauses[0]
                if not standing and on == day:
                    standing = True
                if standing and resumed == day:
                    standing = False
                    pauses.pop(0)
                    if left == 0 and stood_at_dawn:
                        must_work = True
                    continue
                break
            if standing and pauses and pauses[0][1] is None:
                return None
            if not standing and left == 0:
                if not (must_work or (roll and unit == "calendar_days")):
                    return day
                if self.works(day):
                    return day
            day += ONE_DAY
