"""Pages of people and their accounts."""

from datetime import datetime

from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from qilou.identity import actions
from qilou.identity.actions.permission import (
    REGISTERS,
    SECURITY,
    administers,
    must_administer,
    must_be_confirmed,
    must_keep_registers,
)
from qilou.identity.inputs import Activation, NewPerson
from qilou.identity.models import Person, kept_by
from qilou.identity.queries import choices, registers, signing_in
from qilou.identity.queries.kept import accounts_waiting
from qilou.kernel.errors import Missing
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import say
from qilou.law import Text

from .pages import Entry, crumbs, form_page, listed, registers_page, search, words_of
from .security import shown_tokens


@require_GET
def people(request: Asked) -> HttpResponseBase:
    """The people that the viewer may see, with their posts."""
    found = registers.people(request.actor, request.today, words=words_of(request))
    if request.GET.get("waiting"):
        found = found.filter(pk__in=accounts_waiting(request.actor, request.now).values("pk"))
    shown, pager = listed(request, found)
    new = {"label": _("New person"), "href": reverse("new_person"), "icon": "plus", "kind": "primary"}
    return registers_page(
        request,
        "people",
        "identity/register.html",
        filters=[search(request)],
        columns=[
            {"label": _("Full name")},
            {"label": _("Sign-in name")},
            {"label": _("Posts")},
            {"label": _("Telephone")},
            {"label": _("Account state"), "kind": "pill"},
        ],
        rows=[{"href": reverse("person", args=[one.pk]), "cells": _cells(one, request.now)} for one in shown],
        pager=pager,
        actions=[new] if kept_by(request.actor) else [],
    )


def _cells(one: Person, now: datetime) -> list[object]:
    held = one.held  # type: ignore[attr-defined]  # annotated by the query
    posts = Text(
        "；".join(f"{post['of_zh']} {post['zh']}" for post in held),
        "; ".join(f"{post['en']}, {post['of_en']}" for post in held),
    )
    return [one.name, one.username, posts if held else "—", one.phone or "—", account_state(one, now)]


def account_state(one: Person, now: datetime) -> dict[str, object]:
    """Whether the account is on, as a pill says it."""
    if not one.is_active:
        return {"words": _("Switched off"), "tone": "grey"}
    if one.must_change_password:
        return {"words": _("One-time password"), "tone": "amber"}
    if one.is_locked(now):
        return {"words": _("Locked"), "tone": "amber"}
    return {"words": _("In use"), "tone": "green"}


def _person(request: Asked, person_id: int) -> Person:
    found = registers.person(request.actor, person_id)
    if found is None:
        raise Missing
    return found


@require_GET
def person(request: Asked, person_id: int) -> HttpResponseBase:
    """One person: how to reach them, the posts they held and hold, the account."""
    found = _person(request, person_id)
    state = account_state(found, request.now)
    keeps = administers(request.actor, found.jurisdiction) and found.pk != request.actor.id
    factors = signing_in.factors_of(found.pk) if keeps else None
    sessions = signing_in.sessions_of(found.pk) if keeps else []
    context = {
        "person": found,
        "title": found.name,
        "crumbs": crumbs((_("People"), reverse("people")), (found.name, "")),
        "pills": [{"label": state["words"], "tone": state["tone"]}],
        "facts": [
            {"label": _("Sign-in name"), "value": found.username},
            {"label": _("Telephone"), "value": found.phone or "—"},
            {"label": _("E-mail"), "value": found.email or "—"},
            {"label": _("Registered in"), "value": found.jurisdiction.name},
            *_security(factors, len(sessions)),
        ],
        "keeps": keeps,
        "factors": factors,
        "sessions": len(sessions),
        "sso": settings.QILOU_OIDC_ISSUER,
        "tokens": shown_tokens(found.pk, request) if keeps else [],
        "locked": found.is_locked(request.now),
        "held": registers.appointments_of(found.pk),
        "delegations": registers.delegations_with(found.pk, request.today),
        "today": request.today,
    }
    return render(request, "identity/person.html", context)


def _security(factors: signing_in.Factors | None, sessions: int) -> list[dict[str, object]]:
    """What who keeps the account sees of its security; nobody else does."""
    if factors is None:
        return []
    return [
        {"label": _("Second factor"), "value": _("Set up") if factors.any else _("Not set up")},
        {"label": _("Signed in at"), "value": ngettext("%(n)s place", "%(n)s places", sessions) % {"n": sessions}},
    ]


@require_http_methods(["GET", "POST"])
def new_person(request: Asked) -> HttpResponseBase:
    """Enter a person; the one-time password is shown once, on the answer itself."""
    must_keep_registers(request.actor)

    def enter(given: NewPerson) -> HttpResponseBase:
        made = actions.create_person(given, actor=request.actor, now=request.now)
        return one_time(request, made.person, made.one_time_password)

    entry = Entry(
        title=_("New person"),
        verb=_("Enter the person"),
        model=NewPerson,
        act=enter,
        back=reverse("people"),
        crumbs=((_("People"), reverse("people")),),
        options=choices.offered(request.actor, request.today),
        values={"jurisdiction": request.actor.jurisdiction},
        cites=(REGISTERS,),
    )
    return form_page(request, entry)


def one_time(request: Asked, found: Person, password: str) -> HttpResponseBase:
    """The one-time password, to be handed over; it cannot be shown again."""
    context = {
        "title": _("One-time password"),
        "crumbs": crumbs((_("People"), reverse("people")), (found.name, reverse("person", args=[found.pk]))),
        "person": found,
        "password": password,
    }
    return render(request, "identity/one_time.html", context)


@require_http_methods(["GET", "POST"])
def reset_password(request: Asked, person_id: int) -> HttpResponseBase:
    """Give somebody a one-time password, after saying what that does."""
    found = _person(request, person_id)
    must_administer(request.actor, found.jurisdiction)
    must_be_confirmed(request.actor)
    if request.method == "POST":
        password = actions.reset_password(found.pk, actor=request.actor, now=request.now)
        return one_time(request, found, password)
    what = [
        _("The present password stops working and every session ends."),
        _("A one-time password is made and shown once, to be handed over in person or another safe way."),
        _("It opens nothing but the choice of a new password, for seven days."),
    ]
    context = {
        "title": _("Reset the password of %(name)s") % {"name": say(found.name)},
        "what": what,
        "cites": (SECURITY,),
        "verb": _("Make a one-time password"),
        "action": request.path,
        "back": reverse("person", args=[found.pk]),
        "tone": "danger",
    }
    return render(request, "kernel/confirm.html", context)


@require_http_methods(["GET", "POST"])
def set_active(request: Asked, person_id: int) -> HttpResponseBase:
    """Switch an account off or on."""
    found = _person(request, person_id)
    must_administer(request.actor, found.jurisdiction)
    on = not found.is_active

    def switch(given: Activation) -> str:
        actions.set_active(found.pk, given, actor=request.actor, now=request.now)
        return reverse("person", args=[found.pk])

    address = reverse("person", args=[found.pk])
    entry = Entry(
        title=_("Switch the account on") if on else _("Switch the account off"),
        verb=_("Switch on") if on else _("Switch off"),
        model=Activation,
        act=switch,
        back=address,
        crumbs=((_("People"), reverse("people")), (found.name, address)),
        fixed={"active": "on" if on else ""},
        cites=(SECURITY,),
        done=_("The account is switched on.") if on else _("The account is switched off; its sessions end."),
        context={"about": found.name},
        weighty=True,
    )
    return form_page(request, entry)
