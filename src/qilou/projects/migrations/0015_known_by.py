"""By whom a project is known, kept beside it by the database: its readers, and those of four kinds of its cases.

A list or a figure then asks one column of one table. The column cannot be set: whatever is written to it, the trigger
reckons it anew, with the project's row locked, so that two cases that change at once both count.
"""

import django.contrib.postgres.fields
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

TABLES = ("prereview", "listing", "approval", "disbursement")
PROJECT = """
CREATE FUNCTION projects_reckon_known_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.known_by := ARRAY(
        SELECT unnest(NEW.readers)
        UNION SELECT unnest(readers) FROM casework_case WHERE id IN (
            SELECT case_id FROM projects_prereview WHERE project_id = NEW.id
            UNION ALL SELECT case_id FROM projects_listing WHERE project_id = NEW.id
            UNION ALL SELECT case_id FROM projects_approval WHERE project_id = NEW.id
            UNION ALL SELECT case_id FROM projects_disbursement WHERE project_id = NEW.id)
        ORDER BY 1
    );
    RETURN NEW;
END $$;
CREATE TRIGGER projects_project_is_known BEFORE INSERT OR UPDATE OF readers, known_by ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_reckon_known_by();
"""
DROP_PROJECT = """
DROP TRIGGER projects_project_is_known ON projects_project;
DROP FUNCTION projects_reckon_known_by();
"""
CASE = """
CREATE FUNCTION projects_case_is_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE projects_project SET known_by = DEFAULT WHERE id IN (
        SELECT project_id FROM projects_prereview WHERE case_id = NEW.id
        UNION ALL SELECT project_id FROM projects_listing WHERE case_id = NEW.id
        UNION ALL SELECT project_id FROM projects_approval WHERE case_id = NEW.id
        UNION ALL SELECT project_id FROM projects_disbursement WHERE case_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER projects_case_is_read AFTER UPDATE OF readers ON casework_case FOR EACH ROW
    WHEN (OLD.readers IS DISTINCT FROM NEW.readers) EXECUTE FUNCTION projects_case_is_read();
"""
DROP_CASE = """
DROP TRIGGER projects_case_is_read ON casework_case;
DROP FUNCTION projects_case_is_read();
"""
ROW = """
CREATE FUNCTION projects_row_is_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE projects_project SET known_by = DEFAULT WHERE id IN (OLD.project_id, NEW.project_id);
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER projects_{table}_is_read AFTER INSERT OR DELETE OR UPDATE OF case_id, project_id ON projects_{table}
    FOR EACH ROW EXECUTE FUNCTION projects_row_is_read();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0014_own_parts"), ("casework", "0018_service_attempts")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="known_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60), default=list, editable=False, size=None
            ),
        ),
        migrations.AddIndex(model_name="project", index=GinIndex(fields=["known_by"], name="project_known_by")),
        migrations.RunSQL(PROJECT, DROP_PROJECT),
        migrations.RunSQL(CASE, DROP_CASE),
        migrations.RunSQL(ROW, "DROP FUNCTION projects_row_is_read()"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER projects_{table}_is_read ON projects_{table}")
            for table in TABLES
        ),
        migrations.RunSQL("UPDATE projects_project SET known_by = DEFAULT", migrations.RunSQL.noop),
    ]
