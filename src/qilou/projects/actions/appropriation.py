"""The earmarked fund follows what is approved: more is taken of it, or given back, year by year."""

from qilou.casework.act import Act
from qilou.law import carries
from qilou.projects.models import Fund, Project
from qilou.projects.models.fund import Use
from qilou.projects.models.listing import FundLine
from qilou.projects.queries.appropriation import Amounts, differences, taken_by_year
from qilou.projects.queries.approval import confirmed_listing

from .fund import commit, release


@carries("A8.6", "A20.12")
def follow_approval(project: Project, years: Amounts, document: str, act: Act) -> None:
    """Let what the list took of the fund follow what is approved; a project paid from elsewhere takes nothing of it."""
    listing = confirmed_listing(project.pk)
    if listing is not None and listing.fund_line != FundLine.OTHER:
        move_fund(project, taken_by_year(project.pk), years, document, act)


def move_fund(project: Project, before: Amounts, after: Amounts, document: str, act: Act) -> None:
    """Take more of each year's fund, or give back, by the difference; Refused where the fund does not cover it."""
    place, use = project.jurisdiction_id, Use.CONSTRUCTION.value
    arranged = set(Fund.objects.filter(jurisdiction=place, arranged_on__isnull=False).values_list("year", flat=True))
    for year, difference in differences(before, after).items():
        if difference > 0:
            commit(place, year, difference, use, project, document, act, ahead=year not in arranged)
        else:
            release(place, year, -difference, use, project, document, act)
