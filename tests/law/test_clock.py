"""Statutory time: every line of CLOCKS.md, and an oracle that lives through random periods day by day."""

from datetime import date, timedelta
from random import Random

import pytest

from law.oracle import Oracle, Year
from qilou.law import CALENDAR_DAYS, FIXED_DATE, WORKING_DAYS, YEARS, Calendar, Due, Pause, Period, Unit, YearNotice
from qilou.law.calendar_years import CALENDAR
from qilou.law.clock import Counted, Why, due, explain, overdue, stretches, used

SEED = 164


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(text: str, year: int = 2026) -> list[date]:
    """`03-03..03-06 03-09` as the dates of a year; a stretch names every day in it."""
    listed: list[date] = []
    for part in text.split():
        first, _, last = part.partition("..")
        one = day(f"{year}-{first}" if len(first) == 5 else first)
        end = day(f"{year}-{last}" if len(last) == 5 else last) if last else one
        while one <= end:
            listed.append(one)
            one += timedelta(days=1)
    return listed


NOTICE_2026 = YearNotice(
    2026,
    "国办发明电〔2025〕7号",
    date(2025, 11, 4),
    frozenset(
        days("01-01 01-02 02-16..02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05..10-07"),
    ),
    frozenset(days("01-04 02-14 02-28 05-09 09-20 10-10")),
)

# length, extra, start, pauses, counted days, due, provisional
WORKING = {
    "an ordinary week": (7, 0, "2026-03-02", (), "03-03..03-06 03-09..03-11", "2026-03-11", False),
    "over the Spring Festival with a make-up Saturday": (
        7, 0, "2026-02-10", (), "02-11..02-14 02-24..02-26", "2026-02-26", False,
    ),
    "accepted on a Saturday that is a working day": (
        7, 0, "2026-02-14", (), "02-24..02-28 03-02 03-03", "2026-03-03", False,
    ),
    "accepted on a day off": (7, 0, "2026-03-08", (), "03-09..03-13 03-16 03-17", "2026-03-17", False),
    "received before Labour Day": (5, 0, "2026-04-28", (), "04-29 04-30 05-06..05-08", "2026-05-08", False),
    "accepted on a holiday, over National Day with a make-up Saturday": (
        20, 0, "2026-09-25", (), "09-28..09-30 10-08..10-10 10-12..10-16 10-19..10-23 10-26..10-29",
        "2026-10-29", False,
    ),
    "over National Day": (7, 0, "2026-09-28", (), "09-29 09-30 10-08..10-10 10-12 10-13", "2026-10-13", False),
    "over New Year with a make-up Sunday": (
        7, 0, "2025-12-30", (), "2025-12-31 2026-01-04..2026-01-09", "2026-01-09", False,
    ),
    "into a year whose notice is not published": (
        7, 0, "2026-12-28", (), "12-29..12-31 2027-01-04..2027-01-07", "2027-01-07", True,
    ),
    "paused for expert review": (
        20, 0, "2026-03-02", (("2026-03-11", "2026-03-24"),),
        "03-03..03-06 03-09..03-11 03-25..03-27 03-30..04-03 04-07..04-10 04-13", "2026-04-13", False,
    ),
    "paused and resumed on one day": (
        20, 0, "2026-03-02", (("2026-03-11", "2026-03-11"),),
        "03-03..03-06 03-09..03-13 03-16..03-20 03-23..03-27 03-30", "2026-03-30", False,
    ),
    "paused twice": (
        20, 0, "2026-03-02", (("2026-03-05", "2026-03-10"), ("2026-03-17", "2026-04-07")),
        "03-03..03-05 03-11..03-13 03-16 03-17 04-08..04-10 04-13..04-17 04-20..04-23", "2026-04-23", False,
    ),
    "paused on its last day and resumed on a day off": (
        7, 0, "2026-03-02", (("2026-03-11", "2026-03-21"),), "03-03..03-06 03-09..03-11", "2026-03-23", False,
    ),
    "extended by ten": (
        20, 10, "2026-03-02", (),
        "03-03..03-06 03-09..03-13 03-16..03-20 03-23..03-27 03-30..04-03 04-07..04-10 04-13 04-14",
        "2026-04-14", False,
    ),
}  # fmt: skip


