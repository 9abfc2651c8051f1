"""Desks: what waits for somebody, by urgency; one indexed scan a desk, whatever the number of cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from qilou.casework.actions.parameters import as_clock
from qilou.casework.cards import WARNING_DAYS, Deadline, days_left, deadline
from qilou.casework.models import Case, CaseQuerySet
from qilou.casework.procedure import PROCEDURES, Party, Procedure, Step, procedure_edition
from qilou.casework.store import Law, fetch_context
from qilou.kernel.actor import Actor
from qilou.kernel.moment import CITY_TIME
from qilou.law import Article, Message, Text
from qilou.ledger.queries import cases_of

from .life import clocks_by_case
from .words import desk_label, desk_names

PAGE = 30
MOST = 10_000
MINE = "c.desk = d.desk AND c.desk <> '' AND (c.handler_id IS NULL OR c.handler_id = %(person)s)"
# What the cells over a desk count and filter by; each is a range of the desk's index.
DUE = {
    "overdue": "c.due_on < %(today)s",
    "today": "c.due_on = %(today)s",
    "soon": "c.due_on > %(today)s AND c.due_on <= %(soon)s",
    "later": "c.due_on > %(soon)s",
    "none": "c.due_on IS NULL",
}
CAP = 100


def _waiting(wanted: "Wanted") -> str:
    """The ids that wait, by desk in order of urgency. What is not asked for is not read: then the index is enough."""
    narrowed = f"AND {DUE[wanted.due]}" if wanted.due else ""
    if wanted.procedure:
        narrowed += " AND c.procedure = %(procedure)s"
    if wanted.words:
        narrowed += " AND (strpos(lower(c.title), %(words)s) > 0 OR strpos(lower(c.number), %(words)s) > 0)"
    return f"""
SELECT c.id FROM unnest(%(desks)s::text[]) AS d(desk) CROSS JOIN LATERAL (
    SELECT c.id, c.due_on FROM casework_case c WHERE {MINE} {narrowed}
     ORDER BY c.due_on, c.id LIMIT %(most)s) c
ORDER BY c.due_on, c.id LIMIT %(most)s OFFSET %(skip)s
"""  # noqa: S608  # only our own constants are joined in


def _counted(due: str) -> str:
    """How many cases of a cell stand on desks of one kind, up to the cap: no more rows are read than are counted."""
    return f"""(SELECT count(*) FROM (
    SELECT FROM unnest(%(desks)s::text[], %(kinds)s::text[]) AS d(desk, kind) CROSS JOIN LATERAL (
        SELECT FROM casework_case c WHERE {MINE} AND {due} LIMIT %(cap)s) y
     WHERE d.kind = k.kind LIMIT %(cap)s) x)"""  # noqa: S608  # only our own constants are joined in


COUNTED = f"SELECT k.kind, {', '.join(map(_counted, DUE.values()))} FROM unnest(%(distinct)s::text[]) AS k(kind)"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to: a cell of the strip, a procedure, words of a title or number. Blank: everything."""

    due: str = ""
    procedure: str = ""
    words: str = ""


ALL = Wanted()


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list."""

    case: Case
    procedure: Procedure
    href: str
    state: Text
    article: Article
    unit: Text
    deadline: Deadline | None
    holder: Message | None
    next_step: Step | None
    days_held: int

    @property
    def card(self) -> str:
        """The card of its nearest deadline."""
        return self.deadline.card if self.deadline else ""


def waiting(
    actor: Actor,
    *,
    now: datetime,
    desks: Sequence[str] | None = None,
    wanted: Wanted = ALL,
    skip: int = 0,
    most: int = PAGE + 1,
    law: Law | None = None,
) -> list[Row]:
    """What stands on the actor's desks (or on some of them), nearest deadline first; `law` is `law_for` if known."""
    held = [desk for desk in (desks if desks is not None else actor.desks) if actor.holds(desk)]
    values: dict[str, Any] = {  # Any: parameters of several types
        "desks": held,
        "person": actor.id,
        "procedure": wanted.procedure,
        "words": wanted.words.lower(),
        "most": skip + most,
        "skip": skip,
        **(_days(actor, now.date(), law) if wanted.due else {}),
    }
    with connection.cursor() as cursor:
        cursor.execute(_waiting(wanted), values)
        ids = [pk for (pk,) in cursor.fetchall()]
    found = {case.pk: case for case in Case.objects.filter(pk__in=ids)}
    return rows([found[pk] for pk in ids if pk in found], actor, now=now, law=law)


def counts(actor: Actor, *, now: datetime, law: Law | None = None) -> dict[str, dict[str, int]]:
    """How much waits on the actor's desks, by kind of post and cell of the strip; each is counted up to CAP."""
    kinds = [desk.rpartition("/")[2] if "/" in desk else "" for desk in actor.desks]
    values: dict[str, Any] = {  # Any: parameters of several types
        "desks": list(actor.desks),
        "kinds": kinds,
        "distinct": sorted(set(kinds)),
        "person": actor.id,
        "cap": CAP,
        **_days(actor, now.date(), law),
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, values)
        return {kind: dict(zip(DUE, numbers, strict=True)) for kind, *numbers in cursor.fetchall()}


