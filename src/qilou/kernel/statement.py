"""The statements of an act: written with names, their values as text, their answer as JSON."""

from collections.abc import Mapping
from functools import cache
from re import compile as pattern
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connections
from pydantic_core import from_json

from .postgresql.base import DatabaseWrapper

NAMED = pattern(r"%\((\w+)\)s")


def answer(sql: str, values: Mapping[str, str | None]) -> Any:  # Any: decoded JSON
    """What a statement whose one column is JSON answers in the running transaction, None without a row.

    Values are text that the statement casts. Raises Django's errors.
    """
    numbered, names = _numbered(sql)
    written = [None if (value := values[name]) is None else value.encode() for name in names]
    database = cast("DatabaseWrapper", connections[DEFAULT_DB_ALIAS])  # another one within an event loop
    found = database.one_value(numbered, written)
    return None if found is None else from_json(found)


@cache
def _numbered(sql: str) -> tuple[str, tuple[str, ...]]:
    """The statement with numbers in the places of the names, as PostgreSQL takes it, and the names in their order."""
    names = tuple(dict.fromkeys(NAMED.findall(sql)))
    return NAMED.sub(lambda found: f"${names.index(found[1]) + 1}", sql), names
