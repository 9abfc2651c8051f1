"""The API of the address plan: the same acts and lists as the pages.

`Idempotency-Key` on whatever hands out or plans: the same key gives the same answer and does nothing twice.
"""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Query, Router

from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.request import Asked
from qilou.law import say
from qilou.network.actions import planning
from qilou.network.actions.addressing import release
from qilou.network.actions.allocating import Named, allocate
from qilou.network.actions.delegation import delegate, revoke
from qilou.network.actions.permission import must_manage_all
from qilou.network.models import Allocation, Delegation, Prefix, Vrf
from qilou.network.models.addressing import serves
from qilou.network.queries.addressing import found_by, level, rows_of, who_holds
from qilou.network.rules.addressing import Wanted

from .keys import Key, Skip, once_by_key
from .said import (
    AddressOut,
    AllocationOut,
    Allocations,
    DelegationOut,
    Ground,
    Level,
    NewAllocation,
    NewDelegation,
    NewPrefix,
    PrefixOut,
    Release,
    VrfOut,
)

router = Router(tags=["network"])
MOST = 200


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

    return once_by_key(request, idempotency_key, act)


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

    return once_by_key(request, idempotency_key, act)


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

    return once_by_key(request, idempotency_key, act)


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
    return once_by_key(
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
