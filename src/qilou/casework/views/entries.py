"""What was dealt with on paper and is still to be entered: the registrar's list."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from qilou.casework.actions.entries import drop_entry
from qilou.casework.models import AwaitedEntry
from qilou.casework.procedure import REGISTRAR, procedure_edition
from qilou.casework.queries.entries import awaited_entries
from qilou.identity.queries import names_read
from qilou.kernel.request import Asked
from qilou.law import AUTHORITY

from .lists import pager, skipped

PAGE = 50


@require_GET
def entries(request: Asked) -> HttpResponse:
    """The entries awaited in the cases that the viewer sees, each with the way to where it is entered."""
    skip = skipped(request)
    found = awaited_entries(request.actor)
    rows = list(found.select_related("case")[skip : skip + PAGE + 1])
    total = found.count()
    context = {
        "rows": [_row(one, request) for one in rows[:PAGE]],
        "names": names_read(one.noted_by for one in rows),
        "total": total,
        "pager": pager(request, rows, skip, page=PAGE, total=total),
    }
    return render(request, "casework/entries.html", context)


def _row(one: AwaitedEntry, request: Asked) -> dict[str, object]:
    procedure = procedure_edition(one.case.procedure, one.case.edition)
    step = procedure.step(one.step)
    base = reverse("case", args=[procedure.code, one.case.number])
    ready = step is not None and one.case.state in step.at
    registrar = request.actor.holds(f"{AUTHORITY.code}@{one.case.jurisdiction_id}/{REGISTRAR}")
    query = urlencode({"of_record": one.document, "acted_on": one.acted_on.isoformat()})
    return {
        "row": one,
        "step": step.label if step else one.step,
        "state": procedure.state(one.case.state).label,
        "href": base,
        "enter": f"{base}{one.step}/?{query}" if ready and registrar else "",
        "passed": not ready,
        "waited": (request.today - one.noted_at.date()).days,
    }


@require_POST
def drop(request: Asked, entry_id: int) -> HttpResponse:
    """Take an entry off the list."""
    drop_entry(entry_id, actor=request.actor, now=request.now)
    return HttpResponseRedirect(reverse("entries"))
