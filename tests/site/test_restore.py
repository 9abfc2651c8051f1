"""Backups and the archive: what was archived comes back whole, and nothing is ever written over."""

import contextlib
import json
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
import pytest
from tests.conftest import _connected
from tests.site.test_serve import QILOU, free_port, installation  # noqa: F401  # a fixture

from qilou.ledger.canonical import canonical
from qilou.ledger.head import Head, read_head
from qilou.ledger.record import INSERT_EVENT
from qilou.ledger.sealing import last_head, seal
from qilou.ledger.signing import FileSigner, make_key
from qilou.ledger.tree import extends
from qilou.site import archive, backup, database, roles
from qilou.site.backup import Source
from qilou.site.embedded import SUPERUSER, Cluster, DatabaseTrouble
from qilou.site.proof import AFTER_SEALING, prove
from qilou.site.restore import restore

PATIENCE = 120  # seconds until a condition that must come true is given up


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.05)


class Town:
    """A server of its own with the product's tables, an archive, stored files and a folder of backups."""

    def __init__(self, place: Path, archived: bool = True) -> None:
        self.files, self.backups, self.archive = place / "files", place / "backups", place / "archive"
        self.cluster = Cluster(place / "postgres", archive=self.archive if archived else None)
        self.written = 0

    def begin(self, tables_of: str, programs: Path) -> None:
        self.cluster.start()
        database.make(self.cluster, "qilou")
        dumped = subprocess.run([programs / "pg_dump", "-d", tables_of], check=True, capture_output=True)
        loading = [programs / "psql", "-q", "-d", self.cluster.url(SUPERUSER, "qilou")]
        subprocess.run(loading, input=dumped.stdout, check=True, capture_output=True)

    def act(self, times: int = 1) -> None:
        with psycopg.connect(self.cluster.url(roles.APP, "qilou"), autocommit=True) as connection:
            for _ in range(times):
                write_act(connection, self.written + 1)
                self.written += 1

    def store(self, content: bytes) -> str:
        name = sha256(content).hexdigest()
        (self.files / name[:2]).mkdir(parents=True, exist_ok=True)
        (self.files / name[:2] / name).write_bytes(content)
        with psycopg.connect(self.cluster.url(SUPERUSER, "qilou"), autocommit=True) as connection:
            connection.execute(
                "INSERT INTO casework_storedfile (hash, name, media_type, size, stored_at)"
                " VALUES (%s, 'a.txt', 'text/plain', %s, now())",
                [name, len(content)],
            )
        return name

    def wait_for_archive(self) -> None:
        """Until everything written so far lies in the archive."""
        with psycopg.connect(self.cluster.url(SUPERUSER, "qilou"), autocommit=True) as connection:
            (segment,) = connection.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone() or ("",)
        until(lambda: (self.archive / f"{segment}.gz").exists())

    def save(self) -> backup.Manifest:
        return backup.make(
            Source(self.cluster.url(SUPERUSER, "postgres"), self.cluster.binaries, self.files), self.backups
        )


def write_act(connection: psycopg.Connection[Any], number: int) -> None:
    body = canonical({"n": number}).encode()
    values = {
        "event_id": f"00000000-0000-7000-8000-{number:012d}",
        "name": "tests.act",
        "case_number": "",
        "actor_id": 0,
        "organisation": "Qilou",
        "acted_at": datetime.now(UTC),
        "body": body,
    }
    connection.execute(INSERT_EVENT, values)


def acts_in(var: Path) -> list[int]:
    """The numbers of the acts in a restored city, which is started for the question."""
    cluster = Cluster(var / "postgres")
    with cluster.in_use(), psycopg.connect(cluster.url(roles.APP, "qilou")) as connection:
        rows = connection.execute("SELECT event_id::text FROM ledger_event WHERE name = 'tests.act' ORDER BY 1")
        return [int(text[-12:]) for (text,) in rows]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the database's account can reach."""
    with tempfile.TemporaryDirectory(prefix="qilou-tests-") as made:
        Path(made).chmod(0o711)
        yield Path(made)
        for left in Path(made).glob("*/postgres"):
            Cluster(left).stop()


@pytest.fixture
def town(place: Path, cluster: Cluster, template: str) -> Iterator[Town]:
    (place / "city").mkdir(mode=0o711)
    town = Town(place / "city")
    town.begin(cluster.url(SUPERUSER, template), cluster.binaries)
    yield town
    town.cluster.stop()


