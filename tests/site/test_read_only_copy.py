"""On a copy that follows, whatever would be written is answered with 503 and the way to the first machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.identity.conftest import PASSWORD, City, furnish

from qilou.kernel.allowance import limits_of

FIRST = "https://egov.example.gov.cn"


@pytest.fixture
def city(committed_db: str, settings: Any) -> City:
    """A small city; its machine knows the address of the first one."""
    settings.QILOU_URL = FIRST
    settings.QILOU_LIMITS = limits_of("sign_in=3/300,search=2/60,verify=2/60")
    furnished = City()
    furnish(furnished)
    return furnished


@pytest.fixture
def copy(city: City) -> Iterator[None]:
    """Its database takes no more writing, as in recovery."""
    with read_only():
        yield


@contextmanager
def read_only() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = off")


def asking() -> Client:
    return Client(raise_request_exception=False)


def in_english() -> Client:
    client = Client()
    client.cookies["qilou_language"] = "en"
    return client


@pytest.mark.usefixtures("copy")
@pytest.mark.parametrize("limits", ["sign_in=3/300", ""], ids=["counted", "not counted"])
def test_nobody_signs_in_and_the_page_says_why_and_where_to_go(settings: Any, limits: str) -> None:
    settings.QILOU_LIMITS = limits_of(limits)
    typed = {"username": "handler", "password": PASSWORD}
    answer = asking().post("/sign-in/", typed)
    assert answer.status_code == 503
    assert "本机是只读副本" in answer.text
    assert f'href="{FIRST}"' in answer.text
    assert "read-only copy" in in_english().post("/sign-in/", typed).text


@pytest.mark.usefixtures("copy")
def test_without_an_address_the_page_still_says_why(settings: Any) -> None:
    settings.QILOU_URL = ""
    answer = asking().post("/sign-in/", {"username": "handler", "password": PASSWORD})
    assert (answer.status_code, "平台主站" in answer.text) == (503, True)


def test_a_program_gets_problem_details(city: City) -> None:
    client = asking()
    client.force_login(city.people["handler"])
    with read_only():
        answer = client.post("/api/v1/identity/me/sessions/end-others")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer.json()["code"] == "read_only"
    assert FIRST in answer.json()["detail"]


@pytest.mark.parametrize(
    ("address", "hours"),
    [("/account/", 1), ("/account/security/passkeys/new/", 0)],
    ids=["when it was last seen", "what it keeps"],
)
def test_what_a_session_would_write_is_answered_so_too(city: City, address: str, hours: int) -> None:
    client = asking()
    client.force_login(city.people["handler"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE identity_session SET last_seen = last_seen - make_interval(hours => %s)", [hours])
    with read_only():
        answer = client.get(address)
    assert (answer.status_code, "本机是只读副本" in answer.text) == (503, True)


@pytest.mark.usefixtures("copy")
@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/sign-in/", 200), ("/open/projects/", 200), ("/search/?q=x", 200), ("/verify/x/", 404)],
)
def test_what_strangers_read_is_answered_as_often_as_they_ask(address: str, status: int) -> None:
    assert {asking().get(address).status_code for _ in range(4)} == {status}


def test_other_faults_stay_faults_of_ours(city: City) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET search_path = nowhere")
    answer = asking().post("/sign-in/", {"username": "handler", "password": PASSWORD})
    with connection.cursor() as cursor:
        cursor.execute("RESET search_path")
    assert (answer.status_code, "只读副本" in answer.text) == (500, False)
