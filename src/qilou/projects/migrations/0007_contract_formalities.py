"""When a contract was awarded, published and filed."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_finance_reasons")]

    operations = [
        *(
            migrations.AddField("contract", name, models.DateField(null=True))
            for name in ("awarded_on", "published_on", "filed_on")
        ),
        migrations.AddConstraint(
            "contract",
            models.CheckConstraint(
                condition=Q(awarded_on__isnull=True) | Q(awarded_on__lte=F("signed_on")), name="awarded_before_signing"
            ),
        ),
        migrations.AddConstraint(
            "contract",
            models.CheckConstraint(
                condition=(Q(published_on__isnull=True) | Q(published_on__gte=F("signed_on")))
                & (Q(filed_on__isnull=True) | Q(filed_on__gte=F("signed_on"))),
                name="published_and_filed_after_signing",
            ),
        ),
    ]
