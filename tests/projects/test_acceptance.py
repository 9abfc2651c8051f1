"""Acceptance in its several acts, and the two things that wait for it: operation and follow-up money."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.projects.city import CITY, at
from tests.projects.stages import (
    SUPPLIER,
    Story,
    approved,
    awaiting_acceptance,
    change,
    final,
    on_trial,
    passed,
    performed,
    proposed,
    registered,
)

from qilou.casework.actions.parameters import set_parameter
from qilou.casework.models import Notice
from qilou.inventory.models import System
from qilou.inventory.queries import built_by
from qilou.kernel.errors import Conflict, Refused
from qilou.law import Readings
from qilou.ledger.models import Event
from qilou.projects.models import Acceptance, Attempt
from qilou.projects.rules import acceptance as rules
from qilou.projects.rules.acceptance import AcceptanceFacts

TODAY = Readings(date(2027, 11, 16))
LATER = date(2027, 12, 1)


def refused(story: Story, step: str, data: object, day: str = "2027-11-16") -> Refused:
    with pytest.raises(Refused) as caught:
        story.take("acceptance", step, day, data)
    return caught.value


def broken(error: Refused) -> set[str]:
    return {finding.rule.rpartition(".")[2] for finding in error.findings}


@pytest.mark.req("A19.1", "A19.2", "A19.3", "A19.7", "A19.8", "A19.9", "A19.10", "A19.12", "A38.4")
@pytest.mark.parametrize(
    ("rule", "facts", "passes"),
    [
        (rules.approved_before_acceptance, {"approved": False}, False),
        (rules.something_was_built, {"contracts": 0}, False),
        (rules.contracts_accepted, {"unaccepted_contracts": ("1",)}, False),
        (rules.preliminary_accepted, {"preliminary_passed": False}, False),
        (rules.trial_run_complete, {"trial_started_on": None}, False),
        (
            rules.trial_run_complete,
            {
                "trial_started_on": date(2027, 9, 1),
                "trial_ends_on": LATER,
                "today": date(2027, 11, 30),
                "trial_days": 91,
            },
            False,
        ),
        (
            rules.trial_run_complete,
            {"trial_started_on": date(2027, 9, 1), "trial_ends_on": LATER, "today": LATER},
            True,
        ),
        (rules.trial_run_logged, {"log_entries": 0}, False),
        (rules.trial_run_ended, {"trial_ended_on": None}, False),
        (rules.every_item_checked_once, {"items": ("1", "2"), "checks": (("1", "done"),)}, False),
        (rules.every_item_checked_once, {"items": ("1",), "checks": (("1", "done"), ("1", "done"))}, False),
        (rules.every_item_checked_once, {"items": ("1",), "checks": (("1", "done"), ("7", "done"))}, False),
        (rules.every_item_checked_once, {"items": ("1", "2"), "checks": (("2", "done"), ("1", "unfinished"))}, True),
        (rules.every_item_done, {"checks": (("1", "unfinished"),), "changed_items": frozenset({"1"})}, False),
        (rules.every_item_done, {"checks": (("1", "changed"),), "changed_items": frozenset()}, False),
        (rules.every_item_done, {"checks": (("1", "changed"),), "changed_items": frozenset({"1"})}, True),
        (rules.security_proved, {"proofs": ()}, False),
        (rules.security_proved, {"proofs": (("software_test", "conforms"),)}, False),
        (rules.security_proved, {"proofs": (("graded_protection", "fails"),)}, False),
        (rules.security_proved, {"proofs": (("graded_protection", "conforms"), ("cryptography", "fails"))}, False),
        (rules.security_proved, {"proofs": (("graded_protection", "mostly"),)}, True),
        (rules.group_has_no_ties, {"members": 0}, False),
        (rules.group_has_no_ties, {"members": 3, "tied": ("甲",)}, False),
        (rules.report_on_file, {"report_file": ""}, False),
        (rules.no_change_awaits, {"pending_change": "BG"}, False),
        (rules.failure_gives_reasons, {"reason": ""}, False),
        (rules.attempts_left, {"failures": 9}, True),
        (rules.accepted_before_operation, {"passed_on": None}, False),
        (rules.accepted_before_operation, {"passed_on": LATER}, True),
        (rules.not_operating_yet, {"operating": True}, False),
    ],
)
def test_each_rule_says_what_the_article_says(rule: object, facts: dict[str, object], passes: bool) -> None:
    finding = rule(AcceptanceFacts(**facts), TODAY)
    assert finding.passed is passes
    if not passes:
        assert finding.verdict.remedy.in_("zh")
        assert finding.verdict.reason.in_("en")


@pytest.mark.req("A19.8", "X5")
@pytest.mark.parametrize(("allowed", "failures", "passes"), [(0, 5, True), (1, 1, True), (1, 2, False)])
def test_how_often_acceptance_is_repeated_is_a_parameter(allowed: int, failures: int, passes: bool) -> None:
    readings = Readings(LATER, {"acceptance_attempts": allowed})
    assert rules.attempts_left(AcceptanceFacts(failures=failures), readings).passed is passes


@pytest.mark.django_db
@pytest.mark.req("A19.13")
def test_the_project_is_accepted_after_its_contracts_and_after_preliminary_acceptance() -> None:
    story = approved()
    story.open("acceptance", "2027-02-01")
    opinion = {"held_on": "2027-02-01", "opinion": "同意试运行"}
    assert "something_was_built" in broken(refused(story, "pass_preliminary", opinion, "2027-02-01"))
    registered(story)
    opinion["held_on"] = "2027-03-01"
    assert broken(refused(story, "pass_preliminary", opinion, "2027-03-01")) == {"contracts_accepted"}
    with pytest.raises(Conflict):
        story.take("acceptance", "start_trial", "2027-03-01", {"started_on": "2027-03-01"})
    story.take("acceptance", "fail_preliminary", "2027-03-02", {"held_on": "2027-03-02", "reason": "接口未通"})
    story.take(
        "contract",
        "accept_performance",
        "2027-09-01",
        {
            "held_on": "2027-09-01",
            "statement": "履约〔2027〕1号",
            "checks": [{"number": one, "met": True} for one in ("3.1", "5.2", "7.1")],
        },
    )
    story.take("acceptance", "pass_preliminary", "2027-09-02", {"held_on": "2027-09-02", "opinion": "同意"})
    assert list(Attempt.objects.order_by("pk").values_list("kind", "number", "passed")) == [
        ("preliminary", 1, False),
        ("preliminary", 2, True),
    ]


@pytest.mark.django_db
@pytest.mark.req("A19.1", "A19.3")
def test_the_trial_run_lasts_as_the_contract_says_and_has_a_log() -> None:
    story = on_trial()
    case = story.case("acceptance")
    assert case.due_on == date(2027, 11, 5)
    end = {"report": "试运行〔2027〕1号"}
    assert broken(refused(story, "end_trial", end, "2027-11-04")) == {"trial_run_complete", "trial_run_logged"}
    story.take("acceptance", "log_trial", "2027-10-08", {"day": "2027-10-08", "event": "故障", "is_fault": True})
    story.take("acceptance", "end_trial", "2027-11-05", end)
    row = Acceptance.objects.get()
    assert (row.trial_days, row.trial_ended_on, row.log.count()) == (60, date(2027, 11, 5), 1)


@pytest.mark.django_db
@pytest.mark.req("A19.3", "X5")
def test_without_a_contract_clause_the_parameter_gives_the_length() -> None:
    story = performed(trial_run_days=None)
    set_parameter(
        "trial_run_days",
        actor=story.city.actor("authority.handler", "2027-09-01"),
        now=at("2027-09-01"),
        jurisdiction=CITY,
        value=30,
        since=date(2027, 9, 1),
        until=None,
        document="汕政数〔2027〕9号",
    )
    story.open("acceptance", "2027-09-02")
    story.take("acceptance", "pass_preliminary", "2027-09-03", {"held_on": "2027-09-03", "opinion": "同意"})
    story.take("acceptance", "start_trial", "2027-09-06", {"started_on": "2027-09-06"})
    assert story.case("acceptance").due_on == date(2027, 10, 6)


@pytest.mark.django_db
@pytest.mark.req("A19.2", "A19.4", "A19.11", "X6")
def test_a_pass_numbers_the_report_tells_finance_and_enters_the_inventory() -> None:
    story = passed()
    told = Notice.objects.order_by("-pk")[0]
    row = Acceptance.objects.get()
    assert (row.passed_on, row.report_number) == (date(2027, 11, 16), told.number)
    assert {one["name"] for one in told.recipients} == {"市政务服务和数据管理局", "市财政局"}
    assert "财政投资评审和拨付后续资金" in told.body["zh"][-2]
    system = built_by(story.project.thing)
    assert (system.status.value, system.accepted_on) == ("accepted", date(2027, 11, 16))
    assert System.objects.get().acceptance_case == story.numbers["acceptance"]
    assert story.fresh().stage == "acceptance_passed"
    event = Event.objects.filter(name="projects.acceptance.pass").get()
    assert "陈一" not in bytes(event.body).decode()
    assert "commit" in json.dumps(json.loads(bytes(event.body))["input"]["members"])


@pytest.mark.django_db
@pytest.mark.req("A19.9", "A19.10", "A19.12", "A38.4")
def test_items_evidence_and_members_are_checked() -> None:
    story = awaiting_acceptance()
    half = final()["checks"]
    assert broken(refused(story, "pass", final(checks=half[:2]))) == {"every_item_checked_once"}
    unfinished = [*half[:2], half[2] | {"result": "unfinished"}]
    assert broken(refused(story, "pass", final(checks=unfinished))) == {"every_item_done"}
    assert broken(refused(story, "pass", final(proofs=[]))) == {"security_proved"}
    tied = [{"name": "张三", "organisation": SUPPLIER}]
    error = refused(story, "pass", final(members=tied))
    assert broken(error) == {"group_has_no_ties"}
    assert SUPPLIER in error.findings[0].verdict.reason.in_("zh")
    assert broken(refused(story, "pass", final(file=None))) == {"report_on_file"}


@pytest.mark.django_db
@pytest.mark.req("A20.4")
def test_nothing_is_accepted_while_a_change_is_re_examined() -> None:
    story = awaiting_acceptance()
    story.open("change", "2027-11-10")
    story.take("change", "apply", "2027-11-10", change(increase="463680.00"))
    assert broken(refused(story, "pass", final())) == {"no_change_awaits"}


@pytest.mark.django_db
@pytest.mark.req("A19.8", "X6", "A19.6")
def test_a_failed_acceptance_is_kept_put_right_and_repeated() -> None:
    story = awaiting_acceptance()
    failed = {"held_on": "2027-11-10", "reason": "规则引擎未达性能", "rectify_by": "2027-11-30"}
    story.take("acceptance", "fail", "2027-11-10", failed)
    told = Notice.objects.order_by("-pk")[0]
    assert told.kind == "projects.acceptance.failure"
    assert "终验款、质保金" in "".join(told.body["zh"])
    assert story.case("acceptance").state == "rectifying"
    story.take("acceptance", "rectify", "2027-11-15", {"rectified": "已扩容并复测"})
    story.take("acceptance", "pass", "2027-11-16", final())
    attempts = Attempt.objects.filter(kind="final").order_by("number")
    assert [(one.number, one.passed, one.rectified) for one in attempts] == [(1, False, "已扩容并复测"), (2, True, "")]


@pytest.mark.django_db
@pytest.mark.req("A19.7", "X7")
def test_nothing_goes_into_operation_before_it_passed() -> None:
    story = registered()
    story.open("acceptance", "2027-03-01")
    on = {"on": "2027-03-01"}
    error = refused(story, "put_into_operation", on, "2027-03-01")
    assert broken(error) == {"accepted_before_operation"}
    assert error.cites[0].id == "m164:19.2"
    assert "验收" in error.findings[0].verdict.remedy.in_("zh")
    story = awaiting_acceptance(proposed(story.city, unit="land"))
    story.take("acceptance", "fail", "2027-11-10", {"held_on": "2027-11-10", "reason": "未达性能"})
    assert broken(refused(story, "put_into_operation", {"on": "2027-11-11"}, "2027-11-11")) == {
        "accepted_before_operation"
    }
    assert System.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.req("A19.7")
def test_a_passed_project_goes_into_operation_once() -> None:
    story = passed()
    story.take("acceptance", "put_into_operation", "2027-12-01", {"on": "2027-12-01"})
    assert System.objects.get().status == "operating"
    assert (story.fresh().stage, Acceptance.objects.get().operating_since) == ("operating", date(2027, 12, 1))
    with pytest.raises(Conflict):
        story.take("acceptance", "put_into_operation", "2027-12-02", {"on": "2027-12-02"})


@pytest.mark.django_db
@pytest.mark.req("A19.7")
def test_the_database_itself_refuses_operation_without_acceptance() -> None:
    story = on_trial()
    with pytest.raises(IntegrityError), transaction.atomic():
        Acceptance.objects.update(operating_since=date(2027, 10, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Acceptance.objects.update(passed_on=date(2027, 10, 1))
    assert story.project.pk


@pytest.mark.django_db
def test_a_project_has_one_acceptance() -> None:
    story = on_trial()
    with pytest.raises(Conflict) as caught:
        story.open("acceptance", "2027-10-01")
    assert story.numbers["acceptance"] in caught.value.message.in_("zh")


@pytest.mark.django_db
@pytest.mark.req("A15.6", "A19.1", "A19.2", "A19.8", "A19.13")
def test_every_act_of_acceptance_reads_the_rows_before_it_and_not_only_its_place_in_the_chart() -> None:
    story = approved()
    story.open("acceptance", "2027-02-01")
    failed = {"held_on": "2027-02-01", "reason": "接口未通"}
    assert broken(refused(story, "fail_preliminary", failed, "2027-02-01")) == {"something_was_built"}
    story = awaiting_acceptance(proposed(story.city, unit="land"))
    Acceptance.objects.update(trial_ended_on=None)
    failed["held_on"] = "2027-11-10"
    assert broken(refused(story, "fail", failed, "2027-11-10")) == {"trial_run_ended"}
    Acceptance.objects.update(trial_ended_on=date(2027, 11, 5))
    story.take("acceptance", "fail", "2027-11-10", failed)
    set_parameter(
        "acceptance_attempts",
        actor=story.city.actor("authority.handler", "2027-11-11"),
        now=at("2027-11-11"),
        jurisdiction=CITY,
        value=1,
        since=date(2027, 11, 11),
        until=None,
        document="汕政数〔2027〕20号",
    )
    story.take("acceptance", "rectify", "2027-11-12", {"rectified": "已整改"})
    story.take("acceptance", "fail", "2027-11-13", failed | {"held_on": "2027-11-13"})
    assert broken(refused(story, "rectify", {"rectified": "再整改"}, "2027-11-14")) == {"attempts_left"}


@pytest.mark.django_db
@pytest.mark.req("A19.1", "A19.13")
def test_the_trial_run_begins_only_on_a_preliminary_acceptance_that_is_on_record() -> None:
    story = performed()
    story.open("acceptance", "2027-09-02")
    story.take("acceptance", "pass_preliminary", "2027-09-03", {"held_on": "2027-09-03", "opinion": "同意试运行"})
    Attempt.objects.update(passed=False)
    error = refused(story, "start_trial", {"started_on": "2027-09-06"}, "2027-09-06")
    assert broken(error) == {"preliminary_accepted"}
