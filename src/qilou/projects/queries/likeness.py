"""What comes nearest to a project among all declared projects and systems in use, in every area, and what is the same.

The heaviest pieces lead to candidates; the likest of them are then compared whole. No verdict: the five nearest are
shown, and a person says what they are.
"""

import sys
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from django.db import connection

from qilou.kernel.likeness import Vector, Weights, ordered, unpacked, vector
from qilou.law import carries
from qilou.projects.actions.likeness import PROJECT, enter_waiting
from qilou.projects.models import METHOD, Compared
from qilou.projects.rules.duplicates import EXACT

from .rarity import weights_of

NEAREST = 5
CANDIDATES = 12
LIKEST = 100
LOOKS = 5  # how often what others declare at the same moment is entered too
ARRAY_HEAD = 20  # bytes before the elements of a list as the database sends it
READ_AT_LEAST = 4000  # entries of pieces that are read for a question, or two fifths of the collection
READ_SHARE = 0.4
FIELDS = (3.0, 1.0)  # what the whole and the name count; measured in docs/decisions/duplicates.md
OWN = """
SELECT c.id, c.whole, c.name, c.marks, p.system_id, s.thing, b.id,
    (SELECT max(id) FROM projects_rarity), (SELECT count(*) FROM projects_tocompare),
    (SELECT count(*) FROM projects_compared WHERE method < %(method)s)
FROM projects_project AS p LEFT JOIN projects_compared AS c ON c.thing = 'projects.project:' || p.id
LEFT JOIN inventory_system AS s ON s.id = p.system_id
LEFT JOIN inventory_system AS b ON b.thing = 'projects.project:' || p.id
WHERE p.id = %(project)s
"""
HOLDING = "SELECT piece, array_send(entries) FROM projects_comparedpiece WHERE piece = ANY (%s::integer[])"
CANDIDATE = """
WITH alike AS (
    SELECT c.id FROM unnest(%(likest)s::integer[], %(shared)s::real[]) AS l (id, shared)
    JOIN projects_compared AS c USING (id) WHERE c.thing <> ALL (%(left_out)s)
    ORDER BY shared / heft DESC, c.id LIMIT %(most)s
), same AS (
    SELECT id FROM projects_compared
    WHERE marks && %(same)s::varchar[] AND id <> %(own)s AND thing <> ALL (%(left_out)s) ORDER BY id DESC LIMIT %(most)s
)
SELECT id, thing, whole, name, marks FROM projects_compared
WHERE id IN (SELECT id FROM alike UNION SELECT id FROM same) ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One that comes near: what it is, how alike (in thousandths), and what is exactly the same."""

    thing: str
    likeness: int
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The result of one comparison: by which method and count of rarity, and the nearest.

    `waiting` is how much is not yet entered; while there is any, or the project itself is not, the index is not whole.
    """

    method: str
    waiting: int
    hits: tuple[Hit, ...] = ()


@carries("A4.2", "A12.12", "A21.4")
def nearest(project: int, most: int = NEAREST) -> Nearest:
    """The nearest to a project, after what changed meanwhile was entered; its own base system is none."""
    with connection.cursor() as cursor:
        told = {"project": project, "method": METHOD}
        cursor.execute(OWN, told)
        row = cursor.fetchone()
        for _ in range(LOOKS):
            if not row[8]:
                break
            enter_waiting()  # or wait for whoever is entering it
            cursor.execute(OWN, told)
            row = cursor.fetchone()
        own, whole, name, marks, system, builder, built, counted, waiting, old = row
        method = f"{METHOD}.{counted or 0}"
        if own is None:
            return Nearest(method, waiting + old + 1)
        weights = weights_of(counted)
        asked = (vector(unpacked(whole), weights), vector(unpacked(name), weights))
        leading = _leading(asked, weights)
        cursor.execute(HOLDING, [_array(leading)])
        shared = _shared(leading, cursor.fetchall())
        shared.pop(own, None)
        likest = nlargest(LIKEST, sorted(shared), key=shared.__getitem__)
        told = {
            "likest": _array(likest),
            "shared": _array(f"{shared[one]:.5g}" for one in likest),
            "own": own,
            "same": _met_by(marks),
            "left_out": [f"inventory.system:{system}", builder or "", f"inventory.system:{built}"],
            "most": CANDIDATES,
        }
        cursor.execute(CANDIDATE, told)
        rows = cursor.fetchall()
    near = {row[1]: tuple(vector(unpacked(kept), weights) for kept in row[2:4]) for row in rows}
    same = {row[1]: _signals(set(marks), row[1], set(row[4])) for row in rows}
    hits = [Hit(thing, round(1000 * one), same[thing]) for thing, one in ordered(asked, near, FIELDS, len(near))]
    hits.sort(key=lambda one: EXACT.isdisjoint(one.signals))
    return Nearest(method, waiting + old, tuple(hits[:most]))


def _shared(leading: Mapping[int, float], rows: Iterable[tuple[int, bytes]]) -> dict[int, float]:
    """What each entry shares of the leading pieces; adding here costs a fifth of what it costs the database."""
    sums: dict[int, float] = {}
    for piece, kept in rows:
        weight = leading[piece]
        entries = array("i", kept[ARRAY_HEAD:])
        if sys.byteorder == "little":
            entries.byteswap()
        for entry in entries[1::2]:  # before each stands its length
            sums[entry] = sums.get(entry, 0.0) + weight
    return sums


def _array(those: Iterable[object]) -> str:
    """As the database writes a list; quicker than one by one."""
    return f"{{{','.join(map(str, those))}}}"


def number_compared() -> int:
    """How many are compared with one another."""
    return Compared.objects.count()


def _leading(asked: Sequence[Vector], weights: Weights) -> dict[int, float]:
    """The rarest pieces with what each adds to the likeness of one that has it, as many as may be read.

    How long others' names are beside their whole is not known here: as this one's is.
    """
    whole, name = asked
    budget = max(READ_AT_LEAST, READ_SHARE * weights.texts)
    found: dict[int, float] = {}
    for piece in sorted(whole, key=lambda one: weights.holding.get(one, 0)):
        budget -= weights.holding.get(piece, 0)
        if budget < 0 and found:
            break
        in_name = name.get(piece, 0.0) / whole[piece] * name.get(piece, 0.0)
        found[piece] = (FIELDS[0] * whole[piece] + FIELDS[1] * in_name) * weights.of[piece]
    return found


def _signals(ours: set[str], thing: str, theirs: set[str]) -> tuple[str, ...]:
    """What two have exactly the same, and whether one builds on a system that the other speaks of."""
    found = {one.partition(":")[0] for one in ours & theirs} - {"names"}
    if thing.startswith(PROJECT) and (_speaks(ours, theirs) or _speaks(theirs, ours)):
        found.add("names")
    return tuple(sorted(found))


def _speaks(ours: set[str], theirs: set[str]) -> bool:
    return any(one.replace("system:", "names:") in ours for one in theirs if one.startswith("system:"))


def _met_by(marks: Collection[str]) -> list[str]:
    """The marks of others that make them worth comparing: the same system built on, or spoken of."""
    turned = {"system": ("system", "names"), "names": ("system",), "basis": ()}
    return sorted(f"{kind}:{rest}" for one in marks for own, _, rest in [one.partition(":")] for kind in turned[own])
