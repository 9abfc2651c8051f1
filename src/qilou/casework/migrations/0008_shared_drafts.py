"""Drafts belong to a body, and carry what tells two colleagues' changes apart."""

from django.db import migrations, models

OWNERS = """
UPDATE casework_draft SET owner = coalesce(
    (SELECT 'org:' || post.organisation_id
     FROM identity_appointment held JOIN identity_post post ON post.id = held.post_id
     WHERE held.person_id = casework_draft.person_id AND held.until IS NULL ORDER BY held.id LIMIT 1),
    'person:' || person_id);
DELETE FROM casework_draft older USING casework_draft newer
WHERE (older.owner, older.case_number, older.step) = (newer.owner, newer.case_number, newer.step)
    AND (older.saved_at, older.id) < (newer.saved_at, newer.id);
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_lighter_steps")]

    operations = [
        migrations.RemoveConstraint("draft", "one_draft_each"),
        migrations.AddField("draft", "owner", models.CharField(max_length=40, default=""), preserve_default=False),
        migrations.AddField("draft", "version", models.IntegerField(default=1)),
        migrations.AddField("draft", "past", models.JSONField(default=list)),
        migrations.AddField("draft", "clashes", models.JSONField(default=dict)),
        migrations.RunSQL(OWNERS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "draft", models.UniqueConstraint(fields=["owner", "case_number", "step"], name="one_draft_each")
        ),
    ]
