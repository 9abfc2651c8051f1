"""Draws of experts are published too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0017_awaited_entries"),
        ("identity", "0004_signing_in"),
        ("publication", "0001_reviews"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="publication",
            name="publication_kind_known",
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "plan",
                            "fund",
                            "draw",
                            "opinion",
                            "list",
                            "approval",
                            "contract",
                            "change",
                            "progress",
                            "performance",
                            "acceptance",
                        ],
                    )
                ),
                name="publication_kind_known",
            ),
        ),
    ]
