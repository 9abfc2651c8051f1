"""A spreadsheet programme in small: opens a sheet, changes cells of its first page and saves all of its pages."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import xlsxwriter  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook

Cells = list[list[object]]


def cells_of(content: bytes, page: int = 0) -> Cells:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return book.get_sheet_by_index(page).to_python(skip_empty_area=False)  # type: ignore[return-value]


def saved(content: bytes, change: Callable[[Cells], object]) -> bytes:
    """The sheet after a change: numbers as numbers, texts as texts, `(formula, result)` as a formula."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for page, name in enumerate(CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names):
        cells = cells_of(content, page)
        if page == 0:
            change(cells)
        sheet = book.add_worksheet(name)
        for line, row in enumerate(cells):
            for place, cell in enumerate(row):
                match cell:
                    case (formula, result):
                        sheet.write_formula(line, place, formula, None, result)
                    case int() | float():
                        sheet.write_number(line, place, cell)
                    case date() | datetime():
                        sheet.write_datetime(line, place, cell, day)
                    case _:
                        sheet.write_string(line, place, str(cell))
    book.close()
    return made.getvalue()
