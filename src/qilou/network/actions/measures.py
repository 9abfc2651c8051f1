"""What the steps of a measure do: accesses and addresses flip together, and come back as they were."""

from datetime import timedelta

from qilou.casework.act import Act
from qilou.identity.queries import body
from qilou.kernel.actor import organisation_key
from qilou.kernel.errors import Invalid
from qilou.law import carries, say
from qilou.ledger.rows import add, written
from qilou.network.inputs.measures import MeasureForm
from qilou.network.models import Measure, Restraint
from qilou.network.parties import SUBJECT
from qilou.network.queries.measures import extent_of, opening_facts
from qilou.network.rules import measures as rules

from .addressing import lift as lift_allocations
from .addressing import suspend
from .demanding import demand

ENDED = "期限届满"


@carries("A39.1", "A39.2")
def begin(act: Act) -> dict[str, object]:
    """A measure as it is proposed; the unit does not see it before it is told. Raises Invalid for no unit."""
    given: MeasureForm = act.input
    unit = body(given.unit, act.today)
    if unit is None or not unit.exists:
        raise Invalid({"unit": say("没有这个单位。", "There is no such unit.")})
    demand(act, opening_facts(act, given), rules.breaks_a_ban, rules.ends_in_time, rules.hits_something)
    row = Measure.objects.create(
        case_id=act.case.id,
        jurisdiction_id=act.case.jurisdiction,
        unit_id=given.unit,
        unit_name=unit.name.zh,
        kind=given.kind.value,
        against=given.against.value,
        access_id=given.access,
        blocks=[one.block for one in given.blocks],
        ground=given.ground.value,
        facts=given.facts,
        urgent=given.urgent,
        days=given.days,
    )
    act.case.title = f"{unit.name.zh}：{given.kind.label.zh}"
    return written(row)


def hear(act: Act) -> dict[str, object]:
    """The unit is told, and becomes a party."""
    _enter_subject(act, row_of(act))
    return {}


def state_views(act: Act) -> dict[str, object]:
    """What the unit says."""
    row = row_of(act)
    row.views, row.heard_on = act.input.views, act.today
    row.save(update_fields=["views", "heard_on"])
    return written(row)


def end_hearing(act: Act) -> dict[str, object]:
    """The time to be heard is over and nothing was said."""
    row = row_of(act)
    row.heard_on = act.today
    row.save(update_fields=["heard_on"])
    return written(row)


def order(act: Act) -> dict[str, object]:
    """The order is signed: its last day is fixed; the unit is a party from now on."""
    row = row_of(act)
    row.until = act.today + timedelta(days=row.days)
    row.save(update_fields=["until"])
    _enter_subject(act, row)
    return written(row)


@carries("A39.2")
def impose(act: Act, number: str) -> None:
    """By the served order every access and address that it lies on flips at once."""
    row = row_of(act)
    row.number, row.imposed_at = number, act.now
    row.save(update_fields=["number", "imposed_at"])
    extent = extent_of(row.unit_id, row.against, row.access_id, row.blocks, act.case.jurisdiction)
    laid = Restraint.objects.bulk_create(
        [Restraint(measure=row, access_id=access, since=act.now) for access in extent.accesses]
    )
    if extent.allocations:
        suspend(
            actor=act.actor,
            allocations=extent.allocations,
            measure=act.case.number,
            on=act.today,
            now=act.now,
            case=act.case.number,
        )
    add(act.effects, written(row, *laid))


def appeal(act: Act) -> dict[str, object]:
    """The unit disagrees; the measure stands meanwhile."""
    row = row_of(act)
    row.appealed_on = act.today
    row.save(update_fields=["appealed_on"])
    return written(row)


@carries("A39.2")
def lift(act: Act) -> dict[str, object]:
    """It ends by a decision."""
    return _lift(act, act.input.reason)


@carries("A39.2")
def expire(act: Act) -> dict[str, object]:
    """It ends with its term."""
    return _lift(act, ENDED)


def _lift(act: Act, because: str) -> dict[str, object]:
    row = row_of(act)
    row.lifted_at, row.lifted_because = act.now, because
    row.save(update_fields=["lifted_at", "lifted_because"])
    standing = list(row.restraints.select_for_update(of=("self",)).filter(lifted_at__isnull=True).order_by("pk"))
    row.restraints.filter(pk__in=[one.pk for one in standing]).update(lifted_at=act.now)
    for one in standing:
        one.lifted_at = act.now
    lift_allocations(actor=act.actor, measure=act.case.number, on=act.today, now=act.now, case=act.case.number)
    return written(row, *standing)


def _enter_subject(act: Act, row: Measure) -> None:
    act.case.parties[SUBJECT.role] = [organisation_key(row.unit_id)]


def row_of(act: Act) -> Measure:
    """The measure of the case, locked."""
    return Measure.objects.select_for_update(of=("self",)).get(pk=act.case.id)
