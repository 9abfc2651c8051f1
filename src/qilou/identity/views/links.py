"""Signing in, and linking one's account, by single sign-on or a client certificate."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qilou.identity import actions, sso
from qilou.identity.actions.permission import SECURITY, must_be_confirmed
from qilou.identity.certificates import certificate_shown
from qilou.identity.queries import signing_in
from qilou.kernel.errors import Missing, Refused
from qilou.kernel.request import Asked

from .entering import after_first, safe_next

KEPT = "sso"


@login_not_required
@require_GET
def sso_begin(request: Asked) -> HttpResponseBase:
    """Go to the provider; whoever is signed in comes back to link their account.

    A link, not a form: the policy of our pages lets no form lead elsewhere.
    """
    _must_be_on()
    link = bool(request.actor)
    if link:
        must_be_confirmed(request.actor)
    following = safe_next(request, settings.LOGIN_REDIRECT_URL)
    address, begun = sso.begin(_returning(request), following=following, link=link)
    request.session[KEPT] = begun.kept()
    return HttpResponseRedirect(address)


@login_not_required
@require_GET
def sso_return(request: Asked) -> HttpResponseBase:
    """Back from the provider: sign in, or link the account of whoever is signed in."""
    _must_be_on()
    kept = request.session.pop(KEPT, None)
    asked = {name: request.GET.get(name, "") for name in ("state", "code")}
    if kept is None or "error" in request.GET:
        raise Refused("identity.sso", sso.UNTRUE)
    begun = sso.Begun(**kept)
    subject = sso.subject(begun, **asked, issuer=request.GET.get("iss", ""), returning=_returning(request))
    if begun.link:
        if not request.actor:
            raise Refused("identity.sso", sso.UNTRUE)
        actions.link_sso(settings.QILOU_OIDC_ISSUER, subject, actor=request.actor, now=request.now)
        messages.success(request, _("Your account is linked: single sign-on opens it from now on."))
        return HttpResponseRedirect(reverse("security"))
    person = actions.sign_in_by_sso(settings.QILOU_OIDC_ISSUER, subject, now=request.now)
    return after_first(request, person, "sso", begun.following)


@require_http_methods(["GET", "POST"])
def sso_unlink(request: Asked) -> HttpResponseBase:
    """Remove the link to single sign-on, after saying what that does."""
    must_be_confirmed(request.actor)
    if signing_in.sso_link_of(request.actor.id, settings.QILOU_OIDC_ISSUER) is None:
        raise Missing
    if request.method == "POST":
        actions.unlink_sso(settings.QILOU_OIDC_ISSUER, actor=request.actor, now=request.now)
        messages.success(request, _("The link is removed."))
        return HttpResponseRedirect(reverse("security"))
    context = {
        "title": _("Remove the link to single sign-on"),
        "what": [_("Single sign-on no longer opens this account. The password still does.")],
        "cites": (SECURITY,),
        "verb": _("Remove the link"),
        "action": request.path,
        "back": reverse("security"),
        "tone": "danger",
    }
    return render(request, "kernel/confirm.html", context)


@login_not_required
@require_POST
def sign_in_certificate(request: Asked) -> HttpResponseBase:
    """Sign in by the certificate that the proxy saw."""
    person = actions.sign_in_by_certificate(certificate_shown(request), now=request.now)
    return after_first(request, person, "certificate", safe_next(request, settings.LOGIN_REDIRECT_URL))


@require_POST
def link_certificate(request: Asked) -> HttpResponseBase:
    """Link the certificate that the proxy saw to one's own account."""
    actions.link_certificate(certificate_shown(request), actor=request.actor, now=request.now)
    messages.success(request, _("The certificate opens your account from now on."))
    return HttpResponseRedirect(reverse("security"))


@require_POST
def unlink_certificate(request: Asked, certificate_id: int) -> HttpResponseBase:
    """Remove the link to a certificate."""
    actions.unlink_certificate(certificate_id, actor=request.actor, now=request.now)
    messages.success(request, _("The link is removed."))
    return HttpResponseRedirect(reverse("security"))


def _must_be_on() -> None:
    if not settings.QILOU_OIDC_ISSUER:
        raise Missing


def _returning(request: HttpRequest) -> str:
    """The address to which the provider sends the browser back, as it is registered there."""
    return (
        settings.QILOU_URL + reverse("sso_return")
        if settings.QILOU_URL
        else request.build_absolute_uri(reverse("sso_return"))
    )
