"""Each edge says an error once: a page shows a message panel, the API answers problem details (RFC 9457)."""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from psycopg.errors import ReadOnlySqlTransaction

from qilou.kernel.errors import Invalid, Missing, Refused, Unconfirmed
from qilou.kernel.templatetags.parts import review_points
from qilou.law import Breach, Language, Message, say
from qilou.site.logs import request_id

API = "/api/"
log = logging.getLogger("qilou.site")


class ReadOnlyCopy(Refused):
    """This machine reads from a copy that follows another database: nothing is written here."""

    status = 503

    def __init__(self) -> None:
        if settings.QILOU_URL:
            message = say(
                "本机是只读副本，只供查阅，不能登录、不能办理。您提交的内容没有保存，请到 %(address)s 登录办理。",
                "This machine is a read-only copy: nobody can sign in or act here. Nothing you sent was saved. "
                "Sign in and act at %(address)s.",
                address=settings.QILOU_URL,
            )
        else:
            message = say(
                "本机是只读副本，只供查阅，不能登录、不能办理。您提交的内容没有保存，请到平台主站登录办理。",
                "This machine is a read-only copy: nobody can sign in or act here. Nothing you sent was saved. "
                "Sign in and act on the platform's main site.",
            )
        super().__init__("read_only", message)


def is_read_only(error: BaseException | None) -> bool:
    """Whether the database refused to write because it follows another, or was told never to (25006)."""
    while error is not None and not isinstance(error, ReadOnlySqlTransaction):
        error = error.__cause__ or error.__context__
    return error is not None


def answer_to(request: HttpRequest, refusal: Refused) -> HttpResponseBase:
    """The refusal as the asker reads it: by a program or by a person."""
    if request.path.startswith(API):
        return problem(refusal.status, refusal.code, refusal.message.in_(reading_language()), **_details(refusal))
    if isinstance(refusal, Unconfirmed):
        return HttpResponseRedirect(f"{reverse('confirm')}?{urlencode({'next': place_of(request)})}")
    return page(
        request,
        refusal.status,
        message=None if isinstance(refusal, Missing) else refusal.message,
        cites=refusal.cites,
        findings=review_points(refusal.findings)["points"],
        remedies=remedies(refusal),
        elsewhere=settings.QILOU_URL if isinstance(refusal, ReadOnlyCopy) else "",
    )


def place_of(request: HttpRequest) -> str:
    """The page that asked: of a form that was sent, the page on which it stands."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    form = urlsplit(request.headers.get("Referer", ""))
    return f"{form.path}?{form.query}" if form.query else form.path or "/"


def remedies(refusal: Refused) -> list[Message]:
    """What would make it pass."""
    return [*(one.verdict.remedy for one in refusal.findings if isinstance(one.verdict, Breach)), *refusal.remedies]


def page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    actor = getattr(request, "actor", None)
    shell = "kernel/officer.html" if actor else "kernel/public.html"
    back = request.headers.get("Referer") if request.method == "POST" else None
    said = {"status": status, "shell": shell, "back": back, "reference": request_id(), **context}
    return render(request, "kernel/error.html", said, status=status)


def problem(status: int, code: str, detail: str, **more: object) -> JsonResponse:
    """Problem details; `code` is stable, `detail` is for a person."""
    told = {"type": f"urn:qilou:{code}", "title": HTTPStatus(status).phrase, "status": status, "code": code}
    return JsonResponse(
        {**told, "detail": detail, **more},
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _details(refusal: Refused) -> dict[str, object]:
    language = reading_language()
    details: dict[str, object] = {}
    if refusal.cites:
        details["cites"] = [{"id": place.id, "citation": place.in_(language)} for place in refusal.cites]
    if refusal.findings:
        details["findings"] = [finding.as_record() for finding in refusal.findings]
    if ways := remedies(refusal):
        details["remedies"] = [way.in_(language) for way in ways]
    if isinstance(refusal, Invalid):
        details["errors"] = {field: message.in_(language) for field, message in refusal.errors.items()}
    return details


def reading_language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "zh"


def Refusing(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:  # noqa: N802
    """A refusal that leaves a page's view becomes its message panel; so does what a read-only copy cannot write."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        return answer(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if isinstance(error, Refused):
            return answer_to(request, error)
        return answer_to(request, ReadOnlyCopy()) if is_read_only(error) else None

    answered.process_exception = process_exception  # type: ignore[attr-defined]
    return answered


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if is_read_only(exception):  # a session that could not be saved
        return answer_to(request, ReadOnlyCopy())
    return _plain(request, 400, "bad_request")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return _plain(request, 403, "forbidden")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return _plain(request, 404, "missing")


def forged(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form that did not come from a page of ours, or from one too old."""
    return _plain(request, 403, "csrf")


def broken(request: HttpRequest) -> HttpResponseBase:
    """Our fault: a reference for the log and the person, and nothing else. No database: it may be the cause."""
    if is_read_only(sys.exc_info()[1]):
        return answer_to(request, ReadOnlyCopy())
    reference = request_id()
    log.error("an error of ours", exc_info=True)
    if request.path.startswith(API):
        return problem(500, "broken", reference)
    try:
        return page(request, 500)
    except Exception:  # noqa: BLE001  # the page itself may be what is broken
        return HttpResponse(f"500 {reference}", status=500, content_type="text/plain")


def _plain(request: HttpRequest, status: int, code: str) -> HttpResponseBase:
    if request.path.startswith(API):
        return problem(status, code, HTTPStatus(status).phrase)
    return page(request, status)
