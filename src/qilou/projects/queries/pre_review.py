"""The facts of a pre-review, what its findings may cite, and what its page shows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.law import Text
from qilou.projects.inputs.pre_review import Findings, GrantDecision, GrantReply, HitFindings, Optimisation
from qilou.projects.models import (
    Conformity,
    GuidanceItem,
    PreReview,
    PreReviewFinding,
    PreReviewOutcome,
    Principle,
    YearSlice,
)
from qilou.projects.models.project import Nature, Track
from qilou.projects.rules.pre_review import PreReviewFacts

from .duplicates import duplicate_facts, hit_options
from .estimate import estimate_section
from .own_parts import own_facts, own_section, part_options
from .plan import plan_in_force
from .revision import figures_after


def pre_review_facts(act: Act) -> PreReviewFacts:
    """Where the pre-review stands in its current round, from the rows that earlier acts wrote."""
    row = PreReview.objects.select_related("project", "declaration").get(pk=act.case.id)
    plan = plan_in_force(act.case.jurisdiction, act.today)
    facts = PreReviewFacts(
        today=act.today,
        accepted=row.declaration.accepted_at is not None,
        plan=plan.title if plan else None,
        plan_items=frozenset(code for code, _ in plan.items) if plan else frozenset(),
        findings=_findings(row, act.input),
        guided_rounds=row.rounds.filter(outcome=PreReviewOutcome.GUIDED.value).count(),
        guidance=frozenset(row.guidance.filter(round=row.round).values_list("number", flat=True)),
        **figures_after(row.declaration, act.input),
    )
    if act.case.state == "reviewing" and not isinstance(act.input, Findings):  # which rest on no comparison
        facts = replace(facts, **duplicate_facts(row), **own_facts(row.project, row.declaration, act.today))
    given = act.input
    if isinstance(given, HitFindings):
        return replace(facts, found_on=tuple(one.thing for one in given.hits))
    if isinstance(given, Optimisation):
        return replace(facts, answered=frozenset(one.number for one in given.answers))
    if isinstance(given, GrantReply):
        return replace(
            facts,
            granted=given.decision is GrantDecision.GRANTED,
            amount=given.amount,
            fund_year=given.fund_year,
        )
    return facts


def _findings(row: PreReview, given: object) -> tuple[tuple[str, str, str, str], ...]:
    """The findings being typed, else those recorded in this round."""
    if isinstance(given, Findings):
        return tuple(
            (one.principle.value, one.conformity.value, one.plan_item, one.provision) for one in given.findings
        )
    found = row.findings.filter(round=row.round).order_by("pk")
    return tuple(found.values_list("principle", "conformity", "plan_item", "provision"))


def pre_review_options(refers: str, act: Act) -> list[tuple[str, Any]]:  # Any: a name, or a Text in both languages
    """The items of the plan in force; the projects and systems that come nearest."""
    if refers == "hit":
        return hit_options(act)
    if refers == "own_part":
        return part_options(act)
    plan = plan_in_force(act.case.jurisdiction, act.today) if refers == "plan_item" else None
    return [(code, f"{code} {title}") for code, title in plan.items] if plan else []


def findings_typed(act: Act) -> dict[str, object]:
    """The form of findings starts with the six principles, and with what was found already."""
    row = PreReview.objects.get(pk=act.case.id)
    found = {one.principle: one for one in row.findings.filter(round=row.round)}
    rows = []
    for principle in Principle:
        one = found.get(principle.value)
        rows.append(
            {
                "principle": principle.value,
                "conformity": one.conformity if one else None,
                "reason": one.reason if one else "",
                "plan_item": one.plan_item if one else "",
                "provision": one.provision if one else "",
            }
        )
    return {"findings": rows}


def show_pre_review(case_id: int) -> Show:
    """What the pre-reviewer needs before choosing an outcome, and every round that has been."""
    row = PreReview.objects.select_related("project", "declaration").get(pk=case_id)
    project, declaration = row.project, row.declaration
    facts = (
        Fact(Text("申报单位", "Unit"), project.unit_name, "name"),
        Fact(Text("申报方式", "Track"), Track(project.track).label, "choice"),
        Fact(Text("建设性质", "Nature"), Nature(project.nature).label if project.nature else "—", "choice"),
        Fact(Text("申报轮次", "Round of declarations"), f"{project.round_year}"),
        Fact(Text("预算年度", "Budget year"), f"{project.budget_year}"),
        Fact(Text("总投资", "Total"), declaration.total, "money"),
        Fact(Text("预审轮次", "Round of pre-review"), f"{row.round}"),
        Fact(Text("受理回执号", "Receipt"), declaration.receipt or "—"),
    )
    sections = [
        own_section(row, date.max),
        _findings_section(row.findings.order_by("-round", "pk")),
        _rounds_section(row),
        _guidance_section(row.guidance.order_by("-round", "number")),
        _grants_section(row),
        estimate_section(declaration.lines.order_by("number"), declaration.total),
        _slices_section(declaration.slices.order_by("year")),
    ]
    return Show(facts=facts, sections=tuple(one for one in sections if one is not None))


def _findings_section(findings: Iterable[PreReviewFinding]) -> Section:
    return Section(
        Text("六项原则审查意见", "Findings on the six principles"),
        (
            Column(Text("轮次", "Round"), "number"),
            Column(Text("原则", "Principle")),
            Column(Text("结论", "Finding")),
            Column(Text("理由", "Reason")),
            Column(Text("依据", "Basis")),
        ),
        [
            (
                one.round,
                Principle(one.principle).label,
                Conformity(one.conformity).label,
                one.reason,
                "；".join(filter(None, (one.plan_item, one.provision))),
            )
            for one in findings
        ],
    )


def _rounds_section(row: PreReview) -> Section | None:
    rounds = list(row.rounds.order_by("round"))
    if not rounds:
        return None
    return Section(
        Text("历次预审结果", "Outcomes of every round"),
        (
            Column(Text("轮次", "Round"), "number"),
            Column(Text("结果", "Outcome")),
            Column(Text("理由", "Reasons")),
            Column(Text("依据的规划", "Plan")),
            Column(Text("日期", "Date"), "day"),
            Column(Text("文号", "Number")),
        ),
        [
            (one.round, PreReviewOutcome(one.outcome).label, one.reason, one.plan, one.decided_on, one.number)
            for one in rounds
        ],
    )


def _guidance_section(items: Iterable[GuidanceItem]) -> Section | None:
    rows = [(f"{one.round}.{one.number}", one.text, one.response or "—", one.answered_on) for one in items]
    if not rows:
        return None
    return Section(
        Text("指导优化事项", "Guidance"),
        (
            Column(Text("序号", "No.")),
            Column(Text("优化事项", "To improve")),
            Column(Text("优化情况", "What was done")),
            Column(Text("答复日期", "Answered"), "day"),
        ),
        rows,
    )


def _grants_section(row: PreReview) -> Section | None:
    grants = list(row.grants.order_by("round"))
    if not grants:
        return None
    return Section(
        Text("前期工作经费", "Money for preliminary work"),
        (
            Column(Text("轮次", "Round"), "number"),
            Column(Text("商请金额", "Asked"), "money"),
            Column(Text("用途", "Purpose")),
            Column(Text("安排金额", "Granted"), "money"),
            Column(Text("列支年度", "Fund of")),
            Column(Text("复函", "Reply")),
        ),
        [
            (
                one.round,
                one.asked,
                one.purpose,
                one.granted,
                one.fund_year or "—",
                f"{one.document} {one.reply}".strip(),
            )
            for one in grants
        ],
    )


def _slices_section(slices: Iterable[YearSlice]) -> Section:
    return Section(
        Text("分年度资金需求", "Asked by budget year"),
        (Column(Text("年度", "Year")), Column(Text("金额", "Amount"), "money")),
        [(f"{one.year}", one.amount) for one in slices],
    )
