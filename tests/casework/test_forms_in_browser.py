"""Forms in a real browser when things go wrong: a broken line, an ended session, a colleague in the same draft."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.test_files import PDF
from tests.casework.town import Town, build
from tests.looking import wrong_with

from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.models import Attachment, Case, Draft
from qilou.casework.procedure import PROCEDURES
from qilou.identity.queries import actor_of
from qilou.kernel.moment import now

pytestmark = pytest.mark.browser


def reviewed(town: Town) -> str:
    applicant, handler = (actor_of(town.people[name], now().date()) for name in ("applicant", "handler"))
    number = open_case(ROUTE, actor=applicant, now=now(), jurisdiction="440500", title="餐饮许可").case.number
    perform(ROUTE, number, "submit", actor=applicant, now=now())
    perform(ROUTE, number, "accept", actor=handler, now=now())
    return number


def saved(page: Any) -> None:
    page.locator(".eg-saved", has_text="草稿已存").wait_for()


def test_what_is_typed_without_a_connection_stays_in_the_browser_and_is_saved_when_it_is_back(
    new_page: Callable[..., Any],
) -> None:
    town = build()
    number = reviewed(town)
    page = new_page(town.people["handler"])
    page.goto(f"/tests/licence/{number}/grant/")
    page.context.set_offline(True)
    page.locator("textarea[name=note]").fill("断线时写的说明")
    page.locator(".eg-saved", has_text="没有连接").wait_for()
    page.locator("button.eg-b-primary").click()
    page.locator(".eg-saved", has_text="没有连接").wait_for()
    assert page.locator("textarea[name=note]").input_value() == "断线时写的说明"
    assert not Draft.objects.exists()
    page.once("dialog", lambda asked: asked.accept())
    page.context.set_offline(False)
    saved(page)
    assert Draft.objects.get().raw["note"] == ["断线时写的说明"]


def test_what_could_not_be_saved_is_offered_when_the_form_is_opened_again(new_page: Callable[..., Any]) -> None:
    town = build()
    number = reviewed(town)
    page = new_page(town.people["handler"])
    page.goto(f"/tests/licence/{number}/grant/")
    page.route("**/draft/", lambda route: route.abort())
    page.locator("input[name=amount]").fill("12.5")
    page.locator("textarea[name=note]").fill("没有存上的说明")
    page.locator(".eg-saved", has_text="没有连接").wait_for()
    page.on("dialog", lambda asked: asked.accept())
    page.unroute("**/draft/")
    page.reload()
    page.locator("[data-unsent] [data-take]").click()
    assert page.locator("input[name=amount]").input_value() == "12.5"
    assert page.locator("textarea[name=note]").input_value() == "没有存上的说明"
    saved(page)
    page.reload()
    assert page.locator("textarea[name=note]").input_value() == "没有存上的说明"
    assert not page.locator("[data-unsent]").is_visible()


def test_an_ended_session_loses_nothing_and_the_form_goes_on_after_signing_in_elsewhere(
    new_page: Callable[..., Any],
) -> None:
    town = build()
    number = reviewed(town)
    page = new_page(town.people["handler"])
    page.goto(f"/tests/licence/{number}/grant/")
    ticket = page.context.cookies()
    page.context.clear_cookies()
    page.locator("input[name=amount]").fill("12")
    page.locator(".eg-saved a", has_text="登录").wait_for()
    page.locator(".eg-saved").evaluate("place => place.textContent = ''")
    page.locator("button.eg-b-primary").click()
    page.locator(".eg-saved a", has_text="登录").wait_for()
    assert Case.objects.get(number=number).state == "under_review"
    page.context.add_cookies([one for one in ticket if one["name"] != "csrftoken"])
    page.locator("button.eg-b-primary").click()
    page.wait_for_url(f"**/tests/licence/{number}/")
    assert Case.objects.get(number=number).state == "granted"
    assert not Draft.objects.exists()


def test_two_colleagues_in_one_form_see_each_others_entries_and_choose_where_both_wrote(
    new_page: Callable[..., Any],
) -> None:
    town = build()
    number = reviewed(town)
    one, two = (new_page(town.people[name]) for name in ("handler", "handler2"))
    for page in (one, two):
        page.goto(f"/tests/licence/{number}/grant/")
    one.locator("input[name=amount]").fill("12")
    saved(one)
    two.locator("textarea[name=note]").fill("先核现场")
    two.locator(".eg-saved", has_text="同事").wait_for()
    assert two.locator("input[name=amount]").input_value() == "12"
    two.locator("input[name=amount]").fill("13")
    saved(two)
    one.locator("input[name=amount]").fill("14")
    one.locator(".eg-fault", has_text="13").wait_for()
    assert one.locator("textarea[name=note]").input_value() == "先核现场"
    one.locator(".eg-fault button").click()
    assert one.locator("input[name=amount]").input_value() == "13"
    one.locator(".eg-saved:not(.eg-failed)", has_text="草稿已存").wait_for()
    one.locator("button.eg-b-primary").click()
    one.wait_for_url(f"**/tests/licence/{number}/")
    assert Case.objects.get(number=number).state == "granted"


def corrected(town: Town) -> str:
    applicant = actor_of(town.people["applicant"], now().date())
    number = open_case(ROUTE, actor=applicant, now=now(), jurisdiction="440500", title="餐饮许可").case.number
    perform(ROUTE, number, "submit", actor=applicant, now=now())
    handler = actor_of(town.people["handler"], now().date())
    step = PROCEDURES[ROUTE][-1].step("return_once")
    perform(ROUTE, number, "return_once", actor=handler, now=now(), data=step.takes(reason="缺少材料"))
    return number


def test_a_large_file_goes_on_after_the_line_broke_and_the_form_waits_for_it(
    new_page: Callable[..., Any], tmp_path: Path
) -> None:
    town = build()
    number = corrected(town)
    large = tmp_path / "验收材料.pdf"
    large.write_bytes(PDF + bytes(9 * 1024 * 1024))
    page = new_page(town.people["applicant"], bypass_csp=True)
    page.goto(f"/tests/licence/{number}/prove/")
    sent = []

    def line(route: Any) -> None:
        if route.request.method == "PATCH":
            sent.append(route.request.headers["upload-offset"])
            if len(sent) == 2:
                route.abort()
                return
        route.continue_()

    page.route("**/files/uploads/**", line)
    page.locator("input[type=file]").set_input_files(large)
    page.locator("button.eg-b-primary").click()
    page.wait_for_url(f"**/tests/licence/{number}/")
    assert sent[:3] == ["0", "4194304", "4194304"]
    assert Attachment.objects.get().file.size == large.stat().st_size


def test_a_file_can_be_dropped_is_refused_by_what_it_holds_and_stays_in_the_draft(
    new_page: Callable[..., Any], axe: str
) -> None:
    town = build()
    number = corrected(town)
    page = new_page(town.people["applicant"], bypass_csp=True)
    page.goto(f"/tests/licence/{number}/prove/")

    def drop(name: str, content: str) -> None:
        held = page.evaluate_handle(
            """([name, content]) => {
                const held = new DataTransfer();
                held.items.add(new File([content], name));
                return held;
            }""",
            [name, content],
        )
        page.dispatch_event(".eg-upload", "drop", {"dataTransfer": held})

    drop("程序.exe", "MZ")
    page.locator(".eg-files .eg-failed", has_text="不接受").wait_for()
    drop("假的.pdf", "不是 PDF")
    page.locator(".eg-files .eg-failed", has_text="内容与扩展名不符").wait_for()
    assert wrong_with(page, axe) == []
    for _ in range(2):
        page.locator(".eg-files .eg-failed [data-cancel]").first.click()
    drop("材料.pdf", "%PDF-1.7 内容")
    page.locator(".eg-files input[name=paper]:checked").wait_for()
    saved(page)
    page.reload()
    assert page.locator(".eg-files").inner_text().startswith("保留")
    page.locator("button.eg-b-primary").click()
    page.wait_for_url(f"**/tests/licence/{number}/")
    assert Attachment.objects.get().file.name == "材料.pdf"


def test_enter_in_a_field_saves_and_never_decides(new_page: Callable[..., Any]) -> None:
    town = build()
    number = reviewed(town)
    page = new_page(town.people["handler"])
    page.goto(f"/tests/licence/{number}/grant/")
    page.locator("input[name=amount]").fill("12")
    page.locator("input[name=amount]").press("Enter")
    saved(page)
    assert Case.objects.get(number=number).state == "under_review"
    assert Draft.objects.get().raw["amount"] == ["12"]
