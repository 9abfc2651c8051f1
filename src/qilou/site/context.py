"""What every page knows: whose site it is, whether it is a demo, and the way to the other pages."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from qilou.casework.queries.together import unread
from qilou.identity.actions.permission import keeps_registers
from qilou.law import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the menu: its words, its route and its icon."""

    label: Text
    route: str
    icon: str
    administrators: bool = False


NAVIGATION: tuple[tuple[Text, tuple[Entry, ...]], ...] = (
    (
        Text("办公", "Work"),
        (
            Entry(Text("我的待办", "My work"), "desk", icon="inbox"),
            Entry(Text("数据看板", "Dashboard"), "dashboard", icon="chart-bar"),
            Entry(Text("文书", "Papers"), "notices", icon="file-text"),
            Entry(Text("消息", "Notifications"), "notifications", icon="bell"),
            Entry(Text("督办", "Urging slips"), "urging", icon="flag"),
            Entry(Text("项目", "Projects"), "projects", icon="folders"),
            Entry(Text("台账", "Office registers"), "registers", icon="table-export"),
            Entry(Text("专项资金", "Earmarked fund"), "fund", icon="coins"),
            Entry(Text("政务网络", "Network"), "network", icon="sitemap"),
            Entry(Text("系统清册", "Systems"), "inventory", icon="server"),
            Entry(Text("网络地址", "Addresses"), "address_plan", icon="map-2"),
            Entry(Text("审计疑点", "Doubtful points"), "doubts", icon="zoom-question"),
            Entry(Text("档案", "Filed cases"), "archive", icon="archive"),
            Entry(Text("绩效考核", "Assessment"), "assessment", icon="clipboard-list"),
            Entry(Text("区县年度情况", "Districts"), "districts", icon="map-pin"),
        ),
    ),
    (
        Text("依据", "Basis"),
        (
            Entry(Text("法规", "The law"), "law", icon="gavel"),
            Entry(Text("办理程序", "Procedures"), "procedures", icon="route"),
            Entry(Text("存疑解读与参数", "Readings and parameters"), "parameters", icon="adjustments"),
            Entry(Text("文号与核签", "Numbers and sign-off"), "issuing", icon="writing-sign"),
            Entry(Text("工作日历", "Working days"), "calendar", icon="calendar"),
            Entry(Text("机构与人员", "Organisations and people"), "organisations", icon="building"),
            Entry(Text("平台任务", "Platform duties"), "duties", icon="heartbeat", administrators=True),
        ),
    ),
)


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "site": settings.QILOU_SITE,
        "demo": settings.QILOU_DEMO,
        "notifications": cache(lambda: unread(request.actor)) if getattr(request, "actor", None) else 0,  # type: ignore[attr-defined]
        "nav": navigation(request) if getattr(request, "actor", None) else [],
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The officer's menu: what exists, with the place of the page we are on marked, the nearest one only."""
    menu: list[dict[str, Any]] = []
    administers = keeps_registers(request.actor)  # type: ignore[attr-defined]
    for title, entries in NAVIGATION:
        open_to = [entry for entry in entries if administers or not entry.administrators]
        items = [item for item in map(_item, open_to) if item]
        if items:
            menu.append({"title": title, "items": items})
    places = [item for section in menu for item in section["items"] if request.path.startswith(item["url"])]
    if places:
        max(places, key=lambda item: len(item["url"]))["current"] = True
    return menu


def _item(entry: Entry) -> dict[str, Any] | None:
    try:
        url = reverse(entry.route)
    except NoReverseMatch:
        return None
    return {"label": entry.label, "url": url, "icon": entry.icon, "current": False}
