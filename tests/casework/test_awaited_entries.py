"""What was dealt with on paper waits on a list until the registrar has entered it or it is taken off."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_shared_drafts import under_review
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.entries import await_entry, drop_entry
from qilou.casework.models import AwaitedEntry
from qilou.casework.queries.entries import awaited_entries
from qilou.casework.today import today_for
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
TUESDAY = at_noon("2026-03-03")
PAPER = "汕电政〔2026〕8号"


@pytest.fixture
def town() -> Town:
    return build()


def noted(town: Town, number: str, who: str = "handler", **other: object) -> AwaitedEntry:
    given = {"step": "grant", "document": PAPER, "acted_on": date(2026, 3, 3)}
    return await_entry(ROUTE, number, actor=town.actor(who, "2026-03-03"), now=TUESDAY, **given | other)


def client(town: Town, who: str) -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(town.people[who])
    return signed_in


def lines(town: Town, who: str) -> list[str]:
    return [one.words.in_("en") for one in today_for(town.actor(who, "2026-03-03"), TUESDAY)]


@pytest.mark.req("A5.4")
def test_a_step_taken_on_paper_waits_for_the_registrar_and_is_off_the_list_once_entered(town: Town) -> None:
    number = under_review(town)
    noted(town, number)
    assert Event.objects.get(name="casework.entry.await").content["input"]["document"] == PAPER
    assert "1 steps taken on paper are to be entered" in lines(town, "registrar")
    assert not [one for one in lines(town, "handler") if "paper are to be entered" in one]
    registrar = client(town, "registrar")
    page = registrar.get(reverse("entries")).content.decode()
    assert PAPER in page
    (way,) = {part.split('"')[0] for part in page.split('href="') if "of_record=" in part}
    form = registrar.get(way.replace("&amp;", "&")).content.decode()
    assert f'value="{PAPER}"' in form
    assert 'value="2026-03-03"' in form
    sent = {"amount": "5", "note": "", "of_record": PAPER, "acted_on": "2026-03-03"}
    assert registrar.post(f"/tests/licence/{number}/grant/", sent).status_code == 302
    assert AwaitedEntry.objects.get().entered_at is not None
    assert not awaited_entries(town.actor("registrar")).exists()
    assert Event.objects.filter(case_number=number).latest("pk").content["of_record"] == PAPER


def test_it_is_noted_by_whose_step_it_is_and_seen_by_who_sees_the_case(town: Town) -> None:
    number = under_review(town)
    with pytest.raises(Missing):
        noted(town, number, "stranger")
    with pytest.raises(NotPermitted):
        noted(town, number, "applicant")
    entry = noted(town, number, "registrar")
    assert awaited_entries(town.actor("applicant")).get() == entry
    assert not awaited_entries(town.actor("stranger")).exists()
    assert client(town, "stranger").post(reverse("drop_entry", args=[entry.pk])).status_code == 404


def test_a_step_that_is_not_to_be_taken_a_day_to_come_and_a_paper_noted_before_are_refused(town: Town) -> None:
    number = under_review(town)
    with pytest.raises(Conflict):
        noted(town, number, step="submit")
    for day in (date(2026, 3, 4), date(2026, 3, 1)):
        with pytest.raises(Invalid) as refused:
            noted(town, number, acted_on=day)
        assert set(refused.value.errors) == {"acted_on"}
    noted(town, number)
    with pytest.raises(Invalid) as refused:
        noted(town, number)
    assert set(refused.value.errors) == {"document"}


def test_what_was_noted_in_error_is_taken_off_once_and_may_be_noted_anew(town: Town) -> None:
    number = under_review(town)
    entry, officer = noted(town, number), town.actor("handler", "2026-03-03")
    drop_entry(entry.pk, actor=officer, now=TUESDAY)
    assert Event.objects.filter(name="casework.entry.drop", case_number=number).count() == 1
    with pytest.raises(Conflict):
        drop_entry(entry.pk, actor=officer, now=TUESDAY)
    noted(town, number)


def test_the_case_page_offers_it_under_more_and_brings_back_what_is_wrong(town: Town) -> None:
    number = under_review(town)
    officer = client(town, "handler")
    assert "on-paper" in officer.get(f"/tests/licence/{number}/").content.decode()
    typed = {"step": "grant", "document": PAPER, "acted_on": "2026-02-01"}
    answer = officer.post(f"/tests/licence/{number}/do/on-paper/", typed)
    assert answer.status_code == 422
    assert PAPER in answer.content.decode()
