"""The rows of a step's table taken out as a sheet and read back, with every change shown before it is taken over."""

import json

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from qilou.casework.act import Act
from qilou.casework.actions.drafts import draft_of, save_draft
from qilou.casework.actions.perform import available, look, permitted
from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.fields import FieldSpec, Kind, fields_of
from qilou.kernel.request import Asked
from qilou.kernel.row_sheets import Row, read_sheet, sheet_of, with_rows
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
    wanted = request.POST.get("sheet", "")
    if wanted == "apply":
        return _taken_over(request, act, step, spec)
    sheet = request.FILES.get(f"{field}{SHEET}")
    form = posted(request)
    form.raw.pop("sheet", None)
    kept = save_typed(request, act, declared, form)
    raw = dict(kept.draft.raw)
    if wanted == "out":
        return taken_away(sheet_of(spec, raw, reading(), options_of(act)), f"{number}-{field}")
    try:
        if sheet is None or (sheet.size or 0) > MOST_BYTES:
            raise Invalid({field: say("请选择一个不超过 10 MB 的表格。", "Choose a sheet of at most 10 MB.")})
        found = read_sheet(spec, sheet.read(), sheet.name or "", raw, options_of(act))
    except Invalid as invalid:
        return step_page(request, act, declared, raw, refused=invalid, draft=kept.draft)
    context = {
        "act": act,
        "case": act.case,
        "procedure": act.procedure,
        "step": declared,
        "spec": spec,
        "changes": found.changes,
        "rows": json.dumps(found.rows, ensure_ascii=False),
    }
    return render(request, "casework/rows.html", context)


def _taken_over(request: Asked, act: Act, step: str, spec: FieldSpec) -> HttpResponse:
    """Put the rows that were shown into the draft; they are checked as anything typed is when the step is taken."""
    draft = draft_of(request.actor, step, act.case.number)
    raw = dict(draft.raw) if draft else {}
    try:
        save_draft(
            with_rows(spec, raw, _rows_of(request.POST.get("rows", ""), spec)),
            actor=request.actor,
            now=request.now,
            step=step,
            number=act.case.number,
        )
    except ValueError as error:
        raise Missing from error
    return HttpResponseRedirect(f"/{act.procedure.path}/{act.case.number}/{step}/#f-{spec.name}")


def _rows_of(text: str, spec: FieldSpec) -> list[Row]:
    """The rows that a page of changes carried; raises ValueError for anything else."""
    names = {one.name for one in spec.columns}
    found = json.loads(text)
    if not isinstance(found, list) or not all(isinstance(row, dict) and set(row) <= names for row in found):
        raise ValueError("no rows of this table")
    return [{name: [str(one) for one in texts] for name, texts in row.items()} for row in found]
