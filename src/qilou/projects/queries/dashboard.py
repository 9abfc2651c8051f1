"""The figures of a dashboard: counts and sums of the projects that the viewer may see, reckoned by the database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.db.models.functions import TruncMonth

from qilou.projects.models import ApprovedYear, FundEntry, Listing
from qilou.projects.models.fund import AMOUNT_KINDS
from qilou.projects.models.project import Stage
from qilou.projects.queries.register import (
    MONEY,
    OWN_MONEY,
    TAKEN,
    Scope,
    amounts,
    budget_missing,
    budget_missing_on,
    entries,
    lapsing,
    payments,
    unpaid_contracts,
    unpaid_contracts_on,
)

ZERO = Decimal("0.00")
APPROVED = "approved"  # no entry of the fund: what approvals give its year


@dataclass(frozen=True, slots=True)
class Sums:
    """An amount in yuan, of how many projects, and what those same projects had asked for."""

    projects: int
    amount: Decimal
    asked: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class FundYear:
    """One budget year of the fund: what was arranged, what both uses take of it, and by which projects known here."""

    year: int
    arranged: Decimal | None
    used: Decimal
    taken: dict[tuple[str, str], Sums]
    approved: Sums


@dataclass(frozen=True, slots=True)
class LapsingRow:
    """A proposed project whose opinion ends soon."""

    project_id: int
    name: str
    until: date


def by_stage(scope: Scope) -> dict[int, dict[Stage, int]]:
    """How many projects of each round stand at each stage, the latest round first; one query."""
    grouped = scope.projects.filter(round_year__isnull=False).values_list("round_year", "stage")
    counts = {(row[0] or 0, row[1]): row[2] for row in grouped.annotate(number=Count("pk")).order_by()}
    years = sorted({year for year, _ in counts}, reverse=True)
    return {
        year: {stage: counts[year, stage.value] for stage in Stage if (year, stage.value) in counts} for year in years
    }


def along_the_way(scope: Scope, year: int) -> tuple[dict[str, Sums], dict[str, Sums]]:
    """What a round's projects asked, and what third party, experts, finance and approval made of it; the same of the
    round before, whose approvals count up to the same day of last year while this round's year is running.

    The projects are found once, the amounts of each table once, and both are joined: one statement.
    """
    to_date = Q(round_year=year) | Q(approved_on__lte=scope.a_year_before) if year == scope.today.year else Q()
    here = scope.projects.filter(round_year__in=(year, year - 1)).annotate(
        approved=Case(When(to_date, then="approved_total")) if to_date else F("approved_total")
    )
    parts = {"here": here.values("id", "round_year", "asked", "approved"), **amounts(scope.actor)}
    written = {name: part.query.sql_with_params() for name, part in parts.items()}
    sums = ", ".join(
        f"count({column}), sum({column}), sum(here.asked) FILTER (WHERE {column} IS NOT NULL)"
        for column in (f"here.{name}" if name in OWN_MONEY else f"{name}.amount" for name in MONEY)
    )
    joined = " ".join(f"LEFT JOIN {name} ON {name}.project = here.id" for name in MONEY if name not in OWN_MONEY)
    tables = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _) in written.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {tables} SELECT here.round_year, {sums} FROM here {joined} GROUP BY 1",  # noqa: S608  # our own names
            [value for _, values in written.values() for value in values],
        )
        rows = {of: figures for of, *figures in cursor.fetchall()}

    def of_round(of: int) -> dict[str, Sums]:
        figures = iter(rows.get(of, [0, None, None] * len(MONEY)))
        return {name: Sums(next(figures), next(figures) or ZERO, next(figures) or ZERO) for name in MONEY}

    return of_round(year), of_round(year - 1)


def funds(scope: Scope, years: tuple[int, ...]) -> dict[int, FundYear]:
    """The fund of some budget years by kind of entry and use; released amounts are shown positive. One query."""
    account = FundEntry.objects.filter(fund__jurisdiction=scope.actor.jurisdiction, fund__year__in=years)
    seen = Q(project__in=scope.projects)
    grouped = account.values_list("fund__year", "kind", "use").annotate(
        moved=Sum("amount"), number=Count("project", distinct=True, filter=seen), total=Sum("amount", filter=seen)
    )
    shares = ApprovedYear.objects.filter(seen, year__in=years).values_list("year", Value(APPROVED), Value(""))
    of_approval = shares.annotate(
        moved=Sum("amount"), number=Count("project", distinct=True), total=Sum("amount")
    ).order_by()
    arranged: dict[int, Decimal] = {}
    used = dict.fromkeys(years, ZERO)
    taken: dict[int, dict[tuple[str, str], Sums]] = {year: {} for year in years}
    approved: dict[int, Sums] = {}
    for year, kind, use, moved, number, total in grouped.order_by().union(of_approval).order_by("kind", "use"):
        if kind == APPROVED:
            approved[year] = Sums(number, total)
            continue
        if kind in AMOUNT_KINDS:
            arranged[year] = arranged.get(year, ZERO) + moved
            continue
        used[year] += moved
        if number:
            taken[year][kind, use] = Sums(number, abs(total))
    return {
        year: FundYear(year, arranged.get(year), used[year], taken[year], approved.get(year, Sums(0, ZERO)))
        for year in years
    }


def fund_by_month(scope: Scope, years: tuple[int, ...]) -> dict[int, list[tuple[int, str, Sums]]]:
    """What the fund of each year gave each month for each use; the month as 202605."""
    found = entries(*years, kind=TAKEN).filter(fund__jurisdiction=scope.actor.jurisdiction, project__in=scope.projects)
    grouped = found.annotate(month=TruncMonth("entered_at")).values_list("fund__year", "month", "use")
    rows = list(grouped.annotate(number=Count("project", distinct=True), total=Sum("amount")).order_by("month", "use"))
    return {
        year: [
            (at.year * 100 + at.month, use, Sums(number, total)) for of, at, use, number, total in rows if of == year
        ]
        for year in years
    }


def committed(scope: Scope, year: int) -> tuple[Sums, Sums]:
    """What was listed and granted of a year's fund, and by the same day of last year of the fund of the year before."""
    found = entries(year, year - 1, kind=TAKEN).filter(
        Q(fund__year=year) | Q(entered_at__date__lte=scope.a_year_before),
        fund__jurisdiction=scope.actor.jurisdiction,
        project__in=scope.projects,
    )
    rows = found.values_list("fund__year").annotate(number=Count("project", distinct=True), total=Sum("amount"))
    sums = {of: Sums(number, total) for of, number, total in rows}
    return sums.get(year, Sums(0, ZERO)), sums.get(year - 1, Sums(0, ZERO))


