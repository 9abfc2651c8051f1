"""Events folded into the state that they leave, by table, row and column.

What an act wrote stands in its event's `effects` under the table's name; a row that it removed is null there.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from .canonical import ELSEWHERE, escaped
from .told import TABLES

Body: TypeAlias = Mapping[str, Any]  # Any: parsed JSON of the ledger's format
NESTED = "done"  # what a procedure's own effect says of itself


class Told(NamedTuple):
    """A value as an event told it: by which event, and where in its body it stands."""

    value: Any  # Any: parsed JSON
    event: str
    path: str


class Telling(NamedTuple):
    """The columns of one row that one event told, with the values that stand elsewhere in its body."""

    columns: Body
    event: str
    path: str
    elsewhere: dict[str, Told]


@dataclass(slots=True)
class FoldedRow:
    """A row as events leave it: who told it first, and the tellings that no later one replaces, the newest last."""

    first: str
    tellings: list[Telling]

    def tell(self, telling: Telling) -> None:
        """Take in the next telling: whole rows are told again and again, so the earlier ones go at once."""
        names = telling.columns.keys()
        self.tellings = [one for one in self.tellings if not names >= one.columns.keys() | one.elsewhere.keys()]
        self.tellings.append(telling)

    def told(self, column: str) -> Told | None:
        """The last that was told of a column."""
        for one in reversed(self.tellings):
            there: Told | None = one.elsewhere.get(column)
            if there is not None:
                return there
            if column in one.columns:
                return Told(one.columns[column], one.event, f"{one.path}/{escaped(column)}")
        return None


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
                    self.row(name, key, columns, body, f"{path}/{name}/{escaped(key)}")
            for name in told.keys() & OTHERWISE.keys():
                OTHERWISE[name](self, body, told[name], f"{path}/{name}")

    def row(self, table: str, key: str, columns: Body | None, body: Body, path: str) -> None:
        """A row as an event tells it: some or all of its columns, or None when it is gone."""
        if columns is None:
            self.rows[table].pop(key, None)
            self.removed[table][key] = body["id"]
            return
        self.removed[table].pop(key, None)
        elsewhere = {
            name: _found(value[ELSEWHERE], body)
            for name, value in columns.items()
            if isinstance(value, dict) and value.keys() == {ELSEWHERE}
        }
        for column in TABLES[table].typed:
            if column not in columns and column in body["input"]:
                elsewhere[column] = _found(f"/input/{escaped(column)}", body)
        row = self.rows[table].setdefault(key, FoldedRow(body["id"], []))
        row.tell(Telling(columns, body["id"], path, elsewhere))


Otherwise: TypeAlias = Callable[[Fold, Body, Any, str], None]
OTHERWISE: dict[str, Otherwise] = {}


def told_otherwise(effect: str, fold: Otherwise) -> None:
    """Fold an effect that tells of rows in another way than by table, row and column."""
    if OTHERWISE.setdefault(effect, fold) is not fold:
        raise ValueError(f"the effect {effect} is folded twice")


def _found(path: str, body: Body) -> Told:
    value: Any = body  # Any: parsed JSON
    for step in path.split("/")[1:]:
        value = value[step.replace("~1", "/").replace("~0", "~")]
    return Told(value, body["id"], path)
