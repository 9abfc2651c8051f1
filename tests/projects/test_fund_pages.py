"""The pages of the fund: finance arranges and adjusts, the others read what concerns them."""

from decimal import Decimal

import pytest
from django.test import Client
from tests.projects.city import CITY
from tests.projects.year import WAN, Year, any_act, begun, declared

from qilou.projects.actions.fund import commit
from qilou.projects.models import Fund
from qilou.projects.models.fund import Use

pytestmark = pytest.mark.django_db


def client(year: Year, who: str, language: str = "zh-hans") -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(year.city.people[who])
    signed_in.cookies["qilou_language"] = language
    return signed_in


@pytest.fixture
def year() -> Year:
    return begun(f2026="500", f2027="")


@pytest.mark.req("A8.4")
def test_finance_arranges_a_year_on_the_page_and_is_told_why_not_twice(year: Year) -> None:
    finance = client(year, "finance.handler")
    typed = {"year": "2027", "amount": "800.00", "document": "汕财〔2026〕9号"}
    assert finance.post("/projects/fund/", typed).status_code == 302
    assert Fund.objects.get(year=2027).amount == Decimal(800) * WAN
    again = finance.post("/projects/fund/", typed)
    assert again.status_code == 422
    assert "2027年度专项资金已经安排" in again.content.decode()
    assert finance.post("/projects/fund/", {**typed, "amount": "很多"}).status_code == 400


@pytest.mark.req("A8.4", "A5.4")
def test_nobody_else_is_offered_the_form_or_gets_through_with_it(year: Year) -> None:
    unit = client(year, "health.handler")
    assert 'name="amount"' not in unit.get("/projects/fund/").content.decode()
    typed = {"year": "2027", "amount": "800.00", "document": "汕财〔2026〕9号"}
    assert unit.post("/projects/fund/", typed).status_code == 403


@pytest.mark.req("A8.5", "A8.7")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_account_shows_every_entry_with_its_document_and_the_balance(year: Year, language: str) -> None:
    project = declared(year.city, "医保监管", {2026: "10"})
    commit(CITY, 2026, Decimal(30) * WAN, Use.CONSTRUCTION, project, "汕财函〔2026〕30号", any_act("2026-04-01"))
    finance = client(year, "finance.handler", language)
    typed = {"direction": "decrease", "amount": "20.00", "document": "汕财〔2026〕11号", "reason": "年中调整"}
    assert finance.post("/projects/fund/2026/", typed).status_code == 302
    page = finance.get("/projects/fund/2026/").content.decode()
    for said in ("医保监管", "汕财函〔2026〕30号", "汕财〔2026〕11号", "年中调整", "450.00", "-20.00"):
        assert said in page
    too_much = finance.post("/projects/fund/2026/", {**typed, "amount": "460.00"})
    assert too_much.status_code == 422


def test_a_unit_sees_no_other_units_projects_in_the_account(year: Year) -> None:
    project = declared(year.city, "医保监管", {2026: "10"})
    commit(CITY, 2026, Decimal(30) * WAN, Use.CONSTRUCTION, project, "汕财函〔2026〕30号", any_act("2026-04-01"))
    assert "医保监管" not in client(year, "land.handler").get("/projects/fund/2026/").content.decode()
    assert "医保监管" in client(year, "authority.handler").get("/projects/fund/2026/").content.decode()
    assert client(year, "land.handler").get("/projects/fund/2031/").status_code == 404
