"""The tables compared with the state that events leave, so that an amount edited in a table is found and named."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.range import Range

from .canonical import COMMITMENT, commitment, escaped
from .doubts import Doubt
from .refold import Fold, FoldedRow, Told
from .told import MOMENT, TABLES, UNTOLD, Row, Table

AT_ONCE = 2000
NEVER = object()  # equals nothing that is told
# Columns read as the text that the record writes of them, so that whole rows compare at once; and what they then are.
WRITTEN: dict[str, tuple[str, Callable[[str], object]]] = {
    "numeric": ("{0}::text", Decimal),
    "date": ("{0}::text", date.fromisoformat),
    "uuid": ("{0}::text", UUID),
    "timestamp with time zone": (MOMENT, datetime.fromisoformat),
}
OF_THE_RECORD = {"ledger_event", "ledger_opening", "ledger_position", "ledger_node", "ledger_key", "ledger_head"}
COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL), coalesce(a.attnum = i.indkey[0], false)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  AND a.attgenerated = ''
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""


def compare(fold: Fold) -> Iterator[Doubt]:
    """Where the tables say otherwise than the events."""
    columns = _columns()
    for name in sorted(columns.keys() - TABLES.keys() - UNTOLD.keys() - OF_THE_RECORD):
        yield Doubt("untold", name, "no module declares what the record tells of this table")
    for name, table in TABLES.items():
        yield from _compare(fold, table, *columns[name])


def _compare(fold: Fold, table: Table, types: Mapping[str, str], primary: str) -> Iterator[Doubt]:
    left, names = fold.rows[table.name], sorted(types)
    hashed = {column for one in table.hashed for column in one.columns}
    told_alone = types.keys() - table.untold.keys() - hashed - {primary, table.key, table.event, *table.keyed}
    columns = [(name, table.reads.get(name, (name,))[0]) for name in sorted(told_alone)]
    jsons = [place for place, name in enumerate(names) if types[name] == "jsonb"]
    of_row = _picked(names, [column for column, _ in columns])
    of_told: dict[tuple[str, ...], Picked | None] = {}
    for key, *row in _rows(table, types, primary):
        folded = left.pop(key, None)
        if folded is None:
            yield from _unknown(fold, table, key)
            continue
        told = folded.last
        if told.names not in of_told:
            of_told[told.names] = _picked(told.names, [name for _, name in columns])
        picked = of_told[told.names]
        same = picked is not None and of_row is not None and picked(told.values) == of_row(_parsed(row, jsons))
        if not same or hashed or table.event:
            typed = {name: _value(table, name, types[name], one) for name, one in zip(names, row, strict=True)}
            yield from _row(table, key, typed, folded, [] if same else columns)
    for key, folded in left.items():
        yield Doubt("table", f"{table.name} {key}", f"the row that event {folded.first} wrote is gone")


Picked = Callable[[Sequence[Any]], object]  # Any: values of any kind


def _picked(names: Sequence[str], wanted: Sequence[str]) -> Picked | None:
    """What picks the wanted values, in their order, out of values in the order of their names; None if one lacks."""
    if not wanted:
        return lambda _: None
    return itemgetter(*map(names.index, wanted)) if set(names).issuperset(wanted) else None


def _parsed(row: list[Any], jsons: Sequence[int]) -> Sequence[Any]:  # Any: a row's values of any kind
    """The row with its JSON parsed; what looks like a commitment there is opened, never just equal to what is told."""
    if not jsons:
        return row
    parsed = [*row]
    for place in jsons:
        if isinstance(text := row[place], str):
            parsed[place] = NEVER if COMMITMENT in text else json.loads(text)
    return parsed


def _unknown(fold: Fold, table: Table, key: str) -> Iterator[Doubt]:
    if event := fold.removed[table.name].get(key):
        yield Doubt("table", f"{table.name} {key}", f"the row that event {event} removed is there again")
    elif not table.rows_untold:
        yield Doubt("table", f"{table.name} {key}", "no event wrote this row")


def _row(table: Table, key: str, row: Row, folded: FoldedRow, columns: Sequence[tuple[str, str]]) -> Iterator[Doubt]:
    for column, name in columns:
        told = folded.told(name)
        if told is None or not _same(row[column], told.value, told):
            yield _differs(table, key, column, row[column], told)
    for one in table.hashed:
        value, told = one.of(row), folded.told(one.name)
        if told is None or told.value != value:
            yield _differs(table, key, ", ".join(one.columns), value, told)
    if table.event and str(row[table.event]) != folded.first:
        yield Doubt("table", f"{table.name} {key} {table.event}", f"event {folded.first} wrote this row")


def _differs(table: Table, key: str, column: str, value: object, told: Told | None) -> Doubt:
    where = f"{table.name} {key} {column}"
    if told is None:
        return Doubt("untold", where, "no event tells this column")
    return Doubt("table", where, f"is {_shown(value)}; event {told.event} left {_shown(told.value)}")


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _same(value: object, told: Any, by: Told, path: str = "") -> bool:  # Any: parsed JSON
    """Whether a column's value is what the event told, commitments inside it opened."""
    match told:
        case {"$commitment": str(digest)}:
            return _opened(value, digest, by.event, by.path + path)
        case dict():
            return (
                isinstance(value, dict)
                and value.keys() == told.keys()
                and all(_same(value[name], told[name], by, f"{path}/{escaped(name)}") for name in told)
            )
        case list():
            value = [value.lower, value.upper] if isinstance(value, Range) else value
            return (
                isinstance(value, list)
                and len(value) == len(told)
                and all(_same(one, told[place], by, f"{path}/{place}") for place, one in enumerate(value))
            )
    if told is None or value is None:
        return value is told
    match value:
        case Decimal():
            return value == Decimal(told)
        case datetime():
            return value == datetime.fromisoformat(told)
        case date() | UUID():
            return bool(str(value) == told)
        case _:
            return bool(value == told)


