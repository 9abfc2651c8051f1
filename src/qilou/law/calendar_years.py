"""节假日安排 The State Council General Office's yearly notices, as `CALENDAR`; later years are imported from a page.

A notice is entered as it reads: from which to which day people are free, and which weekend days they work.
"""

from collections.abc import Iterator
from datetime import date

from .calendar import DAY, Calendar, YearNotice
from .carried import carry


def _notice(
    year: int, number: str, issued: date, free: tuple[tuple[str, str], ...], working: tuple[str, ...]
) -> YearNotice:
    """A notice from its free stretches (first and last day, MM-DD) and its working weekend days."""
    off = frozenset(day for first, last in free for day in _days(_in(year, first), _in(year, last)))
    working_weekends = frozenset(_in(year, day) for day in working)
    return YearNotice(year, number, issued, frozenset(day for day in off if day.weekday() < 5), working_weekends)


def _in(year: int, day: str) -> date:
    return date.fromisoformat(f"{year}-{day}")


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


NOTICES = (
    _notice(
        2020,
        "国办发明电〔2019〕16号",
        date(2019, 11, 21),
        free=(
            ("01-01", "01-01"),
            ("01-24", "01-30"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("06-25", "06-27"),
            ("10-01", "10-08"),
        ),
        working=("01-19", "02-01", "04-26", "05-09", "06-28", "09-27", "10-10"),
    ),
    # The further notice that extended the Spring Festival of 2020 to 2 February: 31 January became free, and
    # 1 February no longer a working Saturday. The rest of the year stands as first announced.
    _notice(
        2020,
        "国办发明电〔2019〕16号、国办发明电〔2020〕1号",
        date(2020, 1, 26),
        free=(
            ("01-01", "01-01"),
            ("01-24", "02-02"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("06-25", "06-27"),
            ("10-01", "10-08"),
        ),
        working=("01-19", "04-26", "05-09", "06-28", "09-27", "10-10"),
    ),
    _notice(
        2021,
        "国办发明电〔2020〕27号",
        date(2020, 11, 25),
        free=(
            ("01-01", "01-03"),
            ("02-11", "02-17"),
            ("04-03", "04-05"),
            ("05-01", "05-05"),
            ("06-12", "06-14"),
            ("09-19", "09-21"),
            ("10-01", "10-07"),
        ),
        working=("02-07", "02-20", "04-25", "05-08", "09-18", "09-26", "10-09"),
    ),
    _notice(
        2022,
        "国办发明电〔2021〕11号",
        date(2021, 10, 25),
        free=(
            ("01-01", "01-03"),
            ("01-31", "02-06"),
            ("04-03", "04-05"),
            ("04-30", "05-04"),
            ("06-03", "06-05"),
            ("09-10", "09-12"),
            ("10-01", "10-07"),
        ),
        working=("01-29", "01-30", "04-02", "04-24", "05-07", "10-08", "10-09"),
    ),
    # The notice for 2023 also frees 31 December 2022, a Saturday: no change to 2022.
    _notice(
        2023,
        "国办发明电〔2022〕16号",
        date(2022, 12, 8),
        free=(
            ("01-01", "01-02"),
            ("01-21", "01-27"),
            ("04-05", "04-05"),
            ("04-29", "05-03"),
            ("06-22", "06-24"),
            ("09-29", "10-06"),
        ),
        working=("01-28", "01-29", "04-23", "05-06", "06-25", "10-07", "10-08"),
    ),
    # 9 February 2024, the eve of the festival, was only recommended as a day of leave: it is a working day.
    _notice(
        2024,
        "国办发明电〔2023〕7号",
        date(2023, 10, 25),
        free=(
            ("01-01", "01-01"),
            ("02-10", "02-17"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("06-10", "06-10"),
            ("09-15", "09-17"),
            ("10-01", "10-07"),
        ),
        working=("02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"),
    ),
    _notice(
        2025,
        "国办发明电〔2024〕12号",
        date(2024, 11, 12),
        free=(
            ("01-01", "01-01"),
            ("01-28", "02-04"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("05-31", "06-02"),
            ("10-01", "10-08"),
        ),
        working=("01-26", "02-08", "04-27", "09-28", "10-11"),
    ),
    _notice(
        2026,
        "国办发明电〔2025〕7号",
        date(2025, 11, 4),
        free=(
            ("01-01", "01-03"),
            ("02-15", "02-23"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("06-19", "06-21"),
            ("09-25", "09-27"),
            ("10-01", "10-07"),
        ),
        working=("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
    ),
)

CALENDAR = Calendar({}).with_notices(NOTICES)
carry("law.calendar_years.CALENDAR", ("X3",))
