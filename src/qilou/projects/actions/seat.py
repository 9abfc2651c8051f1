"""What the acts on an expert's invitation do."""

from collections.abc import Mapping

from qilou.casework.act import Act
from qilou.law import carries
from qilou.ledger.rows import written
from qilou.projects.inputs.expert_sheet import Excuse
from qilou.projects.inputs.session import Withdrawal
from qilou.projects.models import Seat
from qilou.projects.parties import EXPERT


def begin(act: Act) -> Mapping[str, object]:
    """Join the invitation to the place in the draw."""
    person = int(act.case.parties[EXPERT.role][0].removeprefix("person:"))
    seat = Seat.objects.get(session__case=act.case.parent_id, expert__person=person)
    seat.case_id = act.case.id
    seat.save(update_fields=["case"])
    return written(seat)


@carries("A5.6", "A13.10")
def undertake(act: Act) -> Mapping[str, object]:
    """The expert takes the seat."""
    seat = Seat.objects.get(case=act.case.id)
    seat.undertaken_at = act.now
    seat.save(update_fields=["undertaken_at"])
    return written(seat)


@carries("A5.6")
def withdraw(act: Act) -> Mapping[str, object]:
    """The expert does not sit, on their own word or the authority's: the next reserve may be called."""
    given: Withdrawal | Excuse = act.input
    seat = Seat.objects.get(case=act.case.id)
    ground = f"{given.ground.label.zh}：" if isinstance(given, Withdrawal) else ""
    seat.excused = ground + given.reason
    seat.save(update_fields=["excused"])
    return written(seat)
