"""The API of the address plan: the same acts and lists as the pages.

`Idempotency-Key` on whatever hands out or plans: the same key gives the same answer and does nothing twice.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Header, Query, Router, Schema
from pydantic import Field, field_validator

from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.request import Asked
from qilou.law import say
from qilou.network.actions import planning
from qilou.network.actions.addressing import release
from qilou.network.actions.allocating import Named, allocate
from qilou.network.actions.delegation import delegate, revoke
from qilou.network.actions.once import once
from qilou.network.actions.permission import must_manage_all
from qilou.network.actions.reconciliation import close_finding, reconcile
from qilou.network.models import Allocation, Delegation, Prefix, Vrf, WireFinding
from qilou.network.models.addressing import Kind, Role, serves
from qilou.network.models.wire import Source
from qilou.network.queries.addressing import found_by, level, rows_of, who_holds
from qilou.network.rules.addressing import MOST_AT_ONCE, Wanted
from qilou.network.rules.hosts import MOST_BYTES

router = Router(tags=["network"])
MOST = 200
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=100)]
Skip = Annotated[int, Query(ge=0, le=1_000_000)]
Number = Annotated[int, Field(gt=0, lt=2**63)]


class VrfOut(Schema):
    """A routing table in which no address exists twice."""

    id: int
    name: str
    title: dict[str, str]


class PrefixOut(Schema):
    """A prefix; counts are addresses, of a container summed over all that lies in it."""

    id: int
    network: str
    kind: str
    role: str
    standing: str
    description: str
    site: str
    jurisdiction: str
    delegation_id: int | None
    size: int
    used: int
    held: int
    cooling: int
    reserved: int
    free: int
    parent_id: int | None
    children: int


class Level(Schema):
    """One level of the plan, from `skip` on."""

    total: int
    prefixes: list[PrefixOut]


class AllocationOut(Schema):
    """An address or subnet: whose, by which approval, how it stands."""

    id: int
    block: str
    address: str
    status: str
    role: str
    prefix_id: int
    holder_id: int | None
    approval: str
    case_id: int | None
    of_record: str
    since: date | None
    until: date | None
    released_on: date | None
    hostname: str
    mac: str
    purpose: str


class Allocations(Schema):
    """What was handed out."""

    allocations: list[AllocationOut]


class HoldingOut(AllocationOut):
    """An allocation with its holder's name and the acts behind it."""

    holder: str
    case: str
    acts: list[dict[str, str]]


class AddressOut(Schema):
    """Who holds an address on a day, and who ever did."""

    address: str
    on: date
    then: list[HoldingOut]
    ever: list[HoldingOut]
    prefixes: list[str]


class DelegationOut(Schema):
    """A delegated block; `taken` of `quota` addresses are held or in use."""

    id: int
    network: str
    jurisdiction: str
    quota: int
    taken: int
    shortest: int
    longest: int
    conditions: str
    document: str
    since: date
    until: date | None
    revoked_on: date | None


class NewPrefix(Schema):
    """A prefix to enter: a network by itself, or a length that is found within a container."""

    vrf: Number | None = None
    network: str = Field("", max_length=50)
    within: Number | None = None
    length: int | None = Field(None, ge=0, le=128)
    sparse: bool = False
    kind: Kind
    role: Role = Role.OTHER
    description: str = Field("", max_length=300)
    site: str = Field("", max_length=200)
    gateway: str = Field("", max_length=45)


class One(Schema):
    """An address by name, and what is known of what bears it."""

    address: str = Field(max_length=50)
    hostname: str = Field("", max_length=100)
    mac: str = Field("", pattern=r"^$|^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$")
    contact: str = Field("", max_length=100)
    purpose: str = Field("", max_length=200)

    @field_validator("mac")
    @classmethod
    def _one_way_to_write_it(cls, value: str) -> str:
        return value.lower().replace("-", ":")


