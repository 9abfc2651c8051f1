"""The address plan as acts and pages read it."""

from qilou.network.models import Allocation
from qilou.network.models.addressing import Status
from qilou.network.rules.addressing import Held


def held_for(case_id: int) -> Held:
    """What is held for an application."""
    found = Allocation.objects.filter(case=case_id, status=Status.HELD).order_by("pk").values_list("pk", "block")
    return Held(tuple(pk for pk, _ in found), tuple(block for _, block in found))
