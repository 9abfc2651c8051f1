"""A morning at the desk in a real browser: by keyboard, on a phone, in both languages, and nothing in the way."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, build
from tests.looking import wrong_with

from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.models import Case
from qilou.identity.queries import actor_of
from qilou.kernel.moment import now

pytestmark = pytest.mark.browser
LOOKS: dict[str, dict[str, str]] = {"light": {}, "dark": {"theme": "dark"}, "xl": {"size": "xl"}}
SAMPLED = [("zh-hans", "light", 1440), ("en", "dark", 390), ("en", "xl", 1440), ("zh-hans", "xl", 390)]
OTHERS = [one for one in product(("zh-hans", "en"), LOOKS, (1440, 390)) if one not in SAMPLED]


def waiting(town: Town, count: int) -> list[str]:
    """So many submitted cases; the first of them is under review already."""
    applicant, handler = (actor_of(town.people[name], now().date()) for name in ("applicant", "handler"))
    numbers = []
    for place in range(count):
        act = open_case(ROUTE, actor=applicant, now=now(), jurisdiction="440500", title=f"餐饮服务许可第 {place} 件")
        perform(ROUTE, act.case.number, "submit", actor=applicant, now=now())
        numbers.append(act.case.number)
    perform(ROUTE, numbers[0], "accept", actor=handler, now=now())
    return numbers


def test_a_handler_accepts_several_by_keyboard_and_goes_on_to_the_next(new_page: Callable[..., Any]) -> None:
    town = build()
    numbers = waiting(town, 4)
    page = new_page(town.people["handler"])
    page.goto(reverse("desk"))
    assert page.locator("tbody [data-open]").count() == 4
    page.keyboard.press("j")
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    assert page.locator("tbody input[type=checkbox]:checked").count() == 2
    page.locator(f"button[value='{ROUTE}.accept']").click()
    page.wait_for_load_state()
    assert "2 件" in page.locator("main").inner_text()
    assert Case.objects.filter(number__in=numbers, state="under_review").count() == 3
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tests/licence/**")
    first = page.url
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != first)
    assert "/tests/licence/" in page.url


def test_a_list_is_narrowed_and_kept_without_scripts(new_page: Callable[..., Any]) -> None:
    town = build()
    numbers = waiting(town, 3)
    page = new_page(town.people["handler"], java_script_enabled=False)
    page.goto(reverse("desk"))
    page.locator("#filters input[name=q]").fill(numbers[1])
    page.locator("#filters button[type=submit]").click()
    assert page.locator("tbody [data-open]").count() == 1
    page.locator("details summary", has_text="保存此视图").click()
    page.locator("#view-name").fill("那一件")
    page.locator("details button", has_text="保存").click()
    assert page.locator(".eg-tabs [aria-current=page]").inner_text().strip() == "那一件"
    assert page.locator("tbody [data-open]").count() == 1


@pytest.mark.parametrize(
    ("language", "look", "width"), [*SAMPLED, *(pytest.param(*one, marks=pytest.mark.soak) for one in OTHERS)]
)
def test_desk_and_settings_pass_the_checker_and_fit(
    new_page: Callable[..., Any], served: Any, axe: str, language: str, look: str, width: int
) -> None:
    town = build()
    numbers = waiting(town, 3)
    page = new_page(town.people["handler"], viewport={"width": width, "height": 900}, bypass_csp=True)
    cookies = {"qilou_language": language, **LOOKS[look]}
    page.context.add_cookies([{"name": name, "value": one, "url": served.url} for name, one in cookies.items()])
    wrong: list[str] = []
    desk = reverse("desk")
    pages = [
        desk,
        f"{desk}?due=later",
        reverse("desk_view", args=["done"]),
        reverse("issuing"),
        reverse("voided"),
        reverse("notification_ways"),
    ]
    for address in [*pages, "/notices/", reverse("notification_ways"), f"/tests/licence/{numbers[0]}/"]:
        page.goto(address)
        wrong += wrong_with(page, axe)
    assert not wrong