def _opened(value: object, digest: str, event: str, path: str) -> bool:
    """Whether the value is the one committed to; what was lawfully erased can no longer be compared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT salt, value FROM ledger_opening WHERE event_id = %s AND path = %s", [event, path])
        found = cursor.fetchone()
    if found is None:
        return False
    salt, text = found
    if salt is None:
        return True
    return commitment(bytes(salt), text) == digest and bool(json.loads(text) == value)


def _columns() -> dict[str, tuple[dict[str, str], str]]:
    """Every table with its columns' types and the first column of its key; what is generated is left out."""
    found: dict[str, tuple[dict[str, str], str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        for table, column, kind, is_key in cursor.fetchall():
            types, primary = found.get(table, ({}, ""))
            types[column] = kind
            found[table] = (types, column if is_key else primary)
    return found


@lru_cache
def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _rows(table: Table, types: Mapping[str, str], primary: str) -> Iterator[Sequence[Any]]:  # Any: a row's values
    """The key of every row and its columns in the order of their names, several kinds of them as text."""
    wanted = [f"({table.key or _quoted(primary)})::text"]
    for name in sorted(types):
        plain = WRITTEN.get(types[name], ("{0}", str))[0].format(_quoted(name))
        wanted.append(table.reads[name][1] if name in table.reads else plain)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(wanted)} FROM {_quoted(table.name)} AS told")  # noqa: S608  # quoted names
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def _value(table: Table, name: str, kind: str, value: Any) -> object:  # Any: as the database gives it
    """A column's value as what it is; text where it is nothing that the record could tell, such as an endless day."""
    if not isinstance(value, str):
        return value
    if kind == "jsonb":
        return json.loads(value)
    if kind not in WRITTEN or name in table.reads:
        return value
    try:
        return WRITTEN[kind][1](value)
    except ValueError:
        return value
