"""The bytes of one event. Pure: no database, no settings, no clock.

`docs/decisions/ledger-event-bytes.md` defines them; FORMAT changes with the first byte that does.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import randbits
from time import time_ns
from uuid import UUID

from qilou.kernel.actor import Actor
from qilou.law import Article, Finding

from .canonical import Opening, Personal, canonical_with_openings

FORMAT = 1


def event_bytes(
    event_id: UUID,
    name: str,
    *,
    actor: Actor,
    acted_at: datetime,
    case: str = "",
    function: str = "",
    on_behalf_of: str | None = None,
    cites: Sequence[Article] = (),
    editions: Sequence[str] = (),
    findings: Sequence[Finding] = (),
    input: Mapping[str, object] | None = None,  # noqa: A002  # the word of the format
    effects: Mapping[str, object] | None = None,
    of_record: str = "",
    demo: bool = False,
) -> tuple[bytes, tuple[Opening, ...]]:
    """The body as the record keeps it for ever, and what opens its commitments."""
    body: dict[str, object] = {
        "acted_at": acted_at,
        "actor": _who(actor, function),
        "case": case,
        "cites": [article.id for article in cites],
        "editions": editions,
        "effects": effects or {},
        "findings": [finding.as_record() for finding in findings],
        "id": event_id,
        "input": input or {},
        "name": name,
        "v": FORMAT,
    }
    if demo:
        body["demo"] = True
    if of_record:
        body["of_record"] = of_record
    if on_behalf_of:
        body["on_behalf_of"] = {"name": on_behalf_of}
    text, openings = canonical_with_openings(body)
    return text.encode(), openings


def _who(actor: Actor, function: str) -> dict[str, object]:
    """The actor as text. Officers answer by name (A42.2); a citizen acting for themselves is personal data."""
    citizen = actor.id > 0 and not actor.organisation
    return {
        "function": function,
        "id": actor.id,
        "jurisdiction": actor.jurisdiction,
        "name": Personal(actor.name) if citizen else actor.name,
        "organisation": actor.organisation,
        "organisation_id": actor.organisation_id,
    }


def new_event_id() -> UUID:
    """A UUID of version 7 (RFC 9562): unguessable, yet its index grows at one end."""
    bits = time_ns() // 1_000_000 << 80 | randbits(80)
    return UUID(int=bits & ~(0xF << 76 | 0b11 << 62) | 7 << 76 | 0b10 << 62)
