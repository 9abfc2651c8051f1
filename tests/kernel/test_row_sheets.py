"""Rows of a form go out as a sheet and come back: what was edited in the sheet changes, and nothing else."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.spreadsheet import Cells, cells_of, saved

from qilou.kernel.errors import Invalid
from qilou.kernel.fields import Input, Says, fields_of
from qilou.kernel.forms import bind, raw_from, read
from qilou.kernel.row_edits import FORM, Edits, Merged, merge, packed, unpacked
from qilou.kernel.row_sheets import read_sheet, sheet_of
from qilou.projects.inputs.declaration import LineRow

DRAFT = "SB26-1-8/submit/lines/1"
Raw = dict[str, list[str]]


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
# Where the sheet keeps them: the row's number, its hidden key, then the columns of the table.
CLASS, SUBCLASS, NAME, QUANTITY, PRICE, AMOUNT = 2, 3, 4, 6, 8, 9


def out(raw: Raw = RAW, language: str = "zh") -> bytes:
    return sheet_of(SPEC, raw, language, DRAFT)  # type: ignore[arg-type]


def edited(change: Callable[[Cells], object], raw: Raw = RAW, language: str = "zh") -> Edits:
    return read_sheet(SPEC, saved(out(raw, language), change), "rows.xlsx", DRAFT)


def put(*places: tuple[int, int, object]) -> Callable[[Cells], None]:
    def change(cells: Cells) -> None:
        for line, place, cell in places:
            cells[line][place] = cell

    return change


def cells_changed(found: Merged, raw: Raw = RAW) -> Raw:
    return {name: found.raw.get(name, []) for name in {*found.raw, *raw} if found.raw.get(name) != raw.get(name)}


def nothing(edits: Edits) -> bool:
    return not edits.rows and not edits.added


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_nobody_edited_changes_nothing(language: str) -> None:
    assert nothing(read_sheet(SPEC, out(language=language), "rows.xlsx", DRAFT))
    assert nothing(edited(lambda cells: None, language=language))


def test_amounts_go_out_as_numbers_and_texts_that_look_like_formulas_as_texts() -> None:
    first, second = cells_of(out())[1:]
    assert first[:6] == [1.0, 0.0, "软件费", "", "=签发", ""]
    assert first[6:10] == [45.0, "人月", 2.1, 94.5]
    assert second[NAME] == "007"


def test_what_was_edited_changes_and_nothing_else() -> None:
    edits = edited(put((1, PRICE, 2.2), (1, AMOUNT, ("=G2*I2", 99.00000000000001)), (2, CLASS, "服务费")))
    found = merge(SPEC, RAW, edits, {})
    assert cells_changed(found) == {
        "lines-0-unit_price": ["2.2"],
        "lines-0-amount": ["99"],
        "lines-1-cost_class": ["service"],
    }
    assert [(one.row, one.column.zh, one.before) for one in found.changes[:2] if one.column] == [
        (1, "单价", "2.10"),
        (1, "合价", "94.50"),
    ]
    lines = read(Estimate, found.raw).lines  # type: ignore[attr-defined]
    assert [str(line.amount) for line in lines] == ["990000.00", "45000.25"]
    assert [line.name for line in lines] == ["=签发", "007"]


def test_a_formula_in_a_text_cell_is_its_text() -> None:
    assert nothing(edited(put((1, NAME, ("=签发", "#NAME?")))))
    found = merge(SPEC, RAW, edited(put((2, NAME, ("=A1&B1", "行号行键")))), {})
    assert cells_changed(found) == {"lines-1-name": ["=A1&B1"]}


def test_a_formula_without_a_result_is_a_fault_and_empties_nothing() -> None:
    for place in (AMOUNT, SUBCLASS - 1):
        with pytest.raises(Invalid) as refused:
            edited(put((1, place, ("=G2*I2", ""))))
        assert ("J2" if place == AMOUNT else "C2") in refused.value.errors["lines"].in_("zh")


def test_rows_may_be_put_in_another_order_added_and_taken_away() -> None:
    def change(cells: Cells) -> None:
        new: list[object] = ["", "", "服务费", "", "培训", "", 2.0, "次", 0.5, 1.0, "", "", ""]
        cells[1:] = [new, cells[2]]

    assert nothing(edited(lambda cells: cells.append(cells.pop(1))))
    found = merge(SPEC, RAW, edited(change), {})
    assert [(one.row, one.column, bool(one.before), bool(one.after)) for one in found.changes] == [
        (1, None, True, False),
        (3, None, False, True),
    ]
    lines = read(Estimate, found.raw).lines  # type: ignore[attr-defined]
    assert [line.name for line in lines] == ["007", "培训"]


def test_a_copied_row_is_a_new_one_and_a_row_cleared_is_taken_away() -> None:
    def copy(cells: Cells) -> None:
        cells.insert(1, [*cells[1][:NAME], "副本", *cells[1][NAME + 1 :]])

    assert [row["name"] for row in edited(copy).added] == ["副本"]
    cleared = merge(SPEC, RAW, edited(put(*((1, place, "") for place in range(CLASS, CLASS + len(SPEC.columns))))), {})
    assert [line.name for line in read(Estimate, cleared.raw).lines] == ["007"]  # type: ignore[attr-defined]


def test_what_a_colleague_changed_since_stays_and_what_both_changed_is_put_to_a_choice() -> None:
    edits = edited(put((1, PRICE, 2.2), (2, NAME, "008")))
    now = RAW | {"lines-0-unit_price": ["3.00"], "lines-0-unit": ["人天"], "total": ["99"]}
    found = merge(SPEC, now, edits, {})
    assert cells_changed(found, now) == {"lines-1-name": ["008"]}
    (clash,) = found.clashes
    assert (clash.change.before, clash.change.after, found.settled) == ("3.00", "2.2", False)
    taken = merge(SPEC, now, edits, {clash.name: clash.take})
    assert taken.settled
    assert cells_changed(taken, now) == {"lines-1-name": ["008"], "lines-0-unit_price": ["2.2"]}
    assert merge(SPEC, now, edits, {clash.name: FORM}).settled
    # A choice made against another value of the form counts for nothing.
    assert not merge(SPEC, now | {"lines-0-unit_price": ["4.00"]}, edits, {clash.name: clash.take}).settled


def test_a_row_that_one_side_took_away_and_the_other_edited_is_put_to_a_choice() -> None:
    gone = edited(lambda cells: cells.pop(1))
    colleague = RAW | {"lines-0-unit_price": ["3.00"]}
    found = merge(SPEC, colleague, gone, {})
    assert (cells_changed(found, colleague), len(found.clashes)) == ({}, 1)
    taken = merge(SPEC, colleague, gone, {found.clashes[0].name: found.clashes[0].take})
    assert [line.name for line in read(Estimate, taken.raw).lines] == ["007"]  # type: ignore[attr-defined]
    priced = edited(put((1, PRICE, 2.2)))
    removed = {name: texts for name, texts in RAW.items() if not name.startswith("lines-0-")}
    removed["lines-0-remove"] = ["1"]
    found = merge(SPEC, removed, priced, {})
    assert (cells_changed(found, removed), len(found.clashes)) == ({}, 1)
    taken = merge(SPEC, removed, priced, {found.clashes[0].name: found.clashes[0].take})
    assert [line.name for line in read(Estimate, taken.raw).lines] == ["007", "=签发"]  # type: ignore[attr-defined]


def test_a_removed_rows_number_is_not_given_again() -> None:
    form = bind(Estimate, raw=RAW | {"lines-1-remove": ["1"]})
    assert [row.remove for row in form.fields[0].rows] == [f"lines-{n}-remove" for n in (0, 2, 3, 4)]
    assert form.fields[0].removed == ("lines-1-remove",)
    assert form.fields[0].rows[0].cells[2].value == "=签发"


@pytest.mark.parametrize(
    ("row", "place", "cell", "told"),
    [
        (1, AMOUNT, "很多", "J2"),
        (2, CLASS, "礼品费", "礼品费"),
        (0, NAME, "品名", "品名"),
        (0, NAME, "单价", "两次|重复"),
        (0, 1, "", "行键"),
    ],
)
def test_a_cell_at_fault_is_named(row: int, place: int, cell: str, told: str) -> None:
    with pytest.raises(Invalid) as refused:
        edited(put((row, place, cell)))
    assert any(one in refused.value.errors["lines"].in_("zh") for one in told.split("|"))


@pytest.mark.parametrize(
    ("content", "name", "draft"),
    [
        (b"%PDF-1.4", "rows.xlsx", DRAFT),
        (b"PK\x03\x04", "rows.ods", DRAFT),
        ("行号,名称\n1,甲\n".encode(), "rows.csv", DRAFT),
        (out(), "rows.xlsx", "SB26-1-8/submit/lines/2"),
    ],
)
def test_what_did_not_go_out_from_this_draft_is_told_at_the_table(content: bytes, name: str, draft: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_sheet(SPEC, content, name, draft)
    assert set(refused.value.errors) == {"lines"}


def test_edits_come_back_from_a_page_as_they_went_and_nothing_else_does() -> None:
    edits = edited(put((1, PRICE, 2.2)))
    assert unpacked(SPEC, packed(edits)) == edits
    for text in ("", "[]", '{"origin": "", "rows": {}, "added": [{"price": "1"}]}'):
        with pytest.raises(ValueError):
            unpacked(SPEC, text)


@given(fen=st.lists(st.integers(min_value=1, max_value=99_999_999_999), min_size=1, max_size=8))
def test_every_amount_survives_the_way_to_the_fen(fen: list[int]) -> None:
    lines = [{**LINES[0], "amount": f"{one // 100}.{one % 100:02}"} for one in fen]
    raw = raw_from(fields_of(Estimate), {"lines": lines})
    assert nothing(read_sheet(SPEC, out(raw), "rows.xlsx", DRAFT))


def in_an_office(sheet: bytes, folder: Path, kind: str, change: Callable[[str], str]) -> bytes:
    """The sheet opened in LibreOffice, edited in its own format, reckoned and saved by it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")

    def convert(name: str, to: str) -> Path:
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", to]
        subprocess.run([*command, "--outdir", str(folder), str(folder / name)], check=True, timeout=300)
        return folder / f"{Path(name).stem}.{to}"

    (folder / "rows.xlsx").write_bytes(sheet)
    opened = convert("rows.xlsx", "fods").read_text()
    (folder / "edited.fods").write_text(change(opened))
    return convert("edited.fods", kind).read_bytes()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_sheet_edited_in_an_office_programme_changes_what_was_edited_and_nothing_else(
    tmp_path: Path, kind: str
) -> None:
    def change(text: str) -> str:
        """A price, a formula for its amount, and a text that begins with zeros; the first of each is what one sees."""
        typed = 'office:value-type="float"'
        text = text.replace(f'{typed} office:value="2.1"', f'{typed} office:value="2.2"', 1)
        text = text.replace(f'{typed} office:value="94.5"', f'table:formula="of:=[.G2]*[.I2]" {typed}', 1)
        text = text.replace("<text:p>007</text:p>", "<text:p>=008</text:p>", 1)
        return text.replace("<text:p>项</text:p>", '<text:p>a<text:s text:c="2"/>b</text:p>', 1)

    raw = RAW | {"lines-0-specification": ["一行  两格\n又一行"], "lines-1-year": ["2027"]}
    assert nothing(read_sheet(SPEC, in_an_office(out(raw), tmp_path, kind, str), f"rows.{kind}", DRAFT))
    edits = read_sheet(SPEC, in_an_office(out(raw), tmp_path, kind, change), f"rows.{kind}", DRAFT)
    assert cells_changed(merge(SPEC, raw, edits, {}), raw) == {
        "lines-0-unit_price": ["2.2"],
        "lines-0-amount": ["99"],
        "lines-1-name": ["=008"],
        "lines-1-unit": ["a  b"],
    }
