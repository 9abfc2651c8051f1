"""The facts of an area's projects for its auditors, read in bulk: the same number of queries for any number of rows."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Exists, Min, OuterRef, Sum

from qilou.projects.audited import Audited, Contracted, Departure, Payment
from qilou.projects.models import (
    Acceptance,
    Attempt,
    AttemptKind,
    BudgetDocument,
    Change,
    ChangeOutcome,
    Contract,
    ContractKind,
    ContractStatus,
    ContractYear,
    Disbursement,
    FundEntry,
    Instalment,
    Method,
    PaymentOutcome,
    PreliminaryReview,
    Progress,
    Project,
)
from qilou.projects.models.fund import EntryKind
from qilou.projects.rules.contract import OWN_GROUND

from .contract import LIVE
from .progress import begins

ZERO = Decimal("0.00")
UNREAD = ("case__parties", "case__readers", "ground", "file")
COLUMNS = ("jurisdiction", "name", "unit", "unit_name", "approved_total", "contracted")
# What the facts' own words are called.
WORDS = {one.value: one.label for kinds in (ContractKind, Method, Instalment) for one in kinds}


def audited_projects(jurisdiction: str) -> tuple[Audited, ...]:
    """Every project of the area that has a contract or is accepted; thirteen queries."""
    bound_once = Contract.objects.filter(project=OuterRef("pk")).exclude(status=ContractStatus.DRAFT.value)
    held = Exists(bound_once) | Exists(Acceptance.objects.filter(project=OuterRef("pk")))
    found = Project.objects.filter(held, jurisdiction=jurisdiction).only(*COLUMNS)
    projects = list(found.order_by("pk"))
    ids = [one.pk for one in projects]
    contracts, payments, waiting = _contracts(ids), _payments(ids), _waiting(ids)
    accepted = dict(Acceptance.objects.filter(project__in=ids).values_list("project", "passed_on"))
    preliminary = _preliminary(ids)
    bound, budgeted = _bound(ids), _budgeted(ids)
    taken, reviewers = _taken(ids), _reviewers(ids)
    departures = _departures(ids)
    return tuple(
        Audited(
            id=one.pk,
            jurisdiction=one.jurisdiction_id,
            name=one.name,
            unit=one.unit_name,
            unit_id=one.unit_id,
            approved_total=one.approved_total,
            contracted=one.contracted,
            preliminary_on=preliminary.get(one.pk),
            accepted_on=accepted.get(one.pk),
            contracts=tuple(contracts[one.pk]),
            payments=tuple(payments[one.pk]),
            reviewers=tuple(reviewers[one.pk]),
            bound=bound[one.pk],
            budgeted=budgeted[one.pk],
            taken=taken.get(one.pk, ZERO),
            payments_open=waiting.get(one.pk, 0),
            departures=tuple(departures[one.pk]),
        )
        for one in projects
    )


def _contracts(ids: list[int]) -> dict[int, list[Contracted]]:
    found: dict[int, list[Contracted]] = defaultdict(list)
    rows = Contract.objects.filter(project__in=ids).exclude(status=ContractStatus.DRAFT.value)
    for one in rows.select_related("case").defer(*UNREAD).order_by("pk"):
        assert one.amount is not None  # noqa: S101  # the database holds it of a registered contract
        assert one.signed_on is not None  # noqa: S101
        assert one.registered_on is not None  # noqa: S101
        found[one.project_id].append(
            Contracted(
                id=one.pk,
                case=one.case.number,
                number=one.number,
                title=one.title,
                kind=one.kind,
                method=one.method,
                supplier=one.supplier,
                supplier_code=one.supplier_code,
                amount=one.amount,
                paid=one.paid,
                in_force=one.status in LIVE,
                supplement_of=one.supplement_of_id,
                signed_on=one.signed_on,
                registered_on=one.registered_on,
                awarded_on=one.awarded_on,
                published_on=one.published_on,
                filed_on=one.filed_on,
            )
        )
    return found


def _payments(ids: list[int]) -> dict[int, list[Payment]]:
    found: dict[int, list[Payment]] = defaultdict(list)
    rows = Disbursement.objects.filter(project__in=ids, outcome=PaymentOutcome.PAID.value)
    names = ("project", "case__number", "contract", "instalment", "follow_up", "amount", "paid_on")
    for project, *row in rows.order_by("pk").values_list(*names):
        found[project].append(Payment(*row))
    return found


def _waiting(ids: list[int]) -> dict[int, int]:
    """How many payments of each project are applied for and not paid yet."""
    found: dict[int, int] = defaultdict(int)
    for project in Disbursement.objects.filter(project__in=ids, outcome="", applied_on__isnull=False).values_list(
        "project", flat=True
    ):
        found[project] += 1
    return found


def _preliminary(ids: list[int]) -> dict[int, date]:
    """The first day on which each project's preliminary acceptance was passed."""
    passed = Attempt.objects.filter(acceptance__project__in=ids, kind=AttemptKind.PRELIMINARY.value, passed=True)
    return dict(passed.values_list("acceptance__project").annotate(first=Min("held_on")))


