"""What a stranger, a wrong address and a preference get, and what every answer tells the browser."""

import os
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/nowhere/", "/healthz", "/api/v1/ledger/head"])
def test_every_answer_carries_what_browsers_must_know(client: Client, address: str) -> None:
    headers = client.get(address, headers={"Origin": "https://elsewhere.example"}).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/healthz", "/api/v1/cases"])
def test_trace_answers_nothing(client: Client, address: str) -> None:
    answer = client.generic("TRACE", address, headers={"X-Secret": "words of a proxy"})
    assert answer.status_code in {401, 405}
    assert "words of a proxy" not in answer.text


ASKED = """
import django; django.setup()
from django.test import Client
made = Client()
plain = made.get("/sign-in/")
print(plain.status_code, plain["Location"])
safe = made.get("/sign-in/", headers={"X-Forwarded-Proto": "https"})
print(safe["Strict-Transport-Security"])
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)
print(*(one.OutputString() for one in safe.cookies.values()))
"""


def test_behind_tls_cookies_and_transport_are_strict(tmp_path: Path) -> None:
    behind = {"QILOU_BEHIND_TLS": "1", "QILOU_HOSTS": "testserver", "QILOU_VAR": str(tmp_path), "QILOU_LIMITS": ""}
    env = os.environ | behind | {"QILOU_FROM_SOURCES": "1", "DJANGO_SETTINGS_MODULE": "qilou.site.settings"}
    told = subprocess.run([sys.executable, "-c", ASKED], env=env, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    redirect, transport, session, token = told.stdout.splitlines()
    assert redirect == "301 https://testserver/sign-in/"
    assert transport == "max-age=31536000; includeSubDomains"
    assert session == "__Host-session True True Lax"
    assert token.startswith("__Host-csrf=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Secure"} <= {one.strip() for one in token.split(";")}
