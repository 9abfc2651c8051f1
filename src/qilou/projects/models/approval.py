"""The application for approval, finance's budget document that it rests on, and what the approval fixed."""

from django.db import models
from django.db.models import Q

from qilou.kernel.fields import Labelled
from qilou.law import carries


class ApprovalOutcome(Labelled):
    """How an application ended; blank while it is open."""

    APPROVED = "approved", "同意立项", "Approved"
    REFUSED = "refused", "不予批准", "Refused"
    DECLINED = "declined", "不予受理", "Not accepted"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"
    REROUTED = "rerouted", "因审批路径改变作废", "Void: another body approves"


class RefusalGround(Labelled):
    """The article on which an approval is refused."""

    PLAN = "plan", "不符合总体规划（第八条）", "Not in line with the overall plan (Art. 8)"
    DUPLICATE = "duplicate", "属于重复建设（第四条）", "Duplicate construction (Art. 4)"
    EVALUATION = "evaluation", "与评审意见不一致（第十六条）", "Departs from the evaluation opinion (Art. 16)"
    BUDGET = "budget", "预算文件不能成立（第十六条）", "The budget document does not hold (Art. 16)"
    NETWORK = "network", "自建网络未经批准（第二十三条）", "Own network without approval (Art. 23)"
    OWN_SYSTEM = "own_system", "自建应用系统未经批准（第三十二条）", "Own application system without approval (Art. 32)"
    ASSESSMENT = "assessment", "绩效考核结果（第七条）", "Performance assessment (Art. 7)"


@carries("A16.3")
class BudgetDocument(models.Model):
    """Finance's document by which a project is in a year's budget. Amounts in yuan; `file` is the content's hash."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="budget_documents")
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="+")
    year = models.IntegerField()
    number = models.CharField(max_length=100)
    issued_on = models.DateField()
    code = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    file = models.CharField(max_length=64)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "number"], name="budget_document_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_amount_positive"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(code="") & ~Q(file=""), name="budget_document_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.year}: {self.amount}"


class Approval(models.Model):
    """One application and the reply to it. Amounts in yuan; `items` and `years` as asked for, then as approved.

    `applied_on` decides whether the opinion was still valid (A17.4); an application made void by a change of route
    hands its date on. `assessment` is the unit's result as it stood when the reply was signed.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="approvals")
    opinion = models.ForeignKey("projects.Opinion", models.PROTECT, null=True, related_name="+")
    listing = models.ForeignKey("projects.Listing", models.PROTECT, null=True, related_name="+")
    budget = models.ForeignKey(BudgetDocument, models.PROTECT, null=True, related_name="+")
    route = models.CharField(max_length=12, default="", blank=True)
    project_code = models.CharField(max_length=60, default="", blank=True)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    items = models.JSONField(default=list)
    years = models.JSONField(default=list)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    departure = models.TextField(default="", blank=True)
    applied_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    defects = models.JSONField(default=list)
    outcome = models.CharField(max_length=12, default="", blank=True)
    approved_total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    approved_items = models.JSONField(default=list)
    reply_number = models.CharField(max_length=60, default="", blank=True)
    decided_on = models.DateField(null=True)
    reason = models.TextField(default="", blank=True)
    assessment = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(outcome="", applied_on__isnull=False), name="one_open_application"
            ),
            models.UniqueConstraint(fields=["project"], condition=Q(outcome="approved"), name="approved_once"),
            models.CheckConstraint(
                condition=~Q(outcome="approved")
                | Q(approved_total__gt=0, opinion__isnull=False, budget__isnull=False, decided_on__isnull=False),
                name="approval_rests_on_opinion_and_budget",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.outcome}"


@carries("A16.12")
class ApprovedYear(models.Model):
    """What the standing approval gives a project in one budget year; the years add up to the approved total."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="approved_years")
    year = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "year"], name="one_approved_year"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="approved_year_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"
