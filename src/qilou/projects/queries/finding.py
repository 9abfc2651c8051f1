"""Projects by the words that somebody typed, as far as the actor may see them."""

from qilou.kernel.actor import Actor
from qilou.kernel.finding import by_likeness, nearest
from qilou.projects.models import Project


def projects(actor: Actor, typed: str) -> list[Project]:
    """The projects whose name, unit or number comes nearest, the nearest first, of two alike the newer."""
    ids = nearest("projects_project", typed, actor.keys)
    found = Project.objects.visible_to(actor).filter(pk__in=ids or [0]).select_related("jurisdiction").order_by("-pk")
    return by_likeness(typed, found, lambda one: (one.source_id, f"{one.name} {one.unit_name}"))
