"""Before a weighty act whoever is signed in proves once more who they are, unless they did so a short while ago."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qilou.identity.factors import new_secret, seal
from qilou.identity.models import FunctionHolding, Person, Totp
from qilou.identity.sessions import CONFIRMED, SINCE
from qilou.ledger.models import Event

from .conftest import NOW, PASSWORD, City, signing_in


def long_ago(browser: Client) -> Client:
    """The same session, an hour after it proved who it is."""
    session = browser.session
    session[SINCE] = session[CONFIRMED] = timezone.now().timestamp() - 3600
    session.save()
    return browser


@pytest.fixture
def admin(city: City) -> Client:
    return long_ago(signing_in("admin"))


def weighty(city: City) -> list[str]:
    """Pages of weighty acts, by those who may do them."""
    holding = FunctionHolding.objects.order_by("pk")[0].pk
    person = city.people["handler"].pk
    named = [("end_holding", holding), ("reset_password", person), ("set_active", person), ("end_sessions_of", person)]
    return [
        *(reverse(name, args=[number]) for name, number in named),
        *(reverse(name) for name in ("new_holding", "new_token", "totp", "recovery_codes")),
    ]


def test_every_weighty_page_leads_to_the_confirmation_and_back(city: City, admin: Client) -> None:
    for address in weighty(city):
        for answer in (admin.get(address), admin.post(address, {}, headers={"referer": f"http://testserver{address}"})):
            assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, reverse("confirm"))
        answer = admin.post(answer.headers["Location"], {"password": PASSWORD, "next": address})
        assert answer.headers["Location"] == address
        assert admin.get(address).status_code in {200, 422}
        long_ago(admin)


def test_a_session_just_begun_is_not_asked_again(city: City) -> None:
    browser = signing_in("admin")
    assert browser.get(reverse("new_holding")).status_code == 200


def test_nothing_is_done_before_the_confirmation(city: City, admin: Client) -> None:
    before = Event.objects.count()
    person = city.people["handler"]
    admin.post(reverse("reset_password", args=[person.pk]))
    answer = admin.post(f"/api/v1/identity/people/{person.pk}/reset-password", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "unconfirmed")
    assert Event.objects.count() == before


def test_a_wrong_password_confirms_nothing_and_counts_toward_the_lock(city: City, admin: Client) -> None:
    assert admin.post(reverse("confirm"), {"password": "wrong"}).status_code == 400
    assert Person.objects.get(username="admin").failed_sign_ins == 1
    assert admin.get(reverse("new_holding")).status_code == 302


def test_whoever_has_a_second_factor_confirms_by_it_and_not_by_the_password(city: City, admin: Client) -> None:
    app = pyotp.TOTP(new_secret())
    Totp.objects.create(person=city.people["admin"], secret=seal(app.secret), created_at=NOW)
    assert admin.post(reverse("confirm"), {"password": PASSWORD}).status_code == 400
    assert admin.post(reverse("confirm"), {"code": app.now()}).status_code == 302
    assert b'"by":"totp"' in bytes(Event.objects.get(name="identity.confirm").body)
    assert admin.get(reverse("new_holding")).status_code == 200


def test_it_lasts_as_long_as_the_installation_says(city: City, settings: Any) -> None:
    browser = signing_in("admin")
    settings.QILOU_CONFIRM_MINUTES = 10
    session = browser.session
    session[CONFIRMED] = timezone.now().timestamp() - timedelta(minutes=11).total_seconds()
    session.save()
    assert browser.get(reverse("new_holding")).status_code == 302
    settings.QILOU_CONFIRM_MINUTES = 0
    assert browser.get(reverse("new_holding")).status_code == 200


def test_the_confirmation_never_leads_away_from_the_site(city: City, admin: Client) -> None:
    answer = admin.post(reverse("confirm"), {"password": PASSWORD, "next": "https://example.org/"})
    assert answer.headers["Location"] == reverse("security")
