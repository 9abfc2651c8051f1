"""The database of this installation: the embedded one, or the server that `QILOU_DATABASE_URL` names."""

import contextlib
import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

from qilou.site import places, roles
from qilou.site.backup import Source
from qilou.site.embedded import SUPERUSER, Cluster, DatabaseTrouble, shipped_binaries

NAME = "qilou"


def embedded() -> Cluster:
    return Cluster(places.var() / "postgres", archive=places.archive())


def external_url() -> str:
    return os.environ.get("QILOU_DATABASE_URL", "")


PREPARE_AFTER = 3


def settings_for(url: str) -> dict[str, Any]:
    """Django's description of a connection, from `postgresql://user:password@host:port/name?option=value`."""
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    # Planning a step's statements costs more than running them: bound by the server, they are planned once.
    options |= {"server_side_binding": True, "prepare_threshold": PREPARE_AFTER}
    return {
        "ENGINE": "qilou.kernel.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
    }


def app_url() -> str:
    """How the application signs in."""
    return external_url() or embedded().url(roles.APP, NAME)


def migrator_url() -> str:
    """How `qilou migrate` signs in."""
    if external_url():
        return os.environ.get("QILOU_MIGRATOR_URL") or external_url()
    return embedded().url(roles.MIGRATOR, NAME)


def source_of_backups(files: Path) -> Source:
    """What `qilou backup` saves; a server of the city's own is copied by a sign-in that may replicate."""
    if not external_url():
        return Source(embedded().url(SUPERUSER, "postgres"), embedded().binaries, files)
    url = os.environ.get("QILOU_BACKUP_URL")
    if not url:
        raise DatabaseTrouble("Name a sign-in of your server that has REPLICATION in QILOU_BACKUP_URL.")
    return Source(url, shipped_binaries(), files)


def prepare() -> bool:
    """Make the embedded database if it is missing; whether it was made just now. The server must run."""
    with _superuser(embedded()) as connection:
        if roles.exists(connection, NAME):
            return False
    make(embedded(), NAME)
    return True


def make(cluster: Cluster, name: str) -> None:
    """A furnished, empty database; made under another name first, so that an interruption leaves no half of one."""
    half = f"{name}_half"
    with _superuser(cluster) as connection:
        roles.create_roles(connection)
        roles.drop_database(connection, half)
        roles.create_database(connection, half)
    with _superuser(cluster, half) as connection:
        roles.furnish(connection)
    rename(cluster, half, name)


def rename(cluster: Cluster, before: str, name: str) -> None:
    with _superuser(cluster) as connection:
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (before, name))))


def drop(cluster: Cluster, name: str) -> None:
    with _superuser(cluster) as connection:
        roles.drop_database(connection, name)


def copy(cluster: Cluster, source: str, name: str) -> None:
    with _superuser(cluster) as connection:
        roles.create_database(connection, name, template=source)


def names(cluster: Cluster, like: str) -> list[str]:
    with _superuser(cluster) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [like])
        return [name for (name,) in found]


def disconnect() -> None:
    """Let go of Django's connection and of its pool."""
    from django.db import connection

    connection.close()
    pooled: Any = connection  # only PostgreSQL's connections have a pool, which the types do not know
    pooled.close_pool()


@contextlib.contextmanager
def running() -> Iterator[None]:
    """The database answers for the length of the block; an embedded one is started, prepared, and stopped after."""
    if external_url():
        yield
        return
    with embedded().in_use():
        prepare()
        yield


def migrate(url: str, *, verbosity: int = 1) -> None:
    """Bring the tables up to date, acting as the owner of everything."""
    from django.core.management import call_command
    from django.db import connections

    with as_owner(url), _seldom_collected():
        call_command("migrate", interactive=False, verbosity=verbosity)
        connections["default"].close()


@contextlib.contextmanager
def _seldom_collected() -> Iterator[None]:
    """Migrations make models anew at every operation: looking for their garbage each time costs a fifth of the work."""
    kept = gc.get_threshold()
    gc.set_threshold(200_000, *kept[1:])
    try:
        yield
    finally:
        gc.set_threshold(*kept)


@contextlib.contextmanager
def as_owner(url: str) -> Iterator[None]:
    """Django's connection signs in at the URL and acts as `qilou_owner`, then is what it was."""
    from django.db import connections

    connection = connections["default"]
    before = connection.settings_dict
    connection.close()
    _furnish(url)
    changed = {**before, **settings_for(url)}
    changed["OPTIONS"] = {**changed["OPTIONS"], "assume_role": roles.OWNER}
    connection.settings_dict = changed
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = before


def _furnish(url: str) -> None:
    """A server of the city's own needs the roles and a database of the owner's; the operator is told what lacks."""
    with psycopg.connect(url, autocommit=True) as connection:
        try:
            if not roles.all_exist(connection):
                roles.create_roles(connection)
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(roles.OWNER)))
            roles.furnish(connection)
        except psycopg.errors.InsufficientPrivilege as refusal:
            raise DatabaseTrouble(
                f"This sign-in may not prepare the database ({refusal}): "
                "let an administrator run what `qilou database roles` prints."
            ) from refusal


def _superuser(cluster: Cluster, name: str = "postgres") -> psycopg.Connection[Any]:
    return psycopg.connect(cluster.url(SUPERUSER, name), autocommit=True)
