"""Rows of a form go out as a sheet and come back: what was edited changes, and nothing else."""

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Annotated

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from qilou.kernel.errors import Invalid
from qilou.kernel.fields import Input, Says, fields_of
from qilou.kernel.forms import raw_from, read
from qilou.kernel.row_sheets import read_sheet, sheet_of, with_rows
from qilou.projects.inputs.declaration import LineRow

Cells = list[list[object]]


class Estimate(Input):
    """A form with one table."""

    lines: Annotated[tuple[LineRow, ...], Says("投资估算表", "Estimate")] = ()


(SPEC,) = fields_of(Estimate)
SOFTWARE = {"cost_class": "software", "name": "=签发", "quantity": "45", "unit": "人月"}
OTHER = {"cost_class": "other", "name": "007", "quantity": "0.5", "unit": "项"}
LINES = [
    SOFTWARE | {"unit_price": "21000", "amount": "945000"},
    OTHER | {"unit_price": "90000.50", "amount": "45000.25"},
]
RAW = raw_from(fields_of(Estimate), {"lines": LINES})


def cells_of(content: bytes) -> Cells:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()  # type: ignore[return-value]


def edited(change: Callable[[Cells], object], language: str = "zh") -> bytes:
    """The sheet as somebody saved it after a change: numbers as numbers, texts as texts, formulas reckoned."""
    cells = cells_of(sheet_of(SPEC, RAW, language))  # type: ignore[arg-type]
    change(cells)
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for line, row in enumerate(cells):
        for place, cell in enumerate(row):
            if isinstance(cell, tuple):
                sheet.write_formula(line, place, cell[0], None, cell[1])
            elif isinstance(cell, float):
                sheet.write_number(line, place, cell)
            else:
                sheet.write_string(line, place, str(cell))
    book.close()
    return made.getvalue()


def changes(content: bytes) -> list[tuple[int, str, str, str]]:
    found = read_sheet(SPEC, content, "rows.xlsx", RAW).changes
    return [(one.row, one.column.zh if one.column else "", one.before, one.after) for one in found]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_nobody_edited_changes_nothing(language: str) -> None:
    assert changes(sheet_of(SPEC, RAW, language)) == []  # type: ignore[arg-type]
    assert changes(edited(lambda cells: None, language)) == []


def test_amounts_go_out_as_numbers_and_texts_that_look_like_formulas_as_texts() -> None:
    first, second = cells_of(sheet_of(SPEC, RAW, "zh"))[1:]
    assert first[:5] == [1.0, "软件费", "", "=签发", ""]
    assert first[5:9] == [45.0, "人月", 2.1, 94.5]
    assert second[3] == "007"


def test_what_was_edited_changes_and_nothing_else() -> None:
    def change(cells: Cells) -> None:
        cells[1][7], cells[1][8] = 2.2, ("=F2*H2", 99.00000000000001)
        cells[2][1] = "服务费"

    assert changes(edited(change)) == [
        (1, "单价", "2.10", "2.2"),
        (1, "合价", "94.50", "99"),
        (2, "费用类别", "other", "service"),
    ]
    read_back = with_rows(SPEC, RAW, read_sheet(SPEC, edited(change), "rows.xlsx", RAW).rows)
    lines = read(Estimate, read_back).lines  # type: ignore[attr-defined]
    assert [str(line.amount) for line in lines] == ["990000.00", "45000.25"]
    assert [line.name for line in lines] == ["=签发", "007"]


def test_rows_are_added_taken_away_and_put_in_another_order() -> None:
    def change(cells: Cells) -> None:
        new: list[object] = ["", "服务费", "", "培训", "", 2.0, "次", 0.5, 1.0, "", "", ""]
        cells[1:] = [new, cells[2]]

    found = read_sheet(SPEC, edited(change), "rows.xlsx", RAW)
    assert [(one.row, one.column, bool(one.before), bool(one.after)) for one in found.changes] == [
        (1, None, False, True),
        (1, None, True, False),
    ]
    assert [row["name"] for row in found.rows] == [["培训"], ["007"]]


@pytest.mark.parametrize(
    ("row", "place", "cell", "told"),
    [
        (1, 8, "很多", "I2"),
        (2, 1, "礼品费", "礼品费"),
        (2, 0, "1", "A3"),
        (2, 0, "9", "A3"),
        (0, 3, "品名", "品名"),
        (0, 0, "序", "行号"),
    ],
)
def test_a_cell_at_fault_is_named(row: int, place: int, cell: str, told: str) -> None:
    def change(cells: Cells) -> None:
        cells[row][place] = cell

    with pytest.raises(Invalid) as refused:
        read_sheet(SPEC, edited(change), "rows.xlsx", RAW)
    assert told in refused.value.errors["lines"].in_("zh")


def test_what_is_no_sheet_is_told_at_the_table() -> None:
    with pytest.raises(Invalid) as refused:
        read_sheet(SPEC, b"%PDF-1.4", "rows.xlsx", RAW)
    assert set(refused.value.errors) == {"lines"}


@given(fen=st.lists(st.integers(min_value=1, max_value=99_999_999_999), min_size=1, max_size=8))
def test_every_amount_survives_the_way_to_the_fen(fen: list[int]) -> None:
    lines = [{**LINES[0], "amount": f"{one // 100}.{one % 100:02}"} for one in fen]
    raw = raw_from(fields_of(Estimate), {"lines": lines})
    assert read_sheet(SPEC, sheet_of(SPEC, raw, "zh"), "rows.xlsx", raw).changes == ()


def test_a_spreadsheet_programme_that_saves_the_sheet_changes_nothing(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    (tmp_path / "rows.xlsx").write_bytes(sheet_of(SPEC, RAW, "zh"))
    command = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "ods"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "rows.xlsx")], check=True, timeout=120)
    saved = read_sheet(SPEC, (tmp_path / "rows.ods").read_bytes(), "rows.ods", RAW)
    assert saved.changes == ()
