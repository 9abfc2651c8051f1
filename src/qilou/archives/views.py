"""The filed cases, the catalogue of one, and the handing over of those that are due."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qilou.casework.procedure import procedure_edition
from qilou.casework.views.lists import pager, skipped
from qilou.identity.queries import names_read
from qilou.kernel.errors import Conflict, Invalid, Refused
from qilou.kernel.forms import bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.law import Message, Text

from . import actions, queries
from .inputs import Received, Transferring
from .models import CaseFile, Part
from .retention import KINDS, term_label

PAGE = 50


@require_http_methods(["GET", "POST"])
def archive(request: Asked) -> HttpResponse:
    """The filed cases that the viewer may see; whoever keeps a body's files hands the due ones over here."""
    raw, errors, refused = None, dict[str, Message](), None
    if request.method == "POST":
        raw = raw_of(request.POST)
        try:
            given = read(Transferring, {name: raw[name] for name in ("receiver",) if name in raw})
            made = actions.transfer_files(request.POST.getlist("files"), given, actor=request.actor, now=request.now)
        except Invalid as invalid:
            errors = dict(invalid.errors)
        except (Conflict, Refused) as conflict:
            if conflict.status in (403, 404):
                raise
            refused = conflict
        else:
            messages.success(request, _("Handed over as %(number)s.") % {"number": made.number})
            return HttpResponseRedirect(reverse("transfers"))
    view = "due" if raw is not None else request.GET.get("view", "")
    view = view if view in queries.VIEWS else ""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    skip = skipped(request)
    rows = list(queries.files(request.actor, view=view, today=request.today, words=words)[skip : skip + PAGE + 1])
    counts, here = queries.counts(request.actor, request.today), reverse("archive")
    hands_over = view == "due" and bool(rows) and actions.keeps_files(request.actor)
    context = {
        "rows": [_row(one) for one in rows[:PAGE]],
        "names": names_read(one.organisation_name for one in rows),
        "tabs": [
            {
                "label": label,
                "url": f"{here}?{urlencode({'view': name})}" if name else here,
                "current": name == view,
                "count": counts[name],
            }
            for name, label in queries.VIEWS.items()
        ],
        "filters": [{"name": "q", "label": Text("办件编号或名称", "Case or title"), "kind": "search", "value": words}],
        "hidden": [{"name": "view", "value": view}],
        "clear": f"{here}?{urlencode({'view': view})}" if words else "",
        "pager": pager(request, rows, skip, page=PAGE),
        "form": bind(Transferring, raw=raw, errors=errors) if hands_over else None,
        "unchosen": errors.get("files"),
        "refused": refused,
        "kept": actions.keeps_files(request.actor),
        "today": request.today,
    }
    return render(request, "archives/files.html", context, status=refused.status if refused else 400 if errors else 200)


def _row(one: CaseFile) -> dict[str, object]:
    return {"file": one, "kind": KINDS[one.kind].title, "term": term_label(one.term)}


@require_GET
def one_file(request: Asked, number: str) -> HttpResponse:
    """The catalogue of one file: numbered items with title, date, responsible body and hash."""
    file = queries.file_of(number, request.actor)
    declared = procedure_edition(file.case.procedure, file.case.edition)
    items = queries.catalogue(file)
    context = _row(file) | {
        "items": [{"item": one, "part": Part(one.part).label} for one in items],
        "names": names_read([file.organisation_name, *(one.responsible for one in items)]),
        "procedure": declared.title,
        "address": reverse("case", args=[file.case.procedure, number])
        if request.actor.keys & set(file.case.readers)
        else "",
        "cites": KINDS[file.kind].cites,
    }
    return render(request, "archives/file.html", context)


@require_GET
def transfers(request: Asked) -> HttpResponse:
    """What the viewer's body handed over, with its packages and the archives' receipts."""
    return _transfers(request)


def _transfers(request: Asked, **more: object) -> HttpResponse:
    skip = skipped(request)
    rows = list(queries.transfers(request.actor)[skip : skip + PAGE + 1])
    kept = actions.keeps_files(request.actor)
    waiting = kept and any(one.received_on is None for one in rows)
    context = {
        "rows": rows[:PAGE],
        "names": names_read(name for one in rows for name in (one.by, one.receiver)),
        "pager": pager(request, rows, skip, page=PAGE),
        "form": bind(Received) if waiting else None,
        "kept": kept,
        **more,
    }
    return render(request, "archives/transfers.html", context, status=400 if more else 200)


@require_POST
def receipt(request: Asked, transfer_id: int) -> HttpResponse:
    """Enter the archives' receipt."""
    raw = raw_of(request.POST)
    try:
        actions.note_receipt(transfer_id, read(Received, raw), actor=request.actor, now=request.now)
    except Invalid as invalid:
        return _transfers(request, form=bind(Received, raw=raw, errors=invalid.errors), wrong=transfer_id)
    messages.success(request, _("The receipt is entered."))
    return HttpResponseRedirect(reverse("transfers"))


@require_GET
def package(request: Asked, transfer_id: int) -> HttpResponse:
    """The package of a transfer as it was handed over."""
    transfer, made = actions.package_of(transfer_id, actor=request.actor)
    answer = HttpResponse(made, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{transfer.number}.zip"'
    return answer
