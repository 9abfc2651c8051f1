"""Who may act on a date, who holds a function in the law, and which district still lacks a body that it must name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from qilou.kernel.actor import NOBODY, Actor, organisation_key, person_key
from qilou.law import AUTHORITY, TECHNICAL_BODY, Function, Text, carries
from qilou.law.functions import FUNCTIONS

from .models import FunctionHolding, Jurisdiction, Organisation, Person, in_force

# The posts somebody holds or, as a colleague, stands in for on a day, with the functions that their organisation holds
# and the bodies that it succeeded, whose unfinished matters are now its own.
POSTS_HELD = """
WITH RECURSIVE held AS (
    SELECT p.kind, p.organisation_id, a.since, '' AS absent
    FROM identity_appointment a
    JOIN identity_post p ON p.id = a.post_id
    WHERE a.person_id = %(person)s AND a.since <= %(on)s AND (a.until IS NULL OR a.until > %(on)s)
    UNION ALL
    SELECT p.kind, p.organisation_id, d.since, f.name_zh
    FROM identity_delegation d
    JOIN identity_post p ON p.id = d.post_id
    JOIN identity_person f ON f.id = d.from_person_id
    JOIN identity_appointment a ON a.post_id = d.post_id AND a.person_id = d.from_person_id
        AND a.since <= %(on)s AND (a.until IS NULL OR a.until > %(on)s)
    WHERE d.to_person_id = %(person)s AND d.since <= %(on)s AND d.until > %(on)s AND EXISTS (
        SELECT FROM identity_appointment own JOIN identity_post q ON q.id = own.post_id
        WHERE own.person_id = %(person)s AND q.organisation_id = p.organisation_id
            AND own.since <= %(on)s AND (own.until IS NULL OR own.until > %(on)s)
    )
), bodies (heir, id) AS (
    SELECT organisation_id, organisation_id FROM held
    UNION
    SELECT b.heir, o.id FROM bodies b
    JOIN identity_organisation o ON o.succeeded_by_id = b.id AND o.until <= %(on)s
)
SELECT h.kind, h.absent, o.id, o.name_zh, o.jurisdiction_id,
    ARRAY(SELECT b.id FROM bodies b WHERE b.heir = o.id ORDER BY b.id),
    ARRAY(
        SELECT f.function || '@' || f.jurisdiction_id FROM identity_functionholding f
        WHERE f.organisation_id = o.id AND f.since <= %(on)s AND (f.until IS NULL OR f.until > %(on)s)
        ORDER BY f.jurisdiction_id, f.function
    )
FROM held h
JOIN identity_organisation o ON o.id = h.organisation_id
ORDER BY h.absent <> '', h.since, o.id, h.kind
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """Which organisation holds a function in a jurisdiction, by which document, and since when."""

    function: Function
    jurisdiction: str
    organisation_id: int
    name: Text
    since: date
    until: date | None
    document: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A function that a district must give to somebody and has given to nobody."""

    jurisdiction: str
    name: Text
    function: Function


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as others need to know it."""

    id: int
    name: Text
    jurisdiction: str
    is_implementing_unit: bool
    exists: bool


@carries("A5.3", "A5.4", "A5.5")
def actor_of(person: Person, on: date) -> Actor:
    """The person with everything they may see and do on that day, by one query.

    An account that is switched off is nobody. One whose password was set by somebody else has no post until it is
    changed.
    """
    if not person.is_active:
        return NOBODY
    own = person_key(person.pk)
    if person.must_change_password:
        return Actor(person.pk, person.name_zh, keys=frozenset({own}), desks=(own,))
    with connection.cursor() as cursor:
        cursor.execute(POSTS_HELD, {"person": person.pk, "on": on})
        held = cursor.fetchall()
    keys, desks, standing_in = {own}, [own], {}
    for kind, absent, _id, _name, _jurisdiction, bodies, functions in held:
        membership = [*functions, *(organisation_key(body) for body in bodies)]
        keys.update(membership)
        for desk in (f"{key}/{kind}" for key in membership):
            if desk not in desks:
                desks.append(desk)
                if absent:
                    standing_in[desk] = absent
    organisation_id, organisation, jurisdiction = held[0][2:5] if held else (None, "", "")
    return Actor(
        person.pk,
        person.name_zh,
        organisation_id,
        organisation,
        jurisdiction,
        frozenset(keys),
        tuple(desks),
        standing_in,
    )


