"""Making the order: rows become candidates, the pure order places them, and every component is stored."""

from decimal import Decimal

from qilou.assessment.queries import latest_result
from qilou.casework.act import Act
from qilou.law import carries
from qilou.projects.models import Listing, Ranking, RankLine, Round
from qilou.projects.queries.ranking import as_candidate, candidates, ceilings, opinion_is_old, rule_of
from qilou.projects.rules.ranking import Placed, RankingRule, cut, ordered, weighed

from .rows import tell

ZERO = Decimal("0.00")


@carries("A14.2", "A14.3", "A14.11", "A7.4")
def rank(act: Act) -> dict[str, object]:
    """Order the evaluated projects and cut off at the fund; the order stands until it is made anew or sent."""
    row = Round.objects.get(pk=act.case.id)
    listings = {one.case.number: one for one in candidates(row, act.readings, act.today)}
    entered = tuple(as_candidate(one, row) for one in listings.values())
    rule = rule_of(row)
    within = ceilings(row, {year for one in entered for year in one.slices}, act.readings)
    placed = cut(ordered(entered, rule), within, rule)
    ranking = Ranking.objects.create(
        round=row,
        made_at=act.now,
        made_by=act.actor.name,
        ceilings={str(year): str(amount) for year, amount in within.items()},
        rule=_rule(rule),
    )
    results = _results(act, list(listings.values()))
    lines = [_line(ranking, one, listings[one.candidate.number], rule, results, act) for one in placed]
    tell(act, ranking, *RankLine.objects.bulk_create(lines))
    return {}


def _results(act: Act, listings: list[Listing]) -> dict[int | None, dict[str, object]]:
    """Each unit's latest assessment as a record, or that there is none: noted with the order, not part of it."""
    units = {one.project.unit_id for one in listings}
    return {unit: latest_result(unit, act.today).as_record() for unit in units}


def _line(
    ranking: Ranking,
    placed: Placed,
    listing: Listing,
    rule: RankingRule,
    results: dict[int | None, dict[str, object]],
    act: Act,
) -> RankLine:
    one = placed.candidate
    return RankLine(
        ranking=ranking,
        listing=listing,
        rank=placed.rank,
        listed=placed.listed,
        amount=sum(one.slices.values(), ZERO),
        components={
            "number": one.number,
            "project": one.project,
            "tier": one.tier,
            "tier_reason": listing.tier_reason,
            "reserve": one.reserve,
            "scores": {name: str(score) for name, score in one.scores.items()},
            "score": str(weighed(one.scores, rule.weights)),
            "accepted_at": one.accepted_at,
            "slices": {str(year): str(part) for year, part in one.slices.items()},
            "left": {str(year): str(part) for year, part in placed.left.items()},
            "assessment": results[listing.project.unit_id],
            "opinion_is_old": opinion_is_old(listing, act.today),
        },
        explanation={"zh": placed.explanation.in_("zh"), "en": placed.explanation.in_("en")},
    )


def _rule(rule: RankingRule) -> dict[str, object]:
    return {
        "weights": {name: str(share) for name, share in rule.weights.items()},
        "tie_order": list(rule.tie_order),
        "strict": rule.strict,
    }
