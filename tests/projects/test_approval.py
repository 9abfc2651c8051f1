"""Approval: who decides by which route, on what it rests, within which time, and what it fixes."""

import json
from datetime import date
from decimal import Decimal

import pytest
from tests.projects.city import CITY, DISTRICT, at, build
from tests.projects.stages import (
    TOTAL,
    YEARS,
    Story,
    accepted,
    application,
    applied,
    approved,
    fund_of,
    proposed,
    reply,
)

from qilou.assessment.actions import enter_result
from qilou.assessment.models import Grade
from qilou.casework.actions.parameters import set_parameter
from qilou.casework.actions.sign_off import endorse
from qilou.casework.actions.sweep import sweep
from qilou.casework.models import Case, Notice
from qilou.casework.queries.case_page import case_page
from qilou.kernel.errors import NotPermitted, Refused
from qilou.ledger.models import Event
from qilou.projects.models import Approval, ApprovedYear, FundEntry, Listing
from qilou.projects.models.project import Track


def refused(story: Story, step: str, data: object, day: str = "2027-01-11", who: str = "") -> Refused:
    """The refusal of a step."""
    with pytest.raises(Refused) as caught:
        story.take("approval", step, day, data, who=who)
    return caught.value


def broken(error: Refused) -> set[str]:
    """The rules that refused, by name."""
    return {finding.rule.rpartition(".")[2] for finding in error.findings}


def last_notice() -> Notice:
    return Notice.objects.order_by("-pk")[0]


# The application


@pytest.mark.django_db
@pytest.mark.req("A16.2", "A17.4")
def test_an_application_ends_the_opinions_year_and_keeps_its_date() -> None:
    story = applied(day="2027-12-15")
    assert Listing.objects.get(project=story.project).outcome == "applied"
    assert Approval.objects.get(project=story.project).applied_on == date(2027, 12, 15)
    story.take("approval", "accept", "2027-12-20", who="authority.handler")
    story.sign("approval", "approve", "2027-12-22", reply())
    assert story.fresh().approved_total == TOTAL


@pytest.mark.django_db
@pytest.mark.req("A17.3", "A17.4")
def test_the_day_after_the_opinions_year_is_too_late() -> None:
    story = proposed()
    story.open("approval", "2027-12-16")
    error = refused(story, "apply", application(), "2027-12-16")
    assert "opinion_in_force" in broken(error)
    assert "m164:17" in {one.id for one in error.cites}


@pytest.mark.django_db
@pytest.mark.req("A16.3")
@pytest.mark.parametrize("missing", ["budget_number", "budget_code", "budget_file"])
def test_without_finances_budget_document_there_is_no_application(missing: str) -> None:
    story = proposed()
    story.open("approval", "2027-01-11")
    error = refused(story, "apply", application() | {missing: None if missing == "budget_file" else ""})
    assert broken(error) == {"budget_document_attached"}
    assert error.cites[0].id == "m164:16.2"


@pytest.mark.django_db
@pytest.mark.req("A16.4")
def test_more_than_the_opinion_suggests_needs_a_reason() -> None:
    story = proposed()
    story.open("approval", "2027-01-11")
    error = refused(story, "apply", application(total="3864000.01"))
    assert broken(error) == {"application_agrees_with_opinion"}
    story.take("approval", "apply", "2027-01-11", application(total="3864000.01", departure="硬件价格上涨"))


@pytest.mark.django_db
@pytest.mark.req("A14.8", "A16.2")
def test_a_project_that_is_not_proposed_cannot_apply() -> None:
    story = proposed()
    Listing.objects.filter(project=story.project).update(outcome="listed")
    story.open("approval", "2027-01-11")
    assert "project_is_proposed" in broken(refused(story, "apply", application()))


@pytest.mark.django_db
def test_only_the_projects_own_unit_opens_its_application() -> None:
    story = proposed()
    with pytest.raises(Refused):
        story.open("approval", "2027-01-11", who="land.handler")


# Receipt and time


