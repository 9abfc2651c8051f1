"""How many used a system in the last twelve months."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_initial")]

    operations = [
        migrations.AddField("system", "active_users", models.IntegerField(null=True)),
        migrations.AddConstraint(
            "system",
            models.CheckConstraint(
                condition=Q(active_users__isnull=True) | Q(active_users__gte=0), name="system_users_not_negative"
            ),
        ),
    ]
