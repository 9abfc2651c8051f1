"""Ways to tamper with the city as only the server's superuser can, each with what verification must then name."""

import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction

from qilou.ledger.head import Head, read_head
from qilou.ledger.models import SignedHead
from qilou.ledger.told import TABLES


@dataclass
class Tampered:
    """What was done, and what must be named; `alone` says that nothing else may be."""

    what: str
    where: str
    alone: bool = True
    seen: tuple[Head, ...] = ()
    undo: list[Callable[[], object]] = field(default_factory=list)


Tamper = Callable[[random.Random], Tampered]


def rows(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def size() -> int:
    """How many events are sealed."""
    return int(rows("SELECT count(*) FROM ledger_position")[0][0])


def one_event(chance: random.Random) -> tuple[int, str, int]:
    """Any event: its number, its id and its position."""
    return rows(
        "SELECT e.id, e.event_id::text, p.position FROM ledger_position p JOIN ledger_event e ON e.id = p.event"
        " WHERE p.position = %s",
        chance.randrange(size()),
    )[0]


def edit_a_body(chance: random.Random) -> Tampered:
    number, event, _ = one_event(chance)
    (body,) = rows("SELECT convert_from(body, 'UTF8') FROM ledger_event WHERE id = %s", number)[0]
    digits = [place for place, sign in enumerate(body) if sign.isdecimal()]
    place = chance.choice(digits)
    other = str((int(body[place]) + chance.randint(1, 9)) % 10)
    changed = body[:place] + other + body[place + 1 :]
    rows("UPDATE ledger_event SET body = convert_to(%s, 'UTF8') WHERE id = %s", changed, number)
    return Tampered("edited", f"event {event}", alone=False)  # what it told is told by nobody now


def move_a_recording(chance: random.Random) -> Tampered:
    number, event, _ = one_event(chance)
    rows(
        "UPDATE ledger_event SET recorded_at = recorded_at + %s * interval '1 second' WHERE id = %s",
        chance.choice([-86400, -1, 1, 3600]),
        number,
    )
    return Tampered("edited", f"event {event}", alone=False)


def edit_beside_a_body(chance: random.Random) -> Tampered:
    number, event, _ = one_event(chance)
    column = chance.choice(["case_number", "name", "organisation"])
    rows(f"UPDATE ledger_event SET {column} = {column} || 'x' WHERE id = %s", number)
    return Tampered("edited", f"event {event}")


def delete_an_event(chance: random.Random) -> Tampered:
    number, _, position = one_event(chance)
    rows("DELETE FROM ledger_opening WHERE event_id = (SELECT event_id FROM ledger_event WHERE id = %s)", number)
    rows("DELETE FROM ledger_event WHERE id = %s", number)
    return Tampered("removed", f"position {position}", alone=False)


def reorder(chance: random.Random) -> Tampered:
    first, other = one_event(chance), one_event(chance)
    while other[2] == first[2]:
        other = one_event(chance)
    for position, place in ((first[2], 10**9), (other[2], first[2]), (10**9, other[2])):
        rows("UPDATE ledger_position SET position = %s WHERE position = %s", place, position)
    return Tampered("reordered", f"positions 0 to {size() - 1}", alone=False)


def insert_an_event(chance: random.Random) -> Tampered:
    number, _, _ = one_event(chance)
    ((event,),) = rows(
        "INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, recorded_at, body,"
        " txid) SELECT gen_random_uuid(), name, case_number, actor_id, organisation, acted_at, recorded_at, body, txid"
        " FROM ledger_event WHERE id = %s RETURNING event_id::text",
        number,
    )
    return Tampered("inserted", f"event {event}", alone="$commitment" not in rows_text(number))


def rows_text(number: int) -> str:
    return rows("SELECT convert_from(body, 'UTF8') FROM ledger_event WHERE id = %s", number)[0][0]


def roll_back(chance: random.Random) -> Tampered:
    """Cut the end of the record off, with its heads."""
    kept = read_head(SignedHead.objects.latest("size").note)
    left = size() - chance.randint(1, 200)
    rows(
        "DELETE FROM ledger_opening WHERE event_id IN (SELECT event_id FROM ledger_event e JOIN ledger_position p"
        " ON p.event = e.id WHERE p.position >= %s)",
        left,
    )
    rows("DELETE FROM ledger_event WHERE id IN (SELECT event FROM ledger_position WHERE position >= %s)", left)
    rows("DELETE FROM ledger_position WHERE position >= %s", left)
    rows("DELETE FROM ledger_head WHERE size > %s", left)
    return Tampered("rolled back", f"head {kept.size}", alone=False, seen=(kept,))


def split_the_view(chance: random.Random) -> Tampered:
    ours = read_head(SignedHead.objects.latest("size").note)
    other = Head(ours.name, chance.randint(1, ours.size), chance.randbytes(32), ours.sealed_at)
    return Tampered("split view", f"head {other.size}", seen=(other,))


def swap_a_file(chance: random.Random) -> Tampered:
    hash_ = chance.choice(rows("SELECT DISTINCT file_id FROM casework_attachment ORDER BY 1"))[0]
    (name,) = rows("SELECT name FROM casework_storedfile WHERE hash = %s", hash_)[0]
    path = Path(settings.MEDIA_ROOT) / hash_[:2] / hash_
    before = path.read_bytes()
    if chance.random() < 0.3:
        path.unlink()
    else:
        path.write_bytes(before[:-1] + bytes([before[-1] ^ 1]) if before else b"x")
    return Tampered("file", f"{hash_} ({name})", undo=[lambda: path.write_bytes(before)])


def columns_of(kind: str) -> list[tuple[str, str]]:
    """Columns of a kind in told tables that have rows with a value, and that are told by themselves."""
    found = rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND data_type = %s AND is_generated = 'NEVER' ORDER BY 1, 2",
        kind,
    )
    return [
        (table, column)
        for table, column in found
        if table in TABLES
        and not TABLES[table].rows_untold
        and column not in {"id", TABLES[table].key, TABLES[table].event, *TABLES[table].keyed, *TABLES[table].untold}
        and not any(column in one.columns for one in TABLES[table].hashed)
        and column not in TABLES[table].reads
    ]


