"""What Articles 22 to 24 ask of an access, rule by rule."""

from datetime import date

import pytest

from qilou.casework.procedure import at
from qilou.law import WORKING_DAYS, Breach, Met, Readings, Rule, Text, Undecided
from qilou.network.procedures.access import ACCESS
from qilou.network.rules import access as rules
from qilou.network.rules.access import AccessFacts

TODAY = Readings(date(2026, 8, 3))
A, B = date(2026, 8, 1), date(2026, 8, 3)
Facts = AccessFacts


@pytest.mark.req("A22.2", "A22.3", "A22.4")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.of_the_extranet, Facts(network="extranet"), Met),
        (rules.of_the_extranet, Facts(network="intranet"), Breach),
        (rules.of_the_extranet, Facts(), Undecided),
    ],
)
def test_only_the_extranet_is_dealt_with_here(rule: Rule, facts: AccessFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


WHOLE = {"kind": "new", "method": "line", "carrier": "甲", "systems": ("医保",), "undertaking": "1"}


@pytest.mark.req("A24.1", "A23.2")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.applicant_is_registered, Facts(unit_registered=True), Met),
        (rules.applicant_is_registered, Facts(unit_registered=False), Breach),
        (rules.applicant_is_of_the_area, Facts(unit_of_area=True), Met),
        (rules.applicant_is_of_the_area, Facts(unit_of_area=False), Breach),
        (rules.names_its_access, Facts(kind="new", standing=None), Met),
        (rules.names_its_access, Facts(kind="new", standing=True), Breach),
        (rules.names_its_access, Facts(kind="move", standing=True), Met),
        (rules.names_its_access, Facts(kind="move", standing=False), Breach),
        (rules.names_its_access, Facts(kind="withdraw", standing=None), Breach),
        (rules.application_is_whole, Facts(**WHOLE), Met),
        (rules.application_is_whole, Facts(**WHOLE | {"carrier": " "}), Breach),
        (rules.application_is_whole, Facts(**WHOLE | {"carrier": "", "method": "vpn"}), Met),
        (rules.application_is_whole, Facts(**WHOLE | {"systems": ()}), Breach),
        (rules.application_is_whole, Facts(**WHOLE | {"undertaking": ""}), Breach),
        (rules.application_is_whole, Facts(**WHOLE | {"systems": (), "undertaking": "", "kind": "withdraw"}), Met),
        (rules.exit_is_protected, Facts(internet=False, protection=""), Met),
        (rules.exit_is_protected, Facts(internet=True, protection=" "), Breach),
        (rules.exit_is_protected, Facts(internet=True, protection="防火墙"), Met),
        (rules.expansion_expands, Facts(kind="expand", bandwidth=100, bandwidth_now=100), Breach),
        (rules.expansion_expands, Facts(kind="expand", bandwidth=101, bandwidth_now=100), Met),
        (rules.expansion_expands, Facts(kind="move", bandwidth=1, bandwidth_now=100), Met),
        (rules.not_returned_before, Facts(returned=False), Met),
        (rules.not_returned_before, Facts(returned=True), Breach),
    ],
)
def test_what_is_asked_of_a_written_application(rule: Rule, facts: AccessFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


DONE = {"today": B, "approval_number": "汕政数〔2026〕1号", "approved_on": A}


@pytest.mark.req("A24.2", "A22.1", "A23.1")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.somebody_connects, Facts(technical_body="市电子政务技术中心"), Met),
        (rules.somebody_connects, Facts(technical_body=""), Breach),
        (rules.approved_before_connection, Facts(**DONE, carried_out_on=A), Met),
        (rules.approved_before_connection, Facts(**DONE, carried_out_on=B), Met),
        (rules.approved_before_connection, Facts(**DONE, carried_out_on=date(2026, 7, 31)), Breach),
        (rules.approved_before_connection, Facts(**DONE, carried_out_on=date(2026, 8, 4)), Breach),
        (rules.approved_before_connection, Facts(**DONE | {"approval_number": ""}, carried_out_on=B), Breach),
        (rules.approved_before_connection, Facts(**DONE | {"approved_on": None}, carried_out_on=B), Breach),
        (rules.is_to_connect, Facts(kind="new"), Met),
        (rules.is_to_connect, Facts(kind="withdraw"), Breach),
        (rules.is_to_disconnect, Facts(kind="withdraw"), Met),
        (rules.is_to_disconnect, Facts(kind="move"), Breach),
        (rules.connected_as_approved, Facts(tested=True, connected_bandwidth=100, bandwidth=100), Met),
        (rules.connected_as_approved, Facts(tested=True, connected_bandwidth=101, bandwidth=100), Breach),
        (rules.connected_as_approved, Facts(tested=False, connected_bandwidth=1, bandwidth=100), Breach),
        (rules.node_is_the_platforms, Facts(node_of_area=True), Met),
        (rules.node_is_the_platforms, Facts(node_of_area=False), Breach),
        (rules.no_measure_stands, Facts(measure=""), Met),
        (rules.no_measure_stands, Facts(measure="CS26-1-8"), Breach),
        (rules.place_is_free, Facts(taken=()), Met),
        (rules.place_is_free, Facts(taken=(Text("端口 1", "port 1"),)), Breach),
    ],
)
def test_what_is_asked_of_a_connection(rule: Rule, facts: AccessFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


@pytest.mark.req("A24.1", "A24.2")
def test_the_days_that_decision_connection_and_confirmation_are_to_take_are_targets_of_our_own() -> None:
    told = [(one.name, one.length, one.unit, one.runs_in, one.statutory) for one in ACCESS.clocks]
    assert told == [
        ("review", 10, WORKING_DAYS, at("submitted"), False),
        ("connection", 5, WORKING_DAYS, at("approved"), False),
        ("confirmation", 5, WORKING_DAYS, at("connected"), False),
    ]
