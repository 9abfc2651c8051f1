"""Positions, tree nodes, keys and signed heads: they only grow, as events do."""

from django.db import migrations, models

TABLES = """
CREATE INDEX ledger_event_txid ON ledger_event (txid);

-- No foreign key to the event: its check would lock and rewrite every event once more; verification looks instead.
CREATE TABLE ledger_position (
    position bigint PRIMARY KEY CHECK (position >= 0),
    event bigint NOT NULL UNIQUE,
    leaf_hash bytea NOT NULL CHECK (length(leaf_hash) = 32)
);

-- The roots of complete subtrees of 256, 65536, … leaves: what a proof needs beside the leaves of two blocks.
CREATE TABLE ledger_node (
    level smallint NOT NULL CHECK (level > 0 AND level % 8 = 0),
    place bigint NOT NULL CHECK (place >= 0),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, place)
);

CREATE TABLE ledger_key (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL UNIQUE,
    introduced_by uuid UNIQUE REFERENCES ledger_event (event_id)
);
CREATE UNIQUE INDEX ledger_key_one_first ON ledger_key ((introduced_by IS NULL)) WHERE introduced_by IS NULL;

CREATE TABLE ledger_head (
    size bigint PRIMARY KEY CHECK (size > 0),
    root bytea NOT NULL CHECK (length(root) = 32),
    sealed_at timestamptz NOT NULL,
    key_id int NOT NULL REFERENCES ledger_key (id),
    note text NOT NULL,
    snapshot pg_snapshot NOT NULL,
    cluster bigint NOT NULL,
    floor bigint NOT NULL
);

"""

TRIGGERS = "".join(
    f"""
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_only_grows;
"""
    for table in ("ledger_position", "ledger_node", "ledger_key", "ledger_head")
)

PRIVILEGES = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'qilou_app') THEN
        REVOKE ALL ON ledger_position, ledger_node, ledger_key, ledger_head FROM qilou_app;
        GRANT SELECT, INSERT ON ledger_position, ledger_node, ledger_head TO qilou_app;
        GRANT SELECT, INSERT (key, introduced_by) ON ledger_key TO qilou_app;
    END IF;
END $$;
"""

KEY = migrations.CreateModel(
    name="SigningKey",
    fields=[
        ("id", models.AutoField(primary_key=True, serialize=False)),
        ("key", models.TextField(unique=True)),
        ("introduced_by", models.UUIDField(null=True, unique=True)),
    ],
    options={"db_table": "ledger_key"},
)

HEAD = migrations.CreateModel(
    name="SignedHead",
    fields=[
        ("size", models.BigIntegerField(primary_key=True, serialize=False)),
        ("root", models.BinaryField()),
        ("sealed_at", models.DateTimeField()),
        ("key", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="ledger.signingkey", db_index=False)),
        ("note", models.TextField()),
    ],
    options={"db_table": "ledger_head"},
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLES), migrations.RunSQL(TRIGGERS), migrations.RunSQL(PRIVILEGES)],
            state_operations=[KEY, HEAD],
        )
    ]
