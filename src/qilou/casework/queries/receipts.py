"""The receipt of an act: for whoever did it, and for their colleagues who see the case."""

from datetime import datetime
from uuid import UUID

from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Missing
from qilou.law import carries, say
from qilou.ledger.export import receipt
from qilou.ledger.queries import Entry

from .case_page import case_page

MOST_EVENTS = 10_000


def is_own(entry: Entry, actor: Actor) -> bool:
    """Whether the viewer, or the body for which the viewer acts, did it."""
    who = entry.body["actor"]
    own_body = actor.organisation_id is not None and who["organisation_id"] == actor.organisation_id
    return bool(who["id"] == actor.id or own_body)


@carries("A42.2")
def receipt_of(code: str, number: str, event_id: UUID, *, actor: Actor, now: datetime) -> dict[str, object]:
    """The receipt of one's own act in a case, to be verified without Qilou. Raises Missing, Conflict."""
    page = case_page(code, number, actor=actor, now=now, events=MOST_EVENTS)
    entry = next((one for one, _ in page.events if one.event_id == event_id), None)
    if entry is None or not is_own(entry, actor):
        raise Missing
    found = receipt(event_id)
    if found is None:
        raise Conflict(
            "unsealed",
            say(
                "该办理正在存证，通常一秒内完成，请稍后再下载回执。",
                "The act is being sealed, as a rule within a second; download the receipt again then.",
            ),
        )
    return found
