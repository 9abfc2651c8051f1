"""The rows of a form's table as a sheet: taken out, edited elsewhere, read back as a list of changes.

A row keeps its number in the first column: what is edited changes, a row without a number is new, a number that is
missing takes its row away. A cell that says the same in other digits is no change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import ascii_uppercase

from qilou.law import Language, Message, Text, say

from .errors import Invalid
from .fields import FieldSpec, Kind, Wrong
from .forms import Options, Raw, read_value, row_numbers
from .money import WAN
from .sheets import Cell, workbook
from .tables import read_table

NUMBER = Text("行号", "Row")
YES = Text("是", "yes")
NUMBERS = (Kind.MONEY, Kind.PRICE, Kind.DECIMAL, Kind.INTEGER)

Row = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that a sheet makes: to a cell, or (without a column) to a whole row."""

    row: int
    column: Text | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sheet would make of a table: its rows as a form types them, and how they differ from those before."""

    rows: tuple[Row, ...]
    changes: tuple[Change, ...]


def rows_in(spec: FieldSpec, raw: Raw) -> list[Row]:
    """The typed rows of a table, without blank ones and those marked to go."""
    found: list[Row] = []
    for number in row_numbers(raw, spec.name):
        prefix = f"{spec.name}-{number}-"
        row = {name.removeprefix(prefix): texts for name, texts in raw.items() if name.startswith(prefix)}
        if not row.get("remove") and any(text.strip() for texts in row.values() for text in texts):
            found.append(row)
    return found


def with_rows(spec: FieldSpec, raw: Raw, rows: Iterable[Row]) -> dict[str, list[str]]:
    """A form in which these rows stand in place of the table's own."""
    prefixes = tuple(f"{spec.name}-{number}-" for number in row_numbers(raw, spec.name))
    kept = {name: texts for name, texts in raw.items() if not (prefixes and name.startswith(prefixes))}
    for number, row in enumerate(rows):
        kept |= {f"{spec.name}-{number}-{name}": texts for name, texts in row.items()}
    return kept


def sheet_of(spec: FieldSpec, raw: Raw, language: Language, options: Options = lambda refers: ()) -> bytes:
    """The table's rows as XLSX: amounts in 万元 as numbers, dates as dates, all else as text."""
    heads = [NUMBER.in_(language), *(_head(column, language) for column in spec.columns)]
    labels = {column.name: _labels(column, language, options) for column in spec.columns}
    lines: list[list[Cell]] = [
        [number, *(_cell(column, row.get(column.name, []), labels[column.name]) for column in spec.columns)]
        for number, row in enumerate(rows_in(spec, raw), start=1)
    ]
    return workbook(spec.label.in_(language), heads, lines, "")


def read_sheet(spec: FieldSpec, content: bytes, name: str, raw: Raw, options: Options = lambda refers: ()) -> Reading:
    """What a sheet would change in the table of a form; raises Invalid that names each cell at fault."""
    try:
        table = read_table(content, name)
    except Invalid as invalid:
        raise Invalid({spec.name: next(iter(invalid.errors.values()))}) from invalid
    before = rows_in(spec, raw)
    places = _columns(spec, table.header)
    answers = {column.name: _answers(column, options) for column in spec.columns}
    rows: list[Row] = []
    changes: list[Change] = []
    faults: list[Message] = []
    seen: set[int] = set()
    for line, cells in table.numbered():
        old = _numbered(cells, line, before, seen, faults)
        row: Row = dict(before[old - 1]) if old else {}
        for place, column in places.items():
            if column is None:
                continue
            text = cells[place]
            was = (row.get(column.name) or [""])[-1]
            try:
                typed = _typed(column, text, answers[column.name])
                same = _same(column, typed, was)
            except Wrong as wrong:
                at = f"{ascii_uppercase[place]}{line}" if place < len(ascii_uppercase) else f"{place + 1}:{line}"
                faults.append(say("%(at)s：%(why)s", "%(at)s: %(why)s", at=at, why=wrong.message))
                continue
            if same:
                continue
            row[column.name] = [typed] if typed else []
            if old:
                changes.append(Change(old, column.label, was, typed))
        rows.append(row)
        if not old:
            changes.append(Change(len(rows), None, "", _told(spec, row)))
    for number, row in enumerate(before, start=1):
        if number not in seen:
            changes.append(Change(number, None, _told(spec, row), ""))
    if faults:
        raise Invalid({spec.name: say("%(faults)s", "%(faults)s", faults=tuple(faults))})
    return Reading(tuple(rows), tuple(changes))


