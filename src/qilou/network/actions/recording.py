"""What the events of the address plan tell of its rows, and how many events are inserted at once."""

from collections.abc import Collection, Sequence
from functools import cache

from django.db import connection
from django.db.models import Model

from qilou.ledger import Personal
from qilou.ledger.record import Prepared
from qilou.ledger.rows import columns_of
from qilou.network.models import Allocation

# counted or named by the database and the act itself
UNTOLD = ("size", "used", "held", "cooling", "reserved", "taken", "in_force", "length")
EVENTS = ("held_event", "granted_event", "released_event")
INSERT = """
WITH told AS (
    INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)
    SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::timestamptz[], %s::bytea[])
)
INSERT INTO network_allocation ({columns}) SELECT * FROM unnest({arrays})
"""


def told(*rows: Model, only: Collection[str] = ()) -> dict[str, object]:
    """Rows as they now stand, or the named fields of them; whom to call is personal and told as a commitment."""
    effects: dict[str, dict[str, object]] = {}
    for row in rows:
        left_out = (*UNTOLD, *EVENTS) if isinstance(row, Allocation) else UNTOLD
        columns = columns_of(row, left_out)
        if only:
            names = {field.attname for field in row._meta.concrete_fields if field.name in only}
            columns = {name: value for name, value in columns.items() if name in names}
        if columns.get("contact"):
            columns["contact"] = Personal(columns["contact"])
        effects.setdefault(row._meta.db_table, {})[str(row.pk)] = columns
    return dict(effects)


@cache
def _statement() -> tuple[str, tuple[str, ...]]:
    """The one statement that inserts events and allocations, and the attributes that it takes in their order."""
    fields = [one for one in Allocation._meta.concrete_fields if not one.generated]
    columns = ", ".join(connection.ops.quote_name(one.column) for one in fields)
    arrays = ", ".join(
        f"%s::{one.rel_db_type(connection) if one.primary_key else one.db_type(connection)}[]" for one in fields
    )
    return INSERT.format(columns=columns, arrays=arrays), tuple(one.attname for one in fields)


def insert_told(rows: Sequence[Allocation], events: Sequence[Prepared]) -> None:
    """Insert allocations, each with the event that tells of it, by one statement."""
    statement, names = _statement()
    columns = [one.columns() for one in events]
    told_ = [[one[name] for one in columns] for name in events[0].columns()]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*told_, *([getattr(row, name) for row in rows] for name in names)])
    for one in events:
        one.inserted()
