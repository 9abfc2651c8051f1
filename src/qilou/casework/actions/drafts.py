"""Drafts: what somebody has typed and not yet submitted. They are no acts and leave no event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from qilou.casework.models import Draft
from qilou.kernel.actor import Actor, organisation_key, person_key
from qilou.kernel.errors import Refused
from qilou.kernel.forms import Raw
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.law.secrecy import INTRANET, WAY_OUT, markings_in

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
    owner: str = "",
) -> Kept:
    """Keep what is typed, as it is typed; one draft a body, case and step. Secret material is not kept at all.

    `since` is the version that the typing began from: what colleagues saved in between is merged with it, entry by
    entry, and where both changed the same entry theirs stays and this one is kept beside it. Without it, this counts.
    `begun` is what the form held before there was a draft (version 0). `owner` is the body unless another is named.
    """
    refuse_secret(text for texts in raw.values() for text in texts)
    typed = dict(raw)
    fresh = {"person_id": actor.id, "raw": typed, "saved_at": now}
    draft, made = Draft.objects.select_for_update().get_or_create(
        owner=owner or owner_of(actor), case_number=number, step=step, defaults=fresh
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
    """Two forms that grew from one: each side's changes, and what both changed apart, which stays theirs.

    An entry left blank is as one that is not there.
    """
    raw: dict[str, list[str]] = {}
    taken: dict[str, list[str]] = {}
    clashes: dict[str, list[str]] = {}
    for name in dict.fromkeys([*theirs, *mine]):
        before, own, other = (_said(form, name) for form in (base, mine, theirs))
        kept = other if own in (before, other) else own
        if own not in (before, other) and other != before:
            clashes[name], kept = own, other
        if kept:
            raw[name] = kept
        if kept != own and name not in clashes:
            taken[name] = kept
    return Merged(raw, taken, clashes)


def _said(form: Raw, name: str) -> list[str]:
    texts = form.get(name, [])
    return texts if any(texts) else []


def owner_of(actor: Actor) -> str:
    """Whose draft it is: colleagues share one, a person who acts for no organisation has an own."""
    return person_key(actor.id) if actor.organisation_id is None else organisation_key(actor.organisation_id)


def draft_of(actor: Actor, step: str, number: str = "", *, owner: str = "") -> Draft | None:
    """What the actor's body, or the owner that is named, has typed so far."""
    drafts = Draft.objects.select_related("person")
    return drafts.filter(owner=owner or owner_of(actor), case_number=number, step=step).first()


def drafts_of(actor: Actor, number: str) -> dict[str, Draft]:
    """What the actor's body has typed so far in a case, by step; one query."""
    found = Draft.objects.filter(owner=owner_of(actor), case_number=number).select_related("person")
    return {one.step: one for one in found}


def discard_draft(actor: Actor, step: str, number: str = "", *, owner: str = "") -> None:
    """Drop a draft once its act is done."""
    Draft.objects.filter(owner=owner or owner_of(actor), case_number=number, step=step).delete()


def discard_drafts(number: str) -> None:
    """Drop whatever anybody has typed in a case."""
    Draft.objects.filter(case_number=number).delete()


@carries("A44.1")
def refuse_secret(texts: Iterable[str]) -> None:
    """Raise Refused for text that bears a secrecy marking or is of the intranet, before any of it is stored."""
    listed = list(texts)
    if INTRANET in listed:
        raise Refused(
            "intranet",
            say(
                "政务内网事项由机要部门办理，本平台不保存其任何内容。请向机要部门办理。",
                "What is of the intranet is for the confidential-communications department; nothing of it is kept. "
                "Turn to that department.",
            ),
            cites=(M164.art(22, 2),),
        )
    if found := markings_in(listed):
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
