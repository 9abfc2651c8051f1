"""The sealed record for everybody: its head, its keys, and proofs. No sign-in; nothing here says what an act was."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from qilou.kernel.errors import Missing

from .export import consistency, head_of, inclusion, keys
from .models import SignedHead

router = Router(tags=["ledger"])


class HeadOut(Schema):
    """A signed head, and the keys by which it is checked."""

    size: int
    note: str
    keys: list[str]


class ConsistencyOut(Schema):
    """That one head continues another, as `verify.py consistency` reads it."""

    ledger: str
    v: int
    old: str
    new: str
    path: list[str]
    keys: list[str]


class InclusionOut(Schema):
    """That an event stands under a head: position, leaf hash, and the siblings up to the root."""

    ledger: str
    v: int
    position: int
    leaf: str
    path: list[str]
    head: str
    keys: list[str]


Size = Annotated[int, Query(ge=1, le=2**63 - 1)]


@router.get("/ledger/head", response=HeadOut, auth=None, operation_id="ledger.head")
def head(request: HttpRequest, size: Size | None = None) -> dict[str, object]:
    """The newest signed head, or the one of that size."""
    found = _head(size)
    return {"size": found.size, "note": found.note, "keys": keys()}


@router.get("/ledger/consistency", response=ConsistencyOut, auth=None, operation_id="ledger.consistency")
def continues(request: HttpRequest, old: Size, new: Size | None = None) -> dict[str, object]:
    """The proof that the head of size `new`, or the newest, continues the one of size `old`."""
    newer = _head(new)
    older = _head(old)
    if older.size > newer.size:
        raise Missing
    return consistency(older, newer)


@router.get("/ledger/inclusion", response=InclusionOut, auth=None, operation_id="ledger.inclusion")
def stands(request: HttpRequest, event: UUID, size: Size | None = None) -> dict[str, object]:
    """The proof that an event, named by its id, stands under the head of that size, or the newest."""
    found = inclusion(event, _head(size))
    if found is None:
        raise Missing
    return found


def _head(size: int | None) -> SignedHead:
    found = head_of(size)
    if found is None:
        raise Missing
    return found