def test_a_killed_city_comes_back_with_all_that_was_archived_and_to_a_chosen_moment(town: Town, place: Path) -> None:
    kept = town.store(b"a document")
    town.act(20)
    saved = town.save()
    assert backup.check(town.backups, saved.name, town.cluster.binaries) == []
    with pytest.raises(DatabaseTrouble, match="city in use"):
        restore(town.files.parent, backups=town.backups, archived=town.archive)
    town.act(20)
    between = datetime.now(UTC)
    town.act(20)
    town.wait_for_archive()
    archived = town.written
    town.act(20)
    town.cluster.kill()
    until(lambda: not town.cluster.running())

    back = restore(place / "latest", backups=town.backups, archived=town.archive)
    acts = acts_in(place / "latest")
    print(f"restored in {back.seconds:.1f} s: {len(acts)} of {town.written} acts, {archived} were archived")
    assert acts == list(range(1, len(acts) + 1))
    assert archived <= len(acts) <= town.written
    assert (back.acts, back.missing_files) == (len(acts), [])
    assert (place / "latest" / "files" / kept[:2] / kept).read_bytes() == b"a document"

    restore(place / "earlier", backups=town.backups, archived=town.archive, to=between)
    assert acts_in(place / "earlier") == list(range(1, 41))

    with pytest.raises(DatabaseTrouble, match="not empty"):
        restore(place / "earlier", backups=town.backups, archived=town.archive)
    with pytest.raises(DatabaseTrouble, match="none from before"):
        restore(place / "never", backups=town.backups, archived=town.archive, to=datetime(2020, 1, 1, tzinfo=UTC))
    assert not (place / "never").exists()
    with pytest.raises(DatabaseTrouble, match="archive ends before"):
        restore(place / "future", backups=town.backups, archived=town.archive, to=datetime.now(UTC))


def test_a_city_restored_to_a_signed_head_is_proven_to_be_that_one(
    town: Town, place: Path, settings: Any, django_db_blocker: Any
) -> None:
    """By the record's own proof: no second opinion is needed on what came back."""
    make_key(place / "key.pem")
    signer = FileSigner(place / "key.pem", "qilou/tests")

    def sealed() -> str:
        with _connected(town.cluster.url(roles.APP, "qilou")), django_db_blocker.unblock():
            assert seal(signer) is not None
            return str(last_head().note)

    town.act(20)
    first = sealed()
    town.save()
    town.act(20)
    named = sealed()
    then = read_head(named).sealed_at + AFTER_SEALING
    until(lambda: datetime.now(UTC) > then)
    town.act(20)
    last = sealed()
    honest = read_head(first)
    forged = Head(honest.name, honest.size, sha256(b"another").digest(), honest.sealed_at)
    make_key(place / "other.pem")
    stranger = FileSigner(place / "other.pem", "qilou/tests")
    with psycopg.connect(town.cluster.url(roles.APP, "qilou")) as connection:
        with pytest.raises(DatabaseTrouble, match="does not continue"):
            prove(connection, forged.signed(signer.key, signer.sign))
        with pytest.raises(DatabaseTrouble, match="no key of this record"):
            prove(connection, honest.signed(stranger.key, stranger.sign))
    town.wait_for_archive()
    town.cluster.kill()
    until(lambda: not town.cluster.running())

    kept = {"backups": town.backups, "archived": town.archive}
    same = restore(place / "same", **kept, to=then, head=named).proof
    assert (same.newest, same.head.size, same.path, same.lost) == (40, 40, (), 0)
    grown = restore(place / "grown", **kept, head=first).proof
    assert (grown.newest, grown.head.size, grown.lost) == (60, 20, 0)
    assert extends(20, 60, read_head(first).root, read_head(last).root, grown.path)
    assert "proven by" in str(grown)
    short = restore(place / "short", **kept, to=then, head=last).proof
    assert (short.lost, str(short)[:25]) == (20, "The record ends at 40 act")


def test_a_second_backup_copies_only_new_files_and_a_flipped_byte_is_found(town: Town) -> None:
    first = town.store(b"the first")
    town.save()
    assert backup.copy_files(town.files, town.backups / "files") == 0
    town.store(b"the second")
    assert backup.copy_files(town.files, town.backups / "files") == 1
    copy = town.backups / "files" / first[:2] / first
    copy.write_bytes(b"the fIrst")
    (name,) = [one.name for one in backup.backups(town.backups)]
    assert backup.check(town.backups, name, town.cluster.binaries) == [f"files/{first}"]
    control = town.backups / name / "database" / "global" / "pg_control"
    control.write_bytes(bytes([control.read_bytes()[0] ^ 1]) + control.read_bytes()[1:])
    assert len(backup.check(town.backups, name, town.cluster.binaries)) == 2
    (town.files / first[:2] / first).write_bytes(b"tampered")
    shutil.rmtree(town.backups / "files")
    with pytest.raises(DatabaseTrouble, match=first):
        backup.copy_files(town.files, town.backups / "files")


