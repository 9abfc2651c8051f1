"""A measure: the unit heard, ordered by a served paper, everything flipped at once, appealed, lifted as it was."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from tests.network.office import APPROVAL, Office
from tests.network.test_access import NEED, broken, with_pools
from tests.projects.city import at

from qilou.casework.actions.sweep import sweep
from qilou.casework.models import Case, Notice
from qilou.identity.actions import create_token
from qilou.identity.inputs import NewToken
from qilou.identity.kinds import Scope
from qilou.kernel.errors import Missing, NotPermitted, Refused
from qilou.law import Breach, Met, Readings, Rule
from qilou.network.models import Access, Allocation, Measure, Restraint
from qilou.network.queries.enforcement import as_list, as_nftables, enforced
from qilou.network.rules import measures as rules
from qilou.network.rules.measures import MeasureFacts

TODAY = Readings(date(2026, 8, 3))
A, B = date(2026, 8, 3), date(2026, 8, 4)


@pytest.mark.req("A39.1", "A39.2")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.breaks_a_ban, MeasureFacts(ground="scan", facts="扫描核心网段"), Met),
        (rules.breaks_a_ban, MeasureFacts(ground="scan", facts=" "), Breach),
        (rules.breaks_a_ban, MeasureFacts(ground="", facts="扫描"), Breach),
        (rules.ends_in_time, MeasureFacts(days=1), Met),
        (rules.ends_in_time, MeasureFacts(days=30), Met),
        (rules.ends_in_time, MeasureFacts(days=31), Breach),
        (rules.ends_in_time, MeasureFacts(days=0), Breach),
        (rules.hits_something, MeasureFacts(hits=1, strange=()), Met),
        (rules.hits_something, MeasureFacts(hits=0, strange=()), Breach),
        (rules.hits_something, MeasureFacts(hits=1, strange=("10.9.0.1/32",)), Breach),
        (rules.heard_or_urgent, MeasureFacts(heard=True, urgent=False), Met),
        (rules.heard_or_urgent, MeasureFacts(heard=False, urgent=True), Met),
        (rules.heard_or_urgent, MeasureFacts(heard=False, urgent=False), Breach),
        (rules.leaves_time_to_be_heard, MeasureFacts(today=A, hearing_until=B), Met),
        (rules.leaves_time_to_be_heard, MeasureFacts(today=A, hearing_until=A), Breach),
    ],
)
def test_what_is_asked_of_a_measure(rule: Rule, facts: MeasureFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


@pytest.fixture
def office(db: None) -> Office:
    """A unit with an access and four blocks of addresses in use, another with an access."""
    office = Office()
    with_pools(office)
    for who, port, more in (("health", 1, {"vrf": office.vrf.pk, "addresses": NEED}), ("land", 2, {})):
        number = office.apply(f"{who}.handler", **more)
        office.sign("access", number, "approve", APPROVAL)
        placed = office.connection(port=f"GE0/0/{port}", vlan=100 + port, interconnect=f"10.0.0.{4 * port + 2}/30")
        office.take("access", number, "connect", "technical.handler", placed)
    return office


def proposed(office: Office, **changed: object) -> str:
    """A measure against all that the unit has."""
    form = {
        "unit": office.city.bodies["health"].pk,
        "kind": "block",
        "against": "unit",
        "ground": "malware",
        "facts": "两台终端向核心网段传播恶意程序，可能造成业务中断。",
        "days": 10,
    }
    return office.open("measure", "authority.handler", form | changed)


def in_force(office: Office, **changed: object) -> str:
    number = proposed(office, urgent=True, **changed)
    office.sign("measure", number, "order", {"statement": "决定采取。"})
    return number


def standing() -> list[tuple[str, str]]:
    """Every allocation and restraint as the tables hold them, to compare before and after."""
    found = [(str(one.pk), f"{one.status} {one.block} {one.approval_id}") for one in Allocation.objects.order_by("pk")]
    return found + [(one.number, f"{one.withdrawn_on}") for one in Access.objects.order_by("pk")]


@pytest.mark.req("A39.1", "A39.2")
def test_the_unit_is_told_and_heard_before_a_measure_is_ordered(office: Office) -> None:
    number = proposed(office)
    unit = office.city.actor("health.handler", office.day)
    assert not Case.objects.visible_to(unit).filter(number=number).exists()
    with pytest.raises(Refused) as caught:
        office.take("measure", number, "order", "authority.handler", {"statement": "决定。"})
    assert broken(caught.value) == {"heard_or_urgent"}
    told = {"until": "2026-08-06", "how": "书面提交"}
    office.take("measure", number, "hear", "authority.handler", told)
    assert Notice.objects.get(kind="network.measure.told").recipients[0]["key"] == office.city.key("health")
    office.take("measure", number, "state_views", "health.handler", {"views": "已断开两台终端。"})
    before = standing()
    office.sign("measure", number, "order", {"statement": "仍有风险，决定采取。"})
    order = Notice.objects.get(kind="network.measure.order")
    assert [one["copy"] for one in order.recipients] == [False, True]
    assert standing() != before
    assert Measure.objects.get().number == order.number


@pytest.mark.req("A39.2")
def test_who_says_nothing_in_time_counts_as_heard(office: Office) -> None:
    number = proposed(office)
    office.take("measure", number, "hear", "authority.handler", {"until": "2026-08-04", "how": "书面提交"})
    sweep(now=at("2026-08-05"))
    assert Case.objects.get(number=number).state == "heard"
    office.day = "2026-08-05"
    office.sign("measure", number, "order", {"statement": "决定采取。"})
    assert Measure.objects.get().until == date(2026, 8, 15)


@pytest.mark.req("A39.2")
def test_every_access_and_address_flips_at_once_and_comes_back_as_it_was(office: Office) -> None:
    before = standing()
    number = in_force(office)
    assert set(Allocation.objects.values_list("status", flat=True)) == {"suspended"}
    restrained = Restraint.objects.get()
    assert (restrained.access.unit_name, restrained.lifted_at) == ("市医疗保障局", None)
    office.take("measure", number, "appeal", "health.handler", {"reason": "终端已清除。"})
    assert set(Allocation.objects.values_list("status", flat=True)) == {"suspended"}
    office.sign("measure", number, "uphold", {"reason": "尚未复测。"})
    office.take("measure", number, "appeal", "health.handler", {"reason": "复测通过。"})
    office.sign("measure", number, "lift", {"reason": "复测通过，危害已消除。"})
    assert standing() == before
    assert Case.objects.get(number=number).state == "lifted"


@pytest.mark.req("A39.2")
def test_a_measure_ends_with_its_term_also_under_appeal(office: Office) -> None:
    before = standing()
    number = in_force(office, days=3)
    office.take("measure", number, "appeal", "health.handler", {"reason": "有异议。"})
    sweep(now=at("2026-08-06"))
    assert Case.objects.get(number=number).state == "appealed"
    sweep(now=at("2026-08-07"))
    assert Case.objects.get(number=number).state == "lifted"
    assert standing() == before
    assert Notice.objects.get(kind="network.measure.lifted").issuer == "市政务服务和数据管理局"


@pytest.mark.req("A39.2")
def test_two_measures_lie_on_one_address_and_each_is_lifted_by_itself(office: Office) -> None:
    block = str(Allocation.objects.order_by("pk")[0].block)
    one = in_force(office, against="addresses", blocks=[{"block": block}])
    two = in_force(office)
    office.sign("measure", two, "lift", {"reason": "解除。"})
    assert list(Allocation.objects.filter(status="suspended").values_list("block", flat=True)) == [block]
    office.sign("measure", one, "lift", {"reason": "解除。"})
    assert not Allocation.objects.filter(status="suspended").exists()


@pytest.mark.req("A39.2")
def test_nobody_elses_address_is_hit_and_the_database_keeps_a_measure_from_standing_without_an_order(
    office: Office,
) -> None:
    with pytest.raises(Refused) as caught:
        proposed(office, against="addresses", blocks=[{"block": "10.9.0.1"}])
    assert broken(caught.value) == {"hits_something"}
    with pytest.raises(NotPermitted):
        office.open("measure", "technical.handler", {"unit": 1})
    proposed(office)
    for values in ({"imposed_at": at("2026-08-03")}, {"imposed_at": at("2026-08-03"), "number": "伪造1号"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.update(**values)


@pytest.mark.req("A39.2")
def test_a_unit_under_a_measure_gets_no_access_around_it(office: Office) -> None:
    number = office.apply()
    in_force(office)
    with pytest.raises(Refused) as caught:
        office.take("access", number, "approve", "authority.handler", APPROVAL)
    assert broken(caught.value) == {"no_measure_stands"}


@pytest.mark.req("A39.2")
def test_enforcement_points_read_the_feed_and_it_changes_with_the_order(office: Office) -> None:
    technical = office.city.actor("technical.handler", office.day)
    assert enforced(technical) == ()
    number = in_force(office)
    rows = enforced(technical)
    blocks = {one.block for one in rows}
    assert blocks == {"10.0.0.6/32", "10.1.0.0/32", "10.1.0.1/32", "10.1.0.2/32", "10.2.0.0/28"}
    assert {(one.kind, one.measure, one.unit) for one in rows} == {("block", number, "市医疗保障局")}
    assert as_list(rows).splitlines() == ["10.0.0.6/32", "10.1.0.0/31", "10.1.0.2/32", "10.2.0.0/28"]
    sets = as_nftables(rows)
    assert "flush set inet qilou block_v4\nadd element inet qilou block_v4 { 10.0.0.6/32, " in sets
    assert "flush set inet qilou suspend_v6\nadd set" in sets
    assert enforced(office.city.actor("longhu.handler", office.day)) == ()
    office.sign("measure", number, "lift", {"reason": "解除。"})
    assert enforced(technical) == ()


@pytest.mark.req("A39.2")
def test_the_feed_is_answered_to_a_token_of_whoever_is_in_charge_and_to_nobody_else(
    office: Office, settings: Any
) -> None:
    settings.QILOU_CLOCK_OFFSET = at(office.day) - timezone.now()
    in_force(office)

    def program(who: str) -> Client:
        given = NewToken(name="防火墙", scopes=(Scope.NETWORK_READ,), days=30)
        made = create_token(given, actor=office.city.actor(who, office.day), now=at(office.day))
        return Client(headers={"authorization": f"Bearer {made.secret}"})

    client = program("technical.handler")
    answer = client.get("/api/v1/network/enforcement")
    assert answer.status_code == 200
    assert len(answer.json()["entries"]) == 5
    assert answer["Cache-Control"] == "no-store"
    assert client.get("/api/v1/network/enforcement.nft").content.startswith(b"add table inet qilou\n")
    assert client.get("/api/v1/network/enforcement.txt").content.decode().count("\n") == 4
    assert program("health.handler").get("/api/v1/network/enforcement").status_code == 403
    assert Client().get("/api/v1/network/enforcement").status_code == 401


def test_what_the_unit_was_not_told_it_does_not_see(office: Office) -> None:
    number = proposed(office)
    with pytest.raises(Missing):
        office.take("measure", number, "appeal", "health.handler", {"reason": "甲"})
