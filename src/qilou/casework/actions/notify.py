"""Telling people of what concerns them: one row a person and source, however often it is tried."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from qilou.casework.models import Notification
from qilou.kernel.actor import Actor
from qilou.law import Text

from .messages import write_to
from .sending import channels

MENTIONED, HANDED, SENT_BACK, ADDED, URGED = "mentioned", "handed", "sent_back", "added", "urged"
SERVED, YELLOW, RED, OVERSEEN, ANSWERED = "served", "yellow", "red", "overseen", "answered"
KINDS = {
    MENTIONED: Text("有人在评论中提到您", "You were mentioned in a comment"),
    HANDED: Text("有办件转交给您", "A case was handed to you"),
    SENT_BACK: Text("您的拟稿被退回", "Your draft was sent back"),
    URGED: Text("办件被督办", "A case on your desk was urged"),
    ADDED: Text("请您加签", "Your opinion is asked for before a decision is signed"),
    ANSWERED: Text("督办单已答复", "An urging slip was answered"),
    SERVED: Text("收到文书", "A paper was served on your body"),
    YELLOW: Text("办件亮黄牌", "A case on your desk has a yellow card"),
    RED: Text("办件亮红牌", "A case of your body has a red card"),
    OVERSEEN: Text("所监察的办件亮红牌", "A case that you supervise has a red card"),
}


def notify(
    people: Iterable[int],
    kind: str,
    *,
    at: datetime,
    case_id: int,
    event_id: UUID | None,
    by: str,
    source: str = "",
) -> None:
    """Tell people of one event (or another `source`), each once; messages to those who want one leave with it."""
    told = source or str(event_id)
    rows = [
        Notification(person_id=person, kind=kind, source=told, case_id=case_id, event_id=event_id, by=by[:200], at=at)
        for person in dict.fromkeys(people)
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    if rows and channels():
        write_to([row.person_id for row in rows], kind, KINDS[kind], told, case_id=case_id, now=at)


def mark_read(*, actor: Actor, now: datetime, ids: Iterable[int] | None = None) -> int:
    """Mark the actor's own notifications as read, all or some; it is no act and leaves no event."""
    mine = Notification.objects.filter(person_id=actor.id, read_at__isnull=True)
    if ids is not None:
        mine = mine.filter(pk__in=list(ids))
    return mine.update(read_at=now)