def working(line: str) -> Period:
    length, extra, start, pauses, *_ = WORKING[line]
    stops = tuple(Pause(day(on), day(resumed)) for on, resumed in pauses)
    return Period(WORKING_DAYS, day(start), length, extra=extra, pauses=stops)


@pytest.mark.req("X3")
@pytest.mark.parametrize("line", WORKING)
def test_a_working_day_clock_ends_as_worked_out_by_hand(line: str) -> None:
    *_, on, provisional = WORKING[line]
    assert due(working(line), CALENDAR) == Due(day(on), provisional)


@pytest.mark.parametrize("line", WORKING)
def test_a_working_day_clock_explains_the_days_counted_by_hand(line: str) -> None:
    *_, counted, on, _ = WORKING[line]
    explained = explain(working(line), CALENDAR, day("2026-03-02"))
    assert [one.day for one in explained if one.counted is Counted.COUNTED] == days(counted)
    assert explained[-1].day == day(on)


@pytest.mark.req("X3", "A17.5")
def test_every_stretch_that_did_not_count_says_on_what_ground() -> None:
    pause = Pause(day("2026-09-28"), day("2026-09-30"), "expert_review")
    period = Period(WORKING_DAYS, day("2026-09-24"), 7, pauses=(pause,))
    notice = NOTICE_2026.number
    assert [
        (f"{one.first:%m-%d}", f"{one.last:%m-%d}", one.why, one.ground)
        for one in stretches(period, CALENDAR, day("2026-09-24"))
    ] == [
        ("09-24", "09-24", Why.START, ""),
        ("09-25", "09-25", Why.HOLIDAY, notice),
        ("09-26", "09-27", Why.WEEKEND, ""),
        ("09-29", "09-30", Why.PAUSED, "expert_review"),
        ("10-01", "10-02", Why.HOLIDAY, notice),
        ("10-03", "10-04", Why.WEEKEND, ""),
        ("10-05", "10-07", Why.HOLIDAY, notice),
        ("10-10", "10-10", Why.WORKED, notice),
        ("10-11", "10-11", Why.WEEKEND, ""),
    ]


@pytest.mark.parametrize("line", WORKING)
def test_every_day_off_of_a_clock_stands_in_one_stretch(line: str) -> None:
    period, today = working(line), day("2026-03-02")
    off = {one.day for one in explain(period, CALENDAR, today) if one.counted is not Counted.COUNTED}
    told = [one for one in stretches(period, CALENDAR, today) if one.why is not Why.WORKED]
    covered = [one.first + timedelta(days=n) for one in told for n in range((one.last - one.first).days + 1)]
    assert len(covered) == len(set(covered))
    assert set(covered) == off


@pytest.mark.req("X3")
def test_the_calendar_of_2026_is_that_of_the_conventions() -> None:
    assert CALENDAR.notices[2026] == NOTICE_2026


@pytest.mark.parametrize("line", ["paused for expert review", "paused and resumed on one day"])
def test_seven_days_are_used_when_the_review_begins(line: str) -> None:
    assert used(working(line), CALENDAR, day("2026-03-11")) == 7


def test_a_clock_paused_twice_has_used_three_and_then_five_more() -> None:
    period = working("paused twice")
    assert [used(period, CALENDAR, day(one)) for one in ("2026-03-10", "2026-04-07")] == [3, 8]


# unit, start, length, last, roll, due, provisional
OTHER = {
    "a petition's sixtieth day is a holiday": (CALENDAR_DAYS, "2026-03-02", 60, None, False, "2026-05-01", False),
    "the same when it rolls over": (CALENDAR_DAYS, "2026-03-02", 60, None, True, "2026-05-06", False),
    "the end of August 2024 is a Saturday": (FIXED_DATE, "2024-07-01", 0, "2024-08-31", True, "2024-09-02", False),
    "the end of August 2025 is a Sunday": (FIXED_DATE, "2025-07-01", 0, "2025-08-31", True, "2025-09-01", False),
    "the end of August 2026 is a Monday": (FIXED_DATE, "2026-07-01", 0, "2026-08-31", True, "2026-08-31", False),
    "the authority's own last day does not roll": (
        FIXED_DATE,
        "2027-07-01",
        0,
        "2027-07-31",
        False,
        "2027-07-31",
        False,
    ),
    "an opinion confirmed in January": (YEARS, "2026-01-15", 1, None, False, "2027-01-15", False),
    "an opinion confirmed on 29 February": (YEARS, "2028-02-29", 1, None, False, "2029-02-28", False),
}


