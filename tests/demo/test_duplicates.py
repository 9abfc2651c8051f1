"""The traps of the demo city's projects about duplication are caught, and what passed was found on by a person."""

import pytest

from qilou.casework.models import Case
from qilou.casework.queries.case_page import case_page
from qilou.demo import declared_2026
from qilou.demo.moments import PRESENT
from qilou.identity.queries import actor_named
from qilou.projects.models import HitFinding, PreReview, PreReviewRound, Project
from qilou.projects.queries.likeness import nearest
from qilou.projects.rules.duplicates import EXACT

pytestmark = pytest.mark.usefixtures("city")


def project(name: str) -> Project:
    return Project.objects.get(name=name)


@pytest.mark.req("A4.2", "A21.4")
def test_the_districts_dispatch_of_carers_comes_nearest_to_the_citys_platform_and_the_other_way() -> None:
    city, district = project(declared_2026.ELDERLY.name), project(declared_2026.DISPATCH.name)
    assert nearest(district.pk).hits[0].thing == city.thing
    assert nearest(city.pk).hits[0].thing == district.thing
    found = HitFinding.objects.get(pre_review__project=city, thing=district.thing)
    assert found.finding == "absorbs"
    case = Case.objects.get(procedure="projects.pre_review", title=district.name)
    page = case_page(
        "projects.pre_review", case.number, actor=actor_named("longhu.handler", PRESENT.date()), now=PRESENT
    )
    (offer,) = [one for one in page.offers if one.step.name == "pass"]
    assert "likely_duplicates_found_on" in {one.rule.rpartition(".")[2] for one in offer.breached}


@pytest.mark.req("A4.2")
def test_sensors_against_floods_share_functions_with_the_conferences_and_a_person_said_how_that_is_resolved() -> None:
    sensors, conferences = project(declared_2026.FLOOD.name), project(declared_2026.CONFERENCE.name)
    hits = {one.thing: one for one in nearest(sensors.pk).hits}
    assert not EXACT.isdisjoint(hits[conferences.thing].signals)
    assert HitFinding.objects.get(pre_review__project=sensors, thing=conferences.thing).finding == "overlap"


@pytest.mark.req("A4.4")
def test_whatever_passed_was_compared_and_each_likely_one_has_its_finding() -> None:
    rounds = PreReviewRound.objects.filter(outcome="passed")
    assert rounds.count() > 60
    for one in rounds:
        assert one.compared["compared"] > 0
        assert not [hit for hit in one.compared["nearest"] if hit["likeness"] >= 120 and not hit["finding"]]
    assert PreReview.objects.filter(hits__finding="duplicate").count() == 1
