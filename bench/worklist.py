"""What a desk costs a viewer with twenty organisations: in the database and over HTTP, alike at every number of cases.

Cases are spread over 400 bodies, so that a desk of the viewer has its share of them; every tenth case is open on a
desk. `QILOU_BENCH_CASES` is the larger number (200,000 unless said; a million for the long proof).
"""

import http.client
import os
import statistics
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from bench.server import served, superuser, verdict

SMALL = 10_000
LARGE = int(os.environ.get("QILOU_BENCH_CASES", "200000"))
BODIES, MINE = 400, 20
ROUNDS = 200
DATABASE_MS, HTTP_MS, ALIKE = 5.0, 50.0, 1.5
SINCE = date(2020, 1, 1)
VIEWS = (("desk", {}, ""), ("desk", {}, "?due=later"), ("desk_view", {"view": "sign"}, ""))

CASES = """
INSERT INTO casework_case (procedure, edition, number, jurisdiction_id, title, state, version, parties, readers, desk,
    thing, "join", higher_decision, opened_on, moved_at, due_on, provisional, amount)
SELECT 'bench.turn', '2015', 'BM26-' || n || '-1', '440500', '基准系统建设项目第' || n || '期', 'one', 1,
    jsonb_build_object('declarer', jsonb_build_array('org:' || b.id)), ARRAY['org:' || b.id, 'AUTHORITY@440500'],
    CASE WHEN n %% 10 = 0 THEN 'org:' || b.id || '/handler' ELSE '' END, '', '', '', current_date - n %% 300,
    now() - make_interval(days => n %% 300),
    CASE WHEN n %% 10 = 0 AND n / 4000 %% 5 <> 4 THEN current_date + (n / 4000 * 7 %% 120 - 20) END, false, n
FROM generate_series(%(first)s::int, %(last)s::int) AS n
JOIN LATERAL (SELECT (%(bodies)s::bigint[])[1 + (n / 10) %% cardinality(%(bodies)s::bigint[])] AS id) b ON true
"""
CLOCKS = """
INSERT INTO casework_clock (case_id, name, unit, start, length, extra, roll, pauses, due_on, provisional)
SELECT id, 'in_one', 'working_days', opened_on, 7, 0, false, '[]', due_on, false FROM casework_case
WHERE due_on IS NOT NULL AND NOT EXISTS (SELECT FROM casework_clock k WHERE k.case_id = casework_case.id)
"""


class Quiet(WSGIRequestHandler):
    """No line a request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's name
        """Say nothing."""


def main() -> None:
    """Print the figures at both sizes and, last, the line of JSON."""
    with served(from_sources=False) as url:
        person, bodies = prepare()
        figures: dict[int, dict[str, float]] = {}
        filled = 0
        for size in (SMALL, LARGE):
            fill(url, filled, size, bodies)
            filled = size
            figures[size] = measure(person)
            told = "  ".join(f"{name} {value:.2f}" for name, value in figures[size].items())
            print(f"{size:>9} cases   {told}", flush=True)
    large, small = figures[LARGE], figures[SMALL]
    ratio = large["database_p95_ms"] / small["database_p95_ms"]
    verdict(
        bench="worklist",
        ratio=round(ratio, 2),
        goal=ALIKE,
        database_p95_ms=round(large["database_p95_ms"], 2),
        database_goal_ms=DATABASE_MS,
        http_p95_ms=round(large["http_p95_ms"], 2),
        http_goal_ms=HTTP_MS,
        holds=ratio <= ALIKE and large["database_p95_ms"] <= DATABASE_MS and large["http_p95_ms"] <= HTTP_MS,
        cases=[SMALL, LARGE],
        organisations=MINE,
        requests=ROUNDS * len(VIEWS),
    )


def prepare() -> tuple[Any, list[int]]:
    """A viewer who holds a handler's post in twenty bodies, among four hundred."""
    from qilou.identity.models import Appointment, Organisation, Person, Post

    from . import engine_procedure  # noqa: F401  # the procedure registers itself

    bodies = Organisation.objects.bulk_create(
        Organisation(name_zh=f"单位{n}", name_en=f"body {n}", jurisdiction_id="440500", kind="government", since=SINCE)
        for n in range(BODIES)
    )
    person = Person.objects.create(username="viewer", name_zh="看", name_en="viewer", jurisdiction_id="440500")
    for body in bodies[:: BODIES // MINE]:
        post = Post.objects.create(organisation=body, kind="handler", title_zh="经办", title_en="x", since=SINCE)
        Appointment.objects.create(post=post, person=person, since=SINCE)
    return person, [body.pk for body in bodies]


def fill(url: str, filled: int, size: int, bodies: list[int]) -> None:
    """Bring the number of cases to the size; the index over readers is made anew, which is quicker than filling it."""
    with superuser(url) as connection:
        found = connection.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'case_readers'").fetchone()
        assert found
        connection.execute("DROP INDEX case_readers")
        connection.execute(CASES, {"first": filled + 1, "last": size, "bodies": bodies})
        connection.execute(CLOCKS)
        connection.execute(found[0])
        connection.execute("VACUUM ANALYZE casework_case, casework_clock")


def measure(person: Any) -> dict[str, float]:
    """Milliseconds of the desk: all its statements together, and the whole answer over HTTP."""
    from django.db import connection
    from django.test import Client

    from qilou.casework.queries import desks
    from qilou.identity.queries import actor_of
    from qilou.kernel.moment import now

    actor = actor_of(person, now().date())
    spent = [0.0]

    def timed(execute: Callable[..., Any], *statement: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*statement)
        finally:
            spent[0] += time.perf_counter() - began

    database = []
    with connection.execute_wrapper(timed):
        for place in range(ROUNDS + 20):
            spent[0] = 0.0
            assert desks.waiting(actor, now=now())
            desks.counts(actor, now=now())
            if place >= 20:
                database.append(spent[0] * 1000)
    client = Client()
    client.force_login(person)
    http_ms, queries = over_http(client.cookies.output(attrs=[], header="", sep=";").strip())
    return {
        "database_p50_ms": statistics.median(database),
        "database_p95_ms": statistics.quantiles(database, n=20)[-1],
        "http_p50_ms": statistics.median(http_ms),
        "http_p95_ms": statistics.quantiles(http_ms, n=20)[-1],
        "bytes": float(queries),
    }


def over_http(cookie: str) -> tuple[list[float], int]:
    """Milliseconds of each answer of the desk's pages, and the size of the last."""
    from django.urls import reverse

    from qilou.site.wsgi import application

    addresses = [f"{reverse(name, kwargs=given)}{query}" for name, given, query in VIEWS]

    # One thread, since one asks after the other: its connection to the database stays open as the product's pool does.
    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    found, size = [], 0
    for place in range(20 + ROUNDS * len(VIEWS)):
        asking = http.client.HTTPConnection(host, timeout=30)
        began = time.perf_counter()
        asking.request("GET", addresses[place % len(VIEWS)], headers={"Cookie": cookie, "Host": "127.0.0.1"})
        answer = asking.getresponse()
        size = len(answer.read())
        if place >= 20:
            found.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200, answer.status
        asking.close()
    server.shutdown()
    return found, size


if __name__ == "__main__":
    main()
