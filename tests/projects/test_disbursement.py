"""Payment: on a registered contract, within it and the year's budget, and follow-up money only after acceptance."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.projects.city import CITY, at
from tests.projects.stages import Story, awaiting_acceptance, on_trial, passed, payment, proposed, registered

from qilou.casework.actions.parameters import set_parameter
from qilou.casework.models import Notice
from qilou.kernel.errors import Invalid, NotPermitted, Refused
from qilou.law import Readings
from qilou.projects.models import Acceptance, BudgetDocument, Contract, Disbursement
from qilou.projects.rules import disbursement as rules
from qilou.projects.rules.disbursement import PaymentFacts

D = Decimal
DAY = date(2027, 12, 1)
TODAY = Readings(DAY)


def refused(story: Story, step: str, data: object, day: str = "2027-05-10", who: str = "") -> Refused:
    with pytest.raises(Refused) as caught:
        story.take("disbursement", step, day, data, who=who)
    return caught.value


def broken(error: Refused) -> set[str]:
    return {finding.rule.rpartition(".")[2] for finding in error.findings}


def asked(story: Story, day: str = "2027-05-10", **changed: object) -> Story:
    """A payment is applied for."""
    story.open("disbursement", day)
    story.take("disbursement", "submit", day, payment(story, **changed))
    return story


def paid(story: Story, day: str = "2027-05-10", **changed: object) -> Story:
    """A payment is applied for, agreed to and made."""
    asked(story, day, **changed)
    story.sign("disbursement", "agree", day, {}, body="finance")
    number = Disbursement.objects.count()
    voucher = {"voucher": f"汕库付{number}", "paid_on": day}
    story.take("disbursement", "record_payment", day, voucher, who="finance.handler")
    return story


@pytest.mark.req("A18.10", "A19.5", "A19.6")
@pytest.mark.parametrize(
    ("rule", "facts", "passes"),
    [
        (rules.follow_up_after_acceptance, {"instalment": "final", "accepted_on": None, "failures": 0}, False),
        (rules.follow_up_after_acceptance, {"instalment": "retention", "accepted_on": None, "failures": 1}, False),
        (rules.follow_up_after_acceptance, {"instalment": "final", "accepted_on": DAY}, True),
        (rules.follow_up_after_acceptance, {"instalment": "progress", "accepted_on": None}, True),
        (rules.follow_up_after_acceptance, {"instalment": "advance", "accepted_on": None}, True),
        (rules.acceptance_report_named, {"instalment": "final", "report_number": "1", "named_report": ""}, False),
        (rules.acceptance_report_named, {"instalment": "final", "report_number": "1", "named_report": "2"}, False),
        (rules.acceptance_report_named, {"instalment": "final", "report_number": "", "named_report": ""}, False),
        (rules.acceptance_report_named, {"instalment": "final", "report_number": "1", "named_report": "1"}, True),
        (rules.contract_is_registered, {"contract_registered": False}, False),
        (rules.approved_before_payment, {"approved": False, "contract_kind": "construction"}, False),
        (rules.approved_before_payment, {"approved": False, "contract_kind": "pre_work"}, True),
        (rules.payments_within_contract, {"committed": D(90), "amount": D(10), "contract_amount": D(100)}, True),
        (rules.payments_within_contract, {"committed": D(90), "amount": D("10.01"), "contract_amount": D(100)}, False),
        (rules.instalment_fits, {"instalment": "pre_work", "contract_kind": "construction"}, False),
        (rules.instalment_fits, {"instalment": "final", "contract_kind": "pre_work"}, False),
        (rules.preliminary_instalment_earned, {"instalment": "preliminary", "preliminary_passed": False}, False),
        (rules.voucher_recorded, {"voucher": " ", "agreed_on": DAY, "paid_on": DAY, "today": DAY}, False),
        (rules.voucher_recorded, {"voucher": "1", "agreed_on": None, "paid_on": DAY, "today": DAY}, False),
        (
            rules.voucher_recorded,
            {"voucher": "1", "agreed_on": DAY, "paid_on": date(2027, 11, 30), "today": DAY},
            False,
        ),
        (rules.voucher_recorded, {"voucher": "1", "agreed_on": DAY, "paid_on": DAY, "today": DAY}, True),
        (rules.refusal_gives_reasons, {"reason": ""}, False),
    ],
)
def test_each_rule_says_what_the_article_says(rule: object, facts: dict[str, object], passes: bool) -> None:
    finding = rule(PaymentFacts(**facts), TODAY)
    assert finding.passed is passes
    if not passes:
        assert finding.verdict.remedy.in_("zh")
        assert finding.verdict.reason.in_("en")


@pytest.mark.req("A19.6", "X5")
def test_which_instalments_are_follow_up_funds_is_a_dated_parameter() -> None:
    facts = PaymentFacts(instalment="progress", accepted_on=None, failures=0)
    assert rules.follow_up_after_acceptance(facts, TODAY).passed
    wider = Readings(DAY, {"follow_up_instalments": ["progress", "final", "retention"]})
    finding = rules.follow_up_after_acceptance(facts, wider)
    assert not finding.passed
    assert finding.parameters["follow_up_instalments"] == ("progress", "final", "retention")


@pytest.mark.req("A18.9")
@pytest.mark.parametrize(
    ("year", "amount", "passes"), [(2027, "40", True), (2027, "40.01", False), (2028, "0.01", False)]
)
def test_a_year_pays_no_more_than_its_budget(year: int, amount: str, passes: bool) -> None:
    facts = PaymentFacts(
        contract_kind="construction",
        year=year,
        amount=D(amount),
        paid_by_year={2027: D(60)},
        budget_by_year={2027: D(100)},
    )
    assert rules.payments_within_budget(facts, TODAY).passed is passes


@pytest.mark.django_db
@pytest.mark.req("A19.6", "X7")
@pytest.mark.parametrize("instalment", ["final", "retention"])
def test_follow_up_money_is_blocked_before_acceptance_and_told_what_would_make_it_pass(instalment: str) -> None:
    story = awaiting_acceptance()
    story.open("disbursement", "2027-11-08")
    form = payment(story, instalment=instalment, report_number="x")
    error = refused(story, "submit", form, "2027-11-08")
    assert broken(error) == {"follow_up_after_acceptance", "acceptance_report_named"}
    assert error.cites[0].id == "m164:19.2"
    assert "验收合格" in error.findings[0].verdict.remedy.in_("zh")
    story.take("acceptance", "fail", "2027-11-10", {"held_on": "2027-11-10", "reason": "未达性能"})
    error = refused(story, "submit", form, "2027-11-11")
    assert "不合格" in error.findings[0].verdict.reason.in_("zh")


@pytest.mark.django_db
@pytest.mark.req("A19.5", "A19.6", "A7.4", "X6")
def test_after_acceptance_finance_pays_follow_up_money_on_its_report() -> None:
    story = passed()
    report = Acceptance.objects.get().report_number
    story.open("disbursement", "2027-12-01")
    form = payment(story, instalment="final")
    assert broken(refused(story, "submit", form, "2027-12-01")) == {"acceptance_report_named"}
    story.take("disbursement", "submit", "2027-12-01", form | {"report_number": report})
    row = Disbursement.objects.get()
    assert (row.follow_up, row.agreed_on) == (True, None)
    with pytest.raises(NotPermitted):
        story.take("disbursement", "agree", "2027-12-02", {}, who="authority.handler")
    story.sign("disbursement", "agree", "2027-12-02", {"opinion": "同意"}, body="finance")
    told = Notice.objects.order_by("-pk")[0]
    assert (told.issuer, report in "".join(told.body["zh"])) == ("市财政局", True)
    early = {"voucher": "汕库付1", "paid_on": "2027-12-01"}
    assert broken(refused(story, "record_payment", early, "2027-12-03", "finance.handler")) == {"voucher_recorded"}
    voucher = {"voucher": "汕库付1", "paid_on": "2027-12-03"}
    story.take("disbursement", "record_payment", "2027-12-03", voucher, who="finance.handler")
    row.refresh_from_db()
    assert (row.voucher, row.outcome, row.acceptance_id) == ("汕库付1", "paid", Acceptance.objects.get().pk)
    assert row.assessment == {"on_file": False}
    assert Contract.objects.get().paid == D("1000000.00")


@pytest.mark.django_db
@pytest.mark.req("A19.6")
def test_advance_and_progress_follow_the_contract_before_acceptance() -> None:
    story = registered()
    paid(story, instalment="advance", amount="750000.00")
    paid(story, instalment="progress", amount="1000000.00")
    assert Contract.objects.get().paid == D("1750000.00")
    assert not Disbursement.objects.filter(follow_up=True).exists()


@pytest.mark.django_db
@pytest.mark.req("A19.6", "X5")
def test_a_city_may_count_progress_payments_as_follow_up_money_too() -> None:
    story = registered()
    set_parameter(
        "follow_up_instalments",
        actor=story.city.actor("authority.handler", "2027-03-01"),
        now=at("2027-03-01"),
        jurisdiction=CITY,
        value=["progress", "final", "retention"],
        since=date(2027, 3, 1),
        until=None,
        document="汕财〔2027〕12号",
    )
    story.open("disbursement", "2027-05-10")
    assert "follow_up_after_acceptance" in broken(refused(story, "submit", payment(story)))


@pytest.mark.django_db
@pytest.mark.req("A18.10")
def test_payments_on_their_way_count_against_the_contract() -> None:
    story = registered()
    asked(story, amount="2000000.00")
    story.open("disbursement", "2027-05-11")
    assert broken(refused(story, "submit", payment(story, amount="500000.01"), "2027-05-11")) == {
        "payments_within_contract"
    }
    story.take("disbursement", "submit", "2027-05-11", payment(story, amount="500000.00"))


@pytest.mark.django_db
@pytest.mark.req("A18.10", "A19.6")
def test_what_is_refused_or_withdrawn_counts_no_more() -> None:
    story = registered()
    asked(story, amount="2000000.00")
    story.sign("disbursement", "refuse", "2027-05-12", {"reason": "里程碑未完成"}, body="finance")
    assert "里程碑未完成" in "".join(Notice.objects.order_by("-pk")[0].body["zh"])
    asked(story, "2027-05-13", amount="2500000.00")
    story.take("disbursement", "withdraw", "2027-05-14", {"reason": "改期"})
    asked(story, "2027-05-15", amount="2500000.00")


@pytest.mark.django_db
@pytest.mark.req("A19.5")
def test_finance_sends_an_application_back_with_reasons_and_the_unit_applies_again() -> None:
    story = registered()
    asked(story, amount="2000000.00")
    with pytest.raises(Refused):
        story.take("disbursement", "send_back", "2027-05-12", {"reason": ""}, who="finance.handler")
    story.take("disbursement", "send_back", "2027-05-12", {"reason": "缺发票"}, who="finance.handler")
    assert story.case("disbursement").state == "draft"
    story.take("disbursement", "submit", "2027-05-13", payment(story, amount="2000000.00"))
    assert story.case("disbursement").state == "submitted"


@pytest.mark.django_db
@pytest.mark.req("A18.10")
def test_the_preliminary_instalment_needs_a_passed_preliminary_acceptance() -> None:
    story = registered()
    story.open("disbursement", "2027-05-10")
    form = payment(story, instalment="preliminary")
    assert broken(refused(story, "submit", form)) == {"preliminary_instalment_earned"}
    story = on_trial(proposed(story.city, unit="land"))
    asked(story, "2027-09-10", instalment="preliminary")


@pytest.mark.django_db
@pytest.mark.req("A18.10", "A18.8")
def test_nothing_is_paid_on_a_contract_that_is_not_registered_or_not_the_projects() -> None:
    story = registered()
    other = registered(proposed(story.city, unit="land"))
    story.open("disbursement", "2027-05-10")
    with pytest.raises(Invalid):
        story.take("disbursement", "submit", "2027-05-10", payment(other))
    story.open("contract", "2027-05-10")
    assert "contract_is_registered" in broken(refused(story, "submit", payment(story)))


@pytest.mark.django_db
@pytest.mark.req("A19.6")
def test_the_database_itself_refuses_follow_up_money_without_acceptance() -> None:
    story = registered()
    asked(story)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disbursement.objects.update(follow_up=True, agreed_on=date(2027, 5, 11))
    with pytest.raises(IntegrityError), transaction.atomic():
        Disbursement.objects.update(outcome="paid", agreed_on=date(2027, 5, 11))


@pytest.mark.django_db
@pytest.mark.req("A18.9", "A18.10", "A19.6")
def test_finance_weighs_the_application_anew_when_it_agrees() -> None:
    story = registered()
    asked(story)
    assert broken(refused(story, "refuse", {"reason": " "}, "2027-05-11", "finance.handler")) == {
        "refusal_gives_reasons"
    }
    BudgetDocument.objects.update(amount=D("999999.99"))
    error = refused(story, "agree", {}, "2027-05-11", "finance.handler")
    assert broken(error) == {"payments_within_budget"}
    assert error.cites[0].id == "budget:13"
