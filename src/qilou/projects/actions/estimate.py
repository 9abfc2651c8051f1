"""What a reviewer makes of an estimate goes beside its lines: the amount, and the reason for a cut."""

from collections.abc import Iterable

from qilou.projects.inputs.evaluation import CheckedLine
from qilou.projects.models import Declaration, EstimateLine


def fill(declaration: Declaration, checked: Iterable[CheckedLine], who: str) -> list[EstimateLine]:
    """Write amounts and reasons beside the declared ones; `who` is checked, expert, finance or approved."""
    given = {one.number: one for one in checked}
    lines = list(declaration.lines.filter(number__in=given))
    for line in lines:
        setattr(line, f"{who}_amount", given[line.number].amount)
        setattr(line, f"{who}_reason", given[line.number].reason)
    EstimateLine.objects.bulk_update(lines, [f"{who}_amount", f"{who}_reason"])
    return lines
