"""What an act's event tells of the rows that its effect wrote: every column, under the table's name."""

from collections.abc import Collection

from django.db.models import Model


def written(*rows: Model, left_out: Collection[str] = ()) -> dict[str, object]:
    """The rows as they now stand; `left_out` names columns whose values stand in the act's input under that name."""
    effects: dict[str, dict[str, object]] = {}
    for row in rows:
        columns = {
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key and field.name not in left_out
        }
        effects.setdefault(row._meta.db_table, {})[str(row.pk)] = columns
    return dict(effects)
