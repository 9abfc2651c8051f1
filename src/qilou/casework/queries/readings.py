"""How doubtful readings were decided: open to everybody, since they say how the law is read here."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from qilou.casework.models import ParameterValue
from qilou.law import Text
from qilou.law.parameter import PARAMETERS


@dataclass(frozen=True, slots=True)
class Decided:
    """A value in force in one jurisdiction, in words, with the document that decided it."""

    jurisdiction: Text
    answer: Text
    document: str
    decided_by: str
    since: date | None
    until: date | None


def decided_on(day: date) -> dict[str, list[Decided]]:
    """The decided values in force on a date by the parameter's code; one query."""
    found: dict[str, list[Decided]] = defaultdict(list)
    rows = ParameterValue.objects.filter(period__contains=day).select_related("jurisdiction").order_by("jurisdiction")
    for row in rows:
        parameter = PARAMETERS.get(row.code)
        if parameter is None:
            continue
        found[row.code].append(
            Decided(
                row.jurisdiction.name,
                parameter.answer(parameter.parse(row.value)),
                row.document,
                row.decided_by,
                row.period.lower,
                row.period.upper,
            )
        )
    return dict(found)
