"""What it costs to find the nearest to a project among 10,000 and 100,000, and how soon a new one is found.

The limit is the fetch of twenty projects by their numbers, in the same round. Beside the times stands how many of the
five nearest are those that comparing with every single one gives. `QILOU_BENCH_PROJECTS=10000` for the smaller alone.
"""

import heapq
import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bench.server import served, verdict

SIZES = [int(one) for one in os.environ.get("QILOU_BENCH_PROJECTS", "10000,100000").split(",")]
GOALS_MS = {10_000: 5.0, 100_000: 50.0}
QUESTIONS = 200
PROVED = 20
NOW = datetime(2026, 8, 3, tzinfo=UTC)
CLAUSES = 7  # of a project's text, about a hundred characters
FILL = """
INSERT INTO projects_project (jurisdiction_id, unit_name, name, description, track, nature, stage, contracted,
    approved_items, route, includes_construction, special_ground, portfolio, source_id, estimated_completion, of_record,
    readers, created_at)
SELECT '440500', '某局', name, says, 'external', '', 'approved', 0, '[]', '', false, '', 'bench', '', '', '', '{}',
    now()
FROM unnest(%s::text[], %s::text[]) AS t (name, says)
"""


def main() -> None:
    """Print the figures and, last, the line of JSON."""
    told: dict[str, object] = {}
    holds = True
    with served():
        dice = random.Random(164)
        there = 0
        for size in SIZES:
            began = time.perf_counter()
            fill(dice, size - there)
            there = size
            print(f"{size} projects entered in {time.perf_counter() - began:.0f} s")
            took, same, half, soon, bare = asked(dice), proved(dice), halves(dice), newcomer(dice), limit(dice)
            median = statistics.median(took)
            holds = holds and median <= GOALS_MS.get(size, GOALS_MS[100_000]) and soon <= 1000
            print(
                f"{size:7} nearest: median {median:.1f} ms, p95 {p95(took):.1f} ms; a new one found in {soon:.0f} ms; "
                f"{same:.2f} of the five nearest as by comparing with all; {half:.2f} of those found that share three "
                f"clauses of seven; limit {bare:.2f} ms"
            )
            told |= {
                f"p50_ms_{size}": round(median, 1),
                f"p95_ms_{size}": round(p95(took), 1),
                f"ratio_{size}": round(median / bare, 1),
                f"new_found_ms_{size}": round(soon),
                f"as_by_all_{size}": round(same, 2),
                f"halves_found_{size}": round(half, 2),
            }
    verdict(bench="duplicates", **told, holds=holds)


def texts(dice: random.Random, number: int) -> list[tuple[str, str]]:
    """Names and texts made of the clauses of the demo city's programmes, with words of their own."""
    from qilou.demo.composed import entries

    programmes = [one.programme for one in entries()]
    clauses = sorted({part for one in programmes for part in one.text.replace("。", "，").split("，") if len(part) > 5})
    names = sorted({one.name for one in programmes})
    made = []
    for _ in range(number):
        own = ["".join(chr(dice.randrange(0x4E00, 0x5E00)) for _ in range(dice.choice((2, 3)))) for _ in range(4)]
        name = own[0] + dice.choice(names)[:4] + dice.choice(names)[-6:]
        says = [dice.choice(clauses) + (own[at] if at < len(own) else "") for at in range(CLAUSES)]
        made.append((name, "，".join(says)))
    return made


def fill(dice: random.Random, number: int) -> None:
    """So many more projects, entered as the duty enters them; statistics as the server gathers them by itself."""
    from django.db import connection

    from qilou.projects.actions.likeness import keep_compared

    with connection.cursor() as cursor:
        for first in range(0, number, 10_000):
            made = texts(dice, min(10_000, number - first))
            cursor.execute(FILL, [[name for name, _ in made], [says for _, says in made]])
    keep_compared(NOW)
    import psycopg

    from qilou.site import places, roles
    from qilou.site.embedded import Cluster

    with psycopg.connect(Cluster(places.var() / "postgres").url(roles.MIGRATOR, "bench"), autocommit=True) as owner:
        owner.execute(f"SET ROLE {roles.OWNER}")
        for table in ("projects_project", "projects_compared", "projects_comparedpiece"):
            owner.execute(f"VACUUM ANALYZE {table}")


