"""Desks: what waits for somebody, by urgency; one indexed scan a desk, whatever the number of cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from qilou.casework.actions.parameters import as_clock
from qilou.casework.cards import Deadline, deadline
from qilou.casework.models import Case, CaseQuerySet
from qilou.casework.procedure import PROCEDURES, Party, Procedure, Step, procedure_edition
from qilou.casework.store import fetch_context
from qilou.kernel.actor import Actor
from qilou.law import Article, Message, Text
from qilou.law.calendar_years import CALENDAR

from .life import clocks_by_case
from .words import desk_label, desk_names

PAGE = 50
WAITING = """
SELECT c.id FROM unnest(%(desks)s::text[]) AS d(desk) CROSS JOIN LATERAL (
    SELECT c.id, c.due_on FROM casework_case c
     WHERE c.desk = d.desk AND c.desk <> '' AND (c.handler_id IS NULL OR c.handler_id = %(person)s)
     ORDER BY c.due_on, c.id LIMIT %(most)s) c
ORDER BY c.due_on, c.id LIMIT %(most)s OFFSET %(skip)s
"""
COUNTED = """
SELECT d.desk, c.number FROM unnest(%(desks)s::text[]) AS d(desk) CROSS JOIN LATERAL (
    SELECT count(*) AS number FROM (
        SELECT FROM casework_case c WHERE c.desk = d.desk AND c.desk <> ''
           AND (c.handler_id IS NULL OR c.handler_id = %(person)s) LIMIT %(cap)s) x) c
"""
CAP = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list."""

    case: Case
    procedure: Procedure
    href: str
    state: Text
    article: Article
    unit: str
    deadline: Deadline | None
    holder: Message | None
    next_step: Step | None

    @property
    def card(self) -> str:
        """The card of its nearest deadline."""
        return self.deadline.card if self.deadline else ""


def waiting(actor: Actor, *, now: datetime, desks: Sequence[str] | None = None, skip: int = 0) -> list[Row]:
    """What stands on the actor's desks (or on some of them), nearest deadline first."""
    wanted = [desk for desk in (desks if desks is not None else actor.desks) if actor.holds(desk)]
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"desks": wanted, "person": actor.id, "most": skip + PAGE + 1, "skip": skip})
        ids = [pk for (pk,) in cursor.fetchall()]
    found = {case.pk: case for case in Case.objects.filter(pk__in=ids)}
    return rows([found[pk] for pk in ids], actor, now=now)


def counts(actor: Actor) -> dict[str, int]:
    """How much waits on each of the actor's desks, counted up to a cap."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"desks": list(actor.desks), "person": actor.id, "cap": CAP})
        return {desk: number for desk, number in cursor.fetchall() if number}


def register(actor: Actor, *, now: datetime, procedure: str = "", skip: int = 0) -> list[Row]:
    """The cases that the actor may see, newest first: of one procedure, or all."""
    cases: CaseQuerySet = Case.objects.visible_to(actor)
    if procedure:
        cases = cases.filter(procedure=procedure)
    return rows(list(cases.order_by("-pk")[skip : skip + PAGE + 1]), actor, now=now)


def started(actor: Actor, *, now: datetime, skip: int = 0) -> list[Row]:
    """The cases in which the actor's organisation or the actor is a party, newest first."""
    own = [f"org:{actor.organisation_id}", f"person:{actor.id}"]
    mine = Case.objects.filter(readers__overlap=own).visible_to(actor)
    return rows(list(mine.order_by("-pk")[skip : skip + PAGE + 1]), actor, now=now)


def rows(cases: Sequence[Case], actor: Actor, *, now: datetime) -> list[Row]:
    """Cases as list rows: clocks, names and calendar each fetched once."""
    if not cases:
        return []
    today = now.date()
    clocks = clocks_by_case([case.pk for case in cases])
    readings, calendar = fetch_context(cases[0].jurisdiction_id, today) if clocks else (None, CALENDAR)
    keys = [case.desk for case in cases] + [key for case in cases for key in case.parties.get("declarer", [])]
    names = desk_names(keys, today)
    found = []
    for case in cases:
        procedure = procedure_edition(case.procedure, case.edition)
        declared = {clock.name: clock for clock in procedure.clocks}
        limits = [
            deadline(declared[one.name], as_clock(one), calendar, today, readings)
            for one in clocks.get(case.pk, [])
            if one.name in declared and readings is not None
        ]
        step = next_step(procedure, case)
        found.append(
            Row(
                case,
                procedure,
                f"/{procedure.path}/{case.number}/",
                procedure.state(case.state).label,
                step.cites if step else procedure.cites,
                "、".join(names.get(key, "") for key in case.parties.get("declarer", [])),
                min(limits, key=lambda one: one.due_on or date.max, default=None),
                desk_label(case.desk, names),
                step if actor.holds(case.desk) else None,
            )
        )
    return found


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
