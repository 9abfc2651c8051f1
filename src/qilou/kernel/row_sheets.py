"""The rows of a form's table as a sheet: taken out, edited elsewhere, read back as what was edited in it.

The sheet carries, unseen, the number of each row and what went out of it, so that rows may be sorted, inserted and
taken away, and a cell counts as edited only if it says something else than went out. In a column of numbers, dates or
answers a formula gives its result, and one without a result is a fault; in a column of text a formula is its text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from string import ascii_uppercase

from qilou.law import Language, Message, Text, say

from .errors import Invalid
from .fields import FieldSpec, Kind, Wrong
from .forms import Options, Raw, read_value, row_in, row_numbers
from .formulas import formulas_in
from .money import WAN
from .row_edits import Edits, RowEdit, same, texts_of
from .sheets import Cell, Hidden, workbook
from .tables import read_table

ORDINAL = Text("行号", "Row")
KEY = Text("行键", "Row key")
YES = Text("是", "yes")
KEPT = "qilou"
ENDINGS = (".xlsx", ".xlsm", ".ods")
WORDS = (Kind.TEXT, Kind.LONG_TEXT)
FILES = (Kind.FILE, Kind.FILES)


@dataclass(frozen=True, slots=True)
class Exported:
    """A row as it went out: what its cells showed and what the form held."""

    shown: Mapping[str, str]
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an edited sheet: where it stands, which row it was (None for a new one), and what its cells say."""

    at: int
    number: int | None
    places: Mapping[int, FieldSpec]
    cells: Mapping[str, str]

    def edited(self, exported: Exported) -> list[str]:
        """The columns whose cells say something else than went out."""
        return [name for name, text in self.cells.items() if text != exported.shown.get(name, "")]


def sheet_of(spec: FieldSpec, raw: Raw, language: Language, origin: str, options: Options = lambda refers: ()) -> bytes:
    """The table's rows as XLSX: amounts in 万元 as numbers, dates as dates, all else as text; `origin` is its draft."""
    columns = _shown_columns(spec)
    labels = {column.name: _labels(column, language, options) for column in columns}
    rows: list[list[Cell]] = []
    kept: list[list[Cell]] = [[origin, *(one.name for one in columns), *(one.name for one in spec.columns)]]
    for number in row_numbers(raw, spec.name):
        if (found := row_in(raw, spec.name, number)) is None:
            continue
        row = texts_of(spec, found)
        shown = [_cell(column, row[column.name].strip(), labels[column.name]) for column in columns]
        rows.append([len(rows) + 1, number, *shown])
        kept.append([number, *shown, *(row[column.name] or None for column in spec.columns)])
    heads = [ORDINAL.in_(language), KEY.in_(language), *(_head(column, language) for column in columns)]
    return workbook(spec.label.in_(language), heads, rows, "", Hidden(1, KEPT, kept))


def read_sheet(spec: FieldSpec, content: bytes, name: str, origin: str, options: Options = lambda refers: ()) -> Edits:
    """What was edited in a sheet since it went out; raises Invalid that names each cell at fault."""
    exported = _exported(spec, content, name, origin)
    faults: list[Message] = []
    lines = _lines(spec, content, name, exported, faults)
    answers = {column.name: _answers(column, options) for column in _shown_columns(spec)}
    rows: dict[int, RowEdit] = {}
    added: list[dict[str, str]] = []
    for line in lines:
        before = exported[line.number] if line.number is not None else Exported({}, {})
        typed = _edits(line, before, answers, faults)
        if line.number is None:
            added.append({one: text for one, text in typed.items() if text})
        elif typed:
            rows[line.number] = RowEdit(before.typed, typed)
    kept = {line.number for line in lines}
    rows |= {number: RowEdit(one.typed, None) for number, one in exported.items() if number not in kept}
    if faults:
        raise Invalid({spec.name: say("%(faults)s", "%(faults)s", faults=tuple(faults))})
    return Edits(origin, rows, tuple(added))


def _shown_columns(spec: FieldSpec) -> tuple[FieldSpec, ...]:
    """The columns that a sheet shows: a file is none of them."""
    return tuple(one for one in spec.columns if one.kind not in FILES)


def _head(column: FieldSpec, language: Language) -> str:
    unit = Text("（万元）", " (CNY 10,000)") if column.kind in (Kind.MONEY, Kind.PRICE) else Text("", "")
    return column.label.in_(language) + unit.in_(language)


def _exported(spec: FieldSpec, content: bytes, name: str, origin: str) -> dict[int, Exported]:
    """The rows as they went out, which the sheet carries unseen."""
    if PurePath(name).suffix.lower() not in ENDINGS:
        words = say("请以 XLSX 或者 ODS 格式保存，再读回。", "Save it as XLSX or ODS, then read it back.")
        raise Invalid({spec.name: words})
    try:
        kept = read_table(content, name, KEPT)
    except Invalid as invalid:
        words = say("请先导出表格，在其上修改后读回。", "Take the sheet out first, edit that and read it back.")
        raise Invalid({spec.name: words}) from invalid
    width = len(_shown_columns(spec)) + 1
    names = tuple(one.name for one in spec.columns)
    if kept.header[0] != origin or kept.header[width:] != names:
        words = say(
            "这份表格不是从当前表单导出的；请重新导出。",
            "This sheet did not go out from this form as it stands; take it out again.",
        )
        raise Invalid({spec.name: words})
    return {
        int(row[0]): Exported(
            dict(zip(kept.header[1:width], row[1:width], strict=True)), dict(zip(names, row[width:], strict=True))
        )
        for row in kept.rows
        if row[0].isdecimal()
    }


