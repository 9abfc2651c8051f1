"""What projects and systems are compared by is kept as their texts change: by a duty, or by whoever compares before it.

Three tables: an entry for each thing, its pieces by piece, and how rare pieces are. The rarity is counted anew when the
collection has grown by a quarter; until then all processes weigh by the same count.
"""

import math
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction

from qilou.inventory.queries import Said, named_in, said_of
from qilou.kernel.likeness import Counted, Weights, packed, pieces, unpacked
from qilou.kernel.search import whole as folded
from qilou.law import carries
from qilou.projects.models import METHOD, Compared, Declaration, Project, Rarity
from qilou.projects.models.project import Stage
from qilou.projects.queries.rarity import weights_in_force

BATCH = 500
GROWTH = 1.25  # the rarity is counted anew when there are so many times as many texts
A_FEW = 5
PROJECT, SYSTEM = "projects.project", "inventory.system"
WAITING = """
DELETE FROM projects_tocompare WHERE thing IN (
    SELECT thing FROM projects_tocompare ORDER BY thing LIMIT %s FOR UPDATE
) RETURNING thing
"""
KEEP_PIECES = """
INSERT INTO projects_comparedpiece (piece, entries)
SELECT piece, array_agg(entry) FROM unnest(%s::integer[], %s::integer[]) AS p (piece, entry) GROUP BY piece
"""
STALE = """
INSERT INTO projects_tocompare
SELECT thing FROM projects_compared WHERE method < %s
UNION SELECT thing FROM (
    SELECT 'projects.project:' || p.id AS thing FROM projects_project AS p
    WHERE p.stage NOT IN ('ended', 'declaring')
       OR p.stage = 'declaring' AND EXISTS (
           SELECT FROM projects_declaration AS d WHERE d.project_id = p.id AND d.submitted_at IS NOT NULL)
    UNION ALL SELECT 'inventory.system:' || id FROM inventory_system WHERE status <> 'retired' AND thing = ''
) AS all_things WHERE NOT EXISTS (SELECT FROM projects_compared AS c WHERE c.thing = all_things.thing)
ON CONFLICT DO NOTHING
"""
WEIGH = """
UPDATE projects_compared SET heft = w.heft FROM unnest(%s::integer[], %s::float8[]) AS w (id, heft)
WHERE projects_compared.id = w.id
"""
TIDY = """
WITH many AS (
    SELECT piece FROM projects_comparedpiece GROUP BY piece HAVING count(*) > 4 LIMIT 20000
), gone AS (
    DELETE FROM projects_comparedpiece USING many WHERE projects_comparedpiece.piece = many.piece
    RETURNING projects_comparedpiece.piece, entries
)
INSERT INTO projects_comparedpiece (piece, entries)
SELECT piece, array_agg(entry) FROM gone, unnest(entries) AS e (entry)
WHERE EXISTS (SELECT FROM projects_compared WHERE id = entry)
GROUP BY piece
"""


