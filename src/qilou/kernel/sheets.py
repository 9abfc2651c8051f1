"""Sheets that people keep: a filtered list as XLSX with typed cells; what begins with `=` stays text."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter  # type: ignore[import-untyped]

Cell = str | int | Decimal | date | None
WIDEST = 60


def workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], note: str) -> bytes:
    """One sheet with a header row, the rows, and beneath them a note, such as what was filtered and when."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.write_row(0, 0, columns, head)
    sheet.freeze_panes(1, 0)
    widths = [len(one) for one in columns]
    line = 0
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], len(str(cell or "")))
            match cell:
                case None:
                    pass
                case date():
                    sheet.write_datetime(line, place, cell, day)
                case Decimal():
                    sheet.write_number(line, place, cell, money)
                case int():
                    sheet.write_number(line, place, cell)
                case _:
                    sheet.write_string(line, place, cell)
    sheet.autofilter(0, 0, line, len(columns) - 1)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width * 1.6 + 2, WIDEST))
    if note:
        sheet.write_string(line + 2, 0, note)
    book.close()
    return made.getvalue()
