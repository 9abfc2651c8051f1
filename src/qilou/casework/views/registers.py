"""The registers: which there are, the rows of one, and one as a sheet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qilou.identity.queries import names_read
from qilou.kernel import registers as kept
from qilou.kernel.errors import Missing
from qilou.kernel.registers import REGISTERS, Register, sheet_row
from qilou.kernel.request import Asked
from qilou.kernel.sheets import workbook
from qilou.kernel.templatetags.words import say as said

from .lists import pager, sheet_note, skipped, taken_away
from .names import names_in, read_cells

PAGE = 50
YEARS = 6


@require_GET
def registers(request: Asked) -> HttpResponse:
    """Every register that the viewer may see, with what it holds."""
    rows = [one for one in REGISTERS.values() if one.open_for(request.actor)]
    return render(request, "casework/registers.html", {"rows": rows})


@require_GET
def one_register(request: Asked, register: str) -> HttpResponse:
    """The rows of a register that the viewer may see, of one year or all."""
    one, year = _asked(request, register)
    found = one.found(request.actor, year)
    skip, total = skipped(request), found.count()
    rows = list(found[skip : skip + PAGE + 1])
    cells = [one.cells(row) for row in rows[:PAGE]]
    names = names_read(names_in(one.columns, cells))
    context = {
        "register": one,
        "columns": [{"label": column.label, "kind": column.kind, "stays": column.stays} for column in one.columns],
        "rows": [
            {"cells": read_cells(one.columns, told, names), "href": one.href(row)}
            for told, row in zip(cells, rows, strict=False)
        ],
        "year": year,
        "years": range(request.today.year + 1, request.today.year - YEARS, -1) if one.years else (),
        "total": total,
        "most": kept.MOST_ROWS if total > kept.MOST_ROWS else None,
        "pager": pager(request, rows, skip, page=PAGE, total=total),
    }
    return render(request, "casework/register.html", context)


@require_GET
def one_register_sheet(request: Asked, register: str) -> HttpResponse:
    """The register as a sheet to take away, with a note of the day and the year, and of what did not fit."""
    one, year = _asked(request, register)
    found = one.found(request.actor, year)
    cells = [one.cells(row) for row in found[: kept.MOST_ROWS].iterator(chunk_size=2000)]
    names = names_read(names_in(one.columns, cells))
    rows = [sheet_row(one, read_cells(one.columns, row, names), said) for row in cells]
    note = sheet_note(request, len(rows), year)
    if len(rows) == kept.MOST_ROWS and (total := found.count()) > len(rows):
        cut = _("Cut: the newest %(n)s of %(total)s rows. Take out one year at a time.")
        note = f"{cut % {'n': len(rows), 'total': total}} {note}"
    heads = [said(column.label) for column in one.columns]
    return taken_away(workbook(said(one.title), heads, rows, note), f"{one.code}-{year or request.today.year}")


def _asked(request: Asked, code: str) -> tuple[Register, int]:
    one = REGISTERS.get(code)
    if one is None or not one.open_for(request.actor):
        raise Missing
    text = request.GET.get("year", "")
    year = int(text) if one.years and text.isascii() and text.isdecimal() and len(text) == 4 and text < "3000" else 0
    return one, year
