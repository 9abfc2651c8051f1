import json
from pathlib import Path

import psycopg
import pytest
from django.db import transaction

from qilou.ledger import Personal, record
from qilou.ledger.models import Event, Opening

VECTORS = json.loads(Path(__file__).with_name("event_vectors.json").read_text())
CHANGES = [
    "UPDATE ledger_event SET name = 'other'",
    "UPDATE ledger_event SET body = body WHERE false",
    "DELETE FROM ledger_event",
    "TRUNCATE ledger_event CASCADE",
    "INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)"
    " SELECT event_id, name, case_number, actor_id, organisation, acted_at, body FROM ledger_event"
    " ON CONFLICT (event_id) DO UPDATE SET name = 'other'",
    "MERGE INTO ledger_event e USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
    "UPDATE ledger_opening SET value = 'other'",
    "UPDATE ledger_opening SET path = '/other'",
    "UPDATE ledger_opening SET path = '/other', salt = NULL, value = NULL, erased_by = event_id",
    "DELETE FROM ledger_opening",
    "TRUNCATE ledger_opening",
]


@pytest.fixture
def recorded(committed_db, officer, present):
    with transaction.atomic():
        record("test.act", actor=officer, acted_at=present, input={"who": Personal("林晓")})
    return _everything


def _everything() -> list[object]:
    return [*Event.objects.values_list(), *Opening.objects.values_list("event_id", "path", "salt", "value")]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["app", "migrator", "superuser"])
@pytest.mark.req("A42.2")
def test_nobody_changes_or_removes_what_is_recorded(recorded, signed_in, role, change) -> None:
    before = recorded()
    with signed_in(role) as opened, pytest.raises(psycopg.errors.InsufficientPrivilege):
        opened.execute(change)
    assert recorded() == before


@pytest.mark.parametrize("change", CHANGES)
def test_a_session_that_replays_changes_is_refused_too(recorded, signed_in, change) -> None:
    with signed_in("superuser") as opened:
        opened.execute("SET session_replication_role = replica")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            opened.execute(change)


@pytest.mark.parametrize(
    ("column", "value"),
    [("recorded_at", "now()"), ("txid", "'3'"), ("leaf_hash", "DEFAULT"), ("id", "1")],
)
def test_the_application_cannot_say_when_an_event_was_recorded(committed_db, signed_in, column, value) -> None:
    with signed_in("app") as opened, pytest.raises(psycopg.errors.InsufficientPrivilege):
        opened.execute(
            f"INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body, {column})"
            f" OVERRIDING SYSTEM VALUE VALUES (gen_random_uuid(), '', '', 0, '', now(), '', {value})"
        )


@pytest.mark.parametrize(
    "trick", ["SET ROLE qilou_owner", "SET ROLE qilou_migrator", "ALTER TABLE ledger_event RENAME TO x"]
)
def test_the_application_can_become_neither_owner_nor_migrator(committed_db, signed_in, trick) -> None:
    with signed_in("app") as opened, pytest.raises(psycopg.errors.InsufficientPrivilege):
        opened.execute(trick)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["what"])
def test_the_database_hashes_the_golden_events_as_they_were_hashed_first(committed_db, signed_in, vector) -> None:
    with signed_in("migrator") as opened:
        (leaf,) = opened.execute(
            "INSERT INTO ledger_event"
            " (event_id, name, case_number, actor_id, organisation, acted_at, recorded_at, body) VALUES (%s, '', '', 0,"
            " '', now(), timestamptz '1970-01-01 00:00:00+00' + %s * interval '1 microsecond', %s) RETURNING leaf_hash",
            [vector["id"], vector["recorded_at_microseconds"], vector["body"].encode()],
        ).fetchone()
    assert leaf.hex() == vector["leaf_hash"]
