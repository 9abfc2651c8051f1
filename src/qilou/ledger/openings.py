"""What opens commitments, verified: each opens its own, none is missing, and what was erased was erased by an act."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection

from .canonical import Path, commitment, pointer
from .doubts import Doubt

ERASING = "ledger.erase_opening"
AT_ONCE = 1000
COMMITTED = """
SELECT e.event_id::text, e.body, (SELECT coalesce(json_agg(json_build_array(o.path, encode(o.salt, 'hex'), o.value,
    (SELECT b.name || ' ' || (convert_from(b.body, 'UTF8')::json #>> '{input,event}')
      || (convert_from(b.body, 'UTF8')::json #>> '{input,path}') FROM ledger_event b WHERE b.event_id = o.erased_by))),
    '[]')::text FROM ledger_opening o WHERE o.event_id = e.event_id)
FROM ledger_event e WHERE position('"$commitment"'::bytea IN e.body) > 0
"""
STRANGE = """
SELECT o.event_id, o.path FROM ledger_opening o JOIN ledger_event e USING (event_id)
WHERE position('"$commitment"'::bytea IN e.body) = 0
"""


def openings() -> Iterator[Doubt]:
    """Every opening against the commitment that stands in its event."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(COMMITTED)
        while rows := cursor.fetchmany(AT_ONCE):
            for event, body, kept in rows:
                yield from _event(event, dict(commitments(json.loads(bytes(body)))), json.loads(kept))
    with connection.cursor() as cursor:
        cursor.execute(STRANGE)
        for event, path in cursor.fetchall():
            yield Doubt("opening", f"event {event} {path}", "opens nothing")


def _event(event: str, committed: dict[str, str], kept: list[list[str | None]]) -> Iterator[Doubt]:
    for path, salt, value, erased in kept:
        where = f"event {event} {path}"
        digest = committed.pop(str(path), None)
        if digest is None:
            yield Doubt("opening", where, "opens nothing")
        elif salt is None or value is None:
            if erased != f"{ERASING} {event}{path}":
                yield Doubt("opening", where, "was erased, and no act says so")
        elif commitment(bytes.fromhex(salt), value) != digest:
            yield Doubt("opening", where, "is not what the event committed to")
    for path in committed:
        yield Doubt("opening", f"event {event} {path}", "is gone")


def commitments(value: Any, path: Path = None) -> Iterator[tuple[str, str]]:  # Any: parsed JSON of any depth
    """Every commitment in a body, with its place."""
    match value:
        case {"$commitment": str(digest)}:
            yield pointer(path), digest
        case dict():
            for name, member in value.items():
                yield from commitments(member, (path, name))
        case list():
            for place, one in enumerate(value):
                yield from commitments(one, (path, place))
