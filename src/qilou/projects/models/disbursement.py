"""Applications for payment: which instalment of which contract, on what it rests, and the voucher of the treasury."""

from django.db import models
from django.db.models import Q

from qilou.kernel.fields import Labelled
from qilou.law import carries


class Instalment(Labelled):
    """The kinds of payment; which of them are follow-up funds is a dated parameter (A19.6)."""

    ADVANCE = "advance", "预付款", "Advance"
    PROGRESS = "progress", "进度款", "Progress payment"
    PRELIMINARY = "preliminary", "初验款", "On preliminary acceptance"
    FINAL = "final", "终验款", "On final acceptance"
    RETENTION = "retention", "质保金", "Retention money"
    PRE_WORK = "pre_work", "前期工作费", "Pre-project work"


class PaymentOutcome(Labelled):
    """How an application for payment ended; blank while it is open."""

    PAID = "paid", "已拨付", "Paid"
    REFUSED = "refused", "不予拨付", "Refused"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"


@carries("A19.5", "A19.6")
class Disbursement(models.Model):
    """One application for payment. Amounts in yuan; the money itself moves in the treasury's own system.

    `follow_up` is decided by the platform, never typed; the database refuses a follow-up payment without the
    acceptance that it rests on.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="disbursements")
    contract = models.ForeignKey("projects.Contract", models.PROTECT, null=True, related_name="payments")
    acceptance = models.ForeignKey("projects.Acceptance", models.PROTECT, null=True, related_name="payments")
    instalment = models.CharField(max_length=12, default="", blank=True)
    follow_up = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    year = models.IntegerField(null=True)
    report_number = models.CharField(max_length=100, default="", blank=True)
    condition = models.TextField(default="", blank=True)
    invoice = models.CharField(max_length=100, default="", blank=True)
    applied_on = models.DateField(null=True)
    due_by = models.DateField(null=True)
    agreed_on = models.DateField(null=True)
    voucher = models.CharField(max_length=100, default="", blank=True)
    paid_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    assessment = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(follow_up=False) | Q(acceptance__isnull=False),
                name="follow_up_rests_on_acceptance",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="paid") | (~Q(voucher="") & Q(paid_on__isnull=False, agreed_on__isnull=False)),
                name="paid_with_a_voucher",
            ),
        ]
        indexes = [
            # what of a contract is paid or on its way, read under the contract's lock
            models.Index(fields=["contract", "outcome"], name="payments_of_contract"),
        ]

    def __str__(self) -> str:
        return f"{self.instalment} {self.amount} {self.outcome}"
