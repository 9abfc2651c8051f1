"""The fund's account and the orders made of a round are appended to, never changed."""

from django.db import migrations

TABLES = ("fundentry", "ranking", "rankline")
REFUSE = """
CREATE FUNCTION projects_only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: entries are appended, never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""
GUARD = """
CREATE TRIGGER projects_{table}_is_appended BEFORE UPDATE OR DELETE ON projects_{table}
    FOR EACH ROW EXECUTE FUNCTION projects_only_append();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_frozen_versions")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION projects_only_append()"),
        *(
            migrations.RunSQL(
                GUARD.format(table=table), f"DROP TRIGGER projects_{table}_is_appended ON projects_{table}"
            )
            for table in TABLES
        ),
    ]
