"""A served paper as other modules rely on it: whether it stands, and for whom."""

from dataclasses import dataclass

from qilou.casework.models import Notice


@dataclass(frozen=True, slots=True)
class Standing:
    """A paper that neither was revoked nor replaced: its kind, its case, and the keys of that case's parties."""

    number: str
    kind: str
    case_id: int
    case: str
    parties: frozenset[str]


def standing_paper(number: str) -> Standing | None:
    """The paper of a number if it stands, whoever asks; by one query."""
    found = (
        Notice.objects.filter(number=number, status="standing")
        .values_list("kind", "case_id", "case__number", "case__parties")
        .first()
    )
    if found is None:
        return None
    kind, case_id, case, parties = found
    return Standing(number, kind, case_id, case, frozenset(key for held in parties.values() for key in held))
