"""Verifying the sealed record from inside: every leaf recomputed, every root, every signature, nothing left out."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from .actions import INTRODUCE_KEY
from .doubts import Doubt
from .head import Head, Key, Malformed, is_signed, read_head
from .models import SignedHead, SigningKey
from .sealing import is_late, lag, unsealed
from .told import MOMENT
from .tree import Growing, leaf_hash

AT_ONCE = 5000
# Moments come as what they are compared with: to make a datetime of each costs more than its hash.
EVENT = f"""
e.event_id::text, e.name, e.case_number, e.actor_id, e.organisation, {MOMENT.format("e.acted_at")},
  (extract(epoch FROM e.recorded_at - timestamptz '1970-01-01 00:00:00+00') * 1000000)::bigint, e.body
"""
SEALED = f"""
SELECT p.position, p.leaf_hash, p.event, {EVENT}
FROM ledger_position p LEFT JOIN ledger_event e ON e.id = p.event ORDER BY p.position
"""  # noqa: S608  # only our own constant is joined in
WAITING = f"""
SELECT %s::bigint - 1 + row_number() OVER (ORDER BY e.id), e.leaf_hash, e.id, {EVENT}
FROM ledger_event e WHERE e.event_id = ANY(%s) ORDER BY e.id
"""  # noqa: S608  # only our own constant is joined in
NODES = "SELECT level, place, hash FROM ledger_node"
LONGEST_TRANSACTION = timedelta(minutes=10)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Body = dict[str, Any]  # Any: parsed JSON of the ledger's format
Told = Callable[[int, Body], None]


class Sealed(NamedTuple):
    """A position with the event that stands there; an event that is gone leaves nothing but the leaf."""

    position: int
    leaf: bytes
    event: int
    event_id: str | None
    name: str
    case: str
    actor_id: int
    organisation: str
    acted_at: str
    microseconds: int
    body: bytes


class Verification:
    """One pass over the record in its sealed order. `told` is given every event that is what was sealed."""

    def __init__(self, told: Told, seen: tuple[Head, ...] = ()) -> None:
        self._told = told
        self._seen = {head.size: head for head in seen}
        self._tree = Growing()
        self._nodes: dict[tuple[int, int], bytes] = {}
        self._keys = {one.pk: one for one in SigningKey.objects.all()}
        self._introduced: dict[str, str] = {}
        self._before: Head | None = None
        self._earliest = 0  # in microseconds: what an event after that head may claim
        self._broken = False
        self.events = 0
        self.heads = 0

    def doubts(self) -> Iterator[Doubt]:
        """Everything that does not agree."""
        self._nodes = _nodes()
        heads = SignedHead.objects.order_by("size").iterator()
        head = next(heads, None)
        for row in _read(SEALED):
            yield from self._position(row)
            if head is not None and row.position + 1 > head.size:
                yield Doubt("head", f"head {head.size}", "no position ends where it was signed")
                head = next(heads, None)
            if head is not None and row.position + 1 == head.size:
                yield from self._head(head)
                head = next(heads, None)
            if seen := self._seen.pop(self._tree.size, None):
                yield from self._as_seen(seen)
        if head is not None:
            yield Doubt("removed", f"positions {self._tree.size} to {head.size - 1}", "sealed, and no longer there")
        for size in sorted(self._seen):
            yield Doubt("rolled back", f"head {size}", f"was signed, yet the record ends at {self._tree.size}")
        if self._tree.size and (self._before is None or self._before.size != self._tree.size):
            yield Doubt("head", f"position {self._tree.size - 1}", "stands under no signed head")
        for level, place in sorted(self._nodes):
            yield Doubt("node", f"level {level}, place {place}", "stored, but not part of the tree")
        yield from self._unsealed()

    def _position(self, row: Sealed) -> Iterator[Doubt]:
        if row.position != self.events and not self._broken:
            self._broken = True  # what follows stands elsewhere than it did
            yield Doubt(
                "removed", f"positions {self.events} to {row.position - 1}", "are missing from the sealed order"
            )
        self._tree.add(row.leaf)
        if self._tree.completed:
            yield from self._completed()
        self.events += 1
        if row.event_id is None:
            said = f"event number {row.event} was sealed here and is gone"
            yield Doubt("removed", f"position {row.position}", said)
        elif leaf_hash(row.microseconds.to_bytes(8, "big", signed=True) + row.body) != row.leaf:
            yield Doubt("edited", f"event {row.event_id}", f"is not what was sealed at position {row.position}")
        else:
            yield from self._told_event(row)

    def _completed(self) -> Iterator[Doubt]:
        for level, place, hash_ in self._tree.completed:
            if self._nodes.pop((level, place), None) != hash_ and not self._broken:
                yield Doubt("node", f"level {level}, place {place}", "is not the hash of its leaves")
        self._tree.completed.clear()

    def _told_event(self, row: Sealed) -> Iterator[Doubt]:
        try:
            yield from self._event(row)
        except (AttributeError, KeyError, TypeError, ValueError):
            yield Doubt("inserted", f"event {row.event_id}", "is not written as the record writes events")

    def _event(self, row: Sealed) -> Iterator[Doubt]:
        body: Body = json.loads(row.body.decode())
        actor = body["actor"]
        beside = (row.event_id, row.name, row.case, row.actor_id, row.organisation, row.acted_at)
        told = (body["id"], body["name"], body["case"], actor["id"], actor["organisation"], body["acted_at"])
        if beside != told:
            yield Doubt("edited", f"event {body['id']}", "the columns beside its body say otherwise than the body")
        if self._before and row.microseconds < self._earliest:
            yield Doubt("inserted", f"event {body['id']}", f"claims a time before head {self._before.size}, lacking it")
        if row.name == INTRODUCE_KEY:
            self._introduced[body["input"]["key"]] = body["id"]
        self._told(row.position, body)

    def _head(self, row: SignedHead) -> Iterator[Doubt]:
        self.heads += 1
        here = f"head {row.size}"
        key = self._keys[row.key_id]
        try:
            said = read_head(row.note)
            signed = is_signed(row.note, Key.read(key.key))
        except Malformed as error:
            yield Doubt("head", here, str(error))
            return
        if key.introduced_by and self._introduced.get(key.key) != str(key.introduced_by):
            yield Doubt("head", here, f"is signed by {key}, which no earlier event introduced")
        if not signed:
            yield Doubt("head", here, f"is not signed by {key}")
        if (said.size, said.root, said.sealed_at) != (row.size, bytes(row.root), row.sealed_at):
            yield Doubt("head", here, "the columns beside the note say otherwise than the note")
        if self._before is not None and said.sealed_at < self._before.sealed_at:
            yield Doubt("head", here, f"was signed before head {self._before.size}, which it extends")
        if said.root != self._tree.root() and not self._broken:
            self._broken = True  # every later root differs too
            since = self._before.size if self._before else 0
            yield Doubt("reordered", f"positions {since} to {row.size - 1}", f"do not give the root signed in {here}")
        self._before = Head(said.name, row.size, said.root, said.sealed_at)
        self._earliest = (said.sealed_at - LONGEST_TRANSACTION - EPOCH) // timedelta(microseconds=1)

    def _as_seen(self, seen: Head) -> Iterator[Doubt]:
        if seen.root != self._tree.root():
            yield Doubt("split view", f"head {seen.size}", "another root of this size was signed and seen elsewhere")

    def _unsealed(self) -> Iterator[Doubt]:
        waiting, others = unsealed()
        for event_id in others:
            yield Doubt("inserted", f"event {event_id}", "is not sealed, though events of its time are")
        for row in _read(WAITING, [self.events, waiting]):
            yield from self._told_event(row)  # the tables hold what they did
        if waiting and is_late(lag()):
            yield Doubt("unsealed", f"{len(waiting)} events", f"wait to be sealed, the oldest for {lag()}")


def _nodes() -> dict[tuple[int, int], bytes]:
    with connection.cursor() as cursor:
        cursor.execute(NODES)
        return {(level, place): bytes(hash_) for level, place, hash_ in cursor.fetchall()}


def _read(sql: str, values: Sequence[Any] = ()) -> Iterator[Sealed]:  # Any: what the columns take
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from map(Sealed._make, rows)
