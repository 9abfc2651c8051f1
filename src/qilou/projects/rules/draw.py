"""The draw of experts: who may be drawn, the list as it is frozen, and the order that a later public seed gives it.

Pure text in, text out: an outsider recomputes every draw from what is published (docs/decisions/expert-draw.md).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from unicodedata import normalize

from qilou.law import carries

FORMAT = "qilou-expert-draw-1"


class Standing(StrEnum):
    """Whether an expert of the pool may be drawn for a session, or the first reason why not."""

    ELIGIBLE = "eligible"
    SUSPENDED = "suspended"
    TERM = "term"
    FIELD = "field"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True)
class Pooled:
    """An expert of the pool. `tied` are the bodies by id that they belong to or have an interest in.

    `since` and `until` are the first and the last day of their term.
    """

    code: str
    active: bool
    since: date
    until: date
    fields: frozenset[str]
    tied: frozenset[int]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list is drawn for: area, session, number of seats, fields asked for (none: all), and the named seed."""

    area: str
    session: str
    held_on: date
    seats: int
    fields: tuple[str, ...]
    seed_source: str
    seed_due: date


@carries("A5.6", "A13.10")
def standing(expert: Pooled, *, held_on: date, wanted: Collection[str], bodies: Collection[int]) -> Standing:
    """Whether the expert may sit: in force on the day, of a field that is asked for, tied to no body of the agenda."""
    if not expert.active:
        return Standing.SUSPENDED
    if not expert.since <= held_on <= expert.until:
        return Standing.TERM
    if wanted and not expert.fields.intersection(wanted):
        return Standing.FIELD
    return Standing.RECUSED if expert.tied.intersection(bodies) else Standing.ELIGIBLE


@carries("A13.10")
def canonical_list(heading: Heading, standings: Iterable[tuple[str, Standing]]) -> str:
    """The list as it is frozen: headings in this order, then every expert of the pool by code; lines end in LF.

    It names experts by their codes in the pool alone. Raises ValueError for a code that comes twice.
    """
    experts = sorted((_plain(code), one.value) for code, one in standings)
    if len({code for code, _ in experts}) < len(experts):
        raise ValueError("an expert stands twice in the list")
    lines = (
        FORMAT,
        f"area {heading.area}",
        f"session {_plain(heading.session)}",
        f"held {heading.held_on.isoformat()}",
        f"seats {heading.seats}",
        f"fields {','.join(sorted(heading.fields)) or '*'}",
        f"seed {heading.seed_due.isoformat()} {_plain(heading.seed_source)}",
        *(f"{status} {code}" for code, status in experts),
    )
    return "".join(f"{line}\n" for line in lines)


def hash_of(text: str) -> str:
    """SHA-256 of a frozen list's UTF-8 bytes, in small hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


@carries("A13.10")
def drawn_order(text: str, seed: str) -> tuple[tuple[str, str], ...]:
    """The eligible experts of a frozen list in the order of the draw, each code with its digest.

    The digest is SHA-256 of seed, the list's hash and the code with a LF between them; smaller comes first.
    """
    start, hashed = f"{Standing.ELIGIBLE.value} ", hash_of(text)
    codes = [line.removeprefix(start) for line in text.splitlines() if line.startswith(start)]
    digests = ((code, sha256(f"{plain_seed(seed)}\n{hashed}\n{code}".encode()).hexdigest()) for code in codes)
    return tuple(sorted(digests, key=lambda one: (one[1], one[0])))


def plain_seed(seed: str) -> str:
    """A seed as it is hashed: compatibility forms made one (NFKC), and each run of white space one space."""
    return " ".join(normalize("NFKC", seed).split())


def _plain(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
