"""Districts' quarterly returns to the city: how many projects stand where, and their money."""

from django.db import models
from django.db.models import Q


class DistrictReturn(models.Model):
    """One district's return of one quarter; `signed_on` is None until its authority signed it."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    year = models.IntegerField()
    quarter = models.IntegerField()
    remarks = models.TextField(default="", blank=True)
    signed_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year", "quarter"], name="one_return_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="return_of_a_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.year}Q{self.quarter}"


class ReturnLine(models.Model):
    """What a return says of the district's projects at one stage; amounts in yuan."""

    report = models.ForeignKey(DistrictReturn, models.PROTECT, related_name="lines")
    stage = models.CharField(max_length=20)
    projects = models.IntegerField()
    approved = models.DecimalField(max_digits=14, decimal_places=2)
    contracted = models.DecimalField(max_digits=14, decimal_places=2)
    paid = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "stage"], name="stage_returned_once")]

    def __str__(self) -> str:
        return f"{self.stage}: {self.projects}"
