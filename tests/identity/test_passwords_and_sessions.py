"""What passwords may be, how they are asked for, and what a session's key is: items 6.2, 6.4 and 7.2 of the ASVS."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from qilou.identity import actions
from qilou.identity.inputs import SignIn
from qilou.identity.models import Session
from qilou.identity.sessions import hash_of
from qilou.kernel.errors import Refused

from .conftest import NOW, PASSWORD, City, signing_in

pytestmark = pytest.mark.django_db
INPUT = re.compile(r"<input\b[^>]*>")


@pytest.mark.parametrize(
    "password",
    [
        "onlysmallletterswithoutanyblank",
        "ONLY CAPITALS OF SOME LENGTH HERE",
        "8350 2917 4461 0275",
        "骑楼下的雨还没有停我们先喝茶",
        "emoji 🫖🌧️ and words in between",
    ],
)
def test_no_kind_of_character_is_asked_for_or_forbidden(password: str) -> None:
    validate_password(password)
    with pytest.raises(ValidationError):
        validate_password(password[:9])


@pytest.mark.parametrize(
    "typed", [PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, PASSWORD[:-1], PASSWORD + "x" * 60]
)
def test_a_password_is_compared_as_it_is_typed(city: City, typed: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.sign_in(SignIn(username="handler", password=typed), now=NOW)
    assert refused.value.code == "identity.sign_in"
    answer = Client().post(reverse("sign_in"), {"username": " handler ", "password": typed})
    assert answer.status_code == 422


def test_a_password_may_be_long_and_blanks_around_it_are_part_of_it(city: City) -> None:
    browser, chosen = signing_in("handler"), f"  {'a long sentence between blanks, ' * 6} "
    assert 190 < len(chosen) <= 200
    given = {"current": PASSWORD, "new": chosen, "again": chosen}
    assert browser.post(reverse("change_password"), given).status_code == 302
    signing_in("handler", chosen)
    assert Client().post(reverse("sign_in"), {"username": "handler", "password": chosen.strip()}).status_code == 422


def test_the_form_lets_managers_and_paste_do_their_work_and_asks_no_secret_question(city: City) -> None:
    for address in (reverse("sign_in"), reverse("forgotten")):
        page = Client().get(address).content.decode()
        names = {found.group(1) for one in INPUT.findall(page) if (found := re.search(r'name="([^"]+)"', one))}
        assert names <= {"username", "password", "next", "csrfmiddlewaretoken", "language", "email", "q", "name"}
        assert "onpaste" not in page
    page = Client().get(reverse("sign_in")).content.decode()
    (field,) = [one for one in INPUT.findall(page) if 'type="password"' in one]
    assert 'autocomplete="current-password"' in field
    assert "maxlength" not in field or int(re.search(r'maxlength="(\d+)"', field).group(1)) >= 64  # type: ignore[union-attr]


def test_each_sign_in_makes_a_new_session_and_one_that_was_planted_is_not_taken(city: City) -> None:
    keys = {signing_in("handler").session.session_key for _ in range(3)}
    assert len(keys) == 3
    planted = Client()
    planted.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    planted.post(reverse("sign_in"), {"username": "handler", "password": PASSWORD})
    assert planted.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32
    assert not Session.objects.filter(pk=hash_of("a" * 32)).exists()


def test_a_sessions_key_cannot_be_guessed_and_the_table_does_not_hold_it(city: City) -> None:
    key = signing_in("handler").session.session_key
    assert key is not None
    assert re.fullmatch(r"[a-z0-9]{32}", key)
    assert Session.objects.filter(pk=hash_of(key)).exists()
    assert not Session.objects.filter(pk=key).exists()
