"""Sheets that people keep: a filtered list as XLSX with typed cells; what begins with `=` stays text."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

Cell = str | int | Decimal | date | None
WIDEST = 60


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a sheet carries for its way back and nobody sees: a column of it, and a sheet behind it."""

    column: int
    sheet: str
    rows: Sequence[Sequence[Cell]]


def workbook(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], note: str, hidden: Hidden | None = None
) -> bytes:
    """One sheet with a header row, the rows, and beneath them a note, such as what was filtered and when."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    sheet = book.add_worksheet(title[:31])
    formats = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        Decimal: book.add_format({"num_format": "#,##0.00"}),
    }
    sheet.write_row(0, 0, columns, book.add_format({"bold": True, "bottom": 1}))
    sheet.freeze_panes(1, 0)
    widths = [len(one) for one in columns]
    line = 0
    for line, row in enumerate(rows, start=1):
        _write(sheet, line, row, formats)
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], len(str(cell or "")))
    sheet.autofilter(0, 0, line, len(columns) - 1)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width * 1.6 + 2, WIDEST))
    if note:
        sheet.write_string(line + 2, 0, note)
    if hidden:
        sheet.set_column(hidden.column, hidden.column, None, None, {"hidden": True})
        behind = book.add_worksheet(hidden.sheet)
        behind.very_hidden()
        for place, row in enumerate(hidden.rows):
            _write(behind, place, row, formats)
    book.close()
    return made.getvalue()


def _write(sheet: Any, line: int, row: Sequence[Cell], formats: dict[type, Any]) -> None:  # Any: XlsxWriter is untyped
    for place, cell in enumerate(row):
        match cell:
            case None:
                pass
            case date():
                sheet.write_datetime(line, place, cell, formats[date])
            case Decimal():
                sheet.write_number(line, place, cell, formats[Decimal])
            case int():
                sheet.write_number(line, place, cell)
            case _:
                sheet.write_string(line, place, cell)
