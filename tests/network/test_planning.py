"""Prefixes nest, pools split and merge, ranges are set apart; what is free always equals a recount (A25.1, A25.4)."""

import pytest
from tests.network.plan import DAY, NOW, Plan, plan, recount
from tests.projects.city import at

from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.network.actions.addressing import release
from qilou.network.actions.expiry import let_go
from qilou.network.actions.planning import (
    enter_next_prefix,
    enter_prefix,
    enter_range,
    merge,
    remove_prefix,
    split,
)
from qilou.network.models import Allocation, Prefix
from qilou.network.rules.addressing import Wanted

pytestmark = pytest.mark.django_db
POOL = "10.20.0.0/24"


@pytest.fixture
def town() -> Plan:
    return plan(POOL)


def entered(town: Plan, block: str, kind: str = "pool", who: str = "technical.handler", **more: str) -> Prefix:
    return enter_prefix(actor=town.actor(who), now=NOW, vrf=town.vrf.pk, block=block, kind=kind, **more)


def everything(town: Plan) -> None:
    for one in Prefix.objects.all():
        recount(one)


@pytest.mark.req("A25.1")
def test_a_prefix_goes_where_it_belongs_and_smaller_ones_move_under_it(town: Plan) -> None:
    made = entered(town, "10.20.0.0/16", "container")
    assert made.parent_id == town.prefixes["10.0.0.0/8"].pk
    assert Prefix.objects.get(network=POOL).parent_id == made.pk
    beside = entered(town, "10.20.1.0/24", gateway="10.20.1.254")
    assert beside.parent_id == made.pk
    apart = (
        Allocation.objects.filter(prefix=beside, status="reserved").order_by("block").values_list("block", flat=True)
    )
    assert list(apart) == ["10.20.1.0/32", "10.20.1.254/32", "10.20.1.255/32"]
    everything(town)
    remove_prefix(actor=town.actor(), now=NOW, prefix=made.pk)
    assert Prefix.objects.get(network=POOL).parent_id == town.prefixes["10.0.0.0/8"].pk
    remove_prefix(actor=town.actor(), now=NOW, prefix=beside.pk)
    everything(town)


@pytest.mark.req("A25.1")
def test_the_next_prefix_is_found_in_the_tightest_gap(town: Plan) -> None:
    container = town.prefixes["10.0.0.0/8"].pk
    found = enter_next_prefix(actor=town.actor(), now=NOW, within=container, length=24, kind="pool", role="video")
    assert found.network == "10.20.1.0/24"
    sparse = enter_next_prefix(actor=town.actor(), now=NOW, within=container, length=24, kind="pool", sparse=True)
    assert sparse.network == "10.128.0.0/24"
    with pytest.raises(Refused, match="no_room"):
        enter_next_prefix(actor=town.actor(), now=NOW, within=container, length=8, kind="pool")
    everything(town)


@pytest.mark.req("A25.1")
def test_only_the_technical_body_plans_and_what_cannot_be_is_refused(town: Plan) -> None:
    with pytest.raises(NotPermitted, match="not_technical_body"):
        entered(town, "10.21.0.0/24", who="authority.handler")
    with pytest.raises(Invalid) as caught:
        entered(town, "10.21.0.1/24")
    assert list(caught.value.errors) == ["block"]
    with pytest.raises(Conflict, match="one_prefix_a_network"):
        entered(town, POOL)
    with pytest.raises(Conflict, match="prefix_lies_in_a_container"):
        entered(town, "10.20.0.0/25")
    with pytest.raises(Missing):
        remove_prefix(actor=town.actor("health.handler"), now=NOW, prefix=town.prefixes[POOL].pk)


@pytest.mark.req("A25.4")
def test_a_pool_splits_and_merges_and_what_was_handed_out_stays(town: Plan) -> None:
    low = town.granted(Wanted(4, "server", count=3))
    town.hold(Wanted(4, "server", length=25))
    release(actor=town.actor(), allocations=[low[1].pk], on=DAY, ground="撤销", now=NOW)
    before = dict(Allocation.objects.values_list("block", "status"))
    lower, upper = split(actor=town.actor(), now=NOW, prefix=town.prefixes[POOL].pk)
    assert (lower.network, upper.network) == ("10.20.0.0/25", "10.20.0.128/25")
    assert Allocation.objects.get(block="10.20.0.128/25").prefix_id == upper.pk
    everything(town)
    with pytest.raises(Refused, match="not_so"):
        split(actor=town.actor(), now=NOW, prefix=upper.pk)
    merged = merge(actor=town.actor(), now=NOW, prefix=town.prefixes[POOL].pk)
    assert merged.kind == "pool"
    assert dict(Allocation.objects.values_list("block", "status")) == before
    everything(town)


@pytest.mark.req("A25.1")
def test_a_range_is_set_apart_and_never_handed_out(town: Plan) -> None:
    enter_range(
        actor=town.actor(), now=NOW, prefix=town.prefixes[POOL].pk, first="10.20.0.1", last="10.20.0.99", purpose="DHCP"
    )
    assert town.hold(Wanted(4, "server", count=2)).blocks == ("10.20.0.0/32", "10.20.0.100/32")
    with pytest.raises(Refused, match="taken"):
        enter_range(
            actor=town.actor(),
            now=NOW,
            prefix=town.prefixes[POOL].pk,
            first="10.20.0.90",
            last="10.20.0.120",
            purpose="x",
        )
    with pytest.raises(Invalid):
        enter_range(
            actor=town.actor(), now=NOW, prefix=town.prefixes[POOL].pk, first="10.20.0.9", last="10.21.0.1", purpose="x"
        )
    everything(town)


@pytest.mark.req("A25.4")
def test_holds_end_and_what_cooled_off_is_free_again(town: Plan) -> None:
    used = town.granted(Wanted(4, "server", count=1))[0]
    held = town.hold(Wanted(4, "server", count=1))
    release(actor=town.actor(), allocations=[used.pk], on=DAY, ground="撤销", now=NOW)
    assert let_go(at("2026-09-01")) == 0
    assert let_go(at("2026-09-02")) == 1, "thirty days after its release the address is free"
    assert Allocation.objects.get(pk=used.pk).status == "released"
    assert let_go(at("2026-10-02")) == 1, "sixty days after its hold"
    assert Allocation.objects.get(pk=held.ids[0]).ground == "预占期满"
    assert town.hold(Wanted(4, "server", count=1)).blocks == ("10.20.0.0/32",)
    everything(town)
