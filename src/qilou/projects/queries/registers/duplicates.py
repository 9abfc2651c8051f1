"""The register of confirmed duplicates: what a person found, what was given up or cut because of it, what that saves.

An amount counts once: a project that was given up by its own finding before the other's, a line by the first finding.
The declarer sees none of it, since a finding speaks of others' projects.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Cast, Coalesce, Substr

from qilou.kernel.actor import Actor
from qilou.kernel.registers import REGISTERS, Register, register
from qilou.kernel.registers import Value as Cell
from qilou.law import AUTHORITY, Text, carries
from qilou.law.measures import M164
from qilou.projects.models import Declaration, EstimateLine, HitFinding, Listing, PreReview, Project
from qilou.projects.models.listing import Outcome
from qilou.projects.models.pre_review import HitAnswer

from .columns import HERE, MONEY, NONE, PROJECT, UNIT, Row, amount, day, label_of, project_page, seen_by, text

OF_A_PROJECT = "projects.project:"
SAYS_SO = r"重复|重合"  # a reviewer's own reason for cutting a line
REASONS = ("checked_reason", "expert_reason", "finance_reason", "approved_reason")
LAST = ("approved_amount", "finance_amount", "expert_amount", "checked_amount", "amount")


@dataclass(frozen=True, slots=True)
class Saved:
    """How many duplicates were confirmed, and what that saved, in yuan."""

    findings: int
    amount: Decimal


def _given_up(project: OuterRef) -> Q:
    """The project was returned by its pre-review, or its unit took it back."""
    returned = PreReview.objects.filter(project=project, case__state="returned")
    withdrawn = Declaration.objects.filter(project=project, case__state="withdrawn")
    taken_back = Listing.objects.filter(project=project, outcome=Outcome.WITHDRAWN.value)
    return Q(Exists(returned)) | Q(Exists(withdrawn)) | Q(Exists(taken_back))


@carries("A4.2", "A4.4")
def confirmed(actor: Actor, year: int) -> QuerySet[HitFinding]:
    """What persons found to be the same as another, of a round or (0) of all, with what each finding saved.

    `given_up` is what a project had asked that merges into the other one, `cut` what was cut of the lines of one that
    goes on and whose reviewers name the duplication as their reason.
    """
    found = HitFinding.objects.exclude(finding=HitAnswer.DIFFERENT.value)
    found = found.filter(
        pre_review__case__jurisdiction=actor.jurisdiction, pre_review__case__readers__overlap=seen_by(actor)
    )
    if year:
        found = found.filter(pre_review__declaration__round_year=year)
    other = Cast(Substr("thing", len(OF_A_PROJECT) + 1), BigIntegerField())
    merges = Q(finding=HitAnswer.ABSORBS.value, thing__startswith=OF_A_PROJECT)
    found = found.annotate(
        merged=Case(
            When(merges, then=other),
            When(finding=HitAnswer.DUPLICATE.value, then="pre_review__project"),
            output_field=BigIntegerField(),
        )
    )
    by_itself = HitFinding.objects.filter(
        pre_review__project=OuterRef("merged"), finding=HitAnswer.DUPLICATE.value
    ).exclude(pk=HERE)
    own = Q(finding=HitAnswer.DUPLICATE.value)
    counted = Q(own, ~Exists(by_itself.filter(pk__lt=HERE))) | Q(~own, ~Exists(by_itself), ~Exists(_before("thing")))
    asked = Project.objects.filter(_given_up(OuterRef("pk")), pk=OuterRef("merged"))
    return found.annotate(
        given_up=Coalesce(
            Case(When(counted, then=Subquery(asked.values("asked")[:1], output_field=MONEY))), NONE, output_field=MONEY
        ),
        cut=Coalesce(Case(When(~own & ~Exists(_before("pre_review")), then=_cut())), NONE, output_field=MONEY),
    )


def _before(same: str) -> QuerySet[HitFinding]:
    """An earlier finding of the kind that leaves the project going on, of the same other or the same pre-review."""
    goes_on = [HitAnswer.ABSORBS.value] if same == "thing" else [HitAnswer.ABSORBS.value, HitAnswer.OVERLAP.value]
    return HitFinding.objects.filter(finding__in=goes_on, pk__lt=HERE, **{same: OuterRef(same)})


def _cut() -> Subquery:
    says_so = Q()
    for reason in REASONS:
        says_so |= Q(**{f"{reason}__regex": SAYS_SO})
    lines = EstimateLine.objects.filter(says_so, declaration=OuterRef("pre_review__declaration")).order_by()
    sums = lines.values("declaration").annotate(sum=Sum(F("amount") - Coalesce(*LAST))).values("sum")
    return Subquery(sums, output_field=MONEY)


def saved(actor: Actor, year: int) -> Saved | None:
    """All that a round's confirmed duplicates saved, for who may read the register; one query."""
    if not REGISTERS["duplicates"].open_for(actor):
        return None
    rows = list(confirmed(actor, year).values_list("given_up", "cut"))
    return Saved(len(rows), sum((given_up + cut for given_up, cut in rows), Decimal("0.00")))


def _found(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    return (
        confirmed(actor, year)
        .annotate(
            project=F("pre_review__project"),
            ours=F("pre_review__project__name"),
            unit=F("pre_review__project__unit_name"),
            asked=F("pre_review__project__asked"),
            saves=F("given_up") + F("cut"),
        )
        .order_by("-found_on", "-pk")
        .values(
            *("pk", "project", "ours", "unit", "asked", "name", "finding", "reason", "found_on"),
            *("given_up", "cut", "saves"),
        )
    )


def _cells(row: Row) -> Sequence[Cell]:
    return (
        row["ours"],
        row["unit"],
        row["asked"],
        row["name"],
        label_of(HitAnswer, row["finding"]),
        row["reason"],
        row["found_on"],
        row["given_up"] or None,
        row["cut"] or None,
        row["saves"],
    )


register(
    Register(
        "duplicates",
        Text("重复建设认定和节约台账", "Register of confirmed duplicates"),
        Text(
            "人工认定的重复建设，以及因此退回、撤回、并入的申报数和逐行核减数；"
            "核减只计有认定的项目中核减理由写明重复或者重合的行。",
            "What a person found to be the same as another, and what was returned, withdrawn, merged or cut for it; a "
            "cut counts where the project has a finding and the reviewer's reason for the line names the duplication.",
        ),
        (M164.art(4),),
        (
            PROJECT,
            UNIT,
            amount("申报数", "Asked"),
            text("对方项目或者系统", "The other"),
            text("认定", "Finding"),
            text("认定理由", "Reason"),
            day("认定日期", "Found on"),
            amount("退回、撤回或者并入", "Given up"),
            amount("逐行核减", "Cut"),
            amount("节约", "Saved"),
        ),
        _found,
        _cells,
        project_page,
        open_to=(AUTHORITY,),
    )
)
