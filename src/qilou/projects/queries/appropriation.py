"""What a project takes of the fund's years, and what a new approval would take more or less."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Sum

from qilou.projects.models import FundEntry
from qilou.projects.models.fund import Use

from .fund import balances

ZERO = Decimal("0.00")
Amounts = Mapping[int, Decimal]


def taken_by_year(project_id: int) -> dict[int, Decimal]:
    """What the project takes of each year's fund for construction."""
    entries = FundEntry.objects.filter(project=project_id, use=Use.CONSTRUCTION.value)
    sums = entries.values_list("fund__year").annotate(taken=Sum("amount"))
    return {year: taken for year, taken in sums.order_by("fund__year") if taken}


def differences(before: Amounts, after: Amounts) -> dict[int, Decimal]:
    """By how much each year changes; years that stay are left out."""
    years = sorted({*before, *after})
    found = {year: after.get(year, ZERO) - before.get(year, ZERO) for year in years}
    return {year: amount for year, amount in found.items() if amount}


def uncovered_years(jurisdiction: str, before: Amounts, after: Amounts) -> tuple[int, ...]:
    """The years whose arranged fund does not cover what they would take more."""
    more = {year: amount for year, amount in differences(before, after).items() if amount > 0}
    left = balances(jurisdiction, list(more))
    return tuple(year for year, amount in more.items() if year in left and left[year] < amount)
