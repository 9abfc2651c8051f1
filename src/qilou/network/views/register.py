"""The network as its register has it: the picture, the links beside it, and the forms of whoever keeps it."""

from collections.abc import Iterable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.fields import Input
from qilou.kernel.forms import bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.law import Message
from qilou.network.actions.register import enter, keeps, retire
from qilou.network.inputs.register import LinkForm, NodeForm, SiteForm, VlanForm, VrfForm
from qilou.network.models import Link, Node, Site, Vlan
from qilou.network.queries.topology import kept_rows, topology

FORMS: dict[str, type[Input]] = {"vrf": VrfForm, "site": SiteForm, "node": NodeForm, "link": LinkForm, "vlan": VlanForm}
KINDS: dict[str, type[Node] | type[Link] | type[Vlan]] = {"node": Node, "link": Link, "vlan": Vlan}


@require_GET
def network(request: Asked) -> HttpResponse:
    """The extranet drawn, with its links as a table; the intranet by name alone."""
    keeper = keeps(request.actor, request.actor.jurisdiction)
    return render(request, "network/network.html", {"topology": topology(request.actor), "keeps": keeper})


@require_http_methods(["GET", "POST"])
def entries(request: Asked, kind: str) -> HttpResponse:
    """The entries of one kind, and for the technical body the form of another."""
    form_of = FORMS.get(kind)
    if form_of is None:
        raise Missing
    raw, errors = (raw_of(request.POST) if request.method == "POST" else None), dict[str, Message]()
    if raw is not None:
        try:
            enter(read(form_of, raw), actor=request.actor, now=request.now)
        except Invalid as invalid:
            errors = invalid.errors
        else:
            return HttpResponseRedirect(request.path)
    keeper = keeps(request.actor, request.actor.jurisdiction)
    form = bind(form_of, raw=raw, errors=errors, options=lambda refers: _options(refers, request)) if keeper else None
    context = {"kind": kind, "rows": kept_rows(kind, request.actor), "form": form, "keeps": keeper}
    return render(request, "network/entries.html", context, status=400 if errors else 200)


@require_POST
def retire_entry(request: Asked, kind: str, entry_id: int) -> HttpResponse:
    """Take an entry out of use."""
    if kind not in KINDS:
        raise Missing
    retire(KINDS[kind], entry_id, actor=request.actor, now=request.now)
    return HttpResponseRedirect(f"/network/register/{kind}/")


def _options(refers: str, request: Asked) -> Iterable[tuple[str, str]]:
    """Sites of the area; nodes of the area and, for a link, those above it."""
    if refers == "site":
        found = Site.objects.filter(jurisdiction=request.actor.jurisdiction).order_by("name")
        return [(str(one.pk), one.name) for one in found]
    return [(str(one.id), one.name) for one in topology(request.actor).nodes]
