"""Drafts and files: what somebody has typed or uploaded and not yet submitted. They are no acts and leave no event."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from qilou.casework.models import Case, Draft, StoredFile, Upload
from qilou.kernel.actor import Actor, organisation_key, person_key
from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.kernel.forms import Raw
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.law.secrecy import WAY_OUT, markings_in

MOST_BYTES = 200 * 1024 * 1024
KEPT_VERSIONS = 20


@dataclass(frozen=True, slots=True)
class Merged:
    """Two colleagues' forms in one: what it says now, what came from the other, what both changed apart."""

    raw: dict[str, list[str]]
    theirs: dict[str, list[str]]
    clashes: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved draft, with what a colleague had changed meanwhile and where both changed the same entry."""

    draft: Draft
    theirs: Mapping[str, list[str]] = field(default_factory=dict)
    clashes: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether the draft says something that its writer has not seen."""
        return bool(self.theirs or self.clashes)


@transaction.atomic
def save_draft(
    raw: Raw,
    *,
    actor: Actor,
    now: datetime,
    step: str,
    number: str = "",
    since: int | None = None,
    begun: Raw | None = None,
) -> Kept:
    """Keep what is typed, as it is typed; one draft a body, case and step. Secret material is not kept at all.

    `since` is the version that the typing began from: what colleagues saved in between is merged with it, entry by
    entry, and where both changed the same entry theirs stays and this one is kept beside it. Without it, this counts.
    `begun` is what the form held before there was a draft (version 0).
    """
    refuse_secret(text for texts in raw.values() for text in texts)
    typed = dict(raw)
    fresh = {"person_id": actor.id, "raw": typed, "saved_at": now}
    draft, made = Draft.objects.select_for_update().get_or_create(
        owner=owner_of(actor), case_number=number, step=step, defaults=fresh
    )
    if made:
        return Kept(draft)
    merged = Merged(typed, {}, {})
    if since is not None and _others_saved(draft, since, actor.id):
        merged = merge((begun or {}) if not since else _version(draft, since), typed, draft.raw)
    changed = {name for name in {*merged.raw, *draft.raw} if merged.raw.get(name) != draft.raw.get(name)}
    if changed or merged.clashes:
        draft.past = [*draft.past, {"version": draft.version, "raw": draft.raw, "by": draft.person_id}][-KEPT_VERSIONS:]
        draft.clashes = {name: one for name, one in draft.clashes.items() if name not in changed}
        draft.clashes |= {name: {"texts": texts, "by": actor.name} for name, texts in merged.clashes.items()}
        draft.version += 1
    draft.raw, draft.person_id, draft.saved_at = merged.raw, actor.id, now
    draft.save()
    return Kept(draft, merged.theirs, merged.clashes)


def _others_saved(draft: Draft, since: int, person_id: int) -> bool:
    """Whether anybody else saved the draft after a version."""
    versions = [*((one["version"], one["by"]) for one in draft.past), (draft.version, draft.person_id)]
    return any(version > since and by != person_id for version, by in versions)


def _version(draft: Draft, since: int) -> Raw:
    """The draft as it was at a version; what is older than is kept counts as untouched by anybody."""
    versions: dict[int, Raw] = {one["version"]: one["raw"] for one in draft.past}
    versions[draft.version] = draft.raw
    return versions.get(since, {})


def merge(base: Raw, mine: Raw, theirs: Raw) -> Merged:
    """Two forms that grew from one: each side's changes, and what both changed apart, which stays theirs."""
    raw: dict[str, list[str]] = {}
    taken: dict[str, list[str]] = {}
    clashes: dict[str, list[str]] = {}
    for name in dict.fromkeys([*theirs, *mine]):
        before, own, other = base.get(name), mine.get(name), theirs.get(name)
        kept = other if own in (before, other) else own
        if own not in (before, other) and other != before:
            clashes[name], kept = own or [], other
        if kept is not None:
            raw[name] = kept
        if kept != own and name not in clashes:
            taken[name] = kept or []
    return Merged(raw, taken, clashes)


def owner_of(actor: Actor) -> str:
    """Whose draft it is: colleagues share one, a person who acts for no organisation has an own."""
    return person_key(actor.id) if actor.organisation_id is None else organisation_key(actor.organisation_id)


def draft_of(actor: Actor, step: str, number: str = "") -> Draft | None:
    """What the actor's body has typed so far."""
    drafts = Draft.objects.select_related("person")
    return drafts.filter(owner=owner_of(actor), case_number=number, step=step).first()


def drafts_of(actor: Actor, number: str) -> dict[str, Draft]:
    """What the actor's body has typed so far in a case, by step; one query."""
    found = Draft.objects.filter(owner=owner_of(actor), case_number=number).select_related("person")
    return {one.step: one for one in found}


def discard_draft(actor: Actor, step: str, number: str = "") -> None:
    """Drop a draft once its act is done."""
    Draft.objects.filter(owner=owner_of(actor), case_number=number, step=step).delete()


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