def edit_a_column(chance: random.Random, kind: str, change: str) -> Tampered:
    choices = columns_of(kind)
    while True:
        table, column = chance.choice(choices)
        key, primary = named_by(table)
        found = rows(
            f'SELECT ({key})::text, "{primary}" FROM {table} AS told WHERE "{column}" IS NOT NULL'
            f" AND NOT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid"
            f" AND a.attnum = ANY(i.indkey) WHERE i.indisunique AND i.indrelid = '{table}'::regclass"
            f" AND a.attname = '{column}') ORDER BY 2"
        )
        if not found:
            continue
        name, row = chance.choice(found)
        with (
            contextlib.suppress(IntegrityError, DataError),
            transaction.atomic(),
        ):  # what no check refuses, triggers off
            rows(f'UPDATE {table} SET "{column}" = {change.format(column)} WHERE "{primary}" = %s', row)
            return Tampered("table", f"{table} {name} {column}")


def named_by(table: str) -> tuple[str, str]:
    ((primary,),) = rows(
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
        " WHERE i.indrelid = %s::regclass AND i.indisprimary",
        table,
    )
    return TABLES[table].key or f'"{primary}"', primary


def edit_an_amount(chance: random.Random) -> Tampered:
    return edit_a_column(chance, "numeric", f'"{{}}" + {chance.choice(["0.01", "1", "10000"])}')


def edit_a_date(chance: random.Random) -> Tampered:
    return edit_a_column(chance, "date", '"{}" + 1')


def edit_words(chance: random.Random) -> Tampered:
    return edit_a_column(chance, "text", "\"{}\" || '。'")


def edit_a_notice(chance: random.Random) -> Tampered:
    number, pk = chance.choice(rows("SELECT number, id FROM casework_notice ORDER BY id"))
    rows(
        "UPDATE casework_notice SET body = jsonb_set(body, '{zh,0}', to_jsonb((body #>> '{zh,0}') || '。'))"
        " WHERE id = %s",
        pk,
    )
    return Tampered("table", f"casework_notice {number} number, issuer, title, body, recipients")


def delete_a_row(chance: random.Random) -> Tampered:
    table = chance.choice(["projects_estimateline", "projects_fundentry", "projects_slice", "casework_receipt"])
    found = rows(f"SELECT id FROM {table} ORDER BY id")
    if not found:
        return delete_a_row(chance)
    pk = chance.choice(found)[0]
    rows(f"DELETE FROM {table} WHERE id = %s", pk)
    return Tampered("table", f"{table} {pk}")


def add_a_row(chance: random.Random) -> Tampered:
    columns = [
        name
        for (name,) in rows(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'projects_fundentry'"
            " AND is_identity = 'NO' ORDER BY 1"
        )
    ]
    listed = ", ".join(f'"{name}"' for name in columns)
    pk = chance.choice(rows("SELECT id FROM projects_fundentry ORDER BY id"))[0]
    ((new,),) = rows(
        f"INSERT INTO projects_fundentry ({listed}) SELECT {listed} FROM projects_fundentry WHERE id = %s RETURNING id",
        pk,
    )
    return Tampered("table", f"projects_fundentry {new}")


def forge_an_opening(chance: random.Random) -> Tampered:
    event, path = chance.choice(rows("SELECT event_id::text, path FROM ledger_opening ORDER BY 1, 2"))
    rows("UPDATE ledger_opening SET value = '\"x\"' WHERE event_id = %s AND path = %s", event, path)
    return Tampered("opening", f"event {event} {path}", alone=False)


TAMPERS: tuple[Tamper, ...] = (
    *(edit_a_body, move_a_recording, edit_beside_a_body, delete_an_event, reorder, insert_an_event, roll_back),
    *(split_the_view, swap_a_file, edit_an_amount, edit_a_date, edit_words, edit_a_notice, delete_a_row, add_a_row),
    forge_an_opening,
)
