"""Progress reports with their milestones, and the record of a tender."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0015_duty_acts"),
        ("projects", "0007_contract_formalities"),
    ]

    operations = [
        migrations.AddField(
            model_name="contract",
            name="announced_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="announcement",
            field=models.CharField(blank=True, default="", max_length=100),
        ),
        migrations.AddField(
            model_name="contract",
            name="bidders",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="opened_on",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="Progress",
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
                ("percent", models.IntegerField(null=True)),
                ("paid", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("follows_programme", models.BooleanField(null=True)),
                ("keeps_rules", models.BooleanField(null=True)),
                ("departures", models.TextField(blank=True, default="")),
                ("summary", models.TextField(blank=True, default="")),
                ("problems", models.TextField(blank=True, default="")),
                ("next_steps", models.TextField(blank=True, default="")),
                ("published_on", models.DateField(null=True)),
                ("supervisors_report", models.CharField(blank=True, default="", max_length=64)),
                ("filed_on", models.DateField(null=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="projects.project"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "year", "quarter"), name="one_report_a_quarter"),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)), name="quarter_of_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("filed_on__isnull", True),
                            models.Q(("paid__isnull", False), ("percent__isnull", False), ("percent__range", (0, 100))),
                            _connector="OR",
                        ),
                        name="filed_report_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("deliverable", models.CharField(blank=True, default="", max_length=300)),
                ("planned_on", models.DateField()),
                ("forecast_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="milestones", to="projects.progress"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report", "name"), name="milestone_told_once")],
            },
        ),
    ]
