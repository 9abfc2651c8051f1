"""The desk and the registers: what waits, what was started, every case of a procedure that the viewer may see."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from qilou.casework.procedure import PROCEDURES
from qilou.casework.queries import desks
from qilou.casework.queries.desks import PAGE, Row
from qilou.kernel.request import Asked
from qilou.law import Text

VIEWS = {
    "": Text("待办", "To do"),
    "check": Text("待我核稿", "To check"),
    "sign": Text("待我签发", "To sign"),
    "started": Text("我发起的", "Started by us"),
    "all": Text("全部可见", "All that I may see"),
}
POSTS = {"check": ("checker", "countersigner"), "sign": ("signer",)}
GROUPS = (
    ("red", Text("已超期", "Overdue"), "red"),
    ("yellow", Text("即将到期", "Due soon"), "amber"),
    ("", Text("按期", "In time"), ""),
)


@require_GET
def desk(request: Asked, view: str = "") -> HttpResponse:
    """What stands on the viewer's desks, grouped by urgency, or another of the saved views."""
    skip = _skip(request)
    actor = request.actor
    if view == "started":
        found = desks.started(actor, now=request.now, skip=skip)
    elif view == "all":
        found = desks.register(actor, now=request.now, skip=skip)
    else:
        found = desks.waiting(actor, now=request.now, desks=_desks(request, view), skip=skip)
    counts = desks.counts(actor)
    tabs = [
        {
            "label": label,
            "url": f"/work/{name}/" if name else "/work/",
            "current": name == view,
            "count": _count(counts, name),
        }
        for name, label in VIEWS.items()
    ]
    context = {
        "title": VIEWS.get(view, VIEWS[""]),
        "tabs": tabs,
        "groups": _groups(found[:PAGE], grouped=view not in ("started", "all")),
        "pager": _pager(request, found, skip),
        "opens": reverse("openings") if desks.opened_by(actor) else "",
        "now": request.now,
    }
    return render(request, "casework/desk.html", context)


@require_GET
def openings(request: Asked) -> HttpResponse:
    """The procedures that the viewer may open."""
    return render(request, "casework/openings.html", {"procedures": desks.opened_by(request.actor)})


@require_GET
def register(request: Asked, code: str) -> HttpResponse:
    """Every case of a procedure that the viewer may see, newest first."""
    procedure = PROCEDURES[code][-1]
    skip = _skip(request)
    found = desks.register(request.actor, now=request.now, procedure=code, skip=skip)
    may_open = procedure in desks.opened_by(request.actor)
    context = {
        "title": procedure.title,
        "procedure": procedure,
        "groups": _groups(found[:PAGE], grouped=False),
        "pager": _pager(request, found, skip),
        "opens": f"/{procedure.path}/new/" if may_open else "",
        "now": request.now,
    }
    return render(request, "casework/desk.html", context)


def _desks(request: Asked, view: str) -> list[str]:
    posts = POSTS.get(view)
    if posts is None:
        return list(request.actor.desks)
    return [one for one in request.actor.desks if one.endswith(tuple(f"/{post}" for post in posts))]


def _count(counts: dict[str, int], view: str) -> int | None:
    if view == "":
        return sum(counts.values())
    if view in POSTS:
        return sum(number for one, number in counts.items() if one.rpartition("/")[2] in POSTS[view])
    return None


def _skip(request: Asked) -> int:
    text = request.GET.get("from", "0")
    return min(int(text), 100_000) if text.isdecimal() else 0


def _groups(found: list[Row], *, grouped: bool) -> list[dict[str, object]]:
    if not grouped:
        return [{"label": None, "tone": "", "rows": list_rows(found)}] if found else []
    groups = []
    for card, label, tone in GROUPS:
        rows = list_rows([one for one in found if one.card == card])
        if rows:
            groups.append({"label": label, "tone": tone, "count": len(rows), "rows": rows})
    return groups


def list_rows(found: Iterable[Row]) -> list[dict[str, object]]:
    """Rows as the work-list component takes them."""
    return [_row(one) for one in found]


def _row(row: Row) -> dict[str, object]:
    return {
        "id": row.case.number,
        "title": row.case.title,
        "href": row.href,
        "number": row.case.number,
        "flags": [row.procedure.title],
        "stage": row.state,
        "article": row.article,
        "unit": row.unit,
        "amount": row.case.amount,
        "deadline": row.deadline,
        "holder": row.holder,
        "action": {"label": row.next_step.label, "href": row.href} if row.next_step else None,
    }


def _pager(request: Asked, found: list[Row], skip: int) -> dict[str, object] | None:
    if not skip and len(found) <= PAGE:
        return None
    more = len(found) > PAGE
    return {
        "first": skip + 1,
        "last": skip + min(len(found), PAGE),
        "total": skip + len(found),
        "capped": more,
        "previous": f"?from={max(skip - PAGE, 0)}" if skip else None,
        "next": f"?from={skip + PAGE}" if more else None,
    }
