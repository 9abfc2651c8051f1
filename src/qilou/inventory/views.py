"""The register of systems and the page of one: who may see them reads, who keeps them enters and retires."""

from collections.abc import Iterable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qilou.identity.queries import names_read
from qilou.identity.queries.units import implementing_units
from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.forms import Raw, bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import say
from qilou.law import Message

from .actions import enter_of_record, retire
from .inputs import OldSystem, Retirement
from .queries import keeps, register, system


@require_http_methods(["GET", "POST"])
def systems(request: Asked) -> HttpResponse:
    """Every system that the reader may see, and for those who keep the register the form for an older one."""
    raw, errors = _posted(request), dict[str, Message]()
    if raw is not None:
        try:
            entered = _enter(request, raw)
        except Invalid as invalid:
            errors = invalid.errors
        else:
            return HttpResponseRedirect(f"{request.path}{entered}/")
    units = _units(request)
    form = bind(OldSystem, raw=raw, errors=errors, options=lambda refers: units) if units else None
    rows = register(request.actor)
    context = {"rows": rows, "names": names_read(one.unit for one in rows), "form": form, "keeps": bool(units)}
    return render(request, "inventory/systems.html", context, status=400 if errors else 200)


@require_http_methods(["GET", "POST"])
def one_system(request: Asked, system_id: int) -> HttpResponse:
    """One system: what it is, where it came from, and the form that retires it."""
    raw, errors = _posted(request), dict[str, Message]()
    if raw is not None:
        try:
            given = read(Retirement, raw)
            assert isinstance(given, Retirement)  # noqa: S101  # read() returns what it was asked for
            retire(system_id, actor=request.actor, now=request.now, reason=given.reason)
        except Invalid as invalid:
            errors = invalid.errors
        else:
            return HttpResponseRedirect(request.path)
    found = system(system_id, request.actor)
    if found is None:
        raise Missing
    kept = keeps(request.actor, found.jurisdiction, found.unit_id) and not found.retired
    form = bind(Retirement, raw=raw, errors=errors) if kept else None
    return render(
        request,
        "inventory/system.html",
        {"row": found, "names": names_read([found.unit]), "form": form},
        status=400 if errors else 200,
    )


def _posted(request: Asked) -> Raw | None:
    return raw_of(request.POST) if request.method == "POST" else None


def _enter(request: Asked, raw: Raw) -> int:
    given = read(OldSystem, raw)
    assert isinstance(given, OldSystem)  # noqa: S101
    names = {body.id: body.name.zh for body in implementing_units(request.actor.jurisdiction, request.now.date())}
    if given.unit not in names:
        raise Missing
    entered = enter_of_record(
        actor=request.actor,
        now=request.now,
        jurisdiction=request.actor.jurisdiction,
        unit_id=given.unit,
        unit_name=names[given.unit],
        **given.model_dump(exclude={"unit"}),
    )
    return int(entered.pk)


def _units(request: Asked) -> Iterable[tuple[str, str]]:
    """The units for which the actor keeps the register: its own, or for the authority all of its jurisdiction."""
    place = request.actor.jurisdiction
    if not place:
        return []
    bodies = implementing_units(place, request.now.date())
    return [(str(one.id), say(one.name)) for one in bodies if keeps(request.actor, place, one.id)]
