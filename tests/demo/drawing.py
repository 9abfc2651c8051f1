"""Who was drawn for a project of the demo city: the draw knows, and no test foretells it."""

from qilou.casework.models import Case
from qilou.demo.programme import Programme
from qilou.identity.models import Person
from qilou.kernel.actor import person_key


def drawn(project: Programme) -> list[str]:
    """The sign-in names of the experts for whom a case of a project waits, the earliest case first."""
    cases = Case.objects.filter(title__startswith=project.name, desk__startswith="person:")
    people = {person_key(one.pk): one.username for one in Person.objects.all()}
    return [people[case.desk] for case in cases.order_by("pk")]
