"""The API of supervision: doubtful points with what is said of them; the register and cases' packages beside them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from qilou.casework.views.lists import bounded
from qilou.kernel.request import Asked
from qilou.supervision import actions
from qilou.supervision.calling import open_package
from qilou.supervision.inputs import Answer, Closing, Purpose
from qilou.supervision.models import Doubt
from qilou.supervision.queries import doubts as known

router = Router(tags=["supervision"])
MOST = 200


class DoubtOut(Schema):
    """A doubtful point: a question that facts raise, no verdict. Amounts in yuan."""

    id: int
    check: str
    articles: list[str]
    subject: str
    unit: str
    matter: str
    case: str
    amount: Decimal | None
    says: dict[str, str]
    facts: dict[str, Any]
    state: str
    first_seen: date
    since: date
    gone_on: date | None


class Looked(Schema):
    """How many points a look found, opened again or changed."""

    moved: int


@router.get("/audit/doubts", response=list[DoubtOut], operation_id="supervision.doubts")
def listed(request: Asked, view: str = "", check: str = "", skip: int = 0) -> list[dict[str, Any]]:
    """The points that the caller may see; `view` as on the page: pending ones where it is blank."""
    view = view if view in known.VIEWS else ""
    first = bounded(skip)
    found = known.points(request.actor, view=view, today=request.today, check=check)
    return [_out(one) for one in found[first : first + MOST]]


@router.get("/audit/doubts/{doubt_id}", response=DoubtOut, operation_id="supervision.doubt")
def one(request: Asked, doubt_id: int) -> dict[str, Any]:
    """One point."""
    return _out(known.point(doubt_id, request.actor))


@router.post("/audit/look", response=Looked, operation_id="supervision.look")
def look(request: Asked) -> dict[str, int]:
    """Make every check on the caller's area now."""
    return {"moved": actions.look(request.actor.jurisdiction, actor=request.actor, now=request.now)}


@router.post("/audit/doubts/{doubt_id}/answer", response=DoubtOut, operation_id="supervision.doubt.answer")
def answer(request: Asked, doubt_id: int, data: Answer) -> dict[str, Any]:
    """The unit's answer."""
    return _out(actions.answer(doubt_id, data, actor=request.actor, now=request.now))


@router.post("/audit/doubts/{doubt_id}/close", response=DoubtOut, operation_id="supervision.doubt.close")
def close(request: Asked, doubt_id: int, data: Closing) -> dict[str, Any]:
    """Close a point on evidence."""
    return _out(actions.close(doubt_id, data, actor=request.actor, now=request.now))


@router.post("/audit/doubts/{doubt_id}/dismiss", response=DoubtOut, operation_id="supervision.doubt.dismiss")
def dismiss(request: Asked, doubt_id: int, data: Closing) -> dict[str, Any]:
    """Dismiss a point with the reason."""
    return _out(actions.dismiss(doubt_id, data, actor=request.actor, now=request.now))


@router.post("/audit/cases/{number}/package", operation_id="supervision.open_package")
def package(request: Asked, number: str, data: Purpose) -> HttpResponse:
    """The whole case as a ZIP file; the opening is recorded in the case."""
    made = open_package(number, data, actor=request.actor, now=request.now, language="zh")
    return HttpResponse(made, content_type="application/zip")


def _out(one: Doubt) -> dict[str, Any]:
    names = ("id", "subject", "matter", "amount", "says", "facts", "state", "first_seen", "since", "gone_on")
    return {
        "check": one.check_code,
        "articles": [article.in_("en") for article in known.articles_of(one.check_code)],
        "unit": one.unit_name,
        "case": one.case_number,
        **{name: getattr(one, name) for name in names},
    }
