"""What a stranger, a wrong address and a preference get."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_unknown_page_is_our_own_page_in_chinese(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert 'lang="zh-Hans"' in answer.text


def test_an_unknown_address_of_the_api_answers_problem_details(client: Client) -> None:
    answer = client.get("/api/v1/nowhere")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "missing"


def test_styles_and_scripts_come_from_here_alone(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_the_language_is_chinese_until_the_reader_chooses(client: Client) -> None:
    assert client.get("/nowhere/", headers={"Accept-Language": "en"})["Content-Language"] == "zh-Hans"
    client.post("/i18n/setlang/", {"language": "en", "next": "/nowhere/"})
    assert client.get("/nowhere/")["Content-Language"] == "en"


@pytest.mark.parametrize("following", ["//elsewhere.example/", "javascript:alert(1)"])
def test_a_preference_never_leads_to_another_site(client: Client, following: str) -> None:
    answer = client.post("/preferences/", {"theme": "dark", "next": following})
    assert answer["Location"] == "/"
    assert answer.cookies["theme"].value == "dark"


def test_a_forged_form_is_refused() -> None:
    answer = Client(enforce_csrf_checks=True).post("/preferences/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "theme" not in answer.cookies
