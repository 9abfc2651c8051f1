"""A district's technical body hands out inside its delegated block and nowhere else (A25.2)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from tests.network.plan import DAY, NOW, Plan, plan, recount
from tests.projects.city import CITY, DISTRICT, at

from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.network.actions.allocating import Named, allocate
from qilou.network.actions.delegation import delegate, revoke
from qilou.network.actions.planning import enter_prefix
from qilou.network.models import Allocation, Delegation, Prefix
from qilou.network.rules.addressing import Wanted

pytestmark = pytest.mark.django_db
BLOCK, OTHER = "10.30.0.0/24", "10.20.0.0/24"
ONE = Wanted(4, "server", count=1)


@pytest.fixture
def town() -> Plan:
    return plan(OTHER, BLOCK)


def delegated(town: Plan, **changed: object) -> Delegation:
    given = {"quota": 5, "shortest": 28, "longest": 30, "document": "汕技〔2026〕1号", **changed}
    who = str(given.pop("who", "technical.handler"))
    return delegate(actor=town.actor(who), now=NOW, prefix=town.prefixes[BLOCK].pk, jurisdiction=DISTRICT, **given)


def out(town: Plan, who: str = "longhu.handler", pool: str = BLOCK, wanted: Wanted = ONE, **more: object) -> Allocation:
    return allocate(
        actor=town.actor(who),
        now=more.pop("now", NOW),
        pool=town.prefixes[pool].pk,
        holder=town.unit("longhu_civil"),
        approval=town.approved("longhu_civil").number,
        wanted=wanted,
        **more,
    )[0]


@pytest.mark.req("A25.2")
def test_the_district_hands_out_in_its_block_and_the_city_no_longer_does(town: Plan) -> None:
    made = delegated(town)
    assert out(town).block == "10.30.0.0/32"
    with pytest.raises(NotPermitted, match="not_technical_body"):
        out(town, "technical.handler")
    with pytest.raises(Missing):
        out(town, pool="10.0.0.0/8")
    with pytest.raises(NotPermitted, match="not_technical_body"):
        out(town, pool=OTHER)
    made.refresh_from_db()
    assert made.taken == 1
    recount(town.prefixes[BLOCK])


def saved(row: Allocation) -> None:
    """A row written past every act, judged as at the end of a transaction."""
    row.save()
    connection.check_constraints()


def forced(prefix: Prefix, **changed: object) -> None:
    """A prefix changed past every act, judged as at the end of a transaction."""
    Prefix.objects.filter(pk=prefix.pk).update(**changed)
    connection.check_constraints()


@pytest.mark.req("A25.2")
def test_a_shell_cannot_put_a_district_outside_its_block_either(town: Plan) -> None:
    made, other = delegated(town), town.prefixes[OTHER]
    row = out(town)
    row.pk, row.prefix, row.prefix_network, row.block = None, other, OTHER, "10.20.0.9/32"
    with pytest.raises(IntegrityError, match="allocation_by_the_body_of_the_pool"), transaction.atomic():
        saved(row)
    with pytest.raises(IntegrityError, match="prefix_of_owner_or_delegated"), transaction.atomic():
        forced(other, jurisdiction_id=DISTRICT)
    with pytest.raises(IntegrityError, match="prefix_within_delegation"), transaction.atomic():
        forced(other, jurisdiction_id=DISTRICT, delegation=made, delegated_network=BLOCK)
    with pytest.raises(IntegrityError, match="prefix_inside_the_delegated_block"), transaction.atomic():
        forced(other, jurisdiction_id=DISTRICT, delegation=made, delegated_network=OTHER)


@pytest.mark.req("A25.2")
def test_quota_lengths_and_term_bind_everybody_also_the_shell(town: Plan) -> None:
    made = delegated(town, until=date(2026, 12, 1))
    out(town, wanted=Wanted(4, "server", length=30))
    out(town)
    with pytest.raises(Refused, match="delegation_within_quota"):
        out(town, wanted=Wanted(4, "server", count=1))
    with pytest.raises(IntegrityError, match="delegation_within_quota"), transaction.atomic():
        Delegation.objects.filter(pk=made.pk).update(quota=4)
    Delegation.objects.filter(pk=made.pk).update(quota=200)
    with pytest.raises(Refused, match="allocation_within_delegation"):
        out(town, wanted=Wanted(4, "server", length=26))
    with pytest.raises(Refused, match="allocation_within_delegation"):
        out(town, now=at("2026-12-01"))
    made.refresh_from_db()
    assert made.taken == 5
    recount(town.prefixes[BLOCK])


@pytest.mark.req("A25.2")
def test_what_was_delegated_comes_back_with_what_was_handed_out(town: Plan) -> None:
    made = delegated(town)
    row = out(town)
    with pytest.raises(NotPermitted):
        revoke(actor=town.actor("longhu.handler"), now=NOW, delegation=made.pk, ground="自行收回")
    revoke(actor=town.actor(), now=NOW, delegation=made.pk, ground="机构调整")
    row.refresh_from_db()
    assert (row.jurisdiction_id, row.status) == (CITY, "active")
    made.refresh_from_db()
    assert (made.taken, made.in_force) == (0, False)
    with pytest.raises(NotPermitted):
        out(town)
    with pytest.raises(Conflict):
        revoke(actor=town.actor(), now=NOW, delegation=made.pk, ground="再次收回")
    recount(town.prefixes[BLOCK])


@pytest.mark.req("A25.2", "A6.2")
def test_a_block_goes_only_to_a_district_with_a_technical_body_and_on_terms_that_can_be_read(town: Plan) -> None:
    for jurisdiction in ("440523", CITY):
        with pytest.raises(Refused, match="no_technical_body"):
            delegate(
                actor=town.actor(),
                now=NOW,
                prefix=town.prefixes[BLOCK].pk,
                jurisdiction=jurisdiction,
                quota=5,
                shortest=28,
                longest=30,
                document="汕技〔2026〕2号",
            )
    with pytest.raises(Invalid) as caught:
        delegated(town, quota=257, shortest=20, document=" ", until=DAY)
    assert sorted(caught.value.errors) == ["document", "longest", "quota", "until"]
    with pytest.raises(NotPermitted):
        delegated(town, who="authority.handler")
    with pytest.raises(Missing):
        delegated(town, who="longhu.handler")


@pytest.mark.req("A25.1", "A25.2")
def test_the_district_plans_inside_its_block(town: Plan) -> None:
    Prefix.objects.filter(network=BLOCK).update(kind="container")
    delegated(town, quota=256)
    made = enter_prefix(
        actor=town.actor("longhu.handler"), now=NOW, vrf=town.vrf.pk, block="10.30.0.64/26", kind="pool"
    )
    assert (made.jurisdiction_id, made.delegated_network) == (DISTRICT, BLOCK)
    with pytest.raises(NotPermitted):
        enter_prefix(actor=town.actor("longhu.handler"), now=NOW, vrf=town.vrf.pk, block="10.31.0.0/26", kind="pool")
    with pytest.raises(NotPermitted):
        enter_prefix(actor=town.actor(), now=NOW, vrf=town.vrf.pk, block="10.30.0.0/26", kind="pool")


@pytest.mark.req("A25.4", "A24.2")
def test_nothing_is_handed_out_without_a_paper_that_approved_it_for_this_unit(town: Plan) -> None:
    def asked(approval: str, holder: str = "health", **more: object) -> list[Allocation]:
        return allocate(
            actor=town.actor(),
            now=NOW,
            pool=town.prefixes[OTHER].pk,
            holder=town.unit(holder),
            approval=approval,
            wanted=ONE,
            **more,
        )

    with pytest.raises(Refused, match="stands_on_an_approval"):
        asked("汕政数〔2026〕404号")
    with pytest.raises(Refused, match="stands_on_an_approval"):
        asked(town.approved("land").number)
    named = Named("10.20.0.9", hostname="db1", mac="AA:BB:CC:00:11:22")
    (row,) = asked(town.approved().number, these=[named])
    assert (row.address, row.mac, row.hostname) == ("10.20.0.9", "aa:bb:cc:00:11:22", "db1")
    with pytest.raises(Conflict, match="taken") as caught:
        asked(town.approved().number, these=[named, Named("10.20.0.10")])
    assert "10.20.0.9" in caught.value.message.in_("en")
    recount(town.prefixes[OTHER])
