"""The draw of experts: who may be drawn, the list as it is frozen, and the order that a later public seed gives it.

Pure text in, text out: an outsider recomputes every draw from what is published (docs/decisions/expert-draw.md).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from unicodedata import normalize

from qilou.law import carries

FORMAT = "qilou-expert-draw-2"
ANY = "any"


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
    """What a list is drawn for: area, session, number of seats, and the named seed.

    `fields` has a field once for each seat that is asked for of it; the other seats are open to every field.
    """

    area: str
    session: str
    held_on: date
    seats: int
    fields: tuple[str, ...]
    seed_source: str
    seed_due: date


@carries("A5.6", "A13.10")
def standing(expert: Pooled, *, held_on: date, wanted: Collection[str], bodies: Collection[int]) -> Standing:
    """Whether the expert may sit: in force on the day, of a field that is asked for, tied to no body of the agenda.

    `wanted` are the places, among them `ANY` where a seat is open to every field.
    """
    if not expert.active:
        return Standing.SUSPENDED
    if not expert.since <= held_on <= expert.until:
        return Standing.TERM
    if ANY not in wanted and not expert.fields.intersection(wanted):
        return Standing.FIELD
    return Standing.RECUSED if expert.tied.intersection(bodies) else Standing.ELIGIBLE


@carries("A13.10")
def places_of(seats: int, fields: Collection[str]) -> tuple[str, ...]:
    """One entry for each seat: the field that is asked for, or `ANY`."""
    return (*sorted(fields), *[ANY] * (seats - len(fields)))


@carries("A13.10")
def filled(places: Sequence[str], people: Iterable[tuple[str, Collection[str]]]) -> tuple[str, ...]:
    """Who of some people takes the places, down their order: everybody beside whom all before them still find theirs.

    People are given by code with their fields. Whoever sits may be moved to another place that they can hold, so that
    the order alone decides who sits, and as many places as possible are taken.
    """
    held: dict[int, tuple[str, Collection[str]]] = {}

    def takes(one: tuple[str, Collection[str]], tried: set[int]) -> bool:
        for spot, field in enumerate(places):
            if spot in tried or (field != ANY and field not in one[1]):
                continue
            tried.add(spot)
            if spot not in held or takes(held[spot], tried):
                held[spot] = one
                return True
        return False

    return tuple(one[0] for one in people if takes(one, set()))


@carries("A13.10")
def seated(text: str, order: Iterable[str], gone: Collection[str] = ()) -> tuple[str, ...]:
    """The codes that take a frozen list's seats when they come in an order; those who are `gone` are passed over.

    Everybody who sat and is not gone sits on: only the next that fits comes in.
    """
    fields: dict[str, list[str]] = {}
    seats, places = 0, places_of(0, ())
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        if word == "seats":
            seats = int(rest)
            places = places_of(seats, ())
        elif word == "places":
            asked = (one.split(" ") for one in rest.split(","))
            places = places_of(seats, [field for field, n in asked for _ in range(int(n)) if field != ANY])
        elif word == Standing.ELIGIBLE.value:
            code, _, of = rest.partition(" ")
            fields[code] = of.split(",")
    return filled(places, [(code, fields[code]) for code in order if code in fields and code not in gone])


@carries("A13.10")
def canonical_list(heading: Heading, standings: Iterable[tuple[str, Standing, Collection[str]]]) -> str:
    """The list as it is frozen: headings in this order, then every expert of the pool by code; lines end in LF.

    It names experts by their codes in the pool and, of those who may be drawn, their fields. Raises ValueError for a
    code that comes twice.
    """
    experts = sorted((_plain(code), one, ",".join(sorted(fields))) for code, one, fields in standings)
    if len({code for code, *_ in experts}) < len(experts):
        raise ValueError("an expert stands twice in the list")
    asked = Counter(places_of(heading.seats, heading.fields))
    lines = (
        FORMAT,
        f"area {heading.area}",
        f"session {_plain(heading.session)}",
        f"held {heading.held_on.isoformat()}",
        f"seats {heading.seats}",
        f"places {','.join(f'{field} {n}' for field, n in sorted(asked.items()))}",
        f"seed {heading.seed_due.isoformat()} {_plain(heading.seed_source)}",
        *(f"{one} {code} {of}" if one is Standing.ELIGIBLE else f"{one} {code}" for code, one, of in experts),
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
    codes = [line.split(" ")[1] for line in text.splitlines() if line.startswith(start)]
    digests = ((code, sha256(f"{plain_seed(seed)}\n{hashed}\n{code}".encode()).hexdigest()) for code in codes)
    return tuple(sorted(digests, key=lambda one: (one[1], one[0])))


def plain_seed(seed: str) -> str:
    """A seed as it is hashed: compatibility forms made one (NFKC), and each run of white space one space."""
    return " ".join(normalize("NFKC", seed).split())


def _plain(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
