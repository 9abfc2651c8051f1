"""Opening a case: the procedure's opening form, kept as a draft of the person who types it until the case is open."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qilou.casework.actions.drafts import Kept, discard_draft, draft_of, save_draft
from qilou.casework.actions.opening import open_case
from qilou.casework.models import Draft
from qilou.casework.procedure import PROCEDURES, Procedure
from qilou.kernel.actor import person_key
from qilou.kernel.errors import Invalid, Missing, NotPermitted, Refused
from qilou.kernel.fields import fields_of
from qilou.kernel.forms import bind
from qilou.kernel.request import Asked

from .forms import Posted, known_files, posted, read_posted, with_row
from .step import Options, Raw, drafted


@require_http_methods(["GET", "POST"])
def new(request: Asked, code: str) -> HttpResponse:
    """Open a case of a procedure: its opening form, or at once where it asks nothing but a title."""
    procedure = PROCEDURES[code][-1]
    if request.method == "GET":
        draft = _draft(request, code) if procedure.takes else None
        return _page(request, procedure, draft.raw if draft else None, draft=draft)
    if procedure.takes is None:
        return _opened(request, procedure, procedure.title.zh, None)
    form = posted(request)
    if with_row(form.raw, fields_of(procedure.takes)):
        return _page(request, procedure, form.raw)
    try:
        data = read_posted(procedure.takes, drafted(form.raw), form)
        answer = _opened(request, procedure, str(getattr(data, "title", procedure.title.zh)), data)
    except Missing:
        raise
    except Refused as refused:
        draft = _keep(request, code, form)
        if isinstance(refused, NotPermitted):
            raise
        return _page(request, procedure, form.raw, refused=refused, draft=draft)
    discard_draft(request.actor, _place(code), owner=person_key(request.actor.id))
    return answer


@require_POST
def save_new(request: Asked, code: str) -> HttpResponse:
    """Keep what is typed in an opening form."""
    procedure = PROCEDURES[code][-1]
    if procedure.takes is None:
        raise Missing
    form = posted(request)
    if "X-Draft" in request.headers:
        return JsonResponse({"saved_at": _save(request, code, form).draft.saved_at.isoformat()})
    try:
        _save(request, code, form)
        if form.faults:
            raise Invalid(form.faults)
    except Refused as refused:
        return _page(request, procedure, form.raw, refused=refused, draft=_draft(request, code))
    messages.success(request, _("Draft saved"))
    return HttpResponseRedirect(f"/{procedure.path}/new/")


def _opened(request: Asked, procedure: Procedure, title: str, data: object) -> HttpResponse:
    opened = open_case(
        procedure.code,
        actor=request.actor,
        now=request.now,
        jurisdiction=request.actor.jurisdiction,
        title=title,
        data=data,
    )
    return HttpResponseRedirect(f"/{procedure.path}/{opened.case.number}/")


def _page(
    request: Asked,
    procedure: Procedure,
    raw: Raw | None,
    *,
    refused: Refused | None = None,
    draft: Draft | None = None,
) -> HttpResponse:
    errors = refused.errors if isinstance(refused, Invalid) else {}
    asks = procedure.takes
    form = bind(asks, raw=raw, errors=errors, options=_options(request, procedure)) if asks else None
    context = {
        "procedure": procedure,
        "form": form,
        "stored": known_files(form),
        "refused": refused,
        "draft": draft,
        "draft_url": f"/{procedure.path}/new/draft/",
    }
    return render(request, "casework/new.html", context, status=refused.status if refused else 200)


def _options(request: Asked, procedure: Procedure) -> Options:
    def options(refers: str) -> Iterable[tuple[str, str]]:
        if procedure.opening_options is None:
            return ()
        return procedure.opening_options(refers, request.actor, request.now)

    return options


def _place(code: str) -> str:
    """Where the draft of an opening form is kept."""
    return f"{code}:new"


def _draft(request: Asked, code: str) -> Draft | None:
    return draft_of(request.actor, _place(code), owner=person_key(request.actor.id))


def _save(request: Asked, code: str, form: Posted) -> Kept:
    """Keep an opening form for the one who types it: a colleague may be opening another case."""
    owner = person_key(request.actor.id)
    return save_draft(drafted(form.raw), actor=request.actor, now=request.now, step=_place(code), owner=owner)


def _keep(request: Asked, code: str, form: Posted) -> Draft | None:
    """The same, and nothing of a text that bears a secrecy marking."""
    try:
        return _save(request, code, form).draft
    except Refused:
        return None
