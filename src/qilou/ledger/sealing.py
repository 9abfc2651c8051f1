"""Sealing: committed events get positions, the tree grows over them, and its head is signed. All or nothing.

A head remembers the snapshot it sealed. What that snapshot did not see, and this one does, comes next: no event is
skipped however long its transaction was open, none twice. Within a batch events stand in the order of their insertion,
so an act that waited for another's lock stands after it.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from .head import Head, Key
from .models import SignedHead, SigningKey
from .signing import Signer, SignerMissing
from .stored import StoredTree
from .tree import Growing

LOCK = 0x51694C6F7501  # one sealer at a time
AT_ONCE = 2000
NOTHING = "1:1:"  # a snapshot that saw nothing
log = logging.getLogger("qilou.ledger")

LAST = """
SELECT size, root, snapshot::text, floor, cluster = (SELECT system_identifier FROM pg_control_system())
FROM ledger_head ORDER BY size DESC LIMIT 1
"""
UNSEALED = """
FROM ledger_event e WHERE e.txid >= pg_snapshot_xmin(%(snapshot)s::pg_snapshot) AND e.id > %(floor)s
  AND NOT pg_visible_in_snapshot(e.txid, %(snapshot)s::pg_snapshot)
"""
# Nothing sealed on this server yet, where transaction ids may have begun anew: look once for events without a position.
UNSEALED_ELSEWHERE = """
FROM ledger_event e WHERE NOT EXISTS (SELECT FROM ledger_position p WHERE p.event = e.id)
"""
# What a dump brought along may bear ids of transactions that this server has yet to reach: sealed now, though the
# snapshot did not see them. It is never looked at again.
BROUGHT = """
SELECT coalesce(max(e.id), 0) FROM ledger_event e JOIN ledger_position p ON p.event = e.id
WHERE e.txid >= pg_snapshot_xmin(%(snapshot)s::pg_snapshot)
  AND NOT pg_visible_in_snapshot(e.txid, %(snapshot)s::pg_snapshot)
"""
PLACE = """
WITH placed AS (
  INSERT INTO ledger_position (position, event, leaf_hash)
  SELECT %(size)s - 1 + row_number() OVER (ORDER BY e.id), e.id, e.leaf_hash {unsealed} RETURNING 1)
SELECT count(*), pg_current_snapshot()::text, clock_timestamp(),
  (SELECT system_identifier FROM pg_control_system()) FROM placed
"""
LEAVES = "SELECT leaf_hash FROM ledger_position WHERE position >= %s ORDER BY position"
KEEP_NODES = """
INSERT INTO ledger_node (level, place, hash)
SELECT level, place, hash FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[]) AS node (level, place, hash)
"""
KEEP_HEAD = """
INSERT INTO ledger_head (size, root, sealed_at, key_id, note, snapshot, cluster, floor)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
OLDEST = "SELECT clock_timestamp() - min(e.recorded_at) {unsealed}"
WITHOUT_POSITION = f"""
SELECT e.event_id, e.id IN (SELECT e.id {{unsealed}}) {UNSEALED_ELSEWHERE} ORDER BY e.id
"""  # our own constants


class Broken(Exception):
    """What is sealed does not agree with itself: nothing more is sealed until somebody has looked."""


@dataclass(frozen=True, slots=True)
class _Last:
    """Where sealing goes on."""

    size: int = 0
    root: bytes = b""
    snapshot: str = NOTHING
    floor: int = 0
    same_server: bool = False

    @property
    def unsealed(self) -> str:
        """How the events that come next are found."""
        return UNSEALED if self.same_server else UNSEALED_ELSEWHERE

    @property
    def values(self) -> dict[str, int | str]:
        """What that asks for."""
        return {"size": self.size, "snapshot": self.snapshot, "floor": self.floor}


