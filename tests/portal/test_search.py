"""The search finds what is in the open, and for a person what they may see."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.opening import open_case
from qilou.portal.queries.search import found

Counting = Callable[[int], AbstractContextManager[Any]]
# who reads (3), the cases and the papers (2), whose desk they stand on and who declared them (2)
QUERIES = 8


def titles(words: str) -> set[str]:
    return {hit.title.en for hits in found(words) for hit in hits.shown}


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("第十六条 立项", "the Measures, Art. 16: How approval is given"),
        ("A16.6", "A16.6"),
        ("tests.licence", "Licence"),
        ("准予 tests", ""),
    ],
)
def test_all_words_are_looked_for_in_both_languages(words: str, title: str) -> None:
    assert (title in titles(words)) is bool(title)


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
@pytest.mark.parametrize("cases", [1, 3])
def test_a_search_costs_the_same_whatever_it_finds(town: Town, django_assert_num_queries: Counting, cases: int) -> None:
    for number in range(cases):
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
        assert reader.get("/search/", {"q": "餐饮"}).content.decode().count("餐饮许可") == cases
