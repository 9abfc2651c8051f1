"""When the platform last did each of its duties, and how it went."""

from django.db import models


class DutyRun(models.Model):
    """One duty: its last run by the machine's own clock, and its last failure by kind, never by its words."""

    name = models.CharField(max_length=60, primary_key=True)
    began_at = models.DateTimeField()
    seconds = models.FloatField()
    did = models.BigIntegerField()
    runs = models.BigIntegerField()
    failures = models.BigIntegerField()
    failed_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(failures__lte=models.F("runs")), name="failures_are_runs")
        ]

    def __str__(self) -> str:
        return self.name


class DutyAct(models.Model):
    """How many acts of a name the duties have done, since the city began."""

    name = models.CharField(max_length=200, primary_key=True)
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name
