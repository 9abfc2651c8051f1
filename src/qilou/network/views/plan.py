"""The address plan level by level, a prefix with its map, and the box that says who has an address."""

from collections.abc import Callable
from datetime import date
from ipaddress import ip_address, ip_network
from typing import Any

from django.db.models import Case, Q, When
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from qilou.identity.queries import names_read
from qilou.identity.queries.units import implementing_units
from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.kernel.forms import bind, raw_of, read
from qilou.kernel.request import Asked, whole
from qilou.kernel.templatetags.words import say
from qilou.law import Message, Text
from qilou.network.actions import planning
from qilou.network.actions.addressing import release
from qilou.network.actions.allocating import Named, allocate
from qilou.network.actions.permission import manages, must_manage
from qilou.network.inputs.addressing import HandOut, NewPrefix, NewRange, TakeBack
from qilou.network.models import Allocation, Prefix, Vrf
from qilou.network.models.addressing import Kind, Role, Standing, Status, serves
from qilou.network.queries.addressing import PrefixRow, found_by, level, rows_of, who_holds
from qilou.network.rules.addressing import Wanted

PAGE = 100
CELLS = 256
ACTS = {
    "network.hold": Text("预占", "Held"),
    "network.grant": Text("凭批准分配", "Granted by the approval"),
    "network.allocate": Text("分配", "Handed out"),
    "network.release": Text("收回", "Taken back"),
    "network.enter_prefix": Text("预留", "Set apart"),
}
TONES = {
    Status.RESERVED: "grey",
    Status.HELD: "amber",
    Status.ACTIVE: "blue",
    Status.SUSPENDED: "red",
    Status.COOLING: "amber",
    Status.RELEASED: "grey",
}


@require_GET
def plan(request: Asked) -> HttpResponse:
    """The top of the plan of one VRF; what was typed looks through all levels of it."""
    areas = serves(request.actor)
    seen = Prefix.objects.visible_to(request.actor).values("vrf")
    tables = Vrf.objects.filter(Q(pk__in=seen) | Q(owner__in=areas))
    vrfs = list(tables.order_by(Case(When(pk__in=seen, then=0), default=1), "name"))  # those with a plan come first
    if not areas:
        return HttpResponseRedirect("/addresses/find/")
    chosen = next((one for one in vrfs if str(one.pk) == request.GET.get("vrf")), vrfs[0] if vrfs else None)
    words, skip = request.GET.get("q", "").strip(), whole(request.GET.get("from", ""), 7)
    found = level(request.actor, vrf=chosen.pk, parent=None, skip=skip, most=PAGE, words=words) if chosen else None
    context = {
        "vrfs": [{"url": f"?vrf={one.pk}", "label": one.title, "current": one == chosen} for one in vrfs],
        "words": words,
        "vrf": chosen,
        "keeps": any(manages(request.actor, area) for area in areas),
        **_listed(found.rows if found else [], found.total if found else 0, skip, _link(request)),
    }
    return render(request, "network/plan.html", context)


@require_http_methods(["GET", "POST"])
def prefix(request: Asked, prefix_id: int) -> HttpResponse:
    """One prefix: its place in the plan and what is in it; whoever manages it keeps it here."""
    found = Prefix.objects.visible_to(request.actor).select_related("vrf", "jurisdiction").filter(pk=prefix_id).first()
    if found is None:
        raise Missing
    errors: dict[str, Message] = {}
    refused: Refused | None = None
    form, model = "", FORMS.get(request.POST.get("act", ""))
    if request.method == "POST":
        form = request.POST.get("act", "")
        try:
            return HttpResponseRedirect(_done(request, found, form, model))
        except Invalid as invalid:
            errors = invalid.errors
        except Refused as refusal:
            refused = refusal
    context = _prefix_context(request, found, form, errors) | {"refused": refused}
    return render(request, "network/prefix.html", context, status=refused.status if refused else 400 if errors else 200)


FORMS: dict[str, Any] = {"enter": NewPrefix, "hand_out": HandOut, "range": NewRange, "take_back": TakeBack}


