"""Ending several periods on one day."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Q

from qilou.identity.models import Appointment, Delegation, FunctionHolding, Post

R = TypeVar("R", Appointment, Delegation, FunctionHolding, Post)


def not_over_by(on: date) -> Q:
    """Rows that would still have days from this day on."""
    return Q(until__isnull=True) | Q(until__gt=on)


def cut_short(model: type[R], rows: Sequence[R], on: date) -> tuple[list[R], list[R]]:
    """End the rows on a day; gives those that end then, and those removed because they had not begun."""
    cut = [one for one in rows if one.since < on]
    gone = [one for one in rows if one.since >= on]
    for one in cut:
        one.until = on
    model.objects.bulk_update(cut, ["until"])
    model.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return cut, gone
