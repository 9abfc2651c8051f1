"""What a step of the engine costs against the bare limit and against django-fsm-2 writing the same rows.

Eight processes, fsync on, one server, the three ways in turn. The limit is one statement that updates a case and
inserts an event. Each process has a jurisdiction of its own, as a city with its seven districts has: numbers of one
word are given one after another, so that one word's rate is the commits that one connection can make.
"""

import multiprocessing
import os
import statistics
import time
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.server import served, use, verdict

PROCESSES = 8
CASES = 40
ROUNDS = 5
SECONDS = 3.0
SINCE = date(2020, 1, 1)


@dataclass
class Measured:
    """One way's rate and cost in a round."""

    rate: float
    client_cpu: float
    server_cpu: float
    steps: int


def main() -> None:
    """Print the figures and, last, the line of JSON."""
    with served() as url:
        towns = prepare()
        results: dict[str, list[Measured]] = {}
        for _ in range(ROUNDS):
            for way in ("bare", "engine", "fsm", "engine_async"):
                results.setdefault(way, []).append(run(way, url, towns))
        rates = {way: statistics.median(one.rate for one in found) for way, found in results.items()}
        for way, found in results.items():
            client = statistics.median(one.client_cpu for one in found) * 1e6
            server = statistics.median(one.server_cpu for one in found) * 1e6
            print(f"{way:13} {rates[way]:7.0f} steps/s   CPU a step: {client:5.0f} µs client, {server:5.0f} µs server")
    paired = [e.rate / b.rate for e, b in zip(results["engine"], results["bare"], strict=True)]
    against = [e.rate / f.rate for e, f in zip(results["engine"], results["fsm"], strict=True)]
    ratio, times = statistics.median(paired), statistics.median(against)
    verdict(
        bench="engine",
        ratio=round(ratio, 3),
        goal=0.15,
        fsm_ratio=round(times, 2),
        fsm_goal=2,
        holds=ratio >= 0.15 and times >= 2,
        processes=PROCESSES,
        rounds=ROUNDS,
        seconds=SECONDS,
        steps={way: sum(one.steps for one in found) for way, found in results.items()},
        fsync=True,
    )


def prepare() -> list[dict[str, Any]]:
    """An authority, a finance department, a unit and cases in each jurisdiction; what a process needs of them."""
    from bench import engine_procedure
    from qilou.casework.actions.opening import open_case
    from qilou.casework.models import Letterhead
    from qilou.identity.models import Appointment, FunctionHolding, Jurisdiction, Organisation, Person, Post
    from qilou.identity.queries import actor_of
    from qilou.kernel.moment import now

    towns = []
    for place, jurisdiction in enumerate(Jurisdiction.objects.order_by("code")[:PROCESSES]):
        made: dict[str, Any] = {}
        for name in ("authority", "finance", "unit"):
            body = Organisation.objects.create(
                name_zh=f"{name}{place}", name_en=name, jurisdiction=jurisdiction, kind="government", since=SINCE
            )
            person = Person.objects.create(
                username=f"{name}{place}", name_zh=name, name_en=name, jurisdiction=jurisdiction
            )
            post = Post.objects.create(organisation=body, kind="handler", title_zh="经办", title_en="x", since=SINCE)
            Appointment.objects.create(post=post, person=person, since=SINCE)
            if name != "unit":
                FunctionHolding.objects.create(
                    function=name.upper(), jurisdiction=jurisdiction, organisation=body, since=SINCE, document="b"
                )
            made[name] = person
            made[f"{name}_body"] = body
        Letterhead.objects.create(organisation=made["authority_body"], word=f"基{place}")
        unit = actor_of(made["unit"], now().date())
        numbers = [
            open_case(
                engine_procedure.CODE, actor=unit, now=now(), jurisdiction=jurisdiction.code, title="某系统"
            ).case.number
            for _ in range(CASES)
        ]
        towns.append({"person": made["authority"].pk, "numbers": numbers, "word": f"基{place}"})
    return towns


