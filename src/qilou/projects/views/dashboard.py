"""The dashboard: what a viewer's functions call for, each figure leading to the list that it counts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qilou.identity.queries import gaps, jurisdictions
from qilou.kernel.actor import Actor, function_key
from qilou.kernel.request import Asked, whole
from qilou.law import AUDIT, AUTHORITY, FINANCE, GOVERNMENT, Text
from qilou.projects.queries.dashboard import by_stage
from qilou.projects.queries.register import Scope

from . import boards

WATCHERS = {"authority": (AUTHORITY, GOVERNMENT, AUDIT), "finance": (FINANCE,)}
LABELS = {
    "authority": Text("主管部门", "Authority"),
    "finance": Text("财政", "Finance"),
    "unit": Text("本单位", "Our unit"),
}
MAKERS = {"authority": boards.authority, "finance": boards.finance, "unit": boards.unit}


@require_GET
def dashboard(request: Asked) -> HttpResponse:
    """One board of those that the viewer's functions open, for one round."""
    actor = request.actor
    open_to = boards_of(actor)
    kind = request.GET.get("view", "")
    kind = kind if kind in open_to else open_to[0]
    scope = Scope(actor, request.now, own=kind == "unit")
    stages = by_stage(scope)
    years = list(stages)
    asked = whole(request.GET.get("year", ""))
    year = asked if asked in years else (years[0] if years else request.today.year)
    context: dict[str, object] = {
        "kind": kind,
        "year": year,
        "empty": not years,
        "tabs": [{"label": LABELS[one], "url": f"/dashboard/?view={one}", "current": one == kind} for one in open_to],
        "rounds": [
            {"year": one, "url": f"/dashboard/?view={kind}&year={one}", "current": one == year} for one in years
        ],
    }
    if years:
        context |= MAKERS[kind](scope, year, stages)
    if kind == "authority":
        context["gaps"] = _gaps(scope)
        context["gaps_href"] = f"/districts/?lacking=1&of={actor.jurisdiction}"
    return render(request, "projects/dashboard.html", context)


def boards_of(actor: Actor) -> list[str]:
    """The boards that an actor's functions in the own jurisdiction open; a unit's own is everybody's."""
    found = [
        kind
        for kind, functions in WATCHERS.items()
        if any(function_key(one.code, actor.jurisdiction) in actor.keys for one in functions)
    ]
    return [*found, "unit"]


def _gaps(scope: Scope) -> list[object]:
    """The functions that the jurisdiction, or a district below it, has given to nobody."""
    place = scope.actor.jurisdiction
    below = {one.code for one in jurisdictions() if one.code == place or one.parent_id == place}
    return [gap for gap in gaps(scope.today) if gap.jurisdiction in below]
