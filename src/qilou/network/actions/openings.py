"""What the steps of an opening do to its row; openings end with the access that they are on."""

from qilou.casework.act import Act
from qilou.casework.actions.perform import advance
from qilou.identity.queries import body
from qilou.law import carries
from qilou.ledger.rows import written
from qilou.network.inputs.openings import OpeningForm
from qilou.network.models import Opening
from qilou.network.queries.openings import opening_facts
from qilou.network.rules import access as of_access
from qilou.network.rules import openings as rules

from .demanding import demand

EXPIRED, WITH_ACCESS = "到期自动关闭", "随接入注销关闭"


@carries("A22.1", "A22.4")
def begin(act: Act) -> dict[str, object]:
    """What a unit asks to have opened on an access of its own."""
    given: OpeningForm = act.input
    facts = opening_facts(act, given)
    demand(act, facts, of_access.of_the_extranet, rules.access_in_service, rules.ends_in_time)
    unit = body(act.actor.organisation_id or 0, act.today)
    row = Opening.objects.create(
        case_id=act.case.id,
        jurisdiction_id=act.case.jurisdiction,
        unit_id=act.actor.organisation_id,
        unit_name=unit.name.zh if unit else "",
        access_id=given.access,
        kind=given.kind.value,
        what=given.what,
        purpose=given.purpose,
        until=given.until,
    )
    act.case.title = f"{given.kind.label.zh}：{given.what}"
    act.case.thing = f"network.access:{given.access}"
    return written(row)


def agree(act: Act) -> dict[str, object]:
    """The window and the way back are fixed; nothing is open yet."""
    row = row_of(act)
    row.window, row.rollback, row.agreed_on = act.input.window, act.input.rollback, act.today
    row.save(update_fields=["window", "rollback", "agreed_on"])
    return written(row)


def carry_out(act: Act) -> dict[str, object]:
    """It is open from now on, until its last day."""
    row = row_of(act)
    row.opened_on = act.input.opened_on
    row.save(update_fields=["opened_on"])
    return written(row)


def end(act: Act) -> dict[str, object]:
    """It is refused, taken back, withdrawn or closed, on the ground that is typed."""
    return _close(act, act.input.reason)


@carries("A22.1")
def expire(act: Act) -> dict[str, object]:
    """Its last day is over."""
    return _close(act, EXPIRED)


def end_with_access(act: Act) -> dict[str, object]:
    """The access that it was on is taken down."""
    return _close(act, WITH_ACCESS)


def end_openings(act: Act, access_id: int) -> None:
    """End everything that is asked for or open on an access, in the act that takes it down."""
    for case in Opening.objects.filter(access=access_id, closed_on__isnull=True).order_by("case"):
        advance("network.opening", case.case.number, "end_with_access", act=act)


def _close(act: Act, ground: str) -> dict[str, object]:
    row = row_of(act)
    row.closed_on, row.ground = act.today, ground[:300]
    row.save(update_fields=["closed_on", "ground"])
    return written(row)


def row_of(act: Act) -> Opening:
    """The opening of the case, locked."""
    return Opening.objects.select_for_update(of=("self",)).get(pk=act.case.id)
