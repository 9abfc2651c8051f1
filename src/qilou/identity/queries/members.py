"""The people behind keys: who belongs to a body or a function on a date, so that others can turn to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from qilou.identity.models import Appointment, FunctionHolding, Person, in_force
from qilou.kernel.actor import function_key, organisation_key
from qilou.law import Language, Text

from .holders import keyed

MOST = 300


@dataclass(frozen=True, slots=True)
class Member:
    """A person and the body in which they hold a post; a person who is a party by themselves has none."""

    id: int
    name: Text
    organisation: Text
    organisation_id: int | None


def members_of(keys: Iterable[str], on: date, *, posts: Iterable[str] = ()) -> list[Member]:
    """Who holds a post (one of `posts`, if any are named) in the bodies that keys stand for, and people named by key.

    At most 300, by body and name, each once.
    """
    wanted = keyed(keys)
    held = Q(pk__in=[])
    for function, place in zip(wanted.functions, wanted.jurisdictions, strict=True):
        held |= Q(function=function, jurisdiction=place)
    bodies = FunctionHolding.objects.filter(held, in_force(on)).values("organisation")
    whose = Q(post__organisation__in=wanted.organisations) | Q(post__organisation__in=bodies)
    found = Appointment.objects.filter(in_force(on), whose, person__is_active=True)
    if kinds := list(posts):
        found = found.filter(post__kind__in=kinds)
    rows = found.select_related("person", "post__organisation").order_by(
        "post__organisation", "person__name_en", "person"
    )
    members = {
        one.person_id: Member(one.person_id, one.person.name, one.post.organisation.name, one.post.organisation_id)
        for one in rows[:MOST]
    }
    alone = [pk for pk in wanted.persons if pk not in members]
    for one in Person.objects.filter(pk__in=alone, is_active=True) if alone else ():
        members[one.pk] = Member(one.pk, one.name, Text("", ""), None)
    return list(members.values())


@dataclass(frozen=True, slots=True)
class Address:
    """Where and in which language a person is written to; blank where it is not on record."""

    id: int
    name: Text
    email: str
    phone: str
    language: Language
    jurisdiction: str


def addresses_of(people: Iterable[int]) -> list[Address]:
    """The addresses of active people, by one query."""
    found = Person.objects.filter(pk__in=list(people), is_active=True).order_by("pk")
    return [_address(one) for one in found]


def _address(one: Person) -> Address:
    language: Language = "en" if one.language == "en" else "zh"
    return Address(one.pk, one.name, one.email, one.phone, language, one.jurisdiction_id)


def people_with_mail(on: date) -> list[int]:
    """Who holds a post on a date and has an e-mail address on record."""
    held = Appointment.objects.filter(in_force(on), person__is_active=True).exclude(person__email="")
    return sorted(set(held.values_list("person_id", flat=True)))


def holders_of_desk(desk: str, on: date) -> list[tuple[int, Text]]:
    """Who holds a post whose desk this is on a date (`AUTHORITY@440500/handler`, `org:12/signer`)."""
    key, _, kind = desk.partition("/")
    if not kind:
        return []
    return [(one.id, one.name) for one in members_of([key], on, posts=[kind])]


def keys_of_body(organisation_id: int, on: date) -> frozenset[str]:
    """The keys that an organisation gives to its members on a date: its own, and those of the functions it holds."""
    held = FunctionHolding.objects.filter(in_force(on), organisation=organisation_id)
    functions = held.values_list("function", "jurisdiction")
    return frozenset({organisation_key(organisation_id), *(function_key(code, place) for code, place in functions)})
