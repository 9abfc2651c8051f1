"""Each expert's signature under the panel's opinion."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0015_duty_acts"),
        ("projects", "0012_experts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PanelSignature",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=PROTECT, primary_key=True, related_name="+", serialize=False, to="casework.case"
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(on_delete=PROTECT, related_name="signatures", to="projects.evaluation"),
                ),
                ("expert", models.ForeignKey(on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("signed_at", models.DateTimeField(null=True)),
                ("dissent", models.TextField(blank=True, default="")),
                ("missing", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("evaluation", "expert"), name="one_signature_an_expert")
                ]
            },
        ),
    ]
