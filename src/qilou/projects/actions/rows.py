"""Telling in the act's event of rows that its effect wrote or removed."""

from collections.abc import Collection

from django.db.models import Model

from qilou.casework.act import Act
from qilou.ledger.rows import add, written
from qilou.ledger.rows import gone as removed


def tell(
    act: Act, *rows: Model, gone: Collection[Model] = (), left_out: Collection[str] = (), only: Collection[str] = ()
) -> None:
    """Add rows as they now stand to what the act's event tells, and those that are no longer there."""
    add(act.effects, removed(*gone))
    add(act.effects, written(*rows, left_out=left_out, only=only))
