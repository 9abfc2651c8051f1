"""A notice corrected within its year, as the State Council did in January 2020, moves what still runs."""

from datetime import date

import pytest
from tests.casework.test_perform import MONDAY, due, opened, take
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.parameters import import_calendar
from qilou.law.calendar_years import CALENDAR
from qilou.ledger.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.req("X3")]
WEDNESDAY, FRIDAY = date(2026, 3, 4), date(2026, 3, 6)


@pytest.fixture
def town() -> Town:
    return build()


def corrected(town: Town, *freed: date, on: str) -> int:
    """The notice of 2026 once more, with further days off; says how many clocks changed."""
    known = CALENDAR.notices[2026]
    return import_calendar(
        actor=town.actor("handler", on),
        now=at_noon(on),
        year=2026,
        number="国办发明电〔2026〕更正1号",
        issued=date.fromisoformat(on),
        holidays=[*known.holidays, *freed],
        working_weekends=list(known.working_weekends),
    )


def test_a_day_freed_later_gives_a_running_period_one_more(town: Town) -> None:
    number = opened(town)
    take(town, number, "submit", "applicant")
    assert due(number) == date(2026, 3, 9)
    assert corrected(town, WEDNESDAY, on="2026-03-03") == 1
    assert due(number) == date(2026, 3, 10)
    told = bytes(Event.objects.get(name="casework.calendar.import").body).decode()
    assert number in told
    assert "2026-03-10" in told


def test_a_period_that_is_over_stays_over_and_one_that_ended_keeps_its_day(town: Town) -> None:
    late, ended = opened(town, "甲"), opened(town, "乙")
    take(town, late, "submit", "applicant")
    take(town, ended, "submit", "applicant")
    take(town, ended, "accept", "handler")
    before = due(ended)
    assert corrected(town, FRIDAY, on="2026-03-10") == 1
    assert due(late) == date(2026, 3, 9)
    assert due(ended) != before


def test_the_same_notice_twice_changes_nothing(town: Town) -> None:
    number = opened(town)
    take(town, number, "submit", "applicant")
    assert corrected(town, on=MONDAY) == 0
    assert due(number) == date(2026, 3, 9)
