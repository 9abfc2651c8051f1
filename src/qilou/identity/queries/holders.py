"""Who holds a function in the law on a date, and which district still lacks a body that it must name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from qilou.identity.models import FunctionHolding, Jurisdiction, Organisation, in_force
from qilou.kernel.arrays import array_of
from qilou.law import AUTHORITY, TECHNICAL_BODY, Function, Text, carries
from qilou.law.functions import FUNCTIONS


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
    uscc: str


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
    return Body(found.pk, found.name, found.jurisdiction_id, found.is_implementing_unit, exists, found.uscc or "")


# For statements of others too: rows of a key and a name, with the values that `names_wanted` gives.
NAMES = """
SELECT 'org:' || id, name_zh FROM identity_organisation WHERE id = ANY(%(organisations)s::bigint[])
UNION ALL
SELECT 'person:' || id, name_zh FROM identity_person WHERE id = ANY(%(persons)s::bigint[])
UNION ALL
SELECT f.function || '@' || f.jurisdiction_id, o.name_zh
FROM identity_functionholding f JOIN identity_organisation o ON o.id = f.organisation_id
WHERE f.function = ANY(%(functions)s::text[]) AND f.jurisdiction_id = ANY(%(jurisdictions)s::text[])
    AND f.since <= %(on)s AND (f.until IS NULL OR f.until > %(on)s)
"""  # each function in each of the jurisdictions: cheaper than asking by pairs, and the reader looks up by key
NAMES_IN_BOTH = NAMES.replace("name_zh", "name_zh, name_en")


@dataclass(frozen=True, slots=True)
class Keyed:
    """Keys by what they stand for: ids of organisations and of people, and functions each with its jurisdiction."""

    organisations: list[int]
    persons: list[int]
    functions: list[str]
    jurisdictions: list[str]


def keyed(keys: Iterable[str]) -> Keyed:
    """What keys stand for: `org:12`, `FINANCE@440500`, `person:7`."""
    found = Keyed([], [], [], [])
    for key in keys:
        function, at, jurisdiction = key.partition("@")
        if at:
            found.functions.append(function)
            found.jurisdictions.append(jurisdiction)
        elif key.startswith("org:"):
            found.organisations.append(int(key[4:]))
        elif key.startswith("person:"):
            found.persons.append(int(key[7:]))
    return found


def names_wanted(keys: Iterable[str], on: date) -> dict[str, str]:
    """The values of NAMES for these keys."""
    wanted = keyed(keys)
    return {
        "organisations": array_of(wanted.organisations),
        "persons": array_of(wanted.persons),
        "functions": array_of(wanted.functions),
        "jurisdictions": array_of(wanted.jurisdictions),
        "on": on.isoformat(),
    }


def names_of(keys: Iterable[str], on: date) -> dict[str, str]:
    """The Chinese names, on a date, of those whom keys stand for."""
    return {key: name.zh for key, name in called(keys, on).items()}


def called(keys: Iterable[str], on: date) -> dict[str, Text]:
    """The names in both languages, on a date, of those whom keys stand for."""
    wanted = set(keys)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NAMES_IN_BOTH, names_wanted(wanted, on))
        return {key: Text(zh, en or zh) for key, zh, en in cursor.fetchall() if key in wanted}


OUTSIDE = """
SELECT EXISTS (
    SELECT FROM identity_organisation WHERE id = ANY(%(organisations)s::bigint[]) AND kind IN ('bidder', 'third_party')
) OR EXISTS (
    SELECT FROM unnest(%(persons)s::bigint[]) AS one (id) WHERE NOT EXISTS (
        SELECT FROM identity_appointment a WHERE a.person_id = one.id AND a.since <= %(on)s
            AND (a.until IS NULL OR a.until > %(on)s)
    )
)
"""


def outside_government(keys: Iterable[str], on: date) -> bool:
    """Whether any of these keys stands for a citizen or an enterprise rather than an organ."""
    with connection.cursor() as cursor:
        cursor.execute(OUTSIDE, names_wanted(keys, on))
        return bool(cursor.fetchone()[0])
