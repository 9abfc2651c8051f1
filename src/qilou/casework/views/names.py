"""The stored names of a page, in English where it is read in English: all of a page by one query."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from qilou.casework.show import Fact, Section
from qilou.identity.queries import names_read
from qilou.law import Text

Names = Mapping[str, Text]
NAME = "name"


class HasKind(Protocol):
    """A column, of a section or of a register."""

    @property
    def kind(self) -> str: ...


def names_shown(facts: Iterable[Fact], sections: Iterable[Section], more: Iterable[object] = ()) -> Names:
    """What the names of facts and sections, and more besides, are to the reader."""
    cells = [one for section in sections for one in names_in(section.columns, section.rows)]
    return names_read([*(fact.value for fact in facts if fact.kind == NAME), *cells, *more])


def names_in(columns: Sequence[HasKind], rows: Iterable[Sequence[object]]) -> Iterator[object]:
    """The cells that hold names."""
    places = [place for place, column in enumerate(columns) if column.kind == NAME]
    return (_words(row[place]) for row in rows for place in places)


def read_cells(columns: Sequence[HasKind], row: Sequence[object], names: Names) -> list[Any]:  # Any: any value
    """A row with its names as the reader is told them."""
    return [_read(cell, names) if column.kind == NAME else cell for column, cell in zip(columns, row, strict=True)]


def _words(cell: object) -> object:
    return cell.get("words") if isinstance(cell, dict) else cell


def _read(cell: object, names: Names) -> object:
    if isinstance(cell, dict):
        return cell | {"words": _read(cell.get("words"), names)}
    return names.get(cell, cell) if isinstance(cell, str) else cell
