"""What handing out an address costs: in process and over HTTP, empty and with 50,000 taken, alone and sixteen at once.

The limit is one statement that takes the next free address of a run and inserts an event, by the same server in the
same round. Everything is committed with fsync on. `QILOU_BENCH_EVENTS` is how many events stand in the record when it
is asked who held an address (a million unless said).
"""

import http.client
import json
import multiprocessing
import os
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.server import served, superuser, verdict

PORT = 8315
TAKEN = 50_000
ROUNDS = 5
SEQUENTIAL = 300
CLIENTS = 16
EACH = 25
EVENTS = int(os.environ.get("QILOU_BENCH_EVENTS", "1000000"))
SINCE = date(2020, 1, 1)
GOALS = {
    "alike": 1.3,
    "statements": 8,
    "http": 0.05,
    "process": 0.15,
    "parallel_p95_ms": 100.0,
    "bulk_s": 5.0,
    "next_block_ms": 20.0,
    "list_p95_ms": 150.0,
    "who_ms": 20.0,
    "wire_s": 10.0,
}
BARE = """
WITH run AS (
    UPDATE bench_run SET first = first + 1 WHERE id = 1 AND first <= last RETURNING first - 1 AS address
)
INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)
SELECT %s::uuid, 'bench.take', 'x', 1, 'x', %s, convert_to('{"a":"' || address || '"}', 'UTF8') FROM run
"""
FILL = """
INSERT INTO network_allocation (vrf_id, prefix_id, prefix_network, block, jurisdiction_id, holder_id, status, restores,
    role, case_id, approval_id, of_record, since, released_on, cools_until, ground, purpose, hostname, mac, contact,
    held_event, granted_event, released_event)
SELECT p.vrf_id, p.id, p.network, set_masklen(p.network::inet + n, 32)::cidr, p.jurisdiction_id, %(holder)s::bigint,
    %(status)s::text,
    '', 'server', %(case)s::bigint, %(approval)s::text, '', date '2026-01-01' + %(turn)s::int,
    CASE WHEN %(status)s::text = 'released' THEN date '2026-01-02' + %(turn)s::int END, NULL, '', '', '', '', '',
    md5('h' || n || %(turn)s::text)::uuid, md5('g' || n || %(turn)s::text)::uuid, md5('r' || n || %(turn)s::text)::uuid
FROM network_prefix AS p, generate_series(%(first)s::int, %(last)s::int) AS n WHERE p.id = %(prefix)s::bigint
"""
TELL = """
INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)
SELECT md5(kind || n || %(turn)s::text)::uuid, 'network.allocate', 'JR26-1-8', 1, 'x', now(),
    convert_to('{"actor":{"name":"x"},"effects":{"network_allocation":{"' || n || '":{}}}}', 'UTF8')
FROM generate_series(%(first)s::int, %(last)s::int) AS n, unnest(ARRAY['h', 'g', 'r']) AS kind
"""


@dataclass
class Town:
    """What the clients need to know."""

    url: str
    person: int
    token: str
    holder: int
    case: int
    approval: str
    pools: dict[str, int]


def main() -> None:
    """Print the figures and, last, the line of JSON."""
    with served(from_sources=False) as url:
        town = prepare(url)
        figures = told(sequential(town))
        with answering(url):
            figures |= told(over_http(town))
            figures |= told(parallel(town))
        for stage in (in_bulk, blocks, wire, history):
            figures |= told(stage(town))
    kept = {
        "alike": figures["http_alike"] <= GOALS["alike"],
        "statements": figures["statements"] <= GOALS["statements"],
        "http": figures["http_ratio"] >= GOALS["http"],
        "process": figures["process_ratio"] >= GOALS["process"],
        "parallel": figures["one_block_p95_ms"] <= GOALS["parallel_p95_ms"] and figures["parallel_faults"] == 0,
        "bulk": figures["bulk_10000_s"] <= GOALS["bulk_s"],
        "next_block": figures["next_24_in_8_p95_ms"] <= GOALS["next_block_ms"],
        "list": figures["list_p95_ms"] <= GOALS["list_p95_ms"],
        "who": figures["who_p95_ms"] <= GOALS["who_ms"],
        "wire": figures["wire_20000_s"] <= GOALS["wire_s"] and figures["wire_missed"] == 0,
    }
    verdict(
        bench="allocation",
        ratio=round(figures["process_ratio"], 3),
        goal=GOALS["process"],
        http_ratio=round(figures["http_ratio"], 3),
        http_goal=GOALS["http"],
        holds=all(kept.values()),
        failed=[name for name, held in kept.items() if not held],
        sequential=SEQUENTIAL,
        rounds=ROUNDS,
        clients=CLIENTS,
        each=EACH,
        taken=TAKEN,
        events=EVENTS,
        fsync=True,
    )


