"""What ends by itself: holds that were not granted, allocations past their last day, cooling off."""

from datetime import date, datetime

from django.db import transaction

from qilou.kernel.actor import PLATFORM
from qilou.law import carries
from qilou.ledger import record
from qilou.network.models import Allocation
from qilou.network.models.addressing import Status
from qilou.network.rules.addressing import ARTICLE

from .addressing import locked, release
from .recording import told

AT_ONCE = 1000


@carries("A25.4")
def let_go(now: datetime) -> int:
    """Release holds whose time is over, take back what expired, free what has cooled off; gives how many."""
    today = now.date()
    held = _due(status=Status.HELD, held_until__lte=today)
    expired = _due(status=Status.ACTIVE, until__lte=today)
    for due, ground in ((held, "预占期满"), (expired, "使用期满")):
        if due:
            release(actor=PLATFORM, allocations=due, on=today, ground=ground, now=now)
    return len(held) + len(expired) + _freed(_due(status=Status.COOLING, cools_until__lte=today), today, now)


def _due(**which: Status | date) -> list[int]:
    return list(Allocation.objects.filter(**which).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _freed(due: list[int], today: date, now: datetime) -> int:
    rows = [row for row in locked(due) if row.status == Status.COOLING]
    if not rows:
        return 0
    for row in rows:
        row.status = Status.RELEASED.value
    record(
        "network.cooled_off",
        actor=PLATFORM,
        acted_at=now,
        cites=(ARTICLE,),
        effects=told(*rows, only=("status",)),
    )
    Allocation.objects.filter(pk__in=[row.pk for row in rows]).update(status=Status.RELEASED.value)
    return len(rows)
