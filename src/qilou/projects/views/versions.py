"""Two versions of a declaration side by side."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qilou.casework.actions.files import stored_files
from qilou.casework.actions.perform import look
from qilou.kernel.errors import Missing
from qilou.kernel.request import Asked
from qilou.law import Text, say
from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.models import DeclarationVersion
from qilou.projects.queries.comparison import AmountPair, compare, files_in
from qilou.projects.queries.declaration_page import CAUSES

DECLARATION = "projects.declaration"


@require_GET
def versions(request: Asked, number: str) -> HttpResponse:
    """Compare two versions of a declaration that the viewer may see: the last two unless others are asked for."""
    act = look(DECLARATION, number, actor=request.actor, now=request.now)
    found = {one.version: one for one in DeclarationVersion.objects.filter(declaration_id=act.case.id)}
    if not found:
        raise Missing
    newest = max(found)
    second = _asked(request, "b", found, newest)
    first = _asked(request, "a", found, max((one for one in found if one < second), default=second))
    before, after = (DeclarationForm.model_validate(found[one].form) for one in (first, second))
    files = stored_files({*files_in(before), *files_in(after)})
    compared = compare(before, after, {hash_: file.name for hash_, file in files.items()})
    amounts = compared.amounts
    context = {
        "case": act.case,
        "first": first,
        "second": second,
        "columns": _columns(first, second),
        "changed_amounts": [_row(one) for one in amounts if not one.same],
        "same_amounts": [_row(one) for one in amounts if one.same],
        "compared": compared,
        "options": [{"value": one, "label": _label(found[one])} for one in sorted(found)],
    }
    return render(request, "projects/versions.html", context)


def _asked(request: Asked, name: str, found: dict[int, DeclarationVersion], other: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 and int(text) in found else other


def _label(version: DeclarationVersion) -> object:
    return say("第 %(n)s 版（%(cause)s）", "Version %(n)s (%(cause)s)", n=version.version, cause=CAUSES[version.cause])


def _columns(first: int, second: int) -> list[dict[str, object]]:
    return [
        {"label": Text("项", "Entry"), "kind": "text"},
        {"label": say("第 %(n)s 版（万元）", "Version %(n)s (CNY 10,000)", n=first), "kind": "amount"},
        {"label": say("第 %(n)s 版（万元）", "Version %(n)s (CNY 10,000)", n=second), "kind": "amount"},
        {"label": Text("差额（元）", "Difference (CNY)"), "kind": "number"},
        {"label": Text("变化", "Change"), "kind": "number"},
    ]


def _row(pair: AmountPair) -> dict[str, object]:
    share = pair.percent
    if pair.before is None:
        change: object = Text("新增", "new")
    elif pair.after is None:
        change = Text("删除", "dropped")
    else:
        change = f"{share:+}%" if share is not None else "—"
    name = {"words": pair.label, "note": pair.note} if pair.note else pair.label
    return {"cells": [name, pair.before, pair.after, _signed(pair.difference), change]}


def _signed(yuan: Decimal) -> str:
    return f"{yuan:+,.2f}" if yuan else "0.00"
