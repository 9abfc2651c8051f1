"""The rows of a step's table taken out as a sheet and read back, with every change shown before it is taken over."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from qilou.casework.act import Act
from qilou.casework.actions.drafts import draft_of, save_draft
from qilou.casework.actions.perform import available, look, permitted
from qilou.casework.models import Draft
from qilou.casework.procedure import Step
from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.fields import FieldSpec, Kind, fields_of
from qilou.kernel.request import Asked
from qilou.kernel.row_edits import Edits, Merged, merge, packed, unpacked
from qilou.kernel.row_sheets import read_sheet, sheet_of
from qilou.kernel.templatetags.words import reading
from qilou.law import say

from .forms import SHEET, posted
from .lists import taken_away
from .step import options_of, save_typed, step_page

MOST_BYTES = 10 * 1024 * 1024


@require_POST
def rows(request: Asked, code: str, number: str, step: str, field: str) -> HttpResponse:
    """Keep the form as a draft; then give its table as a sheet, show what a sheet would change, or take that over."""
    act = look(code, number, actor=request.actor, now=request.now)
    declared = available(act, step)
    permitted(act, declared)
    spec = next((one for one in fields_of(declared.takes) if one.name == field), None) if declared.takes else None
    if spec is None or spec.kind is not Kind.TABLE:
        raise Missing
    if request.POST.get("sheet") == "apply":
        return _taken_over(request, act, declared, spec)
    form = posted(request)
    wanted = form.raw.pop("sheet", [""])[-1]
    draft = save_typed(request, act, declared, form).draft
    options = options_of(act)
    if wanted == "out":
        return taken_away(sheet_of(spec, draft.raw, reading(), _origin(draft, spec), options), f"{number}-{field}")
    sheet = request.FILES.get(f"{field}{SHEET}")
    try:
        if sheet is None or (sheet.size or 0) > MOST_BYTES:
            raise Invalid({field: say("请选择一个不超过 10 MB 的表格。", "Choose a sheet of at most 10 MB.")})
        edits = read_sheet(spec, sheet.read(), sheet.name or "", _origin(draft, spec), options)
    except Invalid as invalid:
        return step_page(request, act, declared, draft.raw, refused=invalid, draft=draft)
    return _shown(request, act, declared, spec, edits, merge(spec, draft.raw, edits, {}, options))


def _origin(draft: Draft, spec: FieldSpec) -> str:
    """From which draft a sheet went out: rows keep their numbers as long as it is the same."""
    return f"{draft.case_number}/{draft.step}/{spec.name}/{draft.pk}"


def _shown(request: Asked, act: Act, declared: Step, spec: FieldSpec, edits: Edits, found: Merged) -> HttpResponse:
    """What the sheet would change in the form as it stands, and what both changed apart, for somebody to choose."""
    context = {
        "case": act.case,
        "procedure": act.procedure,
        "step": declared,
        "spec": spec,
        "changes": found.changes,
        "clashes": found.clashes,
        "edits": packed(edits),
        "again": request.POST.get("sheet") == "apply",
    }
    return render(request, "casework/rows.html", context, status=409 if context["again"] else 200)


def _taken_over(request: Asked, act: Act, declared: Step, spec: FieldSpec) -> HttpResponse:
    """Put the edits into the draft as it is now; they are checked as anything typed is when the step is taken.

    What a colleague saved since the page was shown stays: where it meets an edit the page is shown once more.
    """
    draft = draft_of(request.actor, declared.name, act.case.number)
    try:
        edits = unpacked(spec, request.POST.get("edits", ""))
    except ValueError as error:
        raise Missing from error
    if draft is None or edits.origin != _origin(draft, spec):
        raise Missing
    chosen = {name: text for name, text in request.POST.items() if isinstance(text, str)}
    found = merge(spec, draft.raw, edits, chosen, options_of(act))
    if not found.settled:
        return _shown(request, act, declared, spec, edits, found)
    save_draft(
        found.raw,
        actor=request.actor,
        now=request.now,
        step=declared.name,
        number=act.case.number,
        since=draft.version,
    )
    return HttpResponseRedirect(f"/{act.procedure.path}/{act.case.number}/{declared.name}/#f-{spec.name}")
