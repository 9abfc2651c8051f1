"""The implementing units of an area, and the area above it."""

from datetime import date

from qilou.identity.models import Jurisdiction, Organisation
from qilou.law import carries

from .holders import Body


@carries("A10.2")
def implementing_units(jurisdiction: str, on: date) -> tuple[Body, ...]:
    """Every implementing unit of a jurisdiction on a date, in the order of their entry."""
    found = Organisation.objects.on(on).filter(jurisdiction=jurisdiction, is_implementing_unit=True).order_by("pk")
    return tuple(Body(one.pk, one.name, one.jurisdiction_id, True, True, one.uscc or "") for one in found)


def area_above(jurisdiction: str) -> str | None:
    """The city of a district; None for a city."""
    return Jurisdiction.objects.filter(pk=jurisdiction).values_list("parent", flat=True).first()
