"""What sealing costs, how long an event waits for it, and how long a million events take to verify.

Sixteen writers, fsync on, one server; plain inserts, inserts into the ledger, and those with the sealer running, in
turn, two dozen times, since one server's rates wander by a fifth. A plain insert writes the same columns into a table
without hash, transaction id, trigger or sealer.
"""

import multiprocessing
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from bench.server import served, superuser, use, verdict

WRITERS = 16
PAIRS = 24
SECONDS = 2.0
MILLION = 1_000_000
COLUMNS = "(event_id, name, case_number, actor_id, organisation, acted_at, body)"
PLAIN = """
CREATE TABLE plain_event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id uuid NOT NULL UNIQUE,
  name text NOT NULL, case_number text NOT NULL, actor_id bigint NOT NULL, organisation text NOT NULL,
  acted_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(), body bytea NOT NULL);
CREATE INDEX plain_event_case ON plain_event (case_number, id);
CREATE INDEX plain_event_actor ON plain_event (actor_id, id);
GRANT SELECT, INSERT ON plain_event TO qilou_app;
"""
ROWS = """
CREATE TABLE bench_row (id int PRIMARY KEY, amount numeric(14,2) NOT NULL, state text NOT NULL, note text NOT NULL);
GRANT SELECT ON bench_row TO qilou_app;
INSERT INTO bench_row SELECT n, 880000.00, 'approved', repeat('办', 40) FROM generate_series(1, 1000000) AS n;
"""
FILL = f"""
INSERT INTO ledger_event {COLUMNS}
SELECT id, 'bench.act', 'SB26-' || n, 7, 'x', now(), convert_to('{{"acted_at":"'
  || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+08:00","actor":{{"function":"F",'
  '"id":7,"jurisdiction":"440500","name":"陈晓","organisation":"x","organisation_id":12}},"case":"SB26-' || n
  || '","cites":["m164:16.2"],"editions":["bench#1"],"effects":{{"bench_row":{{"' || n || '":{{"amount":"880000.00",'
  '"note":"' || repeat('办', 40) || '","state":"approved"}}}}}},"findings":[],"id":"' || id
  || '","input":{{"amount":"880000.00","opinion":"同意"}},"name":"bench.act","v":1}}', 'UTF8')
FROM (SELECT n, gen_random_uuid() AS id FROM generate_series(%s::int, %s::int) AS n) numbered
"""


def main() -> None:
    """Print the figures and, last, the line of JSON."""
    from qilou.ledger.signing import make_key

    with tempfile.TemporaryDirectory(prefix="qilou-bench-key-") as folder, served() as url:
        from django.conf import settings

        key = Path(folder) / "key.pem"
        make_key(key)
        settings.QILOU_LEDGER_KEY, settings.QILOU_LEDGER_WITNESS = str(key), str(Path(folder) / "head")
        with superuser(url) as opened:
            opened.execute(PLAIN)
        rounds = [
            (rate("plain_event", url), rate("ledger_event", url), sealed_rate(url, key, Path(folder) / "head"))
            for _ in range(PAIRS)
        ]
        for plain, unsealed, sealed in rounds:
            print(f"plain {plain:7.0f}/s   ledger {unsealed:7.0f}/s   with the sealer {sealed:7.0f}/s")
        waits = waited(url)
        took, events, rss = verified(url)
    cost = statistics.median(1 - sealed / plain for plain, _, sealed in rounds)
    late = waits[int(len(waits) * 0.99)]
    verdict(
        bench="ledger",
        cost=round(cost, 3),
        cost_goal=0.15,
        sealers_part=round(statistics.median(1 - sealed / unsealed for _, unsealed, sealed in rounds), 3),
        seal_p99_seconds=round(late, 2),
        seal_goal=2,
        verify_seconds=round(took, 1),
        verify_goal=60,
        events=events,
        verify_mb=rss,
        holds=cost <= 0.15 and late <= 2 and took <= 60,
        writers=WRITERS,
        pairs=PAIRS,
        seconds=SECONDS,
        fsync=True,
    )


