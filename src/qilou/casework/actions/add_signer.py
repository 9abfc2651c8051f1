"""Adding a signer (加签): whoever's turn it is asks one more post or person first, then goes on."""

from datetime import datetime

from qilou.casework.act import Act, SignOffRow, keys_of, station_desk
from qilou.casework.models import Recusal, SignOff
from qilou.casework.procedure import CHECKER, COUNTERSIGNER, Step
from qilou.identity.queries import actor_with_id, holders_of_desk
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Invalid
from qilou.kernel.transaction import one_transaction
from qilou.law import Message, carries, say

from .drafts import refuse_secret
from .notify import ADDED, notify
from .sign_off import must_be_mine, open_sign_off, stay

ASKED = (CHECKER, COUNTERSIGNER)
MOST_ADDED = 5


@one_transaction()
@carries("A16.14")
def add_signer(
    code: str,
    number: str,
    *,
    actor: Actor,
    now: datetime,
    post: str,
    person_id: int | None = None,
    reason: str = "",
    seen_version: int | None = None,
) -> Act:
    """Put a checker or countersigner before the actor's own turn: a post of the acting body, or one person of it.

    The clock keeps running. Raises Missing, Conflict, NotPermitted, Invalid, Refused.
    """
    act, step, row = open_sign_off(code, number, actor, now, seen_version)
    place = row.position
    must_be_mine(act, step, row, row.chain[place])
    refuse_secret([reason])
    barred = {*row.acted, actor.id, *(one["by_id"] for one in row.added if one["place"] == place)}
    errors = _errors(act, step, row, post, person_id, barred)
    if errors:
        raise Invalid(errors)
    later = [{**one, "place": one["place"] + 1} if one["place"] >= place else one for one in row.added]
    named = actor_with_id(person_id, act.today) if person_id is not None else None
    row.added = [
        *later,
        {
            "place": place,
            "post": post,
            "person_id": person_id,
            "person": named.name if named else "",
            "by_id": actor.id,
            "by": actor.name,
            "reason": reason.strip(),
            "at": now.isoformat(),
        },
    ]
    row.chain = [*row.chain[:place], post, *row.chain[place:]]
    SignOff.objects.filter(pk=row.id).update(chain=row.chain, added=row.added)
    desk = station_desk(step, act.case, row, place)
    effects: dict[str, object] = {
        "post": post,
        "person": person_id,
        "reason": reason.strip(),
        "casework_signoff": {str(row.id): {"chain": row.chain, "added": row.added}},
    }
    event = stay(act, step, "add_signer", desk, effects)
    people = [person_id] if person_id is not None else [pk for pk, _ in holders_of_desk(desk, act.today)]
    told = [one for one in people if one not in barred]
    notify(told, ADDED, at=now, case_id=act.case.id, event_id=event, by=actor.name)
    return act


def _errors(
    act: Act, step: Step, row: SignOffRow, post: str, person_id: int | None, barred: set[int]
) -> dict[str, Message]:
    errors = {}
    body = keys_of(step.by, act.case)[0]
    if post not in ASKED:
        errors["post"] = say("加签只能请人核稿或者会签。", "An added signer checks or countersigns.")
    elif person_id is None:
        holders = {pk for pk, _ in holders_of_desk(f"{body}/{post}", act.today)}
        if not holders - barred - _recused(act):
            errors["post"] = say(
                "本单位没有可以加签的该岗位人员。", "Nobody in this body who holds that post can still act."
            )
    if person_id is not None:
        outside = body not in actor_with_id(person_id, act.today).keys
        if outside or person_id in barred or person_id in _recused(act):
            errors["person"] = say(
                "该人员不在本单位、已经办理过或者已回避。",
                "That person is not of this body, has acted already, or is recused.",
            )
    if len(row.added) >= MOST_ADDED:
        errors["post"] = say("一次核签最多加签 %(n)s 次。", "At most %(n)s are added to one sign-off.", n=MOST_ADDED)
    return errors


def _recused(act: Act) -> set[int]:
    return set(Recusal.objects.filter(case_id=act.case.id).values_list("person", flat=True))
