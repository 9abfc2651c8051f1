"""A notice as a document to keep, and the public page that says whether a document is genuine."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from qilou.casework.actions.files import path_of
from qilou.casework.actions.papers import courtesy_copy, ofd_copy, paper_of
from qilou.casework.models import Notice
from qilou.casework.queries.verified import hash_of, verified
from qilou.identity.queries import names_read
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Missing
from qilou.kernel.request import Asked


def readable_notice(notice_id: int, actor: Actor) -> Notice:
    """The notice, if the actor is one of its readers; raises Missing."""
    found = Notice.objects.filter(pk=notice_id, readers__overlap=sorted(actor.keys)).first()
    if found is None:
        raise Missing
    return found


@require_GET
def paper(request: Asked, notice_id: int) -> FileResponse:
    """The signed paper, for the notice's readers; rendered now where the duty has not come to it."""
    file = paper_of(readable_notice(notice_id, request.actor), now=request.now).file
    return FileResponse(path_of(file.hash).open("rb"), filename=file.name, content_type=file.media_type)


@require_GET
def courtesy(request: Asked, notice_id: int) -> HttpResponse:
    """The courtesy copy in English, made for whoever asks."""
    notice = readable_notice(notice_id, request.actor)
    answer = HttpResponse(courtesy_copy(notice), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="notice-{notice.pk}-en.pdf"'
    return answer


@require_GET
def ofd(request: Asked, notice_id: int) -> HttpResponse:
    """The notice as OFD, where the installation has a maker of it."""
    notice = readable_notice(notice_id, request.actor)
    answer = HttpResponse(ofd_copy(notice, now=request.now), content_type="application/ofd")
    answer.headers["Content-Disposition"] = f'attachment; filename="notice-{notice.pk}.ofd"'
    return answer


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What a paper's code says of it, to anybody; a file given here is compared by its hash and not kept."""
    try:
        found = verified(code)
    except Missing:
        return render(request, "casework/verify.html", {"found": None}, status=404)
    given = request.FILES.get("file")
    hash_ = hash_of(given.chunks()) if given else ""
    return render(
        request,
        "casework/verify.html",
        {"found": found, "names": names_read([found.issuer]), "given": hash_, "same": hash_ == found.hash},
    )
