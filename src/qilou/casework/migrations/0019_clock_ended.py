from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("casework", "0018_service_attempts")]

    operations = [
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(fields=["-ended_on", "-id"], condition=Q(due_on__isnull=False), name="clock_ended"),
        ),
    ]
