"""Files that somebody has brought: kept once by the SHA-256 of their content, whole or not at all. They are no acts."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from qilou.casework.models import Case, StoredFile, Upload
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.file_kinds import MOST_MIB, media_type, unknown_kind, wrong_kind
from qilou.law import say

from .drafts import owner_of, refuse_secret
from .scanning import demand_clean

MOST_BYTES = MOST_MIB * 1024 * 1024
READ_AT_ONCE = 1024 * 1024


def fit_to_come(name: str, size: int = 0) -> None:
    """Raise Refused for a name with a secrecy marking, Invalid for a file of a kind or size that is not taken."""
    refuse_secret([name])
    if fault := unknown_kind(name):
        raise Invalid({"file": fault})
    _fits(name, size)


def _fits(name: str, size: int) -> None:
    if size > MOST_BYTES:
        raise Invalid(
            {
                "file": say(
                    "“%(name)s”超过 %(most)s MB。",
                    "%(name)s is larger than %(most)s MB.",
                    name=Path(name).name,
                    most=MOST_MIB,
                )
            }
        )


def store_file(chunks: Iterable[bytes], *, name: str, actor: Actor, now: datetime) -> StoredFile:
    """Store a file that arrives in one piece. Raises Invalid, Refused; then nothing of it is left."""
    fit_to_come(name)
    with _written(_counted(chunks, name)) as arrived:
        return keep_file(arrived, name=name, actor=actor, now=now)


def keep_file(arrived: Path, *, name: str, actor: Actor, now: datetime) -> StoredFile:
    """Take a whole file into the store under the hash of its content; the same content is stored once.

    Raises Invalid for a file that is not what its name says or that the scanner refuses, NotScanned.
    """
    if fault := wrong_kind(name, arrived):
        raise Invalid({"file": fault})
    demand_clean(arrived, name)
    return _entered(arrived, name=name, actor=actor, now=now)


@transaction.atomic
def _entered(arrived: Path, *, name: str, actor: Actor, now: datetime) -> StoredFile:
    hash_, size, called = _hash_of(arrived), arrived.stat().st_size, Path(name).name[:255]
    _put_in_place(arrived, hash_)
    stored, _ = StoredFile.objects.get_or_create(
        hash=hash_,
        defaults={
            "name": called,
            "media_type": media_type(name),
            "size": size,
            "stored_at": now,
            "stored_by_id": actor.id,
        },
    )
    Upload.objects.get_or_create(
        file=stored, owner=owner_of(actor), defaults={"person_id": actor.id, "name": called, "uploaded_at": now}
    )
    return stored


def keep_made(content: bytes, *, name: str, now: datetime) -> StoredFile:
    """Take what the platform itself has made into the store, in the caller's transaction; nobody has brought it."""
    hash_ = hashlib.sha256(content).hexdigest()
    with _written([content]) as made:
        _put_in_place(made, hash_)
    return StoredFile.objects.create(
        hash=hash_, name=name[:255], media_type=media_type(name), size=len(content), stored_at=now
    )


def _counted(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        _fits(name, size)
        yield chunk


@contextmanager
def _written(chunks: Iterable[bytes]) -> Iterator[Path]:
    """A file of these bytes beside the store; gone afterwards unless it was put in its place."""
    arriving = folder() / f".arriving-{uuid4()}"
    try:
        with arriving.open("wb") as target:
            target.writelines(chunks)
        yield arriving
    finally:
        arriving.unlink(missing_ok=True)


def _put_in_place(arrived: Path, hash_: str) -> None:
    """Move a whole file to its place. Its bytes and its name outlast a power cut before any row names it."""
    place = path_of(hash_)
    _sync(arrived)
    arrived.replace(place)
    _sync(place.parent)
    _sync(place.parent.parent)  # the folder of its first two digits may be new


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(READ_AT_ONCE):
            digest.update(chunk)
    return digest.hexdigest()


def folder() -> Path:
    """Where files lie; made when first needed."""
    place = Path(settings.MEDIA_ROOT)
    place.mkdir(parents=True, exist_ok=True)
    return place


def path_of(hash_: str) -> Path:
    """Where the bytes of a stored file lie."""
    path = Path(settings.MEDIA_ROOT) / hash_[:2] / hash_
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def usable_files(hashes: Iterable[str], actor: Actor) -> set[str]:
    """Which of these files an actor may read or enter: their body brought it, or a case that they see holds it."""
    wanted = set(hashes)
    of_all = Q(stored_by_id__isnull=True, papers__isnull=True)  # a paper is read through its notice
    brought = Q(uploads__owner=owner_of(actor)) | Q(stored_by_id=actor.id) | of_all
    usable = set(StoredFile.objects.filter(brought, hash__in=wanted).values_list("hash", flat=True))
    if lacking := wanted - usable:
        seen = Case.objects.visible_to(actor).filter(attachments__file_id__in=lacking)
        usable |= set(seen.values_list("attachments__file_id", flat=True)) & lacking
    return usable


def readable_file(hash_: str, actor: Actor) -> StoredFile:
    """The file, if the actor may read it; raises Missing."""
    stored = StoredFile.objects.filter(pk=hash_).first()
    if stored is None or hash_ not in usable_files([hash_], actor):
        raise Missing
    return stored


def stored_files(hashes: Iterable[str]) -> dict[str, StoredFile]:
    """Stored files by hash, for forms that show what was uploaded."""
    return {stored.hash: stored for stored in StoredFile.objects.filter(pk__in=list(hashes))}
