"""An expert's sheet on a phone whose connection breaks: nothing typed is lost, and the sheet goes off by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from tests.e2e.browsing import fill, form_of, typed_text
from tests.projects.city import at
from tests.projects.path import Path, way
from tests.projects.sittings import HELD
from tests.projects.test_evaluation import SHEET, convened, sheet_of

from qilou.casework.models import Case
from qilou.projects.inputs.expert_sheet import Sheet
from qilou.projects.models import ExpertSheet

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
OPINION = "断线时写的意见：接口清单应当补充。"


@pytest.fixture
def sheet(served: Any, settings: Any) -> tuple[Path, str]:
    """A project before the experts, and the number of the second expert's sheet; it is the day of the session."""
    path = way()
    path.passed()
    convened(path)
    settings.QILOU_CLOCK_OFFSET = at(HELD) - timezone.now()
    return path, sheet_of(path, "expert2")


def opened(new_page: Callable[..., Any], path: Path, number: str) -> tuple[Any, Any]:
    """The expert's telephone with the form of the sheet."""
    page = new_page(path.city.people["expert2"], **PHONE)
    page.goto(f"/projects/expert-sheet/{number}/")
    return page, form_of(page, "file")


def filed(number: str) -> ExpertSheet | None:
    """The sheet, once it is filed."""
    return ExpertSheet.objects.filter(case__number=number, filed_at__isnull=False).first()


@pytest.mark.req("A13.12")
def test_a_sheet_filed_without_a_connection_goes_off_by_itself_when_it_is_back(
    new_page: Callable[..., Any], sheet: tuple[Path, str]
) -> None:
    path, number = sheet
    page, form = opened(new_page, path, number)
    page.context.set_offline(True)
    fill(form, typed_text(Sheet, {**SHEET, "opinion": OPINION}))
    form.locator("button.eg-b-primary").click()
    form.locator(".eg-saved", has_text="自动提交").wait_for()
    assert filed(number) is None
    assert form.locator("[name=opinion]").input_value() == OPINION
    with page.expect_navigation():
        page.context.set_offline(False)
    kept = filed(number)
    assert kept is not None
    assert (kept.opinion, str(kept.necessity)) == (OPINION, f"{float(SHEET['necessity']):.2f}")
    assert Case.objects.get(number=number).state == "filed"


@pytest.mark.req("A13.12")
def test_a_sheet_already_kept_is_not_lost_either_and_going_on_typing_takes_the_filing_back(
    new_page: Callable[..., Any], sheet: tuple[Path, str]
) -> None:
    path, number = sheet
    page, form = opened(new_page, path, number)
    fill(form, typed_text(Sheet, SHEET))
    form.locator(".eg-saved", has_text="草稿已存").wait_for()
    page.context.set_offline(True)
    form.locator("button.eg-b-primary").click()
    form.locator(".eg-saved", has_text="自动提交").wait_for()
    form.locator("[name=opinion]").fill(OPINION)
    page.context.set_offline(False)
    form.locator(".eg-saved", has_text="草稿已存").wait_for()
    assert filed(number) is None
    assert form.locator("[name=opinion]").input_value() == OPINION
    with page.expect_navigation():
        form.locator("button.eg-b-primary").click()
    kept = filed(number)
    assert kept is not None
    assert kept.opinion == OPINION
