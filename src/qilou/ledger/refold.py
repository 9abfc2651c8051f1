"""Events folded into the state that they leave, by table, row and column.

What an act wrote stands in its event's `effects` under the table's name; a row that it removed is null there.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from .canonical import ELSEWHERE, escaped
from .told import TABLES

Body: TypeAlias = Mapping[str, Any]  # Any: parsed JSON of the ledger's format
NESTED = "done"  # what a procedure's own effect says of itself


@dataclass(frozen=True, slots=True)
class Told:
    """A value as an event told it: by which event, and where in its body it stands."""

    value: Any  # Any: parsed JSON
    event: str
    path: str


@dataclass(slots=True)
class FoldedRow:
    """A row as events leave it, by the event that told it first."""

    first: str
    columns: dict[str, Told]


class Fold:
    """The state that events leave; `removed` names the event that removed a row."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, FoldedRow]] = {name: {} for name in TABLES}
        self.removed: dict[str, dict[str, str]] = {name: {} for name in TABLES}
        self.counts: Counter[str] = Counter()

    def tell(self, position: int, body: Body) -> None:
        """Fold in the next event."""
        effects = body["effects"]
        for path, told in (("/effects", effects), (f"/effects/{NESTED}", effects.get(NESTED))):
            if not isinstance(told, dict):
                continue
            for name in told.keys() & self.rows.keys():
                for key, columns in told[name].items():
                    self.row(name, key, columns, body, f"{path}/{escaped(name)}/{escaped(key)}")
            for name in told.keys() & OTHERWISE.keys():
                OTHERWISE[name](self, body, told[name], f"{path}/{escaped(name)}")

    def row(self, table: str, key: str, columns: Body | None, body: Body, path: str) -> None:
        """A row as an event tells it: some or all of its columns, or None when it is gone."""
        if columns is None:
            self.rows[table].pop(key, None)
            self.removed[table][key] = body["id"]
            return
        self.removed[table].pop(key, None)
        row = self.rows[table].setdefault(key, FoldedRow(body["id"], {}))
        for column, value in columns.items():
            row.columns[column] = _told(value, body, f"{path}/{escaped(column)}")
        for column in TABLES[table].typed:
            if column not in columns and column in body["input"]:
                row.columns[column] = Told(body["input"][column], body["id"], f"/input/{escaped(column)}")


Otherwise: TypeAlias = Callable[[Fold, Body, Any, str], None]
OTHERWISE: dict[str, Otherwise] = {}


def told_otherwise(effect: str, fold: Otherwise) -> None:
    """Fold an effect that tells of rows in another way than by table, row and column."""
    if OTHERWISE.setdefault(effect, fold) is not fold:
        raise ValueError(f"the effect {effect} is folded twice")


def _told(value: Any, body: Body, path: str) -> Told:  # Any: parsed JSON
    if isinstance(value, dict) and value.keys() == {ELSEWHERE}:
        path = value[ELSEWHERE]
        value = body
        for step in path.split("/")[1:]:
            value = value[step.replace("~1", "/").replace("~0", "~")]
    return Told(value, body["id"], path)
