"""Large files that come in parts and go on after a broken connection.

What has arrived is the length of the part on disk, and a lock on that file keeps two senders apart: no transaction is
open while bytes travel.
"""

import fcntl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from os import SEEK_END
from pathlib import Path
from uuid import UUID, uuid4

from qilou.casework.models import Arriving
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Conflict, Invalid, Missing
from qilou.law import say

from .files import fit_to_come, folder, keep_file
from .scanning import NotScanned

MOST_AT_ONCE = 20
KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Arrived:
    """How much of a file is here, of how much, in bytes; the hash once it is whole and stored."""

    id: UUID
    offset: int
    size: int
    hash: str = ""


def begin(name: str, size: int, *, actor: Actor, now: datetime) -> Arrived:
    """Announce a file of so many bytes. Raises Refused, Invalid; Conflict when too many are on their way."""
    fit_to_come(name, size)
    if Arriving.objects.filter(person_id=actor.id, file=None).count() >= MOST_AT_ONCE:
        raise Conflict("many", say("同时上传的文件过多，请稍候。", "Too many files are on their way; wait a moment."))
    row = Arriving.objects.create(id=uuid4(), person_id=actor.id, name=name[:255], size=size, begun_at=now)
    _part(row).touch()
    return Arrived(row.id, 0, size)


def arrived(id_: UUID, *, actor: Actor) -> Arrived:
    """How much of a file is here; raises Missing for a file that another person sends."""
    return _so_far(_row(id_, actor))


def go_on(id_: UUID, offset: int, chunks: Iterable[bytes], *, actor: Actor, now: datetime) -> Arrived:
    """Add bytes at the place where the last ones ended; the whole file is checked and stored.

    Raises Missing; Conflict when the file does not end there, or another request is adding; Invalid, and then nothing
    of the file is left, when it is longer than announced or not taken; NotScanned: the last part is sent again.
    """
    row = _row(id_, actor)
    if row.file_id is not None:
        return _so_far(row)
    try:
        with _part(row).open("r+b") as part:
            try:
                fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Conflict("busy", say("该文件正在上传。", "This file is being sent already.")) from error
            held = part.seek(0, SEEK_END)
            if held != offset:
                raise Conflict("offset", say("续传位置不符。", "The file does not go on from there."))
            for chunk in chunks:
                held += len(chunk)
                if held > row.size:
                    raise Invalid({"file": say("文件比预告的大。", "The file is longer than was announced.")})
                part.write(chunk)
            part.flush()
            if held == row.size:
                try:
                    row.file = keep_file(_part(row), name=row.name, actor=actor, now=now)
                except NotScanned:
                    part.truncate(offset)  # what came last is sent again: whole, the sender would take it for done
                    raise
                row.save(update_fields=["file"])
    except FileNotFoundError as error:
        raise Missing from error
    except Invalid:
        give_up(id_, actor=actor)
        raise
    return _so_far(row)


def give_up(id_: UUID, *, actor: Actor) -> None:
    """Drop a file that was not sent whole; one that is stored stays. Raises Missing."""
    _drop(_row(id_, actor))


def drop_abandoned(now: datetime) -> int:
    """Drop what nobody went on sending; says how many files that were."""
    old = list(Arriving.objects.filter(begun_at__lt=now - KEPT))
    for row in old:
        _drop(row)
    return len(old)


def _drop(row: Arriving) -> None:
    _part(row).unlink(missing_ok=True)
    row.delete()


def _row(id_: UUID, actor: Actor) -> Arriving:
    row = Arriving.objects.filter(pk=id_, person_id=actor.id).first()
    if row is None:
        raise Missing
    return row


def _so_far(row: Arriving) -> Arrived:
    if row.file_id is not None:
        return Arrived(row.id, row.size, row.size, row.file_id)
    try:
        return Arrived(row.id, _part(row).stat().st_size, row.size)
    except FileNotFoundError as error:
        raise Missing from error


def _part(row: Arriving) -> Path:
    return folder() / f".part-{row.id}"
