"""Files are shown to ClamAV where it is set: what it refuses is not kept, and without its word nothing is."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework.test_files import MONDAY, PDF, TUS, begin, client, send
from tests.casework.town import Town, build

from qilou.casework.actions.files import store_file
from qilou.casework.actions.scanning import NotScanned
from qilou.casework.models import StoredFile
from qilou.kernel.errors import Invalid
from qilou.site import readiness

BAD = b"%PDF-1.7 a thing that the scanner knows"


class Scanner(threading.Thread):
    """Speaks clamd's protocol on a socket: knows one bad content, and takes streams up to a length."""

    def __init__(self, path: Path, longest: int = 1 << 20) -> None:
        super().__init__(daemon=True)
        self.longest, self.seen = longest, 0
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(path))
        self.door.listen()

    def run(self) -> None:
        while True:
            try:
                line, _ = self.door.accept()
            except OSError:
                return
            with closing(line), line.makefile("rb") as read:
                line.sendall(self.answer(read) + b"\0")

    def answer(self, read: Any) -> bytes:
        command = b""
        while not command.endswith(b"\0"):
            command += read.read(1)
        if command == b"zPING\0":
            return b"PONG"
        assert command == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(read.read(4), "big"):
            content += read.read(length)
        self.seen += 1
        if len(content) > self.longest:
            return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Win.Test.EICAR_HDB-1 FOUND" if content == BAD else b"stream: OK"


@pytest.fixture
def scanner(tmp_path: Path, settings: Any) -> Iterator[Scanner]:
    settings.QILOU_CLAMAV = str(tmp_path / "clamd.ctl")
    served = Scanner(tmp_path / "clamd.ctl")
    served.start()
    yield served
    served.door.shutdown(socket.SHUT_RDWR)
    served.door.close()
    served.join()


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path / "files"
    return build()


def kept(tmp_path: Path) -> list[Path]:
    return [one for one in (tmp_path / "files").rglob("*") if one.is_file()]


def test_what_the_scanner_passes_is_kept_and_what_it_finds_is_not(town: Town, scanner: Scanner, tmp_path: Path) -> None:
    actor = town.actor("applicant")
    assert store_file([PDF], name="方案.pdf", actor=actor, now=MONDAY).size == len(PDF)
    with pytest.raises(Invalid) as refused:
        store_file([BAD], name="附件.pdf", actor=actor, now=MONDAY)
    assert "未通过病毒扫描" in refused.value.errors["file"].in_("zh")
    assert scanner.seen == 2
    assert len(kept(tmp_path)) == StoredFile.objects.count() == 1
    assert readiness.checks()[-1].wrong is None


def test_a_scanner_that_says_nothing_or_gives_up_lets_nothing_in(
    town: Town, scanner: Scanner, settings: Any, tmp_path: Path
) -> None:
    actor = town.actor("applicant")
    scanner.longest = 10
    with pytest.raises(NotScanned):
        store_file([PDF], name="方案.pdf", actor=actor, now=MONDAY)
    settings.QILOU_CLAMAV = "127.0.0.1:1"
    with pytest.raises(NotScanned):
        store_file([PDF], name="方案.pdf", actor=actor, now=MONDAY)
    answer = client(town, "applicant").post("/files/", {"file": SimpleUploadedFile("方案.pdf", PDF)})
    assert answer.status_code == 503
    assert "病毒扫描暂不可用" in answer.text
    assert kept(tmp_path) == []
    wrong = readiness.checks()[-1]
    assert (wrong.name, wrong.stops) == ("scanner", False)
    assert wrong.wrong is not None


def test_a_large_file_is_scanned_whole_and_goes_on_once_the_scanner_is_back(
    town: Town, scanner: Scanner, settings: Any
) -> None:
    who = client(town, "applicant")
    place, named = begin(who, "方案.pdf", len(PDF)), settings.QILOU_CLAMAV
    assert send(who, place, 0, PDF[:5000]).status_code == 204
    settings.QILOU_CLAMAV = "127.0.0.1:1"
    answer = send(who, place, 5000, PDF[5000:])
    assert answer.status_code == 503
    assert "稍后再试" in answer.json()["detail"]
    settings.QILOU_CLAMAV = named
    assert who.head(place, headers=TUS)["Upload-Offset"] == "5000"
    assert send(who, place, 5000, PDF[5000:])["Upload-Hash"] == StoredFile.objects.get().hash
