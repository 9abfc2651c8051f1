"""A round's order with another ceiling or rule: a trial calculation, kept nowhere, seen by who sees the round."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.projects.year import Year, ready

from qilou.ledger.models import Event
from qilou.projects.models import Ranking, RankLine

pytestmark = pytest.mark.django_db
CRITERIA = ("necessity", "feasibility", "reasonableness")
HIGH, MIDDLE, LOW = (dict.fromkeys(CRITERIA, points) for points in ("90", "80", "70"))
RESULT = re.compile(r'data-label="测算结果">(.*?)</td>', re.DOTALL)


@pytest.fixture
def year() -> Year:
    """A fund of 800 and three projects of which two are listed: the third does not fit."""
    year = ready()
    year.enter("甲项目", {2027: "400"}, scores=HIGH)
    year.enter("乙项目", {2027: "300"}, scores=MIDDLE)
    year.enter("丙项目", {2027: "200"}, scores=LOW)
    year.rank()
    return year


def page(year: Year, query: str, who: str = "authority.handler", client: Client | None = None) -> str:
    viewer = client or Client()
    viewer.force_login(year.city.people[who])
    answer = viewer.get(f"/projects/rounds/{year.round}/what-if/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def results(text: str) -> list[bool]:
    """Of every line whether it would be listed."""
    return ["列入" in cell for cell in RESULT.findall(text)]


@pytest.mark.req("A14.2", "A14.3", "A14.15")
def test_another_ceiling_or_rule_gives_another_list_and_changes_nothing(year: Year) -> None:
    before = (Ranking.objects.count(), list(RankLine.objects.values_list("listed", flat=True)), Event.objects.count())
    assert results(page(year, "")) == [True, True, False]
    assert results(page(year, "ceiling=900.00")) == [True, True, True]
    assert results(page(year, "ceiling=650.00&strict=yes")) == [True, False, False]
    skipping = page(year, "ceiling=650.00&strict=no")
    assert results(skipping) == [True, False, True]
    assert "与现行排序不同" in skipping
    assert "本页为测算，不是依法形成的排序和清单。" in skipping
    assert before == (
        Ranking.objects.count(),
        list(RankLine.objects.values_list("listed", flat=True)),
        Event.objects.count(),
    )


def test_what_is_no_amount_is_told_and_the_order_stays_as_it_is(year: Year) -> None:
    for typed in ("x", "-1", "NaN", "1e99"):
        text = page(year, f"ceiling={typed}")
        assert 'aria-invalid="true"' in text
        assert results(text) == [True, True, False]


def test_only_who_sees_the_round_may_try(year: Year) -> None:
    assert results(page(year, "", "finance.handler")) == [True, True, False]
    viewer = Client()
    viewer.force_login(year.city.people["health.handler"])
    assert viewer.get(f"/projects/rounds/{year.round}/what-if/").status_code == 404


def test_it_costs_the_same_queries_however_many_are_ranked(year: Year) -> None:
    viewer = Client()
    page(year, "", client=viewer)
    with CaptureQueriesContext(connection) as few:
        page(year, "", client=viewer)
    for number in range(4):
        year.enter(f"新项目{number}", {2027: "5"}, scores=LOW)
    year.rank()
    with CaptureQueriesContext(connection) as many:
        page(year, "", client=viewer)
    assert len(few) == len(many)
