"""What an edited sheet changes in a form's table, three ways: as it went out, as it came back, as the form is now.

What the sheet alone changed is taken, what the form alone changed stays; where both changed the same cell apart, or
one took a row away that the other edited, a person chooses, and the form's value stands until then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from qilou.law import Text

from .fields import FieldSpec, Kind, Wrong
from .forms import Options, Raw, read_value, row_in, row_numbers

VALUES = (Kind.MONEY, Kind.PRICE, Kind.DECIMAL, Kind.INTEGER, Kind.DATE)
FORM, SHEET = "form", "sheet:"

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowEdit:
    """A row as it went out and the cells that the sheet changed in it; None where the sheet took the row away."""

    exported: Row
    typed: Row | None


@dataclass(frozen=True, slots=True)
class Edits:
    """What was edited in a sheet that went out from one draft (`origin`): rows by their number there, and new ones."""

    origin: str
    rows: Mapping[int, RowEdit]
    added: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that a sheet makes: to a cell, or (without a column) to a whole row; rows count from 1."""

    row: int | None
    column: Text | None
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Clash:
    """Where sheet and form changed the same apart: what both say, and which was chosen by a form field of this name."""

    name: str
    change: Change
    take: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The form with what the sheet changes, and where somebody has to choose."""

    raw: dict[str, list[str]]
    changes: tuple[Change, ...]
    clashes: tuple[Clash, ...]

    @property
    def settled(self) -> bool:
        """Whether every clash was decided, by somebody who saw what the form says now."""
        return all(one.chosen for one in self.clashes)


def packed(edits: Edits) -> str:
    """Edits as a page carries them until they are taken over."""
    return TypeAdapter(Edits).dump_json(edits).decode()


def unpacked(spec: FieldSpec, text: str) -> Edits:
    """Edits as a page carried them; raises ValueError for anything else."""
    try:
        edits = TypeAdapter(Edits).validate_json(text)
    except ValidationError as error:
        raise ValueError("no edits") from error
    rows = [*edits.added, *(one for edit in edits.rows.values() for one in (edit.exported, edit.typed or {}))]
    if not all(set(row) <= {one.name for one in spec.columns} for row in rows):
        raise ValueError("no rows of this table")
    return edits


def same(column: FieldSpec, one: str, other: str) -> bool:
    """Whether two typed texts say the same, be it in other digits or with other spaces."""
    if one.split() == other.split():
        return True
    if column.kind not in VALUES or not one or not other:
        return False
    try:
        return read_value(column.kind, one) == read_value(column.kind, other)
    except Wrong:
        return False


def texts_of(spec: FieldSpec, row: Mapping[str, list[str]]) -> dict[str, str]:
    """A typed row with one text a cell."""
    return {one.name: (row.get(one.name) or [""])[-1] for one in spec.columns}


def merge(
    spec: FieldSpec, raw: Raw, edits: Edits, chosen: Mapping[str, str], options: Options = lambda refers: ()
) -> Merged:
    """The form with the edits; `chosen` holds the answers to clashes by name."""
    merging = _Merging(spec, raw, chosen, options)
    for number, edit in sorted(edits.rows.items()):
        merging.row(number, edit)
    for row in edits.added:
        merging.add(row)
    return Merged(merging.raw, tuple(merging.changes), tuple(merging.clashes))


class _Merging:
    """A form while edits are taken into it, one after another."""

    def __init__(self, spec: FieldSpec, raw: Raw, chosen: Mapping[str, str], options: Options) -> None:
        self.spec, self.chosen, self.options = spec, chosen, options
        self.raw = dict(raw)
        numbers = row_numbers(raw, spec.name)
        self.now = {one: texts_of(spec, row) for one in numbers if (row := row_in(raw, spec.name, one)) is not None}
        self.places = {number: place for place, number in enumerate(self.now, start=1)}
        taken = (one for one in numbers if one in self.now or raw.get(f"{spec.name}-{one}-remove"))
        self.next = 1 + max(taken, default=-1)
        self.changes: list[Change] = []
        self.clashes: list[Clash] = []

    def row(self, number: int, edit: RowEdit) -> None:
        """Take over what the sheet changed in a row that went out."""
        now, typed = self.now.get(number), edit.typed
        if typed is None:
            if now is not None:
                self._remove(number, now, untouched=all(self._kept(edit, now)))
        elif now is None:
            row = {**edit.exported, **typed}
            clash = Change(None, None, "", _told(self.spec, row))
            if self._chosen(number, "", clash, ""):
                self.add(row)
        else:
            for column in self.spec.columns:
                if column.name in typed:
                    self._cell(number, column, edit.exported.get(column.name, ""), typed[column.name])

    def add(self, row: Row) -> None:
        """Put a new row after those that the form has."""
        self._put(self.next, row)
        self.changes.append(Change(len(self.places) + 1, None, "", _told(self.spec, row)))
        self.places[self.next] = len(self.places) + 1
        self.next += 1

    def _kept(self, edit: RowEdit, now: Row) -> Iterator[bool]:
        return (same(one, edit.exported.get(one.name, ""), now[one.name]) for one in self.spec.columns)

    def _remove(self, number: int, now: Row, *, untouched: bool) -> None:
        change = Change(self.places[number], None, _told(self.spec, now), "")
        if untouched:
            self.changes.append(change)
        elif not self._chosen(number, "", change, " ".join(now.values())):
            return
        prefix = f"{self.spec.name}-{number}-"
        self.raw = {name: texts for name, texts in self.raw.items() if not name.startswith(prefix)}
        self.raw[f"{prefix}remove"] = ["1"]

    def _cell(self, number: int, column: FieldSpec, exported: str, typed: str) -> None:
        now = self.now[number][column.name]
        if same(column, now, typed):
            return
        change = Change(self.places[number], column.label, self._said(column, now), self._said(column, typed))
        if same(column, now, exported):
            self.changes.append(change)
        elif not self._chosen(number, column.name, change, now):
            return
        self._put(number, {column.name: typed})

    def _chosen(self, number: int, column: str, change: Change, now: str) -> bool:
        """Whether the sheet's side of a clash was chosen, against what the form says now."""
        name, take = f"choice-{number}-{column}", SHEET + now
        answer = self.chosen.get(name, "")
        self.clashes.append(Clash(name, change, take, answer if answer in (FORM, take) else ""))
        return answer == take

    def _put(self, number: int, row: Row) -> None:
        for name, text in row.items():
            self.raw[f"{self.spec.name}-{number}-{name}"] = [text] if text else []

    def _said(self, column: FieldSpec, text: str) -> object:
        """A cell as a page says it: an answer by its label."""
        labels: dict[str, object] = {one.value: one.label for one in column.choices}
        if column.says.refers:
            labels |= dict(self.options(column.says.refers))
        if column.kind is Kind.FLAG:
            return Text("是", "yes") if text else Text("否", "no")
        return labels.get(text, text)


def _told(spec: FieldSpec, row: Row) -> str:
    """A row in one line, by its texts and numbers."""
    told = (row.get(one.name, "") for one in spec.columns if one.kind not in (Kind.CHOICE, Kind.FLAG, Kind.FILE))
    return " · ".join(text for text in told if text)
