"""The components in a real browser: nothing scrolls sideways, nothing fails the checker, every act works by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from tests.looking import too_wide, wrong_with

from qilou.kernel.gallery import PAGES

pytestmark = pytest.mark.browser
Opening = Callable[..., Any]
WIDE, PHONE, NARROW = 1440, 390, 320
LOOKS = {"light": {}, "dark": {"theme": "dark"}, "xl": {"size": "xl"}}


@dataclass(frozen=True)
class Served:
    """The sample pages, answering on a free port of this machine."""

    url: str


@pytest.fixture
def served() -> Iterator[Served]:
    """The sample pages need no database."""
    from django.test.testcases import LiveServerThread

    server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield Served(f"http://127.0.0.1:{server.port}")
    finally:
        server.terminate()


@pytest.fixture
def opened(new_page: Opening, served: Served) -> Opening:
    """Opens sample pages in a language and a look."""

    def open_one(language: str = "zh-hans", look: str = "light", width: int = WIDE, **options: Any) -> Any:
        page = new_page(viewport={"width": width, "height": 900}, bypass_csp=True, **options)
        cookies = {"qilou_language": language, **LOOKS[look]}
        page.context.add_cookies([{"name": name, "value": one, "url": served.url} for name, one in cookies.items()])
        return page

    return open_one


# Every pair of language, look and width; `make soak` runs all twelve.
SAMPLED = [("zh-hans", "light", WIDE), ("en", "dark", WIDE), ("zh-hans", "xl", PHONE), ("en", "light", PHONE)]
SAMPLED += [("zh-hans", "dark", PHONE), ("en", "xl", WIDE)]
OTHERS = [one for one in product(("zh-hans", "en"), LOOKS, (WIDE, PHONE)) if one not in SAMPLED]


@pytest.mark.parametrize(
    ("language", "look", "width"), [*SAMPLED, *(pytest.param(*one, marks=pytest.mark.soak) for one in OTHERS)]
)
def test_every_component_passes_the_checker_and_fits(
    opened: Opening, axe: str, language: str, look: str, width: int
) -> None:
    page = opened(language, look, width)
    wrong: list[str] = []
    for name in PAGES:
        page.goto(f"/gallery/{name}/")
        wrong += wrong_with(page, axe)
    assert not wrong


@pytest.mark.parametrize(("look", "width"), [("xl", NARROW), ("light", 821), ("xl", 1024)])
def test_no_page_scrolls_sideways_at_any_width(opened: Opening, look: str, width: int) -> None:
    page = opened("en", look, width)
    wrong = []
    for name in PAGES:
        page.goto(f"/gallery/{name}/")
        wrong += [name] if too_wide(page) > 0 else []
    assert not wrong


def test_an_outcome_shows_its_own_form_without_scripts(opened: Opening) -> None:
    page = opened(java_script_enabled=False)
    page.goto("/gallery/case/")
    assert page.locator("#approve-f-total").is_visible()
    assert not page.locator("#refuse-f-reasons").is_visible()
    page.locator("label[for=o-refuse]").click()
    assert page.locator("#refuse-f-reasons").is_visible()
    assert not page.locator("#approve-f-total").is_visible()


def test_the_phones_menu_opens_and_closes_without_scripts(opened: Opening) -> None:
    page = opened(width=PHONE, java_script_enabled=False)
    page.goto("/gallery/work/")
    assert not page.locator("#eg-nav").is_visible()
    page.locator(".eg-burger").click()
    assert page.locator("#eg-nav").is_visible()
    page.locator(".eg-shut").click()
    assert not page.locator("#eg-nav").is_visible()


def test_the_filters_of_a_phone_open_without_scripts(opened: Opening) -> None:
    page = opened(width=PHONE, java_script_enabled=False)
    page.goto("/gallery/work/")
    assert not page.locator("select[name=step]").is_visible()
    page.locator("a[href='#filters']").click()
    assert page.locator("select[name=step]").is_visible()


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_field(opened: Opening) -> None:
    page = opened()
    page.goto("/gallery/form/")
    assert page.evaluate("document.activeElement.classList.contains('eg-summary')")
    page.locator(".eg-summary a").nth(2).click()
    assert page.evaluate("document.activeElement.id") == "w-f-total"


def test_a_list_is_worked_by_keys_which_can_be_switched_off(opened: Opening, served: Served) -> None:
    page = opened()
    page.goto("/gallery/work/")
    focused = "document.activeElement.textContent"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(focused) == "不动产登记与税务联办改造"
    page.keyboard.press("x")
    assert page.locator("[data-selected]").inner_text() == "已选： 1"
    page.keyboard.press("k")
    assert "内涝" in page.evaluate(focused)
    page.keyboard.press("?")
    assert page.locator("#eg-keys").get_attribute("open") is not None
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "eg-q"
    page.keyboard.type("j")
    assert page.locator("#eg-q").input_value() == "j"
    page.context.add_cookies([{"name": "keys", "value": "off", "url": served.url}])
    page.goto("/gallery/work/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_rows_are_added_and_summed_while_typing(opened: Opening) -> None:
    page = opened()
    page.goto("/gallery/form/")
    table = page.locator("table[data-rows=lines]").first
    assert table.locator("tbody tr:visible").count() == 3
    add = page.locator("button[data-add=lines]").first
    for _ in range(3):
        add.click()
    assert table.locator("tbody tr:visible").count() == 6
    last = table.locator("tbody tr").nth(5)
    last.locator("[name=lines-5-amount]").fill("31.80")
    assert table.locator("output[data-sum]").inner_text() == "300.00"
    last.locator("[name=lines-5-remove]").check()
    assert table.locator("output[data-sum]").inner_text() == "268.20"
    assert last.locator("label[for=f-lines-5-amount]").count() == 1


def test_a_draft_is_kept_after_two_quiet_seconds_and_leaving_unsaved_work_asks(opened: Opening) -> None:
    page = opened()
    posted: list[str] = []

    def answer(route: Any) -> None:
        posted.append(route.request.post_data or "")
        route.fulfill(status=204)

    page.goto("/gallery/form/")
    page.route("**/gallery/form/", lambda route: answer(route) if route.request.method == "POST" else route.continue_())
    page.locator("#f-note").fill("复用市平台")
    page.locator(".eg-saved", has_text="草稿已存").first.wait_for()
    page.wait_for_function("document.querySelector('form[data-autosave] .eg-saved').children.length === 0")
    assert len(posted) == 1
    assert "复用市平台" in posted[0]
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#f-note").fill("再改")
    page.evaluate("setTimeout(() => location.reload())")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]


def test_menus_close_on_escape_and_elsewhere(opened: Opening) -> None:
    page = opened()
    page.goto("/gallery/work/")
    menu = page.locator("details.eg-me")
    menu.locator("summary").click()
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    menu.locator("summary").click()
    page.locator("h1").click()
    assert menu.get_attribute("open") is None


def test_a_dark_page_prints_light_and_without_navigation(opened: Opening) -> None:
    page = opened(look="dark")
    page.goto("/gallery/case/")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 26, 26)"
    assert not page.locator(".eg-side").is_visible()
    assert not page.locator("#decide").is_visible()
    assert page.locator("h1").is_visible()
