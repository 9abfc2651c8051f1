"""Reasons for cuts beside the reviewed amounts of an estimate line."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_search")]

    operations = [
        migrations.AddField("estimateline", name, models.CharField(max_length=300, default="", blank=True))
        for name in ("checked_reason", "expert_reason", "approved_reason")
    ]