def next_waiting(actor: Actor, *, now: datetime, after: str) -> str | None:
    """The address of the most urgent case on the actor's desks other than the one just dealt with."""
    return next((one.href for one in waiting(actor, now=now, most=2) if one.case.number != after), None)


def law_for(actor: Actor, today: date) -> Law | None:
    """The readings and the calendar of the actor's area, which a whole page reads once; None without an area."""
    return fetch_context(actor.jurisdiction, today) if actor.jurisdiction else None


def _days(actor: Actor, today: date, law: Law | None) -> dict[str, date]:
    """Today, and the last day on which a card would be yellow, in the readings and calendar of the actor's area."""
    law = law or law_for(actor, today)
    if law is None:
        return {"today": today, "soon": today}
    readings, calendar = law
    return {"today": today, "soon": calendar.working_day_after(today, readings[WARNING_DAYS])}


def register(
    actor: Actor, *, now: datetime, procedure: str = "", state: str = "", skip: int = 0, most: int = PAGE + 1
) -> list[Row]:
    """The cases that the actor may see, newest first: of one procedure (and state), or all."""
    cases: CaseQuerySet = Case.objects.visible_to(actor)
    if procedure:
        cases = cases.filter(procedure=procedure)
    if state:
        cases = cases.filter(state=state)
    return rows(list(cases.order_by("-pk")[skip : skip + most]), actor, now=now)


def started(actor: Actor, *, now: datetime, procedure: str = "", skip: int = 0, most: int = PAGE + 1) -> list[Row]:
    """The cases in which the actor's organisation or the actor is a party, newest first."""
    own = [f"org:{actor.organisation_id}", f"person:{actor.id}"]
    mine = Case.objects.filter(readers__overlap=own).visible_to(actor)
    if procedure:
        mine = mine.filter(procedure=procedure)
    return rows(list(mine.order_by("-pk")[skip : skip + most]), actor, now=now)


def done(actor: Actor, *, now: datetime, skip: int = 0, most: int = PAGE + 1) -> list[Row]:
    """The cases on which the actor has acted and that the actor still sees, the latest act first."""
    numbers = cases_of(actor.id, most=skip + most)[skip:]
    found = {case.number: case for case in Case.objects.visible_to(actor).filter(number__in=numbers)}
    return rows([found[number] for number in numbers if number in found], actor, now=now)


def rows(cases: Sequence[Case], actor: Actor, *, now: datetime, law: Law | None = None) -> list[Row]:
    """Cases as list rows: clocks, names and calendar each fetched once."""
    if not cases:
        return []
    today = now.date()
    clocks = clocks_by_case([case.pk for case in cases])
    here = cases[0].jurisdiction_id
    readings, calendar = law if law and here == actor.jurisdiction else fetch_context(here, today)
    keys = [case.desk for case in cases] + [key for case in cases for key in case.parties.get("declarer", [])]
    names = desk_names(keys, today)
    found = []
    for case in cases:
        procedure = procedure_edition(case.procedure, case.edition)
        declared = {clock.name: clock for clock in procedure.clocks}
        limits = [
            deadline(declared[one.name], as_clock(one), calendar, today, readings)
            for one in clocks.get(case.pk, [])
            if one.name in declared
        ]
        step = next_step(procedure, case)
        found.append(
            Row(
                case,
                procedure,
                f"/{procedure.path}/{case.number}/",
                procedure.state(case.state).label,
                step.cites if step else procedure.cites,
                _joined([names[key] for key in case.parties.get("declarer", []) if key in names]),
                min(limits, key=lambda one: one.due_on or date.max, default=None),
                desk_label(case.desk, names),
                step if actor.holds(case.desk) else None,
                -days_left(case.moved_at.astimezone(CITY_TIME).date(), calendar, today, working=True),
            )
        )
    return found


def _joined(names: Sequence[Text]) -> Text:
    return Text("、".join(one.zh for one in names), ", ".join(one.en for one in names))


def next_step(procedure: Procedure, case: Case) -> Step | None:
    """The first declared step of whose turn it is."""
    desk = procedure.state(case.state).desk
    return next((step for step in procedure.leaving(case.state) if step.by == desk and not step.exceptional), None)


def opened_by(actor: Actor) -> list[Procedure]:
    """The procedures that the actor may open today."""
    found = []
    for editions in PROCEDURES.values():
        procedure = editions[-1]
        who = procedure.opens_by
        if isinstance(who, Party):
            may = actor.organisation_id is not None and actor.holds(f"org:{actor.organisation_id}/handler")
        else:
            may = any(desk.startswith(f"{who.code}@") and desk.endswith("/handler") for desk in actor.desks)
        if may:
            found.append(procedure)
    return found
