"""Working together on a case: comments, an added signer, and what a person is told of."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qilou.casework.actions.add_signer import add_signer
from qilou.casework.actions.comments import BASIS, add_comment
from qilou.casework.actions.notify import mark_read
from qilou.casework.actions.urging import BASIS as BASES
from qilou.casework.actions.urging import answer_urging, urge_many
from qilou.casework.asides import AddedSigner, Remark, UrgeSeveral
from qilou.casework.queries.together import notifications as told
from qilou.casework.queries.together import procedures_of, urgings
from qilou.identity.queries import names_read
from qilou.kernel.errors import Conflict, Invalid, Missing, Refused
from qilou.kernel.forms import Form, bind, raw_of
from qilou.kernel.forms import read as typed
from qilou.kernel.request import Asked
from qilou.law import Message, Text

from .asides import REFUSED, attempt
from .lists import pager, skipped

PAGE = 50
URGED = {"": Text("待答复", "To be answered"), "answered": Text("已答复", "Answered"), "all": Text("全部", "All")}
POSTS = ("/signer", "/checker", "/registrar")
VIEWS = {"": Text("未读", "Unread"), "all": Text("全部", "All")}


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer to a slip that was refused."""

    slip: int
    words: str
    why: Message


def _numbers(request: Asked, name: str) -> list[int]:
    return [int(one) for one in request.POST.getlist(name) if one.isdecimal() and len(one) < 19]


@require_http_methods(["GET", "POST"])
def comment(request: Asked, code: str, number: str) -> HttpResponse:
    """Comment on a case."""

    def act() -> str:
        given = typed(Remark, raw_of(request.POST))
        page = f"#page={given.page}" if given.page and given.anchor.startswith("file:") else ""
        add_comment(
            code,
            number,
            given.text,
            actor=request.actor,
            now=request.now,
            shared=given.shared,
            anchor=given.anchor + page,
            mentions=given.mentions,
        )
        return reverse("case", args=[code, number]) + "#comments"

    return attempt(request, code, number, "comment", act)


@require_http_methods(["GET", "POST"])
def added_signer(request: Asked, code: str, number: str) -> HttpResponse:
    """Add a signer before one's own turn."""

    def act() -> str:
        given = typed(AddedSigner, raw_of(request.POST))
        version = request.POST.get("version", "")
        add_signer(
            code,
            number,
            actor=request.actor,
            now=request.now,
            post=given.post,
            person_id=given.person,
            reason=given.reason,
            seen_version=int(version) if version.isdecimal() else None,
        )
        return reverse("case", args=[code, number]) + "#signing"

    return attempt(request, code, number, "signer", act)


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
    names = names_read(name for one in found for name in (one.row.by, one.title))
    context = {"rows": found[:PAGE], "names": names, "tabs": tabs, "pager": way, "view": view, "basis": BASIS}
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
    return _register(request)


def _register(request: Asked, *, form: Form | None = None, answering: Answering | None = None) -> HttpResponse:
    """The register, perhaps with what was refused: the form as typed, or the answer to one slip."""
    view = request.GET.get("view", "")
    view = view if view in URGED else ""
    words = request.GET.get("q", "").strip()[:100]
    skip = skipped(request)
    rows = list(urgings(request.actor, view=view, words=words)[skip : skip + PAGE + 1])
    tabs = [
        {"label": label, "url": f"/urging/?view={name}" if name else "/urging/", "current": name == view}
        for name, label in URGED.items()
    ]
    filters = [{"name": "q", "label": Text("办件编号或名称", "Case number or title"), "kind": "search", "value": words}]
    hidden = [{"name": "view", "value": view}]
    urges = any(desk.startswith("AUTHORITY@") and desk.endswith(POSTS) for desk in request.actor.desks)
    way = pager(request, rows, skip, page=PAGE)
    context = {"rows": rows[:PAGE], "tabs": tabs, "filters": filters, "hidden": hidden, "urges": urges, "pager": way}
    context |= {"form": form or bind(UrgeSeveral), "answering": answering, "today": request.today, "basis": BASES}
    return render(request, "casework/urging.html", context, status=REFUSED if form or answering else 200)


@require_http_methods(["GET", "POST"])
def urge_cases(request: Asked) -> HttpResponse:
    """Urge the cases whose numbers were given: all or none."""
    if request.method != "POST":
        return HttpResponseRedirect("/urging/")
    raw = raw_of(request.POST)
    try:
        given = typed(UrgeSeveral, raw)
        numbers = given.numbers.replace(",", " ").replace("，", " ").split()
        urge_many(
            procedures_of(request.actor, numbers),
            actor=request.actor,
            now=request.now,
            reason=given.reason,
            days=given.days,
        )
    except Missing as refused:
        return _register(request, form=bind(UrgeSeveral, raw=raw, errors={"numbers": refused.message}))
    except Refused as refused:
        errors = refused.errors if isinstance(refused, Invalid) else {"": refused.message}
        return _register(request, form=bind(UrgeSeveral, raw=raw, errors=errors))
    return HttpResponseRedirect("/urging/")


@require_http_methods(["GET", "POST"])
def answer(request: Asked, slip_id: int) -> HttpResponse:
    """Answer an urging slip."""
    if request.method != "POST":
        return HttpResponseRedirect("/urging/")
    words = request.POST.get("answer", "")
    try:
        answer_urging(slip_id, words, actor=request.actor, now=request.now)
    except (Missing, Conflict):
        raise
    except Refused as refused:
        why = refused.errors.get("answer", refused.message) if isinstance(refused, Invalid) else refused.message
        return _register(request, answering=Answering(slip_id, words, why))
    return HttpResponseRedirect("/urging/?view=answered")
