"""Deciding in a real browser: a ready phrase goes where one writes, and the document follows what is typed."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import build
from tests.looking import wrong_with

from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.identity.queries import actor_of
from qilou.kernel.moment import now

pytestmark = pytest.mark.browser


def test_a_phrase_is_inserted_and_the_paper_follows_what_is_typed(new_page: Callable[..., Any], axe: str) -> None:
    town = build()
    applicant, handler = (actor_of(town.people[name], now().date()) for name in ("applicant", "handler"))
    number = open_case(ROUTE, actor=applicant, now=now(), jurisdiction="440500", title="餐饮许可").case.number
    perform(ROUTE, number, "submit", actor=applicant, now=now())
    perform(ROUTE, number, "accept", actor=handler, now=now())
    page = new_page(town.people["handler"], viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page.goto(f"/tests/licence/{number}/refuse/")
    page.locator(".eg-phrases summary").click()
    page.locator("textarea[name=reason]").fill("经核查，")
    page.locator("[data-phrases] button").first.click()
    assert page.locator("textarea[name=reason]").input_value() == "经核查，材料不全。"
    page.locator("[data-paper] .eg-paper").wait_for()
    assert "不予许可：经核查，材料不全。" in page.locator("[data-paper]").inner_text()
    page.locator("textarea[name=reason]").fill("")
    page.locator("[data-wait]").wait_for()
    page.locator("textarea[name=reason]").fill("场所不符。")
    page.locator("[data-paper]", has_text="不予许可：场所不符。").wait_for()
    assert wrong_with(page, axe) == []
