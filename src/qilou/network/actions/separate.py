"""What the steps about a separate network do to its row, its plan, and what gates of projects read."""

from qilou.casework.act import Act
from qilou.identity.queries import body
from qilou.inventory.actions import end_own_approval, enter_own_approval
from qilou.inventory.kinds import Own
from qilou.law import carries
from qilou.ledger.rows import add, gone, written
from qilou.network.inputs.separate import PlanForm, PlanOpening
from qilou.network.models import MergeStep, NetworkPlan, Outcome, PlanKind, SeparateNetwork, Standing
from qilou.network.queries.separate import opening_facts
from qilou.network.rules import access as of_access
from qilou.network.rules import separate as rules

from .demanding import demand, demand_own_thing

TYPED = {"form"}
AFTER_APPROVAL = {
    PlanKind.BUILD.value: Standing.APPROVED,
    PlanKind.KEEP.value: Standing.KEPT,
    PlanKind.MERGE.value: Standing.MERGING,
}


@carries("A22.4", "A23.4")
def begin(act: Act) -> dict[str, object]:
    """An application of a unit of the area; an existing network comes on the register with it."""
    given: PlanOpening = act.input
    demand(
        act,
        opening_facts(act, given),
        of_access.of_the_extranet,
        of_access.applicant_is_registered,
        of_access.applicant_is_of_the_area,
        rules.no_other_plan,
    )
    demand_own_thing(act)
    unit = body(act.actor.organisation_id or 0, act.today)
    name = unit.name.zh if unit else ""
    standing = Standing.PLANNED if given.kind is PlanKind.BUILD else Standing.EXISTING
    network, entered = SeparateNetwork.objects.get_or_create(
        unit_id=act.actor.organisation_id,
        name=given.name,
        defaults={
            "jurisdiction_id": act.case.jurisdiction,
            "unit_name": name,
            "standing": standing.value,
            "thing": given.thing,
            "entered_at": act.now,
        },
    )
    plan = NetworkPlan.objects.create(case_id=act.case.id, network=network, kind=given.kind.value)
    act.case.title = f"{given.name}：{given.kind.label.zh}"
    act.case.thing = f"network.separate:{network.pk}"
    return {**(written(network) if entered else {}), **written(plan, left_out=TYPED)}


def submit(act: Act) -> dict[str, object]:
    """Keep the plan as it was handed in, with its steps."""
    given: PlanForm = act.input
    plan = plan_of(act)
    before = list(plan.steps.all())
    effects = gone(*before)
    plan.steps.all().delete()
    plan.form = given.model_dump(mode="json")
    plan.save(update_fields=["form"])
    steps = MergeStep.objects.bulk_create(
        [MergeStep(plan=plan, number=n, what=one.what, due_on=one.due_on) for n, one in enumerate(given.steps, 1)]
    )
    add(effects, written(plan, left_out=TYPED))
    add(effects, written(*steps))
    return effects


def return_once(act: Act) -> dict[str, object]:
    """Note that it was returned."""
    plan = plan_of(act)
    plan.returned_on = act.today
    plan.save(update_fields=["returned_on"])
    return written(plan, left_out=TYPED)


def approve(act: Act) -> dict[str, object]:
    """The authority approves the plan; its number makes it count."""
    plan = plan_of(act)
    plan.outcome, plan.decided_on, plan.conditions = Outcome.APPROVED.value, act.today, act.input.conditions
    plan.save(update_fields=["outcome", "decided_on", "conditions"])
    return written(plan, left_out=TYPED)


@carries("A23.5", "A24.3")
def keep_approval(act: Act, number: str) -> None:
    """On the served paper the network may be built, kept or merged, and the gates of projects find it."""
    plan = plan_of(act)
    network = SeparateNetwork.objects.select_for_update(of=("self",)).get(pk=plan.network_id)
    network.approval_number, network.standing = number, AFTER_APPROVAL[plan.kind].value
    network.save(update_fields=["approval_number", "standing"])
    add(act.effects, written(network))
    if plan.kind != PlanKind.MERGE:
        enter_own_approval(
            Own.NETWORK,
            jurisdiction=act.case.jurisdiction,
            unit_id=network.unit_id,
            name=network.name,
            thing=network.thing,
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
    plan = plan_of(act)
    plan.outcome, plan.decided_on = outcome.value, act.today
    plan.save(update_fields=["outcome", "decided_on"])
    return written(plan, left_out=TYPED)


@carries("A23.4")
def report(act: Act) -> dict[str, object]:
    """One step of the plan was done."""
    step = MergeStep.objects.select_for_update(of=("self",)).get(plan=act.case.id, number=act.input.number)
    step.done_on, step.remark = act.input.done_on, act.input.remark
    step.save(update_fields=["done_on", "remark"])
    return written(step)


@carries("A23.5")
def interconnect(act: Act) -> dict[str, object]:
    """The technical body connected it to the platform."""
    network = _network(act)
    network.interconnected_on, network.interconnect = act.input.interconnected_on, act.input.interconnect
    network.save(update_fields=["interconnected_on", "interconnect"])
    return written(network)


@carries("A23.4")
def merge(act: Act) -> dict[str, object]:
    """It is part of the platform now."""
    return _finish(act, Standing.MERGED, act.input.merged_on)


def close(act: Act) -> dict[str, object]:
    """It is no longer used."""
    return _finish(act, Standing.CLOSED, act.today)


def _finish(act: Act, standing: Standing, on: object) -> dict[str, object]:
    network = _network(act)
    network.standing, network.ended_on = standing.value, on
    network.save(update_fields=["standing", "ended_on"])
    end_own_approval(act.case.number, actor=act.actor, now=act.now)
    return written(network)


def plan_of(act: Act) -> NetworkPlan:
    """The plan of the case, locked."""
    return NetworkPlan.objects.select_for_update(of=("self",)).get(pk=act.case.id)


def _network(act: Act) -> SeparateNetwork:
    return SeparateNetwork.objects.select_for_update(of=("self",)).get(plans=act.case.id)
