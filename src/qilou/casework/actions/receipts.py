"""Receipt of a served notice by its recipient."""

from collections.abc import Collection
from datetime import datetime

from qilou.casework.models import Notice, Receipt
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Missing, NotPermitted
from qilou.kernel.transaction import one_transaction
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.ledger import record
from qilou.ledger.rows import written


@one_transaction()
@carries("A10.2")
def receive_notice(notice_id: int, *, actor: Actor, now: datetime) -> Receipt:
    """Record that a recipient has taken a notice: once for each body or person it is addressed to."""
    notice = Notice.objects.select_related("case").filter(pk=notice_id, readers__overlap=sorted(actor.keys)).first()
    if notice is None:
        raise Missing
    mine = [one["key"] for one in notice.recipients if one["key"] in actor.keys]
    taken = set(notice.receipts.values_list("key", flat=True))
    key = next((one for one in mine if one not in taken), mine[0] if mine else None)
    if key is None:
        raise NotPermitted(
            "not_recipient",
            say(
                "您不是该文书的收件人。请由收件人签收。",
                "The notice is not addressed to you. Its addressee receives it.",
            ),
            cites=(M164.art(33),),
        )
    if notice.status != "standing":
        raise Conflict("voided", say("该文书已不是有效状态。", "The paper no longer stands."), cites=(M164.art(33),))
    receipt, made = Receipt.objects.get_or_create(
        notice=notice, key=key, defaults={"received_at": now, "received_by_id": actor.id}
    )
    if not made:
        raise Conflict(
            "received", say("该文书已签收。", "The notice has already been received."), cites=(M164.art(33),)
        )
    record(
        "casework.notice.receive",
        case=notice.case.number,
        actor=actor,
        acted_at=now,
        cites=(M164.art(33),),
        input={"number": notice.number, "recipient": key},
        effects=written(receipt),
    )
    return receipt


@one_transaction()
def receive_notices(notice_ids: Collection[int], *, actor: Actor, now: datetime) -> list[Receipt]:
    """Take several notices, all or none, in the order of their numbers in the table; an error names the paper."""
    numbers = dict(Notice.objects.filter(pk__in=notice_ids).values_list("pk", "number"))
    received = []
    for notice_id in sorted(set(notice_ids)):
        try:
            received.append(receive_notice(notice_id, actor=actor, now=now))
        except Conflict as refused:
            number = numbers[notice_id]
            refused.message = say("%(number)s：%(why)s", "%(number)s: %(why)s", number=number, why=refused.message)
            raise
    return received