@pytest.mark.django_db
@pytest.mark.req("A16.5")
def test_what_meets_the_requirements_cannot_be_sent_back_without_naming_a_deficient_material() -> None:
    story = applied()
    who = "authority.handler"
    error = refused(story, "return_once", {"defects": []}, "2027-01-12", who)
    assert broken(error) == {"return_names_a_defect"}
    assert "应当受理" in error.findings[0].verdict.reason.in_("zh")
    assert broken(refused(story, "decline", {"defects": []}, "2027-01-12", who)) == {
        "returned_before_declined",
        "return_names_a_defect",
    }
    defect = {"defects": [{"material": "budget_document", "defect": "文号与财政系统不符"}]}
    story.take("approval", "return_once", "2027-01-12", defect, who=who)
    story.take("approval", "resubmit", "2027-01-14", application(budget_number="汕财预〔2027〕4号"))
    assert broken(refused(story, "return_once", defect, "2027-01-15", who)) == {"not_returned_before"}
    assert Approval.objects.get().applied_on == date(2027, 1, 11)
    story.take("approval", "accept", "2027-01-15", who=who)


@pytest.mark.django_db
@pytest.mark.req("A16.6", "A16.7", "X3")
@pytest.mark.parametrize(("accepted_on", "due"), [("2026-02-10", date(2026, 2, 26)), ("2026-03-02", date(2026, 3, 11))])
def test_the_reply_is_due_seven_working_days_after_acceptance(accepted_on: str, due: date) -> None:
    story = proposed(proposed_on=date(2026, 1, 5))
    applied(story, day=accepted_on)
    assert story.case("approval").due_on is None
    story.take("approval", "accept", accepted_on, who="authority.handler")
    assert story.case("approval").due_on == due


@pytest.mark.django_db
@pytest.mark.req("A16.7", "X5")
def test_under_the_other_reading_the_seven_days_run_from_receipt() -> None:
    city = build()
    set_parameter(
        "reply_clock_start",
        actor=city.actor("authority.handler", "2026-01-05"),
        now=at("2026-01-05"),
        jurisdiction=CITY,
        value="receipt",
        since=date(2026, 1, 5),
        until=None,
        document="汕政数〔2026〕1号",
    )
    story = applied(proposed(city, proposed_on=date(2026, 1, 5)), day="2026-03-02")
    assert story.case("approval").due_on == date(2026, 3, 11)
    story.take("approval", "accept", "2026-03-05", who="authority.handler")
    assert story.case("approval").due_on == date(2026, 3, 11)


@pytest.mark.django_db
@pytest.mark.req("A16.9")
def test_seven_days_without_a_reply_approve_nothing() -> None:
    story = accepted()
    due = story.case("approval").due_on
    assert sweep(now=at("2027-06-01")) == 0
    assert story.case("approval").state == "under_review"
    assert story.fresh().approved_total is None
    assert Case.objects.overdue(date(2027, 6, 1)).filter(number=story.numbers["approval"]).exists()
    assert due < date(2027, 6, 1)


@pytest.mark.django_db
@pytest.mark.req("A16.13")
def test_special_projects_take_the_same_route_in_the_same_time() -> None:
    story = accepted(proposed(track=Track.SPECIAL, fund_line="remaining"), day="2027-01-12")
    assert story.case("approval").clocks.get(ended_on=None).length == 7
    story.sign("approval", "approve", "2027-01-18", reply())
    assert story.fresh().route == "egovernment"


# The reply


@pytest.mark.django_db
@pytest.mark.req("A16.12", "A16.8", "A16.11", "A7.6", "X6", "X1")
def test_the_reply_fixes_content_total_and_years_and_goes_to_finance_on_the_same_day() -> None:
    story = approved()
    project = story.fresh()
    assert (project.approved_total, project.approved_on, project.stage) == (TOTAL, date(2027, 1, 18), "approved")
    assert [one["number"] for one in project.approved_items] == ["1", "2", "3"]
    assert dict(ApprovedYear.objects.values_list("year", "amount")) == YEARS
    told = last_notice()
    assert told.number == "汕政数〔2027〕2号"
    assert told.issued_on == date(2027, 1, 18)
    assert [(one["name"], one["copy"]) for one in told.recipients] == [("市医疗保障局", False), ("市财政局", True)]
    words, english = "".join(told.body["zh"]), "".join(told.body["en"])
    assert "总投资3,864,000.00元，其中：2027年2,700,000.00元" in words
    assert "2027年1月11日" in words
    assert "11 January 2027" in english
    assert "无考核结果在案" in words
    assert "no result on file" in english
    assert "第十六条第二款" in words
    assert Approval.objects.get().reply_number == told.number
    event = Event.objects.filter(name="projects.approval.approve").get()
    body = json.loads(bytes(event.body))
    assert body["effects"]["done"]["assessment"] == {"on_file": False}
    assert {one["outcome"] for one in body["findings"]} == {"met"}
    assert body["effects"]["done"]["projects_approval"]


