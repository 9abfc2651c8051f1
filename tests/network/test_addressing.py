"""Addresses are planned and handed out as one; the database itself lets no overlap and nothing unapproved be (A25)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.network.plan import DAY, NOW, Plan, plan, recount

from qilou.kernel.errors import Conflict, Refused
from qilou.ledger.models import Event
from qilou.network.actions.addressing import grant, lift, release, suspend
from qilou.network.models import Allocation, FreeBlock, Suspension
from qilou.network.rules.addressing import Wanted

pytestmark = pytest.mark.django_db
POOL = "10.20.0.0/24"
ONE = Wanted(4, "server", count=1)


@pytest.fixture
def town() -> Plan:
    return plan(POOL)


def raw(town: Plan, block: str, status: str = "active", **more: object) -> Allocation:
    """An allocation written past every act, as a shell or an import would."""
    approval = town.approved()
    pool = town.prefixes[POOL]
    given = {
        "vrf": town.vrf,
        "prefix": pool,
        "prefix_network": pool.network,
        "block": block,
        "jurisdiction_id": pool.jurisdiction_id,
        "holder_id": town.unit(),
        "status": status,
        "role": "server",
        "case_id": approval.case_id,
        "approval_id": approval.number,
        "since": DAY,
    }
    return Allocation.objects.create(**{**given, **more})


def committed(act: Callable[[], object]) -> None:
    """Do something, and judge what is only judged when a transaction ends."""
    act()
    connection.check_constraints()


def free(network: str, town: Plan) -> list[str]:
    return list(
        FreeBlock.objects.filter(prefix=town.prefixes[network]).order_by("block").values_list("block", flat=True)
    )


@pytest.mark.req("A25.1")
def test_the_next_addresses_are_held_then_granted_by_the_approval_and_cool_off_when_released(town: Plan) -> None:
    held = town.hold(Wanted(4, "server", count=3))
    assert held.blocks == ("10.20.0.0/32", "10.20.0.1/32", "10.20.0.2/32")
    recount(town.prefixes[POOL])
    rows = grant(
        actor=town.actor("authority.signer"), held=held.ids, approval=town.approved(), on=DAY, until=None, now=NOW
    )
    assert [row.status for row in rows] == ["active"] * 3
    recount(town.prefixes[POOL])
    release(actor=town.actor(), allocations=[rows[1].pk], on=DAY, ground="撤销接入", now=NOW)
    recount(town.prefixes[POOL])
    assert Allocation.objects.get(pk=rows[1].pk).cools_until == DAY + timedelta(days=30)
    assert town.hold(ONE).blocks == ("10.20.0.3/32",), "what cools off is not handed out again"
    assert town.prefixes[POOL].used == 2
    recount(town.prefixes["10.0.0.0/8"])
    events = list(Event.objects.filter(name__startswith="network.").order_by("id").values_list("name", flat=True))
    assert events == ["network.hold", "network.grant", "network.release", "network.hold"]
    assert Allocation.objects.get(pk=rows[0].pk).granted_event is not None


@pytest.mark.req("A25.4")
@pytest.mark.parametrize("block", ["10.20.0.7/32", "10.20.0.0/28", "10.20.0.0/29"])
def test_the_database_lets_no_two_living_allocations_overlap(town: Plan, block: str) -> None:
    raw(town, "10.20.0.7/32" if block.endswith("/32") else "10.20.0.0/29")
    with pytest.raises(IntegrityError, match="no_address_twice"), transaction.atomic():
        raw(town, block)
    recount(town.prefixes[POOL])


@pytest.mark.req("A25.4", "A24.2")
def test_the_database_lets_nothing_be_active_without_an_approval(town: Plan) -> None:
    with pytest.raises(IntegrityError, match="nothing_active_without_approval"), transaction.atomic():
        raw(town, "10.20.0.7/32", approval_id=None)
    with pytest.raises(IntegrityError, match="nothing_active_without_approval"), transaction.atomic():
        raw(town, "10.20.0.7/32", status="suspended", restores="active", case_id=None)
    with pytest.raises(IntegrityError, match="approval_id"), transaction.atomic():
        committed(lambda: raw(town, "10.20.0.7/32", approval_id="汕政数〔2026〕99号"))
    raw(town, "10.20.0.8/32", case_id=None, approval_id=None, of_record="汕信办〔2013〕5号")


@pytest.mark.req("A25.4")
def test_the_database_keeps_addresses_in_pools_and_prefixes_nested(town: Plan) -> None:
    with pytest.raises(IntegrityError, match="allocation_within_prefix"), transaction.atomic():
        raw(town, "10.21.0.7/32")
    with pytest.raises(IntegrityError, match="prefixes_nest_or_lie_apart"), transaction.atomic():
        town.add("10.20.0.0/25", parent="10.0.0.0/8")
    with pytest.raises(IntegrityError, match="prefix_strictly_within_parent"), transaction.atomic():
        town.add("11.0.0.0/24", parent="10.0.0.0/8")
    with pytest.raises(IntegrityError, match="prefix_lies_in_a_container"), transaction.atomic():
        committed(lambda: town.add("10.20.0.0/25", parent=POOL))


@pytest.mark.req("A25.4")
def test_whole_subnets_are_taken_from_the_tightest_gap_and_sparse_ones_from_the_widest(town: Plan) -> None:
    raw(town, "10.20.0.0/26")
    raw(town, "10.20.0.128/27")
    assert free(POOL, town) == ["10.20.0.64/26", "10.20.0.160/27", "10.20.0.192/26"]
    subnet = Wanted(4, "server", length=28)
    assert town.hold(subnet).blocks == ("10.20.0.160/28",)
    assert town.hold(subnet).blocks == ("10.20.0.176/28",)
    assert town.hold(subnet).blocks == ("10.20.0.64/28",)
    recount(town.prefixes[POOL])


def test_sparse_ipv6_subnets_leave_each_other_room_to_grow(town: Plan) -> None:
    town.add("fd00:164::/32")
    wanted = Wanted(6, "server", length=48, sparse=True)
    blocks = [town.hold(wanted).blocks[0] for _ in range(4)]
    assert blocks == ["fd00:164::/48", "fd00:164:8000::/48", "fd00:164:4000::/48", "fd00:164:c000::/48"]
    assert town.hold(Wanted(6, "server", count=2)).blocks == ("fd00:164:1::/128", "fd00:164:1::1/128")
    recount(town.prefixes["fd00:164::/32"])


@pytest.mark.req("A25.1")
def test_a_full_pool_refuses_and_says_what_would_help(town: Plan) -> None:
    town.hold(Wanted(4, "server", count=255))
    with pytest.raises(Refused) as caught:
        town.hold(Wanted(4, "server", count=2))
    assert caught.value.code == "network.pool_has_room"
    assert caught.value.findings[0].verdict.remedy.in_("en").startswith("Take another pool")
    recount(town.prefixes[POOL])


@pytest.mark.req("A39.2")
def test_lifting_restores_exactly_what_was_and_two_measures_are_lifted_one_by_one(town: Plan) -> None:
    active = town.granted(Wanted(4, "server", count=2))
    held = town.hold(Wanted(4, "server", count=1))
    every = [*[row.pk for row in active], *held.ids]
    before = dict(Allocation.objects.values_list("pk", "status"))
    actor = town.actor("authority.signer")
    assert suspend(actor=actor, allocations=every, measure="CS26-1", on=DAY, now=NOW) == 3
    assert suspend(actor=actor, allocations=every[:1], measure="CS26-2", on=DAY, now=NOW) == 1
    assert set(Allocation.objects.values_list("status", flat=True)) == {"suspended"}
    recount(town.prefixes[POOL])
    assert lift(actor=actor, measure="CS26-1", on=DAY, now=NOW) == 2
    assert Allocation.objects.get(pk=every[0]).status == "suspended"
    assert lift(actor=actor, measure="CS26-2", on=DAY, now=NOW) == 1
    assert dict(Allocation.objects.values_list("pk", "status")) == before
    assert not Suspension.objects.filter(lifted_on=None).exists()
    recount(town.prefixes[POOL])


@pytest.mark.req("A25.4")
def test_what_is_no_longer_held_is_not_granted_and_a_release_is_final(town: Plan) -> None:
    held = town.hold(ONE)
    release(actor=town.actor(), allocations=held.ids, on=DAY, ground="撤回申请", now=NOW)
    assert Allocation.objects.get(pk=held.ids[0]).status == "released", "what was never used need not cool off"
    recount(town.prefixes[POOL])
    with pytest.raises(Conflict):
        grant(actor=town.actor(), held=held.ids, approval=town.approved(), on=DAY, until=None, now=NOW)
    with pytest.raises(IntegrityError, match="allocation_stays"), transaction.atomic():
        Allocation.objects.filter(pk=held.ids[0]).update(status="active", since=DAY)


def test_who_had_an_address_is_told_for_every_day(town: Plan) -> None:
    first = town.granted(ONE)[0]
    release(actor=town.actor(), allocations=[first.pk], on=date(2026, 9, 1), ground="迁移", now=NOW)
    on = Allocation.objects.filter(block="10.20.0.0/32").held_on_day
    assert [row.pk for row in on(date(2026, 8, 31))] == [first.pk]
    assert not on(date(2026, 9, 1)).exists()
    assert not on(date(2026, 8, 2)).exists()
