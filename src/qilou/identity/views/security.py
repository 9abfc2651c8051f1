"""The page of sign-in and security: second factors, sessions, tokens, single sign-on, certificates; and their ends."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qilou.identity import actions
from qilou.identity.actions.permission import SECURITY, must_administer, must_be_confirmed
from qilou.identity.inputs import FactorReset, Linking, NewToken
from qilou.identity.kinds import Scope
from qilou.identity.models import Person
from qilou.identity.queries import registers, signing_in
from qilou.identity.sessions import own_session
from qilou.kernel.errors import Missing
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import say

from .pages import Entry, crumbs, form_page

LABELS = {one.value: one.label for one in Scope}


@require_GET
def security(request: Asked) -> HttpResponseBase:
    """What I sign in with, where I am signed in, which programs act in my name."""
    me = registers.person(request.actor, request.actor.id)
    if me is None:
        raise Missing
    issuer = settings.QILOU_OIDC_ISSUER
    context = {
        "title": _("Sign-in and security"),
        "crumbs": crumbs((_("My account"), reverse("account")), (_("Sign-in and security"), "")),
        "person": me,
        "factors": signing_in.factors_of(me.pk),
        "sessions": signing_in.sessions_of(me.pk, own_session(request)),
        "tokens": shown_tokens(me.pk, request),
        "sso": issuer,
        "sso_link": signing_in.sso_link_of(me.pk, issuer) if issuer else None,
        "certificates": signing_in.certificates_of(me.pk),
        "certificates_on": bool(settings.QILOU_CERTIFICATE_HEADER),
    }
    return render(request, "identity/security.html", context)


def shown_tokens(person_id: int, request: Asked) -> list[dict[str, object]]:
    """Tokens with the words of their scopes."""
    return [
        {"token": one, "scopes": [LABELS.get(scope, scope) for scope in one.scopes]}
        for one in signing_in.tokens_of(person_id, request.now)
    ]


@require_POST
def end_session(request: Asked, session: str) -> HttpResponseBase:
    """End one of my sessions; the one that asks ends by signing out."""
    if session == own_session(request):
        return HttpResponseRedirect(reverse("security"))
    actions.end_session(session, actor=request.actor, now=request.now)
    messages.success(request, _("That session has ended."))
    return HttpResponseRedirect(reverse("security") + "#sessions")


@require_POST
def end_other_sessions(request: Asked) -> HttpResponseBase:
    """End all my sessions but this one."""
    ended = actions.end_other_sessions(but=own_session(request), actor=request.actor, now=request.now)
    told = ngettext("%(n)s other session has ended.", "%(n)s other sessions have ended.", ended) % {"n": ended}
    messages.success(request, told)
    return HttpResponseRedirect(reverse("security") + "#sessions")


@require_http_methods(["GET", "POST"])
def end_sessions_of(request: Asked, person_id: int) -> HttpResponseBase:
    """End every session of somebody whose account I keep, after saying what that does."""
    found = _kept(request, person_id)
    if request.method == "POST":
        actions.end_sessions_of(found.pk, actor=request.actor, now=request.now)
        messages.success(request, _("Every session of the account has ended."))
        return HttpResponseRedirect(reverse("person", args=[found.pk]))
    context = {
        "title": _("End every session of %(name)s") % {"name": say(found.name)},
        "what": [
            _("Wherever the account is signed in, the next click leads to the sign-in page."),
            _("What was typed and kept as a draft stays."),
        ],
        "cites": (SECURITY,),
        "verb": _("End every session"),
        "action": request.path,
        "back": reverse("person", args=[found.pk]),
        "tone": "danger",
    }
    return render(request, "kernel/confirm.html", context)


@require_http_methods(["GET", "POST"])
def reset_factors(request: Asked, person_id: int) -> HttpResponseBase:
    """Take the second factors from somebody who lost them."""
    found = _kept(request, person_id)
    address = reverse("person", args=[found.pk])

    def reset(given: FactorReset) -> str:
        actions.reset_factors(found.pk, given, actor=request.actor, now=request.now)
        return address

    entry = Entry(
        title=_("Remove the second factors"),
        verb=_("Remove them"),
        model=FactorReset,
        act=reset,
        back=address,
        crumbs=((_("People"), reverse("people")), (found.name, address)),
        cites=(SECURITY,),
        done=_("The second factors are removed and every session has ended."),
        context={
            "about": found.name,
            "lead": _(
                "For somebody who lost telephone, passkeys and recovery codes. The password alone opens the account "
                "again, and every session ends."
            ),
        },
    )
    return form_page(request, entry)


@require_http_methods(["GET", "POST"])
def link_sso_of(request: Asked, person_id: int) -> HttpResponseBase:
    """Enter who somebody is at the provider of single sign-on."""
    issuer = settings.QILOU_OIDC_ISSUER
    if not issuer:
        raise Missing
    found = _kept(request, person_id)
    address = reverse("person", args=[found.pk])

    def link(given: Linking) -> str:
        actions.link_sso_of(found.pk, given, issuer=issuer, actor=request.actor, now=request.now)
        return address

    entry = Entry(
        title=_("Link single sign-on"),
        verb=_("Link it"),
        model=Linking,
        act=link,
        back=address,
        crumbs=((_("People"), reverse("people")), (found.name, address)),
        cites=(SECURITY,),
        done=_("Single sign-on opens this account from now on."),
        context={"about": found.name, "lead": issuer},
    )
    return form_page(request, entry)


def _kept(request: Asked, person_id: int) -> Person:
    """Somebody whose account the viewer keeps, for a weighty act."""
    found = registers.person(request.actor, person_id)
    if found is None:
        raise Missing
    must_administer(request.actor, found.jurisdiction)
    must_be_confirmed(request.actor)
    return found


@require_http_methods(["GET", "POST"])
def new_token(request: Asked) -> HttpResponseBase:
    """Make a token for a program; its secret is shown once, on the answer itself."""

    def make(given: NewToken) -> HttpResponseBase:
        made = actions.create_token(given, actor=request.actor, now=request.now)
        context = {
            "title": _("A new token"),
            "crumbs": crumbs(*_way(), (_("A new token"), "")),
            "token": made.token,
            "secret": made.secret,
            "scopes": [LABELS[one] for one in made.token.scopes],
        }
        return render(request, "identity/token.html", context)

    entry = Entry(
        title=_("New token for a program"),
        verb=_("Make the token"),
        model=NewToken,
        act=make,
        back=reverse("security"),
        crumbs=_way(),
        values={"days": 90},
        cites=(SECURITY,),
        context={
            "lead": _(
                "A program with this token acts in your name, as far as the scope goes. It signs nothing, pays nothing "
                "and changes no function or post: such acts ask for a person."
            )
        },
        weighty=True,
    )
    return form_page(request, entry)


@require_http_methods(["GET", "POST"])
def revoke_token(request: Asked, token_id: int) -> HttpResponseBase:
    """Revoke a token, after saying what that does."""
    token = signing_in.token_of(request.actor, token_id)
    if token is None:
        raise Missing
    own = token.person_id == request.actor.id
    back = reverse("security") if own else reverse("person", args=[token.person_id])
    if request.method == "POST":
        actions.revoke_token(token_id, actor=request.actor, now=request.now)
        messages.success(request, _("The token is revoked."))
        return HttpResponseRedirect(back)
    context = {
        "title": _("Revoke the token “%(name)s”") % {"name": token.name},
        "what": [_("A program that still uses it is refused from now on. It cannot be put back.")],
        "cites": (SECURITY,),
        "verb": _("Revoke it"),
        "action": request.path,
        "back": back,
        "tone": "danger",
    }
    return render(request, "kernel/confirm.html", context)


def _way() -> tuple[tuple[object, str], ...]:
    return (_("My account"), reverse("account")), (_("Sign-in and security"), reverse("security"))
