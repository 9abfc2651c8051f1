"""`qilou restore`: a backup and the archive after it become a city of a chosen moment, in a new folder."""

import os
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from qilou.site import archive, backup, database, roles
from qilou.site.backup import Manifest
from qilou.site.embedded import Cluster, DatabaseTrouble
from qilou.site.proof import Proof, prove

A_DAY = 24 * 3600
TOO_LATE = "recovery ended before configured recovery target was reached"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    backup: str
    acts: int
    last_act: datetime | None
    missing_files: list[str]
    seconds: float
    proof: Proof | None = None


def restore(
    into: Path,
    *,
    backups: Path,
    archived: Path | None,
    to: datetime | None = None,
    head: str = "",
    name: str = database.NAME,
) -> Restored:
    """Make `into` a folder of data as `QILOU_VAR` names one, as everything was at `to`, or as late as is known.

    With `head`, a signed note, it is proven that the record holds what that says. Raises DatabaseTrouble.
    """
    began = time.monotonic()
    refuse_what_is_there(into)
    chosen = choose(backup.backups(backups), to)
    into.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(into / "postgres", recovery=_recovery(archived, to), patience=A_DAY)
    fill(cluster, backups / chosen.name / "database")
    try:
        with recovered(cluster, name) as connection:
            told = connection.execute("SELECT count(*), max(recorded_at) FROM ledger_event").fetchone()
            acts, last = told or (0, None)
            proof = prove(connection, head) if head else None
            named = [hash_ for (hash_,) in connection.execute("SELECT hash FROM casework_storedfile ORDER BY hash")]
    finally:
        cluster.stop()
    backup.copy_files(backups / "files", into / "files")
    missing = [one for one in named if not (into / "files" / one[:2] / one).exists()]
    return Restored(chosen.name, acts, last, missing, time.monotonic() - began, proof)


def refuse_what_is_there(into: Path) -> None:
    """Nothing is ever restored over something."""
    if (into / "postgres").exists() and Cluster(into / "postgres").running():
        raise DatabaseTrouble(f"{into} is a city in use. Name a new folder.")
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise DatabaseTrouble(f"{into} is not empty. Name a new folder: a restore writes over nothing.")


def choose(known: list[Manifest], to: datetime | None) -> Manifest:
    """The newest backup that was finished by then."""
    fitting = [one for one in known if to is None or one.ended_at <= to]
    if fitting:
        return fitting[-1]
    if known:
        raise DatabaseTrouble(f"The oldest backup was finished at {known[0].ended}: there is none from before.")
    raise DatabaseTrouble("There is no finished backup in this folder.")


def fill(cluster: Cluster, copied: Path) -> None:
    """Copy the saved data to where the cluster has its own, once PostgreSQL's own sums were checked."""
    backup.run(cluster.binaries / "pg_verifybackup", "-q", str(copied))
    shutil.copytree(copied, cluster.data, symlinks=True)
    cluster.log.unlink(missing_ok=True)
    (cluster.data / "recovery.signal").touch()
    (cluster.data / "postgresql.conf").touch()  # Debian keeps a server's elsewhere
    if os.geteuid() == 0:
        for path in (cluster.data, *cluster.data.rglob("*")):
            os.chown(path, cluster.account.uid, cluster.account.gid, follow_symlinks=False)
    cluster.data.chmod(0o700)


def _recovery(archived: Path | None, to: datetime | None) -> str:
    if archived is None:
        if to is not None:
            raise DatabaseTrouble("Without the archive there is only the moment of the backup: leave out --to.")
        return "restore_command = 'false'\nhot_standby = off\n"
    moment = f"recovery_target_time = '{to.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f+00}'\n" if to else ""
    return archive.reading(archived) + moment


def recovered(cluster: Cluster, name: str) -> psycopg.Connection[Any]:
    """Start, and connect once the server has read all it shall; it lets nobody in before."""
    try:
        cluster.start()
    except DatabaseTrouble as trouble:  # it may have read all there is before anybody could look
        raise _ended_early(cluster.log.read_text(errors="replace")) from trouble
    while True:
        try:
            return psycopg.connect(cluster.url(roles.APP, name))
        except psycopg.OperationalError:
            if not cluster.running():
                raise _ended_early(cluster.log.read_text(errors="replace")) from None
            time.sleep(0.1)


def _ended_early(told: str) -> DatabaseTrouble:
    if TOO_LATE in told:
        return DatabaseTrouble("The archive ends before that moment: leave out --to for as late as is known.")
    return DatabaseTrouble("The server ended while it was being restored:\n" + "\n".join(told.splitlines()[-8:]))
