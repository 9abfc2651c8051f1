"""Who has a form open: told to colleagues in the same draft. It is no act, and it is forgotten within the day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from qilou.casework.models import Draft, Presence
from qilou.kernel.actor import Actor
from qilou.law import Text

from .drafts import owner_of

STILL_THERE = timedelta(minutes=15)
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else in the same draft: when they last opened or saved it, and when they saved if theirs is the last."""

    name: Text
    at: datetime
    saved_at: datetime | None


def enter(actor: Actor, step: str, number: str, draft: Draft | None, *, now: datetime) -> list[Colleague]:
    """Note that the actor has the form open; gives the colleagues who were in it of late, the latest first."""
    form = {"owner": owner_of(actor), "case_number": number, "step": step}
    Presence.objects.bulk_create(
        [Presence(**form, person_id=actor.id, at=now)],
        update_conflicts=True,
        unique_fields=["case_number", "step", "owner", "person"],
        update_fields=["at"],
    )
    others = Presence.objects.filter(**form, at__gt=now - STILL_THERE).exclude(person=actor.id)
    last = draft.person_id if draft else None
    return [
        Colleague(one.person.name, one.at, draft.saved_at if draft and one.person_id == last else None)
        for one in others.select_related("person").order_by("-at")
    ]


def forget_presence(now: datetime) -> int:
    """Drop who was in a form a day ago or longer; says how many."""
    number, _ = Presence.objects.filter(at__lt=now - KEPT).delete()
    return number
