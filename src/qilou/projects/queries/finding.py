"""Projects by the words that somebody typed, as far as the actor may see them."""

from qilou.kernel.actor import Actor
from qilou.kernel.finding import Found, by_likeness, nearest
from qilou.law import Text
from qilou.projects.models import Project
from qilou.projects.models.project import Stage


def projects(actor: Actor, typed: str, most: int) -> list[Found]:
    """The projects whose name, unit or number comes nearest, the nearest first, of two alike the newer."""
    ids = nearest("projects_project", typed, actor.keys)
    found = Project.objects.visible_to(actor).filter(pk__in=ids or [0]).order_by("-pk")
    near = by_likeness(typed, found, lambda one: (one.source_id, f"{one.name} {one.unit_name}"))
    return [_project(one) for one in near[:most]]


def _project(project: Project) -> Found:
    unit = Text(project.unit_name, project.unit_name)
    notes = (unit, Stage(project.stage).label)
    return Found(Text(project.name, project.name), f"/projects/{project.pk}/", project.source_id, notes)
