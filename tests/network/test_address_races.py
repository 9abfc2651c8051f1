"""Real parallel connections: nobody gets what somebody else got, nobody fails, and the counts are a recount (A25.4)."""

from collections.abc import Callable

import pytest
from tests.casework.test_races import at_once
from tests.network.plan import NOW, Plan, plan, recount

from qilou.kernel.errors import Conflict
from qilou.network.actions.addressing import release
from qilou.network.actions.allocating import Named, allocate
from qilou.network.models import Allocation
from qilou.network.rules.addressing import Wanted

POOL = "10.20.0.0/24"


def asking(town: Plan, pool: str, *these: Named, count: int = 1) -> Callable[[], list[Allocation]]:
    """An allocation that can be asked for from any thread."""
    actor, number, holder = town.actor(), town.approved().number, town.unit()
    pk, wanted = town.prefixes[pool].pk, Wanted(4, "server", count=count)
    return lambda: allocate(actor=actor, now=NOW, pool=pk, holder=holder, approval=number, wanted=wanted, these=these)


@pytest.mark.req("A25.4")
def test_sixteen_at_once_get_addresses_of_their_own(committed_db: str) -> None:
    town = plan(POOL)
    rounds = 4
    for _ in range(rounds):
        outcomes = at_once(*[asking(town, POOL, count=2) for _ in range(16)])
        assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
    blocks = list(Allocation.objects.values_list("block", flat=True))
    assert len(set(blocks)) == len(blocks) == 32 * rounds
    assert set(blocks) == {f"10.20.0.{n}/32" for n in range(32 * rounds)}, "and leave no gap"
    recount(town.prefixes[POOL])


@pytest.mark.req("A25.4")
def test_of_eight_that_want_the_same_address_one_gets_it_and_seven_are_told(committed_db: str) -> None:
    town = plan(POOL)
    for n in range(6):
        outcomes = at_once(*[asking(town, POOL, Named(f"10.20.0.{n}")) for _ in range(8)])
        told = [one for one in outcomes if isinstance(one, Exception)]
        assert len(told) == 7
        assert all(isinstance(one, Conflict) and one.code == "network.taken" for one in told), told
    assert Allocation.objects.count() == 6
    recount(town.prefixes[POOL])


@pytest.mark.req("A25.4")
def test_a_full_pool_gives_its_last_addresses_to_as_many_as_there_are(committed_db: str) -> None:
    town = plan("10.20.0.0/29")
    outcomes = at_once(*[asking(town, "10.20.0.0/29") for _ in range(12)])
    assert sum(isinstance(one, list) for one in outcomes) == 8
    assert {one.code for one in outcomes if isinstance(one, Exception)} == {"network.pool_has_room"}
    recount(town.prefixes["10.20.0.0/29"])


@pytest.mark.req("A25.4")
def test_releasing_and_handing_out_at_once_keeps_the_counts(committed_db: str) -> None:
    town = plan(POOL)
    town.vrf.cooling_days = 0
    town.vrf.save(update_fields=["cooling_days"])
    actor = town.actor()
    for _ in range(3):
        there = [row.pk for row in asking(town, POOL, count=8)()]

        def back(pk: int) -> Callable[[], None]:
            return lambda: release(actor=actor, allocations=[pk], on=NOW.date(), ground="撤销", now=NOW)

        outcomes = at_once(*[back(pk) for pk in there], *[asking(town, POOL, count=3) for _ in range(8)])
        assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
        recount(town.prefixes[POOL])
