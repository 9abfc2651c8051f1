"""Differences between the wire and the plan, each with its owner and clock; scans are handed in here."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.kernel.forms import bind, raw_of, read
from qilou.kernel.request import Asked, whole
from qilou.law import Message, say
from qilou.network.actions.permission import manages
from qilou.network.actions.reconciliation import close_finding, reconcile
from qilou.network.inputs.wire import NewScan, Settled
from qilou.network.models import Prefix, Scan, Vrf, WireFinding
from qilou.network.models.addressing import serves
from qilou.network.models.wire import Difference, Source
from qilou.network.rules.hosts import MOST_BYTES

PAGE = 100


@require_http_methods(["GET", "POST"])
def findings(request: Asked) -> HttpResponse:
    """The open differences that the reader may see, the most urgent first, and the last scans."""
    errors: dict[str, Message] = {}
    refused: Refused | None = None
    act = request.POST.get("act", "")
    if request.method == "POST":
        try:
            _done(request, act)
        except Invalid as invalid:
            errors = invalid.errors
        except Refused as refusal:
            refused = refusal
        else:
            return HttpResponseRedirect(request.get_full_path())
    context = _context(request, act, errors) | {"refused": refused}
    status = refused.status if refused else 400 if errors else 200
    return render(request, "network/findings.html", context, status=status)


def _done(request: Asked, act: str) -> None:
    raw = raw_of(request.POST)
    if act == "scan":
        given = read(NewScan, raw)
        sent = request.FILES.get("file")
        if sent is None or (sent.size or 0) > MOST_BYTES:
            raise Invalid({"source": say("请选择不超过 32 MB 的文件。", "Choose a file of at most 32 MB.")})
        try:
            content = sent.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Invalid({"source": say("文件不是 UTF-8 文本。", "The file is not UTF-8 text.")}) from error
        reconcile(
            actor=request.actor,
            now=request.now,
            vrf=given.vrf,
            source=given.source.value,
            name=sent.name or "",
            content=content,
            covers=given.covers.split(),
        )
    elif act == "close" and (finding := request.POST.get("finding", "")).isdecimal():
        close_finding(actor=request.actor, now=request.now, finding=int(finding), ground=read(Settled, raw).ground)
    else:
        raise Missing


def _context(request: Asked, act: str, errors: dict[str, Message]) -> dict[str, Any]:
    seen = WireFinding.objects.visible_to(request.actor).filter(closed_on=None)
    kind, skip = request.GET.get("kind", ""), whole(request.GET.get("from", ""), 7)
    chosen = seen.filter(kind=kind) if kind in set(Difference) else seen
    rows = list(
        chosen.select_related("allocation__holder", "owner", "delegation").order_by("due_on", "pk")[
            skip : skip + PAGE + 1
        ]
    )
    today, areas = request.now.date(), serves(request.actor)
    vrfs = [one for one in Vrf.objects.order_by("name") if manages(request.actor, one.owner_id)]
    vrfs = vrfs or list(Vrf.objects.filter(pk__in=_managed(request)).order_by("name"))
    raw = raw_of(request.POST) if act else None
    context: dict[str, Any] = {
        "rows": [
            {
                "it": one,
                "kind": Difference(one.kind).label,
                "where": one.address or (one.delegation.network if one.delegation else ""),
                "late": one.due_on < today,
                "closes": manages(request.actor, one.jurisdiction_id)
                or request.actor.holds(f"org:{one.owner_id}/handler"),
            }
            for one in rows[:PAGE]
        ],
        "total": chosen.count(),
        "kinds": [{"value": one.value, "label": one.label} for one in Difference],
        "kind": kind,
        "next": f"?kind={kind}&from={skip + PAGE}" if len(rows) > PAGE else None,
        "previous": f"?kind={kind}&from={max(skip - PAGE, 0)}" if skip else None,
        "scans": [
            {"it": one, "source": Source(one.source).label}
            for one in Scan.objects.filter(jurisdiction__in=areas).order_by("-pk")[:10]
        ],
        "close_form": bind(Settled, raw=raw if act == "close" else None, errors=errors if act == "close" else {}),
    }
    if vrfs:
        options = [(str(one.pk), one.name) for one in vrfs]
        context["form"] = bind(
            NewScan,
            raw=raw if act == "scan" else None,
            errors=errors if act == "scan" else {},
            options=lambda refers: options,
        )
    return context


def _managed(request: Asked) -> list[int]:
    """The routing tables in which the reader's body manages a block."""
    own = [area for area in serves(request.actor) if manages(request.actor, area)]
    found = Prefix.objects.filter(jurisdiction__in=own, delegation__isnull=False)
    return list(found.values_list("vrf", flat=True).distinct())
