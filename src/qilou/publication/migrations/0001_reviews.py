"""Reviews before publication, the projects that they are about, and what the public sees of each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0015_duty_acts"),
        ("identity", "0004_signing_in"),
        ("projects", "0007_contract_formalities"),
    ]

    operations = [
        migrations.CreateModel(
            name="Publication",
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
                ("kind", models.CharField(max_length=12)),
                ("source", models.BigIntegerField()),
                ("publisher", models.CharField(max_length=60)),
                ("publisher_name", models.CharField(blank=True, default="", max_length=200)),
                ("year", models.IntegerField()),
                ("name", models.CharField(max_length=300)),
                ("made_on", models.DateField()),
                ("content", models.JSONField()),
                ("outcome", models.CharField(blank=True, default="", max_length=12)),
                ("left_out", models.JSONField(default=list)),
                ("ground", models.CharField(blank=True, default="", max_length=16)),
                ("reason", models.TextField(blank=True, default="")),
                ("published", models.JSONField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["jurisdiction", "kind", "year"], name="publication_by_kind"),
                    models.Index(
                        condition=models.Q(("outcome__in", ["published", "partly"])),
                        fields=["kind", "case"],
                        name="publication_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "source"), name="published_matter_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "plan",
                                    "fund",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome__in", ["published", "partly"]),
                                ("published__isnull", False),
                                ("published_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(("outcome__in", ["published", "partly"]), _negated=True),
                                ("published__isnull", True),
                                ("published_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="in_the_open_after_review_alone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("unit", models.CharField(max_length=200)),
                ("unit_code", models.CharField(blank=True, default="", max_length=18)),
                ("year", models.IntegerField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="publication.publication",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("publication", "project"), name="mentioned_once")],
            },
        ),
        migrations.CreateModel(
            name="PublicProject",
            fields=[
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="projects.project",
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("unit", models.CharField(max_length=200)),
                ("unit_code", models.CharField(blank=True, default="", max_length=18)),
                ("year", models.IntegerField()),
                ("stage", models.CharField(max_length=12)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("updated_at", models.DateTimeField()),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["jurisdiction", "year", "stage", "-project"], name="public_projects")],
            },
        ),
    ]