def some(dice: random.Random, number: int) -> list[int]:
    """Projects that are asked about."""
    from qilou.projects.models import Project

    return dice.sample(list(Project.objects.filter(portfolio="bench").values_list("pk", flat=True)), number)


def asked(dice: random.Random) -> list[float]:
    """How long each question took."""
    from qilou.projects.queries.likeness import nearest

    pks = some(dice, QUESTIONS + 5)
    for pk in pks[:5]:
        nearest(pk)
    return [timed(lambda pk=pk: nearest(pk)) for pk in pks[5:]]  # type: ignore[misc]


def proved(dice: random.Random) -> float:
    """The share of the five nearest that comparing with every single one gives, too."""
    from qilou.kernel.likeness import CROWD, likeness, ordered, unpacked, vector
    from qilou.projects.models import Compared
    from qilou.projects.queries.likeness import FIELDS, nearest
    from qilou.projects.queries.rarity import weights_in_force

    weights = weights_in_force()

    def vectors(one: Compared) -> tuple[dict[int, float], ...]:
        return tuple(vector(unpacked(part), weights) for part in (one.whole, one.name))

    pks = {f"projects.project:{pk}": pk for pk in some(dice, PROVED)}
    ours = {one.thing: vectors(one) for one in Compared.objects.filter(thing__in=pks)}
    best: dict[str, list[tuple[float, str, tuple[dict[int, float], ...]]]] = {thing: [] for thing in pks}
    for one in Compared.objects.iterator(chunk_size=2000):
        theirs = vectors(one)
        for thing, found in best.items():
            if thing != one.thing:
                add = heapq.heappush if len(found) < CROWD else heapq.heappushpop
                add(found, (likeness(ours[thing], theirs, FIELDS), one.thing, theirs))
    same = 0
    for thing, found in best.items():
        wanted = ordered(ours[thing], {other: theirs for _, other, theirs in found}, FIELDS, 5)
        same += len({other for other, _ in wanted} & {hit.thing for hit in nearest(pks[thing]).hits})
    return same / (5 * PROVED)


def halves(dice: random.Random) -> float:
    """How often one is among the five nearest to another that has three of its seven clauses and another name."""
    from django.db import connection

    from qilou.projects.models import Project
    from qilou.projects.queries.likeness import nearest

    found = 0
    for pk in some(dice, PROVED):
        shared = dice.sample(Project.objects.get(pk=pk).description.split("，"), 3)
        ((name, says),) = texts(dice, 1)
        with connection.cursor() as cursor:
            cursor.execute(FILL, [[name], ["，".join([*shared, *says.split("，")[3:]])]])
        found += f"projects.project:{pk}" in {one.thing for one in nearest(Project.objects.latest("pk").pk).hits}
    return found / PROVED


def newcomer(dice: random.Random) -> float:
    """From a new project's row to another's question that finds it, in milliseconds."""
    from django.db import connection

    from qilou.projects.models import Project
    from qilou.projects.queries.likeness import nearest

    (asking,) = some(dice, 1)
    like = Project.objects.get(pk=asking)
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(FILL, [[like.name], [like.description]])
    new = Project.objects.latest("pk").thing
    assert new in {one.thing for one in nearest(asking).hits}  # what the bench is about
    return (time.perf_counter() - began) * 1000


def limit(dice: random.Random) -> float:
    """The fetch of twenty projects by number."""
    from qilou.projects.models import Project

    pks = some(dice, 20)
    return statistics.median(timed(lambda: list(Project.objects.filter(pk__in=pks))) for _ in range(QUESTIONS))


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
