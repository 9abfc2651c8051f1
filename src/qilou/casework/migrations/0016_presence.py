"""Who has a form open."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0015_duty_acts"), ("identity", "0002_shantou")]

    operations = [
        migrations.CreateModel(
            "Presence",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(max_length=40)),
                ("case_number", models.CharField(max_length=24)),
                ("step", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="presence_oldest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_number", "step", "owner", "person"), name="present_once_a_draft"
                    )
                ],
            },
        ),
    ]
