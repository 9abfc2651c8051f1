"""The record's tables by hand: the database computes the leaf hash and refuses every change."""

from typing import Any

from django.db import migrations, models
from django.db.models.deletion import PROTECT

TABLES = r"""
CREATE TABLE ledger_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL UNIQUE,
    name text NOT NULL,
    case_number text NOT NULL,
    actor_id bigint NOT NULL,
    organisation text NOT NULL,
    acted_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    body bytea NOT NULL,
    leaf_hash bytea NOT NULL GENERATED ALWAYS AS (
        sha256(
            '\x00'::bytea
            || int8send((extract(epoch FROM recorded_at - timestamptz '1970-01-01 00:00:00+00') * 1000000)::bigint)
            || body
        )
    ) STORED
);
CREATE INDEX ledger_event_case ON ledger_event (case_number, id);
CREATE INDEX ledger_event_actor ON ledger_event (actor_id, id);

CREATE TABLE ledger_opening (
    event_id uuid NOT NULL REFERENCES ledger_event (event_id),
    path text NOT NULL,
    salt bytea,
    value text,
    erased_by uuid REFERENCES ledger_event (event_id),
    PRIMARY KEY (event_id, path),
    CONSTRAINT ledger_opening_whole_or_erased CHECK (
        (salt IS NULL) = (erased_by IS NOT NULL) AND (value IS NULL) = (erased_by IS NOT NULL)
    )
);
"""

# ENABLE ALWAYS: they fire in sessions that replay a replica's changes too.
TRIGGERS = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record only grows: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION ledger_allow_erasure_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.erased_by IS NULL AND NEW.erased_by IS NOT NULL
        AND NEW.event_id = OLD.event_id AND NEW.path = OLD.path THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an opening can only be erased, and once' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledger_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_event
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_opening_stays BEFORE DELETE OR TRUNCATE ON ledger_opening
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_opening_is_erased_once BEFORE UPDATE ON ledger_opening
    FOR EACH ROW EXECUTE FUNCTION ledger_allow_erasure_only();
ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_event_only_grows;
ALTER TABLE ledger_opening ENABLE ALWAYS TRIGGER ledger_opening_stays;
ALTER TABLE ledger_opening ENABLE ALWAYS TRIGGER ledger_opening_is_erased_once;
"""

# By column: the application can name neither the time of recording nor the transaction, and so cannot date an event.
PRIVILEGES = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'qilou_app') THEN
        REVOKE ALL ON ledger_event, ledger_opening FROM qilou_app;
        GRANT SELECT, INSERT (event_id, name, case_number, actor_id, organisation, acted_at, body)
            ON ledger_event TO qilou_app;
        GRANT SELECT, INSERT (event_id, path, salt, value), UPDATE (salt, value, erased_by)
            ON ledger_opening TO qilou_app;
    END IF;
END $$;
"""

EVENT = migrations.CreateModel(
    name="Event",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("event_id", models.UUIDField(unique=True)),
        ("name", models.TextField()),
        ("case_number", models.TextField()),
        ("actor_id", models.BigIntegerField()),
        ("organisation", models.TextField()),
        ("acted_at", models.DateTimeField()),
        ("recorded_at", models.DateTimeField()),
        ("body", models.BinaryField()),
        ("leaf_hash", models.BinaryField()),
    ],
    options={
        "db_table": "ledger_event",
        "indexes": [
            models.Index(fields=["case_number", "id"], name="ledger_event_case"),
            models.Index(fields=["actor_id", "id"], name="ledger_event_actor"),
        ],
    },
)


TO_EVENT: dict[str, Any] = {  # Any: options of one field, of several types
    "db_index": False,
    "on_delete": PROTECT,
    "to": "ledger.event",
    "to_field": "event_id",
}

OPENING = migrations.CreateModel(
    name="Opening",
    fields=[
        (
            "pk",
            models.CompositePrimaryKey(
                "event_id", "path", blank=True, editable=False, primary_key=True, serialize=False
            ),
        ),
        ("event", models.ForeignKey(related_name="openings", **TO_EVENT)),
        ("path", models.TextField()),
        ("salt", models.BinaryField(null=True)),
        ("value", models.TextField(null=True)),
        ("erased_by", models.ForeignKey(db_column="erased_by", null=True, related_name="+", **TO_EVENT)),
    ],
    options={"db_table": "ledger_opening"},
)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLES), migrations.RunSQL(TRIGGERS), migrations.RunSQL(PRIVILEGES)],
            state_operations=[EVENT, OPENING],
        )
    ]
