"""The year's round: solicited by 31 July to every unit, ranked by the rule fixed beforehand, listed within the fund."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.projects.city import CITY, at
from tests.projects.year import SOLICITATION, begun, parameter, ready, rule_names, spend

from qilou.assessment.actions import enter_result
from qilou.assessment.models import Grade
from qilou.casework.actions.receipts import receive_notice
from qilou.casework.actions.sweep import expire
from qilou.casework.models import Case, Clock, Notice, Receipt
from qilou.identity.queries.units import implementing_units
from qilou.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from qilou.law import Breach, Met, Readings, Rule
from qilou.law.calendar_years import CALENDAR
from qilou.ledger.models import Event
from qilou.projects.actions.round import open_round, open_rounds
from qilou.projects.models import Declaration, Evaluation, ExpertSheet, Project, Ranking, RankLine, Round
from qilou.projects.models.project import Track
from qilou.projects.queries.periods import declaration_period, solicitation_period
from qilou.projects.queries.round import declaration_deadline, round_of, special_open, would_miss_the_budget
from qilou.projects.rules import round as rules
from qilou.projects.rules.ranking import Candidate, RankingRule, cut, ordered
from qilou.projects.rules.round import RoundFacts

D = Decimal
TODAY = Readings(date(2026, 11, 2))
FEW = (D(2), D(1))


@pytest.mark.req("A10.2", "A14.1", "A14.2", "A14.3", "A14.4", "A14.8", "A14.15", "A14.17", "A5.6")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.every_unit_is_asked, RoundFacts(units=1), Met),
        (rules.every_unit_is_asked, RoundFacts(units=0), Breach),
        (rules.rule_fixed_before_scores, RoundFacts(first_score_on=None, rule_fixed_on=None), Met),
        (
            rules.rule_fixed_before_scores,
            RoundFacts(first_score_on=date(2026, 10, 9), rule_fixed_on=date(2026, 7, 20)),
            Met,
        ),
        (
            rules.rule_fixed_before_scores,
            RoundFacts(first_score_on=date(2026, 7, 19), rule_fixed_on=date(2026, 7, 20)),
            Breach,
        ),
        (rules.rule_fixed_before_scores, RoundFacts(first_score_on=date(2026, 7, 19), rule_fixed_on=None), Breach),
        (rules.fund_is_arranged, RoundFacts(arranged=True), Met),
        (rules.fund_is_arranged, RoundFacts(budget_year=2027, arranged=False), Breach),
        (rules.only_passed_projects, RoundFacts(unpassed=()), Met),
        (rules.only_passed_projects, RoundFacts(unpassed=("甲",)), Breach),
        (rules.every_project_has_a_tier, RoundFacts(untiered=()), Met),
        (rules.every_project_has_a_tier, RoundFacts(untiered=("甲",)), Breach),
        (rules.order_is_complete, RoundFacts(not_ranked=()), Met),
        (rules.order_is_complete, RoundFacts(not_ranked=("甲",)), Breach),
        (rules.list_within_the_fund, RoundFacts(over={}), Met),
        (rules.list_within_the_fund, RoundFacts(over={2027: FEW}), Breach),
        (rules.every_line_is_answered, RoundFacts(unanswered=(), unknown_lines=()), Met),
        (rules.every_line_is_answered, RoundFacts(unanswered=("QD",), unknown_lines=()), Breach),
        (rules.every_line_is_answered, RoundFacts(unanswered=(), unknown_lines=("QD",)), Breach),
        (rules.within_the_opinions, RoundFacts(above_opinion=("甲",)), Breach),
        (rules.no_own_project, RoundFacts(own=()), Met),
        (rules.no_own_project, RoundFacts(own=("甲",)), Breach),
        (rules.reviewed_by_finance, RoundFacts(unreviewed=()), Met),
        (rules.reviewed_by_finance, RoundFacts(unreviewed=("甲",)), Breach),
    ],
)
def test_what_the_law_asks_of_a_round(rule: Rule, facts: RoundFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


# Soliciting


@pytest.mark.req("A10.2", "A10.1")
@pytest.mark.django_db
def test_the_solicitation_goes_to_every_implementing_unit_with_a_receipt_of_each() -> None:
    year = begun()
    year.solicit()
    notice = Notice.objects.get(kind="projects.round.solicitation")
    units = {f"org:{one.id}" for one in implementing_units(CITY, date(2026, 7, 20))}
    assert year.city.key("health") in units
    assert year.city.key("chamber") not in units
    assert year.city.key("longhu_civil") not in units
    assert {one["key"] for one in notice.recipients if not one["copy"]} == units
    assert notice.issued_on == date(2026, 7, 20)
    assert "2026-08-31" in "".join(notice.body["zh"])
    receipt = receive_notice(notice.pk, actor=year.city.actor("health.handler"), now=at("2026-07-21"))
    assert (receipt.key, receipt.received_at) == (year.city.key("health"), at("2026-07-21"))
    assert Receipt.objects.count() == 1


@pytest.mark.req("A10.2")
@pytest.mark.django_db
def test_a_unit_sees_the_notice_and_not_the_round() -> None:
    year = begun()
    year.solicit()
    unit = year.city.actor("health.handler")
    assert not Case.objects.visible_to(unit).filter(number=year.round).exists()
    assert Notice.objects.filter(readers__overlap=sorted(unit.keys)).count() == 2  # this one and the plan's


@pytest.mark.req("A10.1")
@pytest.mark.django_db
def test_a_round_not_solicited_by_the_end_of_july_is_marked_against_the_authority_itself() -> None:
    year = begun()
    assert CITY in {Case.objects.get(number=one).jurisdiction_id for one in open_rounds(now=at("2026-01-05"))}
    assert open_rounds(now=at("2026-01-06")) == []
    year.round = Case.objects.get(procedure="projects.round", jurisdiction=CITY).number
    clock = Clock.objects.get(case__number=year.round)
    assert (clock.name, clock.due_on) == ("solicitation", date(2026, 7, 31))
    assert not expire("projects.round", year.round, now=at("2026-07-31", "23:59"))
    assert expire("projects.round", year.round, now=at("2026-08-01", "00:00"))
    case = Case.objects.get(number=year.round)
    assert (case.state, case.desk, case.due_on) == ("late", f"AUTHORITY@{CITY}/handler", date(2026, 7, 31))
    assert Event.objects.filter(name="projects.round.miss", case_number=year.round).exists()
    act = year.sign("round", year.round, "solicit", "authority", "2026-08-05", SOLICITATION)
    assert act.effects["days_late"] == 5


@pytest.mark.req("A10.1", "A10.5")
@pytest.mark.parametrize(
    ("year", "solicited", "declared"),
    [
        (2024, date(2024, 7, 31), date(2024, 9, 2)),
        (2025, date(2025, 7, 31), date(2025, 9, 1)),
        (2026, date(2026, 7, 31), date(2026, 8, 31)),
        (2027, date(2027, 7, 31), date(2027, 8, 31)),
    ],
)
def test_the_authoritys_duty_does_not_roll_over_and_the_units_period_does(
    year: int, solicited: date, declared: date
) -> None:
    readings = Readings(date(year, 7, 1))
    assert solicitation_period(year, readings, CALENDAR).on == solicited
    assert declaration_period(year, readings, CALENDAR).on == declared
    switched = Readings(date(year, 7, 1), {"last_day_on_holiday": False, "authority_last_day_on_holiday": True})
    assert declaration_period(year, switched, CALENDAR).on == date(year, 8, 31)
    assert solicitation_period(2027, switched, CALENDAR).on == date(2027, 8, 2)


@pytest.mark.req("A10.5", "A11.1")
@pytest.mark.django_db
def test_the_declaration_period_ends_by_itself_and_special_declarations_begin() -> None:
    year = begun()
    year.solicit()
    assert declaration_deadline(CITY, 2025) == date(2025, 9, 1)
    assert not expire("projects.round", year.round, now=at("2026-08-31", "23:59"))
    assert not special_open(CITY, 2027, date(2026, 8, 31))
    assert special_open(CITY, 2027, date(2026, 9, 1))
    assert year.close("2026-09-01")
    assert Case.objects.get(number=year.round).state == "closed"


@pytest.mark.req("A9.2")
@pytest.mark.django_db
def test_the_round_keeps_budget_year_and_calendar_and_warns_when_the_list_would_miss_it() -> None:
    year = ready()
    row = year.round_row()
    assert (row.year, row.budget_year, row.draft_budget_due) == (2026, 2027, date(2026, 11, 20))
    assert not would_miss_the_budget(row, date(2026, 11, 20))
    assert would_miss_the_budget(row, date(2026, 11, 21))
    clock = Clock.objects.get(case__number=year.round, name="draft_budgets", ended_on=None)
    assert clock.due_on == date(2026, 11, 20)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(budget_year=2026)


@pytest.mark.req("A9.1", "A9.3")
@pytest.mark.django_db
def test_a_municipal_project_has_one_of_two_tracks_and_always_its_round_and_budget_year() -> None:
    year = ready()
    year.enter("甲", {2027: "100"})
    projects = Project.objects.all()
    assert {one.value for one in Track if one is not Track.EXTERNAL} == {"annual", "special"}
    for wrong in ({"track": "other"}, {"round_year": None}, {"budget_year": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            projects.update(**wrong)


@pytest.mark.django_db
def test_there_is_one_round_a_year() -> None:
    year = ready()
    with pytest.raises(Conflict):
        open_round(CITY, 2026, actor=year.city.actor("authority.handler"), now=at("2026-09-02"))


@pytest.mark.req("A5.4", "A10.1")
@pytest.mark.django_db
def test_only_the_authority_solicits() -> None:
    year = begun()
    with pytest.raises(NotPermitted):
        open_round(CITY, 2026, actor=year.city.actor("finance.handler"), now=at("2026-01-05"))
    year.round = open_round(CITY, 2026, actor=year.city.actor("authority.handler"), now=at("2026-01-05"))
    with pytest.raises(NotPermitted):
        year.take("round", year.round, "solicit", "finance.handler", "2026-07-20", SOLICITATION)


@pytest.mark.req("A14.15", "A14.17")
@pytest.mark.django_db
def test_the_rule_is_fixed_and_published_with_the_solicitation_and_later_readings_do_not_change_it() -> None:
    year = ready()
    row = round_of(CITY, 2026)
    assert row is not None
    assert (row.rule_fixed_on, row.strict, sum(row.weights.values())) == (date(2026, 7, 20), True, 100)
    assert row.tie_order == ("necessity", "feasibility", "reasonableness", "accepted_at", "number")
    assert "权重" in "".join(Notice.objects.get(kind="projects.round.solicitation").body["zh"])
    parameter(year, "strict_order", False)
    parameter(year, "tie_order", ["number"])
    year.enter("甲", {2027: "700"}, scores={"necessity": "90"})
    year.enter("乙", {2027: "200"}, scores={"necessity": "80"})
    year.enter("丙", {2027: "50"}, scores={"necessity": "70"})
    year.rank()
    assert Ranking.objects.get().rule["strict"] is True
    assert list(RankLine.objects.order_by("rank").values_list("listed", flat=True)) == [True, False, False]


@pytest.mark.req("A14.15")
@pytest.mark.django_db
def test_where_skipping_was_chosen_before_scores_a_later_cheaper_project_is_listed() -> None:
    year = begun()
    parameter(year, "strict_order", False)
    year.solicit()
    year.close()
    for name, wan, score in (("甲", "700", "90"), ("乙", "200", "80"), ("丙", "50", "70")):
        year.enter(name, {2027: wan}, scores={"necessity": score})
    year.rank()
    assert list(RankLine.objects.order_by("rank").values_list("listed", flat=True)) == [True, False, True]


@pytest.mark.req("A14.15", "A14.17")
@pytest.mark.django_db
def test_no_rule_is_fixed_once_a_score_of_the_round_exists() -> None:
    year = begun()
    year.round = open_round(CITY, 2026, actor=year.city.actor("authority.handler"), now=at("2026-01-05"))
    year.enter("甲", {2027: "100"}, tier="", day="2026-07-01")
    project = year.listing("甲").project
    evaluation = Evaluation.objects.create(
        case_id=year.listing("甲").opinion.case_id,
        project=project,
        declaration=Declaration.objects.get(project=project),
    )
    ExpertSheet.objects.create(
        case_id=year.listing("甲").pk,
        evaluation=evaluation,
        expert=year.city.people["expert1"],
        number=1,
        filed_at=at("2026-07-01"),
    )
    with pytest.raises(Refused) as refused:
        year.take("round", year.round, "solicit", "authority.handler", "2026-07-20", SOLICITATION)
    assert rule_names(refused.value) == {"rule_fixed_before_scores"}


@pytest.mark.req("A14.17")
@pytest.mark.django_db
def test_weights_add_up_to_a_hundred() -> None:
    year = begun()
    with pytest.raises(Invalid):
        year.solicit(necessity="31")


# Ranking


@pytest.mark.req("A14.1", "A14.2", "A14.3", "A8.4")
@pytest.mark.django_db
def test_the_order_waits_for_the_fund_and_for_every_tier() -> None:
    year = ready(f2027="")
    year.enter("甲", {2027: "100"}, tier="")
    with pytest.raises(Refused) as refused:
        year.rank()
    assert rule_names(refused.value) == {"fund_is_arranged", "every_project_has_a_tier"}
    assert {one.number for one in refused.value.cites} == {14}


@pytest.mark.req("A14.2", "A14.11", "A8.7", "A7.4", "A7.6")
@pytest.mark.django_db
def test_every_component_of_the_order_is_stored_and_recomputes_it() -> None:
    year = ready()
    enter_result(
        actor=year.city.actor("authority.handler", "2026-03-01"),
        now=at("2026-03-01"),
        jurisdiction=CITY,
        unit_id=year.city.bodies["health"].pk,
        year=2025,
        grade=Grade.GOOD,
        score=D("88.00"),
        document="汕政数考〔2026〕1号",
        issued_on=date(2026, 2, 20),
    )
    year.enter("甲", {2027: "300"}, tier="2", scores={"necessity": "90", "feasibility": "70"})
    year.enter("乙", {2027: "300"}, tier="1", scores={"necessity": "60"}, unit="land")
    year.enter("丙", {2027: "300", 2028: "50"}, tier="2", scores={"necessity": "95", "feasibility": "90"})
    year.rank()
    ranking = Ranking.objects.get()
    lines = list(ranking.lines.select_related("listing__project").order_by("rank"))
    assert [(one.listing.project.name, one.listed) for one in lines] == [("乙", True), ("丙", True), ("甲", False)]
    assert ranking.ceilings == {"2027": "8000000.00"}
    assert lines[2].components["left"] == {"2027": "2000000.00"}
    assert lines[0].components["assessment"] == {"on_file": False}
    assert lines[1].components["assessment"]["grade"] == "good"
    assert lines[0].components["tier_reason"] == "群众急需"
    assert "needs 300.00 (CNY 10,000) of 2027 with 200.00 left" in lines[2].explanation["en"]
    event = Event.objects.get(name="projects.round.rank").content
    rows = event["effects"]["done"]["projects_rankline"]  # in the order of their keys as text: 10 stands before 9
    told = [rows[key]["components"] for key in sorted(rows, key=int)]
    assert [one["number"] for one in told] == [one.components["number"] for one in lines]
    rule = RankingRule(
        {name: D(share) for name, share in ranking.rule["weights"].items()},
        tuple(ranking.rule["tie_order"]),
        ranking.rule["strict"],
    )
    again = tuple(
        Candidate(
            number=one["number"],
            project=one["project"],
            tier=one["tier"],
            reserve=one["reserve"],
            scores={name: D(score) for name, score in one["scores"].items()},
            accepted_at=one["accepted_at"],
            slices={int(y): D(part) for y, part in one["slices"].items()},
        )
        for one in told
    )
    placed = cut(ordered(again[::-1], rule), {int(y): D(c) for y, c in ranking.ceilings.items()}, rule)
    assert [(one.rank, one.candidate.number, one.listed) for one in placed] == [
        (one.rank, one.components["number"], one.listed) for one in lines
    ]


@pytest.mark.req("A14.2")
@pytest.mark.django_db
def test_what_comes_in_after_the_order_asks_for_a_new_one() -> None:
    year = ready()
    year.enter("甲", {2027: "300"})
    year.rank()
    year.enter("乙", {2027: "100"})
    with pytest.raises(Refused) as refused:
        year.send()
    assert rule_names(refused.value) == {"order_is_complete"}
    year.rank()
    year.send()
    assert {year.listing(name).outcome for name in ("甲", "乙")} == {"listed"}


@pytest.mark.req("A14.3", "A8.6")
@pytest.mark.django_db
def test_a_list_that_no_longer_fits_the_fund_is_not_sent() -> None:
    year = ready()
    year.enter("甲", {2027: "800"})
    year.rank()
    spend(year, "100")
    with pytest.raises(Refused) as refused:
        year.send()
    assert rule_names(refused.value) == {"list_within_the_fund"}
    assert refused.value.cites[0].number == 14
