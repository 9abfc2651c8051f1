"""A sheet read back, in a real browser: what it changes and what is to be chosen is shown, chosen and taken over."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.inventory.test_inventory import of_record
from tests.kernel.spreadsheet import Cells, saved
from tests.looking import wrong_with
from tests.projects.city import build

from qilou.inventory.actions import Correction, correct
from qilou.inventory.models import System
from qilou.inventory.queries import row_of
from qilou.kernel.moment import now

pytestmark = pytest.mark.browser
GRADE, COST = 4, 5


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 1440), ("en", 390)])
def test_changes_and_choices_are_shown_and_taken_over(
    new_page: Callable[..., Any], axe: str, served: Any, language: str, width: int
) -> None:
    city = build()
    entered = of_record(city)
    page = new_page(city.people["health.handler"], viewport={"width": width, "height": 900}, bypass_csp=True)
    page.context.add_cookies([{"name": "qilou_language", "value": language, "url": served.url}])
    page.goto("/systems/")
    assert wrong_with(page, axe) == []
    out = page.request.get(page.locator("main a[href='/systems/sheet/']").get_attribute("href")).body()
    after = row_of(entered).model_copy(update={"security_grade": "二级"})
    authority = city.actor("authority.handler")
    correct({entered.pk: Correction(row_of(entered), after)}, actor=authority, now=now(), reason="核对")

    def change(cells: Cells) -> None:
        cells[1][GRADE], cells[1][COST] = "三级", 18.0

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    file = {"name": "systems.xlsx", "mimeType": kind, "buffer": saved(out, change)}
    page.locator("#systems-sheet").set_input_files(file)
    page.locator("form[action='/systems/sheet/'] button").click()
    page.locator("button[value=apply]").wait_for()
    assert wrong_with(page, axe) == []
    page.locator("input[type=radio]").nth(1).check()
    page.locator("[name=reason]").fill("年度核对")
    page.locator("button[value=apply]").click()
    page.wait_for_url("**/systems/")
    put_right = System.objects.get()
    assert (put_right.security_grade, put_right.annual_cost) == ("三级", 180_000)
