"""Keeping the plan: entering prefixes, finding room for one, splitting and merging pools, setting ranges apart."""

from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_address, summarize_address_range

from django.db import connection

from qilou.kernel.actor import Actor
from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.law import Message, carries, say
from qilou.ledger import record
from qilou.ledger.rows import add, gone
from qilou.network.models import AddressRange, Allocation, Prefix, Vrf
from qilou.network.models.addressing import Kind, Role, Standing, Status
from qilou.network.rules.addressing import ARTICLE, halves, network, set_apart

from .addressing import PICK, PICK_THESE, picked
from .permission import must_manage, promises_kept
from .recording import told

NOT_A_NETWORK = say(
    "不是规范的地址段，例如 10.20.0.0/16；主机位应为零。",
    "Not a network such as 10.20.0.0/16; host bits must be zero.",
)
APART = {"network": "网络地址", "broadcast": "广播地址", "gateway": "网关"}


@carries("A25.1")
def enter_prefix(
    *,
    actor: Actor,
    now: datetime,
    vrf: int,
    block: str,
    kind: str,
    role: str = Role.OTHER.value,
    standing: str = Standing.IN_USE.value,
    description: str = "",
    site: str = "",
    gateway: str = "",
) -> Prefix:
    """Enter a prefix of the plan where it belongs; smaller ones that lie in it move under it.

    Raises Invalid, NotPermitted, Conflict.
    """
    with promises_kept():
        table, asked = Vrf.objects.filter(pk=vrf).first(), _network(block)
        if table is None:
            raise Missing
        above = smallest_above(table.pk, asked)
        must_manage(actor, above.jurisdiction_id if above else table.owner_id)
        made = _entered(table, asked, above, kind, role, standing, description, site, gateway, now)
        moved = _moved_under(made, above)
        apart = _set_apart(made, now)
        _note("network.enter_prefix", actor, now, [made, *moved, *apart])
        return made


def _entered(
    table: Vrf,
    asked: str,
    above: Prefix | None,
    kind: str,
    role: str,
    standing: str,
    description: str,
    site: str,
    gateway: str,
    now: datetime,
) -> Prefix:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS prefixes_nest_or_lie_apart, prefix_lies_in_a_container DEFERRED")
    return Prefix.objects.create(
        vrf=table,
        owner_id=table.owner_id,
        network=asked,
        parent=above,
        parent_network=above.network if above else None,
        kind=kind,
        role=role,
        standing=standing,
        jurisdiction_id=above.jurisdiction_id if above else table.owner_id,
        delegation_id=above.delegation_id if above else None,
        delegated_network=above.delegated_network if above else None,
        description=description,
        site=site,
        gateway=gateway or None,
        entered_on=now.date(),
    )


def _moved_under(made: Prefix, above: Prefix | None) -> list[Prefix]:
    """The prefixes at the new one's side that lie in it, now under it."""
    beside = Prefix.objects.filter(vrf=made.vrf_id, parent=above).exclude(pk=made.pk)
    inside = list(beside.extra(where=["network << %s::cidr"], params=[made.network]))  # a constant
    for one in inside:
        one.parent, one.parent_network = made, made.network
    Prefix.objects.filter(pk__in=[one.pk for one in inside]).update(parent=made, parent_network=made.network)
    return inside


def _set_apart(made: Prefix, now: datetime) -> list[Allocation]:
    """The addresses of a new pool that are never handed out."""
    if made.kind != Kind.POOL:
        return []
    why = set_apart(made.network, str(made.gateway or ""))
    return reserve(made, {block: APART[reason] for block, reason in why.items()}, now)


def reserve(pool: Prefix, blocks: dict[str, str], now: datetime, range_id: int | None = None) -> list[Allocation]:
    """Reserve blocks of a pool, each with its purpose; raises Refused where one is taken."""
    free = picked(PICK_THESE, [pool.pk, list(blocks)])
    if len(free) < len(blocks):
        raise Refused(
            "network.taken",
            say("其中有地址已被占用。请另选范围。", "Some of these addresses are taken. Choose another range."),
            cites=(ARTICLE,),
        )
    rows = [
        Allocation(
            pk=pk,
            vrf_id=pool.vrf_id,
            prefix_id=pool.pk,
            prefix_network=pool.network,
            block=block,
            jurisdiction_id=pool.jurisdiction_id,
            role=pool.role,
            status=Status.RESERVED.value,
            purpose=blocks[block],
            held_on=now.date(),
            range_id=range_id,
        )
        for pk, block in free
    ]
    return Allocation.objects.bulk_create(rows)


