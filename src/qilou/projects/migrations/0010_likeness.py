"""What projects and systems are compared by, the findings on hits, and what waits to be entered after a change.

The pieces lie in a table without a key: every entry adds its own rows and never touches another's, so that two
declarations do not wait for each other; a duty brings the rows of one piece together.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

PIECES = """
CREATE TABLE projects_comparedpiece (piece integer NOT NULL, entries integer[] NOT NULL);
CREATE INDEX compared_piece ON projects_comparedpiece (piece);
CREATE FUNCTION projects_wait_to_compare() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text;
BEGIN
    IF TG_TABLE_NAME = 'projects_declaration' THEN
        changed := 'projects.project:' || NEW.project_id;
    ELSIF TG_TABLE_NAME = 'projects_project' THEN
        changed := 'projects.project:' || NEW.id;
    ELSE
        changed := 'inventory.system:' || NEW.id;
    END IF;
    INSERT INTO projects_tocompare VALUES (changed) ON CONFLICT (thing) DO UPDATE SET thing = EXCLUDED.thing;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_project_to_compare AFTER INSERT ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_wait_to_compare();
CREATE TRIGGER projects_project_to_compare_as_changed AFTER UPDATE ON projects_project FOR EACH ROW
    WHEN ((OLD.name, OLD.description, OLD.stage, OLD.system_id)
        IS DISTINCT FROM (NEW.name, NEW.description, NEW.stage, NEW.system_id))
    EXECUTE FUNCTION projects_wait_to_compare();
CREATE TRIGGER projects_declaration_to_compare AFTER UPDATE ON projects_declaration FOR EACH ROW
    WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION projects_wait_to_compare();
CREATE TRIGGER projects_system_to_compare AFTER INSERT ON inventory_system
    FOR EACH ROW EXECUTE FUNCTION projects_wait_to_compare();
CREATE TRIGGER projects_system_to_compare_as_changed AFTER UPDATE ON inventory_system FOR EACH ROW
    WHEN ((OLD.name, OLD.description, OLD.status, OLD.thing)
        IS DISTINCT FROM (NEW.name, NEW.description, NEW.status, NEW.thing))
    EXECUTE FUNCTION projects_wait_to_compare();
INSERT INTO projects_tocompare SELECT 'projects.project:' || id FROM projects_project
    UNION ALL SELECT 'inventory.system:' || id FROM inventory_system;
"""
DROP = """
DROP TRIGGER projects_system_to_compare_as_changed ON inventory_system;
DROP TRIGGER projects_system_to_compare ON inventory_system;
DROP TRIGGER projects_declaration_to_compare ON projects_declaration;
DROP TRIGGER projects_project_to_compare_as_changed ON projects_project;
DROP TRIGGER projects_project_to_compare ON projects_project;
DROP FUNCTION projects_wait_to_compare();
DROP TABLE projects_comparedpiece;
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0009_district_returns"), ("inventory", "0002_active_users")]

    operations = [
        migrations.CreateModel(
            "Compared",
            [
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("thing", models.CharField(max_length=60, unique=True)),
                ("method", models.SmallIntegerField(db_index=True)),
                ("name", models.BinaryField()),
                ("whole", models.BinaryField()),
                ("heft", models.FloatField()),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(models.CharField(max_length=120), default=list),
                ),
            ],
            options={
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["marks"], name="compared_marks")],
            },
        ),
        migrations.CreateModel(
            "ToCompare",
            [("thing", models.CharField(max_length=60, primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            "Rarity",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("texts", models.IntegerField()),
                ("pieces", models.BinaryField()),
                ("holding", models.BinaryField()),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            "HitFinding",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("thing", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=300)),
                ("likeness", models.IntegerField()),
                (
                    "signals",
                    django.contrib.postgres.fields.ArrayField(models.CharField(max_length=20), default=list),
                ),
                ("finding", models.CharField(max_length=12)),
                ("reason", models.TextField()),
                ("method", models.CharField(max_length=40)),
                ("found_on", models.DateField()),
                (
                    "pre_review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hits",
                        to="projects.prereview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["pre_review", "thing"], name="one_finding_a_hit"),
                    models.CheckConstraint(
                        condition=models.Q(finding__in=["different", "overlap", "absorbs", "duplicate"]),
                        name="hit_finding_known",
                    ),
                    models.CheckConstraint(condition=~models.Q(reason=""), name="hit_finding_has_reason"),
                ],
            },
        ),
        migrations.AddField("prereviewround", "compared", models.JSONField(default=dict)),
        migrations.RunSQL(PIECES, DROP),
    ]
