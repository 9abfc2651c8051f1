"""How a session begins: at once, or halfway for whoever has a second factor; and what its pages share.

Whoever gave the first half waits in the session for five minutes; a password changed meanwhile ends the wait.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from qilou.identity.models import Person
from qilou.identity.sessions import begun
from qilou.kernel.fields import Input
from qilou.kernel.forms import bind, raw_of
from qilou.kernel.request import Asked
from qilou.law import Message

HALF = "half"
WAITS = timedelta(minutes=5)
A_YEAR = 365 * 24 * 3600
SECRETS = frozenset({"password", "current", "new", "again"})
COMPLETES = {
    "username": "username",
    "password": "current-password",
    "current": "current-password",
    "code": "one-time-code",
}


def secret_form(
    request: HttpRequest, model: type[Input], errors: dict[str, Message] | None = None
) -> dict[str, object]:
    """The form of sign-in names and passwords: what was typed comes back, but never a password."""
    typed = {name: texts for name, texts in raw_of(request.POST).items() if name not in SECRETS | {"code"}}
    form = bind(model, raw=typed or None, errors=errors)
    rows = [
        {
            "f": one,
            "type": "password" if one.name in SECRETS else "text",
            "complete": COMPLETES.get(one.name, "new-password"),
        }
        for one in form.fields
    ]
    return {"form": form, "secrets": rows}


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """Where to go on to: an address of our own, or the other."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if own else otherwise


def after_first(request: Asked, person: Person, first: str, following: str) -> HttpResponse:
    """In, or halfway in for whoever has a second factor (`second_factor`)."""
    if person.second_factor:  # type: ignore[attr-defined]  # annotated by the query
        return half_way(request, person, first, following)
    return enter(request, person, first, following)


def half_way(request: HttpRequest, person: Person, first: str, following: str) -> HttpResponse:
    """Note who gave the first half, and ask for the second."""
    until = (timezone.now() + WAITS).timestamp()
    hash_ = person.get_session_auth_hash()
    request.session[HALF] = {"person": person.pk, "first": first, "hash": hash_, "until": until, "next": following}
    return HttpResponseRedirect(reverse("sign_in_second"))


def enter(request: Asked, person: Person, means: str, following: str) -> HttpResponse:
    """Begin the session of somebody who has proved who they are, and by what means."""
    request.session.pop(HALF, None)
    login(request, person)
    begun(request, means)
    answer = HttpResponseRedirect(reverse("change_password") if person.must_change_password else following)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember_language(request, answer, person.language)
    return answer


def remember_language(request: HttpRequest, answer: HttpResponse, language: str) -> None:
    """Let this browser read in that language from now on."""
    secure = request.is_secure()
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, A_YEAR, secure=secure, httponly=True, samesite="Lax")
