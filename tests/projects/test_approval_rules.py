"""What approval asks for, rule by rule, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from qilou.law import Readings, Undecided
from qilou.projects.rules import approval as rules
from qilou.projects.rules.approval import ApprovalFacts

TODAY = Readings(date(2027, 1, 11))
D = Decimal


@pytest.mark.parametrize(
    ("rule", "facts", "passes"),
    [
        (rules.route_is_construction, {"includes_construction": True}, True),
        (rules.route_is_construction, {"includes_construction": False}, False),
        (rules.route_is_egovernment, {"includes_construction": False}, True),
        (rules.route_is_egovernment, {"includes_construction": True}, False),
        (rules.project_is_proposed, {"proposed": False}, False),
        (rules.opinion_in_force, {"valid_until": date(2027, 12, 15), "applied_on": date(2027, 12, 15)}, True),
        (rules.opinion_in_force, {"valid_until": date(2027, 12, 15), "applied_on": date(2027, 12, 16)}, False),
        (rules.opinion_in_force, {"valid_until": None}, False),
        (rules.budget_document_attached, {"budget_number": "1", "budget_code": "2", "budget_file": "f"}, True),
        (rules.budget_document_attached, {"budget_number": "", "budget_code": "2", "budget_file": "f"}, False),
        (rules.budget_document_attached, {"budget_number": "1", "budget_code": "", "budget_file": "f"}, False),
        (rules.budget_document_attached, {"budget_number": "1", "budget_code": "2", "budget_file": ""}, False),
        (rules.application_agrees_with_opinion, {"requested": D(10), "suggested": D(10), "departure": ""}, True),
        (rules.application_agrees_with_opinion, {"requested": D("10.01"), "suggested": D(10), "departure": ""}, False),
        (rules.application_agrees_with_opinion, {"requested": D("10.01"), "suggested": D(10), "departure": "涨"}, True),
        (
            rules.decision_agrees_with_opinion,
            {"decided": D("10.01"), "suggested": D(10), "decided_departure": " "},
            False,
        ),
        (rules.application_adds_up, {"requested": D(10), "requested_years": D("9.99")}, False),
        (rules.application_adds_up, {"requested": D(10), "requested_years": D(10)}, True),
        (rules.application_itemised, {"requested_items": ()}, False),
        (rules.opinion_attached, {"opinion_number": ""}, False),
        (rules.opinion_is_a_basis, {"opinion_number": ""}, False),
        (rules.decision_adds_up, {"decided": D(10), "decided_years": D("9.99")}, False),
        (rules.decision_itemised, {"decided_items": ()}, False),
        (rules.decision_itemised, {"decided_items": ("1", "2", "1")}, False),
        (rules.no_other_application, {"already_approved": True, "open_application": ""}, False),
        (rules.no_other_application, {"already_approved": False, "open_application": "LX"}, False),
        (rules.no_other_application, {"already_approved": False, "open_application": ""}, True),
        (rules.investment_code_given, {"project_code": ""}, False),
        (rules.return_names_a_defect, {"defects": ()}, False),
        (rules.return_names_a_defect, {"defects": (("taste", "不喜欢"),)}, False),
        (rules.return_names_a_defect, {"defects": (("opinion", " "),)}, False),
        (rules.return_names_a_defect, {"defects": (("budget_document", "文号不符"),)}, True),
        (rules.assessment_considered, {"assessment": ""}, True),
        (rules.assessment_considered, {"assessment": "good"}, True),
        (rules.assessment_considered, {"assessment": "fail", "assessment_note": ""}, False),
        (rules.assessment_considered, {"assessment": "fail", "assessment_note": "已整改"}, True),
        (rules.refusal_gives_reasons, {"reason": " "}, False),
    ],
)
@pytest.mark.req("A15.1", "A15.4", "A16.2", "A16.3", "A16.4", "A16.5", "A16.10", "A17.4", "A7.3")
def test_each_rule_says_what_the_article_says(rule: object, facts: dict[str, object], passes: bool) -> None:
    finding = rule(ApprovalFacts(**facts), TODAY)
    assert finding.passed is passes
    if not passes:
        assert finding.verdict.remedy.in_("zh")
        assert finding.verdict.reason.in_("en")


@pytest.mark.req("X4")
@pytest.mark.parametrize("rule", [rules.opinion_in_force, rules.budget_document_attached, rules.decision_adds_up])
def test_an_unknown_fact_never_passes(rule: object) -> None:
    finding = rule(ApprovalFacts(valid_until=date(2027, 12, 15), budget_number="1", decided=D(1)), TODAY)
    assert isinstance(finding.verdict, Undecided)