@pytest.mark.req("A17.5", "X3")
@pytest.mark.parametrize("line", OTHER)
def test_a_clock_of_days_dates_or_years_ends_as_worked_out_by_hand(line: str) -> None:
    unit, start, length, last, roll, on, provisional = OTHER[line]
    period = Period(unit, day(start), length, last=day(last) if last else None, roll=roll)
    assert due(period, CALENDAR) == Due(day(on), provisional)
    assert explain(period, CALENDAR, day(start))[-1].day == day(on)


def test_late_begins_at_midnight_after_the_last_day() -> None:
    last = day("2027-01-15")
    assert not overdue(last, last)
    assert overdue(last, day("2027-01-16"))
    assert not overdue(None, last)


@pytest.mark.req("X3")
def test_a_provisional_date_is_settled_by_the_years_notice() -> None:
    notice = YearNotice(2027, "试〔2026〕1号", date(2026, 11, 1), frozenset(days("01-01 01-04", 2027)), frozenset())
    period = working("into a year whose notice is not published")
    assert due(period, CALENDAR.with_notices([notice])) == Due(day("2027-01-08"), False)


@pytest.mark.req("X3")
def test_a_date_that_no_unknown_year_decides_is_not_provisional() -> None:
    petition = Period(CALENDAR_DAYS, day("2026-12-20"), 60)
    assert due(petition, CALENDAR) == Due(day("2027-02-18"), False)
    rolling = Period(CALENDAR_DAYS, day("2026-12-20"), 60, roll=True)
    assert due(rolling, CALENDAR) == Due(day("2027-02-18"), True)


@pytest.mark.req("X3")
def test_a_roll_out_of_an_unknown_year_is_provisional_even_when_the_next_is_known() -> None:
    known = Calendar({2029: YearNotice(2029, "", date(2028, 11, 1), frozenset(days("01-01", 2029)), frozenset())})
    sunday = Period(FIXED_DATE, day("2028-12-01"), last=day("2028-12-31"), roll=True)
    assert due(sunday, known) == Due(day("2029-01-02"), True)


def test_a_clock_that_stands_still_has_no_last_day_and_counts_up_to_its_pause() -> None:
    period = Period(WORKING_DAYS, day("2026-03-02"), 20, pauses=(Pause(day("2026-03-11")),))
    assert due(period, CALENDAR) == Due(None)
    assert used(period, CALENDAR, day("2026-04-30")) == 7
    assert explain(period, CALENDAR, day("2026-03-13"))[-2:][0].counted is Counted.PAUSED


def test_a_pause_begun_after_the_last_day_does_not_revive_the_period() -> None:
    late = (Pause(day("2026-03-12"), day("2026-03-20")),)
    assert due(Period(WORKING_DAYS, day("2026-03-02"), 7, pauses=late), CALENDAR) == Due(day("2026-03-11"))
    still = (Pause(day("2026-03-12")),)
    assert due(Period(WORKING_DAYS, day("2026-03-02"), 7, pauses=still), CALENDAR) == Due(day("2026-03-11"))


def test_days_after_the_count_are_explained_as_carried_over() -> None:
    rolled = explain(Period(CALENDAR_DAYS, day("2026-03-02"), 60, roll=True), CALENDAR, day("2026-03-02"))
    assert [one.counted for one in rolled[-6:]] == [Counted.COUNTED] + [Counted.ROLLED] * 5


