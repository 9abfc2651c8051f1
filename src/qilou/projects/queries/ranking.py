"""What a round ranks and within which ceilings: rows turned into the candidates of the pure order."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q

from qilou.law import Calendar, Period, Readings, Unit, carries
from qilou.law.clock import due
from qilou.law.readings import RESERVE_OPINION_AGE, SPECIAL_FUND_LINE
from qilou.projects.models import Listing, Ranking, Round
from qilou.projects.models.listing import FundLine, Outcome
from qilou.projects.models.project import Track
from qilou.projects.rules.ranking import Candidate, RankingRule
from qilou.projects.rules.slices import from_year

from .fund import balances
from .listing import kept_for_special, slices_of

UNTIERED = 9


@carries("A14.1", "A14.11")
def candidates(row: Round, readings: Readings, today: date) -> list[Listing]:
    """Annual projects that passed and last round's reserve; aged reserve ones stay out where the reading says so."""
    annual = Q(outcome=Outcome.AWAITING.value, project__track=Track.ANNUAL.value)
    in_time = Q(project__round_year__lte=row.year) | Q(project__round_year=None)
    found = Listing.objects.filter(
        annual & in_time | Q(outcome=Outcome.RESERVE.value), jurisdiction=row.jurisdiction_id
    )
    rows = found.select_related("project", "opinion", "case").order_by("case__number")
    return [one for one in rows if not lost_by_age(one, readings, today)]


def aged_reserve(row: Round, readings: Readings, today: date) -> list[Listing]:
    """Reserve projects that lost their place because their opinion is too old, where the reading says so."""
    rows = Listing.objects.filter(jurisdiction=row.jurisdiction_id, outcome=Outcome.RESERVE.value)
    return [one for one in rows.select_related("opinion", "case") if lost_by_age(one, readings, today)]


@carries("A14.14")
def lost_by_age(one: Listing, readings: Readings, today: date, *, ended: bool = False) -> bool:
    """Whether a reserve project (with `ended`, one that was) has an opinion over a year old that thereby lapses."""
    if one.outcome != Outcome.RESERVE and not ended:
        return False
    return readings[RESERVE_OPINION_AGE] == "lapse" and opinion_is_old(one, today)


def opinion_is_old(one: Listing, today: date) -> bool:
    """Whether the opinion is more than a year old and should be looked at afresh."""
    end = due(Period(Unit.YEARS, one.opinion.issued_on, 1), Calendar({})).on
    return end is not None and today > end


def as_candidate(one: Listing, row: Round) -> Candidate:
    """A listing as the pure order sees it; slices of an earlier budget year begin in this round's."""
    slices = slices_of(one)
    if slices and min(slices) < row.budget_year:
        slices = from_year(slices, row.budget_year)
    return Candidate(
        number=one.case.number,
        project=one.project_id,
        tier=int(one.tier) if one.tier else UNTIERED,
        reserve=one.outcome == Outcome.RESERVE,
        scores={name: Decimal(score) for name, score in one.scores.items()},
        accepted_at=one.accepted_at.isoformat() if one.accepted_at else "",
        slices=slices,
    )


def rule_of(row: Round) -> RankingRule:
    """The rule that the solicitation fixed."""
    return RankingRule(
        weights={name: Decimal(share) for name, share in row.weights.items()},
        tie_order=tuple(row.tie_order),
        strict=bool(row.strict),
    )


def ceilings(row: Round, years: Iterable[int], readings: Readings) -> dict[int, Decimal]:
    """What the list may take of each arranged year's fund, less what is kept for special projects."""
    wanted = sorted({row.budget_year, *years})
    left = balances(row.jurisdiction_id, wanted)
    if readings[SPECIAL_FUND_LINE] != FundLine.RESERVED.value:
        return left
    kept = kept_for_special(row.jurisdiction_id, wanted)
    return {year: max(left[year] - kept.get(year, Decimal(0)), Decimal(0)) for year in left}


def entered(ranked: Ranking) -> tuple[tuple[Candidate, ...], set[int], dict[int, str]]:
    """What an order was made of, as it was stored: the candidates, which projects it listed, and their names."""
    lines = list(ranked.lines.select_related("listing__project", "listing__case").order_by("rank"))
    candidates = tuple(
        Candidate(
            number=one.listing.case.number,
            project=one.listing.project_id,
            tier=int(one.components["tier"]),
            reserve=bool(one.components["reserve"]),
            scores={name: Decimal(score) for name, score in one.components["scores"].items()},
            accepted_at=one.components["accepted_at"],
            slices={int(year): Decimal(amount) for year, amount in one.components["slices"].items()},
        )
        for one in lines
    )
    listed = {one.listing.project_id for one in lines if one.listed}
    return candidates, listed, {one.listing.project_id: one.listing.project.name for one in lines}


def latest(row: Round) -> Ranking | None:
    """The order made last: the one that is sent."""
    return row.rankings.order_by("-pk").first()
