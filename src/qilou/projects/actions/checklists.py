"""Additions to the open lists of Articles 3 and 10: types of project, items of the published checklist."""

from datetime import datetime

from django.db import IntegrityError, transaction

from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import Conflict, NotPermitted
from qilou.law import AUTHORITY, Article, carries, say
from qilou.law.measures import M164
from qilou.ledger.record import record
from qilou.ledger.rows import written
from qilou.projects.inputs.checklists import NewChecklistItem, NewProjectType
from qilou.projects.models import ChecklistItem, NamedType, ProjectType


@transaction.atomic
@carries("A3.4")
def add_project_type(given: NewProjectType, *, actor: Actor, now: datetime) -> ProjectType:
    """Add a type to the open list from a date, by the document that decided it."""
    _authority(actor, actor.jurisdiction, M164.art(3))
    if given.code in set(NamedType) or ProjectType.objects.filter(pk=given.code).exists():
        raise Conflict("known", say("已有这个类型。", "There is such a type already."), cites=(M164.art(3),))
    row = ProjectType.objects.create(**given.model_dump())
    record(
        "projects.declaration.add_type",
        actor=actor,
        acted_at=now,
        function=AUTHORITY.code,
        cites=(M164.art(3),),
        input=given.model_dump(mode="json"),
        effects=written(row),
    )
    return row


@transaction.atomic
@carries("A10.13")
def publish_checklist_item(given: NewChecklistItem, *, jurisdiction: str, actor: Actor, now: datetime) -> ChecklistItem:
    """Publish an item today: it binds declarations first submitted from today on, never earlier ones."""
    _authority(actor, jurisdiction, M164.art(10, 2))
    try:
        with transaction.atomic():
            row = ChecklistItem.objects.create(
                jurisdiction_id=jurisdiction, published_on=now.date(), **given.model_dump()
            )
    except IntegrityError as error:
        raise Conflict("known", say("已有这个事项。", "There is such an item."), cites=(M164.art(10, 2),)) from error
    record(
        "projects.declaration.publish_checklist_item",
        actor=actor,
        acted_at=now,
        function=AUTHORITY.code,
        cites=(M164.art(10, 2),),
        input={"jurisdiction": jurisdiction, **given.model_dump(mode="json")},
        effects=written(row),
    )
    return row


def _authority(actor: Actor, jurisdiction: str, cites: Article) -> None:
    if not actor.holds(f"{function_key(AUTHORITY.code, jurisdiction)}/handler"):
        raise NotPermitted(
            "not_competent",
            say("由本级电子政务主管部门办理。", "For the e-government authority of that jurisdiction."),
            cites=(cites,),
        )