@pytest.mark.parametrize(
    "period",
    [
        Period(WORKING_DAYS, date(2026, 3, 2), 0),
        Period(CALENDAR_DAYS, date(2026, 3, 2), 0),
        Period(YEARS, date(2026, 3, 2), 0),
        Period(FIXED_DATE, date(2026, 3, 2)),
        Period(FIXED_DATE, date(2026, 3, 2), last=date(2026, 4, 2), pauses=(Pause(date(2026, 3, 3)),)),
        Period(YEARS, date(2026, 3, 2), 1, extra=1),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(period: Period) -> None:
    with pytest.raises(ValueError, match="period"):
        due(period, CALENDAR)


def random_calendar(random: Random) -> tuple[Calendar, Oracle]:
    """Three years of made-up holidays, some of them unpublished, for the engine and for the oracle."""
    notices, years = {}, {}
    for year in (2031, 2032, 2033):
        if random.random() < 0.25:
            continue
        every = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
        weekdays = [one for one in every if one.weekday() < 5]
        weekend = [one for one in every if one.weekday() > 4]
        off = {one for first in random.sample(weekdays, 6) for one in weekdays[weekdays.index(first) :][:5]}
        worked = set(random.sample(weekend, 8))
        notices[year] = YearNotice(year, "", date(year - 1, 11, 1), frozenset(off), frozenset(worked))
        years[year] = Year(off, worked)
    return Calendar(notices), Oracle(years)


def random_period(random: Random) -> Period:
    """Any unit, lengths, extensions, pauses that touch, meet or stay open, and roll-over."""
    start = date(2031, 1, 1) + timedelta(days=random.randrange(900))
    if random.random() < 0.3:
        start = date(random.choice([2031, 2032]), 12, random.randint(10, 31))
    unit = random.choice([WORKING_DAYS, WORKING_DAYS, CALENDAR_DAYS, CALENDAR_DAYS, YEARS, FIXED_DATE])
    roll = random.random() < 0.5
    if unit is YEARS:
        if random.random() < 0.1:
            start = date(2032, 2, 29)
        return Period(unit, start, random.randint(1, 5), roll=roll)
    if unit is FIXED_DATE:
        return Period(unit, start, last=start + timedelta(days=random.randrange(200)), roll=roll)
    length = random.choice([1, 2, 5, 7, 7, 10, 20, 30, 60])
    pauses, on = [], start
    for _ in range(random.choice([0, 0, 1, 1, 2, 3])):
        on += timedelta(days=random.randrange(25))
        resumed = on + timedelta(days=random.choice([0, 1, 2, random.randrange(40)]))
        pauses.append(Pause(on, resumed))
        on = resumed
    if pauses and random.random() < 0.15:
        pauses[-1] = Pause(pauses[-1].on)
    extra = random.choice([0, 0, 0, 10, 15])
    return Period(unit, start, length, extra=extra, pauses=tuple(pauses), roll=roll)


def agree(random: Random, cases: int) -> None:
    """The engine, its explanation and its count say what the oracle says."""
    for number in range(cases):
        if number % 50 == 0:
            calendar, oracle = random_calendar(random)
        period = random_period(random)
        on, guessed = oracle.due(
            period.unit.value,
            period.start,
            length=period.length,
            extra=period.extra,
            last=period.last,
            pauses=[(pause.on, pause.resumed) for pause in period.pauses],
            roll=period.roll,
        )
        assert due(period, calendar) == Due(on, guessed if on else False), period
        if number % 10 == 0:
            explained_as_due(period, calendar, on)


def explained_as_due(period: Period, calendar: Calendar, on: date | None) -> None:
    today = on or period.start + timedelta(days=90)
    explained = explain(period, calendar, today)
    assert [one.day for one in explained] == [
        period.start + timedelta(days=n) for n in range((today - period.start).days + 1)
    ], period
    counted = [one for one in explained if one.counted is Counted.COUNTED]
    assert [one.number for one in counted] == list(range(1, len(counted) + 1)), period
    if on and period.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        assert len(counted) == period.length + period.extra, period
    for ahead in (0, 3, 11):
        asked = period.start + timedelta(days=ahead)
        assert used(period, calendar, asked) == sum(one.day <= asked for one in counted), period
    assert used(period, calendar, today + timedelta(days=30)) == len(counted) or on is None, period


@pytest.mark.req("X3", "A17.5")
@pytest.mark.parametrize("part", range(4))
def test_the_engine_agrees_with_the_oracle_on_twenty_thousand_random_periods(part: int) -> None:
    agree(Random(SEED + part), 5_000)


@pytest.mark.soak
@pytest.mark.req("X3", "A17.5")
@pytest.mark.parametrize("part", range(20))
def test_the_engine_agrees_with_the_oracle_on_a_million_random_periods(part: int) -> None:
    agree(Random(1_000 + part), 50_000)
