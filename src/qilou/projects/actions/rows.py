"""What an act's event tells of the rows that its effect wrote: every column, under the table's name."""

from collections.abc import Collection

from django.db.backends.postgresql.psycopg_any import Range
from django.db.models import Model

from qilou.casework.act import Act


def written(*rows: Model, left_out: Collection[str] = ()) -> dict[str, object]:
    """The rows as they now stand; `left_out` names columns whose values stand in the act's input under that name."""
    effects: dict[str, dict[str, object]] = {}
    for row in rows:
        columns = {
            field.attname: _plain(getattr(row, field.attname))
            for field in row._meta.concrete_fields
            if not field.primary_key and field.name not in left_out
        }
        effects.setdefault(row._meta.db_table, {})[str(row.pk)] = columns
    return dict(effects)


def tell(act: Act, *rows: Model, gone: Collection[Model] = ()) -> None:
    """Add rows as they now stand to what the act's event tells, and those that are no longer there."""
    for table, told in written(*rows).items():
        _table(act, table).update(told)
    for row in gone:
        _table(act, row._meta.db_table)[str(row.pk)] = None


def _table(act: Act, name: str) -> dict[str, object]:
    table = act.effects.setdefault(name, {})
    assert isinstance(table, dict)  # noqa: S101  # a table's name is no other effect's
    return table


def _plain(value: object) -> object:
    return [value.lower, value.upper] if isinstance(value, Range) else value
