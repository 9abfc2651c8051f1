"""Matching what was seen on the wire against the plan: each difference is a finding with an owner and a clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.db import transaction

from qilou.identity.queries.holders import holder
from qilou.kernel.actor import Actor, organisation_key
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.law import TECHNICAL_BODY, carries, say
from qilou.ledger import record
from qilou.ledger.rows import add
from qilou.network.models import Allocation, Prefix, Scan, Vrf, WireFinding
from qilou.network.models.addressing import Status
from qilou.network.models.wire import Difference
from qilou.network.rules.addressing import ARTICLE
from qilou.network.rules.hosts import MOST_BYTES, MOST_HOSTS, READERS, Seen, Unreadable

from .permission import manages, must_manage
from .recording import told

TO_SETTLE = timedelta(days=15)
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Found:
    """A difference before it is entered."""

    kind: Difference
    seen: Seen
    allocation: Allocation | None
    jurisdiction: str


class Blocks:
    """Blocks by what stands for them; the smallest that holds an address is found by one look for each length."""

    def __init__(self, blocks: Mapping[Network, object]) -> None:
        self.blocks = blocks
        lengths = {(one.version, one.prefixlen) for one in blocks}
        self.lengths = {v: sorted((n for of, n in lengths if of == v), reverse=True) for v in (4, 6)}

    def holding(self, address: Address) -> object | None:
        """What stands for the smallest block that holds the address."""
        for length in self.lengths[address.version]:
            block = ip_network((address, length), strict=False)
            if block in self.blocks:
                return self.blocks[block]
        return None


@carries("A25.1", "A25.4")
@transaction.atomic
def reconcile(
    *, actor: Actor, now: datetime, vrf: int, source: str, name: str, content: str, covers: Sequence[str] = ()
) -> Scan:
    """Enter a scan and its findings. `covers` are the networks that were scanned whole: only there is silence told.

    A finding that is there already is seen again; one of the scanned networks that is gone is closed. Raises Invalid,
    NotPermitted, Missing.
    """
    table = Vrf.objects.filter(pk=vrf).first()
    if table is None:
        raise Missing
    scanned = _networks(covers)
    hosts = {one.address: one for one in _read(source, content)}
    prefixes = list(Prefix.objects.visible_to(actor).filter(vrf=table))
    area = _area(actor, table, prefixes)
    scan = Scan.objects.create(
        vrf=table,
        jurisdiction_id=area,
        source=source,
        name=name[:200],
        covers=[str(one) for one in scanned],
        taken_on=now.date(),
        hosts=len(hosts),
        entered_at=now,
    )
    found = _differences(list(hosts.values()), table, prefixes, scanned, area)
    entered, closed = _entered(scan, found, scanned, hosts, now)
    effects = told(scan)
    add(effects, told(*entered, *closed))
    record(
        "network.reconcile",
        actor=actor,
        acted_at=now,
        cites=(ARTICLE,),
        input={"source": source, "name": name[:200], "covers": scan.covers, "hosts": scan.hosts},
        effects=effects,
    )
    return scan


def _read(source: str, content: str) -> list[Seen]:
    if source not in READERS:
        raise Invalid({"source": say("没有这种来源。", "There is no such source.")})
    if len(content) > MOST_BYTES:
        raise Invalid({"content": say("内容超过 32 MB。", "It is larger than 32 MB.")})
    try:
        hosts = READERS[source](content)
    except Unreadable as fault:
        raise Invalid({"content": say("第 %(n)s 行无法读取。", "Line %(n)s cannot be read.", n=fault.line)}) from fault
    if len(hosts) > MOST_HOSTS:
        raise Invalid({"content": say("主机超过 %(n)s 台。", "More than %(n)s hosts.", n=MOST_HOSTS)})
    return hosts


def _networks(covers: Sequence[str]) -> list[Network]:
    try:
        return [ip_network(one.strip()) for one in covers if one.strip()]
    except ValueError as error:
        raise Invalid(
            {"covers": say("扫描范围应为地址段，例如 10.20.0.0/16。", "What was scanned is a network: 10.20.0.0/16.")}
        ) from error


def _area(actor: Actor, table: Vrf, prefixes: Collection[Prefix]) -> str:
    """Whose scan it is: the city's if the actor works for it, else the district's."""
    if manages(actor, table.owner_id):
        return str(table.owner_id)
    own = next((one.jurisdiction_id for one in prefixes if manages(actor, one.jurisdiction_id)), None)
    if own is None:
        must_manage(actor, table.owner_id)
    return str(own)


def _differences(
    hosts: Sequence[Seen], table: Vrf, prefixes: Sequence[Prefix], scanned: Sequence[Network], area: str
) -> list[Found]:
    living = list(Allocation.objects.living().filter(vrf=table).order_by("pk"))
    allocations = Blocks({ip_network(one.block): one for one in living})
    plan = Blocks({ip_network(one.network): one for one in prefixes})
    found, seen_of = [], set()
    for host in hosts:
        address = ip_address(host.address)
        prefix = plan.holding(address)
        if not isinstance(prefix, Prefix):
            if area == table.owner_id:
                found.append(Found(Difference.OUTSIDE, host, None, area))
            continue
        one = allocations.holding(address)
        if isinstance(one, Allocation):
            seen_of.add(one.pk)
            found += _of_allocation(host, one)
        else:
            found.append(Found(Difference.UNKNOWN, host, None, prefix.jurisdiction_id))
    areas = {one.jurisdiction_id for one in prefixes}
    for one in living:
        block = ip_network(one.block)
        quiet = one.status == Status.ACTIVE and block.num_addresses == 1 and one.pk not in seen_of
        if quiet and one.jurisdiction_id in areas and _inside(block, scanned):
            found.append(Found(Difference.SILENT, Seen(one.first), one, one.jurisdiction_id))
    return found


def _of_allocation(host: Seen, one: Allocation) -> list[Found]:
    """What is wrong with a host at an address that is taken; a reserved one is its technical body's own."""
    kinds = []
    if one.status == Status.COOLING:
        kinds.append(Difference.COOLING)
    if one.status == Status.SUSPENDED:
        kinds.append(Difference.SUSPENDED)
    if host.mac and one.mac and host.mac != one.mac:
        kinds.append(Difference.OTHER_DEVICE)
    return [Found(kind, host, one, one.jurisdiction_id) for kind in kinds]


