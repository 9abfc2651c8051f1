"""Notices on paper: one document each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_cards_told")]

    operations = [
        migrations.CreateModel(
            "Paper",
            [
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="paper",
                        serialize=False,
                        to="casework.notice",
                    ),
                ),
                ("code", models.CharField(max_length=32)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="casework.storedfile"
                    ),
                ),
                ("rendered_at", models.DateTimeField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["code"], name="paper_code")]},
        ),
    ]
