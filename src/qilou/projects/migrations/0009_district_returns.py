"""Districts' quarterly returns."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0015_duty_acts"),
        ("identity", "0004_signing_in"),
        ("projects", "0008_progress"),
    ]

    operations = [
        migrations.CreateModel(
            name="DistrictReturn",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("year", models.IntegerField()),
                ("quarter", models.IntegerField()),
                ("remarks", models.TextField(blank=True, default="")),
                ("signed_on", models.DateField(null=True)),
                ("accepted_on", models.DateField(null=True)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("jurisdiction", "year", "quarter"), name="one_return_a_quarter"),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)), name="return_of_a_quarter"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.CharField(max_length=20)),
                ("projects", models.IntegerField()),
                ("approved", models.DecimalField(decimal_places=2, max_digits=14)),
                ("contracted", models.DecimalField(decimal_places=2, max_digits=14)),
                ("paid", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="projects.districtreturn"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report", "stage"), name="stage_returned_once")],
            },
        ),
    ]
