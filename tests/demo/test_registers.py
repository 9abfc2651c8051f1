"""The registers of the demo city: page and sheet agree, a unit finds its own rows alone, cells are of their kind."""

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from qilou.identity.models import Person
from qilou.kernel.registers import REGISTERS
from qilou.projects.models import Declaration, FundEntry
from qilou.projects.models.approval import ApprovedYear

pytestmark = pytest.mark.usefixtures("city", "story_time")
TOTAL = re.compile(r'data-total="(\d+)"')
MOST_QUERIES = 15
READERS = {"doubts": "audit.auditor"}  # whose register it is, where it is not the authority's


def client(name: str, language: str = "zh-hans") -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(Person.objects.get(username=name))
    signed_in.cookies["qilou_language"] = language
    return signed_in


def total(who: Client, code: str, query: str = "") -> int:
    found = TOTAL.search(who.get(reverse("one_register", args=[code]) + query).content.decode())
    assert found
    return int(found[1])


def sheet(who: Client, code: str, query: str = "") -> list[list[Any]]:
    answer = who.get(reverse("one_register_sheet", args=[code]) + query)
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def answer(who: Client, code: str, query: str = "") -> dict[str, Any]:
    told = who.get(f"/api/v1/registers/{code}{query}")
    assert told.status_code == 200
    return told.json()  # type: ignore[no-any-return]


@pytest.mark.parametrize("code", sorted(REGISTERS))
def test_every_register_has_rows_and_its_sheet_has_the_same(code: str) -> None:
    one = REGISTERS[code]
    authority = client(READERS.get(code, "authority.handler"))
    with CaptureQueriesContext(connection) as asked:
        shown = total(authority, code)
    assert len(asked) <= MOST_QUERIES
    head, *rows = sheet(authority, code)
    assert head == [column.label.zh for column in one.columns]
    filled = [row for row in rows[:-2] if any(row)]
    assert len(filled) == shown
    assert shown or code == "urging", "nobody in the city is urged"
    kinds = {"amount": float, "number": float, "date": date}
    for row in filled:
        for column, cell in zip(one.columns, row, strict=True):
            assert cell == "" or isinstance(cell, kinds.get(column.kind, str)), (column.head.zh, cell)


@pytest.mark.parametrize("code", sorted(REGISTERS))
def test_the_api_tells_of_every_register_what_its_sheet_says(code: str) -> None:
    columns = REGISTERS[code].columns
    authority = client(READERS.get(code, "authority.handler"))
    with CaptureQueriesContext(connection) as asked:
        told = answer(authority, code, "?limit=1000")
    assert len(asked) <= MOST_QUERIES
    rows = sheet(authority, code)[1:-2]
    assert told["total"] == len(rows)
    for row, cells in zip(told["rows"], rows, strict=True):
        assert set(row) == {"href", *(column.name for column in columns)}
        for column, cell in zip(columns, cells, strict=True):
            value = row[column.name]
            if value is None:
                assert cell == ""
            elif column.kind == "amount":
                assert abs(Decimal(value) / 10_000 - Decimal(str(cell))) < Decimal("0.00001")
            elif column.kind in ("number", "date"):
                assert str(value) == (f"{cell:.0f}" if column.kind == "number" else cell.isoformat())
            else:
                assert (value["zh"] if isinstance(value, dict) else value) == cell


def test_the_api_tells_a_register_page_by_page_and_by_year() -> None:
    authority = client("authority.handler")
    whole = answer(authority, "declarations", "?limit=1000")["rows"]
    pages = [answer(authority, "declarations", f"?limit=3&skip={skip}")["rows"] for skip in range(0, len(whole), 3)]
    assert [row for page in pages for row in page] == whole
    years = [answer(authority, "declarations", f"?year={year}")["total"] for year in (2025, 2026)]
    assert sum(years) == len(whole)
    assert answer(authority, "declarations", "?limit=0&skip=-1")["rows"] == whole[:1]


def test_the_api_declares_an_operation_for_every_register() -> None:
    paths = client("authority.handler").get("/api/v1/openapi.json").json()["paths"]
    for code, one in REGISTERS.items():
        operation = paths[f"/api/v1/registers/{code}"]["get"]
        assert (operation["operationId"], operation["summary"]) == (f"registers.{code}", one.title.en)


def test_a_register_larger_than_a_sheet_says_so_on_its_page_and_in_the_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = client("authority.handler")
    whole = total(authority, "declarations")
    assert "一份表格只含最新的" not in authority.get(reverse("one_register", args=["declarations"])).content.decode()
    monkeypatch.setattr("qilou.kernel.registers.MOST_ROWS", 3)
    assert "一份表格只含最新的 3 行" in authority.get(reverse("one_register", args=["declarations"])).content.decode()
    rows = sheet(authority, "declarations")
    assert len(rows) == 1 + 3 + 2
    assert rows[-1][0].startswith(f"已截断：共 {whole} 行，只含最新的 3 行。")


def test_what_the_fund_gave_is_approved_budgeted_and_paid_by_year() -> None:
    for row in answer(client("authority.handler"), "fund")["rows"]:
        year = int(row["year"])
        mine = FundEntry.objects.filter(fund__year=year, fund__jurisdiction_id="440500").values("project")
        approved = ApprovedYear.objects.filter(year=year, project__in=mine).aggregate(sum=Sum("amount"))["sum"]
        assert Decimal(row["approved"]) == (approved or 0)
        assert Decimal(row["left"]) == Decimal(row["amount"]) - Decimal(row["taken"])


def test_a_register_is_narrowed_to_a_year() -> None:
    authority = client("authority.handler")
    years = [total(authority, "declarations", f"?year={year}") for year in (2025, 2026)]
    assert all(years)
    assert sum(years) == total(authority, "declarations") == len(sheet(authority, "declarations")) - 3


def test_a_unit_finds_its_own_rows_and_nobody_elses() -> None:
    unit = client("culture.handler")
    own = Declaration.objects.filter(project__unit_name="市文化广电旅游体育局", submitted_at__isnull=False).count()
    rows = sheet(unit, "declarations")[1:-2]
    assert len(rows) == own > 0
    assert {row[2] for row in rows} == {"市文化广电旅游体育局"}


@pytest.mark.parametrize(("who", "code"), [("culture.handler", "experts"), ("culture.handler", "fund")])
def test_a_register_of_the_authority_is_closed_to_units(who: str, code: str) -> None:
    unit = client(who)
    assert reverse("one_register", args=[code]) not in unit.get(reverse("registers")).content.decode()
    for name in ("one_register", "one_register_sheet"):
        assert unit.get(reverse(name, args=[code])).status_code == 404
    assert unit.get(f"/api/v1/registers/{code}").status_code == 404
    assert code not in {one["code"] for one in unit.get("/api/v1/registers").json()}


def test_registers_are_read_in_english_too() -> None:
    page = client("authority.handler", "en").get(reverse("one_register", args=["contracts"])).content.decode()
    assert "Register of contracts and payments" in page
    assert "Amount (CNY 10,000)" in page
