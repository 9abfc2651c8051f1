from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_saved_views")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_desk"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["desk", "due_on", "id"], include=["handler"], condition=~Q(desk=""), name="case_desk"
            ),
        ),
    ]
