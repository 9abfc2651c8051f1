"""Pages of organisations and jurisdictions."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qilou.identity import actions, queries
from qilou.identity.actions.permission import (
    DISTRICT_REGISTERS,
    REGISTERS,
    administers,
    must_administer,
    must_keep_registers,
)
from qilou.identity.inputs import NewJurisdiction, NewOrganisation, Succession
from qilou.identity.kinds import JurisdictionKind, OrganisationKind, PostKind, label
from qilou.identity.models import Organisation, kept_by
from qilou.identity.queries import choices, registers
from qilou.kernel.errors import Missing
from qilou.kernel.request import Asked
from qilou.law import AUTHORITY, TECHNICAL_BODY, Text
from qilou.law.functions import FUNCTIONS

from .pages import Entry, crumbs, form_page, listed, registers_page, row, search, words_of
from .posts import holder_of


@require_GET
def organisations(request: Asked) -> HttpResponseBase:
    """The register of organisations."""
    places = queries.jurisdictions()
    place = request.GET.get("jurisdiction", "")
    found = registers.organisations(request.actor, request.today, words=words_of(request), jurisdiction=place)
    shown, pager = listed(request, found)
    everywhere = [{"value": "", "label": _("All jurisdictions")}]
    narrowed = {
        "name": "jurisdiction",
        "label": _("Jurisdiction"),
        "kind": "select",
        "value": place,
        "choices": everywhere + [{"value": one.code, "label": one.name} for one in places],
    }
    new = {"label": _("New organisation"), "href": reverse("new_organisation"), "icon": "plus", "kind": "primary"}
    return registers_page(
        request,
        "organisations",
        "identity/register.html",
        filters=[search(request), narrowed],
        columns=[
            {"label": _("Organisation")},
            {"label": _("Unified social credit code")},
            {"label": _("Jurisdiction")},
            {"label": _("Functions in the law")},
            {"label": _("Kind"), "kind": "pill"},
        ],
        rows=[{"href": reverse("organisation", args=[one.pk]), "cells": _cells(one)} for one in shown],
        pager=pager,
        actions=[new] if kept_by(request.actor) else [],
    )


def _cells(one: Organisation) -> list[object]:
    held = [FUNCTIONS[pair["function"]].label for pair in one.functions]  # type: ignore[attr-defined]  # annotated
    unit = Text("实施单位", "Implementing unit")
    pill = (
        {"words": unit, "tone": "blue"}
        if one.is_implementing_unit
        else {"words": label(OrganisationKind, one.kind), "tone": "grey"}
    )
    names = Text("、".join(label.zh for label in held), ", ".join(label.en for label in held))
    return [one.name, one.uscc or "—", one.jurisdiction.name, names if held else "—", pill]


@require_GET
def organisation(request: Asked, organisation_id: int) -> HttpResponseBase:
    """One organisation: what it holds, its posts, what it took the place of."""
    found = registers.organisation(request.actor, organisation_id)
    if found is None:
        raise Missing
    keeps = administers(request.actor, found.jurisdiction)
    posts = registers.posts(request.actor, request.today).filter(organisation=found)
    context = {
        "organisation": found,
        "title": found.name,
        "keeps": keeps,
        "open": found.until is None,
        "crumbs": crumbs((_("Organisations"), reverse("organisations")), (found.name, "")),
        "pills": _pills(found),
        "facts": _facts(found),
        "held": registers.holdings(organisation=found.pk),
        "posts": [{"post": post, "kind": label(PostKind, post.kind), "holder": holder_of(post)} for post in posts],
        "sees_posts": keeps or f"org:{found.pk}" in request.actor.keys,
    }
    return render(request, "identity/organisation.html", context)


def _pills(found: Organisation) -> list[dict[str, object]]:
    pills: list[dict[str, object]] = [{"label": label(OrganisationKind, found.kind), "tone": "grey"}]
    if found.is_implementing_unit:
        pills.append({"label": _("Implementing unit"), "tone": "blue"})
    if found.until is not None:
        pills.append({"label": _("No longer exists"), "tone": "amber"})
    return pills


def _facts(found: Organisation) -> list[dict[str, object]]:
    facts: list[dict[str, object]] = [
        {"label": _("Unified social credit code"), "value": found.uscc or "—"},
        {"label": _("Jurisdiction"), "value": found.jurisdiction.name},
        {"label": _("In existence since"), "value": found.since.isoformat()},
    ]
    if found.until is not None:
        facts.append({"label": _("Until"), "value": found.until.isoformat()})
    if found.succeeded_by is not None:
        address = reverse("organisation", args=[found.succeeded_by_id])
        facts.append({"label": _("Succeeded by"), "value": found.succeeded_by.name, "href": address})
    facts += [
        {"label": _("Took the place of"), "value": one.name, "href": reverse("organisation", args=[one.pk])}
        for one in found.predecessors.all()
    ]
    return facts


@require_http_methods(["GET", "POST"])
def new_organisation(request: Asked) -> HttpResponseBase:
    """Enter an organisation."""
    must_keep_registers(request.actor)

    def enter(given: NewOrganisation) -> str:
        made = actions.create_organisation(given, actor=request.actor, now=request.now)
        return reverse("organisation", args=[made.pk])

    entry = Entry(
        title=_("New organisation"),
        verb=_("Enter the organisation"),
        model=NewOrganisation,
        act=enter,
        back=reverse("organisations"),
        crumbs=((_("Organisations"), reverse("organisations")),),
        options=choices.offered(request.actor, request.today),
        values={"since": request.today, "jurisdiction": request.actor.jurisdiction},
        cites=(REGISTERS,),
        done=_("The organisation is entered."),
    )
    return form_page(request, entry)


@require_http_methods(["GET", "POST"])
def succeed_organisation(request: Asked, organisation_id: int) -> HttpResponseBase:
    """Let another organisation take the place of this one."""
    visible = Organisation.objects.visible_to(request.actor).select_related("jurisdiction")
    old = row(request, visible, pk=organisation_id)
    must_administer(request.actor, old.jurisdiction)

    def succeed(given: Succession) -> str:
        successor = actions.succeed_organisation(old.pk, given, actor=request.actor, now=request.now)
        return reverse("organisation", args=[successor.pk])

    address = reverse("organisation", args=[old.pk])
    entry = Entry(
        title=_("Succession"),
        verb=_("Record the succession"),
        model=Succession,
        act=succeed,
        back=address,
        crumbs=((_("Organisations"), reverse("organisations")), (old.name, address)),
        options=choices.offered(request.actor, request.today),
        values={"on": request.today},
        cites=(REGISTERS,),
        done=_("The succession is recorded. Every past date keeps the old name."),
        context={
            "lead": _(
                "From that day the successor holds the functions, posts and unfinished matters of the organisation; "
                "the days before keep its name."
            )
        },
        weighty=True,
    )
    return form_page(request, entry)


@require_GET
def jurisdictions(request: Asked) -> HttpResponseBase:
    """The city, its districts and the portfolios, and who is competent in each."""
    held = {(one.jurisdiction, one.function.code): one for one in queries.holders(request.today)}

    def named(code: str, function: str) -> dict[str, object]:
        holder = held.get((code, function))
        if holder is None:
            return {"words": "—"}
        return {"words": holder.name, "href": reverse("organisation", args=[holder.organisation_id])}

    rows = [
        {
            "cells": [
                one.name,
                one.code,
                label(JurisdictionKind, one.kind),
                named(one.code, AUTHORITY.code),
                named(one.code, TECHNICAL_BODY.code),
            ]
        }
        for one in queries.jurisdictions()
    ]
    new = {"label": _("New jurisdiction"), "href": reverse("new_jurisdiction"), "icon": "plus", "kind": "primary"}
    return registers_page(
        request,
        "jurisdictions",
        "identity/register.html",
        columns=[
            {"label": _("Jurisdiction")},
            {"label": _("Code")},
            {"label": _("Kind")},
            {"label": AUTHORITY.label},
            {"label": TECHNICAL_BODY.label},
        ],
        rows=rows,
        actions=[new] if kept_by(request.actor) else [],
    )


@require_http_methods(["GET", "POST"])
def new_jurisdiction(request: Asked) -> HttpResponseBase:
    """Enter a district or a portfolio."""
    must_keep_registers(request.actor)

    def enter(given: NewJurisdiction) -> str:
        actions.create_jurisdiction(given, actor=request.actor, now=request.now)
        return reverse("jurisdictions")

    entry = Entry(
        title=_("New jurisdiction"),
        verb=_("Enter the jurisdiction"),
        model=NewJurisdiction,
        act=enter,
        back=reverse("jurisdictions"),
        crumbs=((_("Jurisdictions"), reverse("jurisdictions")),),
        options=choices.offered(request.actor, request.today),
        cites=(DISTRICT_REGISTERS,),
        done=_("The jurisdiction is entered."),
    )
    return form_page(request, entry)