def _bound(ids: list[int]) -> dict[int, dict[int, Decimal]]:
    """What contracts take of each budget year: binding ones their parts, ended ones what was paid."""
    found: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    parts = ContractYear.objects.filter(contract__project__in=ids, contract__status__in=LIVE)
    ended = Disbursement.objects.filter(
        project__in=ids, contract__status=ContractStatus.TERMINATED.value, outcome=PaymentOutcome.PAID.value
    )
    rows = [
        *parts.exclude(contract__kind__in=OWN_GROUND).values_list("contract__project", "year").annotate(Sum("amount")),
        *ended.exclude(contract__kind__in=OWN_GROUND).values_list("project", "year").annotate(Sum("amount")),
    ]
    for project, year, amount in rows:
        found[project][year] += amount
    return found


def _budgeted(ids: list[int]) -> dict[int, dict[int, Decimal]]:
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = BudgetDocument.objects.filter(project__in=ids).values_list("project", "year").annotate(Sum("amount"))
    for project, year, amount in rows:
        found[project][year] = amount
    return found


def _taken(ids: list[int]) -> dict[int, Decimal]:
    """What each project has of the fund: listed or granted, less what it gave back."""
    kinds = [EntryKind.LISTED.value, EntryKind.GRANTED.value, EntryKind.RELEASED.value]
    rows = FundEntry.objects.filter(project__in=ids, kind__in=kinds)
    return dict(rows.values_list("project").annotate(Sum("amount")))


def _reviewers(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = PreliminaryReview.objects.filter(evaluation__project__in=ids).order_by("evaluation")
    for project, name in rows.values_list("evaluation__project", "reviewer_name"):
        found[project].append(name)
    return found


def _departures(ids: list[int]) -> dict[int, list[Departure]]:
    """The reports that do not confirm the approved programme, each with the first change filed since its quarter."""
    filed: dict[int, list[date]] = defaultdict(list)
    changes = Change.objects.filter(project__in=ids, filed_on__isnull=False)
    for project, day in changes.exclude(outcome=ChangeOutcome.WITHDRAWN.value).values_list("project", "filed_on"):
        filed[project].append(day)
    found: dict[int, list[Departure]] = defaultdict(list)
    rows = Progress.objects.filter(project__in=ids, filed_on__isnull=False, follows_programme=False).order_by("pk")
    for project, number, year, quarter, told_on, words in rows.values_list(
        "project", "case__number", "year", "quarter", "filed_on", "departures"
    ):
        began = begins(year, quarter)
        since = min((day for day in filed[project] if day >= began), default=None)
        found[project].append(Departure(number, began, told_on, words, since))
    return found
