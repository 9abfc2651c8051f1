"""Drafts and files: what somebody has typed or uploaded and not yet submitted. They are no acts and leave no event."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from qilou.casework.models import Case, Draft, StoredFile, Upload
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.law.secrecy import WAY_OUT, markings_in

MOST_BYTES = 200 * 1024 * 1024


def save_draft(raw: Mapping[str, list[str]], *, actor: Actor, now: datetime, step: str, number: str = "") -> Draft:
    """Keep what is typed, as it is typed; one draft a person, case and step. Secret material is not kept at all."""
    refuse_secret(text for texts in raw.values() for text in texts)
    draft, _ = Draft.objects.update_or_create(
        person_id=actor.id, case_number=number, step=step, defaults={"raw": dict(raw), "saved_at": now}
    )
    return draft


def draft_of(actor: Actor, step: str, number: str = "") -> Draft | None:
    """What the actor has typed so far."""
    return Draft.objects.filter(person_id=actor.id, case_number=number, step=step).first()


def discard_draft(actor: Actor, step: str, number: str = "") -> None:
    """Drop a draft once its act is done."""
    Draft.objects.filter(person_id=actor.id, case_number=number, step=step).delete()


def discard_drafts(number: str) -> None:
    """Drop whatever anybody has typed in a case."""
    Draft.objects.filter(case_number=number).delete()


@carries("A44.1")
def refuse_secret(texts: Iterable[str]) -> None:
    """Raise Refused for text that bears a secrecy marking, before any of it is stored."""
    if found := markings_in(texts):
        raise Refused(
            "secret",
            say(
                "内容带有密级标志：%(found)s，不予保存。%(way)s",
                "The text bears secrecy markings: %(found)s. It is not kept. %(way)s",
                found=found,
                way=WAY_OUT,
            ),
            cites=(M164.art(44),),
        )


@transaction.atomic
def store_file(chunks: Iterable[bytes], *, name: str, media_type: str, actor: Actor, now: datetime) -> StoredFile:
    """Store a file under the SHA-256 of its content; the same content is stored once. Raises Invalid, Refused."""
    refuse_secret([name])
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    arriving = folder / f".arriving-{actor.id}-{now.timestamp()}-{id(chunks)}"
    try:
        with arriving.open("wb") as target:
            for chunk in chunks:
                size += len(chunk)
                if size > MOST_BYTES:
                    raise Invalid({"file": say("文件超过 200 MB。", "The file is larger than 200 MB.")})
                digest.update(chunk)
                target.write(chunk)
        arriving.replace(path_of(digest.hexdigest()))
    finally:
        arriving.unlink(missing_ok=True)
    stored, _ = StoredFile.objects.get_or_create(
        hash=digest.hexdigest(),
        defaults={
            "name": Path(name).name[:255],
            "media_type": media_type[:100],
            "size": size,
            "stored_at": now,
            "stored_by_id": actor.id,
        },
    )
    Upload.objects.get_or_create(
        file=stored, person_id=actor.id, defaults={"name": Path(name).name[:255], "uploaded_at": now}
    )
    return stored


def path_of(hash_: str) -> Path:
    """Where the bytes of a stored file lie."""
    path = Path(settings.MEDIA_ROOT) / hash_[:2] / hash_
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def readable_file(hash_: str, actor: Actor) -> StoredFile:
    """The file, if the actor stored it or sees a case that holds it; raises Missing."""
    stored = StoredFile.objects.filter(pk=hash_).first()
    if stored is None:
        raise Missing
    seen = Case.objects.visible_to(actor).filter(attachments__file_id=hash_).exists()
    own = stored.stored_by_id == actor.id or stored.uploads.filter(person_id=actor.id).exists()
    if not own and not seen:
        raise Missing
    return stored


def stored_files(hashes: Iterable[str]) -> dict[str, StoredFile]:
    """Stored files by hash, for forms that show what was uploaded."""
    return {stored.hash: stored for stored in StoredFile.objects.filter(pk__in=list(hashes))}
