"""Pages of the installation itself, in a real browser."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_an_unknown_page_is_drawn_with_our_styles_and_icons(page: Any) -> None:
    assert page.goto("/nowhere/").status == 404
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.evaluate("getComputedStyle(document.querySelector('.eg-skip')).position") == "absolute"
    assert page.evaluate("(async () => (await fetch('/static/dist/icons.svg')).status)()") == 200


def test_the_theme_is_chosen_without_scripts(new_page: Any) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/nowhere/")
    page.locator("details:has(button[name=theme]) summary").first.click()
    page.locator("button[name=theme][value=dark]").first.click()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_phone_never_scrolls_sideways(phone: Any) -> None:
    phone.goto("/nowhere/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
