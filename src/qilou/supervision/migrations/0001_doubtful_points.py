"""Doubtful points, what was said of them, when an area was looked at, packages that were opened."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0013_duties"),
        ("identity", "0003_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "jurisdiction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="identity.jurisdiction",
                    ),
                ),
                ("looked_at", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, default="", max_length=60)),
                ("raised", models.IntegerField(default=0)),
                ("lacking", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("check_code", models.CharField(max_length=60)),
                ("edition", models.CharField(max_length=20)),
                ("subject", models.CharField(max_length=200)),
                ("unit_name", models.CharField(max_length=200)),
                ("matter", models.CharField(max_length=400)),
                ("thing", models.CharField(blank=True, default="", max_length=60)),
                ("case_number", models.CharField(blank=True, default="", max_length=24)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("says", models.JSONField()),
                ("facts", models.JSONField()),
                ("state", models.CharField(max_length=12)),
                ("first_seen", models.DateField()),
                ("since", models.DateField()),
                ("gone_on", models.DateField(null=True)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["jurisdiction", "state", "since"], name="doubt_by_age"),
                    models.Index(fields=["unit", "state"], name="doubt_of_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("jurisdiction", "check_code", "subject"), name="doubt_named_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "answered", "closed", "dismissed"])),
                        name="doubt_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("since__gte", models.F("first_seen"))), name="doubt_open_since_seen"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DoubtNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("organisation", models.CharField(blank=True, default="", max_length=200)),
                ("text", models.TextField(blank=True, default="")),
                ("file", models.CharField(blank=True, default="", max_length=64)),
                ("facts", models.JSONField(default=dict)),
                (
                    "doubt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="supervision.doubt"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["answered", "closed", "dismissed"]), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="doubt_note_gives_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PackageOpening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("organisation", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=300)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "-id"], name="package_openings_of_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose", ""), _negated=True), name="package_opened_for_a_purpose"
                    )
                ],
            },
        ),
    ]
