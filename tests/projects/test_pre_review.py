"""Pre-review: judged by the plan in force on six principles; passed, returned, or guided with finance's money."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.projects.city import CITY, DISTRICT, at, build
from tests.projects.path import PRINCIPLES, Path, broken, findings, form, last_notice, way

from qilou.casework.actions.cases import record_higher_decision
from qilou.casework.actions.parameters import set_parameter
from qilou.casework.actions.perform import look
from qilou.casework.queries.case_page import case_page
from qilou.kernel.errors import Invalid, Missing, NotPermitted, Refused
from qilou.law import Breach, Met, Readings, Rule, Undecided
from qilou.projects.models import (
    DeclarationVersion,
    Evaluation,
    Fund,
    FundEntry,
    GuidanceItem,
    PreReviewFinding,
    PreReviewRound,
    PreWorkGrant,
)
from qilou.projects.models.project import Stage
from qilou.projects.procedures.pre_review import PRE_REVIEW
from qilou.projects.rules import pre_review as rules
from qilou.projects.rules.pre_review import PreReviewFacts

READ = Readings(date(2026, 8, 20))
D = Decimal
CONFORMING = tuple((one, "conforms", "1.2", "") for one in PRINCIPLES)
GOOD = PreReviewFacts(
    today=date(2026, 8, 20),
    accepted=True,
    plan="总体规划",
    plan_items=frozenset({"1.1", "1.2"}),
    findings=CONFORMING,
    guided_rounds=0,
    guidance=frozenset({1, 2}),
    answered=frozenset({1, 2}),
    granted=True,
    amount=D(100),
    fund_year=2026,
)
GUIDANCE = {
    "reason": "接口改造论证不足。",
    "items": [{"text": "补充近三年业务量统计。"}, {"text": "细化接口改造方案。"}],
    "asked": "150000",
    "purpose": "接口改造可行性研究。",
}
GRANT = {
    "decision": "granted",
    "amount": "120000",
    "fund_year": 2026,
    "document": "汕财函〔2026〕31号",
    "reply": "同意安排。",
}


def judged(**other: str) -> tuple[tuple[str, str, str, str], ...]:
    """The findings with some that do not simply conform."""
    return tuple((one, other.get(one, "conforms"), "1.2", "") for one in PRINCIPLES)


# Rules


@pytest.mark.req("A4.1", "A8.2", "A8.8", "A12.1", "A12.2", "A12.3", "A12.4", "A12.6", "A12.7", "A12.8")
@pytest.mark.parametrize(
    ("rule", "changes", "verdict"),
    [
        (rules.declaration_accepted, {}, Met),
        (rules.declaration_accepted, {"accepted": False}, Breach),
        (rules.judged_by_plan_in_force, {}, Met),
        (rules.judged_by_plan_in_force, {"plan": None}, Breach),
        (rules.six_principles_found, {}, Met),
        (rules.six_principles_found, {"findings": CONFORMING[1:]}, Breach),
        (rules.findings_cite_plan_or_provision, {}, Met),
        (rules.findings_cite_plan_or_provision, {"findings": (*CONFORMING[1:], (*CONFORMING[0][:2], "", ""))}, Breach),
        (rules.findings_cite_plan_or_provision, {"plan_items": frozenset({"1.1"})}, Breach),
        (
            rules.findings_cite_plan_or_provision,
            {"findings": tuple((one, "conforms", "", "省数字政府条例") for one in PRINCIPLES)},
            Breach,
        ),
        (rules.all_conform, {}, Met),
        (rules.all_conform, {"findings": judged(sharing="broadly")}, Breach),
        (rules.all_conform, {"findings": judged(sharing="fails")}, Breach),
        (rules.something_fails, {}, Breach),
        (rules.something_fails, {"findings": judged(sharing="broadly")}, Breach),
        (rules.something_fails, {"findings": judged(sharing="fails")}, Met),
        (rules.broadly_conforms, {}, Breach),
        (rules.broadly_conforms, {"findings": judged(sharing="broadly")}, Met),
        (rules.broadly_conforms, {"findings": judged(sharing="broadly", security="fails")}, Breach),
        (rules.guidance_answered, {}, Met),
        (rules.guidance_answered, {"answered": frozenset({1})}, Breach),
        (rules.guidance_answered, {"answered": frozenset({1, 2, 3})}, Breach),
        (rules.grant_is_definite, {}, Met),
        (rules.grant_is_definite, {"amount": None}, Breach),
        (rules.grant_is_definite, {"fund_year": None}, Breach),
        (rules.grant_is_definite, {"granted": False}, Breach),
        (rules.grant_is_definite, {"granted": False, "amount": None, "fund_year": None}, Met),
    ],
)
def test_each_rule_of_pre_review(rule: Rule, changes: dict[str, object], verdict: type) -> None:
    assert type(rule(replace(GOOD, **changes), READ).verdict) is verdict
    assert isinstance(rule(PreReviewFacts(), READ).verdict, Undecided)


@pytest.mark.req("A12.8")
@pytest.mark.parametrize("worst", ["conforms", "broadly", "fails"])
def test_findings_leave_exactly_one_outcome(worst: str) -> None:
    facts = replace(GOOD, findings=judged(intensive=worst))
    open_to = [
        rule for rule in (rules.all_conform, rules.something_fails, rules.broadly_conforms) if rule(facts, READ).passed
    ]
    assert len(open_to) == 1


@pytest.mark.req("A12.9")
def test_the_text_sets_no_limit_to_rounds_but_a_parameter_may() -> None:
    assert rules.rounds_left(replace(GOOD, guided_rounds=9), READ).passed
    limited = Readings(READ.on, {"pre_review_rounds": 2})
    assert rules.rounds_left(replace(GOOD, guided_rounds=1), limited).passed
    assert not rules.rounds_left(replace(GOOD, guided_rounds=2), limited).passed


@pytest.mark.req("A12.8")
def test_there_are_three_outcomes_and_each_serves_a_notice_to_the_unit() -> None:
    deciding = [step for step in PRE_REVIEW.steps if step.at == {"reviewing"} and step.sign_off]
    assert [step.name for step in deciding] == ["pass", "return", "guide"]
    for step in deciding:
        assert any(who.role == "declarer" for who in step.serves[0].to)


# On the database


@pytest.fixture
def path() -> Path:
    """A project whose declaration was accepted."""
    path = way()
    path.accepted()
    return path


def refused(path: Path, step: str, day: str, who: str, data: object) -> Refused:
    """The refusal of a step of the pre-review."""
    with pytest.raises(Refused) as caught:
        path.take("pre_review", step, day, who, data)
    return caught.value


def guided(path: Path, day: str = "2026-08-21") -> None:
    """The unit guided, finance consulted."""
    path.found("2026-08-20", interconnection="broadly")
    path.sign("pre_review", "guide", day, GUIDANCE)


@pytest.mark.django_db
@pytest.mark.req("A12.1", "A12.7", "A13.1")
def test_a_conforming_project_passes_by_draft_check_and_signature_and_evaluation_begins(path: Path) -> None:
    path.passed()
    assert path.case("pre_review").state == "passed"
    assert path.project.stage == Stage.PRE_REVIEWED
    decided = PreReviewRound.objects.get()
    assert (decided.outcome, decided.plan) == ("passed", "汕头市电子政务发展总体规划")
    assert decided.number == last_notice("pre_review.passed").number
    assert Evaluation.objects.get().declaration == path.declaration


@pytest.mark.django_db
@pytest.mark.req("A4.1", "A12.2")
def test_no_outcome_is_drafted_before_every_principle_has_its_finding(path: Path) -> None:
    error = refused(path, "pass", "2026-08-20", "authority.handler", {})
    assert "six_principles_found" in broken(error)
    five = {"findings": findings()["findings"][:5]}
    path.take("pre_review", "find", "2026-08-20", "authority.handler", five)
    assert broken(refused(path, "pass", "2026-08-20", "authority.handler", {})) == {"six_principles_found"}
    path.found()
    assert PreReviewFinding.objects.count() == 6


@pytest.mark.django_db
@pytest.mark.req("A8.8", "A12.2")
def test_a_finding_cites_an_item_of_the_plan_in_force(path: Path) -> None:
    rows = [dict(one, plan_item="9.9") for one in findings()["findings"]]
    error = refused(path, "find", "2026-08-20", "authority.handler", {"findings": rows})
    assert broken(error) == {"findings_cite_plan_or_provision"}
    assert [one.id for one in error.cites] == ["m164:12.1"]


@pytest.mark.django_db
@pytest.mark.req("A8.2", "A12.2")
def test_without_a_plan_in_force_there_is_no_pre_review() -> None:
    path = Path(build())
    path.accepted()
    error = refused(path, "find", "2026-08-20", "authority.handler", findings())
    assert "judged_by_plan_in_force" in broken(error)


@pytest.mark.django_db
@pytest.mark.req("A12.3", "A12.10")
def test_a_project_that_does_not_conform_is_returned_with_reasons_and_ends(path: Path) -> None:
    path.found(intensive="fails")
    assert "all_conform" in broken(refused(path, "pass", "2026-08-21", "authority.handler", {}))
    with pytest.raises(Invalid):
        path.take("pre_review", "return", "2026-08-21", "authority.handler", {"reason": ""})
    path.sign("pre_review", "return", "2026-08-21", {"reason": "与市大数据平台重复建设。"})
    assert path.case("pre_review").state == "returned"
    assert path.project.stage == Stage.ENDED
    notice = last_notice("pre_review.returned")
    assert "与市大数据平台重复建设" in "".join(notice.body["zh"])
    assert "第十二条" in notice.body["zh"][-1]
    path.open("2026-08-25")
    assert path.project.stage == Stage.DECLARING


@pytest.mark.django_db
@pytest.mark.req("A12.4", "A12.5")
def test_guidance_is_listed_and_finance_is_consulted_by_letter(path: Path) -> None:
    guided(path)
    assert [one.number for one in GuidanceItem.objects.order_by("number")] == [1, 2]
    assert path.case("pre_review").desk == f"FINANCE@{CITY}/handler"
    letter = last_notice("pre_review.consultation")
    assert letter.recipients[0]["name"] == "市财政局"
    assert "150,000.00" in "".join(letter.body["zh"])
    assert "补充近三年业务量统计" in "".join(last_notice("pre_review.guided").body["zh"])


@pytest.mark.django_db
@pytest.mark.req("A12.5", "A12.6")
def test_finances_grant_is_booked_against_the_fund_of_its_year(path: Path) -> None:
    guided(path)
    with pytest.raises(NotPermitted):
        path.take("pre_review", "reply", "2026-08-24", "authority.handler", GRANT)
    path.sign("pre_review", "reply", "2026-08-24", GRANT, body="finance")
    entry = FundEntry.objects.get(project=path.project)
    assert (entry.fund.year, entry.use, entry.amount) == (2026, "pre_work", D("120000.00"))
    grant = PreWorkGrant.objects.get()
    assert (grant.granted, grant.document, grant.purpose) == (D("120000.00"), GRANT["document"], GUIDANCE["purpose"])
    assert last_notice("pre_review.reply").issuer == "市财政局"


@pytest.mark.django_db
@pytest.mark.req("A12.6")
def test_a_grant_beyond_the_years_fund_is_refused_and_nothing_moves(path: Path) -> None:
    guided(path)
    with pytest.raises(Refused) as caught:
        path.sign("pre_review", "reply", "2026-08-24", {**GRANT, "amount": "5000000.01"}, body="finance")
    assert broken(caught.value) == {"fund_covers"}
    assert path.case("pre_review").state == "consulting"
    assert Fund.objects.get(year=2026).committed == 0
    odd = refused(path, "reply", "2026-08-24", "finance.handler", {**GRANT, "amount": None})
    assert broken(odd) == {"grant_is_definite"}


@pytest.mark.django_db
@pytest.mark.req("A12.4", "A12.9")
def test_an_optimised_project_is_pre_reviewed_again_and_every_round_is_kept(path: Path) -> None:
    guided(path)
    path.sign(
        "pre_review",
        "reply",
        "2026-08-24",
        {**GRANT, "decision": "not_granted", "amount": None, "fund_year": None},
        body="finance",
    )
    report = {"programme": form()["programme"], "answers": [{"number": 1, "response": "已补充。"}]}
    error = refused(path, "report", "2026-09-01", "health.handler", report)
    assert broken(error) == {"guidance_answered"}
    report["answers"].append({"number": 2, "response": "已细化。"})
    path.take("pre_review", "report", "2026-09-01", "health.handler", report)
    assert path.case("pre_review").state == "reviewing"
    assert PreWorkGrant.objects.get().granted is None
    assert "six_principles_found" in broken(refused(path, "pass", "2026-09-02", "authority.handler", {}))
    path.found("2026-09-02")
    path.sign("pre_review", "pass", "2026-09-03", {})
    assert list(PreReviewRound.objects.order_by("round").values_list("round", "outcome")) == [
        (1, "guided"),
        (2, "passed"),
    ]
    assert PreReviewFinding.objects.count() == 12
    assert DeclarationVersion.objects.order_by("-version")[0].cause == "optimised"


@pytest.mark.django_db
@pytest.mark.req("A10.11", "A12.4")
def test_an_optimised_estimate_must_add_up_again(path: Path) -> None:
    guided(path)
    path.sign("pre_review", "reply", "2026-08-24", GRANT, body="finance")
    line = {
        "cost_class": "software",
        "name": "引擎",
        "quantity": "1",
        "unit": "套",
        "unit_price": "3000000",
        "amount": "3000000",
    }
    report = {
        "programme": form()["programme"],
        "answers": [{"number": 1, "response": "已补充。"}, {"number": 2, "response": "已细化。"}],
        "total": "3000000",
        "types": [{"type": "software", "amount": "3000000"}],
        "lines": [line],
        "slices": [{"year": 2027, "amount": "3000000"}],
        "sources": [{"source": "city_budget", "amount": "2999999.99"}],
    }
    assert broken(refused(path, "report", "2026-09-01", "health.handler", report)) == {"estimate_adds_up"}
    report["sources"] = [{"source": "city_budget", "amount": "3000000"}]
    path.take("pre_review", "report", "2026-09-01", "health.handler", report)
    assert path.project.asked == D("3000000.00")
    assert path.declaration.lines.get().amount == D("3000000.00")


@pytest.mark.django_db
@pytest.mark.req("A5.6")
def test_the_authoritys_own_project_waits_for_a_recorded_higher_decision() -> None:
    path = way(unit="authority")
    path.submitted()
    with pytest.raises(NotPermitted) as caught:
        path.take("declaration", "accept", "2026-08-12", "authority.handler")
    assert caught.value.code == "both_sides"
    decided(path, "declaration", "2026-08-12")
    path.accepted()
    with pytest.raises(NotPermitted) as caught:
        path.found()
    assert [one.id for one in caught.value.cites] == ["m164:5"]
    decided(path, "pre_review", "2026-08-20")
    path.passed()
    assert path.case("pre_review").state == "passed"


def decided(path: Path, code: str, day: str) -> None:
    """The city government's decision that lets the authority go on with its own project."""
    record_higher_decision(
        f"projects.{code}",
        path.numbers[code],
        actor=path.city.actor("authority.signer", day),
        now=at(day),
        document="汕府办函〔2026〕20号",
    )


