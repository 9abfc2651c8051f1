"""The desk and the registers: what waits, what was started, every case of a procedure that the viewer may see."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from qilou.casework.actions.perform import perform_many
from qilou.casework.actions.views import drop_view, save_view
from qilou.casework.models import Case, SavedView
from qilou.casework.procedure import PROCEDURES, Procedure, Step
from qilou.casework.queries import desks
from qilou.casework.queries.desks import CAP, DUE, MOST, PAGE, Row, Wanted
from qilou.casework.store import Law
from qilou.casework.today import today_for
from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import say as said
from qilou.law import Text, say

from .lists import as_sheet, groups, pager, skipped

VIEWS = {
    "": Text("待办", "To do"),
    "check": Text("待我核稿", "To check"),
    "sign": Text("待我签发", "To sign"),
    "countersign": Text("会签", "To countersign"),
    "circulated": Text("传阅", "Circulated"),
    "done": Text("已办", "Done"),
    "started": Text("我发起的", "Started by us"),
    "all": Text("全部可见", "All that I may see"),
}
POSTS = {"check": "checker", "sign": "signer", "countersign": "countersigner"}
WAITING = {"", *POSTS}
CELLS = (
    ("overdue", Text("已超期", "overdue"), Text("红牌，先办", "red card: first"), "red", "red"),
    ("today", Text("今日到期", "due today"), Text("当日 24 时前", "by midnight"), "amber", "yellow"),
    ("soon", Text("即将到期", "due soon"), Text("黄牌期内", "within the warning days"), "amber", "yellow"),
    ("later", Text("按期", "in time"), Text("期限未到预警", "no warning yet"), "", ""),
    ("none", Text("无期限", "without a limit"), Text("条文未规定或已中止", "none in the text, or paused"), "", ""),
)


@require_GET
def desk(request: Asked, view: str = "") -> HttpResponse:
    """What stands on the viewer's desks, grouped by urgency, or another of the views."""
    if view not in VIEWS or view == "circulated":
        raise Missing
    skip = skipped(request)
    actor = request.actor
    wanted = _wanted(request, view)
    law = desks.law_for(actor, request.now.date())
    found = _found(request, view, wanted, skip=skip, most=PAGE + 1, law=law)
    counts = desks.counts(actor, now=request.now, law=law)
    here = request.get_full_path()
    saved = list(SavedView.objects.filter(person_id=actor.id).order_by("name"))
    context = {
        "title": VIEWS[view],
        "tabs": _tabs(view, counts, saved, here),
        "cells": _cells(view, counts, wanted) if view in WAITING else [],
        "filters": _filters(wanted, words=view in WAITING),
        "clear": _address(view) if wanted != desks.ALL else "",
        "active": wanted != desks.ALL,
        "today": today_for(actor, request.now, law) if view == "" else [],
        "groups": groups(found[:PAGE], grouped=view in WAITING),
        "pager": pager(request, found, skip),
        "bulk": _bulk(found[:PAGE]),
        "bulk_action": f"{reverse('bulk')}?{urlencode({'back': here})}",
        "sheet": f"{_address(view)}sheet/?{_query(wanted)}",
        "opens": reverse("openings") if desks.opened_by(actor) else "",
        "here": here,
        "saved": next((one for one in saved if one.address == here), None),
        "now": request.now,
    }
    return render(request, "casework/desk.html", context)


@require_GET
def sheet(request: Asked, view: str = "") -> HttpResponse:
    """The list as narrowed, all its pages, as a sheet."""
    if view not in VIEWS or view == "circulated":
        raise Missing
    wanted = _wanted(request, view)
    found = _found(request, view, wanted, skip=0, most=MOST)
    return as_sheet(request, VIEWS[view], found, _query(wanted))


@require_GET
def following(request: Asked) -> HttpResponse:
    """On to the most urgent case on the desk other than the one just dealt with; else back to the desk."""
    href = desks.next_waiting(request.actor, now=request.now, after=request.GET.get("after", ""))
    if href is None:
        messages.success(request, _("Nothing else waits on your desk."))
    return HttpResponseRedirect(href or reverse("desk"))


