"""A served city that is killed at work: its processes, and clients who go on until their matter is done.

The city has a server of several processes and a database of its own with fsync on. A client never takes an act for
done before the answer says so, and after a broken line first looks where the case stands.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import choice
from threading import Lock
from typing import Any
from uuid import uuid4

import psycopg
from django.conf import settings
from django.test import Client
from tests.e2e.plot import REGISTRATION

from qilou.casework.procedure import PROCEDURES
from qilou.demo.load import FIRST_DAY, PASSWORD
from qilou.demo.models import DemoCity
from qilou.demo.moments import PRESENT, in_order
from qilou.demo.registers import enter_all
from qilou.demo.stage import City
from qilou.demo.years import plan
from qilou.identity.models import Person
from qilou.site import database, roles
from qilou.site.embedded import SUPERUSER, Cluster

QILOU = [sys.executable, "-m", "qilou.site.cli"]
PATIENCE = 120  # seconds until a condition that must come true is given up
TOKEN = "k" * 32
UNITS = ("mib", "health", "ecology", "urban", "education", "land", "civil", "transport")
OFFICERS = ("authority.handler", "authority.checker", "authority.signer")
PLOT = replace(REGISTRATION, nature="new", system={})
GROUNDS = {
    "grounds": ["from_above"],
    "ground_documents": [
        {"name": "关于加快共享改造的通知", "number": "粤数〔2026〕9号", "issuer": "省数据局", "dated": "2026-10-28"}
    ],
}
LIFE = (  # who, of which procedure, which step; None is the unit's own handler
    (None, "declaration", "open"),
    (None, "declaration", "submit"),
    ("authority.handler", "declaration", "accept"),
    ("authority.handler", "pre_review", "find"),
    ("authority.handler", "pre_review", "pass"),
    ("authority.checker", "pre_review", "sign_off/endorse"),
    ("authority.signer", "pre_review", "sign_off/endorse"),
)
EVENTS = {  # what the record says of a whole life, in order
    "declaration": ["open", "submit", "accept"],
    "pre_review": ["open", "find", "pass.draft", "pass.check", "pass"],
}
PAPERS = {
    "declaration": ["projects.declaration.receipt", "projects.declaration.accepted"],
    "pre_review": ["projects.pre_review.passed"],
}


def words(number: int) -> str:
    """A text like no other, so that no two matters look like duplicates."""
    return "".join(chr(choice(range(0x4E00, 0x9F00))) for _ in range(number))


def until(holds: Callable[[], bool], why: str = "") -> None:
    """Wait for what must come true."""
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, why
        time.sleep(0.02)


def begun_city() -> dict[str, str]:
    """Bodies, people and a plan in force, by real acts, in the database at hand; gives everybody's session."""
    city = City(enter_all(FIRST_DAY, PASSWORD))

    def arrive(now: Any) -> None:
        city.now = now

    in_order([plan(city)], arrive)
    DemoCity.objects.create(pk=1, loaded_at=PRESENT, story_start=PRESENT)
    return {name: _session(name) for name in (*OFFICERS, *(f"{unit}.handler" for unit in UNITS))}


def _session(name: str) -> str:
    client = Client()
    client.force_login(Person.objects.get(username=name))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Broken(Exception):
    """No answer, or one that says nothing of the act."""


