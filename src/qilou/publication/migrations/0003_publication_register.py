from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publication", "0002_draws")]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["-made_on", "-case"], name="publication_register"),
        ),
    ]
