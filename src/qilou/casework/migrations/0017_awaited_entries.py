"""What was dealt with on paper and is still to be entered."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("casework", "0016_presence")]

    operations = [
        migrations.CreateModel(
            "AwaitedEntry",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=60)),
                ("document", models.CharField(max_length=200)),
                ("acted_on", models.DateField()),
                ("noted_by", models.CharField(max_length=200)),
                ("noted_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="awaited", to="casework.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["noted_at"],
                        condition=Q(entered_at__isnull=True, dropped_at__isnull=True),
                        name="entry_still_awaited",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "document"), condition=Q(dropped_at__isnull=True), name="awaited_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(entered_at__isnull=True) | Q(dropped_at__isnull=True), name="entered_or_dropped"
                    ),
                ],
            },
        ),
    ]
