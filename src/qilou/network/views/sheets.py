"""The plan in and out: a file is tried and entered whole or not at all; sheets and zone files are taken away."""

from typing import Annotated, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods
from pydantic import Field

from qilou.casework.actions.files import path_of, readable_file, store_file
from qilou.casework.views.lists import taken_away
from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.kernel.fields import Input, Kind, Says
from qilou.kernel.forms import bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.kernel.sheets import workbook
from qilou.kernel.tables import read_table
from qilou.kernel.templatetags.words import reading
from qilou.law import Message, Text, say
from qilou.network.actions.importing import Trial, enter_plan, try_plan
from qilou.network.actions.permission import manages
from qilou.network.models import Allocation, Prefix, Vrf
from qilou.network.models.addressing import Status, serves
from qilou.network.queries.addressing import found_by
from qilou.network.rules.addressing import network
from qilou.network.rules.zones import forward_zone, is_name, reverse_origin, reverse_zone

SHOWN = 200
MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 100_000
COLUMNS = (
    Text("地址", "Address"),
    Text("使用单位", "Unit"),
    Text("状态", "Status"),
    Text("批准文号", "Approval"),
    Text("起", "Since"),
    Text("止", "Until"),
    Text("主机名", "Hostname"),
    Text("MAC地址", "MAC address"),
    Text("说明", "Description"),
)


class Entering(Input):
    """Where the rows of a file go, and the document that proves them."""

    vrf: Annotated[int, Says("路由域", "Routing table", kind=Kind.REFERENCE, refers="vrfs")]
    document: Annotated[
        Annotated[str, Field(max_length=200)],
        Says(
            "依据文号",
            "Document of record",
            hint=Text("证明这些地址在平台启用前已经使用", "Proves that they were in use before the platform"),
        ),
    ] = ""


@require_http_methods(["GET", "POST"])
def choose(request: Asked) -> HttpResponse:
    """Take the file."""
    _must_keep(request)
    error = None
    if request.method == "POST":
        sent = request.FILES.get("file")
        if sent is None or (sent.size or 0) > MOST_BYTES:
            error = say("请选择不超过 20 MB 的文件。", "Choose a file of at most 20 MB.")
        else:
            content = sent.read()
            try:
                read_table(content, sent.name or "")
                stored = store_file([content], name=sent.name or "", actor=request.actor, now=request.now)
            except Invalid as invalid:
                error = next(iter(invalid.errors.values()))
            else:
                return HttpResponseRedirect(f"/addresses/import/{stored.hash}/")
    return render(request, "network/import.html", {"error": error}, status=400 if error else 200)


@require_http_methods(["GET", "POST"])
def enter(request: Asked, hash_: str) -> HttpResponse:
    """Try the file, showing every fault; enter all rows or none."""
    vrfs = _must_keep(request)
    stored = readable_file(hash_, request.actor)
    content = path_of(hash_).read_bytes()
    table = read_table(content, stored.name)
    raw = raw_of(request.POST) if request.method == "POST" else None
    trial: Trial | None = None
    errors: dict[str, Message] = {}
    refused: Refused | None = None
    if raw is not None:
        try:
            given = read(Entering, {name: texts for name, texts in raw.items() if name not in ("enter", "try")})
            trial = try_plan(table, vrf=given.vrf, actor=request.actor, today=request.now.date())
            if "enter" in raw and not trial.faults:
                enter_plan(
                    table,
                    vrf=given.vrf,
                    document=given.document,
                    content=content,
                    actor=request.actor,
                    now=request.now,
                )
                return HttpResponseRedirect(f"/addresses/?vrf={given.vrf}")
        except Invalid as invalid:
            errors = invalid.errors
        except Refused as refusal:
            refused = refusal
    options = [(str(one.pk), one.name) for one in vrfs]
    context = {
        "file": stored,
        "rows": len(table.numbered()),
        "form": bind(Entering, raw=raw, errors=errors, options=lambda refers: options),
        "trial": trial,
        "faults": trial.faults[:SHOWN] if trial else (),
        "refused": refused,
    }
    return render(request, "network/import.html", context, status=400 if errors else refused.status if refused else 200)


def _must_keep(request: Asked) -> list[Vrf]:
    """The routing tables into which the reader may bring something; raises Missing for others."""
    own = [area for area in serves(request.actor) if manages(request.actor, area)]
    seen = Prefix.objects.filter(jurisdiction__in=own).values("vrf")
    found = list((Vrf.objects.filter(owner__in=own) | Vrf.objects.filter(pk__in=seen)).distinct().order_by("name"))
    if not found:
        raise Missing
    return found


def _chosen(request: Asked) -> list[Allocation]:
    """What the address asks for: of a prefix, by words, or all that the reader may see."""
    words, prefix = request.GET.get("q", "").strip(), request.GET.get("prefix", "")
    if words:
        return found_by(words, request.actor, MOST_ROWS)
    found = Allocation.objects.visible_to(request.actor).living().select_related("holder")
    if prefix:
        if not prefix.isdecimal():
            raise Missing
        inside = Prefix.objects.visible_to(request.actor).filter(pk=int(prefix)).first()
        if inside is None:
            raise Missing
        found = found.filter(vrf=inside.vrf_id).extra(where=["block <<= %s::cidr"], params=[inside.network])
    return list(found.order_by("vrf", "block")[:MOST_ROWS])


@require_GET
def sheet(request: Asked) -> HttpResponse:
    """The allocations of the current filter, all of them, as a sheet; its columns are those that can be read back."""
    language = reading()
    rows = [
        (
            one.address,
            one.holder.name.in_(language) if one.holder else "",
            Status(one.status).label.in_(language),
            one.approval_id or one.of_record,
            one.since,
            one.released_on or one.until,
            one.hostname,
            one.mac,
            one.purpose,
        )
        for one in _chosen(request)
    ]
    title = Text("地址分配", "Addresses").in_(language)
    note = f"{request.GET.urlencode()} {request.now:%Y-%m-%d %H:%M}"
    return taken_away(workbook(title, [one.in_(language) for one in COLUMNS], rows, note), "addresses")


@require_GET
def zone(request: Asked, prefix_id: int, way: str) -> HttpResponse:
    """The zone file, or the reverse one, of what is in use in a prefix and has a host name."""
    found = Prefix.objects.visible_to(request.actor).filter(pk=prefix_id).first()
    domain = request.GET.get("domain", "").strip().rstrip(".").lower()
    if found is None or way not in ("forward", "reverse"):
        raise Missing
    if not is_name(domain):
        raise Invalid({"domain": say("请填写域名，例如 gov.example。", "Give a domain such as gov.example.")})
    rows = Allocation.objects.filter(vrf=found.vrf_id, status=Status.ACTIVE).exclude(hostname="")
    rows = rows.extra(where=["block <<= %s::cidr"], params=[found.network]).order_by("block")
    hosts = [(one.hostname, one.first) for one in rows if "/" not in one.address]
    serial = int(request.now.timestamp())
    if way == "forward":
        text = forward_zone(domain, serial, hosts)
    else:
        block: Any = network(found.network)  # Any: of either family
        text = reverse_zone(reverse_origin(str(block[0]), block.prefixlen), domain, serial, hosts)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{way}.zone"'
    return response
