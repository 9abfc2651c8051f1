"""That a restored record is the one of a signed head: recomputed from its events, shown by a consistency proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg

from qilou.ledger.head import Head, Key, Malformed, is_signed, read_head
from qilou.ledger.tree import Growing, consistency_proof, extends, leaf_hash
from qilou.site.embedded import DatabaseTrouble

# A head is committed a moment after the time that it names, and the next one no sooner than a second later.
AFTER_SEALING = timedelta(seconds=0.5)
EVENTS = """
SELECT (extract(epoch FROM e.recorded_at - timestamptz '1970-01-01 00:00:00+00') * 1000000)::bigint, e.body
FROM ledger_position p JOIN ledger_event e ON e.id = p.event ORDER BY p.position
"""
NEWEST = "SELECT size, root FROM ledger_head ORDER BY size DESC LIMIT 1"
UNSEALED = "SELECT count(*) FROM ledger_event e WHERE NOT EXISTS (SELECT FROM ledger_position p WHERE p.event = e.id)"


@dataclass(frozen=True, slots=True)
class Proof:
    """The named head, the restored record's newest size, the hashes that lead from one root to the other.

    Where the restored record ends before the named head, `lost` sealed acts are missing and nothing is proven.
    """

    head: Head
    newest: int
    path: tuple[bytes, ...]
    unsealed: int

    @property
    def lost(self) -> int:
        """How many sealed acts the restored record lacks."""
        return max(0, self.head.size - self.newest)

    def __str__(self) -> str:
        if self.lost:
            return (
                f"The record ends at {self.newest} acts: {self.lost} of the named head's {self.head.size} are missing."
            )
        same = "is that of the named head" if self.newest == self.head.size else "continues the named head"
        return (
            f"The record of {self.newest} sealed acts {same} of {self.head.size}: proven by {len(self.path)} hashes. "
            f"{self.unsealed} acts after it are not sealed yet."
        )


def named_head(note: str) -> Head:
    """What a note says; raises DatabaseTrouble for what is none."""
    try:
        return read_head(note)
    except Malformed as error:
        raise DatabaseTrouble(f"The named head is none: {error}") from error


def prove(connection: psycopg.Connection[Any], note: str) -> Proof:
    """Prove that the record holds what a head says; raises DatabaseTrouble where it is another record."""
    head = named_head(note)
    keys = [Key.read(text) for (text,) in connection.execute("SELECT key FROM ledger_key")]
    if not any(is_signed(note, key) for key in keys):
        raise DatabaseTrouble("The named head is signed by no key of this record.")
    newest, root = connection.execute(NEWEST).fetchone() or (0, b"")
    (unsealed,) = connection.execute(UNSEALED).fetchone() or (0,)
    if newest < head.size:
        return Proof(head, newest, (), unsealed)
    told = connection.execute(EVENTS)
    leaves = [leaf_hash(at.to_bytes(8, "big", signed=True) + body) for at, body in told]
    path = consistency_proof(lambda start, end: _root(leaves[start:end]), head.size, newest)
    if _root(leaves) != root or not extends(head.size, newest, head.root, root, path):
        raise DatabaseTrouble(
            "The restored record does not continue the named head: acts differ, or another was signed."
        )
    return Proof(head, newest, tuple(path), unsealed)


def _root(leaves: Sequence[bytes]) -> bytes:
    tree = Growing()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()
