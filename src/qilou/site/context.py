"""What every page knows: whose site it is, whether it is a demo, and the way to the other pages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from qilou.law import Text

NAVIGATION: tuple[tuple[Text, tuple[tuple[Text, str, str], ...]], ...] = (
    (
        Text("办公", "Work"),
        (
            (Text("我的待办", "My work"), "desk", "inbox"),
            (Text("项目", "Projects"), "projects", "folders"),
            (Text("专项资金", "Earmarked fund"), "fund", "coins"),
            (Text("系统清册", "Systems"), "inventory", "server"),
            (Text("绩效考核", "Assessment"), "assessment", "clipboard-list"),
            (Text("区县年度情况", "Districts"), "districts", "map-pin"),
        ),
    ),
    (
        Text("依据", "Basis"),
        (
            (Text("法规", "The law"), "law", "book"),
            (Text("办理程序", "Procedures"), "procedures", "route"),
            (Text("存疑解读与参数", "Readings and parameters"), "parameters", "adjustments"),
            (Text("工作日历", "Working days"), "calendar", "calendar"),
            (Text("机构与人员", "Organisations and people"), "organisations", "building"),
        ),
    ),
)


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "site": settings.QILOU_SITE,
        "demo": settings.QILOU_DEMO,
        "nav": navigation(request) if getattr(request, "actor", None) else [],
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The officer's menu: what exists, with the page we are on marked."""
    menu = []
    for title, entries in NAVIGATION:
        items = [item for item in (_item(request, *entry) for entry in entries) if item]
        if items:
            menu.append({"title": title, "items": items})
    return menu


def _item(request: HttpRequest, label: Text, route: str, icon: str) -> dict[str, Any] | None:
    try:
        url = reverse(route)
    except NoReverseMatch:
        return None
    return {"label": label, "url": url, "icon": icon, "current": request.path.startswith(url)}
