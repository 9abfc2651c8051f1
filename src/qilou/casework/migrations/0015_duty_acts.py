"""How many acts the platform has done by itself, for who watches it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_papers_found_later")]

    operations = [
        migrations.CreateModel(
            "DutyAct",
            [
                ("name", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
        ),
    ]
