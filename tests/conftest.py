"""Databases and browsers for tests: a template made once by the real migrations, cloned for whoever needs one."""

import contextlib
import fcntl
import hashlib
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from qilou.site import database, places, roles
from qilou.site.embedded import Cluster

KEPT_TEMPLATES = 3


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server of the tests: fast and disposable, shared by all workers, stopped by the last."""
    server = Cluster(places.var() / "postgres", disposable=True)
    with server.in_use():
        yield server


@pytest.fixture(scope="session")
def template(cluster: Cluster, django_db_blocker: pytest.FixtureRequest) -> str:
    """The name of a migrated database; made anew whenever a migration or a model changed."""
    name = f"template_{_fingerprint()}"
    with _alone("template.lock"), django_db_blocker.unblock():
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
def _alone(name: str) -> Iterator[None]:
    places.var().mkdir(parents=True, exist_ok=True)
    with (places.var() / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _clone(cluster: Cluster, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex[:12]}"
    with _alone("clone.lock"):
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
def django_db_setup(cluster: Cluster, template: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """One clone a worker, used as `qilou_app` inside transactions that are rolled back."""
    with _clone(cluster, template) as name, _connected(cluster.url(roles.APP, name)):
        with django_db_blocker.unblock():
            yield


@pytest.fixture
def committed_db(
    cluster: Cluster, template: str, django_db_blocker: pytest.FixtureRequest, tmp_path: Path, settings: object
) -> Iterator[str]:
    """A database of the test's own, for what must really commit; gives the URL at which `qilou_app` signs in."""
    settings.MEDIA_ROOT = tmp_path / "files"
    with _clone(cluster, template) as name, _connected(cluster.url(roles.APP, name)), django_db_blocker.unblock():
        yield cluster.url(roles.APP, name)


@pytest.fixture
def transactional_db() -> None:
    pytest.fail("qilou_app may not truncate tables: use committed_db")
