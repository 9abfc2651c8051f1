"""Bringing in a plan that is kept elsewhere, all rows or none: prefixes or addresses, in NetBox's columns or our own.

What was in use before the platform stands on the document of record that is named with the file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from ipaddress import ip_interface, ip_network

from qilou.identity.queries.holders import organisation_named
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.tables import Table
from qilou.law import Message, carries, say
from qilou.ledger.record import prepare, record
from qilou.network.models import Allocation, Prefix, Vrf
from qilou.network.models.addressing import Kind, Role, Status
from qilou.network.rules.addressing import ARTICLE
from qilou.network.rules.hosts import plain_mac

from .addressing import PICK_THESE, picked
from .permission import manages, promises_kept
from .planning import enter_prefix
from .reconciliation import Blocks
from .recording import insert_told, told

HEADS = {
    "prefix": ("prefix", "network", "地址段"),
    "address": ("address", "ip address", "ip", "地址"),
    "unit": ("tenant", "unit", "单位", "使用单位"),
    "status": ("status", "状态"),
    "role": ("role", "用途"),
    "site": ("site", "scope", "部署位置"),
    "hostname": ("dns_name", "dns name", "hostname", "主机名"),
    "mac": ("mac", "mac address", "mac地址"),
    "description": ("description", "说明"),
}
IN_USE = {"", "active", "in use", "使用中"}
APART = {"reserved", "deprecated", "dhcp", "slaac", "预留"}
MOST_PREFIXES = 5_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of the file."""

    line: int
    why: Message