@carries("A25.1")
def enter_next_prefix(
    *, actor: Actor, now: datetime, within: int, length: int, kind: str, sparse: bool = False, **more: str
) -> Prefix:
    """Enter a prefix of a length in the tightest gap of a container, or in the middle of the widest. Raises Refused."""
    with promises_kept():
        container = _managed(within, actor)
        found = picked(PICK, [container.pk, "sparse" if sparse else "best", length, 1])
        if not found:
            raise Refused(
                "network.no_room",
                say(
                    "该规划段没有 /%(length)s 的空闲段。请选择更小的段，或者扩充规划段。",
                    "The container has no free /%(length)s. Ask for a smaller one, or enlarge the container.",
                    length=length,
                ),
                cites=(ARTICLE,),
            )
        return enter_prefix(actor=actor, now=now, vrf=container.vrf_id, block=found[0][1], kind=kind, **more)


@carries("A25.1", "A25.4")
def split(*, actor: Actor, now: datetime, prefix: int) -> tuple[Prefix, Prefix]:
    """Make two pools of one, which becomes their container; what was handed out stays in its half."""
    with promises_kept():
        whole = _managed(prefix, actor)
        if whole.kind != Kind.POOL:
            raise _not(say("只能拆分分配池。请选择分配池。", "Only a pool can be split. Choose a pool."))
        living = list(Allocation.objects.filter(prefix=whole).order_by("pk").select_for_update(of=("self",)))
        if any(one.block == whole.network for one in living):
            raise _not(
                say(
                    "整段分配过，不能拆分。请先收回整段分配。",
                    "The block was handed out as a whole; it cannot be split. Take that back first.",
                )
            )
        _judge_at_the_end()
        whole.kind = Kind.CONTAINER.value
        whole.save(update_fields=["kind"])
        lower, upper = (_half(whole, block, now) for block in halves(whole.network))
        for one in living:
            there = lower if network(one.block).subnet_of(network(lower.network)) else upper  # type: ignore[arg-type]
            one.prefix, one.prefix_network = there, there.network
        for half in (lower, upper):
            own = [one.pk for one in living if one.prefix_id == half.pk]
            Allocation.objects.filter(pk__in=own).update(prefix=half, prefix_network=half.network)
        _note("network.split", actor, now, [whole, lower, upper, *living])
        return lower, upper


def _half(whole: Prefix, block: str, now: datetime) -> Prefix:
    return Prefix.objects.create(
        vrf_id=whole.vrf_id,
        owner_id=whole.owner_id,
        network=block,
        parent=whole,
        parent_network=whole.network,
        kind=Kind.POOL.value,
        role=whole.role,
        standing=whole.standing,
        jurisdiction_id=whole.jurisdiction_id,
        delegation_id=whole.delegation_id,
        delegated_network=whole.delegated_network,
        description=whole.description,
        site=whole.site,
        entered_on=now.date(),
    )


@carries("A25.1", "A25.4")
def merge(*, actor: Actor, now: datetime, prefix: int) -> Prefix:
    """Make one pool of a container whose two halves are pools of the same role; what was handed out stays."""
    with promises_kept():
        whole = _managed(prefix, actor)
        parts = list(
            Prefix.objects.filter(parent=whole).order_by("network").select_for_update(of=("self",), no_key=True)
        )
        whole_halves = whole.kind == Kind.CONTAINER and [one.network for one in parts] == list(halves(whole.network))
        if not whole_halves or any(one.kind != Kind.POOL for one in parts) or len({one.role for one in parts}) > 1:
            raise _not(
                say(
                    "只能合并同一用途的两个对半分配池。请选择这样的两个分配池。",
                    "Only two halves that are pools of one role can be merged. Choose two such pools.",
                )
            )
        living = list(Allocation.objects.filter(prefix__in=parts).order_by("pk").select_for_update(of=("self",)))
        _judge_at_the_end()
        whole.kind, whole.role = Kind.POOL.value, parts[0].role
        whole.save(update_fields=["kind", "role"])
        for one in living:
            one.prefix, one.prefix_network = whole, whole.network
        Allocation.objects.filter(prefix__in=parts).update(prefix=whole, prefix_network=whole.network)
        AddressRange.objects.filter(prefix__in=parts).update(prefix=whole)
        _note("network.merge", actor, now, [whole, *living], gone(*parts))
        Prefix.objects.filter(pk__in=[one.pk for one in parts]).delete()
        return whole


