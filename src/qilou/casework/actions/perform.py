"""The one place where a case changes state.

Lock the visible case, then state, function, rules, effect, numbers, and one statement that moves it and records the
event with its clocks and notices. All or nothing; of two decisions at once the second is told what happened.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from qilou.casework.act import Act, both_sides, desk_in, may_take, readers_of
from qilou.casework.clocks import turn
from qilou.casework.procedure import REGISTRAR, Step, procedure_edition
from qilou.casework.store import fetch_case, lock_cases, move_case
from qilou.identity.actions.permission import must_be_confirmed
from qilou.kernel.actor import PLATFORM, Actor, function_key
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.kernel.fields import Input
from qilou.kernel.forms import parse, texts_in
from qilou.kernel.transaction import one_transaction
from qilou.law import AUTHORITY, SYSTEM, Finding, Function, Met, carries, say
from qilou.law.measures import M164
from qilou.ledger.rows import add

from .attachments import attach, own_files
from .children import join_parent, open_children
from .drafts import refuse_secret
from .notices import compose
from .recording import event_of, void_status


@one_transaction()
def perform(
    code: str,
    number: str,
    step_name: str,
    *,
    actor: Actor,
    now: datetime,
    data: object = None,
    seen_version: int | None = None,
    of_record: str = "",
) -> Act:
    """Take a declared step, or draft it where it needs signing off.

    `data` is a typed input or decoded JSON. `seen_version` is the version on the actor's page; `of_record` the number
    of the paper by which a matter begun elsewhere is entered. Raises Missing, Conflict, NotPermitted, Invalid, Refused.
    """
    act = begin(code, number, actor=actor, now=now, of_record=of_record)
    step = available(act, step_name, seen_version)
    if of_record:
        may_enter_of_record(act, step)
    else:
        permitted(act, step)
    if step.weighty:
        must_be_confirmed(actor)
    act = with_input(act, step, data)
    own_files(act, step)
    demand(act, step)
    if act.input is not None:
        refuse_secret(texts_in(act.input.model_dump(mode="json")))
    if step.may_be_signed and not of_record:
        from .sign_off import draft, signed_within  # signing ends in complete(), which stands here

        if step.sign_off or signed_within(act, step):
            return draft(act, step)
    if of_record:
        from .entries import enter_awaited  # noting one begins as an act does, which stands here

        enter_awaited(act)
    return complete(act, step)


def begin(code: str, number: str, *, actor: Actor, now: datetime, of_record: str = "", lock: bool = True) -> Act:
    """Lock the case for the actor and gather what an act needs; raises Missing."""
    case, readings, calendar = fetch_case(number, actor, now.date(), lock=lock)
    if case.procedure != code:
        raise Missing
    procedure = procedure_edition(case.procedure, case.edition)
    return Act(procedure, case, actor, now, readings, calendar, of_record=of_record, held=lock)


def available(act: Act, step_name: str, seen_version: int | None = None) -> Step:
    """The step, if it can be taken now; raises Conflict, telling where the case stands."""
    step = act.procedure.step(step_name)
    case = act.case
    state = act.procedure.state(case.state)
    stale = seen_version is not None and seen_version != case.version
    if step is None or case.state not in step.at or stale:
        raise Conflict(
            "moved",
            say(
                "该办件现处于“%(state)s”，不能办理“%(step)s”：可能已有他人先行办理，请刷新后再看。",
                "The case now stands at “%(state)s”; “%(step)s” is not possible: someone may have acted first. Reload.",
                state=state.label,
                step=step.label if step else step_name,
            ),
            cites=(step.cites,) if step else (),
        )
    return step


def permitted(act: Act, step: Step) -> None:
    """Raise NotPermitted unless the actor's function and post may take the step and nothing bars the actor."""
    case, actor = act.case, act.actor
    if actor is PLATFORM and (step.by is SYSTEM or step.on):
        return
    if case.recused:
        raise NotPermitted(
            "recused",
            say(
                "您已在本件中回避。请由本岗位其他人员办理。",
                "You are recused from this case. A colleague at this post acts instead.",
            ),
            cites=(step.cites,),
        )
    if case.handler_id not in (None, actor.id) and isinstance(step.by, Function):
        raise NotPermitted(
            "handed_over",
            say("该办件已交由他人办理。", "This case has been handed to another person."),
            cites=(step.cites,),
        )
    if not may_take(step, case, actor):
        who = step.by.label
        raise NotPermitted(
            "not_competent",
            say(
                "“%(step)s”由%(who)s办理，您目前没有相应职责或岗位。",
                "“%(step)s” belongs to: %(who)s. You do not hold that function or post.",
                step=step.label,
                who=who,
            ),
            cites=(step.cites,),
        )
    if both_sides(step, case, actor):
        raise NotPermitted(
            "both_sides",
            say(
                "本单位是本件当事人，不得自行决定；须先登记上级决定。",
                "Your organisation is a party to this case and may not decide it; record the higher decision first.",
            ),
            cites=(M164.art(5),),
        )


