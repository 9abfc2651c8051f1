"""Acts on a case that do not move it: hand over, recuse, record a higher decision."""

from datetime import datetime
from uuid import UUID

from qilou.casework.act import Act
from qilou.casework.models import Recusal
from qilou.casework.procedure import REGISTRAR, SIGNER
from qilou.casework.store import move_case
from qilou.identity.queries import actor_with_id
from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import NotPermitted, Refused
from qilou.kernel.transaction import one_transaction
from qilou.law import AUTHORITY, GOVERNMENT, Article, carries, say
from qilou.law.measures import M164
from qilou.ledger.record import prepare
from qilou.ledger.rows import written

from .notify import HANDED, notify
from .perform import begin
from .recording import passed_on


@one_transaction()
def hand_over(code: str, number: str, *, actor: Actor, now: datetime, person_id: int | None, reason: str) -> Act:
    """Give the case to one person of the desk, or back to the desk with None."""
    act = begin(code, number, actor=actor, now=now)
    _on_desk(act)
    if person_id is not None and not _may_have(act, person_id):
        raise Refused(
            "no_such_colleague",
            say(
                "该人员没有本岗位或者已回避。请另选在岗且未回避的人员。",
                "That person does not hold this post, or is recused. Choose somebody else.",
            ),
            cites=(M164.art(5),),
        )
    event = _record(act, "hand_over", M164.art(5), {"person": person_id, "reason": reason}, handler_id=person_id)
    if person_id is not None and person_id != actor.id:
        notify([person_id], HANDED, at=now, case_id=act.case.id, event_id=event, by=actor.name)
    return act


@one_transaction()
@carries("A5.6")
def recuse(code: str, number: str, *, actor: Actor, now: datetime, person_id: int, reason: str) -> Act:
    """Take a person out of a case; from then on no act of theirs on it is accepted."""
    act = begin(code, number, actor=actor, now=now)
    if person_id != actor.id:
        _on_desk(act)
    if not reason.strip():
        raise Refused("reason", say("请写明回避理由。", "State the ground for the recusal."), cites=(M164.art(5),))
    row, _ = Recusal.objects.get_or_create(
        case_id=act.case.id, person_id=person_id, defaults={"reason": reason, "since": act.today}
    )
    handler = None if act.case.handler_id == person_id else act.case.handler_id
    _record(
        act,
        "recuse",
        M164.art(5),
        {"person": person_id, "reason": reason},
        handler_id=handler,
        effects=written(row),
    )
    return act


@one_transaction()
@carries("A5.6")
def record_higher_decision(code: str, number: str, *, actor: Actor, now: datetime, document: str) -> Act:
    """Enter the superior's decision that lets the authority go on with a case of its own organisation."""
    act = begin(code, number, actor=actor, now=now)
    authority = function_key(AUTHORITY.code, act.case.jurisdiction)
    government = function_key(GOVERNMENT.code, act.case.jurisdiction)
    if not any(actor.holds(f"{authority}/{post}") for post in (REGISTRAR, SIGNER)) and government not in actor.keys:
        raise NotPermitted(
            "not_registrar",
            say(
                "上级决定由本级人民政府，或者主管部门的编号用印员、签发人登记。",
                "A higher decision is entered by the government, or by the authority's registrar or signer.",
            ),
            cites=(M164.art(5),),
        )
    if not document.strip():
        raise Refused(
            "document", say("请填写上级决定的文号。", "Enter the decision's document number."), cites=(M164.art(5),)
        )
    act.case.higher_decision = document.strip()[:200]
    _record(act, "higher_decision", M164.art(5), {"document": document}, handler_id=act.case.handler_id)
    return act


def _may_have(act: Act, person_id: int) -> bool:
    """Whether a person holds the desk on which the case stands and takes part in it."""
    recused = Recusal.objects.filter(case_id=act.case.id, person_id=person_id).exists()
    return not recused and actor_with_id(person_id, act.today).holds(act.case.desk)


def _on_desk(act: Act) -> None:
    if not act.actor.holds(act.case.desk):
        raise NotPermitted(
            "not_your_desk",
            say(
                "该办件不在您的岗位。请由现在的承办岗位办理。",
                "This case is not on your desk. Its present post acts on it.",
            ),
            cites=(act.procedure.cites,),
        )


def _record(
    act: Act,
    verb: str,
    cites: Article,
    given: dict[str, object],
    *,
    handler_id: int | None,
    effects: dict[str, object] | None = None,
) -> UUID:
    event = prepare(
        f"{act.procedure.code}.{verb}",
        case=act.case.number,
        actor=act.actor,
        acted_at=act.now,
        cites=(cites,),
        input=given,
        effects={
            "casework_case": {
                act.case.number: {
                    **passed_on(act, act.case.desk, handler_id),
                    "higher_decision": act.case.higher_decision,
                }
            },
            **(effects or {}),
        },
    )
    move_case(
        act.case,
        state=act.case.state,
        readers=act.case.readers,
        desk=act.case.desk,
        handler_id=handler_id,
        turned=None,
        now=act.now,
        event=event,
        cites=cites,
    )
    act.case.version += 1
    return event.event_id
