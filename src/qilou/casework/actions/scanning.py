"""Brought files are shown to ClamAV where `QILOU_CLAMAV` names its socket; unscanned, none is taken then.

clamd's own protocol: a command that ends with NUL; INSTREAM takes chunks, each after its length in four bytes, the last
of length 0, and answers in one line. `StreamMaxLength` of clamd must be at least what one file may have.
"""

import logging
import socket
from contextlib import closing
from pathlib import Path

from django.conf import settings

from qilou.kernel.errors import Invalid, Refused
from qilou.law import say

PATIENCE = 60  # seconds for one answer
AT_ONCE = 1 << 16
log = logging.getLogger("qilou.casework")


class NotScanned(Refused):
    """The scanner is set and says neither yes nor no."""

    status = 503


def demand_clean(path: Path, name: str) -> None:
    """Raise Invalid for a file in which the scanner finds something, NotScanned where it does not answer."""
    if not settings.QILOU_CLAMAV:
        return
    told = _scanned(path)
    if told.endswith(" FOUND"):
        log.warning("a file that somebody brought was refused by the scanner: %s", told)
        raise Invalid(
            {
                "file": say(
                    "“%(name)s”未通过病毒扫描，没有保存。",
                    "%(name)s did not pass the virus scan and was not kept.",
                    name=Path(name).name,
                )
            }
        )
    if not told.endswith(": OK"):
        log.error("the scanner did not scan a file: %s", told or "no answer")
        raise NotScanned(
            "not_scanned",
            say(
                "病毒扫描暂不可用，文件没有保存，请稍后再试。",
                "The virus scan is not available: the file was not kept. Try again later.",
            ),
        )


def _scanned(path: Path) -> str:
    try:
        with closing(_connected()) as line, path.open("rb") as file:
            line.sendall(b"zINSTREAM\0")
            while chunk := file.read(AT_ONCE):
                line.sendall(len(chunk).to_bytes(4, "big") + chunk)
            line.sendall(bytes(4))
            return _line(line)
    except OSError as error:
        return str(error)


def scanner_answers() -> bool:
    """Whether the scanner, where one is set, answers at all."""
    try:
        with closing(_connected()) as line:
            line.sendall(b"zPING\0")
            return _line(line) == "PONG"
    except OSError:
        return False


def _connected() -> socket.socket:
    """A connection to a socket's path, or to `host:port`."""
    named: str = settings.QILOU_CLAMAV
    if "/" not in named:
        host, _, port = named.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(PATIENCE)
    line.connect(named)
    return line


def _line(line: socket.socket) -> str:
    told = b""
    while not told.endswith(b"\0") and (more := line.recv(4096)):
        told += more
    return told.rstrip(b"\0").decode(errors="replace").strip()
