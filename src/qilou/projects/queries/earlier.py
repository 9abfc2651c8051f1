"""Earlier declarations of a unit, from which a new one may start: last year's programme is often this year's base."""

from django.db.models import QuerySet

from qilou.casework.act import Act
from qilou.projects.models import Declaration

from .declaration import form_of

NOT_COPIED = ("total", "types", "slices", "sources", "grounds", "ground_documents", "programme", "papers", "extras")
MOST_EARLIER = 50


def earlier_forms(act: Act) -> list[tuple[str, str]]:
    """The submitted declarations of the declaring unit from which a new one may start, the newest first."""
    found = _earlier(act).select_related("project", "case").order_by("-pk")[:MOST_EARLIER]
    return [(one.case.number, f"{one.round_year} · {one.project.name} · {one.case.number}") for one in found]


def earlier_form(act: Act, number: str) -> dict[str, object] | None:
    """What an earlier declaration of the unit said, without its money by year and source, its papers and statement."""
    row = _earlier(act).filter(case__number=number).first()
    if row is None:
        return None
    form = form_of(row)
    kept = form.model_dump() if form else {}
    return {name: value for name, value in kept.items() if name not in (*NOT_COPIED, "non_secret")}


def _earlier(act: Act) -> QuerySet[Declaration]:
    unit = act.actor.organisation_id
    seen = Declaration.objects.filter(
        version__gt=0, project__unit_id=unit, case__readers__overlap=sorted(act.actor.keys)
    )
    return seen.exclude(pk=act.case.id)
