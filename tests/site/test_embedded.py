"""The embedded server: who may reach it, and what it survives."""

import os
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from qilou.site import database, roles
from qilou.site.embedded import LONGEST_SOCKET_PATH, SOCKET_FILE, Cluster, DatabaseTrouble


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the server's account can reach; pytest closes its own to everybody but us."""
    with tempfile.TemporaryDirectory(prefix="qilou-tests-") as made:
        Path(made).chmod(0o711)
        yield Path(made)


@pytest.fixture
def server(place: Path) -> Iterator[Cluster]:
    made = Cluster(place / "postgres")
    made.start()
    yield made
    made.stop()


def ask(server: Cluster, question: str, *, role: str = roles.APP, name: str = "city") -> object:
    with psycopg.connect(server.url(role, name), autocommit=True) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def fill(server: Cluster) -> None:
    database.make(server, "city")
    with psycopg.connect(server.url(roles.MIGRATOR, "city"), autocommit=True) as connection:
        connection.execute(f"SET ROLE {roles.OWNER}")
        connection.execute("CREATE TABLE wells (name text)")
    with psycopg.connect(server.url(roles.APP, "city"), autocommit=True) as connection:
        connection.execute("INSERT INTO wells VALUES ('练江')")


def await_death(process: int) -> None:
    for _ in range(200):
        if not Path(f"/proc/{process}/cmdline").exists() or not Path(f"/proc/{process}/cmdline").read_bytes():
            return
        time.sleep(0.05)


def test_data_survive_a_killed_server(server: Cluster) -> None:
    fill(server)
    process = server.postmaster()
    assert process is not None
    server.kill()
    await_death(process)
    assert not server.running()
    server.start()
    assert ask(server, "SELECT name FROM wells") == "练江"


def test_a_pid_file_that_names_a_stranger_does_not_stop_the_server(server: Cluster) -> None:
    fill(server)
    left = (server.data / "postmaster.pid").read_text().splitlines()
    server.stop()
    (server.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *left[1:]]) + "\n")
    assert not server.running()
    server.start()
    assert ask(server, "SELECT name FROM wells") == "练江"


def test_starting_twice_is_starting_once(server: Cluster) -> None:
    process = server.postmaster()
    server.start()
    assert server.postmaster() == process


def test_the_last_user_stops_a_server_that_nobody_asked_to_stay(server: Cluster) -> None:
    server.stop()
    with server.in_use():
        with Cluster(server.keep).in_use():
            assert server.running()
        assert server.running()
    assert not server.running()
    server.stay(True)
    with server.in_use():
        assert server.running()
    assert server.running()


def test_a_worker_forked_inside_the_block_does_not_stop_the_server_when_it_ends(server: Cluster) -> None:
    server.stop()
    try:
        with server.in_use():
            worker = os.fork()
            if worker == 0:
                raise SystemExit
            os.waitpid(worker, 0)
            assert server.running()
    except SystemExit:
        os._exit(0)
    assert not server.running()


def test_socket_and_data_are_closed_to_everybody_else(server: Cluster) -> None:
    for folder in (server.sockets, server.data):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    database.make(server, "city")
    assert ask(server, "SHOW listen_addresses") == ""
    rules = (server.data / "pg_hba.conf").read_text().splitlines()
    assert rules == ["local all all peer map=qilou", "local replication all peer map=qilou"]


def test_the_server_does_not_run_as_root(server: Cluster) -> None:
    assert server.account.uid != 0
    assert (server.data / "PG_VERSION").stat().st_uid == server.account.uid


def test_another_account_of_the_machine_is_refused(server: Cluster) -> None:
    if os.geteuid() != 0 or server.account.name == "daemon":
        pytest.skip("only root can ask as somebody else")
    database.make(server, "city")
    server.sockets.chmod(0o777)
    (server.sockets / SOCKET_FILE).chmod(0o777)
    stranger = [str(server.binaries / "psql"), f"host={server.sockets} user={roles.APP} dbname=city", "-c", "SELECT 1"]
    asked = subprocess.run(stranger, user="daemon", group="daemon", extra_groups=[], capture_output=True, text=True)
    assert asked.returncode != 0
    assert "authentication failed" in asked.stderr.lower()


@pytest.mark.parametrize("become", [roles.OWNER, roles.MIGRATOR, "qilou_root"])
def test_the_application_can_become_nobody_else(server: Cluster, become: str) -> None:
    database.make(server, "city")
    for attempt in (f"SET ROLE {become}", f"SET SESSION AUTHORIZATION {become}"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(server, attempt)


@pytest.mark.parametrize(
    "attempt",
    ["TRUNCATE wells", "DROP TABLE wells", "ALTER TABLE wells ADD depth int", "CREATE TABLE other (name text)"],
)
def test_the_application_cannot_reshape_tables(server: Cluster, attempt: str) -> None:
    fill(server)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server, attempt)


def test_a_checkout_too_deep_for_a_socket_gets_a_short_place(place: Path) -> None:
    deep = Cluster(place / ("d" * 100) / "postgres")
    assert len(os.fsencode(deep.sockets / SOCKET_FILE)) <= LONGEST_SOCKET_PATH
    with deep.in_use():
        assert stat.S_IMODE(deep.sockets.stat().st_mode) == 0o700
        assert database.names(Cluster(deep.keep), "postgres") == ["postgres"]
    shutil.rmtree(deep.sockets)


def test_a_socket_directory_of_somebody_else_is_not_used(place: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a directory away")
    cluster = Cluster(place / "postgres")
    cluster.home.mkdir(exist_ok=True)
    cluster.sockets.mkdir()
    os.chown(cluster.sockets, 12345, 12345)
    with pytest.raises(DatabaseTrouble, match="belongs to somebody else"):
        cluster.start()


def test_data_of_another_version_are_refused_with_what_to_do(server: Cluster) -> None:
    server.stop()
    (server.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(DatabaseTrouble, match="QILOU_POSTGRES_BIN"):
        server.start()
