"""The register of projects by what its address asks: the one filter that the list and every dashboard share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from qilou.casework.queries.seen import seen_in
from qilou.kernel.actor import Actor
from qilou.kernel.request import whole
from qilou.projects.models import (
    Acceptance,
    ApprovedYear,
    BudgetDocument,
    Contract,
    ContractStatus,
    Disbursement,
    Evaluation,
    FundEntry,
    Listing,
    PaymentOutcome,
    PreliminaryReview,
    Project,
)
from qilou.projects.models.fund import EntryKind, Use
from qilou.projects.models.listing import FinanceOutcome, Outcome
from qilou.projects.models.project import ProjectQuerySet, Stage, Track

LAPSES_WITHIN = timedelta(days=90)
LIVE = [ContractStatus.IN_FORCE.value, ContractStatus.PERFORMED.value]
GRANTED = [FinanceOutcome.AGREED.value, FinanceOutcome.CHANGED.value]
TAKEN = "taken"
ENTRY_KINDS = {
    TAKEN: [EntryKind.LISTED.value, EntryKind.GRANTED.value],
    **{one.value: [one.value] for one in (EntryKind.LISTED, EntryKind.GRANTED, EntryKind.RELEASED)},
}
MONEY = ("asked", "checked", "expert", "finance", "approved")  # the amounts along the way
OWN_MONEY = {"asked": "asked", "approved": "approved_total"}  # those that stand in the project itself
HERE = OuterRef("pk")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose projects a page shows: a jurisdiction's, or those of the viewer's own organisations."""

    actor: Actor
    now: datetime
    own: bool = False

    @property
    def today(self) -> date:
        """The day in the city."""
        return self.now.date()

    @property
    def a_year_before(self) -> date:
        """The same day of last year; for 29 February the day before."""
        today = self.today
        leap_day = (today.month, today.day) == (2, 29)
        return today.replace(year=today.year - 1, day=28 if leap_day else today.day)

    @property
    def asked(self) -> str:
        """The scope as addresses carry it."""
        return "unit=own" if self.own else f"jurisdiction={self.actor.jurisdiction}"

    @property
    def projects(self) -> ProjectQuerySet:
        """Its projects that the viewer may see."""
        found = Project.objects.known_to(self.actor)
        if self.own:
            return found.filter(unit__in=own_units(self.actor))
        return found.filter(jurisdiction_id=self.actor.jurisdiction)


def own_units(actor: Actor) -> list[int]:
    """The organisations that the actor is a member of."""
    return sorted(int(key[4:]) for key in actor.keys if key.startswith("org:"))


def amounts(actor: Actor) -> dict[str, QuerySet[Any, dict[str, Any]]]:
    """What third party, experts and finance made of projects' amounts: `project` and its latest `amount` of each.

    What third party and experts said stands in the evaluation's case: who does not read that case gets no sum of it.
    """
    reports = PreliminaryReview.objects.filter(
        seen_in("projects.evaluation", actor, at="evaluation__case"), checked_total__isnull=False
    ).annotate(project=F("evaluation__project"), amount=F("checked_total"))
    panels = Evaluation.objects.filter(seen_in("projects.evaluation", actor), panel_suggested__isnull=False)
    reviews = Listing.objects.filter(finance_outcome__in=GRANTED)
    return {
        "checked": _latest(reports),
        "expert": _latest(panels.annotate(amount=F("panel_suggested"))),
        "finance": _latest(reviews),
    }


def _latest(found: QuerySet[Any]) -> QuerySet[Any, dict[str, Any]]:
    return found.order_by("project", "-pk").distinct("project").values("project", "amount")


