"""What the platform does by itself: steps fired by the expiry of a clock."""

import logging
from datetime import datetime

from django.db import DatabaseError
from django.db.models import Exists, OuterRef

from qilou.casework.models import Case, Clock
from qilou.casework.procedure import PROCEDURES
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Refused
from qilou.kernel.transaction import one_transaction
from qilou.law.clock import overdue

from .perform import begin, complete, demand, with_input

BATCH = 200
log = logging.getLogger("qilou.casework")


def sweep(*, now: datetime) -> int:
    """Take every step that an expired clock fires, each in its own transaction; says how many were taken."""
    taken = 0
    while numbers := _expired(now)[:BATCH]:
        done = sum(_expired_alone(code, number, now) for code, number in numbers)
        taken += done
        if not done:
            break
    return taken


def _expired_alone(code: str, number: str, now: datetime) -> bool:
    """One case that cannot expire is logged and leaves the others their turn."""
    try:
        return expire(code, number, now=now)
    except (Refused, DatabaseError) as error:
        log.error("the expiry of %s failed: %s", number, type(error).__name__)
        return False


@one_transaction()
def expire(code: str, number: str, *, now: datetime) -> bool:
    """Fire the expiry step of one case, if its clock has really passed once the case is locked."""
    act = begin(code, number, actor=PLATFORM, now=now)
    for step in act.procedure.leaving(act.case.state):
        clock = next((row for row in act.case.clocks if row.name == step.on), None)
        if clock is not None and overdue(clock.due_on, act.today):
            act = with_input(act, step, None)
            act.effects["expired"] = {"clock": clock.name, "due_on": str(clock.due_on)}
            demand(act, step)
            complete(act, step)
            return True
    return False


def _expired(now: datetime) -> list[tuple[str, str]]:
    """Open cases in a state with an expiry step whose clock ran out before today."""
    found: list[tuple[str, str]] = []
    for editions in PROCEDURES.values():
        for procedure in editions:
            for step in procedure.steps:
                if step.on:
                    late = Clock.objects.filter(
                        case=OuterRef("pk"), name=step.on, ended_on__isnull=True, due_on__lt=now.date()
                    )
                    found += (
                        Case.objects.filter(
                            Exists(late),
                            due_on__lt=now.date(),
                            procedure=procedure.code,
                            edition=procedure.edition,
                            state__in=step.at,
                        )
                        .order_by("pk")
                        .values_list("procedure", "number")[:BATCH]
                    )
    return found