def _lines(
    spec: FieldSpec, content: bytes, name: str, exported: Mapping[int, Exported], faults: list[Message]
) -> list[Line]:
    """The lines of a sheet that say anything; of several copies of one row the least edited is the row, others new."""
    try:
        table = read_table(content, name)
        formulas = formulas_in(content)
    except Invalid as invalid:
        raise Invalid({spec.name: next(iter(invalid.errors.values()))}) from invalid
    key, places = _places(spec, table.header)
    lines: list[Line] = []
    for at, cells in table.numbered():
        found: dict[str, str] = {}
        for place, column in places.items():
            try:
                found[column.name] = _said_in(column, cells[place], formulas.get((at, place)))
            except Wrong as wrong:
                faults.append(_fault(place, at, wrong.message))
        number = int(cells[key]) if cells[key].isascii() and cells[key].isdecimal() else None
        before = exported.get(number) if number is not None else None
        if any(found.values()) or (before and not any(before.shown.values())):
            lines.append(Line(at, number if before else None, places, found))
    return _told_apart(lines, exported)


def _places(spec: FieldSpec, header: Sequence[str]) -> tuple[int, dict[int, FieldSpec]]:
    """Where the rows' keys stand, and which column of the table at which place."""
    known = {name: column for column in _shown_columns(spec) for name in _heads(column)}
    own = {name for one in (ORDINAL, KEY) for name in (one.zh, one.en)}
    strange = tuple(one for one in header if one and one not in known and one not in own)
    if strange:
        words = say("没有这样的列：%(names)s。", "There are no such columns: %(names)s.", names=strange)
        raise Invalid({spec.name: words})
    keys = [place for place, name in enumerate(header) if name in (KEY.zh, KEY.en)]
    places = {place: known[name] for place, name in enumerate(header) if name in known}
    if len(keys) != 1 or len({column.name for column in places.values()}) < len(places):
        words = say(
            "列有缺失或者重复（含隐藏的“行键”列）；请重新导出表格，在其上修改。",
            "A column is missing or stands twice (the hidden “Row key” too): take the sheet out again and edit that.",
        )
        raise Invalid({spec.name: words})
    return keys[0], places


def _heads(column: FieldSpec) -> set[str]:
    languages: tuple[Language, ...] = ("zh", "en")
    return {name for one in languages for name in (_head(column, one), column.label.in_(one))}


def _told_apart(lines: list[Line], exported: Mapping[int, Exported]) -> list[Line]:
    """One line a row: of several copies the least edited is the row, the others are new."""
    best: dict[int, Line] = {}
    for line in lines:
        if line.number is None:
            continue
        before = exported[line.number]
        rival = best.get(line.number)
        if rival is None or len(line.edited(before)) < len(rival.edited(before)):
            best[line.number] = line
    return [line if line.number is None or best[line.number] is line else replace(line, number=None) for line in lines]


def _said_in(column: FieldSpec, text: str, formula: str | None) -> str:
    """What a cell says; raises Wrong for a formula that gives nothing where a value is asked."""
    if formula is None:
        return text
    if column.kind in WORDS and formula != "=":
        return formula
    if not text or column.kind in WORDS:
        words = say("公式没有结果，请填写数值。", "The formula has no result; type the value.")
        raise Wrong(words)
    return text


def _edits(
    line: Line, before: Exported, answers: Mapping[str, Mapping[str, str]], faults: list[Message]
) -> dict[str, str]:
    """The cells that were edited, as a form types them."""
    found: dict[str, str] = {}
    edited = line.edited(before)
    for place, column in line.places.items():
        if column.name not in edited:
            continue
        try:
            typed = _typed(column, line.cells[column.name], answers[column.name])
        except Wrong as wrong:
            faults.append(_fault(place, line.at, wrong.message))
            continue
        if not same(column, typed, before.typed.get(column.name, "")):
            found[column.name] = typed
    return found


def _fault(place: int, line: int, why: Message) -> Message:
    at = f"{ascii_uppercase[place]}{line}" if place < len(ascii_uppercase) else f"{place + 1}:{line}"
    return say("%(at)s：%(why)s", "%(at)s: %(why)s", at=at, why=why)


def _labels(column: FieldSpec, language: Language, options: Options) -> Mapping[str, str]:
    """What a sheet says for each value of a choice."""
    if column.choices:
        return {one.value: one.label.in_(language) for one in column.choices}
    return {value: _said(label, language) for value, label in options(column.says.refers)} if column.says.refers else {}


def _answers(column: FieldSpec, options: Options) -> Mapping[str, str]:
    """The value for whatever a sheet may say for it, in either language."""
    found: dict[str, str] = {}
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        found |= {label: value for value, label in _labels(column, language, options).items()}
    return found | {value: value for value in found.values()}


def _said(label: object, language: Language) -> str:
    return label.in_(language) if isinstance(label, Text) else str(label)


def _cell(column: FieldSpec, text: str, labels: Mapping[str, str]) -> Cell:
    if column.kind is Kind.FLAG:
        return YES.zh if text else None
    try:
        value = read_value(column.kind, text)
    except Wrong:
        return text  # what cannot be read yet is taken along as it was typed
    if isinstance(value, Decimal) and column.kind in (Kind.MONEY, Kind.PRICE):
        return value / WAN
    if isinstance(value, Decimal | int | date):
        return value
    return labels.get(text, text) or None


def _typed(column: FieldSpec, text: str, answers: Mapping[str, str]) -> str:
    """A cell as a form types it; raises Wrong for what cannot be read."""
    if column.kind is Kind.FLAG:
        return "on" if text.lower() in (YES.zh, YES.en, "1", "true", "on", "✓") else ""
    if answers and text:
        if text not in answers:
            raise Wrong(say("没有“%(text)s”这一项。", "There is no such answer: %(text)s.", text=text))
        return answers[text]
    read_value(column.kind, text)
    return text
