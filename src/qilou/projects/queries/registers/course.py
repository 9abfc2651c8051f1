"""The registers of projects on their way: declarations, whole lives, changes."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, CharField, Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat

from qilou.casework.queries.seen import seen_in
from qilou.inventory.queries import number_of
from qilou.kernel.actor import Actor
from qilou.kernel.moment import CITY_TIME
from qilou.kernel.registers import Column, Register, register
from qilou.kernel.registers import Value as Cell
from qilou.law import Text
from qilou.law.measures import M164
from qilou.law.readings.construction import MAJOR_CHANGE_TRIGGERS
from qilou.projects.models import (
    Acceptance,
    Approval,
    BudgetDocument,
    Change,
    Contract,
    Declaration,
    Evaluation,
    Listing,
    PreliminaryReview,
    PreReviewRound,
    Project,
)
from qilou.projects.models.change import ChangeOutcome
from qilou.projects.models.contract import ContractStatus
from qilou.projects.models.listing import Outcome
from qilou.projects.models.pre_review import PreReviewOutcome
from qilou.projects.models.project import Nature, Stage, Track

from .columns import HERE, PROJECT, UNIT, Row, amount, day, label_of, latest, project_page, sum_of, text


def _declarations(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Declaration.objects.filter(seen_in("projects.declaration", actor), submitted_at__isnull=False)
    if year:
        found = found.filter(round_year=year)
    mine = OuterRef("project")
    return (
        found.annotate(
            reviewed=latest(PreReviewRound.objects.filter(pre_review__declaration=HERE), "outcome"),
            checked=latest(PreliminaryReview.objects.filter(evaluation__declaration=HERE), "checked_total"),
            expert=latest(Evaluation.objects.filter(declaration=HERE), "panel_suggested"),
            listed=latest(Listing.objects.filter(project=mine), "outcome"),
            budgeted=latest(
                Listing.objects.filter(project=mine, reviewed_on__isnull=False).exclude(finance_outcome=""), "amount"
            ),
            reply=latest(Approval.objects.filter(project=mine).exclude(reply_number=""), "reply_number"),
            name=F("project__name"),
            unit=F("project__unit_name"),
            nature=F("project__nature"),
            number=F("case__number"),
        )
        .order_by("-round_year", "-pk")
        .values(
            *("pk", "project", "name", "unit", "track", "nature", "total", "accepted_at", "returned_on", "reviewed"),
            *("checked", "expert", "budgeted", "listed", "reply", "number"),
        )
    )


def _declaration(row: Row) -> Sequence[Cell]:
    return (
        row["number"],
        row["name"],
        row["unit"],
        label_of(Track, row["track"]),
        label_of(Nature, row["nature"]),
        row["total"],
        row["accepted_at"].astimezone(CITY_TIME).date() if row["accepted_at"] else None,
        row["returned_on"],
        label_of(PreReviewOutcome, row["reviewed"]),
        row["checked"],
        row["expert"],
        row["budgeted"],
        label_of(Outcome, row["listed"]),
        row["reply"],
    )


def _lives(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Project.objects.known_to(actor)
    if year:
        found = found.filter(round_year=year)
    binding = (ContractStatus.IN_FORCE.value, ContractStatus.PERFORMED.value)
    contracts = Contract.objects.filter(project=HERE, status__in=binding)
    counted = contracts.order_by().values("project").annotate(n=Count("pk")).values("n")
    return (
        found.annotate(
            reply=latest(Approval.objects.filter(project=HERE).exclude(reply_number=""), "reply_number"),
            code=latest(BudgetDocument.objects.filter(project=HERE), "code"),
            number_of_contracts=Subquery(counted),
            bound=sum_of(contracts, "amount"),
            paid_out=sum_of(contracts, "paid"),
            trial=latest(Acceptance.objects.filter(project=HERE), "trial_started_on"),
            passed=latest(Acceptance.objects.filter(project=HERE), "passed_on"),
            since=latest(Acceptance.objects.filter(project=HERE), "operating_since"),
            system_number=number_of(Concat(Value("projects.project:"), Cast(HERE, CharField()))),
        )
        .order_by("-pk")
        .values(
            *("pk", "name", "unit_name", "stage", "reply", "approved_total", "code", "number_of_contracts", "bound"),
            *("paid_out", "trial", "passed", "since", "system_number"),
        )
    )


def _life(row: Row) -> Sequence[Cell]:
    over = row["passed"] is not None and row["approved_total"] is not None
    progress = 100 * row["paid_out"] // row["bound"] if row["bound"] else None
    return (
        row["name"],
        row["unit_name"],
        label_of(Stage, row["stage"]),
        row["reply"],
        row["approved_total"],
        row["code"],
        row["number_of_contracts"],
        row["bound"],
        row["paid_out"],
        int(progress) if progress is not None else None,
        row["trial"],
        row["passed"],
        row["approved_total"] - row["paid_out"] if over else None,
        row["since"],
        row["system_number"] or "",
    )


def _changes(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Change.objects.filter(seen_in("projects.change", actor), filed_on__isnull=False)
    if year:
        found = found.filter(filed_on__year=year)
    earlier = Change.objects.filter(project=OuterRef("project"), pk__lte=HERE, filed_on__isnull=False)
    counted = earlier.order_by().values("project").annotate(n=Count("pk")).values("n")
    share = Case(
        When(Q(base__gt=0) & Q(cumulative__isnull=False), then=100 * F("cumulative") / F("base")),
        default=None,
        output_field=DecimalField(max_digits=14, decimal_places=2),
    )
    return (
        found.annotate(name=F("project__name"), unit=F("project__unit_name"), times=Subquery(counted), share=share)
        .order_by("-filed_on", "-pk")
        .values(
            *("pk", "project", "name", "unit", "times", "delta", "cumulative", "share", "triggers", "filed_on"),
            *("reply_number", "outcome"),
        )
    )


def _change(row: Row) -> Sequence[Cell]:
    return (
        row["name"],
        row["unit"],
        row["times"],
        row["filed_on"],
        row["delta"],
        row["cumulative"],
        f"{row['share']:.2f}%" if row["share"] is not None else "",
        _touched(row["triggers"]),
        row["reply_number"],
        label_of(ChangeOutcome, row["outcome"]),
    )


def _touched(triggers: list[str]) -> Text:
    """What a change touches; which of it makes a change major is a reading of its day."""
    touched = [label for name, label in MAJOR_CHANGE_TRIGGERS.members.items() if name in triggers]
    return Text("；".join(one.zh for one in touched), "; ".join(one.en for one in touched))


register(
    Register(
        "declarations",
        Text("年度申报台账", "Register of declarations"),
        Text("每项申报从受理到批复的金额和结果。", "What each declaration asked and what became of it."),
        (M164.art(10), M164.art(14)),
        (
            text("申报编号", "Number"),
            PROJECT,
            UNIT,
            text("类型", "Track"),
            text("性质", "Nature"),
            amount("申报数", "Asked"),
            day("受理日", "Accepted"),
            day("补正日", "Returned"),
            text("预审结果", "Pre-review"),
            amount("第三方核定", "Third party"),
            amount("专家核定", "Experts"),
            amount("财政审核", "Finance"),
            text("清单/备选", "List"),
            text("批复文号", "Approval"),
        ),
        _declarations,
        _declaration,
        project_page,
    )
)
register(
    Register(
        "projects",
        Text("项目全生命周期台账", "Register of projects' whole lives"),
        Text("批复、合同、支付、验收和结余。", "Approval, contracts, payments, acceptance and what is left."),
        (M164.art(16), M164.art(18), M164.art(19)),
        (
            PROJECT,
            UNIT,
            text("阶段", "Stage"),
            text("批复文号", "Approval"),
            amount("批复额", "Approved"),
            text("预算项目编码", "Budget code"),
            Column(Text("合同数", "Contracts"), "number"),
            amount("合同额", "Contracted"),
            amount("已付", "Paid"),
            Column(Text("支付进度%", "Payment progress, %"), "number"),
            day("试运行", "Trial run"),
            day("验收", "Accepted"),
            amount("结余", "Left"),
            day("上线", "In operation"),
            text("系统编号", "System"),
        ),
        _lives,
        _life,
        lambda row: f"/projects/{row['pk']}/",
    )
)
register(
    Register(
        "changes",
        Text("变更台账", "Register of changes"),
        Text("每次调整的金额、累计比例和批复。", "Each change with its amount, the cumulative share and the reply."),
        (M164.art(20),),
        (
            PROJECT,
            UNIT,
            Column(Text("第几次", "Which"), "number"),
            day("报送", "Filed"),
            amount("调整额", "Change"),
            amount("累计额", "Cumulative"),
            text("累计比例", "Cumulative share"),
            text("调整情形", "Touches"),
            text("批复文号", "Reply"),
            text("结果", "Outcome"),
        ),
        _changes,
        _change,
        project_page,
    )
)
