"""Events folded into the state that they leave, by table, row and column.

What an act wrote stands in its event's `effects` under the table's name; a row that it removed is null there.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from .canonical import ELSEWHERE, escaped
from .told import TABLES

Body: TypeAlias = Mapping[str, Any]  # Any: parsed JSON of the ledger's format
NESTED = "done"  # what a procedure's own effect says of itself
NOWHERE: Mapping[str, str] = MappingProxyType({})


class Told(NamedTuple):
    """A value as an event told it: by which event, and where in its body it stands."""

    value: Any  # Any: parsed JSON
    event: str
    path: str


class Telling(NamedTuple):
    """The columns of one row that one event told; `elsewhere` says which of the values stand where else in its body.

    There may be millions, so rows told alike share the names of their columns.
    """

    names: tuple[str, ...]
    values: tuple[Any, ...]  # Any: parsed JSON
    event: str
    path: str
    elsewhere: Mapping[str, str]

    def told(self, column: str) -> Told:
        """What it tells of a column that it names."""
        where = self.elsewhere.get(column) or f"{self.path}/{escaped(column)}"
        return Told(self.values[self.names.index(column)], self.event, where)


class FoldedRow(NamedTuple):
    """A row as events leave it: who told it first, the last telling, and earlier ones that it does not replace."""

    first: str
    last: Telling
    earlier: tuple[Telling, ...] = ()

    def then(self, telling: Telling) -> "FoldedRow":
        """The row after the next telling: whole rows are told again and again, so the earlier ones go at once."""
        names = set(telling.names)
        kept = tuple(one for one in (*self.earlier, self.last) if not names.issuperset(one.names))
        return FoldedRow(self.first, telling, kept)

    def told(self, column: str) -> Told | None:
        """The last that was told of a column."""
        for one in reversed((*self.earlier, self.last)):
            if column in one.names:
                found: Told = one.told(column)
                return found
        return None


class Fold:
    """The state that events leave; `removed` names the event that removed a row."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, FoldedRow]] = {name: {} for name in TABLES}
        self.removed: dict[str, dict[str, str]] = {name: {} for name in TABLES}
        self.counts: Counter[str] = Counter()
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def tell(self, position: int, body: Body) -> None:
        """Fold in the next event."""
        effects = body["effects"]
        for path, told in (("/effects", effects), (f"/effects/{NESTED}", effects.get(NESTED))):
            if not isinstance(told, dict):
                continue
            for name, effect in told.items():
                if name in self.rows:
                    for key, columns in effect.items():
                        self.row(name, key, columns, body, f"{path}/{name}/{escaped(key)}")
                elif name in OTHERWISE:
                    OTHERWISE[name](self, body, effect, f"{path}/{name}")

    def row(self, table: str, key: str, columns: Body | None, body: Body, path: str) -> None:
        """A row as an event tells it: some or all of its columns, or None when it is gone."""
        if columns is None:
            self.rows[table].pop(key, None)
            self.removed[table][key] = body["id"]
            return
        self.removed[table].pop(key, None)
        elsewhere = {
            name: value[ELSEWHERE]
            for name, value in columns.items()
            if type(value) is dict and ELSEWHERE in value and len(value) == 1
        }
        for column in TABLES[table].typed:
            if column not in columns and column in body["input"]:
                elsewhere[column] = f"/input/{escaped(column)}"
        if elsewhere:
            columns = {**columns, **{name: _found(where, body) for name, where in elsewhere.items()}}
        names = tuple(columns)
        names = self._names.setdefault(names, names)
        telling = Telling(names, tuple(columns.values()), body["id"], path, elsewhere or NOWHERE)
        rows = self.rows[table]
        before = rows.get(key)
        rows[key] = before.then(telling) if before else FoldedRow(body["id"], telling)


Otherwise: TypeAlias = Callable[[Fold, Body, Any, str], None]
OTHERWISE: dict[str, Otherwise] = {}


def told_otherwise(effect: str, fold: Otherwise) -> None:
    """Fold an effect that tells of rows in another way than by table, row and column."""
    if OTHERWISE.setdefault(effect, fold) is not fold:
        raise ValueError(f"the effect {effect} is folded twice")


def _found(path: str, body: Body) -> Any:  # Any: parsed JSON
    value: Any = body
    for step in path.split("/")[1:]:
        value = value[step.replace("~1", "/").replace("~0", "~")]
    return value
