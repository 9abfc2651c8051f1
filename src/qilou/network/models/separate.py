"""Separate networks, the plans that were approved for them, and how their merging goes on (A23.4, A23.5, A24.3)."""

from django.db import models
from django.db.models import Q

from qilou.kernel.fields import Labelled
from qilou.law import carries

from .access import AccessQuerySet, Outcome
from .register import Standing

BY_APPROVAL = [Standing.APPROVED.value, Standing.KEPT.value, Standing.MERGING.value]


class PlanKind(Labelled):
    """What is applied for."""

    BUILD = "build", "单独建设", "Build one"
    KEEP = "keep", "保留已建网络", "Keep an existing one"
    MERGE = "merge", "并入统一平台", "Merge an existing one"


@carries("A23.4", "A24.3")
class SeparateNetwork(models.Model):
    """A network of a unit beside the platform; never one for secret business.

    `approval_number` is that of the paper on which it is built, kept or merged; `thing` names the project that
    builds it.
    """

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    standing = models.CharField(max_length=12)
    approval_number = models.CharField(max_length=60, default="", blank=True)
    thing = models.CharField(max_length=60, default="", blank=True)
    interconnect = models.CharField(max_length=300, default="", blank=True)
    interconnected_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    entered_at = models.DateTimeField()

    objects = AccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="separate_network_once"),
            models.CheckConstraint(
                condition=Q(standing__in=[one.value for one in Standing]), name="separate_network_standing"
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=BY_APPROVAL) | ~Q(approval_number=""), name="separate_network_by_approval"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NetworkPlan(models.Model):
    """One application about a separate network: `form` is its technical and security plan as last handed in."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    network = models.ForeignKey(SeparateNetwork, models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=12)
    form = models.JSONField(default=dict)
    returned_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, default="", blank=True)
    decided_on = models.DateField(null=True)
    conditions = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in PlanKind]), name="network_plan_kind"),
            models.UniqueConstraint(fields=["network"], condition=Q(outcome=""), name="one_plan_under_way"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *(one.value for one in Outcome)]), name="network_plan_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.kind} {self.outcome}"


@carries("A23.4")
class MergeStep(models.Model):
    """One step of a plan: what is to be done until when, and when it was."""

    plan = models.ForeignKey(NetworkPlan, models.PROTECT, related_name="steps")
    number = models.IntegerField()
    what = models.CharField(max_length=300)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    remark = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="merge_step_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"
