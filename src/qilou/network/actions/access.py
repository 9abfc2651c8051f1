"""What the steps of an access do: the application, its approval, and only then the row of the register."""

from qilou.casework.act import Act
from qilou.identity.queries import body
from qilou.kernel.errors import Conflict
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.ledger.rows import add, written
from qilou.network.inputs.access import AccessForm, AccessOpening, Connection
from qilou.network.models import Access, AccessApplication, Outcome
from qilou.network.queries.access import form_of, granted_with, opening_facts
from qilou.network.queries.addressing import held_for
from qilou.network.rules import access as rules
from qilou.network.rules.addressing import Approval, Held

from .addressing import grant, hold, release
from .demanding import demand
from .openings import end_openings

TYPED = {"form"}  # its entries stand in the event's input, where personal data is committed to


@carries("A22.4", "A24.1")
def begin(act: Act) -> dict[str, object]:
    """An application of a registered unit of the area, of the extranet alone."""
    given: AccessOpening = act.input
    demand(
        act,
        opening_facts(act, given),
        rules.of_the_extranet,
        rules.applicant_is_registered,
        rules.applicant_is_of_the_area,
        rules.names_its_access,
    )
    _refuse_second(given.access)
    unit = body(act.actor.organisation_id or 0, act.today)
    name = unit.name.zh if unit else ""
    act.case.title = f"{name}政务外网{given.kind.label.zh}申请"
    row = AccessApplication.objects.create(
        case_id=act.case.id,
        jurisdiction_id=act.case.jurisdiction,
        unit_id=act.actor.organisation_id,
        unit_name=name,
        kind=given.kind.value,
        access_id=given.access,
    )
    if given.access is not None:
        act.case.thing = f"network.access:{given.access}"
    return written(row, left_out=TYPED)


def _refuse_second(access: int | None) -> None:
    """One change of an access at a time."""
    under_way = AccessApplication.objects.filter(access=access, outcome="") if access is not None else None
    other = under_way.select_related("case").first() if under_way is not None else None
    if other is not None:
        raise Conflict(
            "under_way",
            say(
                "该接入已有未办结的申请 %(number)s。",
                "This access has an open application, %(number)s.",
                number=other.case.number,
            ),
            cites=(M164.art(24, 1),),
        )


@carries("A25.1")
def submit(act: Act) -> dict[str, object]:
    """Keep the application as it was handed in, and hold the addresses that it asks for."""
    given: AccessForm = act.input
    row = row_of(act)
    _give_back(act, "重新提交")
    _hold(act, row, given)
    row.form = given.model_dump(mode="json")
    row.save(update_fields=["form"])
    return written(row, left_out=TYPED)


def return_once(act: Act) -> dict[str, object]:
    """Note that it was returned: there is no second time."""
    row = row_of(act)
    row.returned_on = act.today
    row.save(update_fields=["returned_on"])
    return written(row, left_out=TYPED)


@carries("A24.1")
def approve(act: Act) -> dict[str, object]:
    """The authority agrees; nothing is connected yet."""
    row = row_of(act)
    row.outcome, row.decided_on, row.conditions = Outcome.APPROVED.value, act.today, act.input.conditions
    row.save(update_fields=["outcome", "decided_on", "conditions"])
    return written(row, left_out=TYPED)


def keep_approval(act: Act, number: str) -> None:
    """The number of the served approval, on which the technical body acts; the addresses held are granted by it."""
    row = row_of(act)
    row.approval_number = number
    row.save(update_fields=["approval_number"])
    add(act.effects, written(row, left_out=TYPED))
    form = form_of(row)
    if form.addresses:
        held = held_for(act.case.id) if held_for(act.case.id).ids else _hold(act, row, form)
        approval = Approval(act.case.id, act.case.number, number)
        grant(actor=act.actor, held=held.ids, approval=approval, on=act.today, until=None, now=act.now)


