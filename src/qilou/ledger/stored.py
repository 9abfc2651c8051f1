"""The sealed tree as the tables hold it, read in blocks of 256 hashes: any subtree costs a few reads."""

from collections.abc import Sequence

from django.db import connection

from .tree import KEPT_LEVELS, Growing, consistency_proof, inclusion_proof, peaks_of

BLOCK = 1 << KEPT_LEVELS
LEAVES = "SELECT leaf_hash FROM ledger_position WHERE position >= %s AND position < %s ORDER BY position"
NODES = "SELECT hash FROM ledger_node WHERE level = %s AND place >= %s AND place < %s ORDER BY place"


class StoredTree:
    """Subtrees of what is sealed; blocks once read are kept, so make a new one for every request."""

    def __init__(self) -> None:
        self._blocks: dict[tuple[int, int], Sequence[bytes]] = {}

    def subtree(self, start: int, end: int) -> bytes:
        """The hash of the leaves from `start` to `end`, a subtree of some tree of RFC 9162."""
        size = end - start
        return Growing(size, [self._complete(start + left, right - left) for left, right in peaks_of(size)]).root()

    def inclusion(self, position: int, size: int) -> list[bytes]:
        """What shows that a leaf is in the tree of that size."""
        return inclusion_proof(self.subtree, position, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """What shows that one tree is the beginning of the other."""
        return consistency_proof(self.subtree, old, new)

    def grown(self, size: int) -> Growing:
        """The tree of that size, to go on from."""
        return Growing(size, [self._complete(start, end - start) for start, end in peaks_of(size)])

    def _complete(self, start: int, size: int) -> bytes:
        """The root of a complete subtree, from the hashes of the stored level below it."""
        level = size.bit_length() - 1
        stored = level - level % KEPT_LEVELS
        first, count = start >> stored, size >> stored
        place = first % BLOCK
        block = self._block(stored, first // BLOCK)
        tree = Growing()
        for one in block[place : place + count]:
            tree.add(one)
        if tree.size != count:
            raise LookupError(f"the sealed tree has no {count} hashes from {first} on at level {stored}")
        return tree.root()

    def _block(self, level: int, number: int) -> Sequence[bytes]:
        if (level, number) not in self._blocks:
            bounds = [number * BLOCK, (number + 1) * BLOCK]
            with connection.cursor() as cursor:
                if level:
                    cursor.execute(NODES, [level, *bounds])
                else:
                    cursor.execute(LEAVES, bounds)
                self._blocks[level, number] = [bytes(one) for (one,) in cursor.fetchall()]
        return self._blocks[level, number]