def run(way: str, url: str, towns: list[dict[str, Any]]) -> Measured:
    """All processes at once for a while."""
    spawned = multiprocessing.get_context("spawn")
    barrier, results = spawned.Barrier(PROCESSES), spawned.Queue()
    processes = [
        spawned.Process(target=work, args=(way, url, towns[place % len(towns)], barrier, results))
        for place in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    found = [results.get() for _ in processes]
    for process in processes:
        process.join()
    steps = sum(one[0] for one in found)
    return Measured(
        sum(one[0] / one[1] for one in found),
        sum(one[2] for one in found) / steps,
        sum(one[3] for one in found) / steps,
        steps,
    )


def work(way: str, url: str, town: dict[str, Any], barrier: Any, results: Any) -> None:
    """One process: warm up, settle as the server's do, wait for the others, then step until the time is over."""
    import django

    django.setup()
    from django.db import connection

    from qilou.site.serve import settle

    use(url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
        if way == "engine_async":
            cursor.execute("SET synchronous_commit = off")
    step = WAYS[way](town)
    for _ in range(20):
        step()
    settle()
    barrier.wait()
    count, began, cpu, server = 0, time.perf_counter(), time.process_time(), _cpu_of(backend)
    while (gone := time.perf_counter() - began) < SECONDS:
        step()
        count += 1
    results.put((count, gone, time.process_time() - cpu, _cpu_of(backend) - server))


def _cpu_of(pid: int) -> float:
    """CPU seconds of a process; 0 where the machine does not tell."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bare(town: dict[str, Any]) -> Any:
    """The limit: one statement that updates a case and inserts an event."""
    from django.db import connection

    from qilou.kernel.moment import now
    from qilou.ledger.event import new_event_id

    sql = """
        WITH moved AS (UPDATE casework_case SET state = %s, version = version + 1 WHERE number = %s RETURNING id)
        INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)
        SELECT %s::uuid, 'bench.turn.forth', %s, 1, 'x', %s, %s FROM moved
    """
    numbers, turn = town["numbers"], [0]

    def step() -> None:
        number = numbers[turn[0] % CASES]
        turn[0] += 1
        with connection.cursor() as cursor:
            cursor.execute(sql, ["one", number, new_event_id(), number, now(), b"{}"])

    return step


def engine(town: dict[str, Any]) -> Any:
    """The product's step, whole."""
    from bench import engine_procedure
    from qilou.casework.actions.perform import perform
    from qilou.casework.models import Case
    from qilou.identity.models import Person
    from qilou.identity.queries import actor_of
    from qilou.kernel.moment import now

    actor = actor_of(Person.objects.get(pk=town["person"]), now().date())
    _restore(town["numbers"])
    there = dict(Case.objects.filter(number__in=town["numbers"]).values_list("number", "state"))
    numbers, turn = town["numbers"], [0]

    def step() -> None:
        number = numbers[turn[0] % CASES]
        turn[0] += 1
        name = "forth" if there[number] == "one" else "back"
        perform(engine_procedure.CODE, number, name, actor=actor, now=now(), data={"amount": "880000.00"})
        there[number] = "two" if name == "forth" else "one"

    return step


def _restore(numbers: list[str]) -> None:
    """States and clocks as they agree with each other, whatever another way left."""
    from qilou.casework.models import Case, Clock

    for case in Case.objects.filter(number__in=numbers):
        open_clock = Clock.objects.filter(case=case, ended_on__isnull=True).first()
        if open_clock is not None:
            Case.objects.filter(pk=case.pk).update(state=open_clock.name.removeprefix("in_"))


def fsm(town: dict[str, Any]) -> Any:
    """The same rows by django-fsm-2 and Django's ORM, as its users write them."""
    from bench.engine_fsm import stepper

    _restore(town["numbers"])
    return stepper(town)


WAYS = {"bare": bare, "engine": engine, "fsm": fsm, "engine_async": engine}

if __name__ == "__main__":
    main()
