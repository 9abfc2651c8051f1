"""What an event tells of the rows that its act wrote: every column, under the table's name."""

from collections.abc import Collection, Mapping

from django.db.models import Model
from psycopg.types.range import Range


def written(*rows: Model, left_out: Collection[str] = (), only: Collection[str] = ()) -> dict[str, object]:
    """The rows as they now stand; `left_out` names fields whose values stand in the act's input under that name.

    `only` names the fields that were written, where another act of the same transaction may write the others and be
    recorded before this one.
    """
    effects: dict[str, dict[str, object]] = {}
    for row in rows:
        columns = columns_of(row, left_out)
        if only:
            kept = {field.attname for field in row._meta.concrete_fields if field.name in only}
            columns = {name: value for name, value in columns.items() if name in kept}
        effects.setdefault(row._meta.db_table, {})[str(row.pk)] = columns
    return dict(effects)


def columns_of(row: Model, left_out: Collection[str] = ()) -> dict[str, object]:
    """A row's columns without its key, as an event tells them."""
    return {
        field.attname: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in left_out
    }


def gone(*rows: Model) -> dict[str, object]:
    """Rows that are no longer there; ask before they are deleted."""
    effects: dict[str, dict[str, object]] = {}
    for row in rows:
        effects.setdefault(row._meta.db_table, {})[str(row.pk)] = None
    return dict(effects)


def add(effects: dict[str, object], more: Mapping[str, object]) -> None:
    """Add to what an act's event tells: rows of one table, and columns of one row, come together."""
    for name, told in more.items():
        before = effects.get(name)
        if isinstance(before, dict) and isinstance(told, dict):
            effects[name] = before | {key: _together(before.get(key), row) for key, row in told.items()}
        else:
            effects[name] = told


def _together(before: object, row: object) -> object:
    return before | row if isinstance(before, dict) and isinstance(row, dict) else row


def _plain(value: object) -> object:
    return [value.lower, value.upper] if isinstance(value, Range) else value
