"""The inventory as a sheet: taken out by its keeper, edited, and read back as corrections once they were looked at."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qilou.casework.views.lists import taken_away
from qilou.kernel.errors import Conflict, Invalid, Missing
from qilou.kernel.fields import fields_of
from qilou.kernel.forms import Raw, bind, raw_from, raw_of, read
from qilou.kernel.request import Asked
from qilou.kernel.row_edits import Edits, Merged, merge, packed, unpacked
from qilou.kernel.row_sheets import read_sheet, sheet_of
from qilou.kernel.templatetags.words import reading
from qilou.law import Message, say

from .actions import Correction, correct
from .inputs import Corrected, SystemRow, SystemRows
from .queries import kept_by, row_of

ORIGIN = "inventory"
MOST_BYTES = 10 * 1024 * 1024
(SPEC,) = fields_of(SystemRows)


@require_http_methods(["GET", "POST"])
def sheet(request: Asked) -> HttpResponse:
    """The entries that the reader keeps as a sheet; posted, what an edited sheet would put right, or that it does."""
    rows = {one.pk: row_of(one) for one in kept_by(request.actor)}
    if not rows:
        raise Missing
    if request.method != "POST":
        return taken_away(sheet_of(SPEC, _raw(rows.items()), reading(), ORIGIN), "systems")
    try:
        if request.POST.get("sheet") == "apply":
            return _taken_over(request, rows)
        edits = _edits(request, rows)
    except Invalid as invalid:
        return _page(request, errors=invalid.errors, status=400)
    return _page(request, edits, merge(SPEC, _raw(rows.items()), edits, {}))


def _raw(rows: Iterable[tuple[int, SystemRow]]) -> dict[str, list[str]]:
    """Systems as the rows of a form, each under its own number."""
    raw: dict[str, list[str]] = {}
    for number, row in rows:
        raw |= raw_from(SPEC.columns, row.model_dump(), f"{SPEC.name}-{number}-")
    return raw


def _edits(request: Asked, rows: dict[int, SystemRow]) -> Edits:
    """What was edited in the sheet that was sent; rows are put right there and neither made nor taken away."""
    sent = request.FILES.get("systems-sheet")
    if sent is None or (sent.size or 0) > MOST_BYTES:
        raise _wrong(say("请选择一个不超过 10 MB 的表格。", "Choose a sheet of at most 10 MB."))
    edits = read_sheet(SPEC, sent.read(), sent.name or "", ORIGIN)
    _only_corrects(edits, rows)
    return edits


def _only_corrects(edits: Edits, rows: dict[int, SystemRow]) -> None:
    if edits.added or any(one.typed is None for one in edits.rows.values()):
        raise _wrong(
            say(
                "表格只用于更正：补录系统须凭证明文件，停用在该系统的页面办理。请不要增删行。",
                "A sheet only puts entries right: an older system is entered by its document, and one is retired on "
                "its page. Neither add nor delete rows.",
            )
        )
    gone = tuple(f"XT-{number}" for number in edits.rows if number not in rows)
    if gone:
        raise _wrong(say("不由你登记或者已经停用：%(n)s。", "Retired, or not kept by you: %(n)s.", n=gone))


def _wrong(why: Message) -> Invalid:
    return Invalid({SPEC.name: why})


def _taken_over(request: Asked, rows: dict[int, SystemRow]) -> HttpResponse:
    """Put right what was looked at; where an entry changed meanwhile, it is shown once more."""
    try:
        edits = unpacked(SPEC, request.POST.get("edits", ""))
    except ValueError as error:
        raise Missing from error
    _only_corrects(edits, rows)
    chosen = {name: text for name, text in request.POST.items() if isinstance(text, str)}
    found = merge(SPEC, _raw(rows.items()), edits, chosen)
    raw = raw_of(request.POST)
    if not found.settled:
        return _page(request, edits, found, raw=raw, status=409)
    try:
        corrections = {
            number: Correction(rows[number], _corrected(rows[number], found.raw, number)) for number in edits.rows
        }
        put_right = {number: one for number, one in corrections.items() if one.before != one.after}
        correct(put_right, actor=request.actor, now=request.now, reason=read(Corrected, raw).reason)
    except Invalid as invalid:
        return _page(request, edits, found, raw=raw, errors=invalid.errors, status=400)
    except Conflict:
        now = {one.pk: row_of(one) for one in kept_by(request.actor)}
        return _page(request, edits, merge(SPEC, _raw(now.items()), edits, chosen), raw=raw, status=409)
    messages.success(request, _("Put right: %(n)s entries.") % {"n": len(put_right)})
    return HttpResponseRedirect("/systems/")


def _corrected(before: SystemRow, raw: Raw, number: int) -> SystemRow:
    """A row as it is to be, checked, with nothing but what was edited; a fault names the system."""
    prefix = f"{SPEC.name}-{number}-"
    after = {name.removeprefix(prefix): texts for name, texts in raw.items() if name.startswith(prefix)}
    was = raw_from(SPEC.columns, before.model_dump())
    try:
        given = read(SystemRow, after)
    except Invalid as invalid:
        why = next(iter(invalid.errors.values()))
        raise _wrong(say("XT-%(n)s：%(why)s", "XT-%(n)s: %(why)s", n=str(number), why=why)) from invalid
    edited = [one.name for one in SPEC.columns if after.get(one.name, []) != was.get(one.name, [])]
    return before.model_copy(update={name: getattr(given, name) for name in edited})


def _page(
    request: Asked,
    edits: Edits | None = None,
    found: Merged | None = None,
    *,
    raw: Raw | None = None,
    errors: dict[str, Message] | None = None,
    status: int = 200,
) -> HttpResponse:
    form = bind(Corrected, raw=raw, errors={name: why for name, why in (errors or {}).items() if name == "reason"})
    context = {
        "form": form,
        "edits": packed(edits) if edits else "",
        "changes": found.changes if found else (),
        "clashes": found.clashes if found else (),
        "refused": next((why for name, why in (errors or {}).items() if name != "reason"), None),
        "again": status == 409,
    }
    return render(request, "inventory/sheet.html", context, status=status)
