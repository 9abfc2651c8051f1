"""Lists behind a dashboard's figures: periods that ended, kept or missed, and cases that are overdue now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qilou.casework.queries.desks import PAGE, rows
from qilou.casework.queries.punctuality import (
    declared_clocks,
    ended_clocks,
    ended_rows,
    overdue_cases,
    overdue_unurged,
    party_code,
)
from qilou.kernel.request import Asked, whole
from qilou.law import Text

from .lists import list_rows, pager, skipped

KEPT = {"yes": True, "no": False}


@require_GET
def punctuality(request: Asked) -> HttpResponse:
    """The periods that ended in a year, by whom they bind and whether they were kept."""
    asked = request.GET
    year = whole(asked.get("year", ""), digits=6) or request.today.year
    party = asked.get("party", "")
    kept = asked.get("kept", "")
    own = _own(request)
    found = ended_clocks(
        request.actor,
        years=(year,),
        jurisdiction=asked.get("jurisdiction", ""),
        own=own,
        party=party,
        kept=KEPT.get(kept),
    )
    skip = skipped(request)
    total = found.count()
    listed = ended_rows(list(found.select_related("case").order_by("-ended_on", "-pk")[skip : skip + PAGE]))
    parties = {party_code(one): one.binds.label for one in declared_clocks().values()}
    context = {
        "rows": listed,
        "total": total,
        "pager": pager(request, listed, skip, total=total),
        "filters": [
            _choice(
                "party",
                Text("受约束方", "Binds"),
                party,
                [("", Text("全部", "All")), *sorted(parties.items())],
            ),
            _choice(
                "kept",
                Text("是否按期", "Kept"),
                kept,
                [("", Text("全部", "All")), ("yes", Text("按期", "Kept")), ("no", Text("超期", "Missed"))],
            ),
        ],
        "hidden": [
            {"name": name, "value": asked[name]} for name in ("year", "jurisdiction", "unit") if asked.get(name)
        ],
        "year": year,
    }
    return render(request, "casework/punctuality.html", context)


@require_GET
def overdue(request: Asked) -> HttpResponse:
    """The cases past their last day that the viewer may see, by desk; or those that nobody urged yet."""
    asked = request.GET
    if asked.get("urged") == "no":
        found = overdue_unurged(request.actor, today=request.today)
    else:
        found = overdue_cases(
            request.actor,
            today=request.today,
            jurisdiction=asked.get("jurisdiction", ""),
            own=_own(request),
            desk=asked.get("desk", ""),
        )
    skip = skipped(request)
    total = found.count()
    listed = rows(list(found.by_urgency()[skip : skip + PAGE]), request.actor, now=request.now)
    groups = [{"label": None, "tone": "red", "rows": list_rows(listed)}] if listed else []
    context = {"groups": groups, "total": total, "pager": pager(request, listed, skip, total=total)}
    return render(request, "casework/overdue.html", context)


def _own(request: Asked) -> list[str]:
    """The viewer's own organisations, where the list asks for them alone."""
    return sorted(key for key in request.actor.keys if key.startswith("org:")) if request.GET.get("unit") else []


def _choice(name: str, label: Text, value: str, choices: list[tuple[str, Text]]) -> dict[str, object]:
    offered = [{"value": one, "label": words} for one, words in choices]
    return {"name": name, "label": label, "kind": "select", "value": value, "choices": offered}
