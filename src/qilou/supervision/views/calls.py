"""The cases that an auditor may call for, the opening of one as a package, and what was opened so far."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from qilou.casework.procedure import PROCEDURES, procedure_edition
from qilou.casework.queries.calling import cases_of_area
from qilou.casework.views.lists import pager, skipped
from qilou.identity.queries import names_read
from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.forms import Form, bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import reading
from qilou.law import Text
from qilou.supervision.actions import audits, must_audit
from qilou.supervision.calling import open_package
from qilou.supervision.inputs import Purpose
from qilou.supervision.models import PackageOpening
from qilou.supervision.queries.openings import openings as opened

PAGE = 50
STATES = {"": Text("全部", "All"), "final": Text("已办结", "Ended"), "pending": Text("办理中", "Not ended")}


@require_GET
def cases(request: Asked) -> HttpResponse:
    """Every case of the auditor's area that was put forward, by procedure and words."""
    must_audit(request.actor, request.actor.jurisdiction)
    asked = request.GET
    procedure = asked.get("procedure", "")
    procedure = procedure if procedure in PROCEDURES else ""
    state = asked.get("state", "")
    state = state if state in STATES else ""
    words = asked.get("q", "").replace("\0", "").strip()[:100]
    skip = skipped(request)
    found = cases_of_area(request.actor.jurisdiction, procedure=procedure, words=words, state=state)
    rows = list(found[skip : skip + PAGE + 1])
    procedures = [{"value": code, "label": editions[-1].title} for code, editions in PROCEDURES.items()]
    states = [{"value": value, "label": label} for value, label in STATES.items()]
    context = {
        "rows": [_row(one) for one in rows[:PAGE]],
        "filters": [
            {"name": "q", "label": Text("办件编号或名称", "Case number or title"), "kind": "search", "value": words},
            {
                "name": "procedure",
                "label": Text("程序", "Procedure"),
                "kind": "select",
                "value": procedure,
                "choices": [{"value": "", "label": Text("全部程序", "All procedures")}, *procedures],
            },
            {"name": "state", "label": Text("状态", "Status"), "kind": "select", "value": state, "choices": states},
        ],
        "clear": reverse("callable_cases") if words or procedure or state else "",
        "pager": pager(request, rows, skip, page=PAGE),
    }
    return render(request, "supervision/cases.html", context)


def _row(one: object) -> dict[str, object]:
    declared = procedure_edition(one.procedure, one.edition)  # type: ignore[attr-defined]
    return {"case": one, "procedure": declared.title, "state": declared.state(one.state).label}  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def call(request: Asked, number: str) -> HttpResponse:
    """The form that asks for what a case is opened; posted, the case as one file to take away."""
    must_audit(request.actor, request.actor.jurisdiction)
    if request.method != "POST":
        return _asks(request, number, bind(Purpose))
    raw = raw_of(request.POST)
    try:
        given = read(Purpose, raw)
        made = open_package(number, given, actor=request.actor, now=request.now, language=reading())
    except Invalid as invalid:
        return _asks(request, number, bind(Purpose, raw=raw, errors=invalid.errors), status=invalid.status)
    answer = HttpResponse(made, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{number}.zip"'
    return answer


def _asks(request: Asked, number: str, form: Form, status: int = 200) -> HttpResponse:
    found = cases_of_area(request.actor.jurisdiction).filter(number=number).first()
    if found is None:
        raise Missing
    rows = list(opened(request.actor, case=number)[:PAGE])
    context = _row(found) | {"form": form, "openings": rows, "names": _names(rows)}
    return render(request, "supervision/call.html", context, status=status)


def _names(rows: Iterable[PackageOpening]) -> dict[str, Text]:
    return names_read(name for one in rows for name in (one.organisation, one.by))


@require_GET
def openings(request: Asked) -> HttpResponse:
    """Which cases the audit office opened, when and for what: of those cases that the viewer sees, or audits."""
    skip = skipped(request)
    rows = list(opened(request.actor)[skip : skip + PAGE + 1])
    audit = audits(request.actor, request.actor.jurisdiction)
    context = {
        "rows": rows[:PAGE],
        "names": _names(rows),
        "pager": pager(request, rows, skip, page=PAGE),
        "auditor": audit,
    }
    return render(request, "supervision/openings.html", context)
