"""Acts on the record itself: what opened a commitment is lawfully erased; a new key is introduced."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Missing, Refused, Unconfirmed
from qilou.law import Article, say
from qilou.law.measures import M164

from .head import Key
from .models import Opening, SigningKey
from .record import record

INTRODUCE_KEY = "ledger.introduce_key"
SECURITY = M164.art(37)


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
        raise Refused(
            "ledger.erased",
            say("该个人信息已经删除。无须再办。", "This personal data is already erased. Nothing is left to do."),
        )
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


@transaction.atomic
def introduce_key(key: Key, *, actor: Actor, acted_at: datetime) -> UUID:
    """Introduce a key that is to sign later heads: whoever trusts the key before it finds it in the sealed record.

    Whoever does it has proved a short while ago who they are; raises Unconfirmed, Conflict.
    """
    if not actor.confirmed:
        raise Unconfirmed(cites=(SECURITY,))
    if SigningKey.objects.filter(key=str(key)).exists():
        raise Conflict("ledger.key_known", say("该密钥已经登记。", "This key is known already."))
    event = record(INTRODUCE_KEY, actor=actor, acted_at=acted_at, cites=(SECURITY,), input={"key": str(key)})
    SigningKey.objects.create(key=str(key), introduced_by=event)
    return event
