"""The registers of the demo city: page and sheet agree, a unit finds its own rows alone, cells are of their kind."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from qilou.identity.models import Person
from qilou.kernel.registers import REGISTERS
from qilou.projects.models import Declaration

pytestmark = pytest.mark.usefixtures("city", "story_time")
TOTAL = re.compile(r'data-total="(\d+)"')
MOST_QUERIES = 15


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


@pytest.mark.parametrize("code", sorted(REGISTERS))
def test_every_register_has_rows_and_its_sheet_has_the_same(code: str) -> None:
    one = REGISTERS[code]
    authority = client("authority.handler")
    with CaptureQueriesContext(connection) as asked:
        shown = total(authority, code)
    assert len(asked) <= MOST_QUERIES
    head, *rows = sheet(authority, code)
    assert head == [column.label.zh for column in one.columns]
    filled = [row for row in rows[:-2] if any(row)]
    assert len(filled) == shown > 0
    kinds = {"amount": float, "number": float, "date": date}
    for row in filled:
        for column, cell in zip(one.columns, row, strict=True):
            assert cell == "" or isinstance(cell, kinds.get(column.kind, str)), (column.head.zh, cell)


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
    assert {row[1] for row in rows} == {"市文化广电旅游体育局"}


@pytest.mark.parametrize(("who", "code"), [("culture.handler", "experts"), ("culture.handler", "fund")])
def test_a_register_of_the_authority_is_closed_to_units(who: str, code: str) -> None:
    unit = client(who)
    assert reverse("one_register", args=[code]) not in unit.get(reverse("registers")).content.decode()
    for name in ("one_register", "one_register_sheet"):
        assert unit.get(reverse(name, args=[code])).status_code == 404


def test_registers_are_read_in_english_too() -> None:
    page = client("authority.handler", "en").get(reverse("one_register", args=["contracts"])).content.decode()
    assert "Register of contracts and payments" in page
    assert "Amount (10,000 CNY)" in page
