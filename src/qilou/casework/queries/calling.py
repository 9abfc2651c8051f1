"""Cases as an office that is no party may look for them: of an area, once they were put forward."""

from django.db.models import Q, QuerySet

from qilou.casework.models import Case
from qilou.casework.procedure import PROCEDURES, Procedure


def cases_of_area(area: str, *, procedure: str = "", words: str = "", state: str = "") -> QuerySet[Case]:
    """The area's cases but those that are still a party's own draft, the latest moved first; `state` is `final`,
    `pending` or blank for both."""
    found = Case.objects.filter(jurisdiction=area).exclude(own_drafts())
    if procedure:
        found = found.filter(procedure=procedure)
    if state:
        found = found.filter(ended()) if state == "final" else found.exclude(ended())
    if words:
        found = found.filter(Q(number__iexact=words) | Q(title__icontains=words))
    return found.order_by("-moved_at", "-pk")


def ended() -> Q:
    """Cases in a final state of their edition."""
    return _in({(one.code, one.edition): [s.name for s in one.states if s.final] for one in _editions()})


def own_drafts() -> Q:
    """Cases in a state that only their parties see: drafts, put forward by nobody yet or never."""
    return _in({(one.code, one.edition): [s.name for s in one.states if s.private] for one in _editions()})


def _editions() -> list[Procedure]:
    return [one for editions in PROCEDURES.values() for one in editions]


def _in(states: dict[tuple[str, str], list[str]]) -> Q:
    named = Q(pk__in=[])
    for (code, edition), names in states.items():
        if names:
            named |= Q(procedure=code, edition=edition, state__in=names)
    return named
