from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("projects", "0015_known_by")]

    operations = [
        migrations.AddIndex(
            model_name="declaration",
            index=models.Index(
                fields=["-round_year", "-case"], condition=Q(submitted_at__isnull=False), name="declaration_register"
            ),
        ),
        migrations.AddIndex(
            model_name="hitfinding", index=models.Index(fields=["thing", "id"], name="hit_finding_thing")
        ),
    ]
