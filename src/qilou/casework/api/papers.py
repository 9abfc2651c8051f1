"""The API of papers: what is kept of a notice's one document, and the document itself."""

from datetime import date, datetime
from typing import Any

from django.http import FileResponse
from ninja import Router, Schema

from qilou.casework.actions.files import path_of
from qilou.casework.actions.papers import address_of, paper_of
from qilou.casework.actions.service import note_failed_service, note_service
from qilou.casework.asides import NotServed, ServedOtherwise
from qilou.casework.models import ServiceAttempt
from qilou.casework.views.papers import readable_notice
from qilou.kernel.request import Asked

router = Router(tags=["papers"])


class PaperOut(Schema):
    """A notice's document: the hash of its file, and where anybody verifies it."""

    number: str
    sha256: str
    size: int
    rendered_at: datetime
    verify: str


@router.get("/notices/{int:notice_id}/paper", response=PaperOut, operation_id="notices.paper")
def paper(request: Asked, notice_id: int) -> dict[str, Any]:
    """The document of a notice that the caller may read; rendered now if it was not before."""
    notice = readable_notice(notice_id, request.actor)
    kept = paper_of(notice, now=request.now)
    return {
        "number": notice.number,
        "sha256": kept.file_id,
        "size": kept.file.size,
        "rendered_at": kept.rendered_at,
        "verify": address_of(kept.code),
    }


@router.get(
    "/notices/{int:notice_id}/paper.pdf",
    response={200: None},
    operation_id="notices.paper.file",
    openapi_extra={"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string"}}}}}},
)
def paper_file(request: Asked, notice_id: int) -> FileResponse:
    """The signed PDF."""
    file = paper_of(readable_notice(notice_id, request.actor), now=request.now).file
    return FileResponse(path_of(file.hash).open("rb"), filename=file.name, content_type=file.media_type)


class AttemptOut(Schema):
    """One attempt to serve a paper otherwise than on the platform: failed, with the next way, or done."""

    recipient: str
    way: str
    on: date
    ground: str
    next_way: str
    served_on: date | None


@router.get("/notices/{int:notice_id}/service", response=list[AttemptOut], operation_id="notices.service")
def service(request: Asked, notice_id: int) -> list[dict[str, Any]]:
    """What was done to serve a paper, in order."""
    return [_attempt(one) for one in readable_notice(notice_id, request.actor).attempts.order_by("pk")]


@router.post("/notices/{int:notice_id}/service/failed", response=AttemptOut, operation_id="notices.service.failed")
def service_failed(request: Asked, notice_id: int, given: NotServed) -> dict[str, Any]:
    """The paper was refused or could not be delivered."""
    return _attempt(note_failed_service(notice_id, given, actor=request.actor, now=request.now))


@router.post("/notices/{int:notice_id}/service/done", response=AttemptOut, operation_id="notices.service.done")
def service_done(request: Asked, notice_id: int, given: ServedOtherwise) -> dict[str, Any]:
    """The paper was served in another way."""
    return _attempt(note_service(notice_id, given, actor=request.actor, now=request.now))


def _attempt(row: ServiceAttempt) -> dict[str, Any]:
    return {
        "recipient": row.key,
        "way": row.way,
        "on": row.on,
        "ground": row.ground,
        "next_way": row.next_way,
        "served_on": row.served_on,
    }