def test_the_archive_is_never_written_over(tmp_path: Path) -> None:
    """The command that the server runs, run by hand: the same again is well, another content is refused."""
    folder = tmp_path / "an archive's 100%"
    folder.mkdir()
    line = next(one for one in archive.writing(folder).splitlines() if one.startswith("archive_command"))
    command = line.partition(" = ")[2].strip("'").replace("''", "'")
    (tmp_path / "segment").write_bytes(b"one" * 1000)

    def archived() -> int:
        said = command.replace("%f", "0001").replace("%p", "segment").replace("%%", "%")
        return subprocess.run(["sh", "-c", said], cwd=tmp_path, capture_output=True).returncode

    assert archived() == 0
    assert archived() == 0
    before = (folder / "0001.gz").read_bytes()
    (tmp_path / "segment").write_bytes(b"two" * 1000)
    assert archived() != 0
    assert (folder / "0001.gz").read_bytes() == before
    assert [one.name for one in folder.iterdir()] == ["0001.gz"]


def test_old_backups_go_with_the_archive_before_them_and_never_the_last(tmp_path: Path) -> None:
    archived = tmp_path / "archive"
    archived.mkdir()
    for number in (1, 2, 3):
        (archived / f"00000001000000000000000{number}.gz").touch()
    (archived / "00000002.history.gz").touch()
    for number in (1, 3):
        name = f"2026010{number}T000000Z"
        (tmp_path / name).mkdir()
        said = backup.Manifest(1, name, "", "", "", "", f"00000001000000000000000{number}", 0, "", 0, 0, "")
        fields = {one: getattr(said, one) for one in said.__slots__}
        (tmp_path / name / "manifest.json").write_text(json.dumps(fields))
    backup.keep_newest(tmp_path, 1, archived)
    assert [one.name for one in backup.backups(tmp_path)] == ["20260103T000000Z"]
    assert sorted(one.name for one in archived.iterdir()) == ["000000010000000000000003.gz", "00000002.history.gz"]


@pytest.mark.soak
def test_drill_a_busy_city_is_killed_and_serves_again(installation: dict[str, str], place: Path) -> None:  # noqa: F811
    """By the operator's own commands, while acts go on at full speed; what was lost and how long it took is printed."""
    kept = {"QILOU_ARCHIVE": str(place / "archive"), "QILOU_BACKUPS": str(place / "backups")}
    env = {**installation, **kept}
    for command in (["migrate"], ["database", "start"]):
        subprocess.run([*QILOU, *command], env=env, check=True, capture_output=True)
    town = Cluster(Path(env["QILOU_VAR"]) / "postgres")
    acknowledged: list[float] = []

    def write() -> None:
        with (
            contextlib.suppress(psycopg.OperationalError),
            psycopg.connect(town.url(roles.APP, "qilou"), autocommit=True) as connection,
        ):
            while True:
                write_act(connection, len(acknowledged) + 1)
                acknowledged.append(time.monotonic())

    writer = threading.Thread(target=write)
    writer.start()
    subprocess.run([*QILOU, "backup"], env=env, check=True, capture_output=True)
    saved_at = len(acknowledged)
    subprocess.run([*QILOU, "seal", "--once"], env=env, capture_output=True)  # acts go on: some stay unsealed
    shutil.copy(Path(env["QILOU_VAR"]) / "ledger-head", place / "head")
    segments = len(list((place / "archive").iterdir()))
    until(lambda: len(list((place / "archive").iterdir())) >= segments + 3)
    unarchived = len(acknowledged) + 1500  # killed in the middle of what the archive does not have yet
    until(lambda: len(acknowledged) >= unarchived)
    killed = time.monotonic()
    town.kill()
    writer.join()

    new = place / "new"
    restoring = [*QILOU, "restore", "--head", str(place / "head"), str(new)]
    told = subprocess.run(restoring, env=env, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert "proven by" in told.stdout
    shutil.copy(Path(env["QILOU_VAR"]) / "ledger-key.pem", new)  # from the safe
    port = free_port()
    serving = {**installation, "QILOU_VAR": str(new)}
    with subprocess.Popen([*QILOU, "serve", "--port", str(port)], env=serving, stdout=subprocess.DEVNULL) as served:
        try:
            until(lambda: answers(port))
            took = time.monotonic() - killed
        finally:
            served.send_signal(signal.SIGINT)
    acts = acts_in(new)
    lost = acknowledged[len(acts) :]
    print(told.stdout)
    oldest = killed - min(lost, default=killed)
    print(f"{len(acknowledged)} acts, {len(lost)} lost, the oldest {oldest:.1f} s before the kill")
    print(f"served again {took:.1f} s after it")
    assert acts == list(range(1, len(acts) + 1))
    assert len(acts) > saved_at


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError):
        return False
