"""How often a stranger may guess, search or verify papers, a person upload: beyond it, 429 and when to come again.

A sign-in that succeeds does not count, so that an office behind one address is not locked out by its own morning. Five
failures for one account lock it whatever the address: see `qilou.identity.actions.sign_in`.
"""

import ipaddress
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InternalError
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from qilou.kernel import allowance
from qilou.kernel.errors import Refused
from qilou.law import say
from qilou.site.errors import ReadOnlyCopy, answer_to, is_read_only, problem, reading_language

COUNTED = {
    "sign_in": ("sign_in", {"POST"}),
    "sign_in_second": ("sign_in", {"POST"}),
    "sign_in_passkey": ("sign_in", {"POST"}),
    "sign_in_certificate": ("sign_in", {"POST"}),
    "sso_return": ("sign_in", {"GET"}),
    "confirm": ("sign_in", {"POST"}),
    "forgotten": ("sign_in", {"POST"}),
    "reset_by_link": ("sign_in", {"GET", "POST"}),
    "upload": ("uploads", {"POST"}),
    "new_upload": ("uploads", {"POST"}),
    "search": ("search", {"GET", "HEAD"}),
    "published_projects": ("search", {"GET", "HEAD"}),
    "verify": ("verify", {"GET", "HEAD", "POST"}),
}
FOR_STRANGERS = {"search", "verify"}


class TooOften(Refused):
    """Tried more often than the installation allows."""

    status = 429


def Limited(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:  # noqa: N802
    """Counts before the view works, as the lock of an account does: guesses side by side cannot outrun it."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        key = getattr(request, "attempt", "")
        if key and response.status_code == 302:
            allowance.give_back(key)
        return response

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        name, methods = COUNTED.get((match.url_name if match else "") or "", ("", set()))
        limit = settings.QILOU_LIMITS.get(name)
        actor = request.actor  # type: ignore[attr-defined]
        if limit is None or request.method not in methods or (name in FOR_STRANGERS and actor):
            return None
        key = key_of(name, f"person {actor.id}" if actor else address_of(request))
        try:
            wait = allowance.take(key, limit)
        except InternalError as error:
            if not is_read_only(error):
                raise
            return answer_to(request, ReadOnlyCopy()) if request.method == "POST" else None  # a copy cannot count
        if wait:
            return refused(request, name, wait)
        if name == "sign_in":
            request.attempt = key  # type: ignore[attr-defined]
        return None

    answered.process_view = process_view  # type: ignore[attr-defined]
    return answered


def refused(request: HttpRequest, name: str, wait: int) -> HttpResponseBase:
    """The page or the problem details, in the reader's language, with the seconds to wait."""
    refusal = TooOften(
        "too_often",
        say("操作过于频繁，请在 %(seconds)s 秒后再试。", "Too often: try again in %(seconds)s seconds.", seconds=wait),
    )
    if name == "uploads":
        response: HttpResponseBase = problem(refusal.status, refusal.code, refusal.message.in_(reading_language()))
    else:
        response = answer_to(request, refusal)
    response.headers["Retry-After"] = str(wait)
    return response


def address_of(request: HttpRequest) -> str:
    """Who asks: behind our own proxy, whom it names last; of IPv6, the network that one customer has."""
    given = request.META["REMOTE_ADDR"]
    if settings.BEHIND_TLS:
        given = request.headers.get("X-Forwarded-For", given).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return "unreadable"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def key_of(name: str, who: str) -> str:
    """What is counted under; who it is cannot be read from it."""
    return f"{name} {salted_hmac('qilou.limits', who, algorithm='sha256').hexdigest()[:32]}"
