"""Application systems of a unit's own beside the shared ones, and the approvals on which they stand (Article 32)."""

from django.db import models
from django.db.models import Q

from qilou.kernel.fields import Labelled
from qilou.law import carries

from .access import AccessQuerySet, Outcome


class SystemKind(Labelled):
    """What is applied for."""

    DEVELOP = "develop", "自行开发", "Develop one"
    KEEP = "keep", "保留已有系统", "Keep an existing one"


class Purpose(Labelled):
    """Which shared function the system would stand beside."""

    OFFICE = "office", "办公", "Office work"
    APPROVAL = "approval", "审批", "Approval"
    SUPERVISION = "supervision", "电子监察", "E-supervision"


@carries("A32.2")
class OwnSystem(models.Model):
    """One application and the system that it is about. `thing` names the project that builds it."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    purpose = models.CharField(max_length=12)
    thing = models.CharField(max_length=60, default="", blank=True)
    form = models.JSONField(default=dict)
    returned_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, default="", blank=True)
    approval_number = models.CharField(max_length=60, default="", blank=True)
    decided_on = models.DateField(null=True)
    conditions = models.TextField(default="", blank=True)
    ended_on = models.DateField(null=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in SystemKind]), name="own_system_kind"),
            models.CheckConstraint(condition=Q(purpose__in=[one.value for one in Purpose]), name="own_system_purpose"),
            models.CheckConstraint(
                condition=Q(approval_number="") | Q(outcome="approved", decided_on__isnull=False),
                name="own_system_number_of_an_approval",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *(one.value for one in Outcome)]), name="own_system_outcome"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-case"], name="own_systems_of_unit")]

    def __str__(self) -> str:
        return self.name
