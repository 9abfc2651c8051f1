"""Single sign-on: a provider says who somebody is to it; an act has said who that is here; nobody is created."""

from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pyotp
import pytest
from django.test import Client
from django.urls import reverse
from joserfc.jwk import ECKey

from qilou.identity import actions
from qilou.identity.factors import new_secret, seal
from qilou.identity.models import Person, Session, SsoLink, Totp
from qilou.ledger.models import Event

from .conftest import NOW, City, is_signed_in, signing_in
from .provider import CLIENT, SECRET, Provider, serving
from .test_confirming import long_ago


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    provider = Provider()
    server = serving(provider)
    settings.QILOU_OIDC_ISSUER, settings.QILOU_OIDC_CLIENT, settings.QILOU_OIDC_SECRET = provider.issuer, CLIENT, SECRET
    yield provider
    server.shutdown()
    server.server_close()


@pytest.fixture
def linked(city: City, provider: Provider) -> Person:
    actions.link_sso(provider.issuer, provider.subject, actor=city.actor("handler"), now=NOW)
    return city.people["handler"]


def there(browser: Client, **asked: str) -> str:
    """Go to the provider, sign in there, and give the address to which it sends the browser back."""
    going = urlsplit(browser.get(reverse("sso_begin"), asked).headers["Location"])
    line = HTTPConnection(going.netloc)
    line.request("GET", f"{going.path}?{going.query}")
    back = line.getresponse().headers["Location"]
    line.close()
    return back.removeprefix("http://testserver")


def test_whoever_linked_their_account_signs_in_by_the_provider_and_goes_on(linked: Person) -> None:
    browser = Client()
    answer = browser.get(there(browser, next="/organisations/people/"))
    assert answer.headers["Location"] == "/organisations/people/"
    assert is_signed_in(browser)
    assert Session.objects.get(person=linked).means == "sso"
    assert b'"by":["sso"]' in bytes(Event.objects.get(name="identity.sign_in").body)


def test_one_links_ones_own_account_from_its_page_after_confirming(city: City, provider: Provider) -> None:
    browser = signing_in("handler")
    assert provider.issuer in browser.get(reverse("security")).content.decode()
    assert browser.get(there(browser)).headers["Location"] == reverse("security")
    assert SsoLink.objects.get().person == city.people["handler"]
    assert provider.subject.encode() not in bytes(Event.objects.get(name="identity.link_sso").body)
    browser.post(reverse("sso_unlink"))
    assert not SsoLink.objects.exists()
    answer = long_ago(browser).get(reverse("sso_begin"))
    assert answer.headers["Location"].startswith(reverse("confirm"))


def test_somebody_unknown_here_gets_no_account(city: City, provider: Provider) -> None:
    people, browser = Person.objects.count(), Client()
    answer = browser.get(there(browser))
    assert answer.status_code == 422
    assert not is_signed_in(browser)
    assert Person.objects.count() == people


def test_an_account_that_is_off_is_not_opened_and_one_identity_opens_one_account(city: City, linked: Person) -> None:
    other = signing_in("signer")
    assert other.get(there(other)).status_code == 409
    Person.objects.filter(pk=linked.pk).update(is_active=False)
    browser = Client()
    assert browser.get(there(browser)).status_code == 422


def test_a_second_factor_is_asked_also_after_single_sign_on(linked: Person) -> None:
    app = pyotp.TOTP(new_secret())
    Totp.objects.create(person=linked, secret=seal(app.secret), created_at=NOW)
    browser = Client()
    assert browser.get(there(browser)).headers["Location"] == reverse("sign_in_second")
    assert not is_signed_in(browser)
    browser.post(reverse("sign_in_second"), {"code": app.now()})
    assert is_signed_in(browser)
    assert Session.objects.get(person=linked).means == "sso totp"


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another client"},
        {"aud": [CLIENT, "another client"]},
        {"azp": "another client"},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"sub": None},
    ],
    ids=lambda one: "-".join(f"{name} {value}" for name, value in one.items()),
)
def test_a_token_that_does_not_hold_opens_nothing(linked: Person, provider: Provider, lies: dict[str, Any]) -> None:
    provider.lies = lies
    browser = Client()
    assert browser.get(there(browser)).status_code == 422
    assert not is_signed_in(browser)


def test_a_token_signed_by_another_key_opens_nothing(linked: Person, provider: Provider) -> None:
    provider.signing = ECKey.generate_key("P-256", {"kid": "1"})
    browser = Client()
    assert browser.get(there(browser)).status_code == 422


def test_an_answer_to_another_browsers_question_opens_nothing(linked: Person) -> None:
    mine, anothers = Client(), Client()
    address = there(mine)
    there(anothers)
    for browser in (anothers, Client()):
        assert browser.get(address).status_code == 422
        assert not is_signed_in(browser)


def test_a_code_is_taken_once(linked: Person) -> None:
    browser = Client()
    address = there(browser)
    assert browser.get(address).status_code == 302
    assert Client().get(address).status_code == 422


@pytest.mark.parametrize("other", [{"state": "forged"}, {"iss": "https://elsewhere.example"}, {"code": ""}], ids=str)
def test_an_answer_that_was_changed_on_the_way_opens_nothing(linked: Person, other: dict[str, str]) -> None:
    browser = Client()
    parts = urlsplit(there(browser))
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()} | other
    assert browser.get(f"{parts.path}?{urlencode(asked)}").status_code == 422
    assert not is_signed_in(browser)


def test_a_provider_under_another_name_or_without_tls_is_not_believed(
    linked: Person, provider: Provider, settings: Any
) -> None:
    for issuer in (provider.issuer + "/", provider.issuer.replace("127.0.0.1", "localhost"), "http://192.0.2.1"):
        settings.QILOU_OIDC_ISSUER = issuer
        assert Client().get(reverse("sso_begin")).status_code == 422


def test_while_the_provider_is_away_the_password_still_opens(linked: Person, settings: Any) -> None:
    settings.QILOU_OIDC_ISSUER = "http://127.0.0.1:9"
    answer = Client().get(reverse("sso_begin"))
    assert (answer.status_code, "请用密码登录" in answer.content.decode()) == (422, True)
    assert is_signed_in(signing_in("handler"))


def test_without_a_provider_there_is_no_such_way(city: City) -> None:
    assert Client().get(reverse("sso_begin")).status_code == 404
    assert "sso" not in Client().get(reverse("sign_in")).content.decode()


def test_who_keeps_the_account_may_enter_who_somebody_is_there_and_nobody_else_may(
    city: City, provider: Provider
) -> None:
    address = reverse("link_sso_of", args=[city.people["handler"].pk])
    for username in ("signer", "longhu-admin"):
        assert signing_in(username).post(address, {"subject": provider.subject}).status_code in {403, 404}
    assert signing_in("admin").post(address, {"subject": provider.subject}).status_code == 302
    browser = Client()
    assert browser.get(there(browser)).status_code == 302
    assert is_signed_in(browser)
    told = bytes(Event.objects.get(name="identity.link_sso_of").body)
    assert provider.subject.encode() not in told