def refuse(act: Act) -> dict[str, object]:
    """The authority does not agree."""
    return _end(act, Outcome.REFUSED)


def withdraw(act: Act) -> dict[str, object]:
    """The unit gives its application up."""
    return _end(act, Outcome.WITHDRAWN)


def _end(act: Act, outcome: Outcome) -> dict[str, object]:
    row = row_of(act)
    _give_back(act, Outcome(outcome).label.zh)
    row.outcome, row.decided_on = outcome.value, act.today
    row.save(update_fields=["outcome", "decided_on"])
    return written(row, left_out=TYPED)


@carries("A24.2")
def connect(act: Act) -> dict[str, object]:
    """The access as the technical body set it up, on the number of the approval."""
    given: Connection = act.input
    row = row_of(act)
    form = form_of(row)
    access = Access.objects.select_for_update(of=("self",)).get(pk=row.access_id) if row.access_id else Access()
    access.jurisdiction_id, access.unit_id, access.unit_name = row.jurisdiction_id, row.unit_id, row.unit_name
    access.place, access.method, access.carrier = form.place, form.method.value, form.carrier
    access.spare, access.zone = form.spare, form.zone.value
    access.own_ranges = [one.range for one in form.own_ranges]
    access.node_id, access.port, access.vlan = given.node, given.port, given.vlan
    access.interconnect, access.vrf_id, access.bandwidth = given.interconnect, given.vrf, given.bandwidth
    access.connected_on, access.connected_by = given.connected_on, given.connected_by
    access.test_result, access.approval = given.test_result, row
    access.save()
    row.access, row.carried_out_on = access, given.connected_on
    row.save(update_fields=["access", "carried_out_on"])
    act.case.thing = f"network.access:{access.pk}"
    return {**written(access), **written(row, left_out=TYPED)}


@carries("A24.2")
def disconnect(act: Act) -> dict[str, object]:
    """The access is taken down; its row stays as history."""
    row = row_of(act)
    access = Access.objects.select_for_update(of=("self",)).get(pk=row.access_id)
    access.withdrawn_on, access.approval = act.input.disconnected_on, row
    access.save(update_fields=["withdrawn_on", "approval"])
    _release_all(act, access)
    end_openings(act, access.pk)
    row.carried_out_on = act.input.disconnected_on
    row.save(update_fields=["carried_out_on"])
    return {**written(access), **written(row, left_out=TYPED)}


def confirm(act: Act) -> dict[str, object]:
    """The unit's user says that it works."""
    row = row_of(act)
    row.confirmed_on = act.today
    row.save(update_fields=["confirmed_on"])
    return written(row, left_out=TYPED)


def _hold(act: Act, row: AccessApplication, form: AccessForm) -> Held:
    """Hold what the form asks for; all of it or nothing."""
    taken = [
        hold(
            actor=act.actor,
            holder=row.unit_id,
            vrf=form.vrf or 0,
            jurisdiction=act.case.jurisdiction,
            wanted=one.wanted,
            case=(act.case.id, act.case.number),
            now=act.now,
        )
        for one in form.addresses
    ]
    return Held(tuple(pk for one in taken for pk in one.ids), tuple(block for one in taken for block in one.blocks))


def _give_back(act: Act, ground: str) -> None:
    """What is held for the application and not granted is free again."""
    if held := held_for(act.case.id).ids:
        release(actor=act.actor, allocations=held, on=act.today, ground=ground, now=act.now, case=act.case.number)


def _release_all(act: Act, access: Access) -> None:
    """The addresses that were granted with an access end with it."""
    if granted := granted_with(access.pk):
        release(
            actor=act.actor,
            allocations=granted,
            on=act.input.disconnected_on,
            ground="接入注销",
            now=act.now,
            case=act.case.number,
        )


def row_of(act: Act) -> AccessApplication:
    """The application of the case, locked."""
    return AccessApplication.objects.select_for_update(of=("self",)).get(pk=act.case.id)