@pytest.mark.django_db
@pytest.mark.req("A5.4", "A8.8")
def test_a_district_pre_reviews_its_own_projects_by_the_citys_plan_until_it_has_one() -> None:
    path = Path(way().city, unit="longhu_civil", jurisdiction=DISTRICT, body="longhu")
    path.submitted()
    with pytest.raises(Missing):
        path.take("declaration", "accept", "2026-08-12", "authority.handler")
    path.passed()
    assert path.case("evaluation").jurisdiction_id == DISTRICT
    assert last_notice("pre_review.passed").issuer == "龙湖区政务服务和数据管理局"
    assert PreReviewRound.objects.get().plan == "汕头市电子政务发展总体规划"


@pytest.mark.django_db
@pytest.mark.req("A12.11")
def test_the_internal_target_is_a_parameter_and_not_statutory(path: Path) -> None:
    assert str(path.case("pre_review").due_on) == "2026-09-09"
    assert PRE_REVIEW.clocks[0].statutory is False
    set_parameter(
        "pre_review_target_days",
        actor=path.city.actor("authority.handler"),
        now=at("2026-08-03"),
        jurisdiction=CITY,
        value=5,
        since=date(2026, 8, 1),
        until=None,
        document="汕政数〔2026〕9号",
    )
    path.open("2026-08-13", title="另一项目")
    path.take("declaration", "submit", "2026-08-14", "health.handler", form())
    path.accepted("2026-08-17")
    assert str(path.case("pre_review").due_on) == "2026-08-24"


@pytest.mark.django_db
def test_the_page_shows_findings_guidance_money_and_estimate(path: Path) -> None:
    guided(path)
    path.sign("pre_review", "reply", "2026-08-24", GRANT, body="finance")
    now = at("2026-08-25")
    for who in ("authority.handler", "health.handler", "finance.handler"):
        shown = case_page("projects.pre_review", path.numbers["pre_review"], actor=path.city.actor(who), now=now)
        assert len(shown.show.facts) == 8
        assert len(shown.show.sections) == 6
    seen = look("projects.pre_review", path.numbers["pre_review"], actor=path.city.actor("health.handler"), now=now)
    assert seen.case.state == "optimising"