@pytest.mark.django_db
@pytest.mark.req("A16.14", "A16.6")
def test_only_the_signature_approves_and_the_clock_runs_until_then() -> None:
    story = accepted()
    story.take("approval", "approve", "2027-01-13", reply(), who="authority.handler")
    assert story.fresh().approved_total is None
    assert story.case("approval").due_on is not None
    number = story.numbers["approval"]
    with pytest.raises(NotPermitted):
        endorse("projects.approval", number, actor=story.city.actor("authority.signer"), now=at("2027-01-13"))
    endorse("projects.approval", number, actor=story.city.actor("authority.checker"), now=at("2027-01-13"))
    assert story.fresh().approved_total is None
    endorse("projects.approval", number, actor=story.city.actor("authority.signer"), now=at("2027-01-14"))
    assert story.fresh().approved_total == TOTAL
    assert story.case("approval").due_on is None


@pytest.mark.django_db
@pytest.mark.req("A7.3", "A16.11", "A7.6")
@pytest.mark.parametrize(("grade", "passes"), [(Grade.EXCELLENT, True), (Grade.FAIL, False), (None, True)])
def test_the_latest_result_is_read_and_an_unsatisfactory_one_must_be_answered(
    grade: Grade | None, passes: bool
) -> None:
    story = accepted()
    if grade:
        enter_result(
            actor=story.city.actor("authority.handler", "2027-01-13"),
            now=at("2027-01-13"),
            jurisdiction=CITY,
            unit_id=story.project.unit_id,
            year=2026,
            grade=grade,
            document="汕政数考〔2027〕1号",
            issued_on=date(2027, 1, 13),
        )
    if not passes:
        error = refused(story, "approve", reply(), "2027-01-14", who="authority.handler")
        assert broken(error) == {"assessment_considered"}
        assert error.cites[0].id == "m164:7.1"
    note = {} if passes else {"assessment_note": "问题已整改完毕，项目属急需"}
    story.sign("approval", "approve", "2027-01-14", reply(**note))
    kept = Approval.objects.get().assessment
    assert kept.get("grade") == (grade.value if grade else None)
    assert kept["on_file"] is bool(grade)


@pytest.mark.django_db
@pytest.mark.req("A16.12")
def test_an_approval_without_items_or_with_years_that_do_not_add_up_is_refused() -> None:
    story = accepted()
    who = "authority.handler"
    assert broken(refused(story, "approve", reply() | {"items": []}, "2027-01-13", who)) == {"decision_itemised"}
    short = reply() | {"years": [{"year": 2027, "amount": "2700000.00"}]}
    assert broken(refused(story, "approve", short, "2027-01-13", who)) == {"decision_adds_up"}


@pytest.mark.django_db
@pytest.mark.req("A16.10", "A16.14", "X6")
def test_a_refusal_gives_reasons_and_article_and_fixes_nothing() -> None:
    story = accepted()
    error = refused(story, "refuse", {"ground": "duplicate", "reason": " "}, "2027-01-13", "authority.handler")
    assert broken(error) == {"refusal_gives_reasons"}
    assert error.cites[0].id == "m164:16.2"
    story.sign("approval", "refuse", "2027-01-14", {"ground": "duplicate", "reason": "与市大数据平台稽核模块重复"})
    told = last_notice()
    words = "".join(told.body["zh"])
    assert "与市大数据平台稽核模块重复" in words
    assert "第四条" in words
    assert {one["name"] for one in told.recipients} == {"市医疗保障局", "市财政局"}
    assert story.fresh().approved_total is None
    assert Approval.objects.get().reply_number == told.number


@pytest.mark.django_db
@pytest.mark.req("A16.2")
def test_a_withdrawn_application_may_be_filed_again_while_the_opinion_is_valid() -> None:
    story = accepted()
    story.take("approval", "withdraw", "2027-01-13", {"reason": "方案调整"})
    accepted(story, day="2027-02-01")
    story.sign("approval", "approve", "2027-02-03", reply())
    assert Approval.objects.filter(outcome="approved").count() == 1


@pytest.mark.django_db
@pytest.mark.req("A8.6")
def test_the_fund_follows_what_is_approved_year_by_year() -> None:
    story = accepted()
    fund = fund_of(CITY, 2027)
    years = [{"year": 2027, "amount": "2500000.00"}, {"year": 2028, "amount": "1164000.00"}]
    story.sign("approval", "approve", "2027-01-18", reply(total="3664000.00", years=years))
    fund.refresh_from_db()
    assert fund.committed == Decimal("2500000.00")
    assert FundEntry.objects.order_by("-pk")[0].amount == Decimal("-200000.00")


