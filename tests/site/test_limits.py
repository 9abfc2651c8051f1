"""Beyond what is allowed: 429, when to come again, in the reader's language; no office is locked out by itself."""

import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.identity.conftest import PASSWORD, City, furnish

from qilou.kernel.allowance import Limit, drop_ended, limits_of, take

ELSEWHERE = {"REMOTE_ADDR": "2001:db8:1:2::7"}
NEIGHBOUR = {"REMOTE_ADDR": "2001:db8:1:2::8"}


@pytest.fixture(autouse=True)
def _limits(settings: Any) -> None:
    settings.QILOU_LIMITS = limits_of("sign_in=3/300,uploads=2/600,search=2/60,verify=2/60")


def guess(client: Client, name: str, password: str = "wrong", **where: str) -> Any:
    return client.post("/sign-in/", {"username": name, "password": password}, **where)


@pytest.mark.django_db
def test_guesses_from_one_address_are_stopped_over_many_accounts(client: Client) -> None:
    furnish(City())
    assert [guess(client, name).status_code for name in ("a", "b", "c")] == [422, 422, 422]
    answer = guess(client, "handler", PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 300
    assert "操作过于频繁" in answer.text
    client.cookies["qilou_language"] = "en"
    assert "Too often" in guess(client, "d").text
    assert guess(client, "handler", PASSWORD, **ELSEWHERE).status_code == 302


@pytest.mark.django_db
def test_an_office_that_signs_in_rightly_behind_one_address_is_never_stopped() -> None:
    furnish(City())
    for _ in range(2):
        assert {guess(Client(), name, PASSWORD).status_code for name in ("handler", "signer", "bureau")} == {302}


@pytest.mark.django_db
def test_a_network_of_one_customer_counts_as_one_and_a_forged_header_as_nothing(client: Client) -> None:
    for number in range(3):
        guess(client, "a", **ELSEWHERE, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert guess(client, "a", **NEIGHBOUR).status_code == 429


@pytest.mark.django_db
def test_uploads_are_limited_for_a_person_as_problem_details(client: Client) -> None:
    city = furnish(City())
    client.force_login(city.people["handler"])
    sent = [client.post("/files/", {"file": SimpleUploadedFile(f"{n}.txt", b"words")}) for n in range(3)]
    assert [one.status_code for one in sent[:2]] == [201, 201]
    assert sent[2].status_code == 429
    assert sent[2]["Content-Type"] == "application/problem+json"
    assert sent[2].json()["code"] == "too_often"
    client.force_login(city.people["signer"])
    assert client.post("/files/", {"file": SimpleUploadedFile("a.txt", b"words")}).status_code == 201


@pytest.mark.django_db
def test_the_public_search_is_limited_and_that_of_officers_is_not(client: Client) -> None:
    assert [client.get("/search/", {"q": "x"}).status_code for _ in range(3)] == [200, 200, 429]
    client.force_login(furnish(City()).people["handler"])
    assert {client.get("/search/", {"q": "x"}).status_code for _ in range(4)} == {200}


@pytest.mark.django_db
def test_codes_of_papers_are_not_guessed_by_the_thousand(client: Client) -> None:
    address = reverse("verify", args=["A" * 22])
    assert [client.get(address).status_code for _ in range(3)] == [404, 404, 429]
    client.force_login(furnish(City()).people["handler"])
    assert {client.get(address).status_code for _ in range(4)} == {404}


@pytest.mark.django_db
def test_what_is_counted_under_names_nobody_and_is_forgotten(client: Client) -> None:
    guess(client, "a", **ELSEWHERE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM kernel_allowance")
        ((key,),) = cursor.fetchall()
        assert "2001" not in key
        cursor.execute("UPDATE kernel_allowance SET ends_at = clock_timestamp()")
    assert drop_ended() == 1


def test_tries_side_by_side_are_counted_one_by_one(committed_db: str) -> None:
    allowed: list[bool] = []

    def attempt() -> None:
        allowed.append(take("side by side", Limit(3, 60)) == 0)
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sum(allowed) == 3
