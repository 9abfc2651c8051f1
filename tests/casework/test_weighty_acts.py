"""Signing, paying and what sets how others sign ask that a person proved a short while ago who they are."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.casework import procedures_of_tests
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.actions.sign_off import endorse
from qilou.casework.models import Case
from qilou.casework.procedure import PROCEDURES
from qilou.identity.models import Person
from qilou.identity.sessions import CONFIRMED, SINCE
from qilou.kernel.errors import Unconfirmed

pytestmark = pytest.mark.django_db
MONDAY = "2026-03-02"
PASSWORD = "one long sentence to sign in"


@pytest.fixture
def town(settings: Any) -> Town:
    assert ROUTE in PROCEDURES, procedures_of_tests
    settings.QILOU_CLOCK_OFFSET = at_noon(MONDAY) - timezone.now()
    return build()


def client(town: Town, name: str, hours_ago: int) -> Client:
    """Somebody who proved who they are so many hours ago."""
    person = Person.objects.get(pk=town.people[name].pk)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    signed_in = Client()
    signed_in.force_login(person)
    session = signed_in.session
    session[SINCE] = session[CONFIRMED] = timezone.now().timestamp() - hours_ago * 3600
    session.save()
    return signed_in


def to_be_signed(town: Town) -> str:
    """A case whose drafted grant the checker has passed on to the signer."""
    number = to_be_checked(town)
    endorse(ROUTE, number, actor=town.actor("checker"), now=at_noon(MONDAY))
    return number


def to_be_checked(town: Town) -> str:
    act = open_case(ROUTE, actor=town.actor("applicant"), now=at_noon(MONDAY), jurisdiction="440500", title="餐饮许可")
    number = act.case.number
    perform(ROUTE, number, "submit", actor=town.actor("applicant"), now=at_noon(MONDAY))
    perform(ROUTE, number, "accept", actor=town.actor("handler"), now=at_noon(MONDAY))
    perform(
        ROUTE, number, "decide", actor=town.actor("handler"), now=at_noon(MONDAY), data={"amount": "10", "note": "x"}
    )
    return number


def state_of(number: str) -> str:
    return Case.objects.get(number=number).state


@pytest.mark.req("A16.14")
def test_a_signature_waits_until_the_signer_has_confirmed_and_then_issues(town: Town) -> None:
    number = to_be_signed(town)
    signer = client(town, "signer", hours_ago=1)
    case = f"/tests/licence/{number}/"
    assert reverse("confirm") in signer.get(case).content.decode()
    typed = {"opinion": "同意，金额以预算为准"}
    answer = signer.post(f"{case}sign-off/endorse/", typed, headers={"referer": f"http://testserver{case}"})
    assert answer.headers["Location"].startswith(reverse("confirm"))
    assert state_of(number) == "under_review"
    answer = signer.post(answer.headers["Location"], {"password": PASSWORD})
    assert answer.headers["Location"] == case
    assert typed["opinion"] in signer.get(case).content.decode(), "what was typed is not lost"
    signer.post(f"{case}sign-off/endorse/", typed)
    assert state_of(number) == "granted"
    assert "typed" not in signer.session


def test_what_bears_a_secrecy_marking_is_not_kept_over_the_confirmation(town: Town) -> None:
    number = to_be_signed(town)
    signer = client(town, "signer", hours_ago=1)
    signer.post(f"/tests/licence/{number}/sign-off/endorse/", {"opinion": "机密★10年"})
    assert "typed" not in signer.session


@pytest.mark.req("A16.14")
def test_whoever_is_not_confirmed_as_no_program_with_a_token_is_signs_nothing_whatever_the_edge(town: Town) -> None:
    number = to_be_signed(town)
    with pytest.raises(Unconfirmed) as refused:
        endorse(ROUTE, number, actor=replace(town.actor("signer"), confirmed=False), now=at_noon(MONDAY))
    assert [one.id for one in refused.value.cites] == ["m164:37"]
    assert state_of(number) == "under_review"


def test_drafting_and_checking_ask_nothing_more(town: Town) -> None:
    number = to_be_checked(town)
    checker = client(town, "checker", hours_ago=7)
    checker.post(f"/tests/licence/{number}/sign-off/endorse/", {"opinion": ""})
    assert Case.objects.get(number=number).desk.endswith("/signer")


def test_a_payment_is_declared_weighty() -> None:
    from qilou.projects.procedures.disbursement import DISBURSEMENT

    step = DISBURSEMENT.step("record_payment")
    assert step is not None
    assert step.weighty


def test_a_reading_of_the_law_and_the_levels_of_sign_off_are_weighty(town: Town) -> None:
    handler = client(town, "handler", hours_ago=1)
    given = {"value": "5", "since": MONDAY, "document": "汕数〔2026〕1号"}
    answer = handler.post(reverse("parameter", args=["panel_minimum"]), given)
    assert answer.headers["Location"].startswith(reverse("confirm"))
    handler.post(answer.headers["Location"], {"password": PASSWORD})
    assert given["document"] in handler.get(reverse("parameter", args=["panel_minimum"])).content.decode()
