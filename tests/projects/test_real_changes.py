"""Real budgets of 2016 and 2019 as changes: the gate shuts for exactly those that rose by more than ten per cent."""

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from qilou.law import Readings
from qilou.projects.rules.change import ChangeFacts, within_the_limit

LISTS = Path(__file__).parents[3] / "shared" / "data" / "gc-it-projects"
TODAY = Readings(date(2026, 11, 23))
FEN = Decimal("0.01")

pytestmark = [
    pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists are not beside this checkout"),
    pytest.mark.req("A20.2", "A20.5", "A20.6", "A20.7"),
]


def budgets(year: int) -> dict[str, Decimal]:
    """The budget of each project of a list, in its own currency's units, by the list's own id."""
    with (LISTS / f"gc-it-projects-{year}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["uniqueId"], row["totalBudget"].replace("$", "").replace(",", "")) for row in csv.DictReader(file)]
    return {name: Decimal(amount) for name, amount in rows if amount.replace(".", "", 1).isdecimal()}


def passes(base: Decimal, delta: Decimal, earlier: Decimal = Decimal("0.00")) -> bool:
    facts = ChangeFacts(approved_total=base, original_total=base, earlier=earlier, delta=delta)
    return within_the_limit(facts, TODAY).passed


@pytest.fixture(scope="module")
def risen() -> list[tuple[Decimal, Decimal]]:
    """What each project of both lists had, and has; at least as many as make the test worth its name."""
    before, after = budgets(2016), budgets(2019)
    both = [(before[name], after[name]) for name in sorted(before.keys() & after.keys()) if before[name] > 0]
    assert len(both) >= 80
    return both


def test_the_gate_shuts_for_exactly_those_that_rose_by_more_than_ten_per_cent(
    risen: list[tuple[Decimal, Decimal]],
) -> None:
    shut = [not passes(base, now - base) for base, now in risen]
    over = [Fraction(now) > Fraction(base) * Fraction(11, 10) for base, now in risen]
    assert shut == over
    assert any(shut)
    assert not all(shut)


def test_one_fen_decides_on_every_real_budget(risen: list[tuple[Decimal, Decimal]]) -> None:
    for base, _ in risen:
        tenth = (base / 10).quantize(FEN, rounding="ROUND_DOWN")
        assert passes(base, tenth)
        assert not passes(base, tenth + FEN)


def test_an_increase_split_into_parts_is_shut_as_the_whole_is(risen: list[tuple[Decimal, Decimal]]) -> None:
    for base, now in risen:
        part = ((now - base) / 7).quantize(FEN)
        earlier, stopped = Decimal("0.00"), False
        for turn in range(7):
            delta = part if turn < 6 else now - base - 6 * part
            if not passes(base, delta, earlier):
                stopped = True
                break
            earlier += delta
        assert stopped is not passes(base, now - base)
