"""A table of many columns in a form: its rows stay known while it scrolls, by keyboard too, and it fits a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.demo.test_every_page import step
from tests.looking import wrong_with

from qilou.identity.models import Person

pytestmark = pytest.mark.browser
REGION = ".eg-scroll:has(> .eg-rows-wide)"
LEFT = "(one, wide) => one.getBoundingClientRect().left - document.querySelector(wide).getBoundingClientRect().left"
CLEAR = """wide => document.activeElement.getBoundingClientRect().left
    >= document.querySelector(`${wide} tbody td.eg-stays`).getBoundingClientRect().right"""


@pytest.fixture
def committed_db(own_city: str) -> str:
    """What is served is a copy of the city."""
    return own_city


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_name_of_an_estimates_line_stays_in_view_while_its_figures_scroll(
    new_page: Callable[..., Any], served: Any, story_time: None, axe: str, language: str
) -> None:
    person = Person.objects.get(username="land.handler")
    page = new_page(person, viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page.context.add_cookies([{"name": "qilou_language", "value": language, "url": served.url}])
    page.goto(step("declaration", "correcting", "correct"))
    region, name = page.locator(REGION), page.locator(f"{REGION} tbody td.eg-stays").first
    assert region.get_attribute("role") == "region"
    assert region.get_attribute("aria-label") == {"zh-hans": "投资估算表", "en": "Estimate"}[language]
    assert name.locator("input").input_value()
    before = name.evaluate(LEFT, REGION)
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("wide => document.querySelector(wide).scrollLeft > 0", arg=REGION)
    region.evaluate("one => { one.scrollLeft = one.scrollWidth; }")
    after = name.evaluate(LEFT, REGION)
    assert 0 <= after < before
    assert page.locator(f"{REGION} tbody tr").first.locator("select").last.is_visible()
    page.locator(f"{REGION} tbody tr").first.locator("td.eg-col-decimal input").focus()
    page.wait_for_function(CLEAR, arg=REGION)
    assert wrong_with(page, axe) == []


def test_on_a_phone_a_line_is_a_card_with_its_fields_under_each_other(
    new_page: Callable[..., Any], served: Any, story_time: None, axe: str
) -> None:
    page = new_page(
        Person.objects.get(username="land.handler"), viewport={"width": 390, "height": 844}, bypass_csp=True
    )
    page.goto(step("declaration", "correcting", "correct"))
    name = page.locator(f"{REGION} tbody td.eg-stays").first
    assert name.evaluate("one => getComputedStyle(one).position") == "static"
    assert name.locator("label").is_visible()
    assert page.locator(REGION).evaluate("one => one.scrollWidth - one.clientWidth") == 0
    assert wrong_with(page, axe) == []
