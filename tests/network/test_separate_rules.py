"""What Articles 23, 24 and 32 ask of separate networks and own systems, rule by rule."""

from datetime import date

import pytest

from qilou.law import Breach, Met, Readings, Rule, Undecided
from qilou.network.rules import own_system as systems
from qilou.network.rules import separate as rules
from qilou.network.rules.own_system import OwnSystemFacts
from qilou.network.rules.separate import SeparateFacts

A, B, C = date(2026, 8, 1), date(2026, 8, 3), date(2026, 8, 5)
TODAY = Readings(B)
Facts = SeparateFacts
OPEN, DONE = ((1, C, None),), ((1, C, B),)


@pytest.mark.req("A23.3", "A23.4", "A23.5", "A24.3")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.no_other_plan, Facts(kind="build", under_way="", on_register=""), Met),
        (rules.no_other_plan, Facts(kind="build", under_way="DL26-1-8", on_register=""), Breach),
        (rules.no_other_plan, Facts(kind="build", under_way="", on_register="existing"), Breach),
        (rules.no_other_plan, Facts(kind="keep", under_way="", on_register="existing"), Met),
        (rules.platform_cannot_carry_it, Facts(kind="build", necessity="要", reckoning="算"), Met),
        (rules.platform_cannot_carry_it, Facts(kind="build", necessity="要", reckoning=" "), Breach),
        (rules.platform_cannot_carry_it, Facts(kind="keep", necessity="", reckoning="算"), Breach),
        (rules.platform_cannot_carry_it, Facts(kind="merge", necessity="", reckoning=""), Met),
        (rules.platform_cannot_carry_it, Facts(kind="build"), Undecided),
        (rules.plan_is_whole, Facts(kind="build", technical="技", security="安"), Met),
        (rules.plan_is_whole, Facts(kind="build", technical="技", security=""), Breach),
        (rules.plan_is_whole, Facts(kind="build", technical="", security="安"), Breach),
        (rules.plan_is_whole, Facts(kind="merge", technical="", security=""), Met),
        (rules.says_how_it_joins, Facts(kind="keep", interconnect=""), Breach),
        (rules.says_how_it_joins, Facts(kind="keep", interconnect="核心节点"), Met),
        (rules.says_how_it_joins, Facts(kind="build", interconnect=""), Met),
        (rules.has_merge_plan, Facts(kind="build", steps=(), today=B), Met),
        (rules.has_merge_plan, Facts(kind="merge", steps=(), today=B), Breach),
        (rules.has_merge_plan, Facts(kind="keep", steps=OPEN, today=B), Met),
        (rules.has_merge_plan, Facts(kind="keep", steps=((1, A, None), (2, C, None)), today=B), Breach),
        (rules.has_merge_plan, Facts(kind="keep", steps=((1, B, None),), today=B), Met),
        (rules.step_is_open, Facts(steps=OPEN, reported=1, approved_on=A, done_on=A, today=B), Met),
        (rules.step_is_open, Facts(steps=OPEN, reported=1, approved_on=A, done_on=B, today=B), Met),
        (rules.step_is_open, Facts(steps=OPEN, reported=2, approved_on=A, done_on=B, today=B), Breach),
        (rules.step_is_open, Facts(steps=DONE, reported=1, approved_on=A, done_on=B, today=B), Breach),
        (rules.step_is_open, Facts(steps=OPEN, reported=1, approved_on=B, done_on=A, today=B), Breach),
        (rules.step_is_open, Facts(steps=OPEN, reported=1, approved_on=A, done_on=C, today=B), Breach),
        (rules.after_the_approval, Facts(approved_on=A, done_on=A, today=B), Met),
        (rules.after_the_approval, Facts(approved_on=A, done_on=B, today=B), Met),
        (rules.after_the_approval, Facts(approved_on=B, done_on=A, today=B), Breach),
        (rules.after_the_approval, Facts(approved_on=A, done_on=C, today=B), Breach),
        (rules.every_step_done, Facts(steps=DONE), Met),
        (rules.every_step_done, Facts(steps=OPEN), Breach),
        (rules.every_step_done, Facts(steps=()), Breach),
    ],
)
def test_what_is_asked_of_a_separate_network(rule: Rule, facts: SeparateFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


@pytest.mark.req("A32.1", "A32.2", "A32.3")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (systems.shared_system_does_not_do, OwnSystemFacts(necessity="涉密不行", state_rule=""), Met),
        (systems.shared_system_does_not_do, OwnSystemFacts(necessity="", state_rule="某条例"), Met),
        (systems.shared_system_does_not_do, OwnSystemFacts(necessity=" ", state_rule=""), Breach),
        (systems.shared_system_does_not_do, OwnSystemFacts(), Undecided),
        (systems.to_uniform_norms, OwnSystemFacts(norms="规范", data_return="回传"), Met),
        (systems.to_uniform_norms, OwnSystemFacts(norms="", data_return="回传"), Breach),
        (systems.to_uniform_norms, OwnSystemFacts(norms="规范", data_return=""), Breach),
        (systems.leaves_time_to_mend, OwnSystemFacts(mend_by=C, today=B), Met),
        (systems.leaves_time_to_mend, OwnSystemFacts(mend_by=B, today=B), Breach),
    ],
)
def test_what_is_asked_of_an_own_system(rule: Rule, facts: OwnSystemFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)
