"""Uploads and downloads of stored files."""

from django.http import FileResponse, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from qilou.casework.actions.drafts import path_of, readable_file, store_file
from qilou.kernel.errors import Invalid
from qilou.kernel.request import Asked
from qilou.law import say

SHOWN = {"application/pdf", "image/png", "image/jpeg", "text/plain"}


@require_POST
def upload(request: Asked) -> HttpResponse:
    """Store one file; answers its hash, which forms and the API then name."""
    file = request.FILES.get("file")
    if file is None:
        raise Invalid({"file": say("请选择文件。", "Choose a file.")})
    stored = store_file(
        file.chunks(),
        name=file.name or "",
        media_type=file.content_type or "",
        actor=request.actor,
        now=request.now,
    )
    return JsonResponse({"hash": stored.hash, "name": stored.name, "size": stored.size}, status=201)


@require_GET
def download(request: Asked, hash_: str) -> FileResponse:
    """The file, if the viewer may read it; never run by the browser as a page of ours."""
    stored = readable_file(hash_, request.actor)
    shown = stored.media_type in SHOWN
    response = FileResponse(
        path_of(hash_).open("rb"),
        as_attachment=not shown,
        filename=stored.name,
        content_type=stored.media_type if shown else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'self'"
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
