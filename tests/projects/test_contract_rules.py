"""What is asked of a contract, rule by rule, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from qilou.law import Readings
from qilou.projects.rules import contract as rules
from qilou.projects.rules.contract import ContractFacts

TODAY = Readings(date(2027, 2, 15))
D = Decimal


TENDER = {
    "method": "open_tender",
    "is_supplement": False,
    "announcement": "汕公采〔2027〕12号",
    "announced_on": date(2027, 1, 19),
    "opened_on": date(2027, 2, 8),
    "bidders": 3,
    "award": "中标〔2027〕17号",
}


@pytest.mark.req("A15.6", "A18.3", "A18.4", "A18.8", "A18.9", "A19.13")
@pytest.mark.parametrize(
    ("rule", "facts", "passes"),
    [
        (rules.approved_before_contract, {"kind": "construction", "approved_on": None}, False),
        (
            rules.approved_before_contract,
            {"kind": "construction", "approved_on": date(2027, 1, 18), "signed_on": date(2027, 1, 17)},
            False,
        ),
        (
            rules.approved_before_contract,
            {"kind": "construction", "approved_on": date(2027, 1, 18), "signed_on": date(2027, 1, 18)},
            True,
        ),
        (rules.approved_before_contract, {"kind": "supervision", "approved_on": None}, False),
        (rules.approved_before_contract, {"kind": "pre_work", "approved_on": None}, True),
        (rules.approved_before_contract, {"kind": "third_party_review", "approved_on": None}, True),
        (
            rules.contracts_within_approved_total,
            {"kind": "construction", "contracted": D(90), "amount": D(10), "approved_total": D(100)},
            True,
        ),
        (
            rules.contracts_within_approved_total,
            {"kind": "construction", "contracted": D(90), "amount": D("10.01"), "approved_total": D(100)},
            False,
        ),
        (
            rules.supplements_within_ten_per_cent,
            {"is_supplement": True, "supplemented": D(4), "amount": D(6), "original": D(100)},
            True,
        ),
        (
            rules.supplements_within_ten_per_cent,
            {"is_supplement": True, "supplemented": D(4), "amount": D("6.01"), "original": D(100)},
            False,
        ),
        (rules.supplements_within_ten_per_cent, {"is_supplement": False}, True),
        (
            rules.pre_work_within_grant,
            {"kind": "pre_work", "pre_work_contracted": D(5), "amount": D(6), "granted": D(10)},
            False,
        ),
        (rules.reviewer_was_chosen, {"kind": "third_party_review", "reviewer": "甲", "supplier": "乙"}, False),
        (rules.reviewer_was_chosen, {"kind": "third_party_review", "reviewer": "", "supplier": ""}, False),
        (rules.reviewer_was_chosen, {"kind": "third_party_review", "reviewer": "甲", "supplier": "甲"}, True),
        (
            rules.supervisor_is_independent,
            {"kind": "supervision", "supplier": "甲", "builders": ("甲",), "supervisors": ()},
            False,
        ),
        (rules.every_clause_checked_once, {"clause_numbers": ("1", "2"), "checked_numbers": ("1",)}, False),
        (rules.every_clause_checked_once, {"clause_numbers": ("1",), "checked_numbers": ("1", "1")}, False),
        (rules.every_clause_checked_once, {"clause_numbers": ("1",), "checked_numbers": ("1", "9")}, False),
        (rules.every_clause_met, {"unmet": ("1",)}, False),
        (rules.contract_adds_up, {"by_year": {2027: D(4), 2028: D(6)}, "amount": D(10)}, True),
        (rules.contract_adds_up, {"by_year": {2027: D(4), 2028: D(6)}, "amount": D("10.01")}, False),
        (rules.tender_is_recorded, TENDER, True),
        (rules.tender_is_recorded, {**TENDER, "announcement": ""}, False),
        (rules.tender_is_recorded, {**TENDER, "award": ""}, False),
        (rules.tender_is_recorded, {**TENDER, "bidders": None}, False),
        (rules.tender_is_recorded, {**TENDER, "award": "", "method": "inquiry"}, True),
        (rules.tender_is_recorded, {**TENDER, "award": "", "is_supplement": True}, True),
        (rules.twenty_days_to_bid, TENDER, True),
        (rules.twenty_days_to_bid, {**TENDER, "opened_on": date(2027, 2, 7)}, False),
        (rules.twenty_days_to_bid, {**TENDER, "opened_on": date(2027, 2, 7), "method": "small"}, True),
        (rules.three_bidders, TENDER, True),
        (rules.three_bidders, {**TENDER, "bidders": 2}, False),
    ],
)
def test_each_rule_says_what_the_article_says(rule: object, facts: dict[str, object], passes: bool) -> None:
    finding = rule(ContractFacts(**facts), TODAY)
    assert finding.passed is passes
    if not passes:
        assert finding.verdict.remedy.in_("en")
        assert finding.verdict.reason.in_("zh")


@pytest.mark.req("A18.9")
@pytest.mark.parametrize(
    ("years", "others", "budget", "passes"),
    [
        ({2027: D(60)}, {2027: D(40)}, {2027: D(100)}, True),
        ({2027: D("60.01")}, {2027: D(40)}, {2027: D(100)}, False),
        ({2027: D(60)}, {}, {}, False),
        ({2027: D(50), 2028: D(30)}, {}, {2027: D(50)}, True),
        ({2027: D(50), 2028: D("30.01")}, {}, {2027: D(50)}, False),
        ({2027: D(50), 2028: D(30)}, {}, {2027: D(50), 2028: D(20)}, False),
    ],
)
def test_contracts_stay_within_the_budget_of_each_year_and_ahead_of_it_within_the_approval(
    years: dict[int, D], others: dict[int, D], budget: dict[int, D], passes: bool
) -> None:
    facts = ContractFacts(
        kind="construction",
        signed_on=date(2027, 2, 10),
        by_year=years,
        contracted_by_year=others,
        budget_by_year=budget,
        approved_by_year={2027: D(100), 2028: D(30)},
    )
    assert rules.contracts_within_budget(facts, TODAY).passed is passes
