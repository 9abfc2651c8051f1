"""`kill -9` while clients are at work: what was acknowledged is there, whole and once, and the record verifies.

Killed are the server with all its processes; one of its workers with the sealer and the duties; the database with all
its processes; and everything at once, as by a power cut. The operating system lives on, so this says nothing of disks
that lie about what they have written.
"""

import os
import random
import re
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as of_tests
from tests.e2e.killing import EVENTS, LIFE, PAPERS, QILOU, UNITS, Acknowledged, Killed, Matter, begun_city, until
from tests.site.test_serve import free_port

from qilou.ledger.signing import make_key
from qilou.site.embedded import Cluster

CLIENTS = 6
NUMBER = re.compile(r"^(\D+)〔(\d{4})〕(\d+)号$")


@pytest.fixture
def town(committed_db: str, cluster: Cluster) -> Iterator[tuple[Killed, dict[str, str]]]:
    """A served city with everybody's session."""
    with tempfile.TemporaryDirectory(prefix="qilou-tests-") as made:
        Path(made).chmod(0o711)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QILOU_", "DJANGO_"))}
        named = {name: os.environ[name] for name in ("QILOU_POSTGRES_BIN",) if name in os.environ}
        own = {"QILOU_VAR": made, "QILOU_FROM_SOURCES": "", "QILOU_SECRET_KEY": of_tests.SECRET_KEY, "QILOU_LIMITS": ""}
        city = Killed(Path(made), {**kept, **named, **own}, free_port())
        sessions = begun_city()
        city.take_over(cluster, urlsplit(committed_db).path[1:])
        try:
            make_key(Path(made) / "ledger-key.pem")
            city.serve()
            yield city, sessions
        finally:
            city.stop()
            print((Path(made) / "log").read_text()[-4000:])  # shown when the test fails


def work(town: tuple[Killed, dict[str, str]], told: Acknowledged, lives: int, what: str, chance: random.Random) -> None:
    """So many matters from beginning to end, by several clients; somewhere in between a part is killed."""
    city, sessions = town
    matters = [Matter(city, sessions, UNITS[n % len(UNITS)], told) for n in range(lives)]
    before, acts = len(told.acts), lives * len(LIFE)
    at = before + int(acts * chance.uniform(0.3, 0.7))
    with ThreadPoolExecutor(CLIENTS) as clients:
        lived = [clients.submit(matter.live) for matter in matters]
        duties = subprocess.Popen(
            [*QILOU, "duties"], env=city.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until(lambda: len(told.acts) >= at or any(one.done() and one.exception() for one in lived), "clients are stuck")
        if what != "server":
            duties.kill()
        city.kill(what)
        for one in lived:
            one.result()
    duties.wait()


def all_rendered(city: Killed) -> bool:
    """Whether the duties have come to every paper; a run beside that of the server leaves all to it."""
    done = city.command("duties")
    assert done.returncode == 0, done.stderr
    with city.rows() as rows:
        waiting = (
            "SELECT FROM casework_notice n WHERE NOT EXISTS (SELECT FROM casework_paper p WHERE p.notice_id = n.id)"
        )
        return rows.execute(waiting).fetchone() is None


def check(city: Killed, told: Acknowledged) -> None:
    """Everything acknowledged is there, nothing is half there, papers and numbers are as they must be."""
    until(lambda: all_rendered(city), "papers are not rendered")
    with city.rows() as rows:
        happened = Counter(
            rows.execute("SELECT case_number, name FROM ledger_event WHERE case_number <> ''").fetchall()
        )
        lost = Counter(told.acts) - happened
        assert not lost
        for code, steps in EVENTS.items():
            cases = rows.execute(
                "SELECT c.number, c.version, array_agg(e.name ORDER BY e.id) FROM casework_case c JOIN ledger_event e"
                " ON e.case_number = c.number WHERE c.procedure = %s GROUP BY c.id",
                [f"projects.{code}"],
            ).fetchall()
            for number, version, names in cases:
                acts = [name for name in names if name.startswith("projects.")]
                assert acts == [f"projects.{code}.{step}" for step in steps], number
                assert version == len(acts), number
            kinds = rows.execute(
                "SELECT c.number, array_agg(n.kind ORDER BY n.id) FROM casework_case c JOIN casework_notice n"
                " ON n.case_id = c.id WHERE c.procedure = %s GROUP BY c.id",
                [f"projects.{code}"],
            ).fetchall()
            assert len(kinds) == len(cases)
            assert all(one == PAPERS[code] for _, one in kinds)
        rendered = rows.execute(
            "SELECT n.number, count(p.*), (SELECT count(*) FROM ledger_event e WHERE e.name = 'casework.notice.render'"
            " AND convert_from(e.body, 'utf8')::jsonb #>> '{input,number}' = n.number)"
            " FROM casework_notice n LEFT JOIN casework_paper p ON p.notice_id = n.id GROUP BY n.id"
        ).fetchall()
        assert {(papers, events) for _, papers, events in rendered} == {(1, 1)}
        numbers = defaultdict(list)
        for number, *_ in rendered:
            word, year, serial = NUMBER.fullmatch(number).groups()
            numbers[word, int(year)].append(int(serial))
        series = rows.execute("SELECT word, year, last FROM casework_numberseries").fetchall()
        assert {(word, year) for word, year, _ in series} == set(numbers)
        for word, year, last in series:
            assert sorted(numbers[word, year]) == list(range(1, last + 1)), word
    verified = city.command("verify")
    assert verified.returncode == 0, verified.stdout


def survived(town: tuple[Killed, dict[str, str]], rounds: list[str], lives: int, seed: int, checked: int) -> None:
    city, _ = town
    told, chance = Acknowledged(), random.Random(seed)
    for number, what in enumerate(rounds, 1):
        began, unsure = time.monotonic(), told.unsure
        work(town, told, lives, what, chance)
        if number % checked == 0:
            check(city, told)
        print(
            f"round {number}, {what} killed: {len(told.acts)} acts acknowledged so far,"
            f" {told.unsure - unsure} answers lost, {time.monotonic() - began:.1f} s",
            flush=True,
        )
    assert told.unsure, "nothing was under way when it was killed"


@pytest.mark.req("X6")
def test_killed_at_work_a_city_has_every_act_that_it_acknowledged(town: tuple[Killed, dict[str, str]]) -> None:
    survived(town, ["workers", "power"], lives=2, seed=1, checked=2)


@pytest.mark.soak
def test_ten_kills_during_a_thousand_acts(town: tuple[Killed, dict[str, str]]) -> None:
    survived(
        town, [*["server", "workers", "database"] * 3, "power"], lives=15, seed=int.from_bytes(os.urandom(4)), checked=1
    )
