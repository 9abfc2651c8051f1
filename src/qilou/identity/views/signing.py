"""Pages of signing in and out and of a forgotten password; a stranger may open them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qilou.identity import actions
from qilou.identity.actions.sign_in import ResetLink, link_holder
from qilou.identity.inputs import NewPassword, ResetRequest, SignIn
from qilou.identity.queries import registers
from qilou.kernel.errors import Invalid, Refused
from qilou.kernel.request import Asked
from qilou.law import Message

from .entering import after_first, safe_next, secret_form
from .pages import typed


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: Asked) -> HttpResponseBase:
    """Sign in by name and password."""
    following = safe_next(request, settings.LOGIN_REDIRECT_URL)
    errors: dict[str, Message] = {}
    refusal, status = None, 200
    if request.method == "POST":
        try:
            person = actions.sign_in(typed(request, SignIn), now=request.now)
        except Invalid as invalid:
            errors, status = invalid.errors, invalid.status
        except Refused as refused:
            refusal, status = refused, refused.status
        else:
            return after_first(request, person, "password", following)
    elif request.actor:
        return HttpResponseRedirect(following)
    context = {
        "title": _("Sign in"),
        "next": following,
        "refusal": refusal,
        "people": registers.demo_people(request.today) if settings.QILOU_DEMO else [],
        "demo_password": getattr(settings, "QILOU_DEMO_PASSWORD", ""),
        "sso": settings.QILOU_OIDC_ISSUER,
        "certificates": settings.QILOU_CERTIFICATE_HEADER,
        **secret_form(request, SignIn, errors),
    }
    return render(request, "identity/sign_in.html", context, status=status)


@login_not_required
@require_POST
def sign_out(request: Asked) -> HttpResponseBase:
    """End the session."""
    if request.actor:
        actions.sign_out(actor=request.actor, now=request.now)
        logout(request)
        messages.success(request, _("You have signed out."))
    return HttpResponseRedirect(reverse("sign_in"))


@login_not_required
@require_http_methods(["GET", "POST"])
def forgotten(request: Asked) -> HttpResponseBase:
    """Ask for a link to a new password; the answer is the same whether or not there is such an account."""
    errors: dict[str, Message] = {}
    status, asked = 200, False
    if request.method == "POST":
        try:
            link = actions.request_reset(typed(request, ResetRequest), now=request.now)
        except Invalid as invalid:
            errors, status = invalid.errors, invalid.status
        else:
            asked = True
            if link is not None:
                send_link(request, link)
    context = {"title": _("Forgotten password"), "asked": asked, **secret_form(request, ResetRequest, errors)}
    return render(request, "identity/forgotten.html", context, status=status)


def send_link(request: HttpRequest, link: ResetLink) -> None:
    """Send the link by e-mail, in the language that the person reads."""
    address = request.build_absolute_uri(reverse("reset_by_link", args=[link.uid, link.token]))
    with translation.override(link.language):
        said = {"name": link.name, "address": address}
        body = _(
            "%(name)s,\n\nopen this address to choose a new password. It works once, for three days:\n\n%(address)s\n\n"
            "If you did not ask for it, there is nothing to do: your password is unchanged.\n"
        )
        send_mail(_("A new password"), body % said, None, [link.email], fail_silently=True)


@login_not_required
@sensitive_post_parameters("new", "again")
@require_http_methods(["GET", "POST"])
def reset_by_link(request: Asked, uid: str, token: str) -> HttpResponseBase:
    """Choose a new password by a link."""
    errors: dict[str, Message] = {}
    status = 200
    if request.method == "POST":
        try:
            given = typed(request, NewPassword)
            actions.reset_by_link(given, uid=uid, token=token, now=request.now)
        except Invalid as invalid:
            errors, status = invalid.errors, invalid.status
        else:
            messages.success(request, _("The new password is set. Sign in with it."))
            return HttpResponseRedirect(reverse("sign_in"))
    holder = link_holder(uid, token)
    context = {
        "title": _("Choose a new password"),
        "whole": holder is not None,
        "username": holder.username if holder else "",
        **secret_form(request, NewPassword, errors),
    }
    answer = render(request, "identity/new_password.html", context, status=status if holder else 404)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
