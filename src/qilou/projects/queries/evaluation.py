"""The facts of an evaluation, whom it may name, what its forms start from, and the scores of its sheets."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from qilou.casework.act import Act
from qilou.identity.queries.reviewers import third_parties
from qilou.law import UNKNOWN, Readings, carries
from qilou.law.readings import TRIM_FROM
from qilou.projects.inputs.evaluation import (
    Assignment,
    DirectOpinion,
    DirectRefusal,
    OpinionTexts,
    PanelOpinion,
    PassingOpinion,
    RevisedProgramme,
    ThirdPartyReport,
)
from qilou.projects.models import Contract, ContractKind, Evaluation, ExpertSheet, ExpertVote, Seat
from qilou.projects.rules.evaluation import EvaluationFacts
from qilou.projects.rules.scoring import POINTS, Scored, middle, out_of_a_hundred, scoring

from .revision import figures_after

CRITERIA = ("necessity", "feasibility", "reasonableness")
IN_WORDS = {"necessity": "必要性", "feasibility": "可行性", "reasonableness": "合理性"}


def evaluation_facts(act: Act) -> EvaluationFacts:
    """Where the evaluation stands, from the rows that its parties wrote, with what is being typed."""
    row = Evaluation.objects.select_related("declaration", "session", "preliminary").get(pk=act.case.id)
    review = getattr(row, "preliminary", None)
    votes = list(row.sheets.filter(filed_at__isnull=False).values_list("vote", flat=True))
    facts = EvaluationFacts(
        today=act.today,
        track=row.declaration.track,
        passed_pre_review=row.declaration.pre_reviews.filter(rounds__outcome="passed").exists(),
        assigned_on=review.assigned_on if review else None,
        reported=review is not None and review.reported_on is not None,
        reported_on=review.reported_on if review else None,
        estimate=frozenset(row.declaration.lines.values_list("number", flat=True)),
        declared_total=row.declaration.total or Decimal(0),
        held_on=row.session.held_on if row.session else UNKNOWN,
        standing_by=standing_by(row).count() if act.case.state == "paneling" else 0,
        spread=Decimal(row.scoring["spread"]) if row.scoring else None,
        means={name: Decimal(mean) for name, mean in row.scoring["means"].items()} if row.scoring else {},
        sheets=len(votes),
        disagreeing=votes.count(ExpertVote.DISAGREE.value),
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
                "undeclared": tuple(one.name for one in given.bidders if not one.no_interest),
                "reviewer": named.get(given.reviewer),
                "reviewer_worked": _other_contracts(row, named.get(given.reviewer, "")),
            }
        case ThirdPartyReport():
            return {
                "report_dated": given.dated,
                "no_interest": given.no_interest,
                "signed": bool(given.signed_by),
                "findings": tuple(getattr(given, f"{one}_reason") for one in CRITERIA),
                "checked": frozenset(one.number for one in given.lines),
            }
        case PanelOpinion():
            return {"dissent": given.dissent, "discussion": given.discussion, "findings": _findings(given)}
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


def _other_contracts(row: Evaluation, reviewer: str) -> tuple[str, ...]:
    """What else the third party was paid for on this project: it drew it up, supervises or tests it."""
    others = Contract.objects.filter(project=row.project_id, supplier=reviewer)
    others = others.exclude(kind=ContractKind.THIRD_PARTY_REVIEW.value)
    return tuple(others.order_by("pk").values_list("number", flat=True))


def standing_by(row: Evaluation) -> QuerySet[Seat]:
    """Seats of experts under undertaking who have no sheet on this project."""
    seats = Seat.objects.filter(session=row.session_id, undertaken_at__isnull=False, excused="")
    return seats.exclude(expert__person__in=row.sheets.values("expert")).order_by("place")


def evaluation_options(refers: str, act: Act) -> list[tuple[str, Any]]:  # Any: a name, or a Text in both languages
    """Third parties by name."""
    return [(str(one.id), one.name) for one in third_parties(act.today)] if refers == "third_party" else []


def lines_to_check(act: Act) -> dict[str, object]:
    """The reviewer starts from the declared estimate, line by line."""
    row = Evaluation.objects.select_related("declaration").get(pk=act.case.id)
    lines = row.declaration.lines.order_by("number").values_list("number", "name", "amount")
    return {"lines": [{"number": number, "name": name, "amount": amount} for number, name, amount in lines]}


@carries("A13.12", "A13.14")
def panel_draft(act: Act) -> dict[str, object]:
    """The panel's opinion starts from the sheets: scores, opinions, cuts by line, comments, and who disagreed."""
    row = Evaluation.objects.select_related("declaration").get(pk=act.case.id)
    sheets = list(row.sheets.filter(filed_at__isnull=False).order_by("number"))
    dissent = [f"专家{one.number}：{one.opinion}" for one in sheets if one.vote == ExpertVote.DISAGREE.value]
    lines, suggested = _middle_cuts(row, sheets)
    return {
        **{name: _drafted(row, name) for name in CRITERIA},
        "comments": [comment for one in sheets for comment in one.comments],
        "dissent": "\n".join(dissent),
        "lines": lines,
        "suggested": suggested,
    }


def _drafted(row: Evaluation, name: str) -> str:
    """What a criterion scored, to be put into words by the panel."""
    if not row.scoring:
        return ""
    return f"{IN_WORDS[name]}平均得分{row.scoring['means'][name]}（满分{POINTS[name]}）。"


def _middle_cuts(row: Evaluation, sheets: list[ExpertSheet]) -> tuple[list[dict[str, object]], Decimal]:
    """The lines that experts cut, each with the middle of what all of them would leave, and what the whole then is.

    Who did not cut a line leaves the third party's amount.
    """
    lines: list[dict[str, object]] = []
    total = Decimal(0)
    cuts = [{one["number"]: one for one in sheet.cuts} for sheet in sheets]
    for line in row.declaration.lines.order_by("number"):
        stands = line.amount if line.checked_amount is None else line.checked_amount
        reasons = [one[line.number]["reason"] for one in cuts if line.number in one]
        amount = stands
        if reasons:
            left = [Decimal(one[line.number]["amount"]) if line.number in one else stands for one in cuts]
            amount = min(middle(left), stands)
        if amount < stands:
            why = "；".join(dict.fromkeys(reasons))[:300]
            lines.append({"number": line.number, "name": line.name, "amount": amount, "reason": why})
        total += amount
    return lines, total


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


@carries("A13.14")
def scoring_of(row: Evaluation, readings: Readings) -> dict[str, object]:
    """What the filed sheets say together, as the evaluation keeps it from the day on which all were in."""
    filed = row.sheets.filter(filed_at__isnull=False).order_by("number")
    sheets = [Scored(one.number, {name: getattr(one, name) for name in POINTS}) for one in filed]
    found = scoring(sheets, trim_from=readings[TRIM_FROM])
    if found is None:
        return {}
    return {
        "means": {name: str(mean) for name, mean in found.means.items()},
        "total": str(found.total),
        "dropped": list(found.dropped),
        "spread": str(found.spread),
    }


@carries("A13.14")
def scores_out_of_a_hundred(row: Evaluation) -> dict[str, Decimal]:
    """The sheets' scores as ranking reads them; nothing without sheets."""
    if not row.scoring:
        return {}
    means = {name: Decimal(mean) for name, mean in row.scoring["means"].items()}
    return {**out_of_a_hundred(means), "total": Decimal(row.scoring["total"])}
