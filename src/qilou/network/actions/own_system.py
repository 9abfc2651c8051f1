"""What the steps about an own application system do to its row, and what gates of projects read."""

from qilou.casework.act import Act
from qilou.identity.queries import body
from qilou.inventory.actions import end_own_approval, enter_own_approval
from qilou.inventory.kinds import Own
from qilou.law import carries
from qilou.ledger.rows import add, written
from qilou.network.inputs.own_system import SystemForm, SystemOpening
from qilou.network.models import Outcome, OwnSystem
from qilou.network.queries.own_system import opening_facts
from qilou.network.rules import access as of_access

from .demanding import demand, demand_own_thing

TYPED = {"form"}


@carries("A22.4", "A32.2")
def begin(act: Act) -> dict[str, object]:
    """An application of a unit of the area."""
    given: SystemOpening = act.input
    demand(
        act,
        opening_facts(act, given),
        of_access.of_the_extranet,
        of_access.applicant_is_registered,
        of_access.applicant_is_of_the_area,
    )
    demand_own_thing(act)
    unit = body(act.actor.organisation_id or 0, act.today)
    row = OwnSystem.objects.create(
        case_id=act.case.id,
        jurisdiction_id=act.case.jurisdiction,
        unit_id=act.actor.organisation_id,
        unit_name=unit.name.zh if unit else "",
        name=given.name,
        kind=given.kind.value,
        purpose=given.purpose.value,
        thing=given.thing,
    )
    act.case.title = f"{given.name}：{given.kind.label.zh}"
    return written(row, left_out=TYPED)


def submit(act: Act) -> dict[str, object]:
    """Keep the application as it was handed in."""
    given: SystemForm = act.input
    row = row_of(act)
    row.form = given.model_dump(mode="json")
    row.save(update_fields=["form"])
    return written(row, left_out=TYPED)


def return_once(act: Act) -> dict[str, object]:
    """Note that it was returned."""
    row = row_of(act)
    row.returned_on = act.today
    row.save(update_fields=["returned_on"])
    return written(row, left_out=TYPED)


def approve(act: Act) -> dict[str, object]:
    """The authority agrees; the number of its paper makes it count."""
    row = row_of(act)
    row.outcome, row.decided_on, row.conditions = Outcome.APPROVED.value, act.today, act.input.conditions
    row.save(update_fields=["outcome", "decided_on", "conditions"])
    return written(row, left_out=TYPED)


@carries("A32.2")
def keep_approval(act: Act, number: str) -> None:
    """On the served paper the system may be built or kept, and the gates of projects find it."""
    row = row_of(act)
    row.approval_number = number
    row.save(update_fields=["approval_number"])
    add(act.effects, written(row, left_out=TYPED))
    enter_own_approval(
        Own.SYSTEM,
        jurisdiction=act.case.jurisdiction,
        unit_id=row.unit_id,
        name=row.name,
        thing=row.thing,
        case=act.case.number,
        number=number,
        actor=act.actor,
        now=act.now,
    )


def refuse(act: Act) -> dict[str, object]:
    """The authority does not agree."""
    return _end(act, Outcome.REFUSED)


def withdraw(act: Act) -> dict[str, object]:
    """The unit gives its application up."""
    return _end(act, Outcome.WITHDRAWN)


def _end(act: Act, outcome: Outcome) -> dict[str, object]:
    row = row_of(act)
    row.outcome, row.decided_on = outcome.value, act.today
    row.save(update_fields=["outcome", "decided_on"])
    return written(row, left_out=TYPED)


def retire(act: Act) -> dict[str, object]:
    """It is no longer used, and nothing is approved any more."""
    row = row_of(act)
    row.ended_on = act.today
    row.save(update_fields=["ended_on"])
    end_own_approval(act.case.number, actor=act.actor, now=act.now)
    return written(row, left_out=TYPED)


def row_of(act: Act) -> OwnSystem:
    """The application of the case, locked."""
    return OwnSystem.objects.select_for_update(of=("self",)).get(pk=act.case.id)
