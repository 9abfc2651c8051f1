"""Every route needs a signed-in person, unless it is listed here."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "gallery",  # developers' and tests' samples, not there in an installation
    "gallery_page",
    "accessibility",
    "article",
    "healthz",
    "metrics",  # asks for a token, or a program of this machine
    "readyz",
    "home",
    "law",
    "ledger",
    "ledger_verifier",
    "procedure",
    "procedures",
    "publication",
    "published",
    "published_project",
    "published_projects",
    "open_content",
    "open_data",
    "open_oc4ids",
    "open_oc4ids_one",
    "open_ocds",
    "open_ocds_one",
    "requirements",
    "search",
    "statute",
    "preferences",
    "set_language",
    "sign_in",
    "sign_out",
    "forgotten",
    "reset_by_link",
    "sign_in_second",
    "sign_in_passkey",
    "sign_in_certificate",
    "sso_begin",
    "sso_return",
    "verify",
}

OPEN_API = {"api/v1/ledger/head", "api/v1/ledger/consistency", "api/v1/ledger/inclusion"}


def routes(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        where = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from routes(entry, where)
        else:
            yield where, entry


def pages() -> list[tuple[str, URLPattern]]:
    return [(where, entry) for where, entry in routes() if not where.startswith("api/")]


def test_only_listed_routes_are_open_to_strangers() -> None:
    public = {entry.name for _, entry in pages() if not getattr(entry.callback, "login_required", True)}
    assert public == PUBLIC


def test_every_route_has_a_name_of_its_own() -> None:
    names = [entry.name for _, entry in pages()]
    assert None not in names
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    for where, entry in pages():
        if entry.name not in PUBLIC and "<" not in where:
            answer = client.get(f"/{where}")
            assert answer.status_code == 302, where
            assert answer["Location"].startswith("/sign-in/?next="), where


@pytest.mark.django_db
def test_the_api_tells_a_stranger_to_sign_in(client: Client) -> None:
    for where, entry in routes():
        if where.startswith("api/") and "<" not in where and entry.name not in {"openapi-json", "api-root"}:
            opens = where in OPEN_API
            assert (client.get(f"/{where}").status_code not in {401, 405}) == opens, where
            assert client.post(f"/{where}").status_code in ({405} if opens else {401, 405}), where
