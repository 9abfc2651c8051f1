"""What the law asks of evaluation, rule by rule, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qilou.law import Breach, Met, Readings, Rule, Undecided
from qilou.projects.rules import evaluation as rules
from qilou.projects.rules import expert_sheet as sheet_rules
from qilou.projects.rules.evaluation import EvaluationFacts
from qilou.projects.rules.expert_sheet import ExpertSheetFacts

DAY = date(2026, 9, 10)
READ = Readings(DAY)
D = Decimal
MEANS = {
    "necessity": D(25),
    "feasibility": D(20),
    "reasonableness": D(20),
    "sharing": D(8),
    "security": D(8),
}
GOOD = EvaluationFacts(
    today=DAY,
    track="annual",
    passed_pre_review=True,
    competition="汕采评〔2026〕5号",
    competed_on=date(2026, 8, 28),
    bidders=(("甲", True), ("乙", False)),
    reviewer="甲",
    assigned_on=date(2026, 9, 1),
    report_dated=date(2026, 9, 8),
    signed=True,
    findings=("必要", "可行", "合理"),
    checked=frozenset({1, 2}),
    estimate=frozenset({1, 2}),
    reported=True,
    reported_on=date(2026, 9, 8),
    held_on=date(2026, 9, 15),
    standing_by=1,
    undeclared=(),
    reviewer_worked=(),
    no_interest=True,
    spread=D("19.99"),
    discussion="",
    means=MEANS,
    declared_total=D("3864000"),
    sheets=5,
    disagreeing=0,
    dissent="",
    panel="passed",
    confirmed=False,
    comments=frozenset({1, 2}),
    answered=frozenset({1, 2}),
    suggested=D("3800000"),
    direct_reason="",
)


@pytest.mark.req(
    "A13.1",
    "A13.2",
    "A13.4",
    "A13.5",
    "A13.6",
    "A13.7",
    "A13.10",
    "A13.11",
    "A13.12",
    "A13.14",
    "A13.15",
    "A13.16",
    "A13.17",
)
@pytest.mark.parametrize(
    ("rule", "changes", "verdict"),
    [
        (rules.passed_pre_review, {"passed_pre_review": False}, Breach),
        (rules.chosen_by_competition, {}, Met),
        (rules.chosen_by_competition, {"competition": ""}, Breach),
        (rules.chosen_by_competition, {"bidders": ()}, Breach),
        (rules.chosen_by_competition, {"bidders": (("甲", True), ("乙", True))}, Breach),
        (rules.chosen_by_competition, {"reviewer": "乙"}, Breach),
        (rules.chosen_by_competition, {"competed_on": date(2026, 9, 11)}, Breach),
        (rules.report_whole, {}, Met),
        (rules.report_whole, {"findings": ("必要", "", "合理")}, Breach),
        (rules.report_whole, {"signed": False}, Breach),
        (rules.report_whole, {"checked": frozenset({1})}, Breach),
        (rules.report_after_assignment, {}, Met),
        (rules.report_after_assignment, {"report_dated": date(2026, 8, 31)}, Breach),
        (rules.report_after_assignment, {"report_dated": date(2026, 9, 11)}, Breach),
        (rules.session_after_report, {}, Met),
        (rules.session_after_report, {"held_on": date(2026, 9, 7)}, Breach),
        (rules.reviewer_independent, {}, Met),
        (rules.reviewer_independent, {"undeclared": ("乙",)}, Breach),
        (rules.reviewer_independent, {"reviewer_worked": ("汕医保合〔2026〕1号",)}, Breach),
        (rules.report_without_interest, {}, Met),
        (rules.report_without_interest, {"no_interest": False}, Breach),
        (rules.reserve_stands_by, {}, Met),
        (rules.reserve_stands_by, {"standing_by": 0}, Breach),
        (rules.spread_discussed, {}, Met),
        (rules.spread_discussed, {"spread": D("20.00")}, Breach),
        (rules.spread_discussed, {"spread": D("20.00"), "discussion": "已讨论"}, Met),
        (rules.spread_discussed, {"spread": None}, Met),
        (rules.floors_met, {}, Met),
        (rules.floors_met, {"means": MEANS | {"security": D("5.99")}}, Breach),
        (rules.floors_met, {"means": MEANS | {"security": D("6.00")}}, Met),
        (rules.sheets_filed, {}, Met),
        (rules.sheets_filed, {"sheets": 4}, Breach),
        (rules.dissent_noted, {}, Met),
        (rules.dissent_noted, {"disagreeing": 1}, Breach),
        (rules.dissent_noted, {"disagreeing": 1, "dissent": "专家3不同意"}, Met),
        (rules.comments_answered, {}, Met),
        (rules.comments_answered, {"answered": frozenset({1})}, Breach),
        (rules.comments_answered, {"answered": frozenset({1, 2, 3})}, Breach),
        (rules.both_reviews_done, {}, Met),
        (rules.both_reviews_done, {"reported": False}, Breach),
        (rules.both_reviews_done, {"panel": ""}, Breach),
        (rules.panel_passed, {}, Met),
        (rules.panel_passed, {"panel": "not_passed"}, Breach),
        (rules.panel_passed, {"panel": "after_revision"}, Breach),
        (rules.panel_passed, {"panel": "after_revision", "confirmed": True}, Met),
        (rules.opinion_covers_three, {"findings": ("必要", "可行", "")}, Breach),
        (rules.amount_suggested, {}, Met),
        (rules.amount_suggested, {"suggested": None}, Breach),
        (rules.amount_suggested, {"suggested": D("3864000.01")}, Breach),
        (rules.special_alone, {"direct_reason": "汛期在即"}, Breach),
        (rules.special_alone, {"track": "special"}, Breach),
        (rules.special_alone, {"track": "special", "direct_reason": "汛期在即"}, Met),
    ],
)
def test_each_rule_of_evaluation(rule: Rule, changes: dict[str, object], verdict: type) -> None:
    assert type(rule(replace(GOOD, **changes), READ).verdict) is verdict
    assert isinstance(rule(EvaluationFacts(), READ).verdict, Undecided)


@pytest.mark.req("A13.12")
def test_a_sheet_waits_for_the_session_and_for_an_expert_without_interest() -> None:
    facts = ExpertSheetFacts(today=DAY, held_on=DAY, no_interest=True, wrong_cuts=())
    assert sheet_rules.cuts_reasoned(facts, READ).passed
    assert not sheet_rules.cuts_reasoned(replace(facts, wrong_cuts=(7,)), READ).passed
    assert sheet_rules.session_has_begun(facts, READ).passed
    assert sheet_rules.without_interest(facts, READ).passed
    assert not sheet_rules.session_has_begun(replace(facts, held_on=date(2026, 9, 11)), READ).passed
    assert not sheet_rules.without_interest(replace(facts, no_interest=False), READ).passed
