"""A request of somebody who is signed in, as the middleware hands it to pages and to the API."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse

from .actor import Actor


class Asked(HttpRequest):
    """Who asks, and the moment in city time (in the demo, the demo's)."""

    actor: Actor
    now: datetime
    today: date


def show_files(response: HttpResponse) -> HttpResponse:
    """Let this page show stored files in the browser's own viewer; a page's policy forbids it otherwise."""
    response.shows_files = True  # type: ignore[attr-defined]
    return response


def whole(text: str, digits: int = 4) -> int:
    """A number as an address gives it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else 0
