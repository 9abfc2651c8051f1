"""What lies inside an archive, read to its end before anybody else opens it: how much, how many, how deep.

Office files are ZIP archives too. What an archive says of its own sizes is not believed: every entry is unpacked, to
nowhere, and its checksum compared.
"""

import lzma
import zipfile
import zlib
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from qilou.law import Message, say

ZIP = b"PK\x03\x04"
CLOSED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")  # archives that are not looked into here
MOST_DEEP = 3  # an archive with an office file in which another is embedded
MOST_ENTRIES = 20_000
MOST_UNPACKED = 2 << 30  # bytes, of everything inside together
MOST_RATIO = 100  # times the file itself …
ALWAYS_UNPACKED = 200 << 20  # … unless it is less than this
IN_MEMORY = 4 << 20
READ_AT_ONCE = 1 << 18


class Refuse(Exception):
    """Why an archive is not taken."""

    def __init__(self, why: Message) -> None:
        super().__init__()
        self.why = why


@dataclass(slots=True)
class Left:
    """What may still be unpacked of one file."""

    entries: int
    bytes: int


def fault_in(file: IO[bytes], size: int) -> Message | None:
    """Why an archive of so many bytes is not taken; None when it is, and for what is no ZIP archive."""
    try:
        _look(file, Left(MOST_ENTRIES, min(MOST_UNPACKED, max(ALWAYS_UNPACKED, MOST_RATIO * size))), 1)
    except Refuse as refuse:
        return refuse.why
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError):
        return say("压缩包已损坏，请重新打包。", "The archive is damaged; pack it again.")
    except (NotImplementedError, RuntimeError):  # RuntimeError: an entry needs a password
        return _cannot_look()
    return None


def _look(file: IO[bytes], left: Left, depth: int) -> None:
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        left.entries -= len(entries)
        if left.entries < 0:
            raise Refuse(say("压缩包内文件过多。", "The archive holds too many files."))
        if sum(one.file_size for one in entries) > left.bytes:
            raise Refuse(_too_much())
        for entry in entries:
            if entry.flag_bits & 1:
                raise Refuse(_cannot_look())
            with archive.open(entry) as inside:
                _unpack(inside, left, depth)


def _unpack(inside: IO[bytes], left: Left, depth: int) -> None:
    first = inside.read(READ_AT_ONCE)
    if first.startswith(CLOSED):
        raise Refuse(_cannot_look())
    nested = first.startswith(ZIP)
    if nested and depth == MOST_DEEP:
        raise Refuse(
            say(
                "压缩包嵌套超过 %(n)s 层，请拆开后上传。",
                "Archives lie in one another deeper than %(n)s levels; unpack them first.",
                n=MOST_DEEP,
            )
        )
    with SpooledTemporaryFile(IN_MEMORY) as kept:
        chunk = first
        while chunk:
            left.bytes -= len(chunk)
            if left.bytes < 0:
                raise Refuse(_too_much())
            if nested:
                kept.write(chunk)
            chunk = inside.read(READ_AT_ONCE)
        if nested:
            kept.seek(0)
            _look(kept, left, depth + 1)


def _too_much() -> Message:
    return say("压缩包解开后过大。", "Unpacked, the archive is too large.")


def _cannot_look() -> Message:
    return say(
        "压缩包加密，或内有无法查看的压缩包，请解密、拆开后上传。",
        "The archive is encrypted, or holds one that cannot be looked into; decrypt and unpack it first.",
    )
