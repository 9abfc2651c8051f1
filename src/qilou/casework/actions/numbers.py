"""Document numbers: the words under which papers are numbered, and numbers that must not be used."""

from datetime import datetime

from django.db import IntegrityError, transaction

from qilou.casework.models import Letterhead, Notice, VoidedNumber
from qilou.kernel.actor import PLATFORM, Actor
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.ledger import record

BASIS = M164.art(33)


@transaction.atomic
def set_letterhead(organisation_id: int, *, word: str, actor: Actor, now: datetime, series: str = "") -> Letterhead:
    """Give an organisation the word under which its papers are numbered, for all or for one series."""
    _registrar(actor, organisation_id)
    if not word.strip():
        raise Invalid({"word": say("请填写机关代字。", "Enter the letterhead word.")})
    try:
        with transaction.atomic():
            made = Letterhead.objects.create(organisation_id=organisation_id, series=series, word=word.strip())
    except IntegrityError as error:
        raise Conflict(
            "word_taken",
            say("该机关代字已被使用，或者本单位已有代字。", "The word is taken, or the organisation has one already."),
            cites=(BASIS,),
        ) from error
    record(
        "casework.letterhead.set",
        actor=actor,
        acted_at=now,
        cites=(BASIS,),
        input={"organisation": organisation_id, "series": series, "word": word.strip()},
        effects={"casework_letterhead": {str(made.pk): {"word": made.word, "series": series}}},
    )
    return made


@transaction.atomic
@carries("X6")
def void_number(number: str, *, reason: str, actor: Actor, now: datetime) -> VoidedNumber:
    """Enter a served paper's number in the register of voided ones; the paper is revoked, the number never reused."""
    notice = Notice.objects.select_related("case").select_for_update(of=("self",)).filter(number=number).first()
    if notice is None or not actor.keys & set(notice.readers):
        raise Missing
    if notice.issuer != actor.organisation:
        raise NotPermitted(
            "not_issuer",
            say("只有发文单位可以作废文号。", "Only the issuer may void a number."),
            cites=(BASIS,),
        )
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
        effects={"casework_notice": {number: {"status": "revoked"}}},
    )
    notice.status = "revoked"
    notice.save(update_fields=["status"])
    return VoidedNumber.objects.create(number=number, reason=reason.strip()[:300], voided_on=now.date(), event_id=event)


def _registrar(actor: Actor, organisation_id: int) -> None:
    own = actor.organisation_id == organisation_id and any(desk.endswith("/registrar") for desk in actor.desks)
    keeper = any(desk.startswith("AUTHORITY@") and desk.endswith("/administrator") for desk in actor.desks)
    if actor is not PLATFORM and not own and not keeper:
        raise NotPermitted(
            "not_registrar",
            say(
                "机关代字由本单位编号用印员或系统管理员登记。", "For the organisation's registrar or an administrator."
            ),
            cites=(BASIS,),
        )
