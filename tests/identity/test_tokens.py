"""Tokens of programs: shown once, kept as a hash, for a scope and a time, revoked at will, and never at a page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qilou.identity import actions
from qilou.identity.actions.tokens import MadeToken
from qilou.identity.inputs import Activation, NewToken
from qilou.identity.kinds import Scope
from qilou.identity.models import ApiToken, Person
from qilou.kernel.errors import Missing, NotPermitted, Refused
from qilou.ledger.models import Event
from qilou.site.api import READING, Bearer, api

from .conftest import NOW, PASSWORD, City, signing_in

ME = "/api/v1/identity/me"
Making = Callable[..., MadeToken]


@pytest.fixture
def made(city: City, settings: Any) -> Making:
    """Makes tokens, on the city's own day."""
    settings.QILOU_CLOCK_OFFSET = NOW - timezone.now()

    def make(username: str = "handler", *scopes: Scope, days: int = 30) -> MadeToken:
        given = NewToken(name="人事系统", scopes=scopes or tuple(Scope), days=days)
        return actions.create_token(given, actor=city.actor(username), now=NOW)

    return make


def program(secret: str, **more: Any) -> Client:
    return Client(headers={"authorization": f"Bearer {secret}"}, **more)


def test_a_program_acts_in_its_owners_name_without_cookie_and_without_token_against_forgery(made: Making) -> None:
    client = program(made().secret, enforce_csrf_checks=True)
    told = client.get(ME).json()
    assert told["name"] == "handler（人）"
    own = {"phone": "0754-1", "email": "", "language": "en"}
    assert client.put(ME, own, content_type="application/json").status_code == 204
    assert Person.objects.get(username="handler").phone == "0754-1"
    assert Event.objects.get(name="identity.change_own_details").actor_id == told["id"]


def test_the_secret_is_shown_once_and_kept_nowhere(city: City) -> None:
    browser = signing_in("handler")
    given = {"name": "人事系统", "scopes": ["identity:read"], "days": "30"}
    page = browser.post(reverse("new_token"), given).content.decode()
    secret = page.partition('<code id="token">')[2].partition("<")[0]
    assert program(secret).get(ME).status_code == 200
    assert secret not in browser.get(reverse("security")).content.decode()
    kept = b"".join(bytes(body) for body in Event.objects.values_list("body", flat=True))
    assert secret.encode() not in kept
    assert secret not in str(ApiToken.objects.values_list().get())


def test_a_token_opens_no_page_and_a_session_beside_it_counts_for_nothing(city: City, made: Making) -> None:
    client = program(made().secret)
    assert client.get(reverse("account")).status_code == 302
    both = program("qilou_no-token-of-ours")
    both.force_login(city.people["admin"])
    answer = both.get(ME)
    assert answer.status_code == 401
    assert "invalid_token" in answer["WWW-Authenticate"]


def test_a_scope_opens_its_module_and_reading_is_not_acting(made: Making) -> None:
    reads = program(made("handler", Scope.IDENTITY_READ).secret)
    own = {"phone": "", "email": "", "language": "en"}
    assert reads.get(ME).status_code == 200
    assert reads.put(ME, own, content_type="application/json").json()["code"] == "scope"
    assert reads.get("/api/v1/cases").status_code == 403
    acts = program(made("handler", Scope.IDENTITY_ACT).secret)
    assert acts.get(ME).status_code == 200
    assert acts.put(ME, own, content_type="application/json").status_code == 204


def test_every_operation_of_the_api_is_reached_by_some_scope() -> None:
    wanted: set[str] = set()
    views = [view for router in api._get_bound_routers() for view in router.path_operations.values()]
    for operation in (operation for view in views for operation in view.operations):
        act = not set(operation.methods) <= READING
        for one in operation.auth_callbacks:
            wanted |= {f"{one.module}:{'act' if act else 'read'}"} if isinstance(one, Bearer) else set()
    assert wanted == {one.value for one in Scope}


