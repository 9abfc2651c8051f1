"""The search finds what is in the open, and for a person what they may see."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.opening import open_case
from qilou.casework.models import Case
from qilou.casework.queries.finding import cases
from qilou.portal.queries.search import found

Counting = Callable[[int], AbstractContextManager[Any]]
# who reads and the bell (4); for each of cases, projects, papers and organisations what is near and its rows (8),
# the papers served since (1)
QUERIES = 13


def titles(words: str) -> set[str]:
    return {hit.title.en for hits in found(words) for hit in hits.shown}


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("第十六条 立项", "The Measures, Art. 16: How approval is given"),
        ("A16.6", "A16.6"),
        ("tests.licence", "Licence"),
        ("准予 tests", ""),
    ],
)
def test_all_words_are_looked_for_in_both_languages(words: str, title: str) -> None:
    assert (title in titles(words)) is bool(title)


def test_what_is_in_the_open_is_found_with_a_wrong_character_too() -> None:
    assert titles("立项审批程序") & titles("立项审批呈序")


def test_nothing_is_found_for_no_words() -> None:
    assert found("   ") == []


def test_a_kind_with_many_hits_says_that_there_is_more() -> None:
    assert any(hits.more for hits in found("a"))


@pytest.fixture
def town() -> Town:
    return build()


@pytest.mark.django_db
def test_a_person_finds_their_cases_by_number_and_title_and_nobody_elses(town: Town) -> None:
    act = open_case(
        ROUTE, actor=town.actor("applicant"), now=at_noon("2026-03-02"), jurisdiction="440500", title="餐饮许可"
    )
    for name, seen in (("applicant", True), ("stranger", False)):
        reader = Client()
        reader.force_login(town.people[name])
        for words in (act.case.number, "餐饮"):
            page = reader.get("/search/", {"q": words}).content.decode()
            assert (f"/{act.case.number}/" in page) is seen
    assert act.case.number not in Client().get("/search/", {"q": "餐饮"}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("many", [0, 1, 3])
def test_a_search_costs_the_same_whatever_it_finds(town: Town, django_assert_num_queries: Counting, many: int) -> None:
    for number in range(many):
        open_case(
            ROUTE,
            actor=town.actor("applicant"),
            now=at_noon("2026-03-02"),
            jurisdiction="440500",
            title=f"餐饮许可 {number}",
        )
    reader = Client()
    reader.force_login(town.people["applicant"])
    with django_assert_num_queries(QUERIES):
        assert reader.get("/search/", {"q": "餐饮"}).content.decode().count("<mark>餐饮</mark>许可") == many


@pytest.mark.django_db
def test_no_more_than_five_of_a_kind_are_shown_with_the_way_to_all(town: Town) -> None:
    for number in range(7):
        opened(town, f"餐饮许可 {number}")
    reader = Client()
    reader.force_login(town.people["applicant"])
    page = reader.get("/search/", {"q": "餐饮"}).content.decode()
    assert page.count("<mark>餐饮</mark>许可") == 5
    assert "kind=cases" in page
    assert reader.get("/search/", {"q": "餐饮", "kind": "cases"}).content.decode().count("<mark>餐饮</mark>许可") == 7


@pytest.mark.django_db
def test_the_api_finds_the_same_and_nothing_that_the_caller_may_not_see(town: Town) -> None:
    number = opened(town, "餐饮许可")
    for name, seen in (("applicant", True), ("stranger", False)):
        caller = Client()
        caller.force_login(town.people[name])
        for words in (number, "餐饮", "餐引许可"):
            answer = caller.get("/api/v1/search", {"q": words}).json()
            assert [one["number"] for group in answer if group["kind"] == "cases" for one in group["found"]] == (
                [number] if seen else []
            )
            assert ("餐饮许可" in str(answer)) is seen


@pytest.mark.django_db
def test_what_nobody_says_tells_what_to_try(town: Town) -> None:
    reader = Client()
    reader.force_login(town.people["applicant"])
    assert "eg-empty" in reader.get("/search/", {"q": "龘龘龘"}).content.decode()


@pytest.mark.django_db
def test_a_case_is_found_by_its_new_title_and_by_its_new_readers_alone(town: Town) -> None:
    number = opened(town, "餐饮许可")
    Case.objects.filter(number=number).update(title="仓储备案", readers=[f"person:{town.people['finance'].pk}"])
    for name, words, times in (("finance", "仓储", 1), ("finance", "餐饮许可", 0), ("applicant", "仓储备案", 0)):
        assert len(cases(town.actor(name), words, 5)) == times


def opened(town: Town, title: str) -> str:
    act = open_case(ROUTE, actor=town.actor("applicant"), now=at_noon("2026-03-02"), jurisdiction="440500", title=title)
    return act.case.number
