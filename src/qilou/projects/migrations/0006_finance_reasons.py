"""Finance's reason for what it makes of an estimate line, beside its amount."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_line_reasons")]

    operations = [
        migrations.AddField("estimateline", "finance_reason", models.CharField(max_length=300, default="", blank=True))
    ]
