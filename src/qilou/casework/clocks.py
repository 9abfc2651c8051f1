"""How an act turns the clocks of its case: start, pause, resume, extend, end. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from qilou.kernel.errors import Refused
from qilou.law import Calendar, Parameter, Pause, Unit, say
from qilou.law import clock as time

from .act import Act, ClockRow
from .procedure import Clock, Step


@dataclass(frozen=True, slots=True)
class Turned:
    """The clocks after an act, and the nearest day that any running one is due."""

    started: tuple[ClockRow, ...]
    changed: tuple[ClockRow, ...]
    ended: tuple[ClockRow, ...]
    due_on: date | None
    provisional: bool


def turn(act: Act, was: str | None, to: str) -> Turned:
    """Turn every declared clock of the case for the move from one state (None: opened) to another."""
    started: list[ClockRow] = []
    changed: list[ClockRow] = []
    ended: list[ClockRow] = []
    kept: list[ClockRow] = []
    open_rows = {row.name: row for row in act.case.clocks}
    final = act.procedure.state(to).final
    for declared in act.procedure.clocks:
        row = open_rows.get(declared.name)
        inside = to in declared.runs_in
        if row is None:
            entered = inside and (was is None or was not in declared.runs_in)
            if entered and (declared.applies is None or declared.applies(act)):
                started.append(_started(declared, act))
            continue
        turned = _turned(declared, row, act, inside, final)
        if turned is None:
            ended.append(row)
        elif turned == row:
            kept.append(row)
        else:
            changed.append(turned)
    running = [row for row in (*started, *changed, *kept) if row.due_on is not None]
    nearest = min(running, key=lambda row: row.due_on or date.max, default=None)
    return Turned(
        tuple(started),
        tuple(changed),
        tuple(ended),
        nearest.due_on if nearest else None,
        nearest.provisional if nearest else False,
    )


def recomputed(row: ClockRow, calendar: Calendar) -> ClockRow:
    """The clock with its due date by this calendar."""
    due = time.due(row.period, calendar)
    return replace(row, due_on=due.on, provisional=due.provisional)


def _started(declared: Clock, act: Act) -> ClockRow:
    length = declared.length
    if isinstance(length, Parameter):
        length = act.readings[length]
    elif callable(length):
        length = length(act)
    row = ClockRow(
        name=declared.name,
        unit=declared.unit,
        start=declared.starts(act) if declared.starts else act.today,
        length=length if declared.unit is not Unit.FIXED_DATE else 0,
        last=declared.last(act) if declared.last else None,
        roll=declared.roll is not None and act.readings[declared.roll],
    )
    due = time.due(row.period, act.calendar)
    row.due_on, row.provisional = due.on, due.provisional
    return row


def _turned(declared: Clock, row: ClockRow, act: Act, inside: bool, final: bool) -> ClockRow | None:
    """The clock after the act; None when it ends."""
    step: Step | None = act.step
    if not inside:
        ground = step.pauses.get(declared.name) if step else None
        if ground is not None and not row.period.paused:
            row = replace(row, pauses=(*row.pauses, Pause(act.today, None, ground.code)))
            return recomputed(row, act.calendar)
        return row if row.period.paused and not final else None
    if row.period.paused:
        row = replace(row, pauses=(*row.pauses[:-1], replace(row.pauses[-1], resumed=act.today)))
    if step and declared.name in step.extends:
        if row.extra or time.overdue(row.due_on, act.today):
            raise Refused(
                "extension",
                say("该期限只能延长一次，且须在届满前作出。", "This period is extended once, before it ends."),
                cites=(declared.cites,),
            )
        row = replace(row, extra=step.extends[declared.name])
    return recomputed(row, act.calendar)
