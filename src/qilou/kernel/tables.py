"""Tables that people keep: read from CSV, XLSX, XLS and ODS as text, cell by cell as it is shown."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePath

import python_calamine

from qilou.law import say

from .archives import ZIP, fault_in
from .errors import Invalid

ENCODINGS = ("utf-8-sig", "gb18030")
SHEETS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text; every row is as long as the header. Row 1 of the file is the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def numbered(self) -> list[tuple[int, tuple[str, ...]]]:
        """The rows with the line that they stand on in the file (the header is line 1)."""
        return [(place, row) for place, row in enumerate(self.rows, start=2) if any(row)]


def read_table(content: bytes, name: str, sheet: str = "") -> Table:
    """The first sheet of a file, or the one named, by its ending; raises Invalid for what cannot be read as a table."""
    ending = PurePath(name).suffix.lower()
    try:
        cells = _sheet(content, sheet) if ending in SHEETS else _csv(content)
    except (python_calamine.CalamineError, csv.Error, ValueError) as error:
        raise Invalid({"file": say("无法按表格读取该文件。", "The file cannot be read as a table.")}) from error
    if not cells or not any(cells[0]):
        raise Invalid({"file": say("表格第一行应为列名。", "The first row must name the columns.")})
    if len(cells) > MOST_ROWS:
        raise Invalid({"file": say("表格超过 %(n)s 行。", "The table has more than %(n)s rows.", n=MOST_ROWS)})
    header = tuple(one.strip() for one in cells[0])
    return Table(header, tuple(_fitted(row, len(header)) for row in cells[1:]))


def _fitted(row: Sequence[str], width: int) -> tuple[str, ...]:
    if any(row[width:]):
        raise Invalid({"file": say("有的行比列名多。", "Some row has more cells than there are column names.")})
    return tuple(one.strip() for one in row[:width]) + ("",) * (width - len(row))


def _csv(content: bytes) -> list[list[str]]:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return list(csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text), strict=True))
    raise ValueError("neither UTF-8 nor GB 18030 text")


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, unless the header line has more semicolons or tabs."""
    first = text.split("\n", 1)[0]
    best = max(",;\t", key=first.count)

    class Found(csv.excel):
        delimiter = best

    return Found


def _sheet(content: bytes, name: str) -> list[list[str]]:
    if content.startswith(ZIP) and (fault := fault_in(io.BytesIO(content), len(content))):
        raise Invalid({"file": fault})
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheet = book.get_sheet_by_name(name) if name else book.get_sheet_by_index(0)
    return [[_shown(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _shown(cell: str | float | bool | date | datetime | time | timedelta) -> str:
    if isinstance(cell, float):
        return f"{Decimal(f'{cell:.15g}'):f}"  # the digits that a spreadsheet keeps
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
