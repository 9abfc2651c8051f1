"""What the record tells of each table, as its module declares: how rows are named, and which columns no act tells.

A table without a declaration, and a column that no event tells and no declaration excuses, is a doubt of its own, so
that nothing can be added to the product without being told in the record, or being listed here with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]  # Any: the columns of a row, of several types
# A moment as the record writes it, in SQL; what has no such form (before our era, endless) stays something else.
MOMENT = """coalesce(to_char({0} AT TIME ZONE INTERVAL '+08:00', 'YYYY-MM-DD"T"HH24:MI:SS.US"+08:00"')
  || CASE WHEN {0} < timestamptz '0001-01-02 00:00:00+00' THEN ' BC' ELSE '' END, {0}::text)"""


@dataclass(frozen=True, slots=True)
class Hashed:
    """Columns of which the record tells a hash: under which name, and how it is computed from the row."""

    name: str
    columns: tuple[str, ...]
    of: Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that acts write, and how events tell of it."""

    name: str
    key: str = ""
    keyed: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    reads: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    event: str = ""
    hashed: tuple[Hashed, ...] = ()
    untold: Mapping[str, str] = field(default_factory=dict)
    rows_untold: str = ""


TABLES: dict[str, Table] = {}
UNTOLD: dict[str, str] = {}


def told(table: Table) -> None:
    """Declare a table that acts write.

    `key` is the SQL by which events name its rows, the primary key unless said, and `keyed` the columns that it stands
    for. `reads` says of a column under which name it is told, and the SQL of what is told of it. `typed` are columns
    that may stand in the event's input under the same name; `event` is the column that holds the id of the event that
    first told the row. `untold` excuses columns, each with the reason; `rows_untold` says why some rows have no event.
    """
    if table.name in UNTOLD or TABLES.setdefault(table.name, table) is not table:
        raise ValueError(f"table {table.name} is declared twice")


def not_told(reason: str, *names: str) -> None:
    """Declare tables that no act writes, or whose contents no law asks to keep."""
    for name in names:
        if name in TABLES or UNTOLD.setdefault(name, reason) is not reason:
            raise ValueError(f"table {name} is declared twice")
