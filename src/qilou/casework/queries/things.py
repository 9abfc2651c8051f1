"""What a body's cases turn around, for a case of another module that is about the same thing."""

from qilou.casework.models import Case


def things_of(key: str) -> list[tuple[str, str]]:
    """Each thing of which a party's cases speak, named by its first case, the newest thing first."""
    found = Case.objects.filter(readers__overlap=[key]).exclude(thing="").order_by("thing", "pk").distinct("thing")
    own = [one for one in found if any(key in held for held in one.parties.values())]
    return [(one.thing, one.title) for one in sorted(own, key=lambda one: -one.pk)]
