"""Filed cases with their catalogue, and what was handed over to the archives."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0013_duties"),
        ("identity", "0003_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation_name", models.CharField(max_length=200)),
                ("number", models.CharField(max_length=40)),
                ("receiver", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("files_count", models.IntegerField()),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("received_on", models.DateField(null=True)),
                ("receipt", models.CharField(blank=True, default="", max_length=100)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "number"), name="transfer_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("receipt", ""), ("received_on__isnull", True)),
                            models.Q(("received_on__isnull", False), models.Q(("receipt", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="transfer_received_with_a_receipt",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseFile",
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
                ("organisation_name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("year", models.IntegerField()),
                ("term", models.IntegerField()),
                ("sequence", models.IntegerField()),
                ("version", models.IntegerField(default=1)),
                ("closed_on", models.DateField()),
                ("filed_at", models.DateTimeField()),
                ("keep_until", models.DateField(null=True)),
                ("transfer_due_on", models.DateField(null=True)),
                ("items_count", models.IntegerField()),
                ("acts", models.IntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.organisation"
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="archives.transfer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("transfer", None)),
                        fields=["organisation", "transfer_due_on"],
                        name="file_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "year", "term", "sequence"), name="file_number_of_organisation"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("keep_until__isnull", True), ("term", 0)),
                            models.Q(("keep_until__gt", models.F("closed_on")), ("term__gt", 0)),
                            _connector="OR",
                        ),
                        name="file_kept_for_its_term",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogueItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.IntegerField()),
                ("number", models.IntegerField()),
                ("part", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=400)),
                ("reference", models.CharField(blank=True, default="", max_length=100)),
                ("responsible", models.CharField(max_length=200)),
                ("dated", models.DateField()),
                ("stored", models.CharField(blank=True, default="", max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="archives.casefile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("file", "version", "number"), name="catalogue_item_number")
                ],
            },
        ),
    ]
