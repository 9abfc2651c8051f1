"""Serving a paper that its recipient did not sign for on the platform: what failed, and what was done instead."""

from datetime import datetime

from qilou.casework.asides import NotServed, ServedOtherwise
from qilou.casework.models import Notice, ServiceAttempt
from qilou.casework.serving import ARTICLES, GROUNDS, WAYS, Attempt, Ground, Way, counts_as_served, faults_of
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.kernel.moment import CITY_TIME
from qilou.kernel.transaction import one_transaction
from qilou.law import Message, carries, say
from qilou.law.statutes import CIVIL_PROCEDURE
from qilou.ledger import Personal, record
from qilou.ledger.rows import written

from .drafts import refuse_secret
from .files import usable_files

PROOF = CIVIL_PROCEDURE.art(87)
TYPED = ("account", "witnesses")


@one_transaction()
@carries("X6")
def note_failed_service(notice_id: int, given: NotServed, *, actor: Actor, now: datetime) -> ServiceAttempt:
    """Record that a paper was refused or could not be delivered, and which way of service comes next.

    Raises Missing, NotPermitted, Conflict, Invalid, Refused.
    """
    return _note(notice_id, given, given.ground, given.next_way, actor, now)


@one_transaction()
@carries("X6")
def note_service(notice_id: int, given: ServedOtherwise, *, actor: Actor, now: datetime) -> ServiceAttempt:
    """Record that a paper was served in another way, and from which day it counts as served.

    Raises Missing, NotPermitted, Conflict, Invalid, Refused.
    """
    return _note(notice_id, given, None, None, actor, now)


def may_note(notice: Notice, actor: Actor) -> bool:
    """Whether the actor belongs to the body that sent the paper, which proves its service."""
    return notice.issuer == actor.organisation and notice.status == "standing"


def _note(
    notice_id: int,
    given: NotServed | ServedOtherwise,
    ground: Ground | None,
    next_way: Way | None,
    actor: Actor,
    now: datetime,
) -> ServiceAttempt:
    notice = _sent(notice_id, actor)
    refuse_secret([given.account, given.witnesses])
    earlier = list(notice.attempts.filter(key=given.recipient).order_by("pk"))
    _must_be_waiting(notice, given.recipient, earlier)
    attempt = Attempt(
        given.way,
        ground,
        next_way,
        witnessed=bool(given.witnesses),
        evidence=given.evidence is not None,
        earlier=tuple((WAYS[one.way], GROUNDS[one.ground]) for one in earlier),
    )
    if errors := _errors(notice, given, actor, now) | faults_of(attempt):
        raise Invalid(errors)
    row = ServiceAttempt.objects.create(
        notice=notice,
        key=given.recipient,
        way=given.way.value,
        on=given.on,
        ground=ground.value if ground else "",
        next_way=next_way.value if next_way else "",
        account=given.account,
        witnesses=given.witnesses,
        evidence_id=given.evidence,
        served_on=None if ground else counts_as_served(given.way, given.on),
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    record(
        "casework.notice.not_served" if ground else "casework.notice.serve_otherwise",
        case=notice.case.number,
        actor=actor,
        acted_at=now,
        cites=tuple(dict.fromkeys((PROOF, ARTICLES[next_way or given.way]))),
        input={"number": notice.number, "account": Personal(given.account), "witnesses": Personal(given.witnesses)},
        effects=written(row, left_out=TYPED),
    )
    return row


def _sent(notice_id: int, actor: Actor) -> Notice:
    """The standing paper, locked; raises Missing, NotPermitted, Conflict."""
    rows = Notice.objects.select_related("case").select_for_update(of=("self",))
    notice = rows.filter(pk=notice_id, readers__overlap=sorted(actor.keys)).first()
    if notice is None:
        raise Missing
    if notice.issuer != actor.organisation:
        raise NotPermitted(
            "not_issuer",
            say("送达由发文单位证明。", "The body that sent a paper proves its service."),
            cites=(PROOF,),
        )
    if notice.status != "standing":
        raise Conflict("voided", say("该文书已不是有效状态。", "The paper no longer stands."), cites=(PROOF,))
    return notice


def _must_be_waiting(notice: Notice, key: str, earlier: list[ServiceAttempt]) -> None:
    """Raise Invalid for who is no recipient, Conflict for a paper that was served already."""
    if not any(one["key"] == key and not one["copy"] for one in notice.recipients):
        raise Invalid({"recipient": say("不是该文书的主送对象。", "The paper is not addressed to them.")})
    if notice.receipts.filter(key=key).exists() or any(one.served_on for one in earlier):
        raise Conflict("received", say("该文书已经送达。", "The paper has been served already."), cites=(PROOF,))


def _errors(notice: Notice, given: NotServed | ServedOtherwise, actor: Actor, now: datetime) -> dict[str, Message]:
    errors: dict[str, Message] = {}
    if not notice.issued_on <= given.on <= now.astimezone(CITY_TIME).date():
        errors["on"] = say("日期应在印发之后、今天之前。", "Between the day of issue and today.")
    if given.evidence and given.evidence not in usable_files([given.evidence], actor):
        errors["evidence"] = say("文件未上传成功，请重新上传。", "The file was not uploaded; upload it again.")
    return errors