@carries("A5.4")
def may_enter_of_record(act: Act, step: Step) -> None:
    """Raise NotPermitted unless the actor is a registrar of the authority: matters begun on paper are entered by it."""
    if act.actor is PLATFORM:
        return
    desk = f"{function_key(AUTHORITY.code, act.case.jurisdiction)}/{REGISTRAR}"
    if step.by is SYSTEM or step.on:
        raise NotPermitted(
            "platforms_own",
            say(
                "该环节由系统自动办理，不能补录。到期后请查看办件的现状。",
                "The platform takes this step itself; it is not entered from paper. Look at the case once it is due.",
            ),
            cites=(step.cites,),
        )
    if act.now < act.case.moved_at:
        raise Conflict(
            "before_the_last_act",
            say("补录日期早于本件上一次办理。", "The day lies before the last act on this case."),
            cites=(step.cites,),
        )
    if not act.actor.holds(desk) or act.case.recused or both_sides(step, act.case, act.actor):
        raise NotPermitted(
            "not_registrar",
            say(
                "纸质办理的补录由电子政务主管部门的编号用印员办理。",
                "Matters dealt with on paper are entered by the registrar of the e-government authority.",
            ),
            cites=(step.cites,),
        )


def with_input(act: Act, step: Step, data: object) -> Act:
    """The act, which now has its step and typed input; raises Invalid."""
    if step.takes is not None:
        act.input = data if isinstance(data, Input) else parse(step.takes, data or {})
    act.step = step
    return act


def weigh(act: Act, step: Step) -> tuple[Finding, ...]:
    """What the step's rules say of the act's facts."""
    if not step.requires:
        return ()
    if act.facts is None and act.procedure.facts is not None:
        act.facts = act.procedure.facts(act)
    return tuple(rule(act.facts, act.readings) for rule in step.requires)


def demand(act: Act, step: Step) -> None:
    """Refuse the act, naming every rule that is not met and what would make it pass."""
    act.findings = weigh(act, step)
    failed = tuple(finding for finding in act.findings if not isinstance(finding.verdict, Met))
    if failed:
        raise Refused(
            "rules",
            say(
                "依照规定，现在还不能办理“%(step)s”。", "By the rules, “%(step)s” is not possible yet.", step=step.label
            ),
            cites=tuple(dict.fromkeys(finding.cites for finding in failed)),
            findings=failed,
        )


def complete(act: Act, step: Step, *, sign_off_outcome: str = "signed") -> Act:
    """Carry out the step: effect, clocks, notices, event, move; then children and the waiting parent."""
    case = act.case
    if step.then is not None:
        add(act.effects, step.then(act) or {})
    if step.takes is not None and act.input is not None:
        attach(act, step)
    turned = turn(act, case.state, step.to)
    state = act.procedure.state(step.to)
    notices = compose(act, step)
    if step.numbered is not None and notices:
        step.numbered(act, str(notices[0]["number"]))
    desk = desk_in(state, case)
    readers = readers_of(act.procedure, case, state)
    sign_off = case.sign_off
    outcome = sign_off_outcome if sign_off and sign_off.step == step.name else "overtaken"
    if sign_off:
        add(act.effects, {"casework_signoff": {str(sign_off.id): {"ended_at": act.now, "outcome": outcome}}})
    event = event_of(act, step, turned, notices, readers=readers, desk=desk)
    move_case(
        case,
        state=step.to,
        readers=readers,
        desk=desk,
        handler_id=None,
        turned=turned,
        now=act.now,
        event=event,
        notices=notices,
        voids=step.voids,
        void_status=void_status(step),
        sign_off=sign_off.id if sign_off else None,
        sign_off_outcome=outcome,
        cites=step.cites,
    )
    case.state, case.version, case.desk = step.to, case.version + 1, desk
    case.readers = readers
    case.moved_at = act.now
    case.clocks = [*turned.started, *turned.changed]
    case.due_on, case.provisional, case.sign_off = turned.due_on, turned.provisional, None
    if step.opens:
        open_children(act, step.opens)
    if state.final and case.parent_id:
        join_parent(act, case.parent_id)
    return act


def advance(code: str, number: str, step_name: str, *, act: Act, data: object = None) -> Act:
    """Take a step of another case as the platform, within the transaction of the act that brings it about."""
    following = begin(code, number, actor=PLATFORM, now=act.now)
    following.of_record = act.of_record
    step = available(following, step_name)
    following = with_input(following, step, data)
    demand(following, step)
    return complete(following, step)


@contextmanager
def naming(number: str) -> Iterator[None]:
    """Let a refusal within an act on several cases name its case; what is wrong with the input concerns them all."""
    try:
        yield
    except Invalid:
        raise
    except Refused as refused:
        refused.message = say("%(number)s：%(why)s", "%(number)s: %(why)s", number=number, why=refused.message)
        raise


@one_transaction()
def perform_many(
    code: str, numbers: list[str], step_name: str, *, actor: Actor, now: datetime, data: object = None
) -> list[Act]:
    """Take one step on several cases, all or none; errors name the case.

    All are locked in the order of their numbers before the first document number is taken.
    """
    acts: list[Act] = []
    lock_cases(numbers)
    for number in sorted(set(numbers)):
        with naming(number):
            acts.append(perform(code, number, step_name, actor=actor, now=now, data=data))
    return acts


def look(code: str, number: str, *, actor: Actor, now: datetime) -> Act:
    """The case for a page or an answer: nothing locked; raises Missing."""
    return begin(code, number, actor=actor, now=now, lock=False)
