"""Setting up an authenticator app or a passkey, recovery codes, and giving a factor up."""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from qilou.identity import actions
from qilou.identity.actions.passkeys import ask_for_new
from qilou.identity.actions.permission import SECURITY, must_be_confirmed
from qilou.identity.factors import address_of, new_secret, seal, unseal
from qilou.identity.inputs import Code, NewPasskey
from qilou.identity.models import Person
from qilou.identity.queries import registers, signing_in
from qilou.kernel.errors import Invalid, Missing, Refused
from qilou.kernel.forms import Form, bind, raw_of
from qilou.kernel.request import Asked
from qilou.law import Message

from .challenge import put, site_of, taken
from .pages import crumbs, typed

KEPT = "totp"


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def totp(request: Asked) -> HttpResponseBase:
    """Set up an authenticator app: the square code, and a first code that proves that it was read."""
    me = _me(request)
    secret = unseal(request.session.get(KEPT, "")) or new_secret()
    errors: dict[str, Message] = {}
    refusal, status = None, 200
    if request.method == "POST":
        try:
            codes = actions.start_totp(secret, typed(request, Code).code, actor=request.actor, now=request.now)
        except Invalid as invalid:
            errors, status = invalid.errors, invalid.status
        except Refused as refused:
            refusal, status = refused, refused.status
        else:
            request.session.pop(KEPT, None)
            return _set_up(request, _("The authenticator app is in use."), codes)
    request.session[KEPT] = seal(secret)
    context = {
        "title": _("Authenticator app"),
        "crumbs": _crumbs(_("Authenticator app")),
        "refusal": refusal,
        "square": segno.make(address_of(secret, me.username), micro=False).svg_data_uri(scale=5, border=2),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "form": bind(Code, errors=errors),
    }
    return render(request, "identity/totp.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new_passkey(request: Asked) -> HttpResponseBase:
    """Set up a passkey: the browser asks the device, and its answer is the form."""
    _me(request)
    site = site_of(request)
    errors: dict[str, Message] = {}
    refusal, status = None, 200
    if request.method == "POST" and site:
        try:
            given = typed(request, NewPasskey)
            codes = actions.start_passkey(
                given, challenge=taken(request), site=site, actor=request.actor, now=request.now
            )
        except Invalid as invalid:
            errors, status = invalid.errors, invalid.status
        except Refused as refused:
            refusal, status = refused, refused.status
        else:
            return _set_up(request, _("The passkey is in use."), codes)
    form = bind(NewPasskey, raw=raw_of(request.POST) if request.method == "POST" else None, errors=errors)
    context = {
        "title": _("New passkey"),
        "crumbs": _crumbs(_("New passkey")),
        "refusal": refusal,
        "options": put(request, ask_for_new(site, actor=request.actor)) if site else "",
        "form": Form(tuple(one for one in form.fields if one.name != "answer"), form.errors),
    }
    return render(request, "identity/passkey.html", context, status=status)


def _set_up(request: Asked, said: str, codes: list[str]) -> HttpResponseBase:
    """On to the page of security, or first to the recovery codes, which are shown once."""
    if codes:
        return shown_codes(request, codes, said)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("security"))


def shown_codes(request: Asked, codes: list[str], said: str = "") -> HttpResponseBase:
    """Recovery codes, to be printed or written down; they cannot be shown again."""
    context = {"title": _("Recovery codes"), "crumbs": _crumbs(_("Recovery codes")), "codes": codes, "said": said}
    return render(request, "identity/recovery_codes.html", context)


@require_http_methods(["GET", "POST"])
def recovery(request: Asked) -> HttpResponseBase:
    """New recovery codes, after saying that the earlier ones stop working."""
    _me(request)
    if request.method == "POST":
        return shown_codes(request, actions.renew_recovery_codes(actor=request.actor, now=request.now))
    what = [
        _("Ten new codes are made and shown once."),
        _("The earlier codes stop working."),
    ]
    return _ask(request, _("New recovery codes"), what, _("Make new codes"))


@require_http_methods(["GET", "POST"])
def stop_totp(request: Asked) -> HttpResponseBase:
    """Give the authenticator app up."""
    _me(request)
    if request.method == "POST":
        actions.stop_totp(actor=request.actor, now=request.now)
        messages.success(request, _("The authenticator app is no longer in use."))
        return HttpResponseRedirect(reverse("security"))
    return _ask(request, _("Remove the authenticator app"), [_without(), _last()], _("Remove it"), tone="danger")


@require_http_methods(["GET", "POST"])
def stop_passkey(request: Asked, passkey_id: int) -> HttpResponseBase:
    """Give a passkey up."""
    me = _me(request)
    passkey = next((one for one in signing_in.factors_of(me.pk).passkeys if one.pk == passkey_id), None)
    if passkey is None:
        raise Missing
    if request.method == "POST":
        actions.stop_passkey(passkey_id, actor=request.actor, now=request.now)
        messages.success(request, _("The passkey is no longer in use."))
        return HttpResponseRedirect(reverse("security"))
    title = _("Remove the passkey “%(name)s”") % {"name": passkey.name}
    return _ask(request, title, [_without(), _last()], _("Remove it"), tone="danger")


def _me(request: Asked) -> Person:
    """One's own account, for whoever proved of late who they are."""
    must_be_confirmed(request.actor)
    me = registers.person(request.actor, request.actor.id)
    if me is None:
        raise Missing
    return me


def _without() -> str:
    return _("It no longer opens the account.")


def _last() -> str:
    return _("With the last second factor the recovery codes go too, and the password alone opens the account.")


def _ask(request: HttpRequest, title: str, what: list[str], verb: str, tone: str = "") -> HttpResponseBase:
    context = {
        "title": title,
        "what": what,
        "cites": (SECURITY,),
        "verb": verb,
        "action": request.path,
        "back": reverse("security"),
        "tone": tone,
    }
    return render(request, "kernel/confirm.html", context)


def _crumbs(last: str) -> list[dict[str, object]]:
    way = (_("My account"), reverse("account")), (_("Sign-in and security"), reverse("security"))
    return crumbs(*way, (last, ""))
