"""The API of projects beside their cases: what comes nearest to a project in pre-review, as its page shows it."""

from typing import Any

from ninja import Router, Schema

from qilou.kernel.request import Asked

from .queries.duplicates import near_of

router = Router(tags=["projects"])


class Stretch(Schema):
    """A stretch of words, and whether the project in pre-review says the same there and few others do."""

    words: str
    same: bool


class Near(Schema):
    """A project or system that comes near; of one that the caller may not read, only the words around shared ones."""

    thing: str
    name: str
    unit: str
    jurisdiction: str
    likeness: float
    same: list[str]
    likely: bool
    finding: str
    reason: str
    says: list[Stretch]


class Comparison(Schema):
    """The comparison as it is now: by which method, among how many in all; while some are missing the gate is shut."""

    method: str
    compared: int
    missing: int
    nearest: list[Near]


@router.get("/projects/pre-review/{number}/duplicates", response=Comparison, operation_id="projects.duplicates")
def duplicates(request: Asked, number: str) -> dict[str, Any]:
    """The five nearest, for the authority that pre-reviews the project: no verdict, a person finds on each."""
    return near_of(number, actor=request.actor, now=request.now)
