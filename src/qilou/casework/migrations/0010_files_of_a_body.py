"""A file is its body's, not one person's alone; large files arrive in parts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OWNERS = """
UPDATE casework_upload SET owner = coalesce(
    (SELECT 'org:' || post.organisation_id
     FROM identity_appointment held JOIN identity_post post ON post.id = held.post_id
     WHERE held.person_id = casework_upload.person_id AND held.until IS NULL ORDER BY held.id LIMIT 1),
    'person:' || person_id);
DELETE FROM casework_upload later USING casework_upload earlier
WHERE (later.owner, later.file_id) = (earlier.owner, earlier.file_id) AND later.id > earlier.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0009_telling"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("upload", "uploaded_once_each"),
        migrations.AddField("upload", "owner", models.CharField(max_length=40, default=""), preserve_default=False),
        migrations.RunSQL(OWNERS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "upload", models.UniqueConstraint(fields=["file", "owner"], name="uploaded_once_each")
        ),
        migrations.CreateModel(
            "Arriving",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=255)),
                ("size", models.BigIntegerField()),
                ("begun_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="casework.storedfile",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    ]