@transaction.atomic
def seal(signer: Signer) -> Head | None:
    """Seal every committed event that is not sealed yet; None where there is none or another sealer is at it.

    Raises SignerMissing, Broken.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return None
        last = _last()
        cursor.execute(PLACE.format(unsealed=last.unsealed), last.values)
        placed, snapshot, sealed_at, cluster = cursor.fetchone()
        if not placed:
            return None
        tree = _grown(last)
        head = Head(signer.key.name, tree.size, tree.root(), sealed_at)
        note = head.signed(signer.key, signer.sign)
        floor = last.floor
        if not last.same_server:
            cursor.execute(BROUGHT, {"snapshot": snapshot})
            (floor,) = cursor.fetchone()
        key = _known_key(signer.key, last.size)
        cursor.execute(KEEP_HEAD, [head.size, head.root, sealed_at, key.pk, note, snapshot, cluster, floor])
    return head


def _last() -> _Last:
    with connection.cursor() as cursor:
        cursor.execute(LAST)
        found = cursor.fetchone()
    return _Last(found[0], bytes(found[1]), *found[2:]) if found else _Last()


def _grown(last: _Last) -> Growing:
    """The tree over the new positions too; its new complete blocks are kept."""
    try:
        tree = StoredTree().grown(last.size)
    except LookupError as error:
        raise Broken(str(error)) from error
    if last.size and tree.root() != last.root:
        raise Broken(f"the positions no longer give the root of the head of size {last.size}: run `qilou verify`")
    leaves = _leaves(last.size)
    while batch := list(islice(leaves, AT_ONCE)):
        for leaf in batch:
            tree.add(leaf)
    if tree.completed:
        with connection.cursor() as cursor:
            cursor.execute(KEEP_NODES, [list(column) for column in zip(*tree.completed, strict=True)])
    return tree


def _leaves(size: int) -> Iterator[bytes]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(LEAVES, [size])
        while rows := cursor.fetchmany(AT_ONCE):
            yield from (bytes(leaf) for (leaf,) in rows)


def _known_key(key: Key, size: int) -> SigningKey:
    """The key's row; the very first key is entered, any other must have been introduced. Raises SignerMissing."""
    found = SigningKey.objects.filter(key=str(key)).first()
    if found is None and not SigningKey.objects.exists():
        return SigningKey.objects.create(key=str(key))
    if found is None or not _is_sealed(found.introduced_by, size):
        raise SignerMissing(
            f"The ledger is not signed by this key ({key}) so far. Name the earlier key, or introduce the new one with "
            "`qilou new-key` and let the earlier one seal that."
        )
    return found


def _is_sealed(event: UUID | None, size: int) -> bool:
    """Whether an event stands among the first `size`; the first key needs none."""
    if event is None:
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.position < %s FROM ledger_position p JOIN ledger_event e ON e.id = p.event WHERE e.event_id = %s",
            [size, event],
        )
        found = cursor.fetchone()
    return bool(found and found[0])


def lag() -> timedelta | None:
    """How long the oldest committed event has waited to be sealed; None where all are sealed."""
    last = _last()
    with connection.cursor() as cursor:
        cursor.execute(OLDEST.format(unsealed=last.unsealed), last.values)
        (found,) = cursor.fetchone()
    waited: timedelta | None = found
    return waited


def unsealed() -> tuple[list[UUID], list[UUID]]:
    """Which events wait for the sealer, and which have no position though it will never come to them."""
    last = _last()
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_POSITION.format(unsealed=last.unsealed), last.values)
        found = cursor.fetchall()
    return [event_id for event_id, waits in found if waits], [event_id for event_id, waits in found if not waits]


def is_late(waited: timedelta | None) -> bool:
    """Whether sealing lags so far behind that somebody must look."""
    return waited is not None and waited > timedelta(seconds=settings.QILOU_SEAL_ALARM)


def last_head() -> SignedHead | None:
    """The newest head."""
    return SignedHead.objects.order_by("-size").first()
