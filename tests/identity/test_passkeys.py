"""Passkeys in a real browser, with the authenticator that it simulates: set up, shown, and refused elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from qilou.identity import actions
from qilou.identity.actions.passkeys import Site, ask_for_one
from qilou.identity.models import Passkey, Session
from qilou.kernel.errors import Refused
from qilou.ledger.models import Event

from .conftest import NOW, PASSWORD, City, furnish

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def town(served: Any, settings: Any) -> City:
    """The small city behind a server, on its own day."""
    settings.QILOU_CLOCK_OFFSET = NOW - timezone.now()
    return furnish(City())


@pytest.fixture
def page(town: City, served: Any, new_page: Callable[..., Any]) -> Any:
    """A browser with a device, under the site's name."""
    opened = new_page()
    opened.root = served.url.replace("127.0.0.1", "localhost")
    opened.device = opened.context.new_cdp_session(opened)
    opened.device.send("WebAuthn.enable")
    opened.key = opened.device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
    return opened


def sign_in(page: Any, username: str = "handler") -> None:
    page.goto(page.root + reverse("sign_in"))
    page.get_by_label("登录名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def sign_out(page: Any) -> None:
    page.locator(".eg-me summary").click()
    page.get_by_role("button", name="退出").click()


def set_up(page: Any) -> None:
    page.goto(page.root + reverse("new_passkey"))
    page.get_by_label("名称").fill("办公室电脑")
    page.get_by_role("button", name="设置通行密钥").click()
    page.get_by_text("通行密钥已启用。").wait_for()


def test_a_passkey_is_set_up_opens_the_account_alone_after_a_password_and_confirms(town: City, page: Any) -> None:
    sign_in(page)
    set_up(page)
    assert page.locator(".eg-codes li").count() == 10
    sign_out(page)

    page.get_by_role("link", name="通行密钥登录").click()
    page.get_by_role("button", name="使用通行密钥").click()
    page.locator(".eg-me").wait_for()
    assert Session.objects.get(person=town.people["handler"]).means == "passkey"
    sign_out(page)

    sign_in(page)
    assert page.url.endswith(reverse("sign_in_second"))
    page.get_by_role("button", name="使用通行密钥").click()
    page.locator(".eg-me").wait_for()
    assert Session.objects.get(person=town.people["handler"]).means == "password passkey"

    page.goto(page.root + reverse("confirm"))
    page.get_by_role("button", name="使用通行密钥").click()
    page.wait_for_url(f"**{reverse('security')}")
    assert Event.objects.filter(name="identity.confirm").count() == 1
    assert Passkey.objects.get().sign_count > 1


def test_a_device_that_knows_no_passkey_says_so_and_the_password_still_does(town: City, page: Any) -> None:
    page.goto(page.root + reverse("sign_in_passkey"))
    page.get_by_role("button", name="使用通行密钥").click()
    page.get_by_role("alert").wait_for()
    page.get_by_role("link", name="用登录名和密码登录").click()
    assert page.get_by_label("登录名").is_visible()


def test_an_answer_holds_for_its_challenge_its_site_and_its_owner_alone(town: City, page: Any) -> None:
    sign_in(page)
    set_up(page)
    sign_out(page)
    page.goto(page.root + reverse("sign_in_passkey"))
    # The form is held back, so that its answer can be tried in other places.
    page.evaluate("HTMLFormElement.prototype.submit = () => { window.held = true; }")
    page.get_by_role("button", name="使用通行密钥").click()
    page.wait_for_function("window.held")
    answer = page.locator("[name=answer]").input_value()
    kept = page.locator("form[data-passkey]").get_attribute("data-options")
    challenge = page.evaluate("(options) => JSON.parse(options).challenge", kept)
    site = Site("localhost", page.root)

    def shown(**other: Any) -> Any:
        given = {"challenge": challenge, "site": site, "now": NOW, **other}
        return actions.passkey_shown(answer.replace(*given.pop("edit", ("", ""))), **given)

    signer = town.people["signer"].pk
    flipped = answer.partition('"signature":"')[2][20:24]
    for other in (
        {"challenge": ask_for_one(site).challenge},
        {"site": Site("localhost", "http://localhost:1")},
        {"site": Site("example.org", page.root)},
        {"person_id": signer},
        {"edit": (flipped, flipped[::-1])},
        {"challenge": ""},
    ):
        with pytest.raises(Refused):
            shown(**other)
    assert shown() == town.people["handler"]
    with pytest.raises(Refused):
        shown()  # its counter has been seen


def test_under_a_bare_number_no_passkey_is_offered(town: City, new_page: Callable[..., Any]) -> None:
    page = new_page()
    page.goto(reverse("sign_in_passkey"))
    assert page.get_by_role("button", name="使用通行密钥").count() == 0
    assert page.get_by_text("请用域名打开本站").is_visible()
