"""The record for others to verify: an export of everything, a receipt of one act, the proof that a head continues.

`docs/ledger-formats.md` describes each; `outside/verify.py` verifies them with nothing but a standard library.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from .models import SignedHead, SigningKey
from .stored import StoredTree

FORMAT = 1
AT_ONCE = 5000
EVENTS = """
SELECT p.position,
  (extract(epoch FROM e.recorded_at - timestamptz '1970-01-01 00:00:00+00') * 1000000)::bigint,
  convert_from(e.body, 'UTF8'), {openings}
FROM ledger_position p JOIN ledger_event e ON e.id = p.event
"""
OPENINGS = """
(SELECT json_agg(json_build_object('path', o.path, 'salt', encode(o.salt, 'hex'), 'value', o.value) ORDER BY o.path)
 FROM ledger_opening o WHERE o.event_id = e.event_id AND o.salt IS NOT NULL)::text
"""


@dataclass(frozen=True, slots=True)
class SealedEvent:
    """An event with its place in the sealed order, and what opens its commitments as far as it may be shown."""

    position: int
    microseconds: int
    body: str
    openings: list[dict[str, str]]


def exported(*, personal: bool = False) -> Iterator[str]:
    """The lines of an export; with `personal` also what opens commitments, so keep such a file as you keep the data."""
    heads = SignedHead.objects.order_by("size").values_list("size", "note").iterator()
    yield _line(ledger="qilou export", v=FORMAT)
    first = SigningKey.objects.order_by("pk").first()
    if first is not None:
        yield _line(key=first.key)
    size, note = next(heads, (0, ""))
    for event in _events(personal=personal):
        yield _line(t=event.microseconds, body=event.body)
        for opening in event.openings:
            yield _line(opening=opening)
        while size and size <= event.position + 1:
            yield _line(head=note)
            size, note = next(heads, (0, ""))


def receipt(event_id: UUID) -> dict[str, object] | None:
    """The receipt of an act for whoever did it, under the newest head; None while it is not sealed."""
    event = next(_events("WHERE e.event_id = %s", [event_id], personal=True), None)
    head = SignedHead.objects.select_related("key").order_by("-size").first()
    if event is None or head is None or head.size <= event.position:
        return None
    return {
        "ledger": "qilou receipt",
        "v": FORMAT,
        "position": event.position,
        "t": event.microseconds,
        "body": event.body,
        "openings": event.openings,
        "path": _hexed(StoredTree().inclusion(event.position, head.size)),
        "head": head.note,
        "key": head.key.key,
    }


def keys() -> list[str]:
    """Every key that has signed heads, in the order in which they came."""
    return list(SigningKey.objects.order_by("pk").values_list("key", flat=True))


def head_of(size: int | None) -> SignedHead | None:
    """The head of a size, or the newest."""
    heads = SignedHead.objects.order_by("-size")
    return (heads if size is None else heads.filter(size=size)).first()


def consistency(old: SignedHead, new: SignedHead) -> dict[str, object]:
    """What shows that one head continues another."""
    return {
        "ledger": "qilou consistency",
        "v": FORMAT,
        "old": old.note,
        "new": new.note,
        "path": _hexed(StoredTree().consistency(old.size, new.size)),
        "keys": keys(),
    }


def inclusion(event_id: UUID, head: SignedHead) -> dict[str, object] | None:
    """What shows that an event stands under a head, without the event; None where it does not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.position, p.leaf_hash FROM ledger_position p JOIN ledger_event e ON e.id = p.event"
            " WHERE e.event_id = %s AND p.position < %s",
            [event_id, head.size],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    position, leaf = found
    return {
        "ledger": "qilou inclusion",
        "v": FORMAT,
        "position": position,
        "leaf": bytes(leaf).hex(),
        "path": _hexed(StoredTree().inclusion(position, head.size)),
        "head": head.note,
        "keys": keys(),
    }


def _events(where: str = "", values: list[UUID] | None = None, *, personal: bool) -> Iterator[SealedEvent]:
    sql = EVENTS.format(openings=OPENINGS if personal else "NULL")
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{sql} {where} ORDER BY p.position", values or [])
        while rows := cursor.fetchmany(AT_ONCE):
            for position, microseconds, body, openings in rows:
                yield SealedEvent(position, microseconds, body, json.loads(openings) if openings else [])


def _hexed(path: list[bytes]) -> list[str]:
    return [one.hex() for one in path]


def _line(**said: object) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
