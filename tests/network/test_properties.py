"""For any sequence of acts: no overlap, utilisation equals a recount, a district stays inside its blocks (A25)."""

from contextlib import suppress
from ipaddress import ip_network
from itertools import combinations

import pytest
from django.db import connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.network.plan import DAY, NOW, Plan, plan, recount
from tests.projects.city import DISTRICT, at

from qilou.kernel.errors import Refused
from qilou.network.actions.addressing import grant, lift, release, suspend
from qilou.network.actions.allocating import allocate
from qilou.network.actions.delegation import delegate, revoke
from qilou.network.actions.expiry import let_go
from qilou.network.actions.planning import merge, split
from qilou.network.models import Allocation, Delegation, Prefix
from qilou.network.rules.addressing import Wanted

CITYS, DISTRICTS = "10.20.0.0/27", "10.30.0.0/27"
SINGLE = st.integers(1, 6).map(lambda n: Wanted(4, "server", count=n))
SUBNET = st.integers(28, 31).map(lambda n: Wanted(4, "server", length=n))
PLACE = st.integers(0, 60)
MEASURES = ("CS26-1", "CS26-2")


class Acts(RuleBasedStateMachine):
    """Anybody does anything that the law lets them do, and often what it does not."""

    town: Plan

    @initialize()
    def begin(self) -> None:
        self.before = transaction.savepoint()

    def teardown(self) -> None:
        if hasattr(self, "before"):
            transaction.savepoint_rollback(self.before)

    def some(self, place: int, *statuses: str) -> list[int]:
        found = list(Allocation.objects.filter(status__in=statuses).order_by("pk").values_list("pk", flat=True))
        return found[place % len(found) :][:3] if found else []

    def prefix(self, place: int) -> int:
        found = list(Prefix.objects.order_by("pk").values_list("pk", flat=True))
        return found[place % len(found)]

    @rule(wanted=st.one_of(SINGLE, SUBNET))
    def hold(self, wanted: Wanted) -> None:
        with suppress(Refused):
            self.town.hold(wanted)

    @rule(place=PLACE)
    def grant(self, place: int) -> None:
        with suppress(Refused):
            grant(
                actor=self.town.actor("authority.signer"),
                held=self.some(place, "held", "active"),
                approval=self.town.approved(),
                on=DAY,
                until=None,
                now=NOW,
            )

    @rule(place=PLACE)
    def release(self, place: int) -> None:
        chosen = self.some(place, "held", "active", "suspended", "cooling")
        with suppress(Refused):
            release(actor=self.town.actor(), allocations=chosen, on=DAY, ground="撤销", now=NOW)

    @rule()
    def time_passes(self) -> None:
        let_go(at("2026-09-20"))

    @rule(place=PLACE, measure=st.sampled_from(MEASURES))
    def suspend(self, place: int, measure: str) -> None:
        chosen = self.some(place, "held", "active", "suspended", "cooling")
        suspend(actor=self.town.actor(), allocations=chosen, measure=measure, on=DAY, now=NOW)

    @rule(measure=st.sampled_from(MEASURES))
    def lift(self, measure: str) -> None:
        lift(actor=self.town.actor(), measure=measure, on=DAY, now=NOW)

    @rule(place=PLACE)
    def split(self, place: int) -> None:
        for who in ("technical.handler", "longhu.handler"):
            with suppress(Refused):
                split(actor=self.town.actor(who), now=NOW, prefix=self.prefix(place))

    @rule(place=PLACE)
    def merge(self, place: int) -> None:
        for who in ("technical.handler", "longhu.handler"):
            with suppress(Refused):
                merge(actor=self.town.actor(who), now=NOW, prefix=self.prefix(place))

    @rule(place=PLACE, quota=st.integers(1, 20))
    def delegate(self, place: int, quota: int) -> None:
        with suppress(Refused):
            delegate(
                actor=self.town.actor(),
                now=NOW,
                prefix=self.prefix(place),
                jurisdiction=DISTRICT,
                quota=quota,
                shortest=27,
                longest=31,
                document="汕技〔2026〕1号",
            )

    @rule()
    def revoke(self) -> None:
        for one in Delegation.objects.filter(revoked_on=None)[:1]:
            revoke(actor=self.town.actor(), now=NOW, delegation=one.pk, ground="机构调整")

    @rule(place=PLACE, wanted=st.one_of(SINGLE, SUBNET), who=st.sampled_from(("technical.handler", "longhu.handler")))
    def allocate(self, place: int, wanted: Wanted, who: str) -> None:
        pool = self.prefix(place)
        with suppress(Refused):
            made = allocate(
                actor=self.town.actor(who),
                now=NOW,
                pool=pool,
                holder=self.town.unit("longhu_civil"),
                approval=self.town.approved("longhu_civil").number,
                wanted=wanted,
            )
            block = Prefix.objects.get(pk=pool).delegated_network
            own = bool(block) and all(ip_network(one.block).subnet_of(ip_network(block)) for one in made)
            assert own == (who == "longhu.handler")

    @invariant()
    def nothing_overlaps(self) -> None:
        living = [ip_network(one) for one in Allocation.objects.living().values_list("block", flat=True)]
        assert not any(one.overlaps(other) for one, other in combinations(living, 2))

    @invariant()
    def counts_are_a_recount(self) -> None:
        for one in Prefix.objects.all():
            recount(one)
        for made in Delegation.objects.all():
            own = Allocation.objects.filter(prefix__delegation=made, status__in=("held", "active", "suspended"))
            assert made.taken == sum(ip_network(one).num_addresses for one in own.values_list("block", flat=True))
            assert made.taken <= made.quota

    @invariant()
    def a_district_is_inside_its_block(self) -> None:
        for row in Allocation.objects.filter(jurisdiction=DISTRICT).select_related("prefix__delegation"):
            assert row.prefix.delegation.jurisdiction_id == DISTRICT
            assert ip_network(row.block).subnet_of(ip_network(row.prefix.delegation.network))

    @invariant()
    def what_is_judged_at_the_end_holds_too(self) -> None:
        connection.check_constraints()


def judged(examples: int, steps: int) -> None:
    Acts.town = plan(CITYS, DISTRICTS)
    for body in ("health", "longhu_civil"):
        Acts.town.approved(body)
    run_state_machine_as_test(
        Acts, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None, database=None)
    )


@pytest.mark.django_db
@pytest.mark.req("A25.1", "A25.2", "A25.4")
def test_no_sequence_of_acts_breaks_the_plan() -> None:
    judged(examples=12, steps=25)


@pytest.mark.soak
@pytest.mark.django_db
def test_no_long_sequence_of_acts_breaks_the_plan() -> None:
    judged(examples=300, steps=60)