class NewAllocation(Schema):
    """So many next addresses, one subnet of a length, or `these`, for a unit, by the number of a served approval."""

    holder: Number
    approval: str = Field(min_length=1, max_length=60)
    count: int = Field(0, ge=0, le=MOST_AT_ONCE)
    length: int | None = Field(None, ge=0, le=128)
    sparse: bool = False
    these: list[One] = Field([], max_length=MOST_AT_ONCE)
    role: Role | None = None
    purpose: str = Field("", max_length=200)
    until: date | None = None


class Release(Schema):
    """What is taken back, and why."""

    allocations: list[Number] = Field(min_length=1, max_length=MOST_AT_ONCE)
    ground: str = Field(min_length=1, max_length=300)


class NewDelegation(Schema):
    """The terms on which a prefix is handed to a district's technical body."""

    prefix: Number
    jurisdiction: str = Field(max_length=20)
    quota: Number
    shortest: int = Field(ge=0, le=128)
    longest: int = Field(ge=0, le=128)
    document: str = Field(max_length=200)
    until: date | None = None
    conditions: str = Field("", max_length=5000)


class NewScan(Schema):
    """What was seen, as text; `covers` are the networks that were scanned whole."""

    vrf: Number
    source: Source
    name: str = Field("", max_length=200)
    content: str = Field(max_length=MOST_BYTES)
    covers: list[str] = Field([], max_length=200)


class ScanOut(Schema):
    """A scan that was entered."""

    id: int
    hosts: int
    findings: int


class FindingOut(Schema):
    """An open difference between the wire and the plan."""

    id: int
    kind: str
    address: str | None
    mac: str
    hostname: str
    allocation_id: int | None
    owner_id: int
    found_on: date
    seen_on: date
    due_on: date


class Ground(Schema):
    """Why."""

    ground: str = Field(min_length=1, max_length=300)


@router.get("/network/vrfs", response=list[VrfOut], operation_id="network.vrfs")
def vrfs(request: Asked) -> list[dict[str, Any]]:
    """The routing tables whose plan the caller may see."""
    areas = serves(request.actor)
    seen = Prefix.objects.visible_to(request.actor).values("vrf")
    found = Vrf.objects.filter(pk__in=seen) | Vrf.objects.filter(owner__in=areas)
    return [
        {"id": one.pk, "name": one.name, "title": {"zh": one.title_zh, "en": one.title_en}}
        for one in found.distinct().order_by("name")
    ]


@router.get("/network/prefixes", response=Level, operation_id="network.prefixes")
def prefixes(
    request: Asked, vrf: int, parent: int | None = None, skip: Skip = 0, q: Annotated[str, Query(max_length=100)] = ""
) -> dict[str, Any]:
    """The prefixes right under one or at the top, 200 at a time; `q` looks through all levels."""
    found = level(request.actor, vrf=vrf, parent=parent, skip=skip, most=MOST, words=q)
    return {"total": found.total, "prefixes": found.rows}


@router.get("/network/prefixes/{prefix_id}", response=PrefixOut, operation_id="network.prefix")
def prefix(request: Asked, prefix_id: int) -> object:
    """One prefix with its utilisation."""
    return _prefix(request, prefix_id)


@router.post("/network/prefixes", response=PrefixOut, operation_id="network.enter_prefix")
def enter_prefix(request: Asked, data: NewPrefix, idempotency_key: Key = "") -> dict[str, Any]:
    """Enter a prefix, by its network or where one of that length fits best."""
    common = {
        "kind": data.kind.value,
        "role": data.role.value,
        "description": data.description,
        "site": data.site,
        "gateway": data.gateway,
    }

    def act() -> dict[str, Any]:
        if data.within is not None and data.length is not None:
            made = planning.enter_next_prefix(
                actor=request.actor,
                now=request.now,
                within=data.within,
                length=data.length,
                sparse=data.sparse,
                **common,
            )
        elif data.vrf is not None:
            made = planning.enter_prefix(
                actor=request.actor, now=request.now, vrf=data.vrf, block=data.network, **common
            )
        else:
            raise Invalid(
                {"network": say("请填写地址段，或者规划段和长度。", "Give a network, or a container and a length.")}
            )
        return _shown(_prefix(request, made.pk))

    return _once(request, idempotency_key, act)


