"""The web server: several processes with several threads each, on one address."""

import gc
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from qilou.ledger.signing import SignerMissing, signer
from qilou.site import database, places
from qilou.site.embedded import DatabaseTrouble

THREADS = 8
BETWEEN_DUTIES = 300  # seconds
LONGEST_DUTIES = 3600
BEFORE_SEALING_AGAIN = 5  # seconds; the sealer ends only when something is badly wrong

# A worker forked while another process is being started inherits the pipe by which that start is awaited, and holds it
# open for its own life: whoever waits would neither seal nor do duties again.
STARTING = threading.Lock()
os.register_at_fork(before=STARTING.acquire, after_in_parent=STARTING.release, after_in_child=STARTING.release)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, told by arguments instead of a file of its own."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        application = get_wsgi_application()
        settle()
        return application


def settle() -> None:
    """What loading made stays for ever: the collector no longer walks it (0.2 s each time), workers keep sharing it."""
    gc.collect()
    gc.freeze()


def serve(host: str, port: int, *, processes: int, ready: Callable[[], None] | None = None) -> None:
    """Serve until stopped; `ready` is called once when the address answers."""
    refuse_unready()
    where = address(host, port)
    ended = threading.Event()
    sealing = threading.Thread(target=seal, args=[ended], daemon=True)

    def when_ready(server: Any) -> None:
        print(f"Qilou answers on {where}/", flush=True)
        threading.Thread(target=do_duties, daemon=True).start()
        sealing.start()
        if ready:
            ready()

    def on_exit(server: Any) -> None:
        ended.set()
        if sealing.is_alive():
            sealing.join()

    # Processes are made by forking: none may inherit a connection or a pool's threads.
    database.disconnect()
    Server(
        {
            "bind": where.removeprefix("http://"),
            "workers": processes,
            "threads": THREADS,
            "worker_class": "gthread",
            "preload_app": not settings.FROM_SOURCES,
            "reload": settings.FROM_SOURCES,
            "timeout": 60,
            "keepalive": 15,
            "max_requests": 20000,
            "max_requests_jitter": 2000,
            "loglevel": "warning",
            "logconfig_dict": settings.LOGGING,
            "control_socket_disable": True,
            "when_ready": when_ready,
            "child_exit": forget_gauges,
            "on_exit": on_exit,
        }
    ).run()


def address(host: str, port: int) -> str:
    """Where the server answers."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def count_together() -> None:
    """The processes count into one folder, new with each start; named before the library of the figures is imported."""
    folder = places.var() / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def forget_gauges(server: Any, worker: Any) -> None:
    """What a process that ended held at the moment counts no longer."""
    from prometheus_client import multiprocess  # not before the folder is named

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def do_duties() -> None:
    """Every few minutes, in a process of its own: the server's own never holds a connection to the database.

    A run that hangs is ended after an hour, and the next one goes on where it was.
    """
    while True:
        with started("duties") as duties:
            try:
                duties.wait(LONGEST_DUTIES)
            except subprocess.TimeoutExpired:
                duties.kill()
        time.sleep(BETWEEN_DUTIES)


def seal(ended: threading.Event) -> None:
    """All the time, in a process of its own for the same reason; it ends with this one, however that ends."""
    while not ended.is_set():
        with started("seal", "--attached") as sealer:
            while sealer.poll() is None and not ended.wait(0.2):
                pass
            sealer.terminate()
        ended.wait(BEFORE_SEALING_AGAIN)


def started(*words: str) -> subprocess.Popen[bytes]:
    """One of our own commands as a process of its own; no worker is forked meanwhile."""
    command = [sys.executable, "-m", "qilou.site.cli", *words]
    with STARTING:
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, env=directly())


def directly() -> dict[str, str]:
    """The environment of what holds a session's lock, which a pooler between does not keep together."""
    direct = os.environ.get("QILOU_DIRECT_URL")
    return {**os.environ, **({"QILOU_DATABASE_URL": direct} if direct else {})}


def refuse_unready() -> None:
    """What would fail at the first request is said before."""
    if not settings.FROM_SOURCES and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise DatabaseTrouble("The front-end assets are missing: run `qilou assets`.")
    if wrong := [one for one in checks.run_checks() if one.is_serious()]:
        raise DatabaseTrouble("\n".join(f"{one.msg} {one.hint or ''}".strip() for one in wrong))
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise DatabaseTrouble("The tables are behind this version: run `qilou migrate`.")
    try:
        signer()
    except SignerMissing as missing:
        raise DatabaseTrouble(str(missing)) from missing
