"""What was dealt with on paper and is still to be entered."""

from django.db import models
from django.db.models import Q

from .cases import Case


class AwaitedEntry(models.Model):
    """A step of a case that was taken on paper: by which document, on which day; until the registrar has entered it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="awaited")
    step = models.CharField(max_length=60)
    document = models.CharField(max_length=200)
    acted_on = models.DateField()
    noted_by = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "document"], condition=Q(dropped_at__isnull=True), name="awaited_once"
            ),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True) | Q(dropped_at__isnull=True), name="entered_or_dropped"
            ),
        ]
        indexes = [
            # the list of those still awaited
            models.Index(
                fields=["noted_at"],
                condition=Q(entered_at__isnull=True, dropped_at__isnull=True),
                name="entry_still_awaited",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} in case {self.case_id}"