def rate(table: str, url: str, name: str = "bench.act") -> float:
    """Inserts a second by all writers together, each insert a transaction of its own."""
    spawned = multiprocessing.get_context("spawn")
    barrier, results = spawned.Barrier(WRITERS), spawned.Queue()
    writers = [spawned.Process(target=write, args=(table, name, url, barrier, results)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    found = [results.get() for _ in writers]
    for writer in writers:
        writer.join()
    return sum(found)


def write(table: str, name: str, url: str, barrier: Any, results: Any) -> None:
    """One writer: warm up, wait for the others, then insert until the time is over."""
    from uuid import uuid4

    body = b'{"v":1,"pad":"' + b"x" * 900 + b'"}'
    statement = f"INSERT INTO {table} {COLUMNS} VALUES (%s, '{name}', 'SB26-1-8', 7, 'x', now(), %s)"
    with psycopg.connect(url, autocommit=True) as opened:
        for _ in range(20):
            opened.execute(statement, [uuid4(), body], prepare=True)
        barrier.wait()
        count, began = 0, time.perf_counter()
        while (gone := time.perf_counter() - began) < SECONDS:
            opened.execute(statement, [uuid4(), body])
            count += 1
    results.put(count / gone)


def sealed_rate(url: str, key: Path, witness: Path) -> float:
    """The same into the ledger while the sealer runs as it does in `serve`; what is left is sealed before the next."""
    spawned = multiprocessing.get_context("spawn")
    begins, ends = spawned.Event(), spawned.Event()
    sealer = spawned.Process(target=keep_sealing, args=(url, key, witness, begins, ends))
    sealer.start()
    begins.wait()
    found = rate("ledger_event", url, "bench.sealed")
    ends.set()
    sealer.join()
    return found


def keep_sealing(url: str, key: Path, witness: Path, begins: Any, ends: Any) -> None:
    """The product's sealer in a process of its own."""
    import django

    django.setup()
    from django.conf import settings

    use(url)
    settings.QILOU_LEDGER_KEY, settings.QILOU_LEDGER_WITNESS = str(key), str(witness)
    from qilou.ledger import sealer
    from qilou.ledger.sealing import lag

    sealer.seal_once(sealer.signer())
    begins.set()
    sealer.keep_sealing(lambda: not ends.is_set())
    while lag() is not None:
        sealer.seal_once(sealer.signer())


def waited(url: str) -> list[float]:
    """How long each event that was inserted while the sealer ran waited for its head, in order."""
    with psycopg.connect(url) as opened:
        rows = opened.execute(
            "SELECT extract(epoch FROM (SELECT min(h.sealed_at) FROM ledger_head h WHERE h.size > p.position)"
            " - e.recorded_at)::float8 FROM ledger_position p JOIN ledger_event e ON e.id = p.event"
            " WHERE e.name = 'bench.sealed'"
        )
        return sorted(wait for (wait,) in rows)


def verified(url: str) -> tuple[float, int, int]:
    """A record filled up to a million events, verified whole: seconds, events, and the process's size in MB."""
    import resource

    from django.db import transaction

    from qilou.ledger import sealer
    from qilou.ledger.everything import Everything
    from qilou.ledger.told import TABLES, Table, told

    with superuser(url) as opened:
        for table in ("event", "position", "node", "head"):
            opened.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER USER")
            opened.execute(f"DELETE FROM ledger_{table}")
        opened.execute("VACUUM FULL")
        Path(sealer.settings.QILOU_LEDGER_WITNESS).unlink()
        for start in range(0, MILLION, 50_000):
            opened.execute(FILL, [start + 1, start + 50_000])
            sealer.seal_once(sealer.signer())
        opened.execute(ROWS)
        opened.execute("VACUUM ANALYZE")
    TABLES.clear()  # one table stands for all, with a row an event
    told(Table("bench_row"))
    found = Everything()
    began = time.perf_counter()
    with transaction.atomic():
        doubts = [one for one in found.doubts() if one.what != "untold"]
    took = time.perf_counter() - began
    if doubts:
        raise SystemExit(f"doubts where nothing was touched: {doubts[:3]}")
    return took, found.events, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
