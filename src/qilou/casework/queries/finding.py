"""Cases and papers by the words that somebody typed, as far as the actor may see them."""

from collections.abc import Sequence
from datetime import datetime

from qilou.casework.models import Case, Notice
from qilou.casework.queries.desks import Row, rows
from qilou.kernel.actor import Actor
from qilou.kernel.finding import by_likeness, nearest


def cases(actor: Actor, typed: str) -> list[Case]:
    """The cases whose number or title comes nearest, the nearest first, of two alike the newer."""
    ids = nearest("casework_case", typed, actor.keys)
    found = Case.objects.visible_to(actor).filter(pk__in=ids or [0]).order_by("-pk")
    return by_likeness(typed, found, lambda one: (one.number, one.title))


def case_rows(found: Sequence[Case], actor: Actor, *, now: datetime) -> list[Row]:
    """Found cases as the rows of a list."""
    return rows(found, actor, now=now)


def papers(actor: Actor, typed: str) -> list[Notice]:
    """The papers whose number, title or matter comes nearest."""
    ids = nearest("casework_notice", typed, actor.keys)
    seen = Notice.objects.filter(pk__in=ids or [0], readers__overlap=sorted(actor.keys))
    found = seen.select_related("case").defer("body").order_by("-pk")
    return by_likeness(typed, found, lambda one: (one.number, f"{one.title['zh']} {one.title['en']} {one.case.title}"))
