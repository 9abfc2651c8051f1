"""The yearly notices, checked against two public packages for the years they know."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from qilou.law.calendar_years import CALENDAR, NOTICES

YEARS = range(2020, 2027)


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.req("X3")
@pytest.mark.parametrize("year", YEARS)
def test_working_days_are_those_of_chinesecalendar(year: int) -> None:
    differing = [day for day in days_of(year) if CALENDAR.is_working(day) != chinese_calendar.is_workday(day)]
    assert differing == []


@pytest.mark.req("X3")
@pytest.mark.parametrize("year", YEARS)
def test_working_days_are_those_of_holidays(year: int) -> None:
    known = holidays.country_holidays("CN", years=year)
    differing = [day for day in days_of(year) if CALENDAR.is_working(day) != known.is_working_day(day)]
    assert differing == []


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: f"{notice.year} of {notice.issued}")
def test_a_notice_is_cited_and_names_weekdays_off_and_weekend_days_worked(notice) -> None:
    assert notice.number.startswith("国办发明电〔")
    assert notice.issued.year in (notice.year - 1, notice.year)
    assert all(day.weekday() < 5 and day.year == notice.year for day in notice.holidays)
    assert all(day.weekday() > 4 and day.year == notice.year for day in notice.working_weekends)


@pytest.mark.req("X3")
def test_the_extended_spring_festival_of_2020_is_a_further_notice() -> None:
    first, further = (notice for notice in NOTICES if notice.year == 2020)
    assert further.holidays - first.holidays == {date(2020, 1, 31)}
    assert first.working_weekends - further.working_weekends == {date(2020, 2, 1)}
    assert "国办发明电〔2020〕1号" in CALENDAR.notices[2020].number
    assert CALENDAR.next_working(date(2020, 1, 24)) == date(2020, 2, 3)


@pytest.mark.req("X3")
def test_a_year_without_its_notice_counts_weekends_and_the_fixed_holidays() -> None:
    assert not CALENDAR.known(2027)
    assert not CALENDAR.is_working(date(2027, 10, 1))
    assert CALENDAR.is_working(date(2027, 10, 4))
    assert not CALENDAR.is_working(date(2027, 10, 9))
