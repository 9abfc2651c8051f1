"""What the platform does by itself: nobody has to remember it."""

from datetime import datetime, timedelta

import pytest
from tests.projects.city import at, build

from qilou.casework.duties import DUTIES, do_duties
from qilou.casework.models import Case
from qilou.projects.models import Round
from qilou.site.places import CHECKOUT

pytestmark = pytest.mark.django_db


@pytest.mark.req("A10.1")
def test_a_year_without_solicitation_shows_against_the_authority_although_nobody_opened_the_round() -> None:
    build()
    do_duties(at("2026-07-01"))
    rounds = Round.objects.filter(year=2026).count()
    assert rounds == 2, "one for each authority on record"
    assert do_duties(at("2026-07-31"))["rounds of the year"] == 0
    assert set(Case.objects.filter(procedure="projects.round").values_list("state", flat=True)) == {"planned"}
    do_duties(at("2026-08-01"))
    assert set(Case.objects.filter(procedure="projects.round").values_list("state", flat=True)) == {"late"}
    assert do_duties(at("2026-08-01") + timedelta(hours=1))["expiries"] == 0


def test_every_duty_is_described_to_operators() -> None:
    described = (CHECKOUT / "docs" / "operations.md").read_text()
    assert [name for name in DUTIES if f"\n| {name} | " not in described] == []


def test_a_duty_that_fails_leaves_the_others_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    build()

    def fails(now: datetime) -> int:
        raise LookupError("no such thing")

    monkeypatch.setitem(DUTIES, "expiries", fails)
    done = do_duties(at("2026-07-01"))
    assert (done["expiries"], done["rounds of the year"]) == (0, 2)