@router.post("/network/prefixes/{prefix_id}/split", response=list[PrefixOut], operation_id="network.split")
def split(request: Asked, prefix_id: int) -> object:
    """Make two pools of one."""
    halves = planning.split(actor=request.actor, now=request.now, prefix=prefix_id)
    return rows_of(one.pk for one in halves)


@router.post("/network/prefixes/{prefix_id}/merge", response=PrefixOut, operation_id="network.merge")
def merge(request: Asked, prefix_id: int) -> object:
    """Make one pool of a container's two halves."""
    planning.merge(actor=request.actor, now=request.now, prefix=prefix_id)
    return _prefix(request, prefix_id)


@router.post("/network/prefixes/{prefix_id}/allocations", response=Allocations, operation_id="network.allocate")
def hand_out(request: Asked, prefix_id: int, data: NewAllocation, idempotency_key: Key = "") -> dict[str, Any]:
    """Hand out addresses or a subnet of a pool by a served approval; one event an address."""

    def act() -> dict[str, Any]:
        return {"allocations": [_allocation(one) for one in _handed_out(request, prefix_id, data)]}

    return _once(request, idempotency_key, act)


def _handed_out(request: Asked, prefix_id: int, data: NewAllocation) -> list[Allocation]:
    count = len(data.these) or data.count
    if (data.length is None) == (count == 0):
        raise Invalid(
            {"count": say("请填写数量，或者子网长度，二者择一。", "Give a number of addresses or a subnet's length.")}
        )
    return allocate(
        actor=request.actor,
        now=request.now,
        pool=prefix_id,
        holder=data.holder,
        approval=data.approval,
        wanted=Wanted(0, data.role or "", count=count, length=data.length, sparse=data.sparse, purpose=data.purpose),
        until=data.until,
        these=[Named(one.address, one.hostname, one.mac, one.contact, one.purpose) for one in data.these],
    )


@router.get("/network/allocations", response=Allocations, operation_id="network.allocations")
def allocations(request: Asked, q: Annotated[str, Query(max_length=100)] = "", skip: Skip = 0) -> dict[str, Any]:
    """What the caller may see: by MAC, host name, unit, case or approval number; otherwise the newest."""
    if q:
        found = found_by(q, request.actor, MOST)
    else:
        found = list(Allocation.objects.visible_to(request.actor).living().order_by("-pk")[skip : skip + MOST])
    return {"allocations": [_allocation(one) for one in found]}


@router.post("/network/allocations/release", operation_id="network.release", response=Allocations)
def take_back(request: Asked, data: Release, idempotency_key: Key = "") -> dict[str, Any]:
    """Take allocations back; what was in use cools off first."""

    def act() -> dict[str, Any]:
        seen = list(Allocation.objects.visible_to(request.actor).filter(pk__in=data.allocations))
        if len(seen) < len(set(data.allocations)):
            raise Missing
        must_manage_all(request.actor, (one.jurisdiction_id for one in seen))
        release(
            actor=request.actor,
            allocations=data.allocations,
            on=request.now.date(),
            ground=data.ground,
            now=request.now,
        )
        after = Allocation.objects.filter(pk__in=data.allocations).order_by("pk")
        return {"allocations": [_allocation(one) for one in after]}

    return _once(request, idempotency_key, act)


@router.get("/network/addresses/{address}", response=AddressOut, operation_id="network.address")
def address(request: Asked, address: str, on: date | None = None) -> dict[str, Any]:
    """Who holds an address, today or on a day, and who ever did, as far as the caller may see."""
    today = request.now.date()
    try:
        found = who_holds(address, request.actor, on=on or today, today=today)
    except ValueError as error:
        raise Invalid({"address": say("不是规范的地址。", "Not an address that can be read.")}) from error
    return {
        "address": found.address,
        "on": found.on,
        "then": [_holding(one) for one in found.then],
        "ever": [_holding(one) for one in found.ever],
        "prefixes": [f"{one.vrf.name} {one.network}" for one in found.prefixes],
    }


