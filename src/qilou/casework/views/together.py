"""Working together on a case: comments, an added signer, and what a person is told of."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from qilou.casework.actions.add_signer import add_signer
from qilou.casework.actions.comments import BASIS, add_comment
from qilou.casework.actions.notify import mark_read
from qilou.casework.queries.together import notifications as told
from qilou.kernel.request import Asked
from qilou.law import Text

PAGE = 50
VIEWS = {"": Text("未读", "Unread"), "all": Text("全部", "All")}


def _numbers(request: Asked, name: str) -> list[int]:
    return [int(one) for one in request.POST.getlist(name) if one.isdecimal() and len(one) < 19]


def _back(code: str, number: str, place: str) -> HttpResponse:
    return HttpResponseRedirect(f"/{code.replace('.', '/').replace('_', '-')}/{number}/#{place}")


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
    text = request.GET.get("from", "0")
    skip = min(int(text), 100_000) if text.isdecimal() else 0
    found = told(request.actor, everything=bool(view), skip=skip, most=PAGE)
    more, query = len(found) > PAGE, f"view={view}&" if view else ""
    pager = None
    if skip or more:
        pager = {
            "first": skip + 1,
            "last": skip + min(len(found), PAGE),
            "total": skip + len(found),
            "capped": more,
            "previous": f"?{query}from={max(skip - PAGE, 0)}" if skip else None,
            "next": f"?{query}from={skip + PAGE}" if more else None,
        }
    tabs = [
        {"label": label, "url": f"/notifications/?view={name}" if name else "/notifications/", "current": name == view}
        for name, label in VIEWS.items()
    ]
    context = {"rows": found[:PAGE], "tabs": tabs, "pager": pager, "view": view, "basis": BASIS}
    return render(request, "casework/notifications.html", context)


@require_POST
def read(request: Asked) -> HttpResponse:
    """Mark some of the viewer's notifications as read, or all of them."""
    ids = _numbers(request, "id")
    mark_read(actor=request.actor, now=request.now, ids=ids or None)
    return HttpResponseRedirect("/notifications/")
