"""What an estimate line says of its money: from which source, under which procurement code and economic class."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0010_likeness")]

    operations = [
        migrations.AddField("estimateline", name, models.CharField(max_length=length, default="", blank=True))
        for name, length in (("source", 24), ("procurement_code", 20), ("economic_class", 20))
    ]
