"""Contracts: none before approval but those with a ground of their own, and never more than approval and budget."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from tests.projects.city import at, paper
from tests.projects.stages import (
    SUPPLIER,
    TOTAL,
    WATCHER,
    Story,
    approved,
    change,
    contract,
    performed,
    proposed,
    registered,
    statement,
)

from qilou.casework.actions.perform import look, perform
from qilou.casework.models import Case
from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.projects.models import Contract, Declaration, PreReview, PreWorkGrant, Project

D = Decimal


def refused(story: Story, step: str, data: object, day: str = "2027-02-15") -> Refused:
    with pytest.raises(Refused) as caught:
        story.take("contract", step, day, data)
    return caught.value


def broken(error: Refused) -> set[str]:
    return {finding.rule.rpartition(".")[2] for finding in error.findings}


@pytest.mark.django_db
@pytest.mark.req("A18.8", "A15.6")
def test_no_construction_contract_before_approval() -> None:
    story = proposed()
    story.open("contract", "2027-01-05")
    error = refused(story, "register", contract(signed_on="2027-01-04"), "2027-01-05")
    assert {"approved_before_contract", "contracts_within_approved_total"} <= broken(error)
    assert "m164:15" in {one.id for one in error.cites}
    assert Contract.objects.filter(status="in_force").count() == 0


@pytest.mark.django_db
@pytest.mark.req("A18.8")
def test_a_contract_signed_before_the_approval_is_not_cured_by_registering_it_later() -> None:
    story = approved()
    story.open("contract", "2027-02-15")
    assert broken(refused(story, "register", contract(signed_on="2027-01-17"))) == {"approved_before_contract"}


@pytest.mark.django_db
@pytest.mark.req("A18.8")
def test_pre_work_comes_before_approval_within_the_grant_that_finance_made() -> None:
    story = proposed()
    form = contract(kind="pre_work", amount="80000.00", clauses=[], signed_on="2026-12-20", ground="汕财函〔2026〕9号")
    story.open("contract", "2026-12-21")
    assert broken(refused(story, "register", form, "2026-12-21")) == {"pre_work_within_grant"}
    _granted(story.project, Decimal("80000.00"))
    story.take("contract", "register", "2026-12-21", form)
    assert story.fresh().contracted == 0
    story.open("contract", "2026-12-22")
    more = contract(kind="pre_work", number="2", amount="0.01", clauses=[], signed_on="2026-12-22")
    assert broken(refused(story, "register", more, "2026-12-22")) == {"pre_work_within_grant"}


def _granted(project: Project, amount: Decimal) -> None:
    case = Case.objects.create(
        procedure="projects.pre_review",
        edition="2015",
        number=f"YS{project.pk}",
        jurisdiction_id=project.jurisdiction_id,
        title=project.name,
        state="passed",
        opened_on=date(2026, 9, 1),
        moved_at=at("2026-09-01"),
    )
    declared = Declaration.objects.create(
        case=Case.objects.create(
            procedure="projects.declaration",
            edition="2015",
            number=f"SB{project.pk}",
            jurisdiction_id=project.jurisdiction_id,
            title=project.name,
            state="accepted",
            opened_on=date(2026, 8, 1),
            moved_at=at("2026-08-01"),
        ),
        project=project,
        track="annual",
        round_year=2026,
        budget_year=2027,
    )
    review = PreReview.objects.create(case=case, project=project, declaration=declared)
    PreWorkGrant.objects.create(
        pre_review=review,
        round=1,
        asked=amount,
        purpose="可研",
        granted=amount,
        fund_year=2026,
        document="汕财函〔2026〕9号",
    )


@pytest.mark.django_db
@pytest.mark.req("A18.9", "A18.6")
def test_contracts_together_never_exceed_the_approved_total() -> None:
    story = registered(amount="2500000.00")
    assert (story.fresh().contracted, story.project.stage) == (D("2500000.00"), "contracted")
    story.open("contract", "2027-02-16")
    form = contract(
        number="2",
        amount="1364000.01",
        years=[{"year": 2027, "amount": "200000.00"}, {"year": 2028, "amount": "1164000.01"}],
    )
    assert {"contracts_within_approved_total"} <= broken(refused(story, "register", form, "2027-02-16"))
    form |= {"amount": "1364000.00", "years": [*form["years"][:1], {"year": 2028, "amount": "1164000.00"}]}
    story.take("contract", "register", "2027-02-16", form)
    assert story.fresh().contracted == TOTAL


@pytest.mark.django_db
@pytest.mark.req("A18.9", "A18.10")
def test_the_database_itself_refuses_contracts_above_the_approval_and_payments_above_the_contract() -> None:
    story = registered()
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=story.project.pk).update(contracted=TOTAL + D("0.01"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.update(paid=D("2500000.01"))
    plain = proposed(story.city, unit="land")
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=plain.project.pk).update(contracted=D("0.01"))


@pytest.mark.django_db
@pytest.mark.req("A18.9")
def test_a_contract_stays_within_the_budget_of_its_year_unless_finance_gives_more() -> None:
    story = approved()
    story.open("contract", "2027-02-15")
    form = contract(amount="2700000.01")
    error = refused(story, "register", form)
    assert broken(error) == {"contracts_within_budget"}
    assert error.cites[0].id == "budget:13"
    more = {
        "year": 2027,
        "number": "汕财预〔2027〕40号",
        "issued_on": "2027-02-12",
        "code": "440500270001",
        "amount": "0.01",
        "file": paper("追加.pdf"),
    }
    form = contract(amount="2700000.02")
    assert broken(refused(story, "register", form | {"budgets": [more, more]})) == {"contracts_within_budget"}
    form = contract(amount="2700000.01")
    story.take("contract", "register", "2027-02-15", form | {"budgets": [more]})


@pytest.mark.django_db
@pytest.mark.req("A18.9")
def test_supplements_stay_within_ten_per_cent_of_the_original_contract() -> None:
    story = registered(amount="2500000.00")
    original = story.case("contract").pk
    supplement = {"supplement_of": original, "clauses": [], "signed_on": "2027-03-10"}
    story.open("contract", "2027-03-11")
    form = contract(number="B1", amount="150000.00", **supplement)
    story.take("contract", "register", "2027-03-11", form)
    story.open("contract", "2027-03-12")
    error = refused(story, "register", contract(number="B2", amount="100000.01", **supplement), "2027-03-12")
    assert "supplements_within_ten_per_cent" in broken(error)
    assert "procurement:49" in {one.id for one in error.cites}
    form = contract(number="B2", kind="other_service", amount="1.00", **supplement)
    assert broken(refused(story, "register", form, "2027-03-12")) == {"supplement_keeps_the_kind"}
    years = [{"year": 2027, "amount": "50000.00"}, {"year": 2028, "amount": "50000.00"}]
    story.take(
        "contract", "register", "2027-03-12", contract(number="B2", amount="100000.00", **supplement, years=years)
    )


@pytest.mark.django_db
@pytest.mark.req("A20.4")
def test_a_supplement_waits_for_the_change_that_it_carries_out() -> None:
    story = registered()
    original = story.case("contract").pk
    story.open("change", "2027-03-01")
    story.take("change", "apply", "2027-03-01", change(increase="463680.00"))
    story.open("contract", "2027-03-02")
    form = contract(number="B1", amount="100000.00", supplement_of=original, clauses=[], signed_on="2027-03-02")
    error = refused(story, "register", form, "2027-03-02")
    assert broken(error) == {"change_is_decided"}
    assert error.cites[0].id == "m164:20"
    story.sign("change", "refuse", "2027-03-03", {"reason": "接口费用偏高"})
    named = form | {"change": story.case("change").pk}
    assert broken(refused(story, "register", named, "2027-03-04")) == {"change_is_decided"}
    story.take("contract", "register", "2027-03-04", form)


@pytest.mark.django_db
@pytest.mark.req("A18.5")
def test_who_builds_a_project_does_not_supervise_it() -> None:
    story = registered(amount="2500000.00")
    story.open("contract", "2027-02-16")
    form = contract(kind="supervision", number="J1", amount="86000.00", clauses=[], supplier=SUPPLIER)
    assert broken(refused(story, "register", form, "2027-02-16")) == {"supervisor_is_independent"}
    story.take("contract", "register", "2027-02-16", form | {"supplier": WATCHER})


@pytest.mark.django_db
@pytest.mark.req("A19.13")
def test_performance_is_accepted_clause_by_clause_and_a_failed_attempt_is_kept() -> None:
    story = registered()
    one = statement(held_on="2027-08-20", checks=[{"number": "3.1", "met": False}])
    assert broken(refused(story, "fail_performance", one, "2027-08-20")) == {"every_clause_checked_once"}
    story.take(
        "contract",
        "fail_performance",
        "2027-08-20",
        statement(held_on="2027-08-20", checks=[{"number": one, "met": one != "7.1"} for one in ("3.1", "5.2", "7.1")]),
    )
    short = statement(checks=[{"number": "3.1", "met": True}])
    assert broken(refused(story, "accept_performance", short, "2027-09-01")) == {"every_clause_checked_once"}
    unmet = statement(checks=[{"number": one, "met": one != "7.1"} for one in ("3.1", "5.2", "7.1")])
    assert broken(refused(story, "accept_performance", unmet, "2027-09-01")) == {"every_clause_met"}
    story.take("contract", "accept_performance", "2027-09-01", statement())
    row = Contract.objects.get(status="performed")
    assert list(row.checks.order_by("attempt").values_list("passed", flat=True)) == [False, True]


@pytest.mark.django_db
@pytest.mark.req("A19.13")
def test_a_construction_contract_names_technical_service_and_security_clauses() -> None:
    story = approved()
    story.open("contract", "2027-02-15")
    assert broken(refused(story, "register", contract(clauses=[]))) == {"acceptance_clauses_named"}


@pytest.mark.django_db
@pytest.mark.req("A18.3", "A18.4")
def test_a_tendered_contract_tells_announcement_opening_bidders_and_award() -> None:
    story = approved()
    story.open("contract", "2027-02-15")
    assert broken(refused(story, "register", contract(announcement=""))) == {"tender_is_recorded"}
    short = contract(announced_on="2027-01-20", bidders=2)
    assert broken(refused(story, "register", short)) == {"twenty_days_to_bid", "three_bidders"}
    story.take("contract", "register", "2027-02-15", contract())
    row = Contract.objects.get()
    assert (row.announced_on, row.opened_on, row.bidders) == (date(2027, 1, 19), date(2027, 2, 8), 3)


@pytest.mark.django_db
def test_a_terminated_contract_frees_what_was_not_paid() -> None:
    story = registered(amount="2500000.00")
    Contract.objects.update(paid=D("400000.00"))
    story.take("contract", "terminate", "2027-05-01", {"reason": "供应商违约"})
    assert story.fresh().contracted == D("400000.00")


@pytest.mark.django_db
def test_a_draft_is_the_units_alone_and_the_approver_reads_what_is_registered() -> None:
    story = approved()
    number = story.open("contract", "2027-02-15")
    reader = story.city.actor("authority.handler", "2027-02-15")
    with pytest.raises(Missing):
        look("projects.contract", number, actor=reader, now=at("2027-02-15"))
    story.take("contract", "register", "2027-02-15", contract())
    assert look("projects.contract", number, actor=reader, now=at("2027-02-15")).case.state == "in_force"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"signed_on": "2027-02-16"}, "signed_on"),
        ({"years": [{"year": 2027, "amount": "1.00"}, {"year": 2027, "amount": "1.00"}]}, "years"),
        ({"supplement_of": 999_999}, "supplement_of"),
    ],
)
def test_bad_entries_are_told_at_their_field(changed: dict[str, object], field: str) -> None:
    story = approved()
    story.open("contract", "2027-02-15")
    with pytest.raises(Invalid) as caught:
        story.take("contract", "register", "2027-02-15", contract(**changed))
    assert set(caught.value.errors) == {field}


@pytest.mark.django_db
def test_no_two_contracts_of_a_project_bear_one_number() -> None:
    story = performed()
    story.open("contract", "2027-09-10")
    with pytest.raises(Invalid):
        story.take("contract", "register", "2027-09-10", contract(amount="1000.00", signed_on="2027-09-09"))


@pytest.mark.req("A18.9")
def test_of_two_contracts_registered_at_once_only_what_fits_goes_through(committed_db: str) -> None:
    assert committed_db
    story = approved()
    numbers = []
    for _ in range(2):
        numbers.append(story.open("contract", "2027-02-15"))
    actor = story.city.actor("health.handler", "2027-02-15")
    forms = [
        contract(
            number=str(place),
            amount="2000000.00",
            years=[{"year": 2027, "amount": "1300000.00"}, {"year": 2028, "amount": "700000.00"}],
        )
        for place in range(2)
    ]
    start = Barrier(2)

    def register(place: int) -> str:
        start.wait()
        try:
            perform(
                "projects.contract", numbers[place], "register", actor=actor, now=at("2027-02-15"), data=forms[place]
            )
        except Refused as refusal:
            return ",".join(sorted(broken(refusal)))
        finally:
            connection.close()
        return "registered"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(register, range(2)))
    assert answers[1] == "registered"
    assert "contracts_within_approved_total" in answers[0]
    assert story.fresh().contracted == D("2000000.00")


@pytest.mark.django_db
@pytest.mark.req("A18.4", "A18.6")
@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"awarded_on": "2027-02-11"}, {"awarded_on"}),  # signed on the tenth
        ({"published_on": "2027-02-09", "filed_on": "2027-02-09"}, {"published_on", "filed_on"}),
        ({"published_on": "2027-02-16"}, {"published_on"}),  # not come yet
    ],
)
def test_award_publication_and_filing_stand_in_their_order(given: dict[str, str], wrong: set[str]) -> None:
    story = approved()
    story.open("contract", "2027-02-15")
    error = refused(story, "register", contract(**given))
    assert isinstance(error, Invalid)
    assert set(error.errors) == wrong


@pytest.mark.django_db
@pytest.mark.req("A18.4", "A18.6")
def test_publication_and_filing_are_entered_once_they_are_done_and_what_stands_stays() -> None:
    story = registered(awarded_on="2027-01-20")
    story.take("contract", "note_formalities", "2027-02-16", {"published_on": "2027-02-11"})
    story.take("contract", "note_formalities", "2027-02-18", {"filed_on": "2027-02-18"})
    row = Contract.objects.get(pk=story.case("contract").pk)
    dates = (row.awarded_on, row.published_on, row.filed_on)
    assert dates == (date(2027, 1, 20), date(2027, 2, 11), date(2027, 2, 18))
    assert isinstance(refused(story, "note_formalities", {"filed_on": "2027-02-01"}, "2027-02-19"), Invalid)
