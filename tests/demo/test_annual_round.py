"""This year's annual round: as large as a real city's, every declaration in words of its own, some of them wrong."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet, Sum

from qilou.casework.models import Case
from qilou.casework.queries.desks import waiting
from qilou.demo import figures
from qilou.demo.bodies import BODIES, OTHER_DISTRICTS, PEOPLE
from qilou.demo.composed import entries
from qilou.demo.moments import PRESENT
from qilou.identity.kinds import PostKind
from qilou.identity.queries import actor_named
from qilou.projects.models import Declaration, Evaluation, Opinion, PreReview, Ranking

pytestmark = pytest.mark.usefixtures("city")

CITY = "440500"
SHORTEST_PARAGRAPH = 16
SHARED_CELLS = {"programme", "phone", "contact"}


def declared() -> QuerySet[Declaration]:
    """What was submitted in the city's round of this year."""
    found = Declaration.objects.filter(project__jurisdiction=CITY, track="annual", round_year=2026)
    return found.exclude(case__state__in=["draft", "out_of_scope", "discarded"])


def paragraphs(value: Any) -> Iterator[str]:
    """Every text of a form that is long enough to be read as one."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in SHARED_CELLS:
                yield from paragraphs(part)
    elif isinstance(value, list):
        for part in value:
            yield from paragraphs(part)
    elif isinstance(value, str):
        for line in value.splitlines():
            yield from (part for part in (line, *line.split("。")) if len(part) >= SHORTEST_PARAGRAPH)


def test_the_round_comes_to_the_stated_figures() -> None:
    assert declared().count() == figures.DECLARATIONS
    assert declared().values("project__unit").distinct().count() == figures.UNITS
    assert declared().aggregate(sum=Sum("total"))["sum"] == figures.ASKED
    passed = Opinion.objects.filter(project__in=declared().values("project"), result="passed")
    assert passed.count() == figures.PASSED
    ranking = Ranking.objects.filter(round__year=2026, round__jurisdiction=CITY).latest("pk")
    assert ranking.lines.filter(listed=True).aggregate(sum=Sum("amount"))["sum"] == figures.LISTED


def test_there_are_about_sixty_organisations_and_a_hundred_and_twenty_people() -> None:
    assert 55 <= len(BODIES) <= 70
    assert len(PEOPLE) == 126
    assert len({one.zh for one in PEOPLE.values()}) == 126


def test_no_two_declarations_share_a_paragraph_or_a_sentence() -> None:
    found = Counter(text for one in Declaration.objects.exclude(form={}) for text in set(paragraphs(one.form)))
    assert len(found) > 10 * figures.DECLARATIONS
    assert {text: times for text, times in found.items() if times > 1} == {}


@pytest.mark.parametrize(
    ("fate", "procedure", "state"),
    [
        ("corrected", "declaration", "accepted"),
        ("sums", "declaration", "accepted"),
        ("declined", "declaration", "declined"),
        ("silent", "declaration", "declined"),
        ("withdrawn", "declaration", "withdrawn"),
        ("returned", "pre_review", "returned"),
        ("duplicate", "pre_review", "returned"),
        ("failed", "evaluation", "not_passed"),
        ("revised", "evaluation", "passed"),
        ("cut", "evaluation", "passed"),
        ("", "evaluation", "passed"),
    ],
)
def test_each_project_of_the_table_went_its_way(fate: str, procedure: str, state: str) -> None:
    names = {one.programme.name for one in entries() if one.fate == fate}
    assert names
    cases = Case.objects.filter(procedure=f"projects.{procedure}", title__in=names)
    assert {case.title for case in cases} == names
    assert {case.state for case in cases} == {state}


def test_totals_that_differ_and_missing_dates_were_told_once_and_corrected() -> None:
    fates = {one.programme.name: one.fate for one in entries()}
    told = {one.project.name: one for one in declared().exclude(told=[]).select_related("project")}
    assert {fates.get(name) for name in told} >= {"corrected", "sums", "declined", "silent"}
    (sums,) = (one for name, one in told.items() if fates.get(name) == "sums")
    assert "estimate" in {item["item"] for item in sums.told}


def test_one_draft_was_late_and_one_out_of_scope() -> None:
    assert Case.objects.get(title="非物质文化遗产数字展演与传习平台").state == "special_draft"
    assert Case.objects.get(title="外语培训教室桌椅更新").state == "out_of_scope"


def test_some_of_the_list_is_within_the_fund_and_the_rest_waits_behind_it() -> None:
    lines = Ranking.objects.filter(round__year=2026, round__jurisdiction=CITY).latest("pk").lines.order_by("rank")
    listed = [one.listed for one in lines]
    assert any(listed)
    assert not all(listed)


@pytest.mark.parametrize("area", sorted(OTHER_DISTRICTS))
def test_the_counterpart_in_each_district_has_a_round_to_see_to(area: str) -> None:
    actor = actor_named(f"{area}.handler", PRESENT.date())
    assert "projects.round" in {row.procedure.code for row in waiting(actor, now=PRESENT)}


def test_the_county_is_late_with_its_solicitation() -> None:
    states = dict(Case.objects.filter(procedure="projects.round").values_list("jurisdiction", "state"))
    assert states.pop("440523") == "late"
    assert {states[area] for area in OTHER_DISTRICTS if area != "440523"} == {"closed"}


def test_everybody_at_a_kind_of_post_can_sign_in() -> None:
    assert {one.post for one in PEOPLE.values()} == set(PostKind) - {PostKind.COUNTERSIGNER}


@pytest.mark.parametrize(
    "who",
    [
        *("authority.handler", "authority.checker", "authority.signer", "finance.handler", "finance.signer"),
        *("drc.handler", "government.handler", "hanjiang.handler", "hanjiang.manager", "expert1", "expert3"),
        *("longhu.handler", "culture.handler", "culture.manager", "health.manager", "land.manager"),
    ],
)
def test_the_people_of_the_decisions_have_something_waiting(who: str) -> None:
    assert waiting(actor_named(who, PRESENT.date()), now=PRESENT)


def test_reviews_reached_the_numbers_of_a_real_year() -> None:
    assert PreReview.objects.filter(case__state="passed").count() > figures.PASSED
    assert Evaluation.objects.filter(case__state="passed").count() > figures.PASSED
