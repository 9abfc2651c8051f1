"""One cursor kept for each connection: opening one costs the driver as much as a statement does, thrice in each act."""

from threading import local

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

_kept = local()


def kept_cursor() -> CursorWrapper:
    """The connection's own cursor, for one statement whose rows are fetched at once; nobody closes it."""
    database = connections[DEFAULT_DB_ALIAS]
    if database.queries_logged:
        return database.cursor()
    kept: CursorWrapper | None = getattr(_kept, "cursor", None)
    if kept is None or kept.db is not database or kept.cursor.connection is not database.connection:
        kept = _kept.cursor = database.cursor()
    return kept
