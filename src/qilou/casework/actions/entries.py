"""Entries of record that are still awaited: noted by whose act it was, entered from the paper by the registrar."""

from datetime import date, datetime, time

from qilou.casework.act import Act, insider
from qilou.casework.models import AwaitedEntry
from qilou.casework.procedure import REGISTRAR, Step
from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.kernel.transaction import one_transaction
from qilou.law import AUTHORITY, SYSTEM, Message, carries, say
from qilou.ledger import record
from qilou.ledger.rows import add, written

from .drafts import refuse_secret
from .perform import available, begin

OF_RECORD = {"of_record", "acted_on"}  # what a form holds beside its own entries, of a step taken on paper
NOON = time(12)  # of the day that a paper names, as an entry of record counts it


def enterable(act: Act) -> list[Step]:
    """The steps that can be entered from paper where the case stands: all but the platform's own."""
    return [one for one in act.procedure.leaving(act.case.state) if one.by is not SYSTEM and not one.on]


@one_transaction()
@carries("A5.4")
def await_entry(
    code: str, number: str, *, actor: Actor, now: datetime, step: str, document: str, acted_on: date
) -> AwaitedEntry:
    """Note that a step was taken on paper and is to be entered; the case stays as it is.

    For whoever's step it is, or a registrar. Raises Missing, Conflict, NotPermitted, Invalid, Refused.
    """
    act = begin(code, number, actor=actor, now=now)
    declared = available(act, step)
    _may_note(act, declared)
    refuse_secret([document])
    if errors := _errors(act, document.strip(), acted_on):
        raise Invalid(errors)
    row = AwaitedEntry.objects.create(
        case_id=act.case.id,
        step=declared.name,
        document=document.strip(),
        acted_on=acted_on,
        noted_by=actor.name,
        noted_at=now,
    )
    _record("casework.entry.await", act, declared, row)
    return row


@one_transaction()
def drop_entry(entry_id: int, *, actor: Actor, now: datetime) -> AwaitedEntry:
    """Take an entry off the list that was noted in error; raises Missing, Conflict, NotPermitted."""
    found = AwaitedEntry.objects.filter(pk=entry_id, case__readers__overlap=sorted(actor.keys)).select_related("case")
    row = found.select_for_update(of=("self",)).first()
    if row is None:
        raise Missing
    act = begin(row.case.procedure, row.case.number, actor=actor, now=now)
    declared = act.procedure.step(row.step)
    if declared is None or row.entered_at or row.dropped_at:
        raise Conflict(
            "moved",
            say("已经补录或者已经撤下。", "It has been entered or taken off already."),
            cites=(act.procedure.cites,),
        )
    _may_note(act, declared)
    row.dropped_at = now
    row.save(update_fields=["dropped_at"])
    _record("casework.entry.drop", act, declared, row)
    return row


def enter_awaited(act: Act) -> None:
    """An entry of record takes its document off the list of those awaited; told by the act's own event."""
    awaited = AwaitedEntry.objects.filter(case_id=act.case.id, document=act.of_record)
    row = awaited.filter(entered_at=None, dropped_at=None).first()
    if row is not None:
        row.entered_at = act.now
        row.save(update_fields=["entered_at"])
        add(act.effects, written(row, only=("entered_at",)))


def _may_note(act: Act, step: Step) -> None:
    registrar = act.actor.holds(f"{function_key(AUTHORITY.code, act.case.jurisdiction)}/{REGISTRAR}")
    if act.case.recused or not (registrar or insider(step.by, act.case, act.actor)):
        raise NotPermitted(
            "not_competent",
            say(
                "由办理“%(step)s”的单位或者编号用印员登记。",
                "“%(step)s” is noted by whoever takes it, or by the registrar.",
                step=step.label,
            ),
            cites=(step.cites,),
        )


def _errors(act: Act, document: str, acted_on: date) -> dict[str, Message]:
    if acted_on > act.today:
        return {"acted_on": say("日期不能晚于今天。", "The day cannot lie in the future.")}
    if datetime.combine(acted_on, NOON, tzinfo=act.now.tzinfo) < act.case.moved_at:
        return {"acted_on": say("日期早于本件上一次办理。", "The day lies before the last act on this case.")}
    if AwaitedEntry.objects.filter(case_id=act.case.id, document=document, dropped_at=None).exists():
        return {"document": say("该文件已经登记过。", "This document has been noted already.")}
    return {}


def _record(name: str, act: Act, step: Step, row: AwaitedEntry) -> None:
    record(
        name,
        case=act.case.number,
        actor=act.actor,
        acted_at=act.now,
        cites=(step.cites,),
        input={"step": row.step, "document": row.document, "acted_on": row.acted_on},
        effects=written(row),
    )