@require_POST
def bulk(request: Asked) -> HttpResponse:
    """Take one step on the selected cases, all or none."""
    name, numbers = request.POST.get("act", ""), request.POST.getlist("case")
    code, _dot, step_name = name.rpartition(".")
    procedure = PROCEDURES[code][-1] if code in PROCEDURES else None
    step = procedure.step(step_name) if procedure else None
    if procedure is None or step is None or not step.in_bulk:
        raise Missing
    if not numbers:
        raise Refused("none_selected", say("请先选择办件。", "Select some cases first."))
    others = Case.objects.visible_to(request.actor).filter(number__in=numbers).exclude(procedure=code).count()
    if others:
        raise Refused(
            "mixed",
            say(
                "所选办件中有 %(n)s 件不属于“%(what)s”，请只选同一程序的办件。",
                "%(n)s of the selected cases are not of “%(what)s”; select cases of one procedure.",
                n=others,
                what=procedure.title,
            ),
        )
    acts = perform_many(code, numbers, step_name, actor=request.actor, now=request.now)
    told = ngettext("%(what)s: %(n)s case.", "%(what)s: %(n)s cases.", len(acts))
    messages.success(request, told % {"what": said(step.label), "n": len(acts)})
    return HttpResponseRedirect(_back(request))


@require_POST
def keep_view(request: Asked) -> HttpResponse:
    """Keep the list as narrowed under a name."""
    address = request.POST.get("address", "")
    try:
        save_view(request.POST.get("name", ""), address, actor=request.actor)
    except Invalid as invalid:
        raise Refused("view", next(iter(invalid.errors.values()))) from invalid
    messages.success(request, _("The view is kept."))
    return HttpResponseRedirect(address)


@require_POST
def forget_view(request: Asked, view_id: int) -> HttpResponse:
    """Forget one's own view."""
    drop_view(view_id, actor=request.actor)
    messages.success(request, _("The view is forgotten."))
    return HttpResponseRedirect(reverse("desk"))


@require_GET
def openings(request: Asked) -> HttpResponse:
    """The procedures that the viewer may open."""
    return render(request, "casework/openings.html", {"procedures": desks.opened_by(request.actor)})


@require_GET
def register(request: Asked, code: str) -> HttpResponse:
    """Every case of a procedure that the viewer may see, newest first; by state where asked for."""
    procedure = PROCEDURES[code][-1]
    skip = skipped(request)
    state = _state(request, procedure)
    found = desks.register(request.actor, now=request.now, procedure=code, state=state, skip=skip)
    may_open = procedure in desks.opened_by(request.actor)
    states = [{"value": one.name, "label": one.label} for one in procedure.states]
    stages = {
        "name": "state",
        "label": Text("环节", "Stage"),
        "kind": "select",
        "value": state,
        "choices": [{"value": "", "label": Text("全部环节", "All stages")}, *states],
    }
    context = {
        "title": procedure.title,
        "procedure": procedure,
        "filters": [stages],
        "clear": f"/{procedure.path}/" if state else "",
        "groups": groups(found[:PAGE], grouped=False),
        "pager": pager(request, found, skip),
        "sheet": f"/{procedure.path}/sheet/?{urlencode({'state': state})}",
        "opens": f"/{procedure.path}/new/" if may_open else "",
        "now": request.now,
    }
    return render(request, "casework/desk.html", context)


@require_GET
def register_sheet(request: Asked, code: str) -> HttpResponse:
    """A procedure's register as a sheet."""
    procedure = PROCEDURES[code][-1]
    state = _state(request, procedure)
    found = desks.register(request.actor, now=request.now, procedure=code, state=state, most=MOST)
    return as_sheet(request, procedure.title, found, urlencode({"state": state}) if state else "")


def _found(request: Asked, view: str, wanted: Wanted, *, skip: int, most: int, law: Law | None = None) -> list[Row]:
    actor, now = request.actor, request.now
    match view:
        case "started":
            return desks.started(actor, now=now, procedure=wanted.procedure, skip=skip, most=most)
        case "all":
            return desks.register(actor, now=now, procedure=wanted.procedure, skip=skip, most=most)
        case "done":
            return desks.done(actor, now=now, skip=skip, most=most)
        case _:
            held = _desks(request, view)
            return desks.waiting(actor, now=now, desks=held, wanted=wanted, skip=skip, most=most, law=law)


