"""Delegated blocks: quota, term, what is taken, what districts returned beside the recount."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qilou.identity.queries.holders import gaps, jurisdictions
from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.kernel.forms import bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.law import TECHNICAL_BODY, Message
from qilou.network.actions.delegation import delegate, revoke
from qilou.network.actions.permission import manages
from qilou.network.inputs.addressing import TakeBack, Terms
from qilou.network.models import Delegation, Prefix, UsageReturn
from qilou.network.models.addressing import serves
from qilou.network.queries.usage import total
from qilou.network.rules.usage import ended_before, label_of


@require_http_methods(["GET", "POST"])
def delegations(request: Asked) -> HttpResponse:
    """The blocks that the reader's area gave or was given, and the last half-year's returns of them."""
    areas = serves(request.actor)
    if not areas:
        raise Missing
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
            return HttpResponseRedirect(request.path)
    context = _context(request, areas, act, errors) | {"refused": refused}
    status = refused.status if refused else 400 if errors else 200
    return render(request, "network/delegations.html", context, status=status)


def _done(request: Asked, act: str) -> None:
    raw = raw_of(request.POST)
    if act == "delegate":
        delegate(actor=request.actor, now=request.now, **read(Terms, raw).model_dump())
    elif act == "revoke" and (given := request.POST.get("delegation", "")).isdecimal():
        revoke(actor=request.actor, now=request.now, delegation=int(given), ground=read(TakeBack, raw).ground)
    else:
        raise Missing


def _context(request: Asked, areas: list[str], act: str, errors: dict[str, Message]) -> dict[str, Any]:
    seen = Delegation.objects.filter(jurisdiction__in=areas) | Delegation.objects.filter(vrf__owner__in=areas)
    rows = list(seen.distinct().select_related("jurisdiction", "vrf").order_by("revoked_on", "network"))
    today = request.now.date()
    year, half = ended_before(today)
    names = {one.code: one for one in jurisdictions()}
    districts = [one for one in names.values() if one.parent_id in areas or one.code in areas]
    codes = [one.code for one in districts if one.parent_id]
    returns = UsageReturn.objects.filter(year=year, half=half, jurisdiction__in=codes).select_related("case")
    owns = [one for one in areas if names[one].parent_id is None and manages(request.actor, one)]
    context: dict[str, Any] = {
        "rows": [
            {
                "it": one,
                "percent": round(float(one.taken * 100 / one.quota), 1),
                "tone": "red" if one.taken * 10 >= one.quota * 9 else "blue",
                "prefix": f"/addresses/?vrf={one.vrf_id}&q={one.network}",
                "current": one.revoked_on is None and (one.until is None or one.until > today),
            }
            for one in rows
        ],
        "period": label_of(year, half),
        "total": total(year, half, codes),
        "returns": {one.jurisdiction_id: one for one in returns},
        "districts": [
            {"area": one, "report": next((r for r in returns if r.jurisdiction_id == one.code), None)}
            for one in districts
            if one.parent_id
        ],
        "gaps": [one for one in gaps(today) if one.function is TECHNICAL_BODY and one.jurisdiction in codes],
    }
    if owns:
        raw = raw_of(request.POST) if act else None
        free = Prefix.objects.filter(vrf__owner__in=owns, delegation=None).order_by("network")[:500]
        options = {
            "prefixes": [(str(one.pk), f"{one.network} {one.description}".strip()) for one in free],
            "districts": [(one.code, one.name_zh) for one in districts if one.parent_id],
        }
        context["form"] = bind(
            Terms,
            raw=raw if act == "delegate" else None,
            errors=errors if act == "delegate" else {},
            options=lambda refers: options[refers],
        )
        context["revoke_form"] = bind(
            TakeBack, raw=raw if act == "revoke" else None, errors=errors if act == "revoke" else {}
        )
    return context
