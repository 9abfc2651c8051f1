"""The facts of an evaluation, whom it may name, what its forms start from, and the scores of its sheets."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Avg

from qilou.casework.act import Act
from qilou.identity.queries.reviewers import experts, memberships, third_parties
from qilou.law import UNKNOWN, carries
from qilou.projects.inputs.evaluation import (
    Assignment,
    DirectOpinion,
    DirectRefusal,
    MoreExperts,
    OpinionTexts,
    PanelOpinion,
    PassingOpinion,
    RevisedProgramme,
    Session,
    ThirdPartyReport,
)
from qilou.projects.models import Evaluation, ExpertSession, ExpertSheet, ExpertVote, PreliminaryReview
from qilou.projects.rules.evaluation import EvaluationFacts

from .revision import figures_after

CRITERIA = ("necessity", "feasibility", "reasonableness")
POINTS = {"necessity": 30, "feasibility": 25, "reasonableness": 25, "sharing": 10, "security": 10}
CENT = Decimal("0.01")


def evaluation_facts(act: Act) -> EvaluationFacts:
    """Where the evaluation stands, from the rows that its parties wrote, with what is being typed."""
    row = Evaluation.objects.select_related("project", "declaration").get(pk=act.case.id)
    review = PreliminaryReview.objects.filter(pk=row.pk).first()
    filed = row.sheets.filter(filed_at__isnull=False)
    facts = EvaluationFacts(
        today=act.today,
        track=row.declaration.track,
        passed_pre_review=row.declaration.pre_reviews.filter(rounds__outcome="passed").exists(),
        assigned_on=review.assigned_on if review else None,
        reported=review is not None and review.reported_on is not None,
        reported_on=review.reported_on if review else None,
        estimate=frozenset(row.declaration.lines.values_list("number", flat=True)),
        declared_total=row.declaration.total or Decimal(0),
        sheets=filed.count(),
        disagreeing=filed.filter(vote=ExpertVote.DISAGREE.value).count(),
        panel=row.panel_result,
        confirmed=row.confirmed_on is not None,
        comments=frozenset(row.comments.values_list("number", flat=True)),
        **figures_after(row.declaration, act.input),
    )
    return replace(facts, **_typed(act, row))


def _typed(act: Act, row: Evaluation) -> dict[str, Any]:  # Any: facts of many types
    given = act.input
    match given:
        case Assignment():
            named = {one.id: one.name.zh for one in third_parties(act.today)}
            return {
                "competition": given.competition,
                "competed_on": given.competed_on,
                "bidders": tuple((one.name, one.chosen) for one in given.bidders),
                "reviewer": named.get(given.reviewer),
            }
        case ThirdPartyReport():
            return {
                "report_dated": given.dated,
                "signed": bool(given.signed_by),
                "findings": tuple(getattr(given, f"{one}_reason") for one in CRITERIA),
                "checked": frozenset(one.number for one in given.lines),
            }
        case Session():
            return {
                "held_on": given.held_on,
                "members": given.members,
                "lead": given.lead,
                "session_differs": _differs(act, given),
                **_who(act, row, given.members),
            }
        case MoreExperts():
            return _who(act, row, given.members)
        case PanelOpinion():
            return {"dissent": given.dissent, "findings": _findings(given)}
        case RevisedProgramme():
            return {"answered": frozenset(one.number for one in given.answers)}
        case OpinionTexts():
            return {
                "findings": _findings(given),
                "suggested": given.suggested if isinstance(given, PassingOpinion) else UNKNOWN,
                "direct_reason": given.direct_reason if isinstance(given, DirectOpinion | DirectRefusal) else "",
            }
    return {}


def _findings(given: PanelOpinion | OpinionTexts) -> tuple[str, ...]:
    return tuple(getattr(given, one) for one in CRITERIA)


def _who(act: Act, row: Evaluation, members: tuple[int, ...]) -> dict[str, tuple[str, ...]]:
    """Those named who are not of the pool, and those who belong to the declaring unit."""
    pool = experts(act.today)
    belongs = memberships(list(members), act.today)
    unit = row.project.unit_id
    return {
        "strangers": tuple(str(one) for one in members if one not in pool),
        "of_the_unit": tuple(pool.get(one, str(one)) for one in members if unit in belongs.get(one, set())),
    }


def _differs(act: Act, given: Session) -> bool:
    session = ExpertSession.objects.filter(jurisdiction=act.case.jurisdiction, number=given.number).first()
    if session is None:
        return False
    members = set(session.members.values_list("pk", flat=True))
    return (session.held_on, session.lead_id, members) != (given.held_on, given.lead, set(given.members))


def evaluation_options(refers: str, act: Act) -> list[tuple[str, Any]]:  # Any: a name, or a Text in both languages
    """Third parties and experts by name."""
    if refers == "third_party":
        return [(str(one.id), one.name) for one in third_parties(act.today)]
    if refers == "expert":
        return [(str(pk), name) for pk, name in experts(act.today).items()]
    return []


def lines_to_check(act: Act) -> dict[str, object]:
    """The reviewer starts from the declared estimate, line by line."""
    row = Evaluation.objects.select_related("declaration").get(pk=act.case.id)
    lines = row.declaration.lines.order_by("number").values_list("number", "name", "amount")
    return {"lines": [{"number": number, "name": name, "amount": amount} for number, name, amount in lines]}


def panel_draft(act: Act) -> dict[str, object]:
    """The panel's opinion starts from the sheets: their comments, and who disagreed."""
    row = Evaluation.objects.get(pk=act.case.id)
    sheets = list(row.sheets.filter(filed_at__isnull=False).order_by("number"))
    dissent = [f"专家{one.number}：{one.opinion}" for one in sheets if one.vote == ExpertVote.DISAGREE.value]
    return {
        "comments": [comment for one in sheets for comment in one.comments],
        "dissent": "\n".join(dissent),
        "suggested": row.project.asked,
    }


def comments_to_answer(act: Act) -> dict[str, object]:
    """The unit starts from the panel's comments."""
    row = Evaluation.objects.get(pk=act.case.id)
    return {
        "answers": [{"number": number} for number in row.comments.order_by("number").values_list("number", flat=True)]
    }


def opinion_draft(act: Act) -> dict[str, object]:
    """The authority's opinion starts from the panel's."""
    row = Evaluation.objects.get(pk=act.case.id)
    return {**{one: row.panel_findings.get(one, "") for one in CRITERIA}, "suggested": row.panel_suggested}


def mean_points(row: Evaluation) -> dict[str, Decimal]:
    """The mean of the filed sheets by criterion and in all; nothing without sheets."""
    filed = ExpertSheet.objects.filter(evaluation=row, filed_at__isnull=False)
    means = filed.aggregate(**{f"mean_{one}": Avg(one) for one in POINTS})
    if any(one is None for one in means.values()):
        return {}
    found = {one: Decimal(means[f"mean_{one}"]) for one in POINTS}
    found["total"] = sum(found.values(), Decimal(0))
    return {name: one.quantize(CENT, ROUND_HALF_UP) for name, one in found.items()}


@carries("A13.14")
def scores_out_of_a_hundred(row: Evaluation) -> dict[str, Decimal]:
    """The means as ranking reads them: each criterion out of a hundred, whatever it weighs on the sheet."""
    means = mean_points(row)
    if not means:
        return {}
    scaled = {one: (means[one] * 100 / most).quantize(CENT, ROUND_HALF_UP) for one, most in POINTS.items()}
    return {**scaled, "total": means["total"]}
