"""The API of what is on the wire: scans in, differences out."""

from typing import Any

from ninja import Router

from qilou.kernel.request import Asked
from qilou.network.actions.reconciliation import close_finding, reconcile
from qilou.network.models import WireFinding

from .keys import Key, Skip, once_by_key
from .said import FindingOut, Ground, NewScan, ScanOut

router = Router(tags=["network"])
MOST = 200


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

    return once_by_key(request, idempotency_key, act)


@router.get("/network/findings", response=list[FindingOut], operation_id="network.findings")
def findings(request: Asked, skip: Skip = 0) -> object:
    """The open differences that the caller may see, the most urgent first, 200 at a time."""
    found = WireFinding.objects.visible_to(request.actor).filter(closed_on=None).order_by("due_on", "pk")
    return list(found[skip : skip + MOST])


@router.post("/network/findings/{finding_id}/close", response=FindingOut, operation_id="network.close_finding")
def close(request: Asked, finding_id: int, data: Ground) -> object:
    """Close a difference with what was done."""
    return close_finding(actor=request.actor, now=request.now, finding=finding_id, ground=data.ground)
