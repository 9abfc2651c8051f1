"""The database of an installation: embedded or on a server of the city's own."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from qilou.site import database, roles
from qilou.site.embedded import SUPERUSER, Cluster, DatabaseTrouble


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[str]:
    """A database as an administrator leaves it: the roles and the owner are right, nothing is inside."""
    name = f"test_{uuid4().hex[:12]}"
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        roles.create_roles(connection)
        roles.create_database(connection, name)
    yield name
    database.drop(cluster, name)


def test_a_server_of_ones_own_is_migrated_by_the_migrator(
    cluster: Cluster, empty: str, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        database.migrate(cluster.url(roles.MIGRATOR, empty), verbosity=0)
    with psycopg.connect(cluster.url(roles.APP, empty)) as connection:
        assert connection.execute("SELECT count(*) FROM django_migrations").fetchone() != (0,)
        owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert owners.fetchall() == [(roles.OWNER,)]


def test_a_sign_in_that_may_not_prepare_is_told_what_an_administrator_runs(cluster: Cluster, empty: str) -> None:
    with (
        pytest.raises(DatabaseTrouble, match="qilou database roles"),
        database.as_owner(cluster.url(roles.APP, empty)),
    ):
        pytest.fail("the application acted as the owner")


def test_what_administrators_run_is_what_the_embedded_server_gets() -> None:
    told = roles.for_administrators()
    assert roles.ROLES in told
    assert roles.PRIVILEGES in told
    assert all(extension in told for extension in roles.EXTENSIONS)


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "name"),
    [
        (
            "postgresql://qilou_app:s%40fe@db.city:5433/qilou?sslmode=verify-full",
            "db.city",
            "5433",
            "qilou_app",
            "s@fe",
            "qilou",
        ),
        ("postgresql://qilou_app@/qilou?host=/run/postgresql", "/run/postgresql", "", "qilou_app", "", "qilou"),
    ],
)
def test_an_url_says_all_of_a_connection(url: str, host: str, port: str, user: str, password: str, name: str) -> None:
    said = database.settings_for(url)
    assert (said["HOST"], said["PORT"], said["USER"], said["PASSWORD"], said["NAME"]) == (
        host,
        port,
        user,
        password,
        name,
    )
    assert "host" not in said["OPTIONS"]
