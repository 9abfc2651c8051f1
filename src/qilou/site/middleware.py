"""What every request gets: safe headers, a language, the moment, and the actor; nobody passes unsigned by default."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from qilou.kernel.moment import now
from qilou.site import metrics
from qilou.site.acts import watched
from qilou.site.errors import API, problem
from qilou.site.logs import ASKING, Asking, id_of

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    ]
)

OPEN_API = f"{API}v1/ledger/"  # heads and proofs, which say nothing of what was done
log = logging.getLogger("qilou.requests")


class Answer(Protocol):
    """The rest of the middleware, then the view."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase: ...


def Told(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:  # noqa: N802
    """Each request has an id, which its answer names, and leaves one line in the log with the acts it did."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        asking = Asking(id_of(request.headers.get("X-Request-ID", "")), method=request.method or "")
        before, began = ASKING.set(asking), time.monotonic()
        try:
            with watched() as asking.acts:
                response = answer(request)
            asking.route, asking.status = route_of(request), response.status_code
            asking.milliseconds = round((time.monotonic() - began) * 1000, 1)
            log.info("answered")
            metrics.count(asking)
        finally:
            ASKING.reset(before)
        response.headers["X-Request-ID"] = asking.id
        return response

    return answered


def route_of(request: HttpRequest) -> str:
    """The address with blanks for what differs, which may be a person's or a secret; "" for one that is not ours."""
    if request.path.startswith(settings.STATIC_URL):
        return settings.STATIC_URL
    return f"/{request.resolver_match.route}" if request.resolver_match else ""


def SafeHeaders(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:  # noqa: N802
    """Scripts and styles come from here alone; nothing of a page is kept by a shared cache."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        policy = f"{POLICY}; object-src 'self'; frame-src 'self'" if getattr(response, "shows_files", False) else POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered


def Language(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:  # noqa: N802
    """Chinese unless the reader chose otherwise; a browser's own wish counts for the API alone."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if not chosen and request.path.startswith(API):
            chosen = translation.get_language_from_request(request)
        known = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(known):
            request.LANGUAGE_CODE = known
            response = answer(request)
        response.headers.setdefault("Content-Language", "zh-Hans" if known == "zh-hans" else known)
        return response

    return answered


def Readable(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:  # noqa: N802
    """An address with the character NUL is no address of ours; the database could not even look for it.

    Pages read their query strings as people type them; the API's are refused.
    """

    def answered(request: HttpRequest) -> HttpResponseBase:
        asked = request.META.get("QUERY_STRING", "") if request.path.startswith(API) else ""
        if "\0" in request.path or "%00" in asked:
            return problem(400, "bad_request", "NUL") if request.path.startswith(API) else HttpResponse(status=400)
        return answer(request)

    return answered


class Compressed(GZipMiddleware):
    """Pages travel compressed, padded by a random length against guessing what they hide; files go out as they lie."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.streaming else super().process_response(request, response)


def Moment(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:  # noqa: N802
    """The time is asked once; `request.now` and `request.today` are city time, shifted in the demo."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        request.now = now()  # type: ignore[attr-defined]
        request.today = request.now.date()  # type: ignore[attr-defined]
        return answer(request)

    return answered


class SignedIn(LoginRequiredMiddleware):
    """Every route needs a signed-in person unless its view says `login_not_required`; the API answers 401."""

    def process_view(self, request: HttpRequest, view_func: Any, args: Any, kwargs: Any) -> Any:  # as Django's
        if request.path.startswith(OPEN_API):
            return None
        return super().process_view(request, view_func, args, kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:  # the stubs allow a redirect alone
        if request.path.startswith(API):
            return problem(401, "unsigned", "Sign in first.")
        return HttpResponseRedirect(sign_in_address(request))


def Bearing(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:  # noqa: N802
    """A program shows a token (RFC 6750) at the API, never at a page; a session sent beside it counts for nothing."""
    from qilou.identity.actions import token_shown

    def answered(request: HttpRequest) -> HttpResponseBase:
        request.token = None  # type: ignore[attr-defined]
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer" and request.path.startswith(API):
            token = token_shown(secret.strip(), request.now)  # type: ignore[attr-defined]
            if token is None:
                response = problem(401, "token", "Not a token, or one that ended or was revoked.")
                response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
                return response
            request.token, request.user = token, token.person  # type: ignore[attr-defined]
        return answer(request)

    return answered


def sign_in_address(request: HttpRequest) -> str:
    return f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}"


def Acting(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:  # noqa: N802
    """`request.actor`: who acts, what waits for them, whether they proved of late who they are; None for a stranger."""
    from qilou.identity.queries import actor_of
    from qilou.identity.sessions import is_confirmed, seen

    def answered(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if isinstance(user, AnonymousUser) or not user.is_authenticated:
            request.actor = None  # type: ignore[attr-defined]
        else:
            by_token = request.token is not None  # type: ignore[attr-defined]
            confirmed = not by_token and is_confirmed(request)
            request.actor = replace(actor_of(user, request.today), confirmed=confirmed)  # type: ignore[attr-defined]
            if not by_token:
                seen(request)
            if asking := ASKING.get():
                asking.person = user.pk
        return answer(request)

    return answered
