"""List, reserve, finance's review and the confirmation: each project with its own papers, the fund never exceeded."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.projects.city import CITY, at
from tests.projects.year import SOLICITATION, WAN, Year, parameter, ready, rule_names, spend

from qilou.casework.actions.cases import record_higher_decision
from qilou.casework.actions.perform import perform
from qilou.casework.models import Notice
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from qilou.ledger.models import Event
from qilou.projects.actions.round import open_round
from qilou.projects.models import Declaration, EstimateLine, Listing, Opinion, Ranking
from qilou.projects.models.project import Stage
from qilou.projects.queries.estimate import estimate_section
from qilou.projects.queries.fund import balance, committed_to
from qilou.projects.queries.round import show

D = Decimal


@pytest.mark.req("A14.3", "A14.4", "A14.5", "A14.6", "A14.7", "A14.8", "A14.9", "A8.6", "X6")
@pytest.mark.django_db
def test_list_to_finance_to_proposed_each_project_with_its_own_papers() -> None:
    year = ready()
    year.enter("甲", {2027: "270", 2028: "116.40"}, tier="1")
    year.enter("乙", {2027: "300"}, unit="land")
    year.enter("丙", {2027: "500"}, tier="3")
    year.rank()
    year.send()
    assert [year.listing(name).outcome for name in "甲乙丙"] == ["listed", "listed", "reserve"]
    assert year.notices("丙") == ["reserve"]
    assert "第3位" in "".join(Notice.objects.get(kind="projects.listing.reserve").body["zh"])
    letter = Notice.objects.get(kind="projects.round.list")
    assert [one["key"] for one in letter.recipients] == [f"FINANCE@{CITY}"]
    assert "1. 甲（市医疗保障局）386.40万元" in letter.body["zh"]
    assert not any("丙" in line for line in letter.body["zh"])
    year.review()
    answer = Notice.objects.get(kind="projects.round.review")
    assert (answer.issuer, [one["key"] for one in answer.recipients]) == ("市财政局", [f"AUTHORITY@{CITY}"])
    assert "乙：同意，300.00万元。" in answer.body["zh"]
    year.confirm()
    first = year.listing("甲")
    assert (first.outcome, first.proposed_on, first.finance_document) == (
        "proposed",
        date(2026, 11, 16),
        "汕财函〔2026〕30号",
    )
    assert first.project.stage == Stage.PROPOSED
    assert year.notices("甲") == ["opinion_feedback", "budget_notice"]
    budget = Notice.objects.get(kind="projects.listing.budget_notice", case__number=year.listings["甲"])
    feedback = Notice.objects.get(kind="projects.listing.opinion_feedback", case__number=year.listings["甲"])
    assert (budget.issued_on, budget.event_id) == (feedback.issued_on, feedback.event_id)
    assert first.opinion.number in "".join(feedback.body["zh"])
    assert "列入本单位2027年度部门预算草案" in "".join(budget.body["zh"])
    assert [one["key"] for one in budget.recipients] == [year.city.key("health"), f"FINANCE@{CITY}"]
    assert committed_to(first.project_id) == {2027: D(270) * WAN, 2028: D("116.40") * WAN}
    assert balance(CITY, 2027) == D(230) * WAN
    assert balance(CITY, 2028) is None
    assert year.listing("丙").project.stage == Stage.RESERVE
    assert committed_to(year.listing("丙").project_id) == {}


def by_platform(year: Year, name: str, step: str) -> None:
    """A step of a project's case that only a round's act takes, tried by itself."""
    perform("projects.listing", year.listings[name], step, actor=PLATFORM, now=at("2026-11-12"))


@pytest.mark.req("A14.4", "A14.13")
@pytest.mark.django_db
def test_a_project_that_finance_agreed_to_is_not_dropped() -> None:
    year = ready()
    year.enter("甲", {2027: "300"})
    year.rank()
    year.send()
    year.review()
    with pytest.raises(Refused) as refused:
        by_platform(year, "甲", "drop")
    assert rule_names(refused.value) == {"refused_by_finance"}


@pytest.mark.req("A14.1", "A14.9")
@pytest.mark.parametrize("step", ["list", "reserve"])
@pytest.mark.django_db
def test_a_project_whose_opinion_does_not_pass_is_neither_listed_nor_kept_in_reserve(step: str) -> None:
    year = ready()
    year.enter("甲", {2027: "300"})
    Opinion.objects.update(result="not_passed")
    with pytest.raises(Refused) as refused:
        by_platform(year, "甲", step)
    assert rule_names(refused.value) == {"passed_evaluation"}


@pytest.mark.req("A14.4", "A14.13")
@pytest.mark.django_db
def test_finance_answers_line_by_line_and_a_refused_project_is_not_a_reserve() -> None:
    year = ready()
    year.enter("甲", {2027: "270", 2028: "100"}, tier="1")
    year.enter("乙", {2027: "300"})
    year.rank()
    year.send()
    cut_ = [
        {"outcome": "changed", "year": 2027, "amount": "2000000.00", "reason": "核减人月"},
        {"outcome": "changed", "year": 2028, "amount": "500000.00", "reason": "核减人月"},
    ]
    year.review(甲=cut_, 乙={"outcome": "refused", "reason": "与既有系统重复"})
    year.confirm()
    first, second = year.listing("甲"), year.listing("乙")
    assert (first.outcome, first.amount, first.finance_outcome) == ("proposed", D(250) * WAN, "changed")
    assert committed_to(first.project_id) == {2027: D(200) * WAN, 2028: D(50) * WAN}
    assert (second.outcome, second.finance_reason, second.project.stage) == (
        "not_listed",
        "与既有系统重复",
        Stage.ENDED,
    )
    assert year.notices("乙") == ["not_listed"]
    assert "与既有系统重复" in "".join(Notice.objects.get(kind="projects.listing.not_listed").body["zh"])
    assert balance(CITY, 2027) == D(600) * WAN


@pytest.mark.req("A14.4")
@pytest.mark.parametrize(
    ("lines", "passes"),
    [
        ((("1", "1500000.00"), ("2", "1000000.00")), True),
        ((("1", "1500000.00"), ("2", "1000000.01")), False),
        ((("1", "2500000.00"),), False),
        ((("1", "1500000.00"), ("3", "1000000.00")), False),
        ((("1", "1500000.00"), ("1", "1000000.00")), False),
    ],
)
@pytest.mark.django_db
def test_finance_reviews_an_estimate_line_by_line_to_the_fen_or_not_at_all(
    lines: tuple[tuple[str, str], ...], passes: bool
) -> None:
    year = ready()
    number = year.enter("甲", {2027: "300"})
    declaration = Declaration.objects.get(project=year.listing("甲").project)
    for place, amount in ((1, D(200) * WAN), (2, D(100) * WAN)):
        EstimateLine.objects.create(
            declaration=declaration,
            number=place,
            cost_class="software",
            name=f"第{place}行",
            quantity=1,
            unit="项",
            unit_price=amount,
            amount=amount,
        )
    year.rank()
    year.send()
    estimates = [{"project": number, "number": n, "amount": amount, "reason": "核减人月"} for n, amount in lines]
    cut_ = {"outcome": "changed", "amount": "2500000.00", "reason": "核减人月"}
    if not passes:
        with pytest.raises(Refused) as refused:
            year.review(甲=cut_, estimates=estimates)
        assert rule_names(refused.value) == {"reviewed_lines_agree"}
        return
    year.review(甲=cut_, estimates=estimates)
    section = estimate_section(declaration.lines.order_by("number"), declaration.total)
    told = [str(getattr(column.label, "zh", "")) for column in section.columns]
    assert [row[told.index("财政审核")] for row in section.rows] == [D(150) * WAN, D(100) * WAN]
    assert all("核减人月" in row[told.index("核减理由")].in_("zh") for row in section.rows)


@pytest.mark.req("A14.4")
@pytest.mark.parametrize(
    ("line", "error"),
    [
        ({"outcome": "refused"}, Invalid),
        ({"outcome": "changed", "amount": "1000000.00"}, Invalid),
        ({"outcome": "changed", "reason": "核减"}, Invalid),
        ({"outcome": "changed", "amount": "9000000.00", "reason": "追加"}, Refused),
    ],
)
@pytest.mark.django_db
def test_finances_answer_has_reason_and_amount_where_it_must(line: dict[str, object], error: type[Refused]) -> None:
    year = ready()
    year.enter("甲", {2027: "300"})
    year.rank()
    year.send()
    with pytest.raises(error):
        year.review(甲=line)


@pytest.mark.req("A14.4", "A14.8")
@pytest.mark.django_db
def test_a_sheet_that_leaves_a_line_out_or_names_another_is_refused() -> None:
    year = ready()
    year.enter("甲", {2027: "300"})
    year.enter("乙", {2027: "100"})
    year.rank()
    year.send()
    agreed = {"number": year.listings["甲"], "outcome": "agreed"}
    for lines in ([agreed], [agreed, {"number": "QD26-1-1", "outcome": "agreed"}]):
        sheet = {"document": "汕财函〔2026〕30号", "lines": lines}
        with pytest.raises(Refused) as refused:
            year.take("round", year.round, "review", "finance.handler", "2026-11-10", sheet)
        assert rule_names(refused.value) == {"every_line_is_answered"}
    with pytest.raises(NotPermitted):
        year.take("round", year.round, "review", "authority.handler", "2026-11-10", {"document": "1", "lines": []})


@pytest.mark.req("A14.5", "A14.8")
@pytest.mark.django_db
def test_no_project_is_proposed_without_finances_review_by_any_path() -> None:
    year = ready()
    year.enter("甲", {2027: "300"})
    year.rank()
    year.send()
    with pytest.raises(Conflict):
        year.take("round", year.round, "confirm", "authority.handler", "2026-11-10", {})
    with pytest.raises(NotPermitted):
        year.take("listing", year.listings["甲"], "propose", "authority.signer", "2026-11-10")
    with pytest.raises(Refused) as refused:
        by_platform(year, "甲", "propose")
    assert rule_names(refused.value) == {"agreed_by_finance"}
    year.review()
    Listing.objects.update(finance_outcome="")
    with pytest.raises(Refused) as refused:
        year.confirm()
    assert rule_names(refused.value) == {"reviewed_by_finance"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.update(outcome="proposed", proposed_on=date(2026, 11, 10), valid_from=date(2026, 11, 10))


@pytest.mark.req("A8.6", "A14.3")
@pytest.mark.django_db
def test_a_confirmation_that_the_fund_no_longer_covers_changes_nothing() -> None:
    year = ready()
    year.enter("甲", {2027: "500"})
    year.enter("乙", {2027: "300"})
    year.rank()
    year.send()
    year.review()
    spend(year, "1")
    with pytest.raises(Refused) as refused:
        year.confirm()
    assert rule_names(refused.value) == {"list_within_the_fund"}
    assert {one.outcome for one in Listing.objects.all()} == {"listed"}
    assert balance(CITY, 2027) == D(799) * WAN


@pytest.mark.req("A5.6")
@pytest.mark.django_db
def test_nobody_decides_on_the_list_about_a_project_of_their_own_without_a_higher_decision() -> None:
    year = ready()
    with pytest.raises(NotPermitted):
        year.enter("本局", {2027: "100"}, unit="authority")
    number = year.listings["本局"]
    authority = year.city.actor("authority.signer", "2026-10-21")
    record_higher_decision(
        "projects.listing", number, actor=authority, now=at("2026-10-21"), document="汕府办〔2026〕7号"
    )
    tier = {"tier": "2", "reason": "重要"}
    year.take("listing", number, "prioritise", "authority.handler", "2026-10-21", tier)
    year.enter("财政", {2027: "100"}, unit="finance")
    year.rank()
    year.send()
    with pytest.raises(Refused) as refused:
        year.review()
    assert rule_names(refused.value) == {"no_own_project"}


def next_year(year: Year) -> Year:
    """The round of 2027, solicited and closed."""
    year.arrange(2028, "400", "2027-03-10")
    handler = year.city.actor("authority.handler", "2027-01-05")
    year.round = open_round(CITY, 2027, actor=handler, now=at("2027-01-05"))
    year.sign(
        "round", year.round, "solicit", "authority", "2027-07-20", {**SOLICITATION, "draft_budget_due": "2027-11-20"}
    )
    year.close("2027-09-01")
    return year


def with_a_reserve(**funds: str) -> Year:
    """The round of 2026 confirmed; project 乙 (300) is in reserve."""
    year = ready(**funds)
    year.enter("甲", {2027: "700"}, tier="1")
    year.enter("乙", {2027: "300"}, scores={"necessity": "60"})
    year.rank()
    year.send()
    year.review()
    year.confirm()
    return year


@pytest.mark.req("A14.11", "A14.12", "A14.14")
@pytest.mark.django_db
def test_a_reserve_comes_first_in_the_next_round_and_takes_that_years_money() -> None:
    year = next_year(with_a_reserve())
    year.enter("丙", {2028: "200"}, scores={"necessity": "100"}, day="2027-10-25")
    year.rank("2027-11-02")
    lines = list(Ranking.objects.latest("pk").lines.select_related("listing__project").order_by("rank"))
    assert [(one.listing.project.name, one.listed) for one in lines] == [("乙", True), ("丙", False)]
    assert lines[0].components["opinion_is_old"] is True
    year.send("2027-11-03")
    year.review("2027-11-10")
    year.confirm("2027-11-16")
    listing = year.listing("乙")
    assert (listing.outcome, listing.project.budget_year, listing.reserve_rounds) == ("proposed", 2028, 1)
    assert committed_to(listing.project_id) == {2028: D(300) * WAN}


@pytest.mark.req("A14.12")
@pytest.mark.django_db
def test_a_reserve_that_fails_again_loses_its_priority_and_is_declared_anew() -> None:
    year = next_year(with_a_reserve())
    year.enter("丙", {2028: "200"}, tier="1", day="2027-10-25")
    year.rank("2027-11-02")
    year.send("2027-11-03")
    assert (year.listing("乙").outcome, year.listing("丙").outcome) == ("not_listed", "listed")
    assert year.notices("乙") == ["reserve", "reserve_ended"]


@pytest.mark.req("A14.12")
@pytest.mark.django_db
def test_where_the_reading_keeps_priority_two_rounds_it_stays_in_reserve() -> None:
    year = with_a_reserve()
    parameter(year, "reserve_renewal", 2)
    next_year(year)
    year.enter("丙", {2028: "200"}, tier="1", day="2027-10-25")
    year.rank("2027-11-02")
    year.send("2027-11-03")
    assert (year.listing("乙").outcome, year.listing("乙").reserve_rounds) == ("reserve", 1)


@pytest.mark.req("A14.14")
@pytest.mark.django_db
def test_where_the_reading_lets_it_an_aged_reserve_opinion_lapses_instead_of_warning() -> None:
    year = with_a_reserve()
    parameter(year, "reserve_opinion_age", "lapse")
    next_year(year)
    year.rank("2027-11-02")
    year.send("2027-11-03")
    assert year.listing("乙").outcome == "not_listed"
    assert "超过一年" in "".join(Notice.objects.get(kind="projects.listing.reserve_ended").body["zh"])


@pytest.mark.req("A14.10")
@pytest.mark.django_db
def test_by_the_letter_of_the_translation_only_special_projects_become_reserve() -> None:
    year = ready()
    parameter(year, "reserve_scope", "special")
    year.enter("甲", {2027: "700"}, tier="1")
    year.enter("乙", {2027: "300"})
    year.rank()
    act = year.send()
    assert act.effects["reserve_scope"] == "special"
    assert (year.listing("乙").outcome, year.notices("乙")) == ("not_listed", ["not_listed"])


@pytest.mark.req("A14.10")
@pytest.mark.django_db
def test_the_reading_of_who_may_be_reserve_is_recorded_in_each_decision() -> None:
    year = with_a_reserve()
    event = Event.objects.get(name="projects.listing.reserve", case_number=year.listings["乙"]).content
    assert event["effects"]["done"]["reserve_scope"] == "all"


@pytest.mark.django_db
def test_the_page_of_a_round_shows_rule_order_and_ceilings() -> None:
    year = ready()
    year.enter("甲", {2027: "300"})
    year.rank()
    page = show(year.round_row().pk)
    assert [len(section.rows) for section in page.sections] == [0, 1, 1, 1]  # the last leads to the what-if
