"""What an administrator keeps: the people, accounts and posts of the areas that the post is about."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from qilou.identity.models import Appointment, Jurisdiction, Person, in_force, kept_by, within
from qilou.kernel.actor import Actor


def areas_kept(actor: Actor) -> list[str]:
    """The areas whose registers the actor keeps, and those directly below; none for who is no administrator."""
    kept = kept_by(actor)
    if not kept:
        return []
    return list(Jurisdiction.objects.filter(Q(code__in=kept) | Q(parent__in=kept)).values_list("code", flat=True))


def people_kept(actor: Actor) -> QuerySet[Person]:
    """The people with an account in those areas."""
    return Person.objects.filter(within(kept_by(actor), "jurisdiction"))


def accounts_waiting(actor: Actor, now: datetime) -> QuerySet[Person]:
    """Of these people, whose account is in use but not usable: locked, or its one-time password not changed yet."""
    stuck = Q(locked_until__gt=now) | Q(password_until__isnull=False)
    return people_kept(actor).filter(stuck, is_active=True)


def posts_held(organisations: Iterable[int], on: date) -> dict[int, set[str]]:
    """The kinds of post that somebody holds in each of some organisations on a day; one query."""
    held = Appointment.objects.filter(
        in_force(on), person__is_active=True, post__organisation__in=list(organisations)
    ).values_list("post__organisation", "post__kind")
    found: dict[int, set[str]] = {}
    for organisation, kind in held.distinct():
        found.setdefault(organisation, set()).add(kind)
    return found
