"""A project's money by budget year: pure arithmetic, always adding up to the fen."""

from collections.abc import Mapping
from decimal import Decimal

Slices = Mapping[int, Decimal]


def fitted(slices: Slices, amount: Decimal) -> dict[int, Decimal]:
    """Slices that add up to an amount: what is cut comes off the last years first, what is added goes to the first."""
    kept = dict(sorted(slices.items()))
    excess = sum(kept.values(), Decimal(0)) - amount
    for year in reversed(list(kept)):
        cut = min(max(excess, Decimal(0)), kept[year])
        kept[year] -= cut
        excess -= cut
    if kept and excess < 0:
        kept[min(kept)] -= excess
    return {year: part for year, part in kept.items() if part > 0}


def from_year(slices: Slices, first: int) -> dict[int, Decimal]:
    """The same slices beginning in another budget year, as when a reserve project is listed a round later."""
    shift = first - min(slices) if slices else 0
    return {year + shift: part for year, part in slices.items()}


def short(slices: Slices, left: Slices) -> dict[int, tuple[Decimal, Decimal]]:
    """The years whose fund does not cover the slice: what is needed and what is left. Years not in `left` are free."""
    return {year: (part, left[year]) for year, part in sorted(slices.items()) if year in left and part > left[year]}
