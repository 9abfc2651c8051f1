"""Organisations by the words that somebody typed, as far as the actor may see them."""

from datetime import date

from qilou.identity.models import Organisation
from qilou.kernel.actor import Actor
from qilou.kernel.finding import Found, by_likeness, nearest


def organisations(actor: Actor, typed: str, on: date, most: int) -> list[Found]:
    """The organisations of a day whose name or code comes nearest, the nearest first."""
    ids = nearest("identity_organisation", typed, None)
    seen = Organisation.objects.visible_to(actor).on(on).filter(pk__in=ids or [0])
    found = seen.select_related("jurisdiction").order_by("pk")
    near = by_likeness(typed, found, lambda one: (one.uscc or "", f"{one.name_zh} {one.name_en}"))
    return [_organisation(one) for one in near[:most]]


def _organisation(one: Organisation) -> Found:
    return Found(one.name, f"/organisations/{one.pk}/", one.uscc or "", (one.jurisdiction.name,))
