"""Monday morning in the demo city, in a browser: each user finds what waits, makes a mistake, and gets it done."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.demo.drawing import drawn
from tests.e2e.browsing import fill, form_of, own_button, press, submit

from qilou.casework.models import Case
from qilou.demo import declared_2025, declared_2026
from qilou.demo.programme import Programme
from qilou.identity.models import Person

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture
def committed_db(own_city: str) -> str:
    """What is served is a copy of the city."""
    return own_city


@pytest.fixture
def sitting(new_page: Callable[..., Any], story_time: None) -> Callable[..., Any]:
    """Opens somebody's browser at their desk."""

    def opened(who: str, **options: Any) -> Any:
        page = new_page(Person.objects.get(username=who), **options)
        page.goto(reverse("desk"))
        return page

    return opened


def case_of(code: str, one: Programme) -> Case:
    """The newest case of a project under a procedure."""
    return Case.objects.filter(procedure=f"projects.{code}", title__startswith=one.name).order_by("-pk")[0]


def rows(page: Any) -> Any:
    """The cases on a desk."""
    return page.locator("tbody [data-open]")


def test_the_section_chief_checks_a_return_by_keyboard_and_asks_the_drafter(sitting: Callable[..., Any]) -> None:
    page = sitting("authority.checker")
    case = case_of("pre_review", declared_2026.SLUICES)
    press(page, page.locator(".eg-tabs a", has_text="待我核稿"))
    assert rows(page).count() == 1
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert case.number in page.url
    assert "超期" in page.locator("#due").inner_text()
    drafter = Person.objects.get(username="authority.handler")
    comment = page.locator('form[action$="/do/comment/"]')
    page.locator("summary", has_text="写评论").click()
    comment.locator("[name=text]").fill("带宽测算请附在退回函后。")
    comment.locator(f"[name=mentions][value='{drafter.pk}']").check()
    press(page, comment.locator("button[type=submit], button:not([type])").last)
    endorsing = page.locator('form[action$="/sign-off/endorse/"]')
    endorsing.locator("[name=opinion]").fill("同意退回，理由充分。")
    press(page, endorsing.locator("button.eg-b-primary"))
    case.refresh_from_db()
    assert case.state == "reviewing"
    assert case.desk.endswith("/signer")
    page.goto(reverse("desk_view", args=["check"]))
    assert rows(page).count() == 0
    told = sitting("authority.handler")
    told.goto(reverse("notifications"))
    assert case.title in told.locator("main").inner_text()


def test_a_units_project_manager_corrects_what_was_told_and_loses_nothing_typed(sitting: Callable[..., Any]) -> None:
    page = sitting("land.manager")
    case = case_of("declaration", declared_2026.LAND)
    assert "剩 4 个工作日" in rows(page).first.locator("xpath=ancestor::tr").inner_text()
    press(page, rows(page).first)
    form = form_of(page, "correct")
    necessity = "登记系统与税务、公积金、银行之间靠截图核验，群众跑动两次以上。"
    fill(form, {"total": ["一百四十二万"], "necessity": [necessity]})
    submit(page, form)
    summary = page.locator("[role=alert]").first
    assert "总投资" in summary.inner_text()
    form = page.locator("form.eg-form")
    assert form.locator("[name=total]").input_value() == "一百四十二万"
    assert form.locator("[name=necessity]").input_value() == necessity
    assert form.locator("[name=total]").get_attribute("aria-invalid") == "true"
    fill(form, {"total": ["142.50"], "types-0-amount": ["142.50"]})
    submit(page, form)
    case.refresh_from_db()
    assert case.state == "submitted"
    assert str(case.amount) == "1425000.00"
    page.goto(reverse("desk"))
    assert rows(page).count() == 0


def test_a_finance_officer_drafts_a_payment_and_takes_the_desk_along_as_a_sheet(sitting: Callable[..., Any]) -> None:
    page = sitting("finance.handler", accept_downloads=True)
    case = case_of("disbursement", declared_2025.LIBRARIES)
    with page.expect_download() as kept:
        page.get_by_role("link", name="导出表格").click()
    sheet = CalamineWorkbook.from_filelike(BytesIO(kept.value.path().read_bytes())).get_sheet_by_index(0)
    assert any(case.number in map(str, row) for row in sheet.to_python())
    press(page, rows(page).first)
    assert case.number in page.url
    form = form_of(page, "agree")
    form.locator("[name=opinion]").fill("验收合格，同意拨付。")
    press(page, form.locator("button[name=preview]"))
    assert "预览：尚未签发" in page.locator("main").inner_text()
    assert page.locator("form.eg-form [name=opinion]").input_value() == "验收合格，同意拨付。"
    case.refresh_from_db()
    assert case.desk.endswith("/handler")
    submit(page, page.locator("form.eg-form"))
    case.refresh_from_db()
    assert case.desk.endswith("/checker")


def test_an_expert_files_a_sheet_on_a_phone_and_is_told_where_a_score_is_too_high(sitting: Callable[..., Any]) -> None:
    page = sitting(drawn(declared_2026.FLOOD)[0], **PHONE)
    waiting = rows(page).count()
    press(page, page.get_by_role("link", name=declared_2026.FLOOD.name).first)
    case = Case.objects.get(number=page.url.rstrip("/").rpartition("/")[2])
    form = form_of(page, "file")
    scores = {"necessity": ["26"], "feasibility": ["20"], "reasonableness": ["40"], "sharing": ["8"], "security": ["8"]}
    opinion = "感知点位布设合理，建议与水务共用杆件。"
    form.locator("[name=no_interest]").check()
    fill(form, scores | {"vote": ["after_revision"], "opinion": [opinion]})
    submit(page, form)
    form = page.locator("form.eg-form")
    assert "合理性" in page.locator("[role=alert]").first.inner_text()
    assert form.locator("[name=opinion]").input_value() == opinion
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]  # type: ignore[index]
    fill(form, {"reasonableness": ["21"]})
    submit(page, form)
    case.refresh_from_db()
    assert case.state == "filed"
    page.goto(reverse("desk"))
    assert rows(page).count() == waiting - 1


def test_a_districts_counterpart_reviews_a_project_and_sees_the_district_alone(sitting: Callable[..., Any]) -> None:
    page = sitting("longhu.handler")
    assert rows(page).count() == 3
    press(page, page.get_by_role("link", name=declared_2026.DISPATCH.name).first)
    assert own_button(form_of(page, "pass")).is_disabled()
    press(page, page.locator("#decision a[href$='/find_duplicates/']"))
    assert page.locator("[data-beside] mark", has_text="派单").count()
    form = page.locator("form[data-form]")
    form.locator("[name=hits-0-finding]").select_option("overlap")
    form.locator("[name=hits-0-reason]").fill("与市级平台共用派单，本区只保留网格对接。")
    press(page, form.locator("button.eg-b-primary"))
    form = form_of(page, "pass")
    form.locator("[name=remark]").fill("与区养老服务平台对接后实施。")
    submit(page, form)
    case = case_of("pre_review", declared_2026.DISPATCH)
    assert case.desk == "AUTHORITY@440507/checker"
    city = case_of("pre_review", declared_2026.SLUICES)
    answer = page.goto(reverse("case", args=[city.procedure, city.number]))
    assert answer.status == 404
    page.goto(reverse("search") + "?q=" + city.number)
    assert city.title not in page.locator("main").inner_text()
