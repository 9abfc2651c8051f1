"""Organisations by the words that somebody typed, as far as the actor may see them."""

from datetime import date

from qilou.identity.models import Organisation
from qilou.kernel.actor import Actor
from qilou.kernel.finding import by_likeness, nearest


def organisations(actor: Actor, typed: str, on: date) -> list[Organisation]:
    """The organisations of a day whose name or code comes nearest, the nearest first."""
    ids = nearest("identity_organisation", typed, None)
    seen = Organisation.objects.visible_to(actor).on(on).filter(pk__in=ids or [0])
    found = seen.select_related("jurisdiction").order_by("pk")
    return by_likeness(typed, found, lambda one: (one.uscc or "", f"{one.name_zh} {one.name_en}"))
