"""What the platform does by itself can be looked at: when, how long, how much, and what failed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_papers")]

    operations = [
        migrations.CreateModel(
            "DutyRun",
            [
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("seconds", models.FloatField()),
                ("did", models.BigIntegerField()),
                ("runs", models.BigIntegerField()),
                ("failures", models.BigIntegerField()),
                ("failed_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("failures__lte", models.F("runs"))), name="failures_are_runs"
                    )
                ]
            },
        ),
        migrations.AddIndex(
            "delivery",
            models.Index(
                fields=["given_up_at"],
                condition=models.Q(("given_up_at__isnull", False)),
                name="delivery_given_up",
            ),
        ),
    ]