def _done(request: Asked, found: Prefix, act: str, model: Any) -> str:  # Any: the input's class
    """Do what was posted; gives where to go. Raises what the acts raise, and Missing for an act there is not."""
    here, common = request.get_full_path(), {"actor": request.actor, "now": request.now}
    must_manage(request.actor, found.jurisdiction_id)
    given = read(model, raw_of(request.POST)) if model else None
    match act:
        case "enter":
            made = _enter(found, given, common)
            return f"/addresses/prefixes/{made.pk}/"
        case "hand_out":
            _hand_out(found, given, common)
        case "range":
            planning.enter_range(prefix=found.pk, **given.model_dump(), **common)  # type: ignore[union-attr]
        case "take_back":
            _take_back(request, found, given)
        case "split":
            planning.split(prefix=found.pk, **common)
        case "merge":
            planning.merge(prefix=found.pk, **common)
        case "remove":
            planning.remove_prefix(prefix=found.pk, **common)
            return f"/addresses/prefixes/{found.parent_id}/" if found.parent_id else "/addresses/"
        case _:
            raise Missing
    return here


def _enter(found: Prefix, given: Any, common: dict[str, Any]) -> Prefix:  # Any: a typed input
    said = {
        "kind": given.kind.value,
        "role": given.role.value,
        "description": given.description,
        "site": given.site,
        "gateway": given.gateway,
    }
    if given.network or given.length is None:
        return planning.enter_prefix(vrf=found.vrf_id, block=given.network, **said, **common)
    return planning.enter_next_prefix(within=found.pk, length=given.length, sparse=given.sparse, **said, **common)


def _hand_out(found: Prefix, given: Any, common: dict[str, Any]) -> None:  # Any: a typed input
    if sum((bool(given.count), given.length is not None, bool(given.address))) != 1:
        one = Text(
            "数量、子网长度、指定地址，请三者择一填写。",
            "Give a number, a subnet's length or one address: one of them.",
        )
        raise Invalid({"count": Message(one)})
    these = [Named(given.address, given.hostname, given.mac.replace("-", ":"), given.contact)] if given.address else []
    allocate(
        pool=found.pk,
        holder=given.holder,
        approval=given.approval,
        wanted=Wanted(0, found.role, count=len(these) or given.count, length=given.length, purpose=given.purpose),
        these=these,
        until=given.until,
        **common,
    )


def _take_back(request: Asked, found: Prefix, given: Any) -> None:  # Any: a typed input
    chosen = [int(one) for one in request.POST.getlist("allocation") if one.isdecimal()]
    rows = list(Allocation.objects.filter(pk__in=chosen, prefix=found).values_list("pk", flat=True))
    release(actor=request.actor, allocations=rows, on=request.now.date(), ground=given.ground, now=request.now)


def _prefix_context(request: Asked, found: Prefix, act: str, errors: dict[str, Message]) -> dict[str, Any]:
    (row,) = rows_of([found.pk])
    skip = whole(request.GET.get("from", ""), 7)
    kept = manages(request.actor, found.jurisdiction_id)
    context: dict[str, Any] = {
        "prefix": found,
        "row": _row(row),
        "above": _above(request, found),
        "manages": kept,
        "container": row.kind == Kind.CONTAINER,
    }
    if row.kind == Kind.CONTAINER:
        inside = level(request.actor, vrf=found.vrf_id, parent=found.pk, skip=skip, most=PAGE)
        context |= _listed(inside.rows, inside.total, skip, _link(request))
    else:
        context |= _map(found, request.GET.get("at", ""))
    if kept:
        context |= _forms(request, found, act, errors)
    return context


def _forms(request: Asked, found: Prefix, act: str, errors: dict[str, Message]) -> dict[str, Any]:
    units = [(str(one.id), say(one.name)) for one in implementing_units(found.jurisdiction_id, request.now.date())]
    names = ("enter",) if found.kind == Kind.CONTAINER else ("hand_out", "range", "take_back")
    return {
        f"{name}_form": bind(
            FORMS[name],
            raw=raw_of(request.POST) if act == name else None,
            errors=errors if act == name else {},
            options=lambda refers: units,
        )
        for name in names
    }


def _above(request: Asked, found: Prefix) -> list[dict[str, Any]]:
    """The prefixes that hold this one, the largest first."""
    inside = Prefix.objects.visible_to(request.actor).filter(vrf=found.vrf_id)
    rows = inside.extra(where=["network >> %s::cidr"], params=[found.network]).order_by("network")
    return [{"label": one.network, "url": f"/addresses/prefixes/{one.pk}/"} for one in rows]


