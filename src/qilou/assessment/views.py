"""The page of the districts' yearly status (A6)."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import Invalid
from qilou.kernel.forms import bind, raw_of, read
from qilou.law import AUTHORITY

from .actions import enter_district_year
from .inputs import DistrictYearInput
from .queries import districts_in


class Asked(HttpRequest):
    """A request as the middleware leaves it."""

    actor: Actor
    now: datetime


@require_http_methods(["GET", "POST"])
def districts(request: Asked) -> HttpResponse:
    """Who leads, which bodies are missing, what was moved forward; a district's authority enters its own year."""
    raw = raw_of(request.POST) if request.method == "POST" else None
    errors = {}
    if raw is not None:
        try:
            given = read(DistrictYearInput, raw)
            assert isinstance(given, DistrictYearInput)  # noqa: S101  # read() returns what it was asked for
            enter_district_year(given, actor=request.actor, now=request.now, jurisdiction=request.actor.jurisdiction)
        except Invalid as invalid:
            errors = invalid.errors
        else:
            return HttpResponseRedirect(f"{request.path}?year={given.year}")
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else request.now.year
    rows = districts_in(year, request.now.date())
    own = function_key(AUTHORITY.code, request.actor.jurisdiction)
    may_enter = own in request.actor.keys and any(one.code == request.actor.jurisdiction for one in rows)
    context = {
        "rows": rows,
        "year": year,
        "form": bind(DistrictYearInput, raw=raw, values={"year": year}, errors=errors) if may_enter else None,
    }
    return render(request, "assessment/districts.html", context, status=400 if errors else 200)
