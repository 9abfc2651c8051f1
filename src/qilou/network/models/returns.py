"""What districts return of their delegated blocks, and answers kept for programs that ask twice."""

from django.db import models
from django.db.models import Q

from .addressing import Delegation
from .fields import CidrField


class UsageReturn(models.Model):
    """One district's return of one half-year; `signed_on` is None until its technical body signed it."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    year = models.IntegerField()
    half = models.IntegerField()
    remarks = models.TextField(default="", blank=True)
    signed_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year", "half"], name="one_usage_return_a_half"),
            models.CheckConstraint(condition=Q(half__gte=1, half__lte=2), name="usage_return_of_a_half"),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.year}H{self.half}"


class UsageLine(models.Model):
    """What a return says of one delegated block: addresses or, of IPv6, networks of length 64."""

    report = models.ForeignKey(UsageReturn, models.PROTECT, related_name="lines")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="+")
    network = CidrField()
    used = models.BigIntegerField()
    held = models.BigIntegerField()
    cooling = models.BigIntegerField()
    accesses = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "delegation"], name="block_returned_once")]

    def __str__(self) -> str:
        return f"{self.network}: {self.used}"


class Asked(models.Model):
    """What a program was answered under an idempotency key: asked again it gets the same, and nothing is done twice."""

    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    answer = models.JSONField()
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_answer_a_key")]
        indexes = [models.Index(fields=["asked_at"], name="asked_by_age")]

    def __str__(self) -> str:
        return self.key