@router.get("/network/delegations", response=list[DelegationOut], operation_id="network.delegations")
def delegations(request: Asked) -> object:
    """The blocks delegated by, or to, the areas that the caller's body serves."""
    areas = serves(request.actor)
    found = Delegation.objects.filter(jurisdiction__in=areas) | Delegation.objects.filter(vrf__owner__in=areas)
    return [_delegation(one) for one in found.distinct().order_by("network", "pk")[:MOST]]


@router.post("/network/delegations", response=DelegationOut, operation_id="network.delegate")
def hand_over(request: Asked, data: NewDelegation, idempotency_key: Key = "") -> dict[str, Any]:
    """Hand a prefix to a district's technical body."""
    return _once(
        request,
        idempotency_key,
        lambda: _delegation(delegate(actor=request.actor, now=request.now, **data.model_dump())),
    )


@router.post("/network/delegations/{delegation_id}/revoke", response=DelegationOut, operation_id="network.revoke")
def take_over(request: Asked, delegation_id: int, data: Ground) -> object:
    """Take a delegated block back."""
    seen = Delegation.objects.filter(pk=delegation_id, vrf__owner__in=serves(request.actor))
    if not seen.exists():
        raise Missing
    revoke(actor=request.actor, now=request.now, delegation=delegation_id, ground=data.ground)
    return _delegation(Delegation.objects.get(pk=delegation_id))


@router.post("/network/scans", response=ScanOut, operation_id="network.reconcile")
def scan(request: Asked, data: NewScan, idempotency_key: Key = "") -> dict[str, Any]:
    """Hand in a scan; each difference becomes a finding."""

    def act() -> dict[str, Any]:
        made = reconcile(
            actor=request.actor,
            now=request.now,
            vrf=data.vrf,
            source=data.source.value,
            name=data.name,
            content=data.content,
            covers=data.covers,
        )
        return {"id": made.pk, "hosts": made.hosts, "findings": made.findings.count()}

    return _once(request, idempotency_key, act)


@router.get("/network/findings", response=list[FindingOut], operation_id="network.findings")
def findings(request: Asked, skip: Skip = 0) -> object:
    """The open differences that the caller may see, the most urgent first, 200 at a time."""
    found = WireFinding.objects.visible_to(request.actor).filter(closed_on=None).order_by("due_on", "pk")
    return list(found[skip : skip + MOST])


@router.post("/network/findings/{finding_id}/close", response=FindingOut, operation_id="network.close_finding")
def close(request: Asked, finding_id: int, data: Ground) -> object:
    """Close a difference with what was done."""
    return close_finding(actor=request.actor, now=request.now, finding=finding_id, ground=data.ground)


def _once(request: Asked, key: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    body = f"{request.method} {request.path}\n".encode() + request.body
    return once(key, body, act, actor=request.actor, now=request.now)


def _prefix(request: Asked, prefix_id: int) -> Any:  # Any: a row of the plan
    if not Prefix.objects.visible_to(request.actor).filter(pk=prefix_id).exists():
        raise Missing
    return rows_of([prefix_id])[0]


def _shown(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in PrefixOut.model_fields}


def _allocation(one: Allocation) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in AllocationOut.model_fields if name != "approval"},
        "approval": one.approval_id or "",
    }


def _holding(one: Any) -> dict[str, Any]:
    row = one.allocation
    return {
        **_allocation(row),
        "holder": row.holder.name_zh if row.holder else "",
        "case": row.case.number if row.case else "",
        "acts": [{"name": name, "at": _iso(at), "by": by} for name, at, by in one.acts],
    }


def _iso(at: datetime) -> str:
    return at.isoformat()


def _delegation(one: Delegation) -> dict[str, Any]:
    names = [name for name in DelegationOut.model_fields if name not in ("jurisdiction", "quota", "taken")]
    return {
        **{name: getattr(one, name) for name in names},
        "jurisdiction": one.jurisdiction_id,
        "quota": int(one.quota),
        "taken": int(one.taken),
    }
