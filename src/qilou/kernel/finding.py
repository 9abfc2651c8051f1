"""The rows of a register whose words come nearest to what was typed, as far as they may be read.

A table `<register>words` (`id`, `readers`, `words`) stands beside each register; triggers keep it, or what waits to be
entered into it, so that no act can forget it and a step that changes no word costs nothing. Its one index holds
readers and words together.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import connection
from psycopg import sql

from qilou.kernel.search import asked_exactly, asked_nearly, likeness, whole
from qilou.law import Article, Text

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: its title, where it is, its number, and what tells it from its like."""

    title: Text
    href: str
    number: str = ""
    notes: tuple[Text, ...] = ()
    on: date | None = None
    says: Text | None = None
    article: Article | None = None


# What is common is found among the newest, what is rare by the index: neither walks through everything. A word that
# ten of the newest 3,000 say is said by some 3,300 of a million, few enough for the index. Whose number it is, is all.
NEWEST = 3000
COMMON = 10
ENOUGH = 5
MOST = 100
NEAREST = sql.SQL("""
WITH numbered AS MATERIALIZED (
    SELECT id FROM {table} WHERE {seen} AND words @@ {number}
), recent AS MATERIALIZED (
    SELECT id, words @@ {exactly} AS whole
    FROM (SELECT * FROM {table} ORDER BY id DESC LIMIT {newest}) AS w
    WHERE NOT EXISTS (SELECT FROM numbered) AND {seen} AND (words @@ {exactly} OR words @@ {nearly})
), whole AS MATERIALIZED (
    SELECT id FROM {table}
    WHERE NOT EXISTS (SELECT FROM numbered) AND (SELECT count(*) FROM recent WHERE whole) < {common}
      AND {seen} AND words @@ {exactly}
), near AS MATERIALIZED (
    SELECT id, ts_rank(words, {nearly}) AS rank FROM {table}
    WHERE NOT EXISTS (SELECT FROM numbered) AND (SELECT count(*) FROM recent) < {common}
      AND (SELECT count(*) FROM whole) < {enough}
      AND {seen} AND words @@ {nearly}
)
SELECT id FROM numbered
UNION (SELECT id FROM recent ORDER BY whole DESC, id DESC LIMIT {most})
UNION (SELECT id FROM whole ORDER BY id DESC LIMIT {most})
UNION (SELECT id FROM near ORDER BY rank DESC, id DESC LIMIT {most})
""")


def nearest(register: str, typed: str, keys: Collection[str] | None) -> list[int]:
    """Ids of rows that somebody with these keys may read and that come near; without keys the caller looks to it.

    The values stand in the statement's text: a plan made for any words would not use the index for rare ones.
    """
    exactly = asked_exactly(typed)
    if not exactly:
        return []
    seen = sql.SQL("true") if keys is None else sql.SQL("readers && {}::text[]").format(sorted(keys))
    statement = NEAREST.format(
        table=sql.Identifier(f"{register}words"),
        seen=seen,
        number=sql.SQL("{}::tsquery").format(f"'{whole(typed)}'"),
        exactly=sql.SQL("{}::tsquery").format(exactly),
        nearly=sql.SQL("{}::tsquery").format(asked_nearly(typed)),
        newest=NEWEST,
        common=COMMON,
        enough=ENOUGH,
        most=MOST,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection))
        return [pk for (pk,) in cursor.fetchall()]


def by_likeness(typed: str, rows: Iterable[Row], told: Callable[[Row], tuple[str, str]]) -> list[Row]:
    """Rows in the order of how near their number and words come; of two alike the earlier stays first."""
    return sorted(rows, key=lambda row: -likeness(typed, *told(row)))
