"""Who may be asked to review projects: third parties, and the experts of a pool."""

from datetime import date

from qilou.identity.kinds import OrganisationKind, PostKind
from qilou.identity.models import Appointment, Organisation, in_force

from .holders import Body


def third_parties(on: date) -> tuple[Body, ...]:
    """Every organisation that reviews as a third party on a date, in the order of their entry."""
    found = Organisation.objects.on(on).filter(kind=OrganisationKind.THIRD_PARTY).order_by("pk")
    return tuple(Body(one.pk, one.name, one.jurisdiction_id, False, True, one.uscc or "") for one in found)


def experts(on: date) -> dict[int, str]:
    """The people who hold an expert's post on a date, by id, with their names."""
    held = Appointment.objects.filter(in_force(on), post__kind=PostKind.EXPERT).select_related("person")
    return {one.person_id: one.person.name_zh for one in held.order_by("person__name_zh", "person_id")}


def memberships(person_ids: list[int], on: date) -> dict[int, set[int]]:
    """The organisations in which people hold posts on a date, so that nobody stands on both sides."""
    found: dict[int, set[int]] = {}
    held = Appointment.objects.filter(in_force(on), person__in=person_ids)
    for person, organisation in held.values_list("person", "post__organisation"):
        found.setdefault(person, set()).add(organisation)
    return found
