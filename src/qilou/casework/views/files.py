"""Uploads and downloads of stored files; large ones in parts, by the protocol tus 1.0.0 (creation, termination)."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import FileResponse, HttpResponse, JsonResponse, UnreadablePostError
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qilou.casework.actions import uploads
from qilou.casework.actions.files import MOST_BYTES, path_of, readable_file, store_file
from qilou.casework.models import StoredFile
from qilou.kernel.errors import Invalid, Refused
from qilou.kernel.request import Asked
from qilou.kernel.templatetags.words import say as said
from qilou.law import say

from .forms import fault_of

SHOWN = {"application/pdf", "image/png", "image/jpeg", "text/plain"}
TUS = "1.0.0"
PART = "application/offset+octet-stream"
READ_AT_ONCE = 64 * 1024
Place = ParamSpec("Place")


@require_POST
def upload(request: Asked) -> HttpResponse:
    """Store one file; answers its hash, which forms and the API then name."""
    file = request.FILES.get("file")
    if file is None:
        raise Invalid({"file": say("请选择文件。", "Choose a file.")})
    stored = store_file(file.chunks(), name=file.name or "", actor=request.actor, now=request.now)
    return JsonResponse({"hash": stored.hash, "name": stored.name, "size": stored.size}, status=201)


def tus(view: Callable[Concatenate[Asked, Place], HttpResponse]) -> Callable[Concatenate[Asked, Place], HttpResponse]:
    """The protocol's version checked and told; a refusal answers its sentence, which the page shows at the file."""

    @wraps(view)
    def answered(request: Asked, /, *args: Place.args, **place: Place.kwargs) -> HttpResponse:
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != TUS:
            answer = HttpResponse(status=412, headers={"Tus-Version": TUS})
        else:
            try:
                answer = view(request, *args, **place)
            except Refused as refused:
                answer = JsonResponse({"code": refused.code, "detail": said(fault_of(refused))}, status=refused.status)
        answer["Tus-Resumable"] = TUS
        return answer

    return answered


@require_http_methods(["OPTIONS", "POST"])
@tus
def new_upload(request: Asked) -> HttpResponse:
    """Announce a file: its size and, in the metadata, its name."""
    if request.method == "OPTIONS":
        able = {"Tus-Version": TUS, "Tus-Extension": "creation,termination", "Tus-Max-Size": str(MOST_BYTES)}
        return HttpResponse(status=204, headers=able)
    size = _number(request.headers.get("Upload-Length"))
    begun = uploads.begin(_name(request), size, actor=request.actor, now=request.now)
    return HttpResponse(status=201, headers={"Location": reverse("upload_part", args=[begun.id]), "Upload-Offset": "0"})


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@tus
def upload_part(request: Asked, upload_id: UUID) -> HttpResponse:
    """How much of a file is here; the next bytes of it; or that it is given up."""
    if request.method == "DELETE":
        uploads.give_up(upload_id, actor=request.actor)
        return HttpResponse(status=204)
    if request.method == "HEAD":
        return _told(uploads.arrived(upload_id, actor=request.actor), status=200)
    if request.content_type != PART:
        return HttpResponse(status=415)
    offset = _number(request.headers.get("Upload-Offset"))
    try:
        done = uploads.go_on(upload_id, offset, _chunks(request), actor=request.actor, now=request.now)
    except UnreadablePostError:  # the connection broke; what came is kept
        return HttpResponse(status=400)
    return _told(done, status=204)


def _told(arrived: uploads.Arrived, *, status: int) -> HttpResponse:
    headers = {"Upload-Offset": str(arrived.offset), "Upload-Length": str(arrived.size)}
    return HttpResponse(status=status, headers=headers | ({"Upload-Hash": arrived.hash} if arrived.hash else {}))


def _chunks(request: Asked) -> Iterator[bytes]:
    while chunk := request.read(READ_AT_ONCE):
        yield chunk


def _number(text: str | None) -> int:
    if text is None or not text.isascii() or not text.isdecimal():
        raise Invalid({"file": say("请求缺少文件的大小或位置。", "The request lacks a size or a place in the file.")})
    return int(text)


def _name(request: Asked) -> str:
    """The file's name in the metadata: pairs of a key and Base64, between commas."""
    pairs = [one.strip().partition(" ") for one in request.headers.get("Upload-Metadata", "").split(",")]
    try:
        return b64decode(next(value for key, _, value in pairs if key == "filename"), validate=True).decode()
    except (StopIteration, NotBase64, UnicodeDecodeError) as error:
        raise Invalid({"file": say("请求缺少文件名。", "The request lacks the file's name.")}) from error


@require_GET
def download(request: Asked, hash_: str) -> FileResponse:
    """The file, if the viewer may read it; never run by the browser as a page of ours."""
    return handed_out(readable_file(hash_, request.actor))


def handed_out(stored: StoredFile) -> FileResponse:
    """The bytes of a stored file, to somebody who may have it."""
    shown = stored.media_type in SHOWN
    response = FileResponse(
        path_of(stored.hash).open("rb"),
        as_attachment=not shown,
        filename=stored.name,
        content_type=stored.media_type if shown else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'self'"
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
