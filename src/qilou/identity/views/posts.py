"""Pages of posts, appointments and delegations."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qilou.identity import actions
from qilou.identity.actions.permission import REGISTERS, administers, must_administer
from qilou.identity.inputs import Ending, NewAppointment, NewDelegation, NewPost
from qilou.identity.kinds import PostKind, label
from qilou.identity.models import Appointment, Delegation, Organisation, Post, in_force
from qilou.identity.queries import choices, registers
from qilou.kernel.request import Asked
from qilou.law import Text

from .pages import Entry, crumbs, form_page, listed, registers_page, row, search, words_of


@require_GET
def posts(request: Asked) -> HttpResponseBase:
    """The register of posts, with who holds each today."""
    kind, vacant = request.GET.get("kind", ""), request.GET.get("vacant") == "1"
    found = registers.posts(request.actor, request.today, words=words_of(request), kind=kind, vacant=vacant)
    shown, pager = listed(request, found)
    kinds = [{"value": one.value, "label": one.label} for one in PostKind]
    return registers_page(
        request,
        "posts",
        "identity/register.html",
        filters=[
            search(request),
            {
                "name": "kind",
                "label": _("Kind of post"),
                "kind": "select",
                "value": kind,
                "choices": [{"value": "", "label": _("All kinds")}, *kinds],
            },
            {
                "name": "vacant",
                "label": _("Holder"),
                "kind": "select",
                "value": "1" if vacant else "",
                "choices": [{"value": "", "label": _("All")}, {"value": "1", "label": _("Vacant")}],
            },
        ],
        columns=[
            {"label": _("Post")},
            {"label": _("Organisation")},
            {"label": _("Kind of post")},
            {"label": _("Holder")},
        ],
        rows=[{"href": reverse("post", args=[one.pk]), "cells": _cells(one)} for one in shown],
        pager=pager,
    )


def holder_of(one: Post) -> Text | None:
    """Who holds a post, where the query found anybody."""
    if not one.holder_id:  # type: ignore[attr-defined]  # annotated by the query
        return None
    return Text(one.holder_zh, one.holder_en or one.holder_zh)  # type: ignore[attr-defined]


def _cells(one: Post) -> list[object]:
    holder: dict[str, object] = {"words": _("Vacant"), "tone": "amber"}
    if name := holder_of(one):
        holder = {"words": name, "href": reverse("person", args=[one.holder_id])}  # type: ignore[attr-defined]
    organisation = {"words": one.organisation.name, "href": reverse("organisation", args=[one.organisation_id])}
    return [one.title, organisation, label(PostKind, one.kind), holder]


def _post(request: Asked, post_id: int) -> Post:
    visible = Post.objects.visible_to(request.actor).select_related("organisation__jurisdiction")
    return row(request, visible, pk=post_id)


def _way(post: Post) -> tuple[tuple[object, str], ...]:
    organisation = post.organisation
    return (
        (_("Organisations"), reverse("organisations")),
        (organisation.name, reverse("organisation", args=[organisation.pk])),
        (post.title, reverse("post", args=[post.pk])),
    )


@require_GET
def post(request: Asked, post_id: int) -> HttpResponseBase:
    """One post: who holds it, held it and will hold it, and who stands in."""
    found = _post(request, post_id)
    held = list(registers.holders_of_post(found.pk))
    now = [one for one in held if one.since <= request.today and (one.until is None or request.today < one.until)]
    keeps = administers(request.actor, found.organisation.jurisdiction)
    own = bool(now) and now[0].person_id == request.actor.id
    context = {
        "post": found,
        "title": found.title,
        "kind": label(PostKind, found.kind),
        "crumbs": crumbs(*_way(found)[:-1], (found.title, "")),
        "held": held,
        "vacant": not now,
        "keeps": keeps,
        "delegates": (keeps or own) and bool(now),
        "delegations": registers.delegations_of_post(found.pk, request.today),
        "today": request.today,
        "own": own,
    }
    return render(request, "identity/post.html", context)


@require_http_methods(["GET", "POST"])
def new_post(request: Asked, organisation_id: int) -> HttpResponseBase:
    """Make a seat in an organisation."""
    visible = Organisation.objects.visible_to(request.actor).select_related("jurisdiction")
    organisation = row(request, visible, pk=organisation_id)
    must_administer(request.actor, organisation.jurisdiction)

    def make(given: NewPost) -> str:
        made = actions.create_post(given, actor=request.actor, now=request.now)
        return reverse("post", args=[made.pk])

    address = reverse("organisation", args=[organisation.pk])
    entry = Entry(
        title=_("New post"),
        verb=_("Make the post"),
        model=NewPost,
        act=make,
        back=address,
        crumbs=((_("Organisations"), reverse("organisations")), (organisation.name, address)),
        values={"since": request.today},
        fixed={"organisation": organisation.pk},
        cites=(REGISTERS,),
        done=_("The post is made. Appoint somebody to it."),
        context={"about": organisation.name},
    )
    return form_page(request, entry)


@require_http_methods(["GET", "POST"])
def end_post(request: Asked, post_id: int) -> HttpResponseBase:
    """Abolish a seat."""
    found = _post(request, post_id)
    must_administer(request.actor, found.organisation.jurisdiction)

    def end(given: Ending) -> str:
        actions.end_post(found.pk, given, actor=request.actor, now=request.now)
        return reverse("organisation", args=[found.organisation_id])

    entry = Entry(
        title=_("Abolish the post"),
        verb=_("Abolish it"),
        model=Ending,
        act=end,
        back=reverse("post", args=[found.pk]),
        crumbs=_way(found),
        values={"on": request.today},
        cites=(REGISTERS,),
        done=_("The post is abolished from that day."),
        context={"about": found.title},
        weighty=True,
    )
    return form_page(request, entry)


@require_http_methods(["GET", "POST"])
def appoint(request: Asked, post_id: int) -> HttpResponseBase:
    """Appoint somebody to a post; the search box narrows whom the list offers."""
    found = _post(request, post_id)
    must_administer(request.actor, found.organisation.jurisdiction)
    people = choices.candidates(request.actor, words_of(request), request.POST.get("person", ""))

    def take(given: NewAppointment) -> str:
        actions.appoint(given, actor=request.actor, now=request.now)
        return reverse("post", args=[found.pk])

    entry = Entry(
        title=_("Appoint"),
        verb=_("Appoint"),
        model=NewAppointment,
        act=take,
        back=reverse("post", args=[found.pk]),
        crumbs=_way(found),
        options=choices.offered(request.actor, request.today, people),
        values={"since": request.today},
        fixed={"post": found.pk},
        cites=(REGISTERS,),
        done=_("The appointment is recorded."),
        context={"about": found.title, "filters": [search(request)]},
        weighty=True,
    )
    return form_page(request, entry)


@require_http_methods(["GET", "POST"])
def end_appointment(request: Asked, appointment_id: int) -> HttpResponseBase:
    """Let somebody leave a post."""
    visible = Appointment.objects.filter(post__in=Post.objects.visible_to(request.actor))
    held = row(request, visible.select_related("post__organisation__jurisdiction", "person"), pk=appointment_id)
    must_administer(request.actor, held.post.organisation.jurisdiction)

    def end(given: Ending) -> str:
        actions.end_appointment(held.pk, given, actor=request.actor, now=request.now)
        return reverse("post", args=[held.post_id])

    entry = Entry(
        title=_("End the appointment"),
        verb=_("End it"),
        model=Ending,
        act=end,
        back=reverse("post", args=[held.post_id]),
        crumbs=_way(held.post),
        values={"on": request.today},
        cites=(REGISTERS,),
        done=_("The end of the appointment is recorded."),
        context={"about": held.person.name},
        weighty=True,
    )
    return form_page(request, entry)


@require_http_methods(["GET", "POST"])
def delegate(request: Asked, post_id: int) -> HttpResponseBase:
    """Let a colleague stand in during an absence."""
    found = _post(request, post_id)
    held = Appointment.objects.filter(in_force(request.today), post=found).first()
    if held is None or held.person_id != request.actor.id:
        must_administer(request.actor, found.organisation.jurisdiction)
    absent = held.person_id if held else 0
    people = choices.colleagues(request.actor, found.organisation_id, request.today, besides=absent)

    def give(given: NewDelegation) -> str:
        actions.delegate(given, actor=request.actor, now=request.now)
        return reverse("post", args=[found.pk])

    entry = Entry(
        title=_("Delegate during an absence"),
        verb=_("Delegate"),
        model=NewDelegation,
        act=give,
        back=reverse("post", args=[found.pk]),
        crumbs=_way(found),
        options=choices.offered(request.actor, request.today, people),
        values={"since": request.today},
        fixed={"post": found.pk},
        cites=(REGISTERS,),
        done=_("The delegation is recorded. Acts done by it name the absent person."),
        context={"about": found.title},
        weighty=True,
    )
    return form_page(request, entry)


@require_http_methods(["GET", "POST"])
def end_delegation(request: Asked, delegation_id: int) -> HttpResponseBase:
    """End a delegation early, or withdraw one that has not begun."""
    visible = Delegation.objects.filter(post__in=Post.objects.visible_to(request.actor))
    found = row(request, visible.select_related("post__organisation__jurisdiction", "to_person"), pk=delegation_id)
    if found.from_person_id != request.actor.id:
        must_administer(request.actor, found.post.organisation.jurisdiction)

    def end(given: Ending) -> str:
        actions.end_delegation(found.pk, given, actor=request.actor, now=request.now)
        return reverse("post", args=[found.post_id])

    entry = Entry(
        title=_("End the delegation"),
        verb=_("End it"),
        model=Ending,
        act=end,
        back=reverse("post", args=[found.post_id]),
        crumbs=_way(found.post),
        values={"on": request.today},
        cites=(REGISTERS,),
        done=_("The delegation is ended."),
        context={"about": found.to_person.name},
        weighty=True,
    )
    return form_page(request, entry)
