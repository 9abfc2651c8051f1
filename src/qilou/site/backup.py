"""`qilou backup`: the database as PostgreSQL copies it, the stored files by their hash, and a manifest over both.

INTO/20261127T090000Z/database/     pg_basebackup, with its own list of sizes and SHA-256
INTO/20261127T090000Z/files.txt     the stored files of that time: SHA-256 and size
INTO/20261127T090000Z/manifest.json what was saved, when, by which version, and the sums of both lists
INTO/files/ab/ab12…                 every stored file once, whichever backup it belongs to
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import qilou
from qilou.site import archive
from qilou.site.embedded import DatabaseTrouble

FORMAT = 1
NAMED = "%Y%m%dT%H%M%SZ"
HASH = re.compile(r"[0-9a-f]{64}")
READ_AT_ONCE = 1024 * 1024
FIRST_SEGMENT = re.compile(r"^START WAL LOCATION: .*\(file ([0-9A-F]{24})\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """What is saved: the database at an address that may copy it, by programs of its version, and the stored files."""

    url: str
    binaries: Path
    files: Path


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    format: int
    name: str
    began: str
    ended: str
    qilou: str
    postgresql: str
    first_segment: str
    database_bytes: int
    database_manifest_sha256: str
    files: int
    files_bytes: int
    files_list_sha256: str

    @property
    def ended_at(self) -> datetime:
        return datetime.fromisoformat(self.ended)


def make(source: Source, into: Path) -> Manifest:
    """Save everything under the time of now; a backup that was not finished leaves nothing that counts as one."""
    with alone(into):
        began = datetime.now(UTC)
        half = into / f".{began:{NAMED}}.part"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        copy_database(source, half / "database")
        ended = datetime.now(UTC)
        copy_files(source.files, into / "files")
        manifest = _described(half, into, began, ended)
        _write(half / "manifest.json", json.dumps(asdict(manifest), indent=1).encode())
        half.rename(into / manifest.name)
        _sync(into)
    return manifest


def copy_database(source: Source, target: Path) -> None:
    """A copy of the running server's data, with the write-ahead log that makes it whole."""
    how = ["-X", "stream", "-c", "fast", "--manifest-checksums=SHA256", "--no-password"]
    run(source.binaries / "pg_basebackup", "-d", source.url, "-D", str(target), *how)


def copy_files(store: Path, target: Path) -> int:
    """Copy the stored files that the target lacks; says how many. Raises DatabaseTrouble for files that changed."""
    damaged, copied = [], 0
    for path in stored(store):
        copy = target / path.name[:2] / path.name
        if copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        part = copy.with_name(f"{copy.name}.part")
        with path.open("rb") as read, part.open("wb") as written:
            shutil.copyfileobj(read, written, READ_AT_ONCE)
            written.flush()
            os.fsync(written.fileno())
        if sum_of(part) != path.name:
            part.unlink()
            damaged.append(path.name)
            continue
        part.rename(copy)
        _sync(copy.parent)
        copied += 1
    if damaged:
        raise DatabaseTrouble(f"Stored files whose content is not what their name says: {', '.join(damaged)}")
    return copied


def stored(store: Path) -> Iterator[Path]:
    """The files of a store, in the order of their hashes."""
    return (path for path in sorted(store.glob("??/*")) if HASH.fullmatch(path.name))


def _described(half: Path, into: Path, began: datetime, ended: datetime) -> Manifest:
    database = half / "database"
    sizes = {path.name: path.stat().st_size for path in stored(into / "files")}
    _write(half / "files.txt", "".join(f"{name} {size}\n" for name, size in sizes.items()).encode())
    first = FIRST_SEGMENT.search((database / "backup_label").read_text())
    assert first is not None  # noqa: S101  # PostgreSQL writes it
    return Manifest(
        format=FORMAT,
        name=f"{began:{NAMED}}",
        began=began.isoformat(),
        ended=ended.isoformat(),
        qilou=qilou.__version__,
        postgresql=(database / "PG_VERSION").read_text().strip(),
        first_segment=first.group(1),
        database_bytes=sum(path.stat().st_size for path in database.rglob("*") if path.is_file()),
        database_manifest_sha256=sum_of(database / "backup_manifest"),
        files=len(sizes),
        files_bytes=sum(sizes.values()),
        files_list_sha256=sum_of(half / "files.txt"),
    )


def backups(into: Path) -> list[Manifest]:
    """The finished backups, oldest first."""
    found = (json.loads(path.read_text()) for path in sorted(into.glob("2*Z/manifest.json")))
    return [Manifest(**one) for one in found]


def check(into: Path, name: str, binaries: Path) -> list[str]:
    """What is wrong with a backup, by name: every file of it is read."""
    place, wrong = into / name, []
    manifest = Manifest(**json.loads((place / "manifest.json").read_text()))
    if sum_of(place / "database" / "backup_manifest") != manifest.database_manifest_sha256:
        wrong.append("database/backup_manifest")
    try:
        run(binaries / "pg_verifybackup", "-q", str(place / "database"))
    except DatabaseTrouble as trouble:
        wrong.append(str(trouble))
    if sum_of(place / "files.txt") != manifest.files_list_sha256:
        wrong.append("files.txt")
    for line in (place / "files.txt").read_text().splitlines():
        named = line.split()[0]
        copy = into / "files" / named[:2] / named
        if not copy.is_file() or sum_of(copy) != named:
            wrong.append(f"files/{named}")
    return wrong


def keep_newest(into: Path, number: int, archived: Path | None) -> None:
    """Drop the oldest backups and the archive before the oldest one kept; copies of stored files stay."""
    with alone(into):
        known = backups(into)
        for old in known[:-number]:
            shutil.rmtree(into / old.name)
        if archived and known:
            archive.drop_before(archived, known[-number:][0].first_segment)


@contextlib.contextmanager
def alone(into: Path) -> Iterator[None]:
    """One backup at a time in a folder that only we may read."""
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (into / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseTrouble(f"Another backup into {into} is under way.") from None
        yield


def run(program: Path, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; its words are told when it fails."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise DatabaseTrouble(f"{program.name} failed:\n{(done.stderr or done.stdout).strip()}")


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