def _map(found: Prefix, at: str) -> dict[str, Any]:
    """Up to 256 cells of a pool from an address on: each one address or, of what is larger, a block of equal size."""
    pool = ip_network(found.network)
    shown = pool
    if at:
        try:
            asked = ip_network(at)
            shown = asked if asked.version == pool.version and asked.subnet_of(pool) else pool  # type: ignore[arg-type]
        except ValueError:
            shown = pool
    bits = min(shown.prefixlen + 8, shown.max_prefixlen)
    blocks = list(shown.subnets(new_prefix=bits))
    first, last = int(shown.network_address), int(shown.broadcast_address)
    rows = _inside(found, str(shown))
    width = 2 ** (shown.max_prefixlen - bits)
    cells = [{"block": str(one), "tone": "free", "percent": 0, "place": n} for n, one in enumerate(blocks)]
    for row in rows:
        block = ip_network(row.block)
        begin, end = max(int(block.network_address), first), min(int(block.broadcast_address), last)
        for n in range((begin - first) // width, (end - first) // width + 1):
            cells[n]["tone"] = TONES[Status(row.status)]
    for cell in cells:
        cell["x"], cell["y"] = cell["place"] % 32 * 22, cell["place"] // 32 * 22
    return {
        "cells": cells,
        "cell_length": bits,
        "single": bits == shown.max_prefixlen,
        "map_height": (len(cells) + 31) // 32 * 22,
        "at": str(shown) if shown != pool else "",
        "allocations": [
            {"row": one, "status": Status(one.status).label, "tone": TONES[Status(one.status)]} for one in rows[:CELLS]
        ],
        "more": len(rows) > CELLS,
    }


def _inside(found: Prefix, block: str) -> list[Allocation]:
    rows = Allocation.objects.living().filter(prefix=found).select_related("holder")
    rows = rows.extra(
        where=["block BETWEEN %s::cidr AND network_end(%s::cidr) OR block >>= %s::cidr"], params=[block] * 3
    )
    return list(rows.order_by("block")[:8192])


@require_GET
def find(request: Asked) -> HttpResponse:
    """Who has an address, since when, under which approval, whom to call; or what bears a MAC, a name, a number."""
    words, today = request.GET.get("q", "").strip(), request.now.date()
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = today
    context: dict[str, Any] = {"words": words, "on": on, "today": today}
    try:
        ip_address(words)
    except ValueError:
        context["found"] = [_told(one) for one in found_by(words, request.actor)] if words else None
    else:
        context["answer"] = who_holds(words, request.actor, on=on, today=today)
        context["then"] = [_told(one.allocation) for one in context["answer"].then]
        ever = context["answer"].ever
        names = names_read(who for one in ever for _, _, who in one.acts)
        context["ever"] = [
            {
                **_told(one.allocation),
                "acts": [(ACTS.get(name, name), at, names.get(who, who)) for name, at, who in one.acts],
            }
            for one in ever
        ]
    return render(request, "network/find.html", context)


def _told(one: Allocation) -> dict[str, Any]:
    return {"row": one, "status": Status(one.status).label, "tone": TONES[Status(one.status)]}


def _row(one: PrefixRow) -> dict[str, Any]:
    return {
        "it": one,
        "href": f"/addresses/prefixes/{one.id}/",
        "kind": Kind(one.kind).label,
        "role": Role(one.role).label,
        "standing": Standing(one.standing).label,
        "percent": one.percent,
        "tone": "red" if one.percent >= 95 else "amber" if one.percent >= 80 else "blue",
    }


def _listed(rows: list[PrefixRow], total: int, skip: int, link: Callable[[int], str]) -> dict[str, Any]:
    return {
        "rows": [_row(one) for one in rows],
        "total": total,
        "pager": {
            "first": skip + 1 if rows else 0,
            "last": skip + len(rows),
            "total": total,
            "previous": link(max(skip - PAGE, 0)) if skip else None,
            "next": link(skip + PAGE) if skip + PAGE < total else None,
        },
    }


def _link(request: Asked) -> Callable[[int], str]:
    query = request.GET.copy()

    def link(start: int) -> str:
        query["from"] = str(start)
        return f"?{query.urlencode()}"

    return link
