"""Five totals agree to the fen, or each that differs is named with its difference; the form shows them as typed."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some
from tests.projects.city import at
from tests.projects.path import form, way

from qilou.casework.actions.drafts import save_draft
from qilou.kernel.fields import fields_of
from qilou.kernel.forms import raw_from
from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.rules.totals import sums_of

FEN = some.integers(min_value=0, max_value=10**12).map(lambda fen: Decimal(fen) / 100)
TABLES = ("lines", "types", "slices", "sources")


def parted(total: Decimal, cuts: list[Decimal]) -> list[Decimal]:
    """The total in parts that add up to it."""
    marks = sorted({Decimal(0), total, *(cut for cut in cuts if cut < total)})
    return [after - before for before, after in pairwise(marks)]


@given(FEN, some.lists(FEN, max_size=8))
def test_however_a_total_is_parted_its_sums_agree(total: Decimal, cuts: list[Decimal]) -> None:
    lines, types, slices, sources = (parted(total, cuts[place::2]) for place in (0, 1, 2, 3))
    sums = sums_of(
        total,
        lines=lines,
        types=types,
        slices=dict(enumerate(slices)),
        sources={str(place): one for place, one in enumerate(sources)},
    )
    assert [one.difference for one in sums] == [0] * 4


@given(FEN, some.sampled_from(TABLES), FEN.filter(bool))
def test_one_fen_more_in_one_table_is_named_with_the_difference(total: Decimal, table: str, more: Decimal) -> None:
    amounts = {one: total + (more if one == table else 0) for one in TABLES}
    sums = sums_of(
        total,
        lines=[amounts["lines"]],
        types=[amounts["types"]],
        slices={2027: amounts["slices"]},
        sources={"city_budget": amounts["sources"]},
    )
    differing = [one for one in sums if one.difference]
    assert [one.difference for one in differing] == [more]
    assert "多" in differing[0].compared.in_("zh")
    assert "more than the total" in differing[0].compared.in_("en")


@pytest.mark.django_db
def test_the_form_says_which_total_differs_and_by_how_much() -> None:
    path = way()
    number = path.open().case.number
    unit = Client()
    unit.force_login(path.city.people["health.handler"])
    address = reverse("step", args=["projects.declaration", number, "submit"])
    assert "须精确到分" not in unit.get(address).content.decode()
    raw = raw_from(fields_of(DeclarationForm), form(programme=None, total="3864000.01"))
    actor = path.city.actor("health.handler", "2026-08-04")
    save_draft(raw, actor=actor, now=at("2026-08-04"), step="submit", number=number)
    page = unit.get(address).content.decode()
    assert page.count("比总投资少0.000001万元") == 4
    assert "须精确到分" in page
