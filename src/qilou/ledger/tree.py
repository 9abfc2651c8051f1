"""The Merkle tree of RFC 9162, section 2.1, over SHA-256. Pure: whoever hashes subtrees gets proofs made from them.

A subtree is named by its leaves: from `start` up to, not including, `end`.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeAlias

KEPT_LEVELS = 8
EMPTY_ROOT = sha256(b"").digest()

Subtrees: TypeAlias = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf over its data."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children."""
    return sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """Where a subtree of two leaves or more divides: the largest power of two smaller than its size."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(subtree: Subtrees, position: int, size: int) -> list[bytes]:
    """The siblings from a leaf up to the root of the tree of that size (RFC 9162, 2.1.3.1)."""
    if not 0 <= position < size:
        raise ValueError(f"position {position} is not in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if position < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def consistency_proof(subtree: Subtrees, old: int, new: int) -> list[bytes]:
    """What shows that the tree of the old size is the beginning of the tree of the new size (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= new:
        raise ValueError(f"a tree of {old} is not the beginning of a tree of {new}")
    path: list[bytes] = []
    start, end = 0, new
    while end != old:
        middle = start + split(end - start)
        if old <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    if start:
        path.append(subtree(start, end))
    return path[::-1]


def includes(leaf: bytes, position: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf at that position to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    here, last, found = position, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(sibling, found)
            here, last = _to_left_edge(here, last)
        else:
            found = node_hash(found, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def extends(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the proof leads from one root to the other (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            here, last = _to_left_edge(here, last)
        else:
            after = node_hash(after, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _to_left_edge(here: int, last: int) -> tuple[int, int]:
    """Up the right edge to where the node is a right child, or to the root."""
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last


class Growing:
    """A tree to which leaves are added: only its peaks are kept, the roots of its complete subtrees from the left.

    `completed` collects level, place and hash of every subtree of 256, 65536, … leaves as it becomes complete.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        self.completed: list[tuple[int, int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Add a leaf; two peaks of one size become one."""
        place, level, found = self.size, 0, leaf
        while place & 1:
            found = node_hash(self.peaks.pop(), found)
            place, level = place >> 1, level + 1
            if level % KEPT_LEVELS == 0:
                self.completed.append((level, place, found))
        self.peaks.append(found)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        if not self.peaks:
            return EMPTY_ROOT
        found = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            found = node_hash(peak, found)
        return found


def peaks_of(size: int) -> list[tuple[int, int]]:
    """The complete subtrees whose roots are the peaks of a tree of that size, from the left."""
    found, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((start, start + (1 << level)))
            start += 1 << level
    return found
