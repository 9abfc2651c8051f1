"""Pages for parameters (doubtful readings) and the working-day calendar."""

import json
from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from qilou.casework.actions.parameters import import_calendar, set_parameter
from qilou.casework.models import CalendarNotice, ParameterValue
from qilou.identity.queries import names_read
from qilou.identity.sessions import forget_typed, keep_typed, typed_before
from qilou.kernel.errors import Invalid, Missing, Unconfirmed
from qilou.kernel.fields import Input, LongText, Says, ShortText
from qilou.kernel.forms import bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.law import Text, say
from qilou.law.calendar_years import CALENDAR
from qilou.law.parameter import PARAMETERS


class ValueInput(Input):
    """A decided value of a parameter."""

    value: Annotated[ShortText, Says("取值", "Value")]
    since: Annotated[date, Says("起", "From")]
    until: Annotated[date | None, Says("止（不含）", "Until (exclusive)")] = None
    document: Annotated[ShortText, Says("作出决定的文件文号", "Number of the deciding document")]


class CalendarInput(Input):
    """A year's notice of working days."""

    year: Annotated[int, Says("年份", "Year")]
    number: Annotated[ShortText, Says("通知文号", "Notice number")]
    issued: Annotated[date, Says("发布日期", "Issued on")]
    holidays: Annotated[
        LongText,
        Says(
            "放假的工作日",
            "Weekdays that are freed",
            hint=Text("每行一个日期，只填周一至周五。", "One date a line, weekdays only."),
        ),
    ]
    working_weekends: Annotated[
        LongText,
        Says("上班的周末", "Weekend days that are worked", hint=Text("每行一个日期。", "One date a line.")),
    ] = ""


@require_GET
def parameters(request: Asked) -> HttpResponse:
    """Every doubtful reading and open number: question, answer in force, who decided."""
    values = {
        row.code: row
        for row in ParameterValue.objects.filter(
            jurisdiction_id=request.actor.jurisdiction, period__contains=request.now.date()
        )
    }
    rows = []
    for code, one in sorted(PARAMETERS.items()):
        row = values.get(code)
        rows.append((one, one.answer(one.parse(row.value) if row else one.default), row.document if row else ""))
    return render(request, "casework/parameters.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def parameter(request: Asked, code: str) -> HttpResponse:
    """One parameter: its answers, its values over time, and the form that sets one."""
    declared = PARAMETERS.get(code)
    if declared is None:
        raise Missing
    raw = raw_of(request.POST) if request.method == "POST" else typed_before(request, request.path)
    errors = {}
    if request.method == "POST" and raw is not None:
        try:
            given = read(ValueInput, raw)
            assert isinstance(given, ValueInput)  # noqa: S101  # read() returns what it was asked for
            set_parameter(
                code,
                actor=request.actor,
                now=request.now,
                jurisdiction=request.actor.jurisdiction,
                value=_typed(declared.default, given.value),
                since=given.since,
                until=given.until,
                document=given.document,
            )
        except Unconfirmed:
            keep_typed(request, request.path, raw)
            raise
        except Invalid as invalid:
            errors = invalid.errors
        else:
            forget_typed(request, request.path)
            return HttpResponseRedirect(request.path)
    found = ParameterValue.objects.filter(code=code).select_related("jurisdiction").order_by("jurisdiction", "period")
    history = list(found)
    context = {
        "parameter": declared,
        "alternatives": list(declared.alternatives.items()),
        "default": declared.answer(declared.default),
        "history": [(row, declared.answer(declared.parse(row.value))) for row in history],
        "names": names_read(row.decided_by for row in history),
        "form": bind(ValueInput, raw=raw, errors=errors),
    }
    return render(request, "casework/parameter.html", context, status=400 if errors else 200)


def _typed(default: object, text: str) -> object:
    """A typed value in the parameter's own type; left as text when it cannot be read, so that the action says so."""
    try:
        if isinstance(default, bool):
            return {"true": True, "是": True, "yes": True, "false": False, "否": False, "no": False}[text.lower()]
        if isinstance(default, int):
            return int(text)
        if isinstance(default, Decimal):
            return Decimal(text)
        if isinstance(default, tuple):
            return tuple(json.loads(text)) if text.startswith("[") else tuple(text.split())
    except (KeyError, ValueError, ArithmeticError):
        return text
    return text


@require_http_methods(["GET", "POST"])
def calendar(request: Asked) -> HttpResponse:
    """The years whose working days are known, and the form that enters a new notice."""
    raw = raw_of(request.POST) if request.method == "POST" else typed_before(request, request.path)
    errors = {}
    if request.method == "POST" and raw is not None:
        try:
            given = read(CalendarInput, raw)
            assert isinstance(given, CalendarInput)  # noqa: S101  # read() returns what it was asked for
            import_calendar(
                actor=request.actor,
                now=request.now,
                year=given.year,
                number=given.number,
                issued=given.issued,
                holidays=_days("holidays", given.holidays),
                working_weekends=_days("working_weekends", given.working_weekends),
            )
        except Invalid as invalid:
            errors = invalid.errors
        else:
            return HttpResponseRedirect(request.path)
    years = [*CALENDAR.notices.values(), *CalendarNotice.objects.order_by("year")]
    context = {"years": years, "form": bind(CalendarInput, raw=raw, errors=errors)}
    return render(request, "casework/calendar.html", context, status=400 if errors else 200)


def _days(field: str, text: str) -> list[date]:
    try:
        return [date.fromisoformat(line) for line in text.replace(",", " ").replace("、", " ").split()]
    except ValueError as error:
        raise Invalid(
            {
                field: say(
                    "有日期无法识别，请每行写一个，如 2027-01-01。", "A date cannot be read; one a line, as 2027-01-01."
                )
            }
        ) from error
