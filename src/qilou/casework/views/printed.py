"""A numbered form of a case as a document, or its table as a sheet."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from qilou.casework.papers.typesetting import typeset_form
from qilou.casework.queries.printed import form_words, printed, sheet_of
from qilou.kernel.request import Asked
from qilou.kernel.sheets import workbook
from qilou.kernel.templatetags.words import reading

from .lists import sheet_note, taken_away


@require_GET
def form_paper(request: Asked, code: str, number: str, form: str) -> HttpResponse:
    """The form in the reader's language, made for whoever asks and sees the case; neither signed nor kept."""
    draft = "draft" in request.GET
    found = printed(code, number, form, actor=request.actor, now=request.now, draft=draft)
    answer = HttpResponse(typeset_form(form_words(found, reading())), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{number}-{form}.pdf"'
    return answer


@require_GET
def form_sheet(request: Asked, code: str, number: str, form: str) -> HttpResponse:
    """The form's table as a sheet to take away."""
    found = printed(code, number, form, actor=request.actor, now=request.now)
    heads, rows = sheet_of(found, reading())
    title = found.form.edition.title.in_(reading())
    note = sheet_note(request, len(rows), found.act.case.number)
    return taken_away(workbook(title, heads, rows, note), f"{number}-{form}")
