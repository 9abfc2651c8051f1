"""The registers as pages list them: what the viewer may see, each list by a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from qilou.identity.models import (
    Appointment,
    Delegation,
    FunctionHolding,
    Organisation,
    Person,
    Post,
    in_force,
)
from qilou.kernel.actor import Actor
from qilou.law import Function
from qilou.law.functions import FUNCTIONS


def organisations(actor: Actor, on: date, *, words: str = "", jurisdiction: str = "") -> QuerySet[Organisation]:
    """The organisations of a day, each with `functions`: the codes of what it holds, with the jurisdiction."""
    held = FunctionHolding.objects.filter(in_force(on), organisation=OuterRef("pk")).order_by(
        "jurisdiction", "function"
    )
    found = Organisation.objects.visible_to(actor).filter(in_force(on)).select_related("jurisdiction")
    if words:
        found = found.filter(Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(uscc__istartswith=words))
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    functions = held.values(pair=JSONObject(function="function", place="jurisdiction__name_zh"))
    return found.annotate(functions=ArraySubquery(functions)).order_by("jurisdiction", "name_en", "pk")


def people(actor: Actor, on: date, *, words: str = "") -> QuerySet[Person]:
    """The people that the viewer may see, each with `held`: the posts of the day."""
    held = Appointment.objects.filter(in_force(on), person=OuterRef("pk")).order_by("since", "pk")
    shown = JSONObject(
        zh="post__title_zh",
        en="post__title_en",
        of_zh="post__organisation__name_zh",
        of_en="post__organisation__name_en",
    )
    found = Person.objects.visible_to(actor).annotate(held=ArraySubquery(held.values(shown=shown)))
    if words:
        found = found.filter(Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(username__istartswith=words))
    return found.order_by("name_en", "pk")


def posts(actor: Actor, on: date, *, words: str = "", kind: str = "", vacant: bool = False) -> QuerySet[Post]:
    """The posts of a day, each with `holder_id`, `holder_zh`, `holder_en`: None while nobody holds it."""
    held = Appointment.objects.filter(in_force(on), post=OuterRef("pk"))
    found = (
        Post.objects.visible_to(actor)
        .filter(in_force(on))
        .select_related("organisation")
        .annotate(
            holder_id=Subquery(held.values("person")[:1]),
            holder_zh=Subquery(held.values("person__name_zh")[:1]),
            holder_en=Subquery(held.values("person__name_en")[:1]),
        )
    )
    if words:
        title = Q(title_zh__icontains=words) | Q(title_en__icontains=words)
        found = found.filter(
            title | Q(organisation__name_zh__icontains=words) | Q(organisation__name_en__icontains=words)
        )
    if kind:
        found = found.filter(kind=kind)
    if vacant:
        found = found.filter(holder_id=None)
    return found.order_by("organisation__jurisdiction", "organisation__name_en", "organisation", "kind", "pk")


@dataclass(frozen=True, slots=True)
class Held:
    """One holding of a function, past, present or to come."""

    id: int
    function: Function
    jurisdiction: Any  # Any: the row of the jurisdiction, whose names pages show
    organisation: Organisation
    since: date
    until: date | None
    document: str


def holdings(*, on: date | None = None, jurisdiction: str = "", organisation: int | None = None) -> list[Held]:
    """Holdings of functions: of one day, or with their whole history; everybody who signs in may read them."""
    found = FunctionHolding.objects.select_related("organisation", "jurisdiction")
    if on:
        found = found.filter(in_force(on))
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return [
        Held(one.pk, FUNCTIONS[one.function], one.jurisdiction, one.organisation, one.since, one.until, one.document)
        for one in found.order_by("jurisdiction", "function", "since")
    ]


def organisation(actor: Actor, organisation_id: int) -> Organisation | None:
    """One organisation with what came before and after it."""
    found = Organisation.objects.visible_to(actor).select_related("jurisdiction", "succeeded_by")
    return found.prefetch_related("predecessors").filter(pk=organisation_id).first()


def person(actor: Actor, person_id: int) -> Person | None:
    """One person, with the jurisdiction that keeps the account."""
    return Person.objects.visible_to(actor).select_related("jurisdiction").filter(pk=person_id).first()


def appointments_of(person_id: int) -> QuerySet[Appointment]:
    """Every post that a person held, holds or will hold; the latest first."""
    return Appointment.objects.filter(person=person_id).select_related("post__organisation").order_by("-since", "-pk")


def holders_of_post(post_id: int) -> QuerySet[Appointment]:
    """Who held, holds or will hold a post; the latest first."""
    return Appointment.objects.filter(post=post_id).select_related("person").order_by("-since", "-pk")


def delegations_with(person_id: int, on: date) -> QuerySet[Delegation]:
    """What a person delegated, or took over, that is not over by that day."""
    found = Delegation.objects.filter(Q(from_person=person_id) | Q(to_person=person_id), until__gt=on)
    return found.select_related("post__organisation", "from_person", "to_person").order_by("since", "pk")


def delegations_of_post(post_id: int, on: date) -> QuerySet[Delegation]:
    """The delegations of a post that are not over by that day."""
    found = Delegation.objects.filter(post=post_id, until__gt=on)
    return found.select_related("from_person", "to_person").order_by("since", "pk")


def demo_people(on: date) -> list[dict[str, Any]]:  # Any: a row of words
    """Sign-in names to show in a demo city: one line a person, with what they are there."""
    held = Appointment.objects.filter(in_force(on), person__is_active=True).order_by(
        "post__organisation__jurisdiction", "post__organisation", "post__kind", "pk"
    )
    rows = held.values(
        username=F("person__username"),
        name_zh=F("person__name_zh"),
        name_en=F("person__name_en"),
        title_zh=F("post__title_zh"),
        title_en=F("post__title_en"),
        of_zh=F("post__organisation__name_zh"),
        of_en=F("post__organisation__name_en"),
    )
    return [dict(row) for row in rows[:200]]
