"""The list of doubtful points, the page of one, and the acts on it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qilou.casework.actions.files import stored_files
from qilou.casework.views.files import handed_out
from qilou.casework.views.forms import Posted, known_files, posted, read_posted
from qilou.casework.views.lists import pager, skipped
from qilou.identity.queries import names_read
from qilou.identity.sessions import forget_typed, keep_typed, typed_before
from qilou.kernel.actor import organisation_key
from qilou.kernel.errors import Invalid, Missing, NotPermitted, Refused, Unconfirmed
from qilou.kernel.fields import Input
from qilou.kernel.forms import bind
from qilou.kernel.request import Asked
from qilou.law import Text
from qilou.supervision import actions
from qilou.supervision.inputs import Answer, Closing
from qilou.supervision.models import Doubt, State
from qilou.supervision.queries import doubts as known
from qilou.supervision.rules import CHECKS

PAGE = 50
ACTS: dict[str, tuple[type[Input], Callable[..., Doubt], Text]] = {
    "answer": (Answer, actions.answer, Text("提交答复", "Send the answer")),
    "close": (Closing, actions.close, Text("凭证据销号", "Close on this evidence")),
    "dismiss": (Closing, actions.dismiss, Text("认定不成立", "Dismiss")),
}


@require_GET
def doubts(request: Asked) -> HttpResponse:
    """The points that the viewer may see, by view, check and words; pending ones the oldest first."""
    actor, today = request.actor, request.today
    view = request.GET.get("view", "")
    view = view if view in known.VIEWS else ""
    check = request.GET.get("check", "")
    check = check if check in CHECKS else ""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    skip = skipped(request)
    found = known.points(actor, view=view, today=today, check=check, words=words)
    rows = list(found[skip : skip + PAGE + 1])
    counts, look = known.counts(actor, today), known.last_look(actor)
    here = reverse("doubts")
    auditor = actions.audits(actor, actor.jurisdiction)
    tabs = [
        {
            "label": label,
            "url": f"{here}?{urlencode({'view': name})}" if name else here,
            "current": name == view,
            "count": counts[name],
        }
        for name, label in known.VIEWS.items()
    ]
    choices = [{"value": "", "label": Text("全部检查", "All checks")}]
    choices += [{"value": one.code, "label": one.title} for one in CHECKS.values()]
    context = {
        "rows": [_row(one, request) for one in rows[:PAGE]],
        "names": names_read([*(one.unit_name for one in rows), look.by if look else ""]),
        "tabs": tabs,
        "filters": [
            {
                "name": "q",
                "label": Text("项目、单位或者办件编号", "Project, unit or case"),
                "kind": "search",
                "value": words,
            },
            {"name": "check", "label": Text("检查", "Check"), "kind": "select", "value": check, "choices": choices},
        ],
        "hidden": [{"name": "view", "value": view}],
        "narrowed": bool(check or words),
        "clear": f"{here}?{urlencode({'view': view})}" if check or words else "",
        "pager": pager(request, rows, skip, page=PAGE),
        "checks": CHECKS.values(),
        "look": look,
        "lacking": known.lacking(look),
        "auditor": auditor,
    }
    return render(request, "supervision/doubts.html", context)


def _row(one: Doubt, request: Asked) -> dict[str, object]:
    return {
        "point": one,
        "title": known.title_of(one.check_code),
        "says": Text(one.says["zh"], one.says["en"]),
        "state": State(one.state).label,
        "tone": known.TONES[one.state],
        "age": (request.today - one.since).days,
    }


@require_GET
def doubt(request: Asked, doubt_id: int) -> HttpResponse:
    """One point: the facts that raised it, what was said, and what the viewer may do."""
    return _page(request, doubt_id)


@require_http_methods(["GET", "POST"])
def act(request: Asked, doubt_id: int, verb: str) -> HttpResponse:
    """Answer, close or dismiss a point; a refusal brings the page back with the form as typed."""
    if verb not in ACTS:
        raise Missing
    if request.method != "POST":
        return HttpResponseRedirect(reverse("doubt", args=[doubt_id]))
    form = posted(request)
    takes, do, _label = ACTS[verb]
    try:
        do(doubt_id, read_posted(takes, form.raw, form), actor=request.actor, now=request.now)
    except Unconfirmed:
        keep_typed(request, reverse("doubt", args=[doubt_id]), form.raw)
        raise
    except (Missing, NotPermitted):
        raise
    except Refused as refused:
        return _page(request, doubt_id, form, refused)
    forget_typed(request, reverse("doubt", args=[doubt_id]))
    messages.success(request, _("It stands on the list."))
    return HttpResponseRedirect(reverse("doubt", args=[doubt_id]))


def _page(request: Asked, doubt_id: int, typed: Posted | None = None, refused: Refused | None = None) -> HttpResponse:
    one = known.point(doubt_id, request.actor)
    verbs = _verbs(request, one)
    errors = refused.errors if isinstance(refused, Invalid) else {}
    raw = typed.raw if typed else typed_before(request, reverse("doubt", args=[doubt_id]))
    notes, facts = known.notes(one), known.said_facts(one.facts)
    told = [name for note in notes for name in note["who"]]
    names = names_read([one.unit_name, *told, *(value.zh for _, value in facts)])
    form = bind(ACTS[verbs[0]][0], raw=raw, errors=errors) if verbs else None
    context = _row(one, request) | {
        "articles": known.articles_of(one.check_code),
        "facts": [(name, names.get(value.zh, value)) for name, value in facts],
        "notes": notes,
        "names": names,
        "form": form,
        "stored": known_files(form),
        "outcomes": [{"verb": verb, "label": ACTS[verb][2]} for verb in verbs],
        "refused": None if isinstance(refused, Invalid) else refused,
        "looks_at": CHECKS[one.check_code].looks_at if one.check_code in CHECKS else None,
        "own_office": one.pending
        and actions.audits(request.actor, one.jurisdiction_id)
        and actions.of_the_office(one, request.today),
        "itself": (actions.ITSELF, actions.ABOVE),
        "confirm": "close" in verbs and not request.actor.confirmed,
        "calls": one.case_number if actions.audits(request.actor, one.jurisdiction_id) else "",
    }
    return render(request, "supervision/doubt.html", context, status=refused.status if refused else 200)


def _verbs(request: Asked, one: Doubt) -> list[str]:
    if not one.pending:
        return []
    if actions.settles(request.actor, one, request.today):
        return ["close", "dismiss"]
    asked = one.unit_id is not None and request.actor.holds(f"{organisation_key(one.unit_id)}/handler")
    return ["answer"] if asked else []


@require_POST
def look(request: Asked) -> HttpResponse:
    """Make every check now."""
    moved = actions.look(request.actor.jurisdiction, actor=request.actor, now=request.now)
    messages.success(request, _("Every check was made: %(n)s points are new or have changed.") % {"n": moved})
    return HttpResponseRedirect(reverse("doubts"))


@require_GET
def paper(request: Asked, doubt_id: int, hash_: str) -> FileResponse:
    """A paper that something said of the point names."""
    one = known.point(doubt_id, request.actor)
    stored = stored_files([hash_]).get(hash_)
    if stored is None or not known.names_file(one, hash_):
        raise Missing
    return handed_out(stored)
