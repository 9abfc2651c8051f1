"""The earmarked fund: its years, one year's account entry by entry, and finance's forms that arrange and adjust it."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qilou.casework.views.lists import pager, skipped
from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.kernel.fields import Input
from qilou.kernel.forms import bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.projects.actions.fund import adjust, arrange, may_arrange
from qilou.projects.inputs.fund import Adjustment, Arrangement
from qilou.projects.queries.fund import account, seen_by, years

PAGE = 50


@require_http_methods(["GET", "POST"])
def fund(request: Asked) -> HttpResponse:
    """Every year's fund of the viewer's jurisdiction, and for finance the form that arranges another."""
    place = request.actor.jurisdiction
    raw, refused, done = _given(
        request, Arrangement, lambda given: arrange(place, given, actor=request.actor, now=request.now)
    )
    if done:
        return HttpResponseRedirect(request.path)
    context = {"funds": years(place), **_form(request, Arrangement, raw, refused)}
    return render(request, "projects/fund.html", context, status=refused.status if refused else 200)


@require_http_methods(["GET", "POST"])
def fund_year(request: Asked, year: int) -> HttpResponse:
    """One year's account, a page of its entries at a time; a unit sees what concerns its own projects."""
    place = request.actor.jurisdiction
    raw, refused, done = _given(
        request, Adjustment, lambda given: adjust(place, year, given, actor=request.actor, now=request.now)
    )
    if done:
        return HttpResponseRedirect(request.path)
    found = account(place, year)
    if found is None:
        raise Missing
    rows, skip = seen_by(found, request.actor), skipped(request)
    shown = rows[skip : skip + PAGE]
    context = {
        "account": found,
        "rows": shown,
        "total": len(rows),
        "pager": pager(request, shown, skip, page=PAGE, total=len(rows)),
        **_form(request, Adjustment, raw, refused),
    }
    return render(request, "projects/fund_year.html", context, status=refused.status if refused else 200)


def _given(
    request: Asked, takes: type[Input], act: Callable[[Input], object]
) -> tuple[dict[str, list[str]] | None, Refused | None, bool]:
    """What was posted, why it was refused, and whether it is done."""
    if request.method != "POST":
        return None, None, False
    raw = raw_of(request.POST)
    try:
        act(read(takes, raw))
    except Refused as refused:
        if refused.status == 403:
            raise
        return raw, refused, False
    return raw, None, True


def _form(
    request: Asked, takes: type[Input], raw: dict[str, list[str]] | None, refused: Refused | None
) -> dict[str, object]:
    errors = refused.errors if isinstance(refused, Invalid) else {}
    failed = [one for one in refused.findings if not one.passed] if refused else []
    return {
        "form": bind(takes, raw=raw, errors=errors) if may_arrange(request.actor, request.actor.jurisdiction) else None,
        "refused": refused,
        "reasons": [one.verdict.reason for one in failed if hasattr(one.verdict, "reason")],
        "remedies": [one.verdict.remedy for one in failed if hasattr(one.verdict, "remedy")],
    }
