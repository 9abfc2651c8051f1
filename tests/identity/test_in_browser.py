"""The registers and signing in, in a real browser: by hand, on a phone, without scripts, for everybody."""

from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from django.urls import reverse
from tests.looking import wrong_with

from qilou.identity.models import Appointment

from .conftest import NOW, PASSWORD, City, furnish

pytestmark = pytest.mark.browser
Opening = Callable[..., Any]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def town(served: Any, settings: Any) -> City:
    """The small city behind a server, on its own day."""
    from django.utils import timezone

    settings.QILOU_CLOCK_OFFSET = NOW - timezone.now()
    return furnish(City())


def test_somebody_signs_in_without_scripts_works_and_signs_out(town: City, new_page: Opening) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/organisations/")
    assert page.url.endswith("/sign-in/?next=/organisations/") or "next=%2Forganisations%2F" in page.url
    page.get_by_label("登录名").fill("admin")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    assert page.url.endswith("/organisations/")
    page.get_by_role("link", name="登记单位").click()
    page.get_by_label("中文名称").fill("水务局")
    page.get_by_role("button", name="登记该单位").click()
    assert page.locator(".eg-summary").is_visible()
    assert page.get_by_label("中文名称").input_value() == "水务局"
    page.locator(".eg-me summary").click()
    page.get_by_role("button", name="退出").click()
    assert page.url.endswith("/sign-in/")


def addresses(town: City) -> list[str]:
    authority = town.organisations["政务服务和数据管理局"].pk
    held = Appointment.objects.get(person=town.people["signer"])
    return [
        *(reverse(name) for name in ("organisations", "people", "posts", "functions", "jurisdictions")),
        *(reverse(name) for name in ("new_organisation", "new_person", "new_holding", "new_jurisdiction")),
        *(reverse(name) for name in ("account", "change_password")),
        *(reverse(name, args=[authority]) for name in ("organisation", "succeed", "new_post")),
        *(reverse(name, args=[held.post_id]) for name in ("post", "appoint", "delegate")),
        *(reverse(name, args=[held.person_id]) for name in ("person", "reset_password", "set_active")),
        "/sign-in/?as=stranger",
        "/sign-in/forgotten/",
        "/sign-in/reset/MQ/nothing/",
    ]


@pytest.mark.parametrize(("language", "screen"), [("zh-hans", PHONE), ("en", DESK)], ids=["phone", "desk"])
def test_every_page_is_accessible_and_never_scrolls_sideways(
    town: City, served: Any, new_page: Opening, axe: str, language: str, screen: dict[str, Any]
) -> None:
    page = new_page(town.people["admin"], bypass_csp=True, **screen)
    stranger = new_page(bypass_csp=True, **screen)
    wrong: list[str] = []
    for one in (page, stranger):
        one.context.add_cookies([{"name": "qilou_language", "value": language, "url": served.url}])
    for address in addresses(town):
        shown = stranger if address.startswith("/sign-in/") else page
        shown.goto(address)
        width = shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [f"{address}: {width} px too wide"] if width > 0 else []
        shown.evaluate(axe)
        found = shown.evaluate("axe.run()")["violations"]
        wrong += [f"{address}: {one['id']} {[node['html'] for node in one['nodes']][:2]}" for one in found]
    assert not wrong


@pytest.mark.parametrize(("language", "screen"), [("zh-hans", DESK), ("en", PHONE)], ids=["desk", "phone"])
def test_what_is_shown_once_is_accessible_too_and_needs_no_script(
    town: City, served: Any, new_page: Opening, axe: str, language: str, screen: dict[str, Any]
) -> None:
    page = new_page(town.people["admin"], bypass_csp=True, **screen)
    stranger = new_page(bypass_csp=True, **screen)
    for one in (page, stranger):
        one.context.add_cookies([{"name": "qilou_language", "value": language, "url": served.url}])
    page.goto(reverse("new_token"))
    page.locator("[name=name]").fill("人事系统")
    page.locator("[name=scopes]").first.check()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    wrong = wrong_with(page, axe)
    assert page.locator("#token").inner_text().startswith("qilou_")
    page.goto(reverse("totp"))
    wrong += wrong_with(page, axe)
    app = pyotp.TOTP(page.locator("#totp-key").inner_text().replace(" ", ""))
    page.locator("[name=code]").fill(app.now())
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    wrong += wrong_with(page, axe)
    code = page.locator(".eg-codes code").first.inner_text()
    for address in (reverse("security"), reverse("confirm")):
        page.goto(address)
        wrong += wrong_with(page, axe)
    stranger.goto(reverse("sign_in"))
    stranger.locator("[name=username]").fill("admin")
    stranger.locator("[name=password]").fill(PASSWORD)
    with stranger.expect_navigation():
        stranger.locator("main form button[type=submit]").first.click()
    wrong += wrong_with(stranger, axe)
    stranger.locator("[name=code]").fill(code)
    stranger.locator("main form button[type=submit]").click()
    stranger.locator(".eg-me").wait_for()
    assert not wrong, "\n".join(wrong)
