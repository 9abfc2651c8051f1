"""Districts return the use of their blocks each half-year; sums equal the recount, or there is a finding (A25.3)."""

from datetime import date

import pytest
from tests.network.plan import Plan, plan
from tests.network.test_delegation import BLOCK, OTHER, delegated, out
from tests.projects.city import DISTRICT, at

from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import look, perform
from qilou.casework.actions.sign_off import endorse
from qilou.casework.models import Case, Notice
from qilou.kernel.errors import Conflict, NotPermitted, Refused
from qilou.law import Readings
from qilou.network.actions.usage import RETURN, call_for_usage_returns
from qilou.network.models import UsageReturn, WireFinding
from qilou.network.queries.usage import counted, total
from qilou.network.rules.usage import Usage, UsageFacts, differing, ended_before, units, usage_agrees_or_says_why

ONE = Usage(used=1, accesses=1)


@pytest.fixture
def town(db: None) -> Plan:
    town = plan(OTHER, BLOCK)
    delegated(town, quota=50)
    out(town)
    return town


def take(town: Plan, number: str, step: str, who: str, data: object = None, day: str = "2027-01-05") -> object:
    return perform(RETURN, number, step, actor=town.actor(who, day), now=at(day), data=data)


def signed(town: Plan, number: str, data: object, day: str = "2027-01-05") -> None:
    take(town, number, "submit", "longhu.handler", data, day)
    for post, time in (("checker", "11:00"), ("signer", "15:00")):
        endorse(RETURN, number, actor=town.actor(f"longhu.{post}", day), now=at(day, time))


def line(**changed: object) -> dict[str, object]:
    return {"block": BLOCK, "used": 1, "held": 0, "cooling": 0, "accesses": 1, **changed}


@pytest.mark.req("A25.3")
@pytest.mark.parametrize(
    ("returned", "counted_", "remarks", "passes"),
    [
        ({}, {}, "", True),
        ({BLOCK: ONE}, {BLOCK: ONE}, "", True),
        ({BLOCK: ONE}, {BLOCK: Usage(used=1)}, "", False),
        ({BLOCK: ONE}, {BLOCK: Usage(used=2, accesses=1)}, "", False),
        ({}, {BLOCK: ONE}, " ", False),
        ({BLOCK: ONE}, {}, "停用设备尚未收回", True),
    ],
)
def test_a_return_agrees_with_the_recount_or_says_why(
    returned: dict[str, Usage], counted_: dict[str, Usage], remarks: str, passes: bool
) -> None:
    facts = UsageFacts(returned=returned, counted=counted_, remarks=remarks)
    assert usage_agrees_or_says_why(facts, Readings(date(2027, 1, 5))).passed is passes


def test_half_years_and_units() -> None:
    assert [ended_before(date(2027, month, 1)) for month in (1, 6, 7)] == [(2026, 2), (2026, 2), (2027, 1)]
    assert units(BLOCK, 300) == 300
    assert units("fd00::/48", 2**80) == 2**16
    assert units("fd00::/48", 1) == 1
    assert differing({BLOCK: Usage()}, {}) == ()


@pytest.mark.req("A25.2", "A25.3")
def test_a_districts_year_has_two_returns_filled_in_signed_and_filed_with_the_city(town: Plan) -> None:
    for day, year, half in (("2027-01-05", 2026, 2), ("2027-07-05", 2027, 1)):
        opened = call_for_usage_returns(now=at(day, "00:10"))
        assert list(opened) == [DISTRICT]
        assert call_for_usage_returns(now=at(day, "01:10")) == {}, "each is called for once"
        number = opened[DISTRICT]
        case = Case.objects.get(number=number)
        assert case.due_on is not None, "and chased by a clock"
        act = look(RETURN, number, actor=town.actor("longhu.handler", day), now=at(day))
        submit = act.procedure.step("submit")
        assert submit is not None
        assert submit.suggests is not None
        assert submit.suggests(act) == {"lines": [line()]}
        assert total(year, half, [DISTRICT]).awaited == (DISTRICT,)
        signed(town, number, {"lines": [line()]}, day)
        sums = total(year, half, [DISTRICT])
        assert sums.agrees
        assert sums.returned == sums.counted == ONE
        paper = Notice.objects.get(case__number=number)
        assert paper.recipients[0]["key"] == "TECHNICAL_BODY@440500"
        assert BLOCK in "".join(paper.body["zh"])
        take(town, number, "accept", "technical.handler", day=day)
    assert UsageReturn.objects.filter(accepted_on__isnull=False).count() == 2
    assert not WireFinding.objects.exists()


@pytest.mark.req("A25.3")
def test_figures_that_differ_are_refused_until_explained_and_then_are_a_finding(town: Plan) -> None:
    number = call_for_usage_returns(now=at("2027-01-05", "00:10"))[DISTRICT]
    with pytest.raises(Refused) as caught:
        take(town, number, "submit", "longhu.handler", {"lines": [line(used=3)]})
    assert caught.value.findings[0].rule == "network.usage.usage_agrees_or_says_why"
    signed(town, number, {"lines": [line(used=3)], "remarks": "两台设备尚未补办"})
    finding = WireFinding.objects.get()
    assert (finding.kind, finding.owner_id) == ("count", town.unit("longhu"))
    assert not total(2026, 2, [DISTRICT]).agrees
    take(town, number, "send_back", "technical.handler", {"reason": "请先补办"})
    assert Case.objects.get(number=number).state == "called"
    with pytest.raises(NotPermitted):
        take(town, number, "submit", "technical.handler", {"lines": [line()]})


@pytest.mark.req("A25.3")
def test_only_a_district_with_a_block_returns_it_once_and_of_its_own_blocks(town: Plan) -> None:
    assert list(counted([DISTRICT, "440511"])) == [BLOCK]
    number = call_for_usage_returns(now=at("2027-01-05", "00:10"))[DISTRICT]
    with pytest.raises(Conflict) as caught:
        open_case(
            RETURN,
            actor=town.actor("longhu.handler", "2027-01-05"),
            now=at("2027-01-05"),
            jurisdiction=DISTRICT,
            title="x",
            data={"year": 2026, "half": 2},
        )
    assert caught.value.code == "returned"
    with pytest.raises(Conflict) as caught:
        signed(town, number, {"lines": [line(), line(block="10.99.0.0/24")], "remarks": "x"})
    assert caught.value.code == "not_delegated"
