"""What was done to serve a paper that its recipient did not sign for on the platform."""

from django.db import models
from django.db.models import Q

from .cases import Notice
from .files import StoredFile


class ServiceAttempt(models.Model):
    """One attempt to serve a notice on one of its recipients: failed (`ground`, `next_way`) or done (`served_on`)."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="attempts")
    key = models.CharField(max_length=60)
    way = models.CharField(max_length=12)
    on = models.DateField()
    ground = models.CharField(max_length=12, default="", blank=True)
    next_way = models.CharField(max_length=12, default="", blank=True)
    account = models.TextField()
    witnesses = models.CharField(max_length=300, default="", blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    served_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(ground="", next_way="", served_on__isnull=False))
                | (~Q(ground="") & ~Q(next_way="") & Q(served_on__isnull=True)),
                name="service_failed_or_done",
            ),
            models.CheckConstraint(condition=~Q(account=""), name="service_gives_account"),
            models.UniqueConstraint(
                fields=["notice", "key"], condition=Q(served_on__isnull=False), name="served_in_another_way_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.key} {self.way}"
