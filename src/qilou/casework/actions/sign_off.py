"""One click is not a decision (A16.14): draft, check, countersign, sign; only the signer's act moves the case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from qilou.casework.act import Act, SignOffRow, desk_in, keys_of, station_desk
from qilou.casework.models import SignOff, SignOffLevels
from qilou.casework.procedure import CHECKER, COUNTERSIGNER, HANDLER, POSTS, SIGNER, Step
from qilou.casework.store import move_case
from qilou.identity.actions.permission import must_be_confirmed
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, NotPermitted, Refused
from qilou.kernel.fields import Input
from qilou.kernel.transaction import one_transaction
from qilou.law import carries, say
from qilou.ledger.canonical import At
from qilou.ledger.record import Prepared
from qilou.ledger.rows import add, columns_of

from .notify import SENT_BACK, notify
from .perform import begin, complete, demand, with_input
from .recording import passed_on, prepared_event

DEFAULT_CHAIN = [CHECKER, SIGNER]
VERBS = {CHECKER: "check", SIGNER: "sign", COUNTERSIGNER: "countersign"}


@carries("A16.14")
def draft(act: Act, step: Step) -> Act:
    """Put a decision on its way: the drafter has typed it, the rules let it through, the next post sees it."""
    open_row = act.case.sign_off
    if open_row and not open_row.returned:
        raise Conflict(
            "in_sign_off",
            say("本件已有拟办决定在核签中。", "A drafted decision on this case is already being signed off."),
            cites=(step.cites,),
        )
    chain = _chain(act, step)
    values: dict[str, Any] = {
        "step": step.name,
        "input": act.input.model_dump(mode="json") if isinstance(act.input, Input) else {},
        "chain": chain,
        "position": 0,
        "acted": [act.actor.id],
        "returned": False,
        "added": [],
    }
    if open_row:
        values["acted"] = [act.actor.id, *(one for one in open_row.acted if one != act.actor.id)]
        SignOff.objects.filter(pk=open_row.id).update(**values)
        told = _told(open_row.id, values | {"input": At("/input")})
    else:
        row = SignOff.objects.create(case_id=act.case.id, opened_at=act.now, opinions=[], **values)
        told = _told(row.pk, {**columns_of(row), "input": At("/input")})
    stay(act, step, "draft", _desk(act, step, chain[0]), {"chain": chain, **told})
    act.effects["sign_off"] = {"waits_for": chain[0]}
    return act


@one_transaction()
def endorse(
    code: str, number: str, *, actor: Actor, now: datetime, opinion: str = "", seen_version: int | None = None
) -> Act:
    """Check, countersign or sign the drafted decision; the last of the chain signs, and the case moves."""
    act, step, row = open_sign_off(code, number, actor, now, seen_version)
    post = row.chain[row.position]
    must_be_mine(act, step, row, post)
    opinions = [*row.opinions, _opinion(act, post, VERBS.get(post, post), opinion)]
    if row.position + 1 < len(row.chain):
        following = station_desk(step, act.case, row, row.position + 1)
        told = _change(row, position=row.position + 1, acted=[*row.acted, actor.id], opinions=opinions)
        stay(act, step, VERBS.get(post, post), following, {"opinion": opinion, **told})
        return act
    must_be_confirmed(actor)
    told = _change(row, acted=[*row.acted, actor.id], opinions=opinions)
    act = with_input(act, step, row.input)
    demand(act, step)
    add(act.effects, told)
    act.effects["signed_off"] = {"drafter": row.acted[0], "acted": [*row.acted, actor.id], "opinion": opinion}
    return complete(act, step)


@one_transaction()
def send_back(
    code: str, number: str, *, actor: Actor, now: datetime, opinion: str, seen_version: int | None = None
) -> Act:
    """Return the drafted decision to its drafter with an opinion; nothing typed is lost."""
    act, step, row = open_sign_off(code, number, actor, now, seen_version)
    post = row.chain[row.position]
    must_be_mine(act, step, row, post)
    if not opinion.strip():
        raise Refused("opinion", say("退回须写明意见。", "State why it is sent back."), cites=(step.cites,))
    opinions = [*row.opinions, _opinion(act, post, "send_back", opinion)]
    drafters = row.acted[: len(row.acted) - row.position]
    told = _change(row, returned=True, position=0, opinions=opinions, acted=drafters)
    event = stay(act, step, "send_back", _desk(act, step, HANDLER), {"opinion": opinion, **told})
    notify([row.acted[0]], SENT_BACK, at=now, case_id=act.case.id, event_id=event, by=actor.name)
    return act


@one_transaction()
def withdraw_draft(code: str, number: str, *, actor: Actor, now: datetime, seen_version: int | None = None) -> Act:
    """The drafter takes the decision back before it is signed; the case waits again for whom its state says."""
    act, step, row = open_sign_off(code, number, actor, now, seen_version)
    if row.acted[0] != actor.id:
        raise NotPermitted(
            "not_drafter",
            say(
                "只有拟稿人可以撤回。请由拟稿人撤回，或者由核稿人、签发人退回。",
                "Only the drafter may withdraw it. Otherwise a checker or signer sends it back.",
            ),
            cites=(step.cites,),
        )
    stay(act, step, "withdraw_draft", desk_in(act.procedure.state(act.case.state), act.case), {}, ends=row)
    return act


def open_sign_off(
    code: str, number: str, actor: Actor, now: datetime, seen_version: int | None
) -> tuple[Act, Step, SignOffRow]:
    act = begin(code, number, actor=actor, now=now)
    row = act.case.sign_off
    stale = seen_version is not None and seen_version != act.case.version
    if row is None or stale:
        raise Conflict(
            "moved",
            say("该拟办决定已被处理，请刷新。", "This drafted decision has been dealt with. Reload."),
            cites=(act.procedure.cites,),
        )
    step = act.procedure.step(row.step)
    if step is None or act.case.state not in step.at:
        raise Conflict(
            "moved", say("该办件已不在此环节。", "The case is no longer at this step."), cites=(act.procedure.cites,)
        )
    act.step = step
    return act, step, row


def must_be_mine(act: Act, step: Step, row: SignOffRow, post: str) -> None:
    """Only the post whose turn it is, and nobody twice in one chain: nobody both drafts and signs."""
    if row.returned or act.actor.id in row.acted:
        raise NotPermitted(
            "acted_already",
            say(
                "同一人不得既拟稿又核签，也不得在一次核签中出现两次；退回的拟稿由拟稿人修改。",
                "Nobody both drafts and signs, or acts twice in one chain; a returned draft is for its drafter.",
            ),
            cites=(step.cites,),
        )
    added = row.added_at(row.position)
    if added is not None and added["by_id"] == act.actor.id:
        raise NotPermitted(
            "your_own_addition",
            say("加签由所加的人办理，您在其后办理。", "Whoever you added acts here; your own turn comes after."),
            cites=(step.cites,),
        )
    if not act.actor.holds(station_desk(step, act.case, row, row.position)) or act.case.recused:
        raise NotPermitted(
            "not_your_turn",
            say("现在应由“%(post)s”岗位办理。", "It is the turn of this post: %(post)s.", post=POSTS.get(post, post)),
            cites=(step.cites,),
        )


def signed_within(act: Act, step: Step) -> bool:
    """Whether the acting party has set that its own head signs this step before it is taken."""
    if not step.own_sign_off or act.actor.organisation_id is None:
        return False
    return SignOffLevels.objects.filter(
        organisation_id=act.actor.organisation_id, step=act.procedure.name_of(step)
    ).exists()


def _chain(act: Act, step: Step) -> list[str]:
    """The posts after the drafter, as the acting organisation has set them for this step or for all."""
    rows = SignOffLevels.objects.filter(
        organisation_id=act.actor.organisation_id or 0, step__in=["", act.procedure.name_of(step)]
    ).order_by("-step")
    levels = rows.first()
    return list(levels.chain) if levels else DEFAULT_CHAIN


def _desk(act: Act, step: Step, post: str) -> str:
    return f"{keys_of(step.by, act.case)[0]}/{post}"


def _opinion(act: Act, post: str, verb: str, opinion: str) -> dict[str, object]:
    return {"post": post, "verb": verb, "by": act.actor.name, "at": act.now.isoformat(), "opinion": opinion}


def _change(row: SignOffRow, **values: object) -> dict[str, object]:
    """Write columns of the open sign-off; gives what the event tells of them."""
    SignOff.objects.filter(pk=row.id).update(**values)
    return _told(row.id, values)


def _told(pk: int, values: Mapping[str, object]) -> dict[str, object]:
    return {SignOff._meta.db_table: {str(pk): values}}


def stay(
    act: Act, step: Step, verb: str, desk: str, effects: dict[str, object], *, ends: SignOffRow | None = None
) -> UUID:
    """Record a step of the sign-off and pass the case on; state and clocks stay as they are."""
    told: dict[str, object] = {"desk": desk, **effects, "casework_case": {act.case.number: passed_on(act, desk)}}
    if ends:
        add(told, _told(ends.id, {"ended_at": act.now, "outcome": "withdrawn"}))
    event: Prepared = prepared_event(act, f"{act.procedure.name_of(step)}.{verb}", step, told)
    move_case(
        act.case,
        state=act.case.state,
        readers=act.case.readers,
        desk=desk,
        handler_id=None,
        turned=None,
        now=act.now,
        event=event,
        sign_off=ends.id if ends else None,
        sign_off_outcome="withdrawn",
        cites=step.cites,
    )
    act.case.version += 1
    act.case.desk = desk
    return event.event_id
