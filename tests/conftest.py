"""Databases and browsers for tests: a template made once by the real migrations, cloned for whoever needs one."""

import contextlib
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from qilou.site import database, places, roles
from qilou.site.embedded import Cluster

# How fast an example was made or run says something of the machine, not of the product.
settings.register_profile("whatever the machine's speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("whatever the machine's speed")

KEPT_TEMPLATES = 5
MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # files in memory, in bytes
DATABASE_FIXTURES = {"db", "committed_db", "cluster", "template", "server"}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`-m database` selects what needs a server, so that it can be run once more on another version; whole lives, the
    longest of all, come first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: item.path.parent.name != "e2e")
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(fixtures):
            item.add_marker("database")
        if "new_page" in fixtures or "browser" in fixtures:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server of the tests: fast and disposable, shared by all workers, stopped by the last."""
    server = Cluster(_in_memory() or places.var() / "postgres", disposable=True)
    with contextlib.ExitStack() as stack:
        with _alone():
            fresh = not server.running()
            stack.enter_context(server.in_use())
            if fresh:
                _clear(server)
        yield server


def _in_memory() -> Path | None:
    """This checkout's place in memory where there is room: hundreds of databases are copied, file by file."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM or not os.access(MEMORY, os.W_OK):
        return None
    mine = f"qilou-tests-{os.geteuid()}-"
    for said in MEMORY.glob(f"{mine}*/of"):
        if not Path(said.read_text()).is_dir():
            shutil.rmtree(said.parent, ignore_errors=True)  # its checkout is gone
    place = MEMORY / f"{mine}{hashlib.sha256(os.fsencode(places.var())).hexdigest()[:12]}"
    places.var().mkdir(parents=True, exist_ok=True)
    place.mkdir(exist_ok=True)
    (place / "of").write_text(str(places.var()))
    return place


def _clear(cluster: Cluster) -> None:
    """Databases that an interrupted run left behind."""
    for left in [*database.names(cluster, "test\\_%"), *database.names(cluster, "making\\_%")]:
        database.drop(cluster, left)


@pytest.fixture(scope="session")
def template(cluster: Cluster, django_db_blocker: DjangoDbBlocker) -> str:
    """The name of a migrated database; made anew whenever a migration or a model changed."""
    name = f"template_{_fingerprint()}"
    with _alone(), django_db_blocker.unblock():
        if name not in database.names(cluster, "template_%"):
            _make_template(cluster, name)
    return name


def _make_template(cluster: Cluster, name: str) -> None:
    half = f"making_{name}"
    database.drop(cluster, half)
    database.make(cluster, half)
    database.migrate(cluster.url(roles.MIGRATOR, half), verbosity=0)
    database.rename(cluster, half, name)
    for old in database.names(cluster, "template\\_%")[:-KEPT_TEMPLATES]:
        database.drop(cluster, old)


def _fingerprint() -> str:
    """Everything a database's shape comes from."""
    source = places.SOURCE
    shapes = [*source.glob("*/migrations/**/*"), *source.glob("*/models.py"), *source.glob("*/models/**/*.py")]
    shapes += [source / "site" / "roles.py", source / "site" / "database.py", source / "site" / "settings.py"]
    mark = hashlib.sha256()
    for path in sorted(path for path in shapes if path.is_file() and path.suffix != ".pyc"):
        mark.update(str(path.relative_to(source)).encode() + b"\0" + path.read_bytes())
    return mark.hexdigest()[:16]


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One process at a time makes or removes databases."""
    places.var().mkdir(parents=True, exist_ok=True)
    with (places.var() / "databases.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _clone(cluster: Cluster, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex[:12]}"
    with _alone():
        database.copy(cluster, template, name)
    try:
        yield name
    finally:
        database.drop(cluster, name)


@contextlib.contextmanager
def _connected(url: str) -> Iterator[None]:
    """Django's connection signs in at the URL; other threads' connections do too."""
    from django.db import connections

    connection = connections["default"]
    before = dict(connection.settings_dict)
    connection.close()
    now = database.settings_for(url)
    # In place: connections of other threads are made from the same dictionary.
    connections.settings["default"].update(now)
    connection.settings_dict.update(now)
    try:
        yield
    finally:
        connection.close()
        connections.settings["default"].update(before)
        connection.settings_dict.update(before)


@pytest.fixture(scope="session")
def django_db_setup(cluster: Cluster, template: str) -> Iterator[None]:
    """One clone a worker, used as `qilou_app` inside transactions that are rolled back."""
    with _clone(cluster, template) as name, _connected(cluster.url(roles.APP, name)):
        yield


@pytest.fixture
def committed_db(
    cluster: Cluster, template: str, django_db_blocker: DjangoDbBlocker, tmp_path: Path, settings: Any
) -> Iterator[str]:
    """A database of the test's own, for what must really commit; gives the URL at which `qilou_app` signs in."""
    settings.MEDIA_ROOT = tmp_path / "files"
    with _clone(cluster, template) as name, _connected(cluster.url(roles.APP, name)), django_db_blocker.unblock():
        yield cluster.url(roles.APP, name)


@pytest.fixture
def transactional_db() -> None:
    pytest.fail("qilou_app may not truncate tables: use committed_db")


@dataclass(frozen=True)
class Served:
    """The application, answering on a free port of this machine."""

    url: str


@pytest.fixture
def served(committed_db: str) -> Iterator[Served]:
    """The application with a thread for each request, on a database of the test's own."""
    from django.test.testcases import LiveServerThread

    server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield Served(f"http://127.0.0.1:{server.port}")
    finally:
        server.terminate()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The machine's browser; without one a browser test fails, unless the caller said to skip them."""
    named = os.environ.get("QILOU_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found:
        return found
    if os.environ.get("QILOU_SKIP_BROWSER") == "1":
        pytest.skip("QILOU_SKIP_BROWSER=1 and no Chromium here")
    pytest.fail("No Chromium: install it, name it in QILOU_CHROMIUM, or set QILOU_SKIP_BROWSER=1", pytrace=False)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, which Django otherwise takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Any, served: Served) -> Iterator[Callable[..., Any]]:
    """Opens a page for a person (or a stranger), as wide as asked; a script's error on any page fails the test."""
    faults: list[str] = []
    contexts = []

    def opened(person: Any = None, **options: Any) -> Any:
        chosen = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
        context = browser.new_context(base_url=served.url, locale="zh-CN", timezone_id="Asia/Shanghai", **chosen)
        context.set_default_timeout(15_000)
        contexts.append(context)
        if person is not None:
            context.add_cookies([_session_of(person, served.url)])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A stranger's page."""
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Any]) -> Any:
    """A stranger's page on a phone."""
    return new_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)


def _session_of(person: Any, url: str) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


def _is_fault(message: Any) -> bool:
    """A refusal's status is an answer, and a test may cut the line; all else that a page complains of is a fault."""
    known = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED")
    return message.type == "error" and not any(one in message.text for one in known)


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's script."""
    return (places.CHECKOUT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