@dataclass
class Killed:
    """An installation in a folder, and how each part of it is killed and brought back."""

    place: Path
    env: dict[str, str]
    port: int
    cluster: Cluster = field(init=False)
    server: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.cluster = Cluster(self.place / "postgres")

    def take_over(self, cluster: Cluster, name: str) -> None:
        """The tables and rows of a database that the test has made."""
        self.cluster.start()
        database.make(self.cluster, "qilou")
        dumped = subprocess.run(
            [cluster.binaries / "pg_dump", "-d", cluster.url(SUPERUSER, name)], check=True, capture_output=True
        )
        loading = [cluster.binaries / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.cluster.url(SUPERUSER, "qilou")]
        subprocess.run(loading, input=dumped.stdout, check=True, capture_output=True)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One of the operator's commands."""
        return subprocess.run([*QILOU, *words], env=self.env, capture_output=True, text=True)

    def serve(self) -> None:
        """Start the server, as a supervisor would."""
        command = [*QILOU, "serve", "--port", str(self.port), "--processes", "2"]
        with (self.place / "log").open("ab") as log:
            self.server = subprocess.Popen(command, env=self.env, stdout=log, stderr=log, start_new_session=True)
        until(self.answers, "the server does not come up")

    def answers(self) -> bool:
        """Whether the server answers and its database does."""
        with suppress(OSError, http.client.HTTPException):
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                line.request("GET", "/healthz")
                return line.getresponse().status == 200
            finally:
                line.close()
        return False

    def seals(self) -> bool:
        """Whether the server has a sealer."""
        assert self.server is not None
        return any(" seal " in called for called in self.children(self.server.pid).values())

    def stop(self) -> None:
        """End everything that still runs."""
        if self.server:
            self.kill_server()
        self.cluster.stay(False)
        self.cluster.stop()

    def children(self, pid: int) -> dict[int, str]:
        """The processes that a process has started, with their command lines."""
        found = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                    found[int(stat.parent.name)] = stat.with_name("cmdline").read_text().replace("\0", " ")
        return found

    # Killing

    def kill_server(self) -> None:
        """The server with everything that it has started but the database: nobody is told, nothing is finished."""
        assert self.server is not None
        for pid in [self.server.pid, *self.children(self.server.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.server.wait()

    def kill_workers(self) -> None:
        """One process that answers requests, the sealer and the duties; the server lives on."""
        assert self.server is not None
        running = self.children(self.server.pid)
        helping = [pid for pid, called in running.items() if " seal " in called or called.endswith(" duties ")]
        answering = [pid for pid, called in running.items() if " serve " in called]
        assert answering
        assert helping
        for pid in (answering[0], *helping):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def kill_database(self) -> None:
        """The database's first process and all its others."""
        first = self.cluster.postmaster()
        assert first is not None
        for pid in [first, *self.children(first)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until(lambda: not self.cluster.running())

    def kill(self, what: str) -> None:
        """Kill a part, and bring it back as an operator or a supervisor does."""
        if what in ("database", "power"):
            self.kill_database()
        if what in ("server", "power"):
            self.kill_server()
        if what == "workers":
            self.kill_workers()
        if what == "database":
            assert self.command("database", "start").returncode == 0
        if what in ("server", "power"):
            self.serve()
        until(self.answers, f"after the {what} nothing answers")
        until(self.seals, "nobody seals again")

    @contextmanager
    def rows(self) -> Any:
        """A look into the database, past the server."""
        with psycopg.connect(self.cluster.url(roles.APP, "qilou")) as connection:
            yield connection


@dataclass
class Acknowledged:
    """What clients were told is done."""

    acts: list[tuple[str, str]] = field(default_factory=list)
    unsure: int = 0
    lock: Lock = field(default_factory=Lock)

    def add(self, number: str, name: str) -> None:
        with self.lock:
            self.acts.append((number, name))

    def doubt(self) -> None:
        with self.lock:
            self.unsure += 1


@dataclass
class Matter:
    """One declaration from its opening to the end of its pre-review, by whoever's turn it is."""

    city: Killed
    sessions: dict[str, str]
    unit: str
    told: Acknowledged
    title: str = field(default_factory=lambda: words(12))
    numbers: dict[str, str] = field(default_factory=dict)

    def live(self) -> None:
        """Every act, in order; what a broken line left unsure is looked up before it is tried again."""
        papers = {"programme": self.brought()}
        for who, code, step in LIFE:
            actor = who or f"{self.unit}.handler"
            self.take(actor, code, step, self.typed(step, papers))

    def typed(self, step: str, papers: dict[str, str]) -> dict[str, object] | None:
        """What the act's form says."""
        match step:
            case "open":
                return {"title": self.title, "track": "special", "budget_year": 2027}
            case "submit":
                unlike = {"content": words(60), "items": [{"name": words(12), "scale": "1项"}]}
                return {**PLOT.form(**GROUNDS), **papers, **unlike}
            case "find":
                return PLOT.findings
            case "pass":
                return {"remark": "符合规划，同意通过预审。"}
            case "sign_off/endorse":
                return {"opinion": "同意。"}
        return None

    def take(self, actor: str, code: str, step: str, typed: object) -> None:
        """Take an act until an answer says that it is done, or a look that it was."""
        path = f"/api/v1/{PROCEDURES[f'projects.{code}'][-1].path}"
        seen = None
        while True:
            try:
                if step == "open":
                    if (number := self.found(actor, code)) is None:
                        number = self.ask(actor, "POST", f"{path}/", typed)["number"]
                        self.told.add(number, f"projects.{code}.open")
                    self.numbers[code] = number
                    return
                number = self.number(actor, code)
                version = self.ask(actor, "GET", f"{path}/{number}")["version"]
                if seen is not None and version > seen:
                    return
                seen = version
                self.ask(actor, "POST", f"{path}/{number}/{step}?version={version}", typed)
                self.told.add(number, self.name_of(actor, code, step))
                return
            except Broken:
                self.told.doubt()
                until(self.city.answers)

    def name_of(self, actor: str, code: str, step: str) -> str:
        """The name under which the record keeps the act."""
        if step == "pass":
            return f"projects.{code}.pass.draft"
        if step == "sign_off/endorse":
            return f"projects.{code}.pass{'.check' if actor.endswith('checker') else ''}"
        return f"projects.{code}.{step}"

    def number(self, actor: str, code: str) -> str:
        """The case's number; that which another act opened is looked for."""
        if code not in self.numbers:
            found = self.found(actor, code)
            assert found is not None, f"no {code} of {self.title}"
            self.numbers[code] = found
        return self.numbers[code]

    def found(self, actor: str, code: str) -> str | None:
        """The number of the matter's case of a procedure, if there is one."""
        rows = self.ask(actor, "GET", f"/api/v1/cases?procedure=projects.{code}")
        return next((row["number"] for row in rows if row["title"] == self.title), None)

    def brought(self) -> str:
        """The programme, uploaded; the hash that the answer gives."""
        content = f"%PDF-1.7 {self.title}".encode()
        while True:
            try:
                told = self.upload(f"{self.unit}.handler", content)
            except Broken:
                self.told.doubt()
                until(self.city.answers)
            else:
                return str(told["hash"])

    def upload(self, actor: str, content: bytes) -> Any:
        mark = uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        return self.send(actor, "POST", "/files/", body, f"multipart/form-data; boundary={mark}")

    def ask(self, actor: str, method: str, path: str, typed: object = None) -> Any:
        body = json.dumps(typed).encode() if method == "POST" else None
        return self.send(actor, method, path, body, "application/json")

    def send(self, actor: str, method: str, path: str, body: bytes | None, kind: str) -> Any:
        """The decoded answer. Raises Broken where there is none, or none that says whether it was done."""
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.sessions[actor]}; csrftoken={TOKEN}"
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": kind}
        line = http.client.HTTPConnection("127.0.0.1", self.city.port, timeout=30)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            told = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Broken from error
        finally:
            line.close()
        if answer.status >= 500 or answer.status == 409:  # 409: the dying server's own transaction came first
            raise Broken
        assert answer.status in (200, 201), f"{method} {path}: {answer.status} {told.decode()}"
        return json.loads(told)