@carries("A25.1")
def remove_prefix(*, actor: Actor, now: datetime, prefix: int) -> None:
    """Take a prefix out of the plan in which nothing was ever handed out; smaller ones in it move up."""
    with promises_kept():
        one = _managed(prefix, actor)
        if Allocation.objects.filter(prefix=one).exclude(status=Status.RESERVED, range=None).exists():
            raise _not(
                say(
                    "该地址段有分配记录，不能删除。请改为停用。",
                    "Something was handed out from it: it stays on record. Deprecate it instead.",
                )
            )
        reserved = list(Allocation.objects.filter(prefix=one))
        _judge_at_the_end()
        inside = list(Prefix.objects.filter(parent=one))
        for child in inside:
            child.parent_id, child.parent_network = one.parent_id, one.parent_network
        Prefix.objects.filter(parent=one).update(parent=one.parent_id, parent_network=one.parent_network)
        _note("network.remove_prefix", actor, now, inside, gone(one, *reserved))
        Allocation.objects.filter(prefix=one).delete()
        one.delete()


@carries("A25.1")
def enter_range(*, actor: Actor, now: datetime, prefix: int, first: str, last: str, purpose: str) -> AddressRange:
    """Set a run of a pool's addresses apart for a purpose. Raises Invalid, Refused where one of them is taken."""
    with promises_kept():
        pool = _managed(prefix, actor)
        try:
            ends = ip_address(first.strip()), ip_address(last.strip())
            blocks = [str(one) for one in summarize_address_range(*ends)]  # type: ignore[type-var]
            inside = all(end in network(pool.network) for end in ends)
        except (ValueError, TypeError):
            inside = False
        if not inside or pool.kind != Kind.POOL:
            raise Invalid(
                {"last": say("起止地址应在该分配池内且先后有序。", "Both ends lie in the pool, the first one first.")}
            )
        made = AddressRange.objects.create(
            prefix=pool, first=str(ends[0]), last=str(ends[1]), purpose=purpose, entered_on=now.date()
        )
        rows = reserve(pool, dict.fromkeys(blocks, purpose), now, made.pk)
        _note("network.enter_range", actor, now, [made, *rows])
        return made


def smallest_above(vrf: int, block: str) -> Prefix | None:
    """The smallest prefix of a VRF that holds a block and is larger, locked until the transaction ends."""
    statement = """
        SELECT id FROM network_prefix WHERE vrf_id = %s AND network >> %s::cidr
        ORDER BY masklen(network) DESC LIMIT 1 FOR NO KEY UPDATE
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [vrf, block])
        found = cursor.fetchone()
    return Prefix.objects.get(pk=found[0]) if found else None


def _managed(prefix: int, actor: Actor) -> Prefix:
    """A prefix that the actor sees and keeps, locked. Raises Missing, NotPermitted."""
    seen = Prefix.objects.visible_to(actor).filter(pk=prefix)
    found = seen.select_for_update(of=("self",), no_key=True).first()
    if found is None:
        raise Missing
    must_manage(actor, found.jurisdiction_id)
    return found


def _network(text: str) -> str:
    try:
        return str(network(text))
    except ValueError as error:
        raise Invalid({"block": NOT_A_NETWORK}) from error


def _judge_at_the_end() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _not(why: Message) -> Refused:
    return Refused("network.not_so", why, cites=(ARTICLE,))


def _note(
    name: str, actor: Actor, now: datetime, rows: Sequence[object], removed: dict[str, object] | None = None
) -> None:
    effects = told(*rows)  # type: ignore[arg-type]
    add(effects, removed or {})
    record(name, actor=actor, acted_at=now, cites=(ARTICLE,), effects=effects)
