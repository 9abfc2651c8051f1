"""One cursor kept for each connection: opening one costs the driver as much as a statement does, thrice in each act."""

from threading import local

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

_kept = local()


def kept_cursor() -> CursorWrapper:
    """The connection's own cursor, for one statement whose rows are fetched at once; nobody closes it."""
    kept: CursorWrapper | None = getattr(_kept, "cursor", None)
    database = connections[DEFAULT_DB_ALIAS]  # another one within an event loop of the same thread
    if (
        kept is not None
        and kept.db is database
        and kept.cursor.connection is database.connection
        and not database.queries_logged
    ):
        return kept
    opened = database.cursor()
    if not database.queries_logged:
        _kept.cursor = opened
    return opened