def _wanted(request: Asked, view: str) -> Wanted:
    """What the query string asks for, as far as it means something here."""
    due, procedure = request.GET.get("due", ""), request.GET.get("procedure", "")
    return Wanted(
        due if due in DUE and view in WAITING else "",
        procedure if procedure in PROCEDURES and view != "done" else "",
        request.GET.get("q", "").replace("\0", "").strip()[:100] if view in WAITING else "",
    )


def _query(wanted: Wanted) -> str:
    asked = {"due": wanted.due, "procedure": wanted.procedure, "q": wanted.words}
    return urlencode({name: value for name, value in asked.items() if value})


def _address(view: str) -> str:
    return f"/work/{view}/" if view else "/work/"


def _desks(request: Asked, view: str) -> list[str]:
    post = POSTS.get(view)
    return [one for one in request.actor.desks if post is None or one.endswith(f"/{post}")]


def _tabs(
    view: str, counts: dict[str, dict[str, int]], saved: Sequence[SavedView], here: str
) -> list[dict[str, object]]:
    tabs: list[dict[str, object]] = [
        {
            "label": label,
            "url": reverse("notices") + "?view=circulated" if name == "circulated" else _address(name),
            "current": name == view and not any(one.address == here for one in saved),
            "count": _count(counts, name),
        }
        for name, label in VIEWS.items()
    ]
    return tabs + [
        {"label": one.name, "url": one.address, "current": one.address == here, "count": None, "saved": True}
        for one in saved
    ]


def _count(counts: dict[str, dict[str, int]], view: str) -> str | None:
    if view not in WAITING:
        return None
    return _capped(number for cells in _of_view(view, counts) for number in cells.values())


def _of_view(view: str, counts: dict[str, dict[str, int]]) -> list[dict[str, int]]:
    """The counts of the posts that a view is about."""
    return [cells for kind, cells in counts.items() if not view or kind == POSTS[view]]


def _capped(numbers: Iterable[int]) -> str:
    """A sum of counts; where one of them reached its cap the true number is larger."""
    counted = list(numbers)
    return f"{sum(counted)}+" if any(one >= CAP for one in counted) else str(sum(counted))


def _cells(view: str, counts: dict[str, dict[str, int]], wanted: Wanted) -> list[dict[str, object]]:
    mine = _of_view(view, counts)
    found = []
    for name, label, note, tone, card in CELLS:
        count = _capped(cells[name] for cells in mine)
        current = wanted.due == name
        query = _query(Wanted("" if current else name, wanted.procedure, wanted.words))
        found.append(
            {
                "count": count,
                "label": label,
                "note": note,
                "tone": tone if count != "0" else "",
                "card": card if count != "0" else "",
                "icon": "calendar-off" if name == "none" else "calendar-due",
                "url": f"{_address(view)}?{query}" if query else _address(view),
                "current": current,
            }
        )
    return found


def _filters(wanted: Wanted, *, words: bool) -> list[dict[str, object]]:
    choices = [{"value": code, "label": editions[-1].title} for code, editions in PROCEDURES.items()]
    found: list[dict[str, object]] = []
    if words:
        label = Text("在本表中查找标题或编号", "Find in this list by title or number")
        found.append({"name": "q", "label": label, "kind": "search", "value": wanted.words})
    found.append(
        {
            "name": "procedure",
            "label": Text("程序", "Procedure"),
            "kind": "select",
            "value": wanted.procedure,
            "choices": [{"value": "", "label": Text("全部程序", "All procedures")}, *choices],
        }
    )
    return found


def _bulk(found: Sequence[Row]) -> list[dict[str, object]]:
    """The steps that may be taken on several of the rows at once by whoever sees them on the desk."""
    steps: dict[str, tuple[Step, Procedure]] = {}
    for row in found:
        if row.next_step is not None and row.next_step.in_bulk:
            steps[row.procedure.name_of(row.next_step)] = (row.next_step, row.procedure)
    return [
        {"name": name, "label": say("%(step)s · %(what)s", "%(step)s · %(what)s", step=step.label, what=one.title)}
        for name, (step, one) in steps.items()
    ]


def _back(request: Asked) -> str:
    """Where the asker came from on this site."""
    back = request.GET.get("back", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if safe else reverse("desk")


def _state(request: Asked, procedure: Procedure) -> str:
    asked = request.GET.get("state", "")
    return asked if any(one.name == asked for one in procedure.states) else ""