@carries("A5.4", "A5.5")
def holder(function: str, jurisdiction: str, on: date) -> Holder | None:
    """Who holds a function on a date, under the name that it bears on that date."""
    held = FunctionHolding.objects.filter(in_force(on), function=function, jurisdiction=jurisdiction)
    return next((_holder(one) for one in held.select_related("organisation")), None)


@carries("A5.1", "A5.2")
def holders(on: date, jurisdiction: str = "") -> tuple[Holder, ...]:
    """Every function held on a date, in the whole city or in one jurisdiction."""
    held = FunctionHolding.objects.filter(in_force(on), *([Q(jurisdiction=jurisdiction)] if jurisdiction else []))
    return tuple(_holder(one) for one in held.select_related("organisation").order_by("jurisdiction", "function"))


def _holder(held: FunctionHolding) -> Holder:
    return Holder(
        FUNCTIONS[held.function],
        held.jurisdiction_id,
        held.organisation_id,
        held.organisation.name,
        held.since,
        held.until,
        held.document,
    )


@carries("A6.2")
def gaps(on: date) -> tuple[Gap, ...]:
    """The districts that have no competent department or no technical body on a date."""
    wanted = (AUTHORITY, TECHNICAL_BODY)
    held = set(
        FunctionHolding.objects.filter(in_force(on), function__in=[one.code for one in wanted]).values_list(
            "jurisdiction", "function"
        )
    )
    return tuple(
        Gap(district.code, district.name, function)
        for district in Jurisdiction.objects.districts()
        for function in wanted
        if (district.code, function.code) not in held
    )


def jurisdictions() -> tuple[Jurisdiction, ...]:
    """Every jurisdiction, in the order of the codes."""
    return tuple(Jurisdiction.objects.order_by("code"))


def body(organisation_id: int, on: date) -> Body | None:
    """One organisation, whoever asks; what a page may show is `Organisation.objects.visible_to`."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    return _body(found, on) if found else None


def organisation_named(name: str, on: date) -> Body | None:
    """The organisation that bears a Chinese or English name, or a unified social credit code, on a date."""
    called = Q(name_zh=name) | Q(name_en=name) | Q(uscc=name)
    found = Organisation.objects.filter(called).filter(in_force(on)).order_by("pk").first()
    return _body(found, on) if found else None


def _body(found: Organisation, on: date) -> Body:
    exists = found.since <= on and (found.until is None or on < found.until)
    return Body(found.pk, found.name, found.jurisdiction_id, found.is_implementing_unit, exists)


def names_of(keys: Iterable[str], on: date) -> dict[str, str]:
    """The Chinese names, on a date, of those whom keys stand for: `org:12`, `FINANCE@440500`, `person:7`."""
    wanted = list(dict.fromkeys(keys))
    names: dict[str, str] = {}
    if organisations := [int(key[4:]) for key in wanted if key.startswith("org:")]:
        for found in Organisation.objects.filter(pk__in=organisations):
            names[organisation_key(found.pk)] = found.name_zh
    if persons := [int(key[7:]) for key in wanted if key.startswith("person:")]:
        for pk, name in Person.objects.filter(pk__in=persons).values_list("pk", "name_zh"):
            names[person_key(pk)] = name
    if functions := [key.partition("@") for key in wanted if "@" in key]:
        held = FunctionHolding.objects.filter(
            in_force(on), function__in=[one[0] for one in functions], jurisdiction__in=[one[2] for one in functions]
        ).select_related("organisation")
        for one in held:
            names[f"{one.function}@{one.jurisdiction_id}"] = one.organisation.name_zh
    return names
