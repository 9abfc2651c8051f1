"""The public pages in a real browser: for everybody, on a phone and on a desk, light and dark, without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import at_noon, build

from qilou.casework.actions.opening import open_case
from qilou.casework.handbook import declared

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
LOOKS = {"phone-dark": ("en", PHONE, {"theme": "dark"}), "desk-large": ("zh-hans", DESK, {"size": "xl"})}


def addresses() -> list[str]:
    """Every template, with something to show and with nothing."""
    middling = sorted(declared(), key=lambda one: len(one.steps))[len(declared()) // 2]
    return [
        "/",
        "/law/",
        "/law/all/",
        "/law/m164/17/",
        "/law/requirements/?chapter=1",
        "/law/requirements/?q=nobody says this",
        "/procedures/",
        f"/procedures/{middling.code}/",
        "/about/accessibility/",
        "/search/?q=立项",
        "/search/?q=nobody says this",
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_accessible_and_never_scrolls_sideways(
    served: Any, new_page: Callable[..., Any], axe: str, look: str
) -> None:
    language, screen, liking = LOOKS[look]
    page = new_page(bypass_csp=True, **screen)
    chosen = {"qilou_language": language, **liking}
    page.context.add_cookies([{"name": name, "value": value, "url": served.url} for name, value in chosen.items()])
    wrong: list[str] = []
    for address in addresses():
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [f"{address}: {width} px too wide"] if width > 0 else []
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.evaluate(axe)
        found = page.evaluate("axe.run()")["violations"]
        wrong += [f"{address}: {one['id']} {[node['html'] for node in one['nodes']][:2]}" for one in found]
    assert not wrong


def test_an_officer_searches_in_their_own_shell_and_finds_law_and_cases(
    served: Any, new_page: Callable[..., Any], axe: str
) -> None:
    town = build()
    act = open_case(
        ROUTE, actor=town.actor("applicant"), now=at_noon("2026-03-02"), jurisdiction="440500", title="立项之外"
    )
    page = new_page(town.people["applicant"], bypass_csp=True, **PHONE)
    page.goto("/law/")
    page.goto("/search/?q=立项")
    assert page.get_by_role("link", name=act.case.title).is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    page.evaluate(axe)
    assert page.evaluate("axe.run()")["violations"] == []


def test_the_way_from_the_front_page_to_an_article_and_its_step_needs_no_scripts(new_page: Callable[..., Any]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").fill("立项审批程序")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name="立项审批程序").first.click()
    assert page.url.endswith("/law/m164/16/")
    page.locator("#steps a").first.click()
    assert "/procedures/" in page.url
    assert page.locator("svg[role=img]").is_visible()
