"""What the review asks of its outcome, and how far a project has come by what is published: pure."""

from datetime import date

import pytest

from qilou.law import Breach, Met, Readings, Rule
from qilou.projects.public import ITEMS, Public
from qilou.publication import rules
from qilou.publication.rules import ReviewFacts, Told, in_part, stage_of

TODAY = Readings(date(2026, 11, 2))
KNOWN = frozenset({"number", "supplier", "amount"})
LIST = {
    "lines": [
        {"project": 7, "listed": True, "amount": "100.00"},
        {"project": 8, "listed": False, "amount": "50.00"},
    ]
}


@pytest.mark.req("X8")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.leaves_out_some_and_not_all, ReviewFacts(known=KNOWN, left_out={"number": "privacy"}), Met),
        (rules.leaves_out_some_and_not_all, ReviewFacts(known=KNOWN, left_out={}), Breach),
        (rules.leaves_out_some_and_not_all, ReviewFacts(known=KNOWN, left_out={"secret": "privacy"}), Breach),
        (rules.leaves_out_some_and_not_all, ReviewFacts(known=KNOWN, left_out=dict.fromkeys(KNOWN, "privacy")), Breach),
        (
            rules.award_is_no_trade_secret,
            ReviewFacts(kind="contract", left_out={"amount": "commercial"}, ground=""),
            Breach,
        ),
        (
            rules.award_is_no_trade_secret,
            ReviewFacts(kind="contract", left_out={"amount": "state_secret"}, ground=""),
            Met,
        ),
        (
            rules.award_is_no_trade_secret,
            ReviewFacts(kind="contract", left_out={"number": "commercial"}, ground=""),
            Met,
        ),
        (rules.award_is_no_trade_secret, ReviewFacts(kind="contract", left_out={}, ground="commercial"), Breach),
        (rules.award_is_no_trade_secret, ReviewFacts(kind="approval", left_out={}, ground="commercial"), Met),
    ],
)
def test_what_the_review_asks_of_its_outcome(rule: Rule, facts: ReviewFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


@pytest.mark.req("X8")
def test_what_is_left_out_is_not_in_what_is_published() -> None:
    content = {"number": "1", "amount": "2.00"} | LIST
    assert in_part(content, {"number"}) == {"amount": "2.00"} | LIST
    assert in_part(content, {"line:7"})["lines"] == [LIST["lines"][1]]
    assert "lines" not in in_part(content, {"lines"})


@pytest.mark.req("X8")
@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ([Told("opinion", {"result": "passed", "suggested": "90.00"})], ("evaluated", "90.00")),
        ([Told("opinion", {"result": "not_passed"})], ("not_passed", None)),
        ([Told("opinion", {"result": "passed", "suggested": "90.00"}), Told("list", LIST)], ("listed", "100.00")),
        ([Told("list", {"lines": LIST["lines"][1:]})], ("evaluated", None)),
        ([Told("approval", {"total": "80.00"}), Told("list", LIST)], ("approved", "80.00")),
        ([Told("approval", {"total": "80.00"}), Told("change", {"total": "85.00"})], ("approved", "85.00")),
        ([Told("approval", {"total": "80.00"}), Told("contract", {"amount": "1.00"})], ("contracted", "80.00")),
        ([Told("acceptance", {}), Told("approval", {})], ("accepted", None)),
    ],
)
def test_a_project_has_come_as_far_as_is_published_of_it(told: list[Told], seen: tuple[str, str | None]) -> None:
    assert stage_of(told, 7) == seen


@pytest.mark.req("X8")
def test_no_kind_of_publication_has_a_place_for_experts_or_process_papers() -> None:
    told = {item.code for items in ITEMS.values() for item in items}
    told |= {column.code for items in ITEMS.values() for item in items for column in item.columns}
    assert ITEMS.keys() == set(Public)
    assert not told & {"experts", "members", "lead", "minutes", "report", "dissent", "sheets", "comments", "opinion"}
