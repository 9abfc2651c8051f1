"""Who was drawn for a project of the demo city: the draw knows, and no test foretells it."""

from qilou.casework.models import Case
from qilou.demo.programme import Programme
from qilou.identity.models import Person
from qilou.kernel.actor import person_key


def drawn(project: Programme) -> list[str]:
    """The sign-in names of the experts whose sheet on a project is still to be filed, in the order of the seats."""
    sheets = Case.objects.filter(procedure="projects.expert_sheet", title__startswith=project.name).exclude(desk="")
    people = {person_key(one.pk): one.username for one in Person.objects.all()}
    return [people[key] for sheet in sheets.order_by("pk") for key in sheet.parties["expert"]]
