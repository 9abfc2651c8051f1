"""Every component in all its states on sample pages: for development and the browser tests, never for users."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from qilou.law.measures import M164

from . import figures, rows
from .forms import STORED, filled, outcomes

PAGES = ("parts", "work", "dashboard", "case", "form", "notice", "confirm", "public", "error")


def samples() -> dict[str, Any]:  # Any: a template's context
    """The context of the sample pages: every constant of `rows` and `figures` by its name in small letters, and the
    forms."""
    constants = {name.lower(): one for part in (rows, figures) for name, one in vars(part).items() if name.isupper()}
    return {
        **constants,
        "stored": STORED,
        "typed": filled(wrong=False),
        "wrong": filled(wrong=True),
        "outcomes": outcomes("approve"),
        "refusing": outcomes("refuse"),
        "article": M164.art(16, 2),
    }


def gallery(request: HttpRequest, page: str = "parts") -> HttpResponse:
    """One sample page."""
    if page not in PAGES:
        raise Http404
    request.actor = rows.OFFICER  # type: ignore[attr-defined]  # as the site's middleware does
    return render(request, f"kernel/gallery/{page}.html", samples())
