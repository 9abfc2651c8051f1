"""What anybody reads of what is published: pages without signing in, at a fixed price, and nothing that is not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pytest
from django.test import Client
from tests.projects.city import CITY
from tests.projects.stages import Story, approved, passed, proposed
from tests.projects.year import Year, ready
from tests.publication.reviews import decide, opened, publish_all, review

from qilou.publication.models import PublicProject

pytestmark = [pytest.mark.django_db, pytest.mark.req("X8")]
Counting = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def story() -> Story:
    """A project from its opinion to its acceptance, all of it published."""
    story = passed()
    opened("2027-11-17")
    publish_all(story.city, "2027-11-18")
    return story


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_stranger_reads_what_is_published_at_a_fixed_price(
    client: Client, story: Story, django_assert_num_queries: Counting, language: str
) -> None:
    client.cookies["qilou_language"] = language
    named_by_nobody = {"/open/data/"}  # elsewhere one query more tells the bodies' English names
    for address, queries in (
        ("/open/", 2),
        ("/open/projects/", 4),
        ("/open/projects/?q=医保&year=2027&stage=accepted&jurisdiction=440500", 4),
        (f"/open/projects/{story.project.pk}/", 2),
        (f"/open/{review('approval').case.number}/", 2),
        (f"/open/{review('fund', year=2027).case.number}/", 1),
        ("/open/data/", 0),
    ):
        in_english = language == "en" and address not in named_by_nobody
        with django_assert_num_queries(queries + in_english):
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert "—" not in answer.content.decode().partition("<title>")[2].partition("</title>")[0]


def test_the_projects_page_costs_the_same_for_many_projects(
    client: Client, story: Story, django_assert_num_queries: Counting
) -> None:
    for _ in range(3):
        other = approved_again(story)
        opened("2027-11-19")
        publish_all(story.city, "2027-11-20")
        assert PublicProject.objects.filter(pk=other.project.pk).exists()
    with django_assert_num_queries(4):
        page = client.get("/open/projects/").content.decode()
    assert page.count('href="/open/projects/') >= 4


def approved_again(story: Story) -> Story:
    """Another project of the same city."""
    return proposed(story.city, total=Decimal("100000.00"))


def test_the_list_is_narrowed_by_words_year_stage_area_and_unit(client: Client, story: Story) -> None:
    asked = {
        "q=稽核": True,
        "q=水利": False,
        "stage=accepted": True,
        "stage=reserve": False,
        "year=2027": True,
        "year=2026": False,
        f"jurisdiction={CITY}": True,
        "jurisdiction=440507": False,
        "unit=市医疗保障局": True,
        "unit=市财政局": False,
    }
    pages = {one: client.get(f"/open/projects/?{one}").content.decode() for one in asked}
    link = f'href="/open/projects/{story.project.pk}/"'
    assert {one: link in page for one, page in pages.items()} == asked


def test_a_project_shows_what_is_published_in_order_and_not_what_is_left_out(client: Client) -> None:
    story = approved()
    opened("2027-01-19")
    left_out = [{"item": "code", "ground": "safety", "reason": "关键信息基础设施代码"}]
    decide(story.city, review("opinion"), "publish", "2027-01-20")
    given = {"statement": "区分处理。", "left_out": left_out}
    row = review("approval")
    row.content["code"] = "2701-440500-04-01-000001"
    row.save()
    decide(story.city, row, "publish_in_part", "2027-01-20", given)
    page = client.get(f"/open/projects/{story.project.pk}/").content.decode()
    assert page.index("汕政数评〔2026〕5号") < page.index(review("approval").content["number"])
    assert "2701-440500-04-01-000001" not in page
    assert "关键信息基础设施代码" not in page


def test_what_awaits_review_or_is_withheld_has_no_address(client: Client) -> None:
    story = approved()
    opened("2027-01-19")
    withheld = {"statement": "不公开。", "ground": "state_secret"}
    decide(story.city, review("approval"), "withhold", "2027-01-20", withheld)
    for row in (review("approval"), review("opinion")):
        for address in (f"/open/{row.case.number}/", f"/open/{row.case.number}.json"):
            assert client.get(address).status_code == 404
    for address in (f"/open/projects/{story.project.pk}/", f"/open/data/oc4ids/{story.project.pk}.json"):
        assert client.get(address).status_code == 404


@pytest.fixture
def year() -> Year:
    """A round of five projects for whom the money does not suffice, confirmed and published."""
    year = ready(f2027="300")
    scores = {"necessity": "90", "feasibility": "80", "reasonableness": "70"}
    year.enter("甲", {2027: "120"}, scores=scores)
    year.enter("乙", {2027: "150"}, tier="1", unit="land")
    year.enter("丙", {2027: "100"}, scores=scores, accepted="2026-09-09")
    year.enter("丁", {2027: "30"}, tier="3")
    year.enter("戊", {2027: "200"}, tier="2")
    year.rank()
    year.send()
    year.review()
    year.confirm()
    opened("2026-11-17")
    publish_all(year.city, "2026-11-18")
    return year


@pytest.mark.req("A14.2", "A8.7")
def test_anybody_computes_the_list_again_from_what_is_published(client: Client, year: Year) -> None:
    told = client.get(f"/open/{review('list').case.number}.json").json()["content"]
    lines = told["lines"]
    assert {one["name"]: one["listed"] for one in lines} == computed_again(told)
    assert [one["project"] for one in lines] == order_again(told)
    assert {one["listed"] for one in lines} == {True, False}
    page = client.get(f"/open/{review('list').case.number}/").content.decode()
    for one in lines:
        assert one["name"] in page
    stages = dict(PublicProject.objects.values_list("name", "stage"))
    assert {name: stage == "listed" for name, stage in stages.items()} == computed_again(told)


def weighed(line: dict[str, Any], told: dict[str, Any]) -> Decimal:
    """The score of a line by the published weights."""
    points = sum(Decimal(line["scores"].get(of, 0)) * Decimal(share) for of, share in told["weights"].items())
    return (Decimal(points) / 100).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)


def order_again(told: dict[str, Any]) -> list[int]:
    """The order by what is published, written a second time."""

    def key(line: dict[str, Any]) -> tuple[Any, ...]:
        ties: list[Any] = []
        for of in told["tie_order"]:
            if of == "accepted_at":
                ties.append(line["accepted_at"] or "9999")
            elif of == "number":
                ties.append(line["project"])
            else:
                ties.append(-Decimal(line["scores"].get(of, 0)))
        return (line["tier"], not line["reserve"], -weighed(line, told), ties, line["project"])

    return [one["project"] for one in sorted(told["lines"], key=key)]


def computed_again(told: dict[str, Any]) -> dict[str, bool]:
    """Who is listed by what is published."""
    lines = {one["project"]: one for one in told["lines"]}
    left = {year: Decimal(amount) for year, amount in told["ceilings"].items()}
    listed: dict[str, bool] = {}
    ended = False
    for project in order_again(told):
        needs = {year: Decimal(part) for year, part in lines[project]["slices"].items()}
        fits = not ended and all(part <= left[year] for year, part in needs.items() if year in left)
        listed[lines[project]["name"]] = fits
        if fits:
            left |= {year: left[year] - part for year, part in needs.items() if year in left}
        elif told["strict"]:
            ended = True
    return listed
