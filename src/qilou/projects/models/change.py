"""Changes of an approved project: what is asked, how it adds up since the last approval, and what became of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from qilou.kernel.fields import Labelled
from qilou.law import carries


class ChangeOutcome(Labelled):
    """What became of a change; blank while it is a draft or on hold."""

    RECORDED = "recorded", "已备案", "Recorded"
    REAPPROVED = "reapproved", "已重新批准", "Approved anew"
    REFUSED = "refused", "不予批准", "Refused"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"


class Aspect(Labelled):
    """What a change touches beside items and money; which of them are major is a dated parameter (A20.8)."""

    GOAL = "goal", "建设目标", "Goal"
    TECHNICAL_ROUTE = "technical_route", "技术路线", "Technical route"
    DEPLOYMENT = "deployment", "部署方式", "Deployment"


class ItemChange(Labelled):
    """What happens to an item of the approved content."""

    ADDED = "added", "增加", "Added"
    DROPPED = "dropped", "取消", "Dropped"
    ALTERED = "altered", "调整", "Altered"


@carries("A20.7")
class Change(models.Model):
    """One change. Amounts in yuan: `delta` signed, `base` the approved total, `cumulative` the sum since it was fixed.

    `pending` is set while a re-approval is awaited: nothing of the change is carried out meanwhile (A20.4). A recorded
    change is `superseded` once a re-approval has fixed a new base; it counts no more.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="changes")
    reason = models.TextField(default="", blank=True)
    delta = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    base = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    cumulative = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    aspects = ArrayField(models.CharField(max_length=20), default=list)
    items = models.JSONField(default=list)
    ends_on = models.DateField(null=True)
    triggers = ArrayField(models.CharField(max_length=20), default=list)
    flagged = models.BooleanField(default=False)
    pending = models.BooleanField(default=False)
    superseded = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, default="", blank=True)
    filed_on = models.DateField(null=True)
    reply_number = models.CharField(max_length=60, default="", blank=True)
    decided_on = models.DateField(null=True)
    total_after = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    decision = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(pending=True), name="one_change_pending"),
            models.CheckConstraint(
                condition=~Q(outcome="reapproved") | Q(total_after__gt=0, decided_on__isnull=False),
                name="reapproval_fixes_a_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.delta} {self.outcome}"
