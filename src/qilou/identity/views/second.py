"""The second half of signing in, signing in by a passkey alone, and confirming who one is before a weighty act."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from qilou.identity import actions
from qilou.identity.actions.passkeys import REFUSED, ask_for_one
from qilou.identity.inputs import Code, Confirmation
from qilou.identity.models import Person
from qilou.identity.queries import signing_in
from qilou.identity.sessions import confirm as now_confirmed
from qilou.kernel.errors import Invalid, Refused
from qilou.kernel.request import Asked

from .challenge import put, site_of, taken
from .entering import HALF, enter, safe_next, secret_form
from .pages import typed


def _waiting(request: HttpRequest) -> tuple[Person, str, str] | None:
    """Who waits for the second half, by what first, and where they go on to."""
    half = request.session.get(HALF)
    if not half or half["until"] < timezone.now().timestamp():
        return None
    person = Person.objects.filter(pk=half["person"], is_active=True).first()
    if person is None or person.get_session_auth_hash() != half["hash"]:
        return None
    return person, half["first"], half["next"]


@login_not_required
@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "POST"])
def sign_in_second(request: Asked) -> HttpResponseBase:
    """The second half of signing in: a code, or a passkey."""
    waiting = _waiting(request)
    if waiting is None:
        return HttpResponseRedirect(reverse("sign_in"))
    person, first, following = waiting
    errors, refusal, status = {}, None, 200
    if request.method == "POST":
        try:
            if "answer" in request.POST:
                _shown(request, person.pk)
                actions.signed_in(person.pk, first, "passkey", now=request.now)
                return enter(request, person, f"{first} passkey", following)
            means = actions.finish_sign_in(person.pk, typed(request, Code), first=first, now=request.now)
            return enter(request, person, f"{first} {means}", following)
        except Invalid as invalid:
            errors, status = invalid.errors, invalid.status
        except Refused as refused:
            refusal, status = refused, refused.status
    factors = signing_in.factors_of(person.pk)
    context = {
        "title": _("Second factor"),
        "refusal": refusal,
        "factors": factors,
        "options": _options(request, person.pk) if factors.passkeys else "",
        **secret_form(request, Code, errors),
    }
    return render(request, "identity/second.html", context, status=status)


@login_not_required
@sensitive_post_parameters("answer")
@require_http_methods(["GET", "POST"])
def sign_in_passkey(request: Asked) -> HttpResponseBase:
    """Sign in by a passkey alone: the device has verified its owner."""
    following = safe_next(request, reverse("home"))
    refusal, status = None, 200
    if request.method == "POST":
        try:
            person = _shown(request)
            actions.signed_in(person.pk, "passkey", now=request.now)
            return enter(request, person, "passkey", following)
        except Refused as refused:
            refusal, status = refused, refused.status
    context = {
        "title": _("Sign in by a passkey"),
        "next": following,
        "refusal": refusal,
        "options": _options(request),
    }
    return render(request, "identity/sign_in_passkey.html", context, status=status)


@sensitive_post_parameters("password", "code", "answer")
@require_http_methods(["GET", "POST"])
def confirm(request: Asked) -> HttpResponseBase:
    """Prove once more who one is, then go back to where a weighty act asked for it."""
    following = safe_next(request, reverse("security"))
    factors = signing_in.factors_of(request.actor.id)
    errors, refusal, status = {}, None, 200
    if request.method == "POST":
        try:
            if "answer" in request.POST:
                _shown(request, request.actor.id)
                actions.confirmed("passkey", actor=request.actor, now=request.now)
            else:
                actions.confirm(typed(request, Confirmation), actor=request.actor, now=request.now)
            now_confirmed(request)
            return HttpResponseRedirect(following)
        except Invalid as invalid:
            errors, status = invalid.errors, invalid.status
        except Refused as refused:
            refusal, status = refused, refused.status
    asked = secret_form(request, Confirmation, errors)
    wanted = "code" if factors.any else "password"
    context = {
        "title": _("Confirm that it is you"),
        "next": following,
        "refusal": refusal,
        "factors": factors,
        "options": _options(request, request.actor.id) if factors.passkeys else "",
        "form": asked["form"],
        "secrets": [one for one in asked["secrets"] if one["f"].name == wanted],
    }
    return render(request, "identity/confirm_self.html", context, status=status)


def _shown(request: Asked, person_id: int | None = None) -> Person:
    """Whose passkey it was; raises Refused."""
    site = site_of(request)
    challenge = taken(request)
    if site is None:
        raise Refused("identity.passkey", REFUSED)
    answer = request.POST.get("answer", "")
    return actions.passkey_shown(answer, challenge=challenge, site=site, now=request.now, person_id=person_id)


def _options(request: HttpRequest, person_id: int | None = None) -> str:
    site = site_of(request)
    return put(request, ask_for_one(site, person_id=person_id)) if site else ""
