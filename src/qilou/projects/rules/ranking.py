"""The order of priority and the cut-off at the fund: pure, so that anybody can recompute it from what is stored.

Order: priority tier; within it last round's reserve first; then the weighed score; then the tie rule that was fixed
before any score was open. The cut-off goes down the order and takes each project's slices, budget year by budget year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from qilou.law import Message, say

from .amounts import wan
from .slices import Slices, short

CRITERIA = ("necessity", "feasibility", "reasonableness", "sharing", "security")
ZERO = Decimal(0)
PLACES = Decimal("0.0001")
LATE = "9999"


@dataclass(frozen=True, slots=True)
class RankingRule:
    """How a round ranks: each criterion's share of a hundred, what tells ties apart, whether nobody is skipped."""

    weights: Mapping[str, Decimal]
    tie_order: tuple[str, ...]
    strict: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project as it enters the order. Scores are points out of a hundred; `accepted_at` is an ISO moment."""

    number: str
    project: int
    tier: int
    reserve: bool
    scores: Mapping[str, Decimal]
    accepted_at: str
    slices: Slices


@dataclass(frozen=True, slots=True)
class Placed:
    """A project's place: whether it is listed, what was left before it, and the step of the cut-off in words."""

    candidate: Candidate
    rank: int
    score: Decimal
    listed: bool
    left: Slices
    explanation: Message


def weighed(scores: Mapping[str, Decimal], weights: Mapping[str, Decimal]) -> Decimal:
    """Points out of a hundred; a criterion without a score adds nothing."""
    points = sum((scores.get(one, ZERO) * share for one, share in weights.items()), ZERO) / 100
    return points.quantize(PLACES, ROUND_HALF_EVEN)


def ordered(candidates: tuple[Candidate, ...], rule: RankingRule) -> tuple[Candidate, ...]:
    """The candidates in the order of priority; the project's number last, so that no two are ever equal."""

    def key(one: Candidate) -> tuple[object, ...]:
        ties = tuple(_tie(one, name) for name in rule.tie_order)
        return (one.tier, not one.reserve, -weighed(one.scores, rule.weights), ties, one.project)

    return tuple(sorted(candidates, key=key))


def _tie(one: Candidate, name: str) -> tuple[int, Decimal, str]:
    if name == "accepted_at":
        return (0, ZERO, one.accepted_at or LATE)
    if name == "number":
        return (0, Decimal(one.project), "")
    return (0, -one.scores.get(name, ZERO), "")


def cut(order: tuple[Candidate, ...], ceilings: Slices, rule: RankingRule) -> tuple[Placed, ...]:
    """Down the order within the ceilings. Years without a ceiling are not arranged yet and do not bind."""
    left = dict(ceilings)
    placed: list[Placed] = []
    stopped = 0
    for rank, one in enumerate(order, start=1):
        before = dict(left)
        missing = short(one.slices, left)
        listed = not missing and not stopped
        if listed:
            for year in set(one.slices) & set(left):
                left[year] -= one.slices[year]
        elif rule.strict and not stopped:
            stopped = rank
        words = _explained(rank, one, before, missing, stopped if stopped != rank else 0)
        placed.append(Placed(one, rank, weighed(one.scores, rule.weights), listed, before, words))
    return tuple(placed)


def _explained(
    rank: int, one: Candidate, before: Slices, missing: Mapping[int, tuple[Decimal, Decimal]], stopped: int
) -> Message:
    years = tuple(
        say(
            "%(year)s年度需%(need)s万元、余额%(left)s万元",
            "%(need)s (CNY 10,000) of %(year)s with %(left)s left",
            year=year,
            need=wan(part),
            left=wan(before[year]) if year in before else say("待安排", "its fund not arranged yet"),
        )
        for year, part in sorted(one.slices.items())
    )
    if stopped:
        return say(
            "第%(rank)s位：%(years)s；按严格顺序，自第%(stopped)s位起超出余额，其后不再列入，列为备选。",
            "Rank %(rank)s needs %(years)s; the order is strict and stopped at rank %(stopped)s: reserve.",
            rank=rank,
            years=years,
            stopped=stopped,
        )
    if missing:
        return say(
            "第%(rank)s位：%(years)s，超出余额，列为备选。",
            "Rank %(rank)s needs %(years)s: more than is left, reserve.",
            rank=rank,
            years=years,
        )
    return say("第%(rank)s位：%(years)s，列入清单。", "Rank %(rank)s needs %(years)s: listed.", rank=rank, years=years)
