"""The earmarked fund follows what is approved: more is taken of it, or given back, year by year."""

from decimal import Decimal

from django.db.models import Sum

from qilou.casework.act import Act
from qilou.law import carries
from qilou.projects.models import Fund, FundEntry, Project
from qilou.projects.models.fund import Use
from qilou.projects.models.listing import FundLine
from qilou.projects.queries.approval import confirmed_listing

from .fund import commit, release

ZERO = Decimal("0.00")


@carries("A8.6", "A20.12")
def align_fund(project: Project, years: dict[int, Decimal], document: str, act: Act) -> None:
    """Take of each year's fund what the approval gives in that year; Refused where the fund does not cover it.

    A project that is paid from another budget takes nothing of the fund.
    """
    listing = confirmed_listing(project.pk)
    if listing is None or listing.fund_line == FundLine.OTHER:
        return
    held = _held(project)
    arranged = set(
        Fund.objects.filter(jurisdiction=project.jurisdiction_id, arranged_on__isnull=False).values_list(
            "year", flat=True
        )
    )
    use = Use.CONSTRUCTION.value
    for year in sorted({*years, *held}):
        difference = years.get(year, ZERO) - held.get(year, ZERO)
        if difference > 0:
            commit(project.jurisdiction_id, year, difference, use, project, document, act, ahead=year not in arranged)
        elif difference < 0:
            release(project.jurisdiction_id, year, -difference, use, project, document, act)


def _held(project: Project) -> dict[int, Decimal]:
    entries = FundEntry.objects.filter(project=project, use=Use.CONSTRUCTION.value)
    sums = entries.values_list("fund__year").annotate(taken=Sum("amount"))
    return {year: taken for year, taken in sums.order_by("fund__year") if taken}
