"""What every public page shares: the way between them, and its address in the menu."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from qilou.kernel.actor import Actor
from qilou.law import Text

MENU = (
    (Text("首页", "Home"), "/?front"),
    (Text("法规", "The law"), "/law/"),
    (Text("要求与落实", "Requirements"), "/law/requirements/"),
    (Text("办理程序", "Procedures"), "/procedures/"),
    (Text("信息公开", "Published"), "/open/"),
)


class Asked(HttpRequest):
    """A request as the middleware leaves it; a stranger has no actor."""

    actor: Actor | None
    now: datetime
    today: date


def public(request: Asked, template: str, current: str = "", **context: Any) -> HttpResponse:  # Any: of many pages
    """A page in the public shell, with the menu's own page marked."""
    menu = [{"label": label, "url": url, "current": url == current} for label, url in MENU]
    return render(request, template, {"public_nav": menu, **context})


def crumbs(*steps: tuple[object, str]) -> list[dict[str, object]]:
    """The way here from the front page, as the breadcrumb shows it."""
    return [{"label": label, "url": url} for label, url in (MENU[0], *steps)]