@transaction.atomic
def enter_waiting(most: int = BATCH) -> int:
    """Enter what changed since, at most so many; what somebody else is changing or entering is waited for."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [most])
        things = [thing for (thing,) in cursor.fetchall()]
    if things:
        Compared.objects.filter(thing__in=things).delete()
        _enter(_said(things))
    return len(things)


@carries("A4.2", "A21.4", "A43.1")
def keep_compared(now: datetime) -> int:
    """The duty: whatever was missed or was entered by an older method waits again; all that waits is entered."""
    with connection.cursor() as cursor:
        cursor.execute(STALE, [METHOD])
    entered = 0
    while batch := enter_waiting():
        entered += batch
    count_rarity(now)
    with connection.cursor() as cursor:
        cursor.execute(TIDY)
        while cursor.rowcount:
            cursor.execute(TIDY)
    return entered


@transaction.atomic
def count_rarity(now: datetime) -> bool:
    """Count how many texts have each piece, if there are enough more than at the last count."""
    before = Rarity.objects.order_by("-pk").values_list("texts", flat=True).first() or 0
    texts = Compared.objects.count()
    if texts < before * GROWTH + A_FEW:
        return False
    holding: Counter[int] = Counter()
    for kept in Compared.objects.values_list("whole", flat=True).iterator(chunk_size=2000):
        holding.update(unpacked(kept).keys())  # keys alone: of a mapping it would add the counts
    Rarity.objects.create(
        texts=texts,
        pieces=array("i", holding).tobytes(),
        holding=array("i", holding.values()).tobytes(),
        counted_at=now,
    )
    _weigh_anew(weights_in_force())
    return True


def _weigh_anew(weights: Weights) -> None:
    """The lengths by which candidates are chosen, under new weights."""
    found = Compared.objects.values_list("pk", "whole").iterator(chunk_size=2000)
    hefts = {pk: _heft(unpacked(whole), weights) for pk, whole in found}
    with connection.cursor() as cursor:
        cursor.execute(WEIGH, [list(hefts), list(hefts.values())])


def _enter(said: Mapping[str, tuple[str, str, Collection[str]]]) -> None:
    """Enter each thing by its name, the rest of what it says, and its marks."""
    weights = weights_in_force()
    rows = []
    for thing, (name, rest, marks) in said.items():
        whole = pieces(f"{name} . {rest}")
        rows.append(
            Compared(
                thing=thing,
                method=METHOD,
                name=packed(pieces(name)),
                whole=packed(whole),
                heft=_heft(whole, weights),
                marks=sorted(marks),
            )
        )
    Compared.objects.bulk_create(rows, batch_size=BATCH)
    found = [(piece, row.pk) for row in rows for piece in unpacked(row.whole)]
    with connection.cursor() as cursor:
        cursor.execute(KEEP_PIECES, [[piece for piece, _ in found], [entry for _, entry in found]])


def _heft(whole: Counted, weights: Weights) -> float:
    return math.sqrt(sum((n * weights.of[piece]) ** 2 for piece, n in whole.items())) or 1.0


def _said(things: Iterable[str]) -> dict[str, tuple[str, str, Collection[str]]]:
    """What these things say, as far as they are compared: no drafts, nothing that ended, a system only once."""
    ids: dict[str, list[int]] = {PROJECT: [], SYSTEM: []}
    for thing in things:
        kind, _, number = thing.rpartition(":")
        ids[kind].append(int(number))
    found = {f"{PROJECT}:{pk}": told for pk, told in _projects(ids[PROJECT]).items()}
    for one in said_of(ids[SYSTEM]).values():
        if not one.thing:  # what a project built is compared as that project
            found[f"{SYSTEM}:{one.id}"] = _system(one)
    return found


def _system(one: Said) -> tuple[str, str, Collection[str]]:
    return one.name, one.description, {f"system:{one.id}"}


def _projects(ids: Collection[int]) -> dict[int, tuple[str, str, Collection[str]]]:
    declared = {
        one.project_id: one
        for one in Declaration.objects.filter(project_id__in=ids, submitted_at__isnull=False).order_by("pk")
    }
    found: dict[int, tuple[str, str, Collection[str]]] = {}
    for one in Project.objects.filter(pk__in=ids).exclude(stage=Stage.ENDED.value):
        row = declared.get(one.pk)
        if row is None and one.stage == Stage.DECLARING:
            continue
        form = row.form if row else {}
        items = "；".join(item["name"] for item in form.get("items", ()))
        rest = f"{one.description} . {items}"
        found[one.pk] = (one.name, rest, _marks(one, form, rest))
    return found


def _marks(one: Project, form: Mapping[str, object], rest: str) -> set[str]:
    """What can be the same exactly: the system built upon or named, the served matter, the law or policy relied on."""
    marks = {f"names:{pk}" for pk in named_in(f"{one.name} {rest} {form.get('sharing', '')}")}
    if one.system_id:
        marks.add(f"system:{one.system_id}")
    bases = form.get("bases")
    if isinstance(bases, list):
        marks |= {f"basis:{number}"[:120] for basis in bases if (number := folded(basis.get("number", "")))}
    return marks
