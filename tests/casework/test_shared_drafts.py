"""Two colleagues in one draft: each entry of either is kept, and where both changed one entry neither text is lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_races import at_once
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.drafts import draft_of, merge, save_draft
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.actions.presence import enter, forget_presence
from qilou.casework.models import Case, Draft

MONDAY = at_noon("2026-03-02")
forms = st.dictionaries(st.sampled_from("abcd"), st.lists(st.sampled_from(["", "1", "2", "3"]), max_size=2))


def client(town: Town, name: str) -> Client:
    signed_in = Client(raise_request_exception=True, headers={"X-Draft": "1"})
    signed_in.force_login(town.people[name])
    return signed_in


def under_review(town: Town) -> str:
    act = open_case(ROUTE, actor=town.actor("applicant"), now=MONDAY, jurisdiction="440500", title="餐饮许可")
    perform(ROUTE, act.case.number, "submit", actor=town.actor("applicant"), now=MONDAY)
    perform(ROUTE, act.case.number, "accept", actor=town.actor("handler"), now=MONDAY)
    return act.case.number


def said(form: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: texts for name, texts in form.items() if any(texts)}


@given(base=forms, mine=forms, theirs=forms)
def test_a_merge_keeps_every_change_of_either_side(
    base: dict[str, list[str]], mine: dict[str, list[str]], theirs: dict[str, list[str]]
) -> None:
    merged = merge(base, mine, theirs)
    for name in "abcd":
        before, own, other, kept = (said(form).get(name) for form in (base, mine, theirs, merged.raw))
        if own == other or other == before:
            assert kept == own
        elif own == before:
            assert kept == other
        else:
            assert (kept, merged.clashes[name]) == (other, own or [])
    assert merge(base, mine, base).raw == said(mine)
    assert not merge(base, mine, base).clashes


@pytest.mark.django_db
def test_colleagues_see_one_draft_and_nobody_elses() -> None:
    town = build()
    number = under_review(town)
    assert client(town, "handler").post(f"/tests/licence/{number}/grant/draft/", {"amount": "12"}).status_code == 200
    assert 'value="12"' in client(town, "handler2").get(f"/tests/licence/{number}/grant/").content.decode()
    assert draft_of(town.actor("applicant"), "grant", number) is None
    assert client(town, "stranger").post(f"/tests/licence/{number}/grant/draft/", {}).status_code == 404
    assert client(town, "handler").post(f"/tests/licence/{number}/nothing/draft/", {}).status_code == 404


@pytest.mark.django_db
def test_a_case_page_fetches_all_drafts_of_its_steps_at_once() -> None:
    town = build()
    number = under_review(town)
    officer = client(town, "handler")
    for step in ("grant", "refuse"):
        officer.post(f"/tests/licence/{number}/{step}/draft/", {"reason": "理由", "amount": "12"})
    with CaptureQueriesContext(connection) as asked:
        page = officer.get(f"/tests/licence/{number}/").content.decode()
    assert 'value="12"' in page
    assert sum('FROM "casework_draft"' in one["sql"] for one in asked) == 1


@pytest.mark.django_db
def test_what_a_colleague_saved_meanwhile_comes_into_the_form() -> None:
    town = build()
    address = f"/tests/licence/{under_review(town)}/grant/draft/"
    one, two = client(town, "handler"), client(town, "handler2")
    begun = one.post(address, {"amount": "12", "note": "", "draft_version": "0"}).json()
    two.post(address, {"amount": "12", "note": "依规定", "draft_version": str(begun["version"])})
    answer = one.post(address, {"amount": "15", "note": "", "draft_version": str(begun["version"])}).json()
    assert (answer["theirs"], answer["clashes"]) == ({"note": ["依规定"]}, {})
    assert Draft.objects.get().raw == {"amount": ["15"], "note": ["依规定"]}


@pytest.mark.django_db
def test_an_entry_that_both_changed_is_shown_with_both_texts_and_the_later_choice_counts() -> None:
    town = build()
    number = under_review(town)
    address = f"/tests/licence/{number}/grant/draft/"
    one, two = client(town, "handler"), client(town, "handler2")
    one.post(address, {"amount": "12", "draft_version": "0"})
    two.post(address, {"amount": "13", "draft_version": "1"})
    answer = one.post(address, {"amount": "14", "draft_version": "1"}).json()
    assert answer["clashes"] == {"amount": ["13"]}
    page = two.get(f"/tests/licence/{number}/grant/").content.decode()
    assert 'value="13"' in page
    assert "handler: 14" in page
    one.post(address, {"amount": "14", "draft_version": str(answer["version"])})
    kept = Draft.objects.get()
    assert (kept.raw, kept.clashes) == ({"amount": ["14"]}, {})


@pytest.mark.django_db
def test_nobody_meets_oneself_in_a_draft() -> None:
    town = build()
    number = under_review(town)
    one = client(town, "handler")
    for amount in ("12", "13", "a lot"):
        one.post(f"/tests/licence/{number}/grant/draft/", {"amount": amount, "draft_version": "0"})
    refused = one.post(f"/tests/licence/{number}/grant/", {"amount": "many", "draft_version": "0"})
    assert refused.status_code == 400
    assert one.post(f"/tests/licence/{number}/grant/", {"amount": "14", "draft_version": "0"}).status_code == 302


@pytest.mark.django_db
def test_a_step_is_not_taken_over_a_colleagues_unseen_words() -> None:
    town = build()
    number = under_review(town)
    one, two = client(town, "handler"), client(town, "handler2")
    two.post(f"/tests/licence/{number}/grant/draft/", {"amount": "12", "note": "先核现场", "draft_version": "0"})
    sent = {"amount": "12", "note": "", "version": "3", "draft_version": "0"}
    answer = one.post(f"/tests/licence/{number}/grant/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "先核现场" in page
    assert Case.objects.get(number=number).state == "under_review"
    seen = str(Draft.objects.get().version)
    answer = one.post(f"/tests/licence/{number}/grant/", sent | {"note": "先核现场", "draft_version": seen})
    assert answer.status_code == 302
    assert Case.objects.get(number=number).state == "granted"
    assert not Draft.objects.exists()


def test_two_who_save_at_once_both_keep_what_they_typed(committed_db: str) -> None:
    town = build()
    number = under_review(town)
    for turn in range(5):
        Draft.objects.all().delete()
        saved = {"now": MONDAY + timedelta(seconds=turn), "step": "grant", "number": number, "since": 0}
        outcomes = at_once(
            lambda: save_draft({"amount": ["12"]}, actor=town.actor("handler"), **saved),  # noqa: B023
            lambda: save_draft({"note": ["依规定"]}, actor=town.actor("handler2"), **saved),  # noqa: B023
        )
        assert [one for one in outcomes if isinstance(one, Exception)] == []
        assert Draft.objects.get().raw == {"amount": ["12"], "note": ["依规定"]}


@pytest.mark.django_db
def test_a_form_says_who_else_has_it_open_and_when_they_saved() -> None:
    town = build()
    number = under_review(town)
    address = f"/tests/licence/{number}/grant/"
    one, two = client(town, "handler"), client(town, "handler2")
    one.cookies["qilou_language"] = two.cookies["qilou_language"] = "en"
    assert "eg-colleague" not in one.get(address).content.decode()
    assert "has this draft open" in two.get(address).content.decode()
    told = two.post(f"{address}draft/", {"amount": "12", "draft_version": "0"}).json()["colleagues"]
    assert "handler" in told
    page = one.get(address).content.decode()
    assert "handler2" in page
    assert "last saved" in page
    assert client(town, "stranger").get(address).status_code == 404


@pytest.mark.django_db
def test_who_left_a_form_a_while_ago_is_not_named_and_is_forgotten_the_next_day() -> None:
    town = build()
    number = under_review(town)
    actor, colleague = town.actor("handler"), town.actor("handler2")
    assert enter(actor, "grant", number, None, now=MONDAY) == []
    assert [one.at for one in enter(colleague, "grant", number, None, now=MONDAY + timedelta(minutes=5))] == [MONDAY]
    assert enter(colleague, "grant", number, None, now=MONDAY + timedelta(minutes=20)) == []
    assert enter(colleague, "refuse", number, None, now=MONDAY) == []
    assert forget_presence(MONDAY + timedelta(days=1, minutes=1)) == 2
