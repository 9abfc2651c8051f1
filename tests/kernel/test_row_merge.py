"""Any edits of a sheet and of the form it went out from: each side's own changes are kept, and nothing else changes."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.spreadsheet import Cells, saved

from qilou.kernel.fields import Input, Labelled, Money, Says, fields_of
from qilou.kernel.forms import row_in, row_numbers
from qilou.kernel.row_edits import Merged, merge, packed, texts_of, unpacked
from qilou.kernel.row_sheets import read_sheet, sheet_of

Row = dict[str, str]
Raw = dict[str, list[str]]


class Kind(Labelled):
    """What a thing is."""

    NEW = "new", "新建", "New"
    OLD = "old", "旧有", "Old"


class Thing(Input):
    """A row with a column of each kind that a sheet keeps in its own way."""

    name: Annotated[str, Says("名称", "Name")] = ""
    amount: Annotated[Money | None, Says("金额", "Amount")] = None
    kind: Annotated[Kind | None, Says("种类", "Kind")] = None
    on: Annotated[date | None, Says("日期", "Day")] = None
    met: Annotated[bool, Says("符合", "Met")] = False


class Things(Input):
    """A form with one table."""

    things: Annotated[tuple[Thing, ...], Says("物件", "Things")] = ()


(SPEC,) = fields_of(Things)
NAMES = ("name", "amount", "kind", "on", "met")
ANSWERS = {
    "name": ["甲", "=A1", "007", " 空  格 ", ""],
    "amount": ["1", "2.5", "0.0001", ""],
    "kind": ["new", "old", ""],
    "on": ["2026-02-03", "2027-01-01", ""],
    "met": ["on", ""],
}
BLANK: Row = dict.fromkeys(NAMES, "")
rows = st.fixed_dictionaries({name: st.sampled_from(texts) for name, texts in ANSWERS.items()})
typed_rows = rows.filter(lambda row: row != BLANK)


@dataclass(frozen=True)
class Side:
    """What one side made of each row that went out (None: taken away), and the rows it added."""

    rows: list[Row | None]
    added: list[Row]


def blank(row: Row | None) -> bool:
    return row is None or not any(text.strip() for text in row.values())


@st.composite
def sides(draw: st.DrawFn, base: list[Row]) -> Side:
    """Rows as somebody left them: most cells as they were."""
    found: list[Row | None] = []
    for row in base:
        changed = draw(st.sets(st.sampled_from(NAMES), max_size=2))
        other = draw(rows)
        gone = draw(st.integers(0, 5)) == 0
        after = {name: other[name] if name in changed else row[name] for name in NAMES}
        found.append(None if gone or blank(after) else after)
    return Side(found, draw(st.lists(typed_rows, max_size=2)))


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Row], Side, Side, list[int]]:
    base = draw(st.lists(typed_rows, min_size=1, max_size=4))
    form, sheet = draw(sides(base)), draw(sides(base))
    return base, form, sheet, draw(st.permutations(range(len(base) + len(sheet.added))))


def form_of(rows: list[Row | None]) -> Raw:
    raw: Raw = {"title": ["不变"]}
    for number, row in enumerate(rows):
        cells = {"remove": "1"} if row is None else row
        raw |= {f"things-{number}-{name}": [text] for name, text in cells.items() if text}
    return raw


def cell_of(name: str, text: str) -> object:
    if not text:
        return ""
    match name:
        case "amount":
            return float(text)
        case "kind":
            return Kind(text).label.zh
        case "on":
            return date.fromisoformat(text)
        case "met":
            return "是"
    return text


def left(raw: Raw) -> dict[int, Row]:
    """The rows of a form by number."""
    numbers = row_numbers(raw, "things")
    return {one: texts_of(SPEC, row) for one in numbers if (row := row_in(raw, "things", one)) is not None}


def said(row: Row | None) -> Row | None:
    """A row by what it says: spaces at the ends of a text say nothing."""
    return None if row is None else {name: " ".join(row[name].split()) for name in NAMES}


def merged(base: list[Row], form: Side, sheet: Side, order: list[int]) -> tuple[Merged, Merged]:
    """The form with the edits while nobody chose, and with the sheet's side chosen throughout."""

    def edit(cells: Cells) -> None:
        after: list[list[object] | None] = []
        for row, line in zip(sheet.rows, cells[1:], strict=True):
            after.append(None if row is None else [*line[:2], *(cell_of(name, row[name]) for name in NAMES)])
        for row in sheet.added:
            after.append(["", "", *(cell_of(name, row[name]) for name in NAMES)])
        shuffled = (after[place] for place in order)
        cells[1:] = [line for line in shuffled if line is not None]

    content = saved(sheet_of(SPEC, form_of(list(base)), "zh", "draft"), edit)
    edits = unpacked(SPEC, packed(read_sheet(SPEC, content, "things.xlsx", "draft")))
    raw = form_of([*form.rows, *form.added])
    open_ = merge(SPEC, raw, edits, {})
    return open_, merge(SPEC, raw, edits, {one.name: one.take for one in open_.clashes})


@settings(max_examples=150)
@given(story=stories())
def test_each_sides_own_changes_are_kept_and_nothing_else_changes(
    story: tuple[list[Row], Side, Side, list[int]],
) -> None:
    base, form, sheet, order = story
    merged_so_far, taken = merged(base, form, sheet, order)
    found, clashes = left(merged_so_far.raw), 0
    for number, (before, now, edited) in enumerate(zip(map(said, base), form.rows, sheet.rows, strict=True)):
        now, edited = said(now), said(edited)
        after = said(found.get(number))
        if edited == before or now == edited:
            assert after == now
        elif now == before:
            assert after == edited
        elif now is None or edited is None:
            assert after == now
            clashes += 1
        else:
            assert before is not None
            assert after is not None
            for name in NAMES:
                own = edited[name] != before[name] and now[name] == before[name]
                assert after[name] == (edited[name] if own else now[name])
                clashes += len({before[name], now[name], edited[name]}) == 3
    beyond = [said(row) for number, row in found.items() if number >= len(base)]
    new = sorted(place for place in order if place >= len(base))
    assert beyond[: len(form.added)] == [said(row) for row in form.added]
    assert sorted(map(str, beyond[len(form.added) :])) == sorted(str(said(sheet.added[one - len(base)])) for one in new)
    assert merged_so_far.raw["title"] == ["不变"]
    assert len(merged_so_far.clashes) == clashes
    assert taken.settled
    for number, (before, now, edited) in enumerate(zip(map(said, base), form.rows, sheet.rows, strict=True)):
        if said(now) is not None and said(edited) is None and before != said(edited):
            assert number not in left(taken.raw)
