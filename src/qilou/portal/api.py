"""The search by API: the same things by kind as the page shows."""

from datetime import date

from ninja import Router, Schema

from qilou.kernel.request import Asked

from .queries.found import found
from .views.home import LONGEST

router = Router(tags=["search"])


class FoundOut(Schema):
    """One thing found."""

    title: dict[str, str]
    href: str
    number: str
    notes: list[dict[str, str]]
    on: date | None


class GroupOut(Schema):
    """What was found of one kind; `more` says that there is more."""

    kind: str
    found: list[FoundOut]
    more: bool


@router.get("/search", response=list[GroupOut], operation_id="portal.search")
def searched(request: Asked, q: str = "", kind: str = "") -> list[dict[str, object]]:
    """What comes nearest to the words, by kind, as far as the caller may see it; more of one `kind` if named."""
    words = q.replace("\0", "").strip()[:LONGEST]
    return [
        {
            "kind": group.kind,
            "more": group.more,
            "found": [
                {
                    "title": {"zh": one.title.zh, "en": one.title.en},
                    "href": one.href,
                    "number": one.number,
                    "notes": [{"zh": note.zh, "en": note.en} for note in one.notes],
                    "on": one.on,
                }
                for one in group.entries
            ],
        }
        for group in found(request.actor, words, today=request.today, kind=kind)
    ]