def entries(*years: int, use: str = "", kind: str = "", month: int = 0) -> QuerySet[FundEntry]:
    """Entries of some years' funds that concern projects: of a use, of a kind, of a month."""
    found = FundEntry.objects.filter(fund__year__in=years, project__isnull=False)
    if use in {one.value for one in Use}:
        found = found.filter(use=use)
    if kind in ENTRY_KINDS:
        found = found.filter(kind__in=ENTRY_KINDS[kind])
    return found.filter(entered_at__year=month // 100, entered_at__month=month % 100) if month else found


def payments(*years: int) -> QuerySet[Disbursement]:
    """What was paid in some calendar years."""
    return Disbursement.objects.filter(outcome=PaymentOutcome.PAID.value, paid_on__year__in=years)


def unpaid_contracts() -> QuerySet[Contract]:
    """Binding contracts of which something is unpaid, of projects that have not passed acceptance."""
    found = Contract.objects.filter(status__in=LIVE, paid__lt=F("amount"))
    return found.filter(project__acceptance__passed_on__isnull=True)


def unpaid_contracts_on(day: date) -> QuerySet[Contract]:
    """The same on a past day, with `paid_then`; contracts terminated since are left out, for their end has no date."""
    until = Disbursement.objects.filter(contract=HERE, outcome=PaymentOutcome.PAID.value, paid_on__lte=day)
    sums = until.order_by().values("contract").annotate(sum=Sum("amount")).values("sum")
    bound = Contract.objects.filter(status__in=LIVE, registered_on__lte=day)
    bound = bound.filter(Q(project__acceptance__passed_on__isnull=True) | Q(project__acceptance__passed_on__gt=day))
    found = bound.annotate(paid_then=Coalesce(Subquery(sums), Decimal(0), output_field=DecimalField()))
    return found.filter(paid_then__lt=F("amount"))


def budget_missing_on(day: date) -> QuerySet[Listing]:
    """What on a past day was proposed, not applied for yet, and without a budget document."""
    there = BudgetDocument.objects.filter(project=OuterRef("project"), entered_at__date__lte=day)
    found = Listing.objects.filter(~Exists(there), proposed_on__lte=day)
    for over in ("applied_on", "ended_on"):
        found = found.filter(Q(**{f"{over}__isnull": True}) | Q(**{f"{over}__gt": day}))
    return found


def lapsing(today: date) -> QuerySet[Listing]:
    """Proposed projects whose opinion lapses within ninety days."""
    found = Listing.objects.filter(outcome=Outcome.PROPOSED.value)
    return found.filter(case__due_on__gte=today, case__due_on__lte=today + LAPSES_WITHIN)


def budget_missing() -> Q:
    """Proposed, and without a budget document of finance."""
    return Q(stage=Stage.PROPOSED.value) & ~Exists(BudgetDocument.objects.filter(project=HERE))


def waits_for_acceptance() -> Q:
    """Not accepted yet, with contract money that is still to be paid."""
    unpaid = Contract.objects.filter(project=HERE, status__in=LIVE, paid__lt=F("amount"))
    return Q(Exists(unpaid)) & ~Exists(Acceptance.objects.filter(project=HERE, passed_on__isnull=False))


def selected(actor: Actor, asked: Mapping[str, str], today: date) -> ProjectQuerySet:
    """The projects that the actor may see and that an address asks for; what it does not know is left out."""
    found = _by_register(Project.objects.known_to(actor), actor, asked)
    conditions: list[Q | Exists] = []
    if (money := asked.get("money", "")) in OWN_MONEY:
        conditions.append(Q(**{f"{OWN_MONEY[money]}__isnull": False}))
    elif money in MONEY:
        conditions.append(Q(pk__in=amounts(actor)[money].values("project")))
    if (finance := asked.get("finance", "")) in {one.value for one in FinanceOutcome}:
        conditions.append(Exists(Listing.objects.filter(project=HERE, finance_outcome=finance)))
    if asked.get("lapsing"):
        conditions.append(Exists(lapsing(today).filter(project=HERE)))
    if asked.get("budget") == "missing":
        conditions.append(budget_missing())
    if asked.get("waiting") == "acceptance":
        conditions.append(waits_for_acceptance())
    if year := whole(asked.get("approved_in", "")):
        conditions.append(Exists(ApprovedYear.objects.filter(project=HERE, year=year)))
    if year := whole(asked.get("paid_in", "")):
        conditions.append(Exists(payments(year).filter(project=HERE)))
    if year := whole(asked.get("fund", "")):
        month = whole(asked.get("month", ""), digits=6)
        of_fund = entries(year, use=asked.get("use", ""), kind=asked.get("entry", ""), month=month)
        conditions.append(Exists(of_fund.filter(project=HERE)))
    return found.filter(*conditions)


def _by_register(found: ProjectQuerySet, actor: Actor, asked: Mapping[str, str]) -> ProjectQuerySet:
    """By the columns of the project itself."""
    if words := asked.get("q", "").strip():
        found = found.filter(Q(name__icontains=words) | Q(unit_name__icontains=words))
    if jurisdiction := asked.get("jurisdiction", ""):
        found = found.filter(jurisdiction_id=jurisdiction)
    if (stage := asked.get("stage", "")) in {one.value for one in Stage}:
        found = found.filter(stage=stage)
    if (track := asked.get("track", "")) in {one.value for one in Track}:
        found = found.filter(track=track)
    if year := whole(asked.get("year", "")):
        found = found.filter(round_year=year)
    if (unit := asked.get("unit", "")) == "own":
        found = found.filter(unit__in=own_units(actor))
    elif number := whole(unit, digits=9):
        found = found.filter(unit=number)
    return found
