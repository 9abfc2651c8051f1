"""How the experts' sheets become one score: whole sheets at both ends left out, means, spread, floors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from qilou.law import carries

POINTS = {"necessity": 30, "feasibility": 25, "reasonableness": 25, "sharing": 10, "security": 10}
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Scored:
    """The points of one filed sheet by criterion, and its number on the panel."""

    number: int
    points: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        """Out of a hundred."""
        return sum(self.points.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class Scoring:
    """What the sheets say together. `dropped` are the numbers left out; `spread` lies between the extreme totals."""

    means: Mapping[str, Decimal]
    total: Decimal
    dropped: tuple[int, ...]
    spread: Decimal


@carries("A13.12", "A13.14")
def scoring(sheets: Sequence[Scored], *, trim_from: int) -> Scoring | None:
    """One score of the filed sheets, to the hundredth; None without any.

    From `trim_from` sheets on (and never of fewer than three) the sheet with the highest total and the one with the
    lowest are left out whole; of equal totals the smaller number is.
    """
    if not sheets:
        return None
    ordered = sorted(sheets, key=lambda one: (one.total, one.number))
    spread = ordered[-1].total - ordered[0].total
    dropped: tuple[int, ...] = ()
    if len(sheets) >= max(trim_from, 3):
        lowest, rest = ordered[0], ordered[1:]
        highest = min((one for one in rest if one.total == ordered[-1].total), key=lambda one: one.number)
        dropped = tuple(sorted((lowest.number, highest.number)))
    counted = [one for one in sheets if one.number not in dropped]
    means = {name: _mean([one.points[name] for one in counted]) for name in POINTS}
    return Scoring(means, _mean([one.total for one in counted]), dropped, spread)


def below_floor(means: Mapping[str, Decimal], floor: int) -> tuple[str, ...]:
    """The criteria whose mean is less than so many hundredths of their weight."""
    return tuple(name for name, most in POINTS.items() if means[name] * 100 < most * floor)


def out_of_a_hundred(means: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Each criterion's mean out of a hundred, whatever it weighs on the sheet: as ranking reads it."""
    return {name: (means[name] * 100 / most).quantize(CENT, ROUND_HALF_UP) for name, most in POINTS.items()}


def middle(amounts: Sequence[Decimal]) -> Decimal:
    """The median, to the fen; raises ValueError for none."""
    if not amounts:
        raise ValueError("no amounts")
    ordered, half = sorted(amounts), len(amounts) // 2
    pair = ordered[half : half + 1] if len(ordered) % 2 else ordered[half - 1 : half + 1]
    return _mean(pair)


def _mean(values: Sequence[Decimal]) -> Decimal:
    return (sum(values, Decimal(0)) / len(values)).quantize(CENT, ROUND_HALF_UP)
