"""Working together on a case: comments, an added signer, and what a person is told of."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from qilou.casework.actions.add_signer import add_signer
from qilou.casework.actions.comments import BASIS, add_comment
from qilou.casework.actions.notify import mark_read
from qilou.casework.actions.urging import BASIS as BASES
from qilou.casework.actions.urging import answer_urging, urge_many
from qilou.casework.queries.together import notifications as told
from qilou.casework.queries.together import procedures_of, urgings
from qilou.kernel.request import Asked
from qilou.law import Text

from .lists import pager, skipped

PAGE = 50
URGED = {"": Text("待答复", "To be answered"), "answered": Text("已答复", "Answered"), "all": Text("全部", "All")}
POSTS = ("/signer", "/checker", "/registrar")
VIEWS = {"": Text("未读", "Unread"), "all": Text("全部", "All")}


def _numbers(request: Asked, name: str) -> list[int]:
    return [int(one) for one in request.POST.getlist(name) if one.isdecimal() and len(one) < 19]


def _back(code: str, number: str, place: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('case', args=[code, number])}#{place}")


@require_POST
def comment(request: Asked, code: str, number: str) -> HttpResponse:
    """Comment on a case."""
    file, page = request.POST.get("file", ""), request.POST.get("page", "").strip()
    anchor = request.POST.get("anchor", "")
    if file:
        anchor = f"file:{file}" + (f"#page={page}" if page else "")
    add_comment(
        code,
        number,
        request.POST.get("text", ""),
        actor=request.actor,
        now=request.now,
        shared=request.POST.get("shared") == "on",
        anchor=anchor,
        mentions=_numbers(request, "mention"),
    )
    return _back(code, number, "comments")


@require_POST
def added_signer(request: Asked, code: str, number: str) -> HttpResponse:
    """Add a signer before one's own turn."""
    version = request.POST.get("version", "")
    people = _numbers(request, "person")
    add_signer(
        code,
        number,
        actor=request.actor,
        now=request.now,
        post=request.POST.get("post", ""),
        person_id=people[0] if people else None,
        reason=request.POST.get("reason", ""),
        seen_version=int(version) if version.isdecimal() else None,
    )
    return _back(code, number, "signing")


@require_GET
def notifications(request: Asked) -> HttpResponse:
    """What the viewer is told of, newest first."""
    view = "all" if request.GET.get("view") == "all" else ""
    skip = skipped(request)
    found = told(request.actor, everything=bool(view), skip=skip, most=PAGE)
    tabs = [
        {"label": label, "url": f"/notifications/?view={name}" if name else "/notifications/", "current": name == view}
        for name, label in VIEWS.items()
    ]
    way = pager(request, found, skip, page=PAGE)
    context = {"rows": found[:PAGE], "tabs": tabs, "pager": way, "view": view, "basis": BASIS}
    return render(request, "casework/notifications.html", context)


@require_POST
def read(request: Asked) -> HttpResponse:
    """Mark some of the viewer's notifications as read, or all of them."""
    ids = _numbers(request, "id")
    mark_read(actor=request.actor, now=request.now, ids=ids or None)
    return HttpResponseRedirect("/notifications/")


@require_GET
def urging(request: Asked) -> HttpResponse:
    """The register of urging slips that the viewer may read: open, answered, or all, by words."""
    view = request.GET.get("view", "")
    view = view if view in URGED else ""
    words = request.GET.get("q", "").strip()[:100]
    rows = list(urgings(request.actor, view=view, words=words)[:200])
    tabs = [
        {"label": label, "url": f"/urging/?view={name}" if name else "/urging/", "current": name == view}
        for name, label in URGED.items()
    ]
    filters = [{"name": "q", "label": Text("办件编号或名称", "Case number or title"), "kind": "search", "value": words}]
    hidden = [{"name": "view", "value": view}]
    urges = any(desk.startswith("AUTHORITY@") and desk.endswith(POSTS) for desk in request.actor.desks)
    context = {"rows": rows, "tabs": tabs, "filters": filters, "hidden": hidden, "urges": urges}
    return render(request, "casework/urging.html", {**context, "today": request.today, "basis": BASES})


@require_POST
def urge_cases(request: Asked) -> HttpResponse:
    """Urge the cases whose numbers were given: all or none."""
    numbers = request.POST.get("numbers", "").replace(",", " ").replace("，", " ").split()
    days = request.POST.get("days", "3")
    urge_many(
        procedures_of(request.actor, numbers),
        actor=request.actor,
        now=request.now,
        reason=request.POST.get("reason", ""),
        days=int(days) if days.isdecimal() and len(days) < 4 else 0,
    )
    return HttpResponseRedirect("/urging/")


@require_POST
def answer(request: Asked, slip_id: int) -> HttpResponse:
    """Answer an urging slip."""
    answer_urging(slip_id, request.POST.get("answer", ""), actor=request.actor, now=request.now)
    return HttpResponseRedirect("/urging/?view=answered")
