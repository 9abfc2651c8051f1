"""Document numbers that must not be used: their register."""

from datetime import datetime

from qilou.casework.models import Notice, VoidedNumber
from qilou.identity.actions.permission import must_be_confirmed
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.kernel.transaction import one_transaction
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.ledger import record

BASIS = M164.art(33)


@one_transaction()
@carries("X6")
def void_number(number: str, *, reason: str, actor: Actor, now: datetime) -> VoidedNumber:
    """Enter a served paper's number in the register of voided ones; the paper is revoked, the number never reused."""
    notice = Notice.objects.select_related("case").select_for_update(of=("self",)).filter(number=number).first()
    if notice is None or not actor.keys & set(notice.readers):
        raise Missing
    if notice.issuer != actor.organisation:
        raise NotPermitted(
            "not_issuer",
            say("只有发文单位可以作废文号。请由发文单位办理。", "Only the issuer may void a number. Ask it to do so."),
            cites=(BASIS,),
        )
    must_be_confirmed(actor)
    if not reason.strip():
        raise Invalid({"reason": say("请写明作废原因。", "State why the number is voided.")})
    if notice.status != "standing":
        raise Conflict("voided", say("该文书已不是有效状态。", "The paper no longer stands."), cites=(BASIS,))
    event = record(
        "casework.number.void",
        case=notice.case.number,
        actor=actor,
        acted_at=now,
        cites=(BASIS,),
        input={"number": number, "reason": reason.strip()},
        effects={
            "casework_notice": {number: {"status": "revoked"}},
            "casework_voidednumber": {number: {"reason": reason.strip()[:300], "voided_on": now.date()}},
        },
    )
    notice.status = "revoked"
    notice.save(update_fields=["status"])
    return VoidedNumber.objects.create(number=number, reason=reason.strip()[:300], voided_on=now.date(), event_id=event)