def _inside(block: Network, scanned: Sequence[Network]) -> bool:
    return any(one.version == block.version and block.subnet_of(one) for one in scanned)  # type: ignore[arg-type]


def _entered(
    scan: Scan, found: Sequence[Found], scanned: Sequence[Network], hosts: Collection[str], now: datetime
) -> tuple[list[WireFinding], list[WireFinding]]:
    """New findings and those seen again; and what the scan shows to be settled."""
    today = now.date()
    open_ones = {
        (one.kind, str(one.address)): one
        for one in WireFinding.objects.filter(vrf=scan.vrf_id, closed_on=None).exclude(address=None)
    }
    owners = {area: holder(TECHNICAL_BODY.code, area, today) for area in {one.jurisdiction for one in found}}
    new: list[WireFinding] = []
    again: list[WireFinding] = []
    for one in found:
        there = open_ones.pop((one.kind.value, one.seen.address), None)
        body = owners[one.jurisdiction]
        owner = one.allocation.holder_id if one.allocation else None
        if there is not None:
            there.scan, there.seen_on, there.mac = scan, today, one.seen.mac
            again.append(there)
        elif owner is not None or body is not None:
            new.append(
                WireFinding(
                    scan=scan,
                    vrf_id=scan.vrf_id,
                    jurisdiction_id=one.jurisdiction,
                    kind=one.kind.value,
                    address=one.seen.address,
                    mac=one.seen.mac,
                    hostname=one.seen.hostname,
                    allocation=one.allocation,
                    owner_id=owner if owner is not None else body.organisation_id,  # type: ignore[union-attr]
                    found_on=today,
                    seen_on=today,
                    due_on=today + TO_SETTLE,
                )
            )
    settled = [one for one in open_ones.values() if _settled(one, scanned, hosts)]
    for one in settled:
        one.closed_on, one.closing = today, f"scan {scan.pk}"
    WireFinding.objects.bulk_create(new, batch_size=5000)
    WireFinding.objects.bulk_update(again, ["scan", "seen_on", "mac"], batch_size=2000)
    WireFinding.objects.bulk_update(settled, ["closed_on", "closing"], batch_size=2000)
    return [*new, *again], settled


def _settled(one: WireFinding, scanned: Sequence[Network], hosts: Collection[str]) -> bool:
    """Whether it no longer shows: silence ends when the host is seen, all else when its network was scanned."""
    if one.kind == Difference.SILENT:
        return str(one.address) in hosts
    return _inside(ip_network(str(one.address)), scanned)


@carries("A25.4")
@transaction.atomic
def close_finding(*, actor: Actor, now: datetime, finding: int, ground: str) -> WireFinding:
    """Close a finding with what was done; its owner does, or the technical body of the area."""
    one = WireFinding.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=finding).first()
    if one is None:
        raise Missing
    own = actor.holds(f"{organisation_key(one.owner_id)}/handler")
    if not own and not manages(actor, one.jurisdiction_id):
        raise NotPermitted(
            "network.not_owner",
            say(
                "由责任单位或者技术管理机构的经办人销号。",
                "Whoever answers for it closes it, or a handler of the technical body.",
            ),
            cites=(ARTICLE,),
        )
    if one.closed_on is not None:
        raise Conflict("network.closed", say("该差异已经销号。", "It is closed already."), cites=(ARTICLE,))
    if not ground.strip():
        raise Invalid({"ground": say("请写明处理情况。", "Say what was done.")})
    one.closed_on, one.closing = now.date(), ground.strip()[:300]
    one.save(update_fields=["closed_on", "closing"])
    record(
        "network.close_finding",
        actor=actor,
        acted_at=now,
        cites=(ARTICLE,),
        input={"ground": one.closing},
        effects=told(one),
    )
    return one
