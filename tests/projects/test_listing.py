"""A project on its way to the list: passed opinion, special money, the opinion's one year, application, lapse."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.projects.city import CITY, at
from tests.projects.year import WAN, Year, any_act, begun, declared, opinion_on, parameter, ready, rule_names

from qilou.casework.actions.sweep import expire, sweep
from qilou.casework.models import Case, Clock, Notice
from qilou.kernel.errors import Conflict, Missing, Refused
from qilou.law import Breach, Calendar, Met, Readings, Rule, Undecided
from qilou.law.calendar_years import CALENDAR
from qilou.projects.actions.listing import applied, enter, warn_of_expiry
from qilou.projects.models import FundEntry, Listing
from qilou.projects.models.project import Stage
from qilou.projects.queries.fund import account, balance, committed_to
from qilou.projects.queries.listing import active, reserve, show, standing, valid_until
from qilou.projects.rules import listing as rules
from qilou.projects.rules.listing import ListingFacts

D = Decimal
TODAY = Readings(date(2026, 11, 2))
SHORT = {2026: (D(2), D(1))}


@pytest.mark.req("A14.1", "A14.8", "A14.9", "A14.13", "A14.16", "A17.1", "A17.3", "A17.4")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.passed_evaluation, ListingFacts(passed=True), Met),
        (rules.passed_evaluation, ListingFacts(passed=False), Breach),
        (rules.passed_evaluation, ListingFacts(), Undecided),
        (rules.ranked_on_the_annual_track, ListingFacts(annual=True), Met),
        (rules.ranked_on_the_annual_track, ListingFacts(annual=False), Breach),
        (rules.funded_on_the_special_track, ListingFacts(annual=False), Met),
        (rules.funded_on_the_special_track, ListingFacts(annual=True), Breach),
        (rules.fund_line_covers, ListingFacts(fund_line="remaining", unarranged=(), short={}), Met),
        (rules.fund_line_covers, ListingFacts(fund_line="remaining", unarranged=(2026,), short={}), Breach),
        (rules.fund_line_covers, ListingFacts(fund_line="remaining", unarranged=(), short=SHORT), Breach),
        (rules.fund_line_covers, ListingFacts(fund_line="other", unarranged=(2026,), short=SHORT), Met),
        (rules.reserve_for_want_of_money, ListingFacts(unarranged=(), short=SHORT), Met),
        (rules.reserve_for_want_of_money, ListingFacts(unarranged=(), short={}), Breach),
        (rules.slices_add_up, ListingFacts(restated=D("1.00"), suggested=D("1.00")), Met),
        (rules.slices_add_up, ListingFacts(restated=D("1.01"), suggested=D("1.00")), Breach),
        (rules.agreed_by_finance, ListingFacts(finance="agreed"), Met),
        (rules.agreed_by_finance, ListingFacts(finance="changed"), Met),
        (rules.agreed_by_finance, ListingFacts(finance="refused"), Breach),
        (rules.agreed_by_finance, ListingFacts(finance=""), Breach),
        (rules.refused_by_finance, ListingFacts(finance="refused"), Met),
        (rules.refused_by_finance, ListingFacts(finance="agreed"), Breach),
        (rules.within_the_year, ListingFacts(proposed_on=None), Breach),
        (
            rules.within_the_year,
            ListingFacts(today=date(2027, 1, 15), proposed_on=date(2026, 1, 15), valid_until=date(2027, 1, 15)),
            Met,
        ),
        (
            rules.within_the_year,
            ListingFacts(today=date(2027, 1, 16), proposed_on=date(2026, 1, 15), valid_until=date(2027, 1, 15)),
            Breach,
        ),
        (rules.within_the_year, ListingFacts(today=date(2027, 1, 16), proposed_on=date(2026, 1, 15)), Undecided),
    ],
)
def test_what_the_law_asks_on_the_way_to_the_list(rule: Rule, facts: ListingFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


@pytest.mark.req("A17.1", "A17.5")
@pytest.mark.parametrize(
    ("start", "rolls", "last"),
    [
        (date(2026, 1, 15), True, date(2027, 1, 15)),
        (date(2028, 2, 29), False, date(2029, 2, 28)),
        (date(2025, 10, 3), True, date(2026, 10, 8)),
        (date(2025, 10, 3), False, date(2026, 10, 3)),
    ],
)
def test_the_year_ends_on_the_same_date_and_rolls_over_a_holiday(start: date, rolls: bool, last: date) -> None:
    assert valid_until(Listing(valid_from=start, valid_rolls=rolls), CALENDAR) == last
    assert valid_until(Listing(), Calendar({})) is None


# Entering


@pytest.mark.req("A14.1")
@pytest.mark.django_db
def test_a_project_without_a_passed_opinion_does_not_enter() -> None:
    year = begun()
    project = declared(year.city, "甲", {2027: "100"})
    with pytest.raises(Refused) as refused:
        enter(project, any_act("2026-10-20"))
    assert rule_names(refused.value) == {"passed_evaluation"}
    assert refused.value.cites[0].number == 14
    opinion_on(project, year.city.key("health"), {}, "2026-10-20", result="not_passed")
    with pytest.raises(Refused):
        enter(project, any_act("2026-10-20"))


@pytest.mark.req("A14.1", "A8.6")
@pytest.mark.django_db
def test_a_passed_project_enters_once_with_the_opinions_amount_in_slices() -> None:
    year = ready()
    year.enter("甲", {2027: "270", 2028: "116.40"}, suggested="300", tier="")
    listing = year.listing("甲")
    assert (listing.outcome, listing.amount, listing.scores["necessity"]) == ("awaiting", D(300) * WAN, "80.00")
    assert dict(listing.slices.values_list("year", "amount")) == {2027: D(270) * WAN, 2028: D(30) * WAN}
    case = year.case("甲")
    assert (case.state, case.desk, case.parties) == (
        "awaiting",
        f"AUTHORITY@{CITY}/handler",
        {"declarer": [year.city.key("health")]},
    )
    with pytest.raises(Conflict):
        enter(listing.project, any_act("2026-10-21"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.update(amount=D("3000000.01"))


@pytest.mark.req("A8.6")
@pytest.mark.django_db
def test_restated_slices_add_up_to_the_opinion() -> None:
    year = ready()
    number = year.enter("甲", {2027: "270", 2028: "116.40"}, suggested="300", tier="")

    def restate(first: str, second: str) -> None:
        slices = [{"year": 2027, "amount": first}, {"year": 2028, "amount": second}]
        given = {"tier": "1", "reason": "急需", "slices": slices}
        year.take("listing", number, "prioritise", "authority.handler", "2026-10-21", given)

    with pytest.raises(Refused) as refused:
        restate("1500000.00", "1500000.01")
    assert rule_names(refused.value) == {"slices_add_up"}
    restate("1500000.00", "1500000.00")
    assert dict(year.listing("甲").slices.values_list("year", "amount")) == {2027: D(150) * WAN, 2028: D(150) * WAN}


@pytest.mark.req("A14.13")
@pytest.mark.django_db
def test_the_unit_may_withdraw_and_its_project_is_no_reserve() -> None:
    year = ready()
    number = year.enter("甲", {2027: "100"})
    with pytest.raises(Missing):
        year.take("listing", number, "withdraw", "land.handler", "2026-10-21", {"reason": "不再需要"})
    year.take("listing", number, "withdraw", "health.handler", "2026-10-21", {"reason": "不再需要"})
    assert (year.listing("甲").outcome, year.listing("甲").project.stage) == ("withdrawn", Stage.ENDED)
    assert reserve(CITY) == []
    assert active(CITY) == []


# The opinion's one year


def proposed(**funds: str) -> Year:
    """Project 甲 (270 + 100) confirmed as proposed on 16 November 2026."""
    year = ready(**funds)
    year.enter("甲", {2027: "270", 2028: "100"})
    year.rank()
    year.send()
    year.review()
    year.confirm("2026-11-16")
    return year


def act_at(year: Year, day: str, time: str = "10:00"):
    act = any_act(day)
    act.now = at(day, time)
    return act


@pytest.mark.req("A17.1", "A17.2")
@pytest.mark.django_db
def test_the_year_runs_from_the_confirmation_and_stands_in_the_budget_notice() -> None:
    year = proposed()
    clock = Clock.objects.get(case__number=year.listings["甲"])
    assert (clock.name, clock.unit, clock.start, clock.due_on) == (
        "validity",
        "years",
        date(2026, 11, 16),
        date(2027, 11, 16),
    )
    assert "2027-11-16" in "".join(Notice.objects.get(kind="projects.listing.budget_notice").body["zh"])
    assert year.case("甲").desk == f"{year.city.key('health')}/handler"


@pytest.mark.req("A17.2")
@pytest.mark.django_db
def test_where_the_reading_says_so_it_runs_from_the_opinion() -> None:
    year = begun()
    parameter(year, "validity_start", "opinion")
    year.solicit()
    year.close()
    year.enter("甲", {2027: "100"}, day="2026-10-20")
    year.rank()
    year.send()
    year.review()
    year.confirm()
    clock = Clock.objects.get(case__number=year.listings["甲"])
    assert (clock.start, clock.due_on) == (date(2026, 10, 20), date(2027, 10, 20))


@pytest.mark.req("A17.4", "A17.1")
@pytest.mark.django_db
def test_an_application_in_the_last_minute_of_the_last_day_keeps_the_opinion() -> None:
    year = proposed()
    project = year.listing("甲").project
    now = standing(project.pk, date(2027, 11, 16))
    assert now is not None
    assert (now.in_force(date(2027, 11, 16)), now.in_force(date(2027, 11, 17))) == (True, False)
    assert now.slices == {2027: D(270) * WAN, 2028: D(100) * WAN}
    applied(project, act_at(year, "2027-11-16", "23:59"))
    assert (year.listing("甲").outcome, year.listing("甲").applied_on) == ("applied", date(2027, 11, 16))
    assert not Clock.objects.filter(case__number=year.listings["甲"], ended_on=None).exists()
    applied(project, act_at(year, "2028-03-01"))
    assert year.listing("甲").applied_on == date(2027, 11, 16)
    later = standing(project.pk, date(2028, 3, 1))
    assert later is not None
    assert later.in_force(date(2028, 3, 1))


@pytest.mark.req("A17.3", "A17.4")
@pytest.mark.django_db
def test_an_application_at_midnight_after_the_last_day_is_refused_even_before_the_sweep() -> None:
    year = proposed()
    with pytest.raises(Refused) as refused:
        applied(year.listing("甲").project, act_at(year, "2027-11-17", "00:00"))
    assert rule_names(refused.value) == {"within_the_year"}
    assert refused.value.cites[0].number == 17


@pytest.mark.req("A17.3", "A17.7", "X6")
@pytest.mark.django_db
def test_without_an_application_the_opinion_lapses_by_itself_and_frees_the_money_visibly() -> None:
    year = proposed()
    number, project = year.listings["甲"], year.listing("甲").project
    assert not expire("projects.listing", number, now=at("2027-11-16", "23:59"))
    assert sweep(now=at("2027-11-17", "00:00")) == 1
    listing = year.listing("甲")
    assert (year.case("甲").state, listing.outcome, listing.project.stage) == ("lapsed", "lapsed", Stage.ENDED)
    assert committed_to(project.pk) == {}
    shown = account(CITY, 2027)
    assert shown is not None
    assert (shown.left, shown.rows[-1].amount) == (D(800) * WAN, D(-270) * WAN)
    assert (shown.rows[-1].kind, shown.rows[-1].case_number) == ("released", number)
    notice = Notice.objects.get(kind="projects.listing.lapse")
    assert [one["key"] for one in notice.recipients] == [
        year.city.key("health"),
        f"FINANCE@{CITY}",
        f"AUTHORITY@{CITY}",
    ]
    with pytest.raises(Refused):
        applied(project, act_at(year, "2027-11-18"))


@pytest.mark.req("A17.7")
@pytest.mark.django_db
def test_where_the_reading_leaves_the_money_it_stays_until_it_is_decided_on() -> None:
    year = proposed()
    parameter(year, "lapse_frees_fund", False)
    sweep(now=at("2027-11-17"))
    assert year.listing("甲").outcome == "lapsed"
    assert FundEntry.objects.filter(kind="released").count() == 0
    assert "另行处理" in "".join(Notice.objects.get(kind="projects.listing.lapse").body["zh"])


@pytest.mark.req("A17.3", "A17.7")
@pytest.mark.django_db
def test_a_lapsed_project_may_be_declared_and_listed_anew() -> None:
    year = proposed()
    sweep(now=at("2027-11-17"))
    project = year.listing("甲").project
    opinion_on(project, year.city.key("health"), {}, "2028-10-20")
    act = any_act("2028-10-20")
    act.case.parties = {"declarer": [year.city.key("health")]}
    assert enter(project, act) != year.listings["甲"]
    assert Listing.objects.filter(project=project).count() == 2


@pytest.mark.req("A17.6", "X6")
@pytest.mark.django_db
def test_unit_and_authority_are_warned_once_for_each_of_the_days_set() -> None:
    year = proposed()
    days = {
        "2027-09-16": 0,  # 61 days before
        "2027-09-17": 1,
        "2027-09-18": 0,
        "2027-10-17": 1,
        "2027-11-09": 1,
        "2027-11-10": 0,
        "2027-11-16": 0,
        "2027-11-17": 0,
    }
    assert {day: warn_of_expiry(now=at(day)) for day in days} == days
    notices = Notice.objects.filter(kind="projects.listing.expiry_warning").order_by("pk")
    assert len(notices) == 3
    assert "还有60日" in notices[0].body["zh"][0]
    assert {one["key"] for one in notices[0].recipients} == {year.city.key("health"), f"AUTHORITY@{CITY}"}
    assert Case.objects.get(number=year.listings["甲"]).due_on == date(2027, 11, 16)


@pytest.mark.req("A17.7", "A14.13")
@pytest.mark.django_db
def test_a_proposed_project_that_is_withdrawn_gives_its_money_back() -> None:
    year = proposed()
    year.take("listing", year.listings["甲"], "withdraw", "health.handler", "2026-12-01", {"reason": "职能划转"})
    assert committed_to(year.listing("甲").project_id) == {}
    assert balance(CITY, 2027) == D(800) * WAN


@pytest.mark.django_db
def test_the_page_of_a_listing_shows_money_and_review() -> None:
    year = proposed()
    page = show(year.listing("甲").pk)
    assert [len(one.rows) for one in page.sections] == [2, 0]
