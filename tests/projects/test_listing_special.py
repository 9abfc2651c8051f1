"""Special projects: a fund line and finance's review instead of the order, and the same fund (A14.16, A8.6)."""

from datetime import date
from decimal import Decimal

import pytest
from tests.projects.city import CITY
from tests.projects.year import WAN, Year, begun, parameter, ready, rule_names

from qilou.kernel.errors import Conflict, Refused
from qilou.projects.models import Listing
from qilou.projects.models.project import Track
from qilou.projects.queries.fund import balance, committed_to
from qilou.projects.queries.listing import reserve

D = Decimal


def special(year: Year, wan: str = "289.90", name: str = "三防会商") -> str:
    return year.enter(name, {2026: wan}, track=Track.SPECIAL, scores={}, day="2026-11-02", tier="")


ASSIGNMENT = {"document": "汕府办纪要〔2026〕9号", "reason": "汛期急需，从专项资金余额安排。"}
REVIEW = {"outcome": "agreed", "document": "汕财函〔2026〕41号"}


@pytest.mark.req("A14.16", "A8.6", "A14.4", "A14.5", "A14.6", "A14.7", "A14.8", "A14.13")
@pytest.mark.django_db
def test_a_special_project_has_a_fund_line_and_finances_review_instead_of_the_order() -> None:
    year = ready()
    number = special(year)
    given = {"tier": "1", "reason": "急需"}
    with pytest.raises(Refused) as refused:
        year.take("listing", number, "prioritise", "authority.handler", "2026-11-03", given)
    assert rule_names(refused.value) == {"ranked_on_the_annual_track"}
    year.sign("listing", number, "assign_fund_line", "authority", "2026-11-03", ASSIGNMENT)
    assert year.case("三防会商").desk == f"FINANCE@{CITY}/handler"
    with pytest.raises(Conflict):
        year.take("listing", number, "confirm", "authority.handler", "2026-11-03", {})
    year.sign("listing", number, "review", "finance", "2026-11-04", REVIEW)
    with pytest.raises(Refused) as refused:
        year.take("listing", number, "decline", "authority.handler", "2026-11-05", {"reason": "另行安排"})
    assert rule_names(refused.value) == {"refused_by_finance"}
    year.sign("listing", number, "confirm", "authority", "2026-11-05", {"minutes": "纪要〔2026〕12号"})
    listing = year.listing("三防会商")
    assert (listing.outcome, listing.fund_line, listing.proposed_on) == ("proposed", "remaining", date(2026, 11, 5))
    assert committed_to(listing.project_id) == {2026: D("289.90") * WAN}
    assert balance(CITY, 2026) == D("210.10") * WAN
    assert year.notices("三防会商") == ["fund_letter", "fund_reply", "opinion_feedback", "budget_notice"]


@pytest.mark.req("A14.16", "A8.6", "A14.9")
@pytest.mark.django_db
def test_a_special_project_that_the_fund_does_not_cover_waits_in_reserve() -> None:
    year = ready(f2026="200")
    number = special(year)
    with pytest.raises(Refused) as refused:
        year.take("listing", number, "assign_fund_line", "authority.handler", "2026-11-03", ASSIGNMENT)
    assert rule_names(refused.value) == {"fund_line_covers"}
    year.sign("listing", number, "set_aside", "authority", "2026-11-03", {"tier": "1", "reason": "资金不足"})
    assert [one.project.name for one in reserve(CITY)] == ["三防会商"]
    assert year.notices("三防会商") == ["reserve"]


@pytest.mark.req("A14.9", "A14.13")
@pytest.mark.django_db
def test_a_special_project_that_the_fund_covers_cannot_be_put_in_reserve() -> None:
    year = ready()
    number = special(year)
    given = {"tier": "1", "reason": "另行考虑"}
    with pytest.raises(Refused) as refused:
        year.take("listing", number, "set_aside", "authority.handler", "2026-11-03", given)
    assert rule_names(refused.value) == {"reserve_for_want_of_money"}


@pytest.mark.req("A14.16")
@pytest.mark.django_db
def test_the_reading_decides_from_what_special_projects_are_paid() -> None:
    year = ready(f2026="")
    parameter(year, "special_fund_line", "reserved")
    year.arrange(2026, "500", kept_for_special=D(100) * WAN)
    number = special(year, "100.01")
    with pytest.raises(Refused) as refused:
        year.take("listing", number, "assign_fund_line", "authority.handler", "2026-11-03", ASSIGNMENT)
    assert rule_names(refused.value) == {"fund_line_covers"}
    second = special(year, "100", "第二项")
    year.sign("listing", second, "assign_fund_line", "authority", "2026-11-03", ASSIGNMENT)
    assert year.listing("第二项").fund_line == "reserved"


@pytest.mark.req("A14.16")
@pytest.mark.django_db
def test_a_special_project_paid_from_another_budget_takes_nothing_of_the_fund() -> None:
    year = ready(f2026="1")
    parameter(year, "special_fund_line", "other")
    number = special(year)
    year.sign("listing", number, "assign_fund_line", "authority", "2026-11-03", ASSIGNMENT)
    year.sign("listing", number, "review", "finance", "2026-11-04", REVIEW)
    year.sign("listing", number, "confirm", "authority", "2026-11-05", {})
    assert year.listing("三防会商").outcome == "proposed"
    assert committed_to(year.listing("三防会商").project_id) == {}


@pytest.mark.req("A14.3", "A14.16")
@pytest.mark.django_db
def test_what_is_kept_for_special_projects_is_not_in_the_annual_ceiling() -> None:
    year = begun(f2027="")
    parameter(year, "special_fund_line", "reserved")
    year.arrange(2027, "800", kept_for_special=D(200) * WAN)
    year.solicit()
    year.close()
    year.enter("甲", {2027: "700"})
    act = year.rank()
    assert act.effects["projects_ranking"].popitem()[1]["ceilings"] == {"2027": "6000000.00"}
    assert not Listing.objects.get().rank_lines.get().listed


@pytest.mark.req("A14.4", "A14.13")
@pytest.mark.django_db
def test_a_special_project_that_finance_refuses_ends_with_the_reason() -> None:
    year = ready()
    number = special(year)
    year.sign("listing", number, "assign_fund_line", "authority", "2026-11-03", ASSIGNMENT)
    refusal = {**REVIEW, "outcome": "refused", "reason": "已有同类设备"}
    year.sign("listing", number, "review", "finance", "2026-11-04", refusal)
    with pytest.raises(Refused) as refused:
        year.take("listing", number, "confirm", "authority.handler", "2026-11-05", {})
    assert rule_names(refused.value) == {"agreed_by_finance"}
    year.sign("listing", number, "decline", "authority", "2026-11-05", {"reason": "财政部门不同意：已有同类设备"})
    assert (year.listing("三防会商").outcome, reserve(CITY)) == ("not_listed", [])