def finance_reviews(scope: Scope, year: int) -> dict[tuple[int, str], Sums]:
    """Finance's outcomes in this round and the one before, by (round, outcome), with the amounts cut."""
    found = Listing.objects.filter(project__in=scope.projects, project__round_year__in=(year, year - 1))
    grouped = found.exclude(finance_outcome="").values_list("project__round_year", "finance_outcome")
    rows = grouped.annotate(
        number=Count("project", distinct=True), cut=Sum(F("suggested") - F("amount")), suggested_sum=Sum("suggested")
    ).order_by()
    return {(of, outcome): Sums(number, cut, suggested) for of, outcome, number, cut, suggested in rows}


def paid(scope: Scope, year: int) -> dict[int, Sums]:
    """What was paid in a calendar year and the one before: while the year is running, up to the same day."""
    found = payments(year, year - 1).filter(project__in=scope.projects)
    if year == scope.today.year:
        found = found.filter(Q(paid_on__year=year) | Q(paid_on__lte=scope.a_year_before))
    rows = found.values_list("paid_on__year").annotate(number=Count("project", distinct=True), total=Sum("amount"))
    sums = {one: Sums(number, total) for one, number, total in rows}
    return {one: sums.get(one, Sums(0, ZERO)) for one in (year, year - 1)}


def waiting_for_acceptance(scope: Scope) -> tuple[Sums, Sums]:
    """Contract money still to be paid on projects that are not accepted, today and on the same day of last year."""
    found = []
    for contracts, paid in ((unpaid_contracts(), "paid"), (unpaid_contracts_on(scope.a_year_before), "paid_then")):
        sums = contracts.filter(project__in=scope.projects)
        totals = sums.aggregate(number=Count("project", distinct=True), total=Sum(F("amount") - F(paid)))
        found.append(Sums(totals["number"], totals["total"] or ZERO))
    return found[0], found[1]


def without_budget(scope: Scope) -> tuple[int, int]:
    """Proposed projects without a budget document, today and on the same day of last year."""
    before = budget_missing_on(scope.a_year_before).filter(project__in=scope.projects)
    return scope.projects.filter(budget_missing()).count(), before.count()


def lapsing_rows(scope: Scope) -> list[LapsingRow]:
    """The projects whose opinion lapses within ninety days, the nearest first."""
    found = lapsing(scope.today).filter(project__in=scope.projects).order_by("case__due_on", "pk")
    rows = found.values_list("project_id", "project__name", "case__due_on")
    return [LapsingRow(pk, name, until) for pk, name, until in rows if until]
