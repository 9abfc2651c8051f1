"""The procedures in the open: the list with the whole life, and one procedure's guide with its diagram."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from qilou.casework.guide import described, guide
from qilou.casework.handbook import KINDS
from qilou.kernel.fields import FieldSpec
from qilou.kernel.templatetags.words import reading
from qilou.portal.queries import procedures as queries

from .page import MENU, Asked, crumbs, public


@login_not_required
@require_safe
def index(request: Asked) -> HttpResponse:
    """Every procedure, and the whole life of a thing as a map of them."""
    return public(
        request,
        "portal/procedures.html",
        "/procedures/",
        crumbs=crumbs((MENU[3][0], "")),
        lives=queries.lives(request.today),
        procedures=queries.listed(request.today),
    )


@login_not_required
@require_safe
def procedure(request: Asked, code: str) -> HttpResponse:
    """One procedure: what it is for, who does what in which time, what is asked, and a diagram of it."""
    named = request.GET.get("edition", "")
    shown = queries.in_force(code, request.today)
    if named:
        shown = queries.edition(code, named)
    told = guide(shown)
    return public(
        request,
        "portal/procedure.html",
        "/procedures/",
        crumbs=crumbs(MENU[3], (shown.title, "")),
        procedure=shown,
        guide=told,
        editions=queries.editions(code),
        lives=queries.lives_through(code, request.today),
        picture=queries.drawn(shown, reading()),
        described=described(shown),
        opening=[_field(one) for one in told.opening],
        steps=[{"told": one, "fields": [_field(spec) for spec in one.asks]} for one in told.steps],
    )


def _field(spec: FieldSpec) -> dict[str, object]:
    return {"spec": spec, "kind": KINDS[spec.kind], "columns": [_field(one) for one in spec.columns]}
