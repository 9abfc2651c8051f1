"""The pages of the districts' yearly status (A6) and of the units' results (A7)."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qilou.identity.queries.units import implementing_units
from qilou.kernel.actor import function_key
from qilou.kernel.errors import Conflict, Invalid, Missing
from qilou.kernel.forms import Raw, bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import say
from qilou.law import AUTHORITY

from .actions import enter_district_year, enter_result, may_assess
from .inputs import DistrictYearInput, ResultInput
from .queries import districts_in, results


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
    narrowed, of = bool(request.GET.get("lacking")), request.GET.get("of", "")
    known = districts_in(year, request.now.date())
    rows = known
    if narrowed:
        alone = any(one.code == of for one in known)
        rows = tuple(one for one in known if one.missing and (not alone or one.code == of))
    own = function_key(AUTHORITY.code, request.actor.jurisdiction)
    may_enter = own in request.actor.keys and any(one.code == request.actor.jurisdiction for one in known)
    context = {
        "rows": rows,
        "narrowed": narrowed,
        "year": year,
        "form": bind(DistrictYearInput, raw=raw, values={"year": year}, errors=errors) if may_enter else None,
    }
    return render(request, "assessment/districts.html", context, status=400 if errors else 200)


@require_http_methods(["GET", "POST"])
def assessments(request: Asked) -> HttpResponse:
    """The units' results, the latest year first; the authority enters what a document has issued."""
    raw = raw_of(request.POST) if request.method == "POST" else None
    place, today = request.actor.jurisdiction, request.now.date()
    errors, refused = {}, None
    if raw is not None:
        try:
            _enter(request, raw)
        except Invalid as invalid:
            errors = invalid.errors
        except Conflict as conflict:
            refused = conflict
        else:
            return HttpResponseRedirect(request.path)
    form = None
    if may_assess(request.actor, place):
        units = [(str(one.id), say(one.name)) for one in implementing_units(place, today)]
        form = bind(ResultInput, raw=raw, errors=errors, options=lambda refers: units)
    context = {"rows": results(request.actor), "form": form, "refused": refused}
    status = refused.status if refused else 400 if errors else 200
    return render(request, "assessment/results.html", context, status=status)


def _enter(request: Asked, raw: Raw) -> None:
    given = read(ResultInput, raw)
    assert isinstance(given, ResultInput)  # noqa: S101
    place = request.actor.jurisdiction
    if given.unit not in {one.id for one in implementing_units(place, request.now.date())}:
        raise Missing
    entered = given.model_dump(exclude={"unit"})
    enter_result(actor=request.actor, now=request.now, jurisdiction=place, unit_id=given.unit, **entered)
