"""A unit's own projects, contracts and changes as the choices of its forms."""

from datetime import datetime

from qilou.casework.act import Act
from qilou.kernel.actor import Actor
from qilou.projects.models import Change, ChangeOutcome, Contract, ContractStatus, Project
from qilou.projects.models.project import Stage

Choices = list[tuple[str, str]]
LIVE = [ContractStatus.IN_FORCE.value, ContractStatus.PERFORMED.value]


def project_choices(refers: str, actor: Actor, now: datetime) -> Choices:
    """The projects about which the actor's unit may open a case; `now` is not asked."""
    if refers != "project":
        return []
    own = [int(key[4:]) for key in actor.keys if key.startswith("org:")]
    found = Project.objects.visible_to(actor).filter(unit_id__in=own).exclude(stage=Stage.ENDED.value)
    return [(str(pk), name) for pk, name in found.order_by("-pk").values_list("pk", "name")]


def project_options(refers: str, act: Act) -> Choices:
    """What a reference field of a case about a project may name: the project's contracts and decided changes."""
    if not act.case.thing.startswith("projects.project:"):
        return []
    project_id = int(act.case.thing.partition(":")[2])
    match refers:
        case "contract":
            contracts = Contract.objects.filter(project_id=project_id, status__in=LIVE).order_by("pk")
            return [(str(one.pk), f"{one.number} {one.title}") for one in contracts]
        case "change":
            decided = [ChangeOutcome.RECORDED.value, ChangeOutcome.REAPPROVED.value]
            changes = Change.objects.filter(project_id=project_id, outcome__in=decided).select_related("case")
            return [(str(one.pk), one.case.number) for one in changes.order_by("pk")]
        case "project":
            return [(str(pk), name) for pk, name in Project.objects.filter(pk=project_id).values_list("pk", "name")]
    return []
