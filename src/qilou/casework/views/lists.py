"""Lists of cases as their components take them: rows by urgency, the way on, and the same rows as a sheet."""

from collections.abc import Iterable, Sequence, Sized
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from qilou.casework.queries.desks import PAGE, Row
from qilou.kernel.request import Asked
from qilou.kernel.sheets import Cell, workbook
from qilou.kernel.templatetags.words import reading
from qilou.kernel.templatetags.words import say as said
from qilou.law import Text, say

GROUPS = (
    ("red", Text("已超期", "Overdue"), "red"),
    ("yellow", Text("即将到期", "Due soon"), "amber"),
    ("", Text("按期", "In time"), ""),
    ("none", Text("无期限", "Without a limit"), ""),
)
COLUMNS = (
    Text("办件编号", "Case"),
    Text("事项", "Matter"),
    Text("程序", "Procedure"),
    Text("环节", "Stage"),
    Text("依据", "Basis"),
    Text("申报单位", "Unit"),
    Text("金额（元）", "Amount (CNY)"),
    Text("现由谁办理", "Now with"),
    Text("在手工作日", "Working days held"),
    Text("立案日期", "Opened on"),
    Text("到期日", "Due on"),
    Text("牌", "Card"),
)
CARDS = {"red": Text("红牌", "red card"), "yellow": Text("黄牌", "yellow card"), "": Text("", "")}


def groups(found: list[Row], *, grouped: bool) -> list[dict[str, object]]:
    """Rows by urgency, or all in one group as they come."""
    if not grouped:
        return [{"label": None, "tone": "", "rows": list_rows(found)}] if found else []
    found_groups = []
    for card, label, tone in GROUPS:
        rows = list_rows([one for one in found if _urgency(one) == card])
        if rows:
            found_groups.append({"label": label, "tone": tone, "count": len(rows), "rows": rows})
    return found_groups


def _urgency(row: Row) -> str:
    return "none" if row.case.due_on is None else row.card


def list_rows(found: Iterable[Row]) -> list[dict[str, object]]:
    """Rows as the work-list component takes them."""
    return [_row(one) for one in found]


def _row(row: Row) -> dict[str, object]:
    return {
        "id": row.case.number,
        "title": row.case.title,
        "href": row.href,
        "number": row.case.number,
        "flags": [row.procedure.title],
        "stage": row.state,
        "article": row.article,
        "unit": row.unit,
        "amount": row.case.amount,
        "deadline": row.deadline,
        "holder": _held(row),
        "action": {"label": row.next_step.label, "href": row.href} if row.next_step else None,
    }


def _held(row: Row) -> object:
    """Who has it, and for how many working days."""
    if row.holder is None or not row.days_held:
        return row.holder
    held = "%(who)s · for %(n)s working day" + ("" if row.days_held == 1 else "s")
    return say("%(who)s · 已 %(n)s 个工作日", held, who=row.holder, n=row.days_held)


def as_sheet(request: Asked, title: Text, found: Sequence[Row], narrowed: str) -> HttpResponse:
    """The rows as a sheet to take away, with a note of what they were narrowed to."""
    rows: list[tuple[Cell, ...]] = [
        (
            row.case.number,
            row.case.title,
            said(row.procedure.title),
            said(row.state),
            row.article.opening(reading()),
            said(row.unit),
            row.case.amount,
            said(row.holder),
            row.days_held if row.holder else None,
            row.case.opened_on,
            row.deadline.due_on if row.deadline else None,
            said(CARDS[row.card]),
        )
        for row in found
    ]
    note = sheet_note(request, len(rows), narrowed)
    return taken_away(workbook(said(title), [said(one) for one in COLUMNS], rows, note), "qilou")


def sheet_note(request: Asked, rows: int, narrowed: object) -> str:
    """What a sheet says of itself: the day, how many rows, what they were narrowed to."""
    return _("%(when)s · %(n)s rows · filter: %(filter)s") % {
        "when": request.today.isoformat(),
        "n": rows,
        "filter": narrowed or "—",
    }


def taken_away(made: bytes, name: str) -> HttpResponse:
    """A workbook to take away."""
    answer = HttpResponse(made, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def skipped(request: Asked) -> int:
    """How many rows lie before the page that is asked for."""
    text = request.GET.get("from", "0")
    return bounded(int(text)) if text.isdecimal() and len(text) < 20 else 0


def bounded(skip: int) -> int:
    """So many rows may lie before the page: what is asked, as far as the database counts and anybody reads."""
    return min(max(skip, 0), 100_000)


def pager(
    request: Asked, found: Sized, skip: int, *, page: int = PAGE, total: int | None = None
) -> dict[str, object] | None:
    """The way on through a list; the filter stays as it is.

    One row more than the page was fetched, unless the `total` of the list is known; then nobody counts what follows.
    """
    more = len(found) > page if total is None else skip + page < total
    if not skip and not more:
        return None
    asked = {name: value for name, value in request.GET.items() if name != "from"}
    return {
        "first": skip + 1,
        "last": skip + min(len(found), page),
        "total": total if total is not None or more else skip + len(found),
        "capped": False,
        "previous": f"?{urlencode(asked | {'from': max(skip - page, 0)})}" if skip else None,
        "next": f"?{urlencode(asked | {'from': skip + page})}" if more else None,
    }