def _head(column: FieldSpec, language: Language) -> str:
    unit = Text("（万元）", " (CNY 10,000)") if column.kind in (Kind.MONEY, Kind.PRICE) else Text("", "")
    return column.label.in_(language) + unit.in_(language)


def _columns(spec: FieldSpec, header: Sequence[str]) -> dict[int, FieldSpec | None]:
    """Which column of the table stands at which place of the sheet; None for the row's number."""
    known: dict[str, FieldSpec | None] = {NUMBER.zh: None, NUMBER.en: None}
    for column in spec.columns:
        for language in ("zh", "en"):
            known[_head(column, language)] = known[column.label.in_(language)] = column
    if not header or header[0] not in (NUMBER.zh, NUMBER.en):
        raise Invalid(
            {
                spec.name: say(
                    "第一列应为“行号”；请先导出表格，在其上修改。",
                    "The first column must be “Row”: take the sheet out first and edit that.",
                )
            }
        )
    strange = tuple(one for one in header if one and one not in known)
    if strange:
        raise Invalid(
            {spec.name: say("没有这样的列：%(names)s。", "There are no such columns: %(names)s.", names=strange)}
        )
    return {place: known[name] for place, name in enumerate(header) if name}


def _numbered(
    cells: Sequence[str], line: int, before: Sequence[Row], seen: set[int], faults: list[Message]
) -> int | None:
    """The number of the row that a line of the sheet edits; None for a new one."""
    text = cells[0]
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
    if not 1 <= number <= len(before) or number in seen:
        faults.append(
            say(
                "A%(line)s：没有行号为 %(n)s 的行，或者行号重复。",
                "A%(line)s: no row %(n)s, or twice.",
                line=line,
                n=text,
            )
        )
        return None
    seen.add(number)
    return number


def _labels(column: FieldSpec, language: Language, options: Options) -> Mapping[str, str]:
    """What a sheet says for each value of a choice."""
    if column.choices:
        return {one.value: one.label.in_(language) for one in column.choices}
    return {value: _said(label, language) for value, label in options(column.says.refers)} if column.says.refers else {}


def _answers(column: FieldSpec, options: Options) -> Mapping[str, str]:
    """The value for whatever a sheet may say for it, in either language."""
    found: dict[str, str] = {}
    for language in ("zh", "en"):
        found |= {label: value for value, label in _labels(column, language, options).items()}
    return found | {value: value for value in found.values()}


def _said(label: object, language: Language) -> str:
    said = getattr(label, "in_", None)
    return str(said(language)) if said is not None else str(label)


def _cell(column: FieldSpec, texts: Sequence[str], labels: Mapping[str, str]) -> Cell:
    text = texts[-1].strip() if texts else ""
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


def _same(column: FieldSpec, typed: str, was: str) -> bool:
    if typed == was:
        return True
    if column.kind not in NUMBERS or not typed or not was:
        return False
    try:
        return read_value(column.kind, typed) == read_value(column.kind, was)
    except Wrong:
        return False


def _told(spec: FieldSpec, row: Row) -> str:
    """A row in one line, by its texts and numbers."""
    return " · ".join(row[one.name][-1] for one in spec.columns if row.get(one.name) and one.kind is not Kind.CHOICE)