@pytest.mark.parametrize(
    "end",
    [
        lambda city, token: actions.revoke_token(token.pk, actor=city.actor("handler"), now=NOW),
        lambda city, token: actions.revoke_token(token.pk, actor=city.actor("admin"), now=NOW),
        lambda city, token: actions.set_active(
            token.person_id, Activation(active=False, reason="离职"), actor=city.actor("admin"), now=NOW
        ),
        lambda city, token: ApiToken.objects.filter(pk=token.pk).update(
            created_at=NOW - timedelta(days=2), expires_at=NOW - timedelta(seconds=1)
        ),
    ],
    ids=["revoked", "revoked by who keeps the account", "account switched off", "time over"],
)
def test_a_token_that_ended_opens_nothing(city: City, made: Making, end: Any) -> None:
    token = made()
    end(city, token.token)
    assert program(token.secret).get(ME).status_code == 401


def test_nobody_else_revokes_it_and_nobody_twice(city: City, made: Making) -> None:
    token = made("handler").token
    with pytest.raises(NotPermitted):
        actions.revoke_token(token.pk, actor=city.actor("signer"), now=NOW)
    with pytest.raises(Missing):
        actions.revoke_token(token.pk, actor=city.actor("bureau"), now=NOW)
    actions.revoke_token(token.pk, actor=city.actor("handler"), now=NOW)
    with pytest.raises(Refused):
        actions.revoke_token(token.pk, actor=city.actor("handler"), now=NOW)


def test_a_program_does_no_weighty_act_and_changes_no_password(city: City, made: Making) -> None:
    admin = program(made("admin").secret)
    person = city.people["handler"].pk
    answer = admin.post(f"/api/v1/identity/people/{person}/reset-password", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "unconfirmed")
    given = {"current": PASSWORD, "new": "another long sentence", "again": "another long sentence"}
    answer = admin.post(f"{ME}/password", given, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "unconfirmed")


def test_a_program_does_not_turn_the_links_to_a_new_password_its_own_way(made: Making) -> None:
    own = {"phone": "", "email": "elsewhere@example.org", "language": "en"}
    answer = program(made().secret).put(ME, own, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "unconfirmed")
    assert Person.objects.get(username="handler").email == ""


def test_last_use_is_noted_and_the_list_says_it(city: City, made: Making) -> None:
    token = made()
    assert token.token.last_used_at is None
    program(token.secret).get(ME)
    token.token.refresh_from_db()
    assert abs(token.token.last_used_at - NOW) < timedelta(minutes=1)


def test_a_one_time_password_makes_no_token(city: City) -> None:
    actions.reset_password(city.people["handler"].pk, actor=city.actor("admin"), now=NOW)
    with pytest.raises(NotPermitted):
        actions.create_token(NewToken(name="x", scopes=(Scope.IDENTITY_READ,)), actor=city.actor("handler"), now=NOW)


def test_tokens_and_sessions_are_kept_through_the_api_too_but_not_by_a_token(city: City, made: Making) -> None:
    browser = signing_in("handler")
    signing_in("handler")
    given = {"name": "统计程序", "scopes": ["identity:act"], "days": 7}
    created = browser.post(f"{ME}/tokens", given, content_type="application/json").json()
    listed = browser.get(f"{ME}/tokens").json()
    assert [(one["id"], one["scopes"]) for one in listed] == [(created["id"], ["identity:act"])]
    assert [one["current"] for one in browser.get(f"{ME}/sessions").json()] == [True, False]
    assert browser.post(f"{ME}/sessions/end-others", {}, content_type="application/json").json() == {"ended": 1}
    answer = program(created["secret"]).post(f"{ME}/tokens", given, content_type="application/json")
    assert answer.json()["code"] == "unconfirmed"
    revoke = f"/api/v1/identity/tokens/{created['id']}/revoke"
    assert program(created["secret"]).post(revoke, {}, content_type="application/json").status_code == 204
    assert program(created["secret"]).get(ME).status_code == 401


def test_who_keeps_the_accounts_ends_sessions_and_factors_through_the_api(city: City) -> None:
    signing_in("handler")
    admin = signing_in("admin")
    person = f"/api/v1/identity/people/{city.people['handler'].pk}"
    assert admin.post(f"{person}/end-sessions", {}, content_type="application/json").json() == {"ended": 1}
    given = {"reason": "本人到场"}
    answer = admin.post(f"{person}/reset-factors", given, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "identity.no_factor")
    assert signing_in("signer").post(f"{person}/end-sessions", {}, content_type="application/json").status_code == 403
