"""The declared checks of an audit office: pure over facts, to the fen and to the day, each shown by a fact."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from qilou.law import Readings
from qilou.law.calendar_years import CALENDAR
from qilou.law.statutes import STATUTES
from qilou.projects.audited import Audited, Contracted, Departure, Payment
from qilou.supervision.rules import CHECKS, CannotBeMade, Facts, Raised, SystemInUse, findings

D = Decimal
TODAY = date(2026, 11, 23)
READINGS = Readings(TODAY)
SIGNED = date(2026, 3, 16)  # a Monday
MAIN = Contracted(
    id=1,
    case="HT26-1-1",
    number="A-1",
    title="开发合同",
    kind="construction",
    method="open_tender",
    supplier="鮀岛软件公司",
    supplier_code="",
    amount=D("1000000.00"),
    paid=D("0.00"),
    in_force=True,
    supplement_of=None,
    signed_on=SIGNED,
    registered_on=SIGNED,
    awarded_on=date(2026, 3, 2),
    published_on=date(2026, 3, 17),
    filed_on=date(2026, 3, 20),
)
PROJECT = Audited(
    id=7,
    jurisdiction="440500",
    name="培训平台",
    unit="市人社局",
    unit_id=12,
    approved_total=D("1200000.00"),
    contracted=D("1000000.00"),
    preliminary_on=None,
    accepted_on=None,
    contracts=(MAIN,),
    bound={2026: D("1000000.00")},
    budgeted={2026: D("1000000.00")},
)
PAID = Payment("BK26-1-1", 1, "final", True, D("100000.00"), date(2026, 9, 1))


def said(code: str, project: Audited = PROJECT, readings: Readings = READINGS, **more: Any) -> list[Raised]:
    facts = Facts(TODAY, CALENDAR, (project,), **more)
    return [one for one in CHECKS[code].test(facts, readings) if isinstance(one, Raised)]


def with_contract(**changed: Any) -> Audited:
    return replace(PROJECT, contracts=(replace(MAIN, **changed),))


def also(*more: Contracted, **changed: Any) -> Audited:
    return replace(PROJECT, contracts=(MAIN, *more), **changed)


def another(number: int, **changed: Any) -> Contracted:
    return replace(MAIN, **{"id": number, "case": f"HT26-{number}-1", "number": f"A-{number}", **changed})


def test_a_project_with_nothing_doubtful_raises_nothing() -> None:
    assert [one for one in findings(Facts(TODAY, CALENDAR, (PROJECT,)), READINGS) if isinstance(one[1], Raised)] == []


@pytest.mark.req("A19.6", "A18.9", "A18.12", "A13.5", "A18.4")
def test_every_check_cites_articles_that_exist_and_there_are_the_eight() -> None:
    assert set(CHECKS) == {
        "payment_before_acceptance",
        "contract_over_budget",
        "split_purchase",
        "supplements_over_ten_per_cent",
        "designer_wins_bid",
        "contract_outside_its_days",
        "operation_without_users",
        "surplus_not_returned",
        "departure_without_change",
    }
    cited = [place for one in CHECKS.values() for place in one.cites]
    assert all(STATUTES[place.statute.code] is place.statute for place in cited)
    assert all(one.cites for one in CHECKS.values())


@pytest.mark.req("A19.6")
@pytest.mark.parametrize(
    ("payment", "accepted", "preliminary", "raised"),
    [
        (PAID, None, None, True),
        (PAID, date(2026, 9, 2), None, True),
        (PAID, date(2026, 9, 1), None, False),
        (replace(PAID, follow_up=False, instalment="progress"), None, None, False),
        (replace(PAID, follow_up=False, instalment="preliminary"), None, None, True),
        (replace(PAID, follow_up=False, instalment="preliminary"), None, date(2026, 8, 1), False),
    ],
)
def test_money_that_follows_an_acceptance_and_was_paid_before_it(
    payment: Payment, accepted: date | None, preliminary: date | None, raised: bool
) -> None:
    project = replace(PROJECT, payments=(payment,), accepted_on=accepted, preliminary_on=preliminary)
    found = said("payment_before_acceptance", project)
    assert bool(found) == raised
    assert all(one.case == payment.case and one.amount == payment.amount for one in found)


@pytest.mark.req("A19.6")
@pytest.mark.parametrize(
    ("paid", "accepted", "raised"),
    [("899999.99", None, False), ("900000.00", None, True), ("900000.00", date(2026, 9, 1), False)],
)
def test_nearly_all_of_a_contract_paid_before_acceptance(paid: str, accepted: date | None, raised: bool) -> None:
    project = replace(with_contract(paid=D(paid)), accepted_on=accepted)
    assert bool(said("payment_before_acceptance", project)) == raised
    stricter = Readings(TODAY, {"audit_paid_before_acceptance": 80})
    assert bool(said("payment_before_acceptance", project, stricter)) == (accepted is None)


@pytest.mark.req("A18.9")
@pytest.mark.parametrize(
    ("bound", "budgeted", "raised"),
    [
        ({2026: D("100.00")}, {2026: D("100.00")}, []),
        ({2026: D("100.01")}, {2026: D("100.00")}, [D("0.01")]),
        ({2026: D("100.00")}, {}, [D("100.00")]),  # the year has begun and no document gives it
        ({2027: D("100.00")}, {}, []),  # a year to come rests on the approval
    ],
)
def test_contracts_of_a_year_beside_what_its_budget_gives(
    bound: dict[int, D], budgeted: dict[int, D], raised: list[D]
) -> None:
    assert [
        one.amount for one in said("contract_over_budget", replace(PROJECT, bound=bound, budgeted=budgeted))
    ] == raised


@pytest.mark.req("A18.9")
def test_contracts_over_the_approved_total() -> None:
    over = replace(PROJECT, contracted=D("1200000.01"))
    assert [one.amount for one in said("contract_over_budget", over)] == [D("0.01")]


@pytest.mark.req("A18.9")
@pytest.mark.parametrize(
    ("amounts", "raised"), [(("50000.00", "50000.00"), False), (("50000.00", "50000.01"), True), ((), False)]
)
def test_supplements_together_beside_their_original(amounts: tuple[str, ...], raised: bool) -> None:
    more = [another(place, amount=D(one), supplement_of=1) for place, one in enumerate(amounts, 2)]
    assert bool(said("supplements_over_ten_per_cent", also(*more))) == raised


@pytest.mark.req("A18.9")
def test_what_supplements_are_over_is_an_amount_to_the_fen() -> None:
    original = replace(MAIN, amount=D("1000000.05"))
    more = another(2, amount=D("100000.01"), supplement_of=1)
    (found,) = said("supplements_over_ten_per_cent", replace(PROJECT, contracts=(original, more)))
    assert str(found.amount) == "0.01"


@pytest.mark.req("A18.12")
@pytest.mark.parametrize(
    ("second", "raised"),
    [
        ({}, True),
        ({"amount": D("2000000.00")}, False),  # together at the limit, which the regulation speaks of exceeding
        ({"amount": D("1500000.00")}, False),  # together below the limit
        ({"method": "open_tender"}, False),
        ({"kind": "testing"}, False),  # another category
        ({"signed_on": date(2027, 1, 4)}, False),  # another fiscal year
        ({"supplement_of": 1}, False),
        ({"amount": D("4000000.00")}, False),  # that one alone reaches it: no splitting
    ],
)
def test_several_contracts_below_the_open_tender_limit_that_exceed_it_together(
    second: dict[str, Any], raised: bool
) -> None:
    first = replace(MAIN, method="consultation", amount=D("2000000.00"))
    more = another(2, **{"method": "inquiry", "amount": D("2000000.01"), **second})
    found = said("split_purchase", replace(PROJECT, contracts=(first, more)))
    assert bool(found) == raised
    assert all(one.amount == D("4000000.01") for one in found)


@pytest.mark.req("A18.12")
def test_a_contract_that_reaches_the_limit_alone_hides_no_split_beside_it() -> None:
    small = [another(place, method="inquiry", amount=D("2500000.00")) for place in (2, 3)]
    large = another(4, method="negotiation", amount=D("4000000.00"))
    (found,) = said("split_purchase", replace(PROJECT, contracts=(*small, large)))
    assert list(found.facts["contracts"]) == ["A-2", "A-3"]  # type: ignore[call-overload]


@pytest.mark.req("A18.12")
@pytest.mark.parametrize(
    ("days_later", "supplier", "raised"), [(180, "甲", True), (181, "甲", False), (10, "乙", False)]
)
def test_own_purchases_from_one_supplier_within_a_short_time(days_later: int, supplier: str, raised: bool) -> None:
    small = {"kind": "other_service", "method": "small", "amount": D("500000.00")}
    first = another(2, supplier="甲", **small)
    later = date.fromordinal(SIGNED.toordinal() + days_later)
    second = another(3, supplier=supplier, signed_on=later, **small)
    elsewhere = replace(PROJECT, id=8, name="另一项目", contracts=(second,))
    facts = Facts(TODAY, CALENDAR, (also(first), elsewhere))
    found = [one for one in CHECKS["split_purchase"].test(facts, READINGS) if isinstance(one, Raised)]
    assert bool(found) == raised


@pytest.mark.req("A18.12")
def test_each_run_of_own_purchases_is_a_point_of_its_own() -> None:
    days = ("2024-03-01", "2024-04-01", "2024-05-01", "2026-03-02", "2026-03-03")
    small = {"kind": "other_service", "method": "small", "amount": D("500000.00"), "supplier": "甲" * 200}
    bought = [another(place, signed_on=date.fromisoformat(day), **small) for place, day in enumerate(days, 2)]
    found = said("split_purchase", also(*bought))
    assert [list(one.facts["contracts"]) for one in found] == [["A-2", "A-3", "A-4"], ["A-5", "A-6"]]  # type: ignore[call-overload]
    assert [one.subject for one in found] == ["projects.contract:2", "projects.contract:5"]


@pytest.mark.req("A13.5")
@pytest.mark.parametrize(
    ("earlier", "later", "raised"),
    [
        ({"kind": "pre_work"}, {}, ["A-1"]),
        ({"kind": "testing", "signed_on": date(2026, 5, 1)}, {}, ["A-1"]),
        ({"kind": "pre_work", "supplier": "另一家"}, {}, []),
        ({"kind": "testing"}, {"kind": "supervision"}, ["A-1"]),  # told once, of the later of the two
        ({"kind": "pre_work"}, {"method": "single_source"}, []),
        ({"kind": "pre_work", "supplier": "更名前的公司", "supplier_code": "C"}, {"supplier_code": "C"}, ["A-1"]),
        ({"kind": "pre_work", "in_force": False}, {}, []),
    ],
)
def test_who_did_the_earlier_work_and_has_another_contract(
    earlier: dict[str, Any], later: dict[str, Any], raised: list[str]
) -> None:
    before = another(2, **{"signed_on": date(2026, 1, 5), **earlier})
    project = replace(PROJECT, contracts=(replace(MAIN, **later), before))
    assert sorted(str(one.facts["contract"]) for one in said("designer_wins_bid", project)) == raised


@pytest.mark.req("A13.5")
def test_the_preliminary_reviewer_has_no_contract_of_the_project() -> None:
    assert said("designer_wins_bid", replace(PROJECT, reviewers=("鮀岛软件公司",)))
    assert said("designer_wins_bid", replace(PROJECT, reviewers=("韩江咨询评估中心",))) == []


@pytest.mark.req("A18.4")
@pytest.mark.parametrize(
    ("changed", "late"),
    [
        ({"awarded_on": date(2026, 2, 14)}, []),  # the thirtieth day is Monday 16 March
        ({"awarded_on": date(2026, 2, 13)}, []),  # it is Sunday 15 March and rolls over to Monday
        ({"awarded_on": date(2026, 2, 11)}, ["signed_on_due"]),
        ({"published_on": date(2026, 3, 18)}, []),  # the second working day
        ({"published_on": date(2026, 3, 19)}, ["published_on_due"]),
        ({"filed_on": date(2026, 3, 25)}, []),  # the seventh working day
        ({"filed_on": date(2026, 3, 26)}, ["filed_on_due"]),
        ({"awarded_on": None, "published_on": None, "filed_on": None}, []),
        ({"method": "small", "published_on": date(2026, 3, 19)}, []),  # no government procurement
    ],
)
def test_thirty_days_two_and_seven_working_days(changed: dict[str, Any], late: list[str]) -> None:
    found = said("contract_outside_its_days", with_contract(**changed))
    assert [name for one in found for name in one.facts if name.endswith("_due")] == late


@pytest.mark.req("A18.4", "X3", "X4")
def test_a_date_that_nobody_entered_or_a_year_without_calendar_leaves_the_check_unmade() -> None:
    def lacks(**changed: Any) -> list[str]:
        facts = Facts(TODAY, CALENDAR, (with_contract(**changed),))
        test = CHECKS["contract_outside_its_days"].test(facts, READINGS)
        return [one.lacks.en for one in test if isinstance(one, CannotBeMade)]

    assert lacks() == []
    assert len(lacks(awarded_on=None, published_on=None)) == 2
    assert lacks(signed_on=date(2027, 3, 1), awarded_on=None, published_on=None, filed_on=date(2027, 3, 30))[-1] == (
        "the year's working days are not published yet"
    )


@pytest.mark.req("A4.3")
@pytest.mark.parametrize(
    ("users", "since", "raised", "unmade"),
    [
        (0, date(2026, 5, 26), True, False),
        (0, date(2026, 5, 27), False, False),
        (1, date(2020, 1, 1), False, False),
        (None, date(2020, 1, 1), False, True),
    ],
)
def test_a_system_that_nobody_uses(users: int | None, since: date, raised: bool, unmade: bool) -> None:
    system = SystemInUse(3, "XT-3", "旧系统", "市档案馆", 9, since, users)
    found = list(CHECKS["operation_without_users"].test(Facts(TODAY, CALENDAR, (), (system,)), READINGS))
    assert [type(one) for one in found] == [Raised] * raised + [CannotBeMade] * unmade


@pytest.mark.parametrize(
    ("changed", "raised"),
    [
        ({}, [D("200000.00")]),
        ({"taken": D("1000000.00")}, []),  # given back
        ({"accepted_on": None}, []),
        ({"accepted_on": date(2026, 8, 25)}, []),  # the ninetieth day is today
        ({"payments_open": 1}, []),
        ({"contracts": (replace(MAIN, paid=D("900000.00")),)}, []),  # retention is still owed: not settled
        ({"taken": D("0.00")}, []),
        ({"contracts": (replace(MAIN, kind="third_party_review", paid=D("1000000.00")),)}, [D("1200000.00")]),
    ],
)
def test_a_settled_project_gives_back_what_it_did_not_spend(changed: dict[str, Any], raised: list[D]) -> None:
    paid = replace(PAID, amount=D("1000000.00"), paid_on=date(2026, 6, 1))
    settled = replace(
        PROJECT,
        contracts=(replace(MAIN, paid=D("1000000.00")),),
        payments=(paid,),
        accepted_on=date(2026, 5, 20),
        taken=D("1200000.00"),
    )
    assert [one.amount for one in said("surplus_not_returned", replace(settled, **changed))] == raised


@pytest.mark.req("A20.11")
@pytest.mark.parametrize(
    ("told_on", "changed_on", "raised"),
    [
        (date(2026, 10, 23), None, True),
        (date(2026, 10, 24), None, False),  # thirty days have not passed
        (date(2026, 10, 12), date(2026, 10, 30), False),
    ],
)
def test_a_departure_that_was_reported_and_no_change_filed_is_doubtful(
    told_on: date, changed_on: date | None, raised: bool
) -> None:
    departure = Departure("JD26-1-1", date(2026, 7, 1), told_on, "机房改迁", changed_on)
    found = said("departure_without_change", replace(PROJECT, departures=(departure,)))
    assert [one.case for one in found] == (["JD26-1-1"] if raised else [])