@pytest.mark.django_db
@pytest.mark.req("A5.4", "A21.1", "A21.2")
def test_a_districts_project_is_approved_by_the_districts_own_authority() -> None:
    story = proposed(unit="longhu_civil", jurisdiction=DISTRICT)
    accepted(story)
    with pytest.raises(Refused):
        story.take("approval", "approve", "2027-01-13", reply(), who="authority.handler")
    story.sign("approval", "approve", "2027-01-13", reply())
    told = last_notice()
    assert told.issuer == "龙湖区政务服务和数据管理局"
    assert [one["name"] for one in told.recipients] == ["龙湖区民政局", "龙湖区财政局"]


@pytest.mark.django_db
def test_the_application_is_filled_with_what_the_platform_knows_and_its_page_says_what_is_missing() -> None:
    story = proposed()
    number = story.open("approval", "2027-01-11")
    actor = story.city.actor("health.handler", "2027-01-11")
    page = case_page("projects.approval", number, actor=actor, now=at("2027-01-11"))
    offers = {offer.step.name: offer for offer in page.offers}
    known = offers["apply"].step.suggests(page.act)
    assert known["total"] == TOTAL
    assert [row["amount"] for row in known["years"]] == list(YEARS.values())
    assert [one.rule for one in offers["apply_works"].breached] == ["projects.approval.route_is_construction"]


def papers(story: Story) -> list[str]:
    """The kinds of paper that the application has brought about, in their order."""
    return list(Notice.objects.filter(case=story.case("approval")).order_by("pk").values_list("kind", flat=True))


@pytest.mark.django_db
@pytest.mark.req("A16.5", "A16.10", "X6")
@pytest.mark.parametrize("works", [False, True])
def test_return_and_decline_and_acceptance_and_refusal_each_have_their_paper(works: bool) -> None:
    story = applied(proposed(works=works))
    way, who = story.suffix, f"{story.body}.handler"
    defect = {"defects": [{"material": "content", "defect": "建设内容过于笼统"}]}
    story.take("approval", f"return_once{way}", "2027-01-12", defect, who=who)
    assert "建设内容过于笼统" in "".join(last_notice().body["zh"])
    story.take("approval", f"resubmit{way}", "2027-01-13", application(project_code="2701"))
    story.take("approval", f"decline{way}", "2027-01-14", defect, who=who)
    assert papers(story) == ["projects.approval.returned", "projects.approval.declined"]
    accepted(story, day="2027-01-20")
    story.sign("approval", f"refuse{way}", "2027-01-21", {"ground": "plan", "reason": "不在规划之内"})
    assert papers(story) == [f"projects.approval.accepted{way}", f"projects.approval.refusal{way}"]
    assert "第八条" in "".join(last_notice().body["zh"])
    assert {one["name"] for one in last_notice().recipients} >= {"市财政局"}


@pytest.mark.django_db
@pytest.mark.req("A15.5", "A16.1", "A16.2", "A16.3", "A16.5", "A16.10")
@pytest.mark.parametrize("works", [False, True])
def test_every_act_of_either_body_is_weighed_anew(works: bool) -> None:
    story = applied(proposed(works=works))
    way, who, day = story.suffix, f"{story.body}.handler", "2027-01-12"
    same = {"includes_construction": works, "reason": "无变化"}
    assert broken(refused(story, f"reroute{way}", same, day, who)) == {"route_really_changes"}
    assert broken(refused(story, f"return_once{way}", {"defects": []}, day, who)) == {"return_names_a_defect"}
    defect = {"defects": [{"material": "content", "defect": "建设内容过于笼统"}]}
    assert broken(refused(story, f"decline{way}", defect, day, who)) == {"returned_before_declined"}
    story.take("approval", f"return_once{way}", day, defect, who=who)
    assert broken(refused(story, f"resubmit{way}", application(project_code="1", budget_code=""), day)) == {
        "budget_document_attached"
    }
    story.take("approval", f"resubmit{way}", day, application(project_code="1"))
    opinion = "opinion_is_a_basis" if works else "opinion_attached"
    story.project.opinions.update(result="not_passed")
    assert broken(refused(story, f"accept{way}", {}, day, who)) == {opinion}
    story.project.opinions.update(result="passed")
    story.take("approval", f"accept{way}", day, who=who)
    blank = {"ground": "plan", "reason": ""}
    assert broken(refused(story, f"refuse{way}", blank, day, who)) == {"refusal_gives_reasons"}