@dataclass(frozen=True, slots=True)
class Row:
    """A line that can be entered."""

    line: int
    block: str
    unit: int | None
    status: str
    role: str
    site: str
    hostname: str
    mac: str
    description: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What entering the file would do: how many prefixes or addresses, and every fault at once."""

    prefixes: bool
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


@carries("A25.1", "A25.4")
def try_plan(table: Table, *, vrf: int, actor: Actor, today: date) -> Trial:
    """Read a file and say everything that is wrong with it; nothing is written. Raises Invalid, Missing."""
    heads = {one.strip().lower(): place for place, one in enumerate(table.header)}
    places = {name: next((heads[one] for one in told if one in heads), None) for name, told in HEADS.items()}
    prefixes = places["prefix"] is not None
    if not prefixes and places["address"] is None:
        raise Invalid({"file": say("没有地址段列或者地址列。", "There is no column of prefixes or addresses.")})
    if not Vrf.objects.filter(pk=vrf).exists():
        raise Missing
    faults: list[Fault] = []
    units: dict[str, int | None] = {}
    rows: list[Row] = []
    for line, cells in table.numbered():
        said = {name: cells[place].strip() if place is not None else "" for name, place in places.items()}
        try:
            rows.append(_row(line, said, prefixes, units, today))
        except Invalid as invalid:
            faults += [Fault(line, why) for why in invalid.errors.values()]
    faults += _twice(rows)
    faults += (_prefix_faults if prefixes else _address_faults)(rows, vrf, actor)
    return Trial(prefixes, tuple(rows), tuple(sorted(faults, key=lambda one: one.line)))


def _row(line: int, said: dict[str, str], prefixes: bool, units: dict[str, int | None], today: date) -> Row:
    errors: dict[str, Message] = {}
    block = ""
    try:
        if prefixes:
            block = str(ip_network(said["prefix"]))
        else:
            host = ip_interface(said["address"]).ip
            block = f"{host}/{host.max_prefixlen}"
    except ValueError:
        errors["block"] = say(
            "“%(text)s”不是规范的地址或者地址段。",
            "%(text)s is no address or network.",
            text=said["prefix" if prefixes else "address"],
        )
    status = said["status"].lower()
    name = said["unit"]
    if name and name not in units:
        body = organisation_named(name, today)
        units[name] = body.id if body else None
    if not prefixes:
        if status not in IN_USE | APART:
            errors["status"] = say("没有“%(text)s”这种状态。", "There is no status %(text)s.", text=said["status"])
        if status in IN_USE and units.get(name) is None:
            errors["unit"] = say("没有名为“%(text)s”的单位。", "There is no unit called %(text)s.", text=name)
    if said["mac"] and not plain_mac(said["mac"]):
        errors["mac"] = say("“%(text)s”不是 MAC 地址。", "%(text)s is no MAC address.", text=said["mac"])
    if errors:
        raise Invalid(errors)
    role = said["role"].lower()
    return Row(
        line,
        block,
        units.get(name),
        status,
        role if role in set(Role) else Role.OTHER.value,
        said["site"][:200],
        said["hostname"][:100],
        plain_mac(said["mac"]),
        said["description"][:200],
    )


def _twice(rows: Iterable[Row]) -> list[Fault]:
    seen: dict[str, int] = {}
    faults = []
    for one in rows:
        before = seen.setdefault(one.block, one.line)
        if before != one.line:
            why = say("与第 %(n)s 行重复。", "The same as line %(n)s.", n=before)
            faults.append(Fault(one.line, why))
    return faults


def _prefix_faults(rows: Sequence[Row], vrf: int, actor: Actor) -> list[Fault]:
    there = {one.network: one for one in Prefix.objects.filter(vrf=vrf)}
    plan = Blocks({ip_network(one.network): one for one in there.values()})
    owner = Vrf.objects.get(pk=vrf).owner_id
    faults = []
    if len(rows) > MOST_PREFIXES:
        faults.append(Fault(1, say("一次最多 %(n)s 行。", "At most %(n)s rows at a time.", n=MOST_PREFIXES)))
    for one in rows:
        above = plan.holding(ip_network(one.block)[0])
        area = above.jurisdiction_id if isinstance(above, Prefix) else owner
        if one.block in there:
            faults.append(Fault(one.line, say("该地址段已经登记。", "The prefix is entered already.")))
        elif not manages(actor, area):
            faults.append(Fault(one.line, _not_managed()))
        elif isinstance(above, Prefix) and above.kind == Kind.POOL and _smaller(one.block, above.network):
            why = say("上级 %(n)s 是分配池。", "%(n)s, which holds it, is a pool.", n=above.network)
            faults.append(Fault(one.line, why))
    return faults


def _smaller(block: str, other: str) -> bool:
    return ip_network(block).prefixlen > ip_network(other).prefixlen


def _address_faults(rows: Sequence[Row], vrf: int, actor: Actor) -> list[Fault]:
    pools = _pools(vrf)
    taken = Blocks({ip_network(one): True for one in _living(vrf)})
    faults = []
    for one in rows:
        address = ip_network(one.block)[0]
        pool = pools.holding(address)
        if not isinstance(pool, Prefix):
            faults.append(Fault(one.line, say("没有包含它的分配池。", "No pool holds it.")))
        elif not manages(actor, pool.jurisdiction_id):
            faults.append(Fault(one.line, _not_managed()))
        elif taken.holding(address):
            faults.append(Fault(one.line, say("该地址已被占用。", "The address is taken.")))
    return faults


def _living(vrf: int) -> list[str]:
    return list(Allocation.objects.living().filter(vrf=vrf).values_list("block", flat=True))


def _pools(vrf: int) -> Blocks:
    return Blocks({ip_network(one.network): one for one in Prefix.objects.filter(vrf=vrf, kind=Kind.POOL)})


def _not_managed() -> Message:
    return say("不由本单位的技术管理机构管理。", "Another technical body manages it.")


@carries("A25.1", "A25.4")
def enter_plan(table: Table, *, vrf: int, document: str, content: bytes, actor: Actor, now: datetime) -> int:
    """Enter all rows of a file or none; gives how many. Raises Invalid that names every line at fault."""
    if not document.strip():
        raise Invalid({"document": say("请填写证明其原有使用的文号。", "Name the document that proves their use.")})
    with promises_kept():
        trial = try_plan(table, vrf=vrf, actor=actor, today=now.date())
        if trial.faults:
            raise Invalid({f"line {one.line}": one.why for one in trial.faults})
        record(
            "network.import",
            actor=actor,
            acted_at=now,
            cites=(ARTICLE,),
            input={"sha256": sha256(content).hexdigest(), "rows": len(trial.rows), "document": document.strip()},
        )
        if trial.prefixes:
            _enter_prefixes(trial.rows, vrf, actor, now)
        else:
            _enter_addresses(trial.rows, vrf, document.strip(), actor, now)
        return len(trial.rows)


def _enter_prefixes(rows: Sequence[Row], vrf: int, actor: Actor, now: datetime) -> None:
    """The larger ones first; what holds another of the file, or of the plan, is a container."""
    every = [ip_network(one.block) for one in rows]
    every += [ip_network(one) for one in Prefix.objects.filter(vrf=vrf).values_list("network", flat=True)]
    above = {(one.version, int(one[0]) >> (one.max_prefixlen - k), k) for one in every for k in range(one.prefixlen)}
    for one in sorted(rows, key=lambda row: ip_network(row.block).prefixlen):
        block = ip_network(one.block)
        holds = (block.version, int(block[0]) >> (block.max_prefixlen - block.prefixlen), block.prefixlen) in above
        enter_prefix(
            actor=actor,
            now=now,
            vrf=vrf,
            block=one.block,
            kind=(Kind.CONTAINER if holds or one.status == "container" else Kind.POOL).value,
            role=one.role,
            description=one.description,
            site=one.site,
        )


def _enter_addresses(rows: Sequence[Row], vrf: int, document: str, actor: Actor, now: datetime) -> None:
    """All addresses of a pool at once, with an event each."""
    pools = _pools(vrf)
    of_pool: dict[int, tuple[Prefix, dict[str, Row]]] = {}
    for one in rows:
        pool = pools.holding(ip_network(one.block)[0])
        assert isinstance(pool, Prefix)  # noqa: S101  # a row without one is a fault
        of_pool.setdefault(pool.pk, (pool, {}))[1][one.block] = one
    for pool, asked in (of_pool[pk] for pk in sorted(of_pool)):
        made = [_allocation(pool, asked[block], pk, now, document) for pk, block in _free(pool, asked)]
        events = [
            prepare(
                "network.allocate",
                actor=actor,
                acted_at=now,
                cites=(ARTICLE,),
                input={"of_record": document},
                effects=told(one),
            )
            for one in made
        ]
        for one, event in zip(made, events, strict=True):
            one.granted_event = event.event_id
        insert_told(made, events)


def _free(pool: Prefix, asked: dict[str, Row]) -> list[tuple[int, str]]:
    free = picked(PICK_THESE, [pool.pk, list(asked)])
    if len(free) < len(asked):
        got = {block for _, block in free}
        taken = say("该地址刚被占用。", "The address was taken just now.")
        raise Invalid({f"line {row.line}": taken for block, row in asked.items() if block not in got})
    return free


def _allocation(pool: Prefix, row: Row, pk: int, now: datetime, document: str) -> Allocation:
    used = row.status in IN_USE
    return Allocation(
        pk=pk,
        vrf_id=pool.vrf_id,
        prefix_id=pool.pk,
        prefix_network=pool.network,
        block=row.block,
        jurisdiction_id=pool.jurisdiction_id,
        role=pool.role,
        status=(Status.ACTIVE if used else Status.RESERVED).value,
        holder_id=row.unit,
        of_record=document,
        since=now.date() if used else None,
        held_on=None if used else now.date(),
        hostname=row.hostname,
        mac=row.mac,
        purpose=row.description,
    )