def told(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures of a stage as soon as they are there."""
    for name, value in figures.items():
        print(f"{name:28} {value}", flush=True)
    return figures


def prepare(url: str) -> Town:
    """A technical body with a token, a unit with an approval, a VRF with pools."""
    from django.db import connection

    from qilou.casework.models import Case, Notice
    from qilou.identity.actions.tokens import PREFIX
    from qilou.identity.models import ApiToken, Appointment, FunctionHolding, Jurisdiction, Organisation, Person, Post
    from qilou.identity.sessions import hash_of
    from qilou.kernel.moment import now
    from qilou.ledger.event import new_event_id
    from qilou.network.models import Prefix, Vrf

    city = Jurisdiction.objects.get(code="440500")
    body, unit = (
        Organisation.objects.create(name_zh=name, name_en=name, jurisdiction=city, kind="institution", since=SINCE)
        for name in ("technical", "unit")
    )
    person = Person.objects.create(username="technician", name_zh="technician", name_en="t", jurisdiction=city)
    post = Post.objects.create(organisation=body, kind="handler", title_zh="经办", title_en="x", since=SINCE)
    Appointment.objects.create(post=post, person=person, since=SINCE)
    FunctionHolding.objects.create(
        function="TECHNICAL_BODY", jurisdiction=city, organisation=body, since=SINCE, document="b"
    )
    secret = f"{PREFIX}bench"
    ApiToken.objects.create(
        person=person,
        name="bench",
        sha256=hash_of(secret),
        scopes=["network:act"],
        created_at=now(),
        expires_at=now().replace(year=now().year + 1),
    )
    case = Case.objects.create(
        procedure="network.access",
        edition="2015",
        number="JR26-1-8",
        jurisdiction=city,
        title="x",
        state="approved",
        parties={"applicant": [f"org:{unit.pk}"]},
        readers=[f"org:{unit.pk}"],
        desk="",
        opened_on=now().date(),
        moved_at=now(),
    )
    notice = Notice.objects.create(
        case=case,
        event_id=new_event_id(),
        kind="network.access.approved",
        number="b1",
        issuer="x",
        title={},
        body={},
        issued_on=now().date(),
    )
    vrf = Vrf.objects.create(name="bench", title_zh="x", title_en="x", owner=city)
    top = Prefix.objects.create(
        vrf=vrf, owner_id=city.pk, network="10.0.0.0/8", kind="container", role="server", jurisdiction=city,
        entered_on=SINCE,
    )  # fmt: skip
    pools = {"top": top.pk, "vrf": vrf.pk}
    blocks = {"empty": 1, "taken": 2, "one": 3, "bulk": 4, "http_empty": 5, "http_taken": 6}
    blocks |= {f"many{n}": 20 + n for n in range(20)}
    for name, second in blocks.items():
        made = Prefix.objects.create(
            vrf=vrf, owner_id=city.pk, network=f"10.{second}.0.0/16", parent=top, parent_network=top.network,
            kind="pool", role="server", jurisdiction=city, entered_on=SINCE,
        )  # fmt: skip
        pools[name] = made.pk
    town = Town(url, person.pk, secret, unit.pk, case.pk, notice.number, pools)
    for name in ("taken", "http_taken"):
        fill(town, pools[name], 0, TAKEN - 1)
    with superuser(url) as owner:
        owner.execute("CREATE TABLE bench_run (id int PRIMARY KEY, first bigint, last bigint)")
        owner.execute("INSERT INTO bench_run VALUES (1, 0, 100000000)")
        owner.execute("GRANT SELECT, UPDATE ON bench_run TO qilou_app")
        owner.execute("VACUUM ANALYZE")
    connection.close()
    return town


def fill(town: Town, prefix: int, first: int, last: int, status: str = "active", turn: int = 0) -> None:
    """Addresses of a pool by their thousands, through the database's own triggers."""
    values = {
        "holder": town.holder,
        "case": town.case,
        "approval": town.approval,
        "prefix": prefix,
        "status": status,
        "turn": turn,
    }
    with superuser(town.url) as owner:
        for start in range(first, last + 1, 10_000):
            owner.execute(FILL, {**values, "first": start, "last": min(start + 9_999, last)})


def actor_of(town: Town) -> Any:
    """Who hands out, as the middleware makes them."""
    from qilou.identity.models import Person
    from qilou.identity.queries import actor_of
    from qilou.kernel.moment import now

    return actor_of(Person.objects.get(pk=town.person), now().date())


def taking(town: Town, pool: str, number: int = 1) -> Callable[[], object]:
    """The product's allocation, whole, in process."""
    from qilou.kernel.moment import now
    from qilou.network.actions.allocating import allocate
    from qilou.network.rules.addressing import Wanted

    actor, wanted = actor_of(town), Wanted(0, "server", count=number)
    return lambda: allocate(
        actor=actor,
        now=now(),
        pool=town.pools[pool],
        holder=town.holder,
        approval=town.approval,
        wanted=wanted,
    )


def bare() -> None:
    """The limit."""
    from django.db import connection

    from qilou.kernel.moment import now
    from qilou.ledger.event import new_event_id

    with connection.cursor() as cursor:
        cursor.execute(BARE, [new_event_id(), now()])


def sequential(town: Town) -> dict[str, float]:
    """The limit, an empty pool and a full one in turn."""
    ways = {"bare": bare, "process_empty": taking(town, "empty"), "process_taken": taking(town, "taken")}
    for act in ways.values():
        timed(act, 20)
    took: dict[str, list[list[float]]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, act in ways.items():
            took[name].append(timed(act, SEQUENTIAL // 3))
    rates = {name: [len(one) / sum(one) for one in rounds] for name, rounds in took.items()}
    found = {f"{name}_per_s": round(statistics.median(rate), 1) for name, rate in rates.items()}
    pairs = zip(rates["process_taken"], rates["bare"], strict=True)
    found["process_ratio"] = statistics.median(mine / limit for mine, limit in pairs)
    every = {name: [one for round_ in rounds for one in round_] for name, rounds in took.items()}
    found["process_alike"] = round(p95(every["process_taken"]) / p95(every["process_empty"]), 2)
    return found


class answering:  # noqa: N801  # reads as what it does
    """The product's own server, two processes, on a port of this machine."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __enter__(self) -> None:
        spawned = multiprocessing.get_context("spawn")
        self.process = spawned.Process(target=answer, args=(self.url,))
        self.process.start()
        for _ in range(600):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
                connection.request("GET", "/healthz")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("the server does not answer")

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.join()


def answer(url: str) -> None:
    """Serve until stopped."""
    import django

    os.environ["QILOU_DATABASE_URL"] = url
    django.setup()
    from qilou.site import serve

    serve.Server(
        {
            "bind": f"127.0.0.1:{PORT}",
            "workers": 2,
            "threads": serve.THREADS,
            "worker_class": "gthread",
            "preload_app": True,
            "keepalive": 15,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
    ).run()


def asking(town: Town) -> Callable[[str, str], tuple[int, bytes]]:
    """A client of its own: asks for one address of a pool, with a key, over a connection that stays open."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    body = json.dumps({"holder": town.holder, "approval": town.approval, "count": 1}).encode()

    def ask(pool: str, key: str) -> tuple[int, bytes]:
        headers = {
            "Authorization": f"Bearer {town.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        connection.request("POST", f"/api/v1/network/prefixes/{town.pools[pool]}/allocations", body, headers)
        response = connection.getresponse()
        return response.status, response.read()

    return ask


def over_http(town: Town) -> dict[str, float]:
    """One client, one address after another, with token, key, event and approval; the limit in the same rounds."""
    ask, took = asking(town), dict[str, list[list[float]]]()
    for n in range(40):
        status, said = ask("http_empty", f"warm{n}")
        if status != 200:
            raise RuntimeError(said.decode())
    for turn in range(ROUNDS):
        for pool in ("http_empty", "http_taken"):
            keys = iter(range(SEQUENTIAL))
            name = f"{pool}{turn}"
            act = lambda pool=pool, name=name, keys=keys: ask(pool, f"{name}-{next(keys)}")  # noqa: E731
            took.setdefault(pool, []).append(timed(act, SEQUENTIAL // 3))
        took.setdefault("bare", []).append(timed(bare, SEQUENTIAL // 3))
    every = {name: [one for round_ in rounds for one in round_] for name, rounds in took.items()}
    rate = {name: [len(one) / sum(one) for one in rounds] for name, rounds in took.items()}
    return {
        "http_empty_per_s": round(statistics.median(rate["http_empty"]), 1),
        "http_taken_per_s": round(statistics.median(rate["http_taken"]), 1),
        "http_empty_p95_ms": round(p95(every["http_empty"]) * 1000, 1),
        "http_taken_p95_ms": round(p95(every["http_taken"]) * 1000, 1),
        "http_alike": round(p95(every["http_taken"]) / p95(every["http_empty"]), 2),
        "http_ratio": statistics.median(a / b for a, b in zip(rate["http_taken"], rate["bare"], strict=True)),
        "statements": statements(town),
    }


def statements(town: Town) -> int:
    """The statements of one request with token and key, without the two that begin and end its transaction."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    body = {"holder": town.holder, "approval": town.approval, "count": 1}
    path = f"/api/v1/network/prefixes/{town.pools['one']}/allocations"
    client = Client(headers={"Authorization": f"Bearer {town.token}"}, SERVER_NAME="127.0.0.1")
    with CaptureQueriesContext(connection, ) as caught:  # fmt: skip
        response = client.post(path, body, "application/json", headers={"Idempotency-Key": "counted"})
    if response.status_code != 200:
        raise RuntimeError(response.content.decode())
    around = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not one["sql"].startswith(around) for one in caught.captured_queries)


def parallel(town: Town) -> dict[str, float]:
    """Sixteen clients on one pool, then over twenty."""
    found: dict[str, float] = {"parallel_faults": 0}
    for name, pools in (("one_block", ["one"]), ("twenty_blocks", [f"many{n}" for n in range(20)])):
        times: list[float] = []
        blocks: list[tuple[str, str]] = []
        faults: list[bytes] = []
        barrier = threading.Barrier(CLIENTS)

        def work(
            place: int,
            name: str = name,
            pools: list[str] = pools,
            times: list[float] = times,
            blocks: list[tuple[str, str]] = blocks,
            faults: list[bytes] = faults,
            barrier: threading.Barrier = barrier,
        ) -> None:
            ask = asking(town)
            barrier.wait()
            for n in range(EACH):
                pool = pools[(place * EACH + n) % len(pools)]
                began = time.perf_counter()
                status, said = ask(pool, f"{name}-{place}-{n}")
                times.append(time.perf_counter() - began)
                if status == 200:
                    blocks.append((pool, json.loads(said)["allocations"][0]["block"]))
                else:
                    faults.append(said)

        threads = [threading.Thread(target=work, args=(place,)) for place in range(CLIENTS)]
        began = time.perf_counter()
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        gone = time.perf_counter() - began
        found[f"{name}_per_s"] = round(len(blocks) / gone, 1)
        found[f"{name}_p95_ms"] = round(p95(times) * 1000, 1)
        found["parallel_faults"] += len(faults) + len(blocks) - len(set(blocks))
        if faults:
            print(faults[0].decode())
    return found


def in_bulk(town: Town) -> dict[str, float]:
    """10,000 addresses, an event each, in one go of the acts that an import uses."""
    from django.db import transaction

    act = taking(town, "bulk", 2500)
    began = time.perf_counter()
    with transaction.atomic():
        for _ in range(4):
            act()
    return {"bulk_10000_s": round(time.perf_counter() - began, 2)}


def blocks(town: Town) -> dict[str, float]:
    """The next /24 of a /8 with 10,000 children, and its list with utilisation."""
    from qilou.kernel.actor import PLATFORM
    from qilou.kernel.moment import now
    from qilou.network.actions.planning import enter_next_prefix
    from qilou.network.queries.addressing import level

    with superuser(town.url) as owner:
        owner.execute(
            """INSERT INTO network_prefix (vrf_id, owner_id, network, parent_id, parent_network, kind, role, standing,
                jurisdiction_id, description, site, entered_on, used, held, cooling, reserved)
            SELECT %(vrf)s, '440500', ('10.' || 100 + n / 250 || '.' || n %% 250 || '.0/24')::cidr, %(top)s,
                '10.0.0.0/8', 'pool', 'server', 'in_use', '440500', '', '', now(), 0, 0, 0, 0
            FROM generate_series(0, 9999) AS n""",
            {"vrf": town.pools["vrf"], "top": town.pools["top"]},
        )
        owner.execute("VACUUM ANALYZE")
    enter = lambda: enter_next_prefix(  # noqa: E731
        actor=PLATFORM, now=now(), within=town.pools["top"], length=24, kind="container"
    )
    listed = lambda: level(  # noqa: E731
        PLATFORM, vrf=town.pools["vrf"], parent=town.pools["top"], skip=4000, most=200
    )
    whole = lambda: level(PLATFORM, vrf=town.pools["vrf"], parent=None)  # noqa: E731
    timed(enter, 5)
    return {
        "next_24_in_8_p95_ms": round(p95(timed(enter, 100)) * 1000, 1),
        "list_p95_ms": round(max(p95(timed(listed, 60)), p95(timed(whole, 60))) * 1000, 1),
    }


def wire(town: Town) -> dict[str, float]:
    """20,000 hosts matched against 50,000 allocations: a hundred strangers, a hundred that changed their device."""
    from qilou.kernel.actor import PLATFORM
    from qilou.kernel.moment import now
    from qilou.network.actions.reconciliation import reconcile
    from qilou.network.models import Allocation

    Allocation.objects.filter(prefix=town.pools["taken"], block__lt="10.2.0.100/32").update(mac="aa:bb:cc:00:00:01")
    hosts = [f"10.2.{n // 256}.{n % 256},aa:bb:cc:00:00:02" for n in range(19_900)]
    hosts += [f"10.2.{250 + n // 256}.{n % 256}," for n in range(100)]
    began = time.perf_counter()
    made = reconcile(
        actor=PLATFORM,
        now=now(),
        vrf=town.pools["vrf"],
        source="device",
        name="bench",
        content="\n".join(["ip,mac", *hosts]),
    )
    gone = time.perf_counter() - began
    return {"wire_20000_s": round(gone, 2), "wire_missed": 200 - made.findings.count()}


def history(town: Town) -> dict[str, float]:
    """Who held an address on a day, over all the events: each address was held by three in turn."""
    from qilou.kernel.actor import PLATFORM
    from qilou.network.models import Prefix
    from qilou.network.queries.addressing import who_holds

    number = EVENTS // 9
    made = Prefix.objects.create(
        vrf_id=town.pools["vrf"], owner_id="440500", network="172.16.0.0/12", kind="pool", role="server",
        jurisdiction_id="440500", entered_on=SINCE,
    )  # fmt: skip
    for turn, status in enumerate(("released", "released", "active")):
        fill(town, made.pk, 0, number - 1, status, turn)
        with superuser(town.url) as owner:
            for start in range(0, number, 100_000):
                owner.execute(TELL, {"turn": turn, "first": start, "last": min(start + 99_999, number - 1)})
    with superuser(town.url) as owner:
        owner.execute("VACUUM ANALYZE")
    places = iter(range(0, number, max(number // 400, 1)))
    day = date(2026, 1, 2)

    def ask() -> None:
        n = next(places)
        found = who_holds(f"172.{16 + n // 65536}.{n // 256 % 256}.{n % 256}", PLATFORM, on=day, today=day)
        assert len(found.ever) == 3
        assert len(found.ever[0].acts) >= 2

    timed(ask, 50)
    return {"who_p95_ms": round(p95(timed(ask, 300)) * 1000, 1), "events": EVENTS}


def timed(act: Callable[[], object], times: int) -> list[float]:
    """Seconds of each."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return took


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
