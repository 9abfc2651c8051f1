"""Lawful erasure: what opened a commitment goes, the event stays."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from qilou.kernel.actor import Actor
from qilou.kernel.errors import Missing, Refused
from qilou.law import Article, say

from .models import Opening
from .record import record


@transaction.atomic
def erase_opening(
    event_id: UUID,
    path: str,
    *,
    reason: str,
    cites: Sequence[Article],
    actor: Actor,
    acted_at: datetime,
    function: str = "",
) -> UUID:
    """Erase personal data that the law says must go; the event and its commitment stay and still verify."""
    openings = Opening.objects.filter(pk=(event_id, path))
    opening = openings.select_related("event").select_for_update(of=("self",)).first()
    if opening is None:
        raise Missing
    if opening.erased_by_id is not None:
        raise Refused("ledger.erased", say("该个人信息已经删除。", "This personal data is already erased."))
    erasure = record(
        "ledger.erase_opening",
        case=opening.event.case_number,
        actor=actor,
        function=function,
        acted_at=acted_at,
        cites=cites,
        input={"event": event_id, "path": path, "reason": reason},
        effects={"ledger_opening": {f"{event_id}{path}": {"salt": None, "value": None}}},
    )
    openings.update(salt=None, value=None, erased_by=erasure)
    return erasure
