"""Reading the record for a page: parsed bodies, with personal data for those who may see it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from qilou.law import Text, carries

from .canonical import commitment, pointer
from .models import Event, Opening

WITHHELD = Text("（个人信息不予显示）", "(personal data not shown)")
ERASED = Text("（个人信息已依法删除）", "(personal data lawfully erased)")
DISPUTED = Text("（与存证不一致）", "(does not agree with the record)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as a page shows it; a Text stands in `body` wherever personal data cannot be shown."""

    event_id: UUID
    name: str
    acted_at: datetime
    recorded_at: datetime
    body: Mapping[str, Any]  # Any: parsed JSON of the ledger's format


@carries("A42.2")
def history(case_number: str, *, limit: int = 50, opened: bool = False) -> list[Entry]:
    """The latest acts in a case, newest first; `opened` for those who may see its personal data."""
    events = list(Event.objects.for_case(case_number).newest_first()[:limit])
    openings = _openings(events) if opened else None
    return [
        Entry(event.event_id, event.name, event.acted_at, event.recorded_at, _body(event, openings)) for event in events
    ]


def acts_named(ids: Collection[UUID]) -> list[Entry]:
    """The acts with these ids in the order of recording, personal data withheld."""
    found = Event.objects.filter(event_id__in=list(ids)).order_by("id")
    return [Entry(one.event_id, one.name, one.acted_at, one.recorded_at, _body(one, None)) for one in found]


LATEST_ACTS = 5000
CASES_OF = """
SELECT case_number FROM (
    SELECT case_number, id FROM ledger_event WHERE actor_id = %s AND case_number <> '' ORDER BY id DESC LIMIT %s) latest
GROUP BY case_number ORDER BY max(id) DESC LIMIT %s
"""


def who_acted(event_id: UUID) -> int | None:
    """Whose act an event is; None for an event that is not there."""
    return Event.objects.filter(event_id=event_id).values_list("actor_id", flat=True).first()


def cases_of(person_id: int, *, most: int) -> list[str]:
    """The numbers of the cases of somebody's latest acts (of 5,000 at most), the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(CASES_OF, [person_id, LATEST_ACTS, most])
        return [number for (number,) in cursor.fetchall()]


LAST_OF_PROCEDURE = """
SELECT DISTINCT ON (e.case_number) e.case_number, e.body
  FROM unnest(%s::text[], %s::text[]) AS asked (number, prefix)
  JOIN ledger_event e ON e.case_number = asked.number AND starts_with(e.name, asked.prefix)
 ORDER BY e.case_number, e.id DESC
"""


def last_acts(procedures: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:  # Any: parsed JSON
    """The last act of its own procedure in each case, as parsed bodies; asked for by number and procedure."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_OF_PROCEDURE, [list(procedures), [f"{code}." for code in procedures.values()]])
        return {number: json.loads(bytes(body)) for number, body in cursor.fetchall()}


def bodies_of(case_number: str, *, first: int | None = None) -> list[bytes]:
    """The acts on a case, all or so many of the first, the oldest first, byte for byte as the record keeps them."""
    found = Event.objects.for_case(case_number).order_by("id").values_list("body", flat=True)
    return [bytes(one) for one in (found if first is None else found[:first])]


Openings = dict[tuple[UUID, str], Opening]


def _openings(events: list[Event]) -> Openings:
    ids = [event.event_id for event in events]
    return {(one.event_id, one.path): one for one in Opening.objects.filter(event_id__in=ids)}


def _body(event: Event, openings: Openings | None) -> dict[str, Any]:  # Any: parsed JSON
    def shown(value: Any, path: Any) -> Any:  # Any: parsed JSON of any kind and depth
        match value:
            case {"$commitment": str(digest)}:
                return WITHHELD if openings is None else _opened(digest, openings.get((event.event_id, pointer(path))))
            case dict():
                return {name: shown(member, (path, name)) for name, member in value.items()}
            case list():
                return [shown(one, (path, place)) for place, one in enumerate(value)]
            case _:
                return value

    return dict(shown(event.content, None))


def _opened(digest: str, opening: Opening | None) -> Any:  # Any: parsed JSON
    if opening is not None and opening.erased_by_id is not None:
        return ERASED
    if opening is None or opening.salt is None or opening.value is None:
        return DISPUTED
    if commitment(bytes(opening.salt), opening.value) != digest:
        return DISPUTED
    return json.loads(opening.value)
