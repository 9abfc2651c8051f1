"""Contracts and supplements as they are registered, their yearly parts, and the clauses that acceptance checks."""

from django.db import models
from django.db.models import F, Q

from qilou.kernel.fields import Labelled
from qilou.law import carries


class ContractKind(Labelled):
    """What a contract is for; each kind has a ground of its own (A18.8)."""

    CONSTRUCTION = "construction", "建设实施", "Construction"
    SUPERVISION = "supervision", "工程监理", "Supervision of works"
    TESTING = "testing", "测试、测评", "Testing and assessment"
    OTHER_SERVICE = "other_service", "其他服务", "Other services"
    PRE_WORK = "pre_work", "前期工作", "Pre-project work"
    THIRD_PARTY_REVIEW = "third_party_review", "第三方评审", "Third-party review"


class Method(Labelled):
    """How the supplier was chosen."""

    OPEN_TENDER = "open_tender", "公开招标", "Open tender"
    INVITED_TENDER = "invited_tender", "邀请招标", "Invited tender"
    NEGOTIATION = "negotiation", "竞争性谈判", "Competitive negotiation"
    CONSULTATION = "consultation", "竞争性磋商", "Competitive consultation"
    INQUIRY = "inquiry", "询价", "Inquiry"
    SINGLE_SOURCE = "single_source", "单一来源", "Single source"
    FRAMEWORK = "framework", "框架协议、网上商城", "Framework agreement or catalogue"
    SMALL = "small", "限额以下自行采购", "Below the threshold"


class ContractStatus(Labelled):
    """How a contract stands."""

    DRAFT = "draft", "待登记", "Not registered"
    IN_FORCE = "in_force", "履行中", "In performance"
    PERFORMED = "performed", "履约验收合格", "Performance accepted"
    TERMINATED = "terminated", "已解除", "Terminated"


class ClauseKind(Labelled):
    """The three standards of an acceptance of performance."""

    TECHNICAL = "technical", "技术", "Technical"
    SERVICE = "service", "服务", "Service"
    SECURITY = "security", "安全", "Security"


@carries("A18.10")
class Contract(models.Model):
    """One contract or supplement. Amounts in yuan; `paid` never exceeds `amount`, whoever writes.

    `awarded_on` is the day of the notice of award, `published_on` and `filed_on` those of the contract's publication
    and filing; each is None until somebody has entered it. A tender's record is its announcement, the day on which bids
    were opened, and how many there were. `ground` names what lets a contract come before the
    approval: the pre-work grant's reply, the third party's selection. `change` is the change that a supplement carries
    out.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="contracts")
    kind = models.CharField(max_length=20, default="", blank=True)
    supplement_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="supplements")
    change = models.ForeignKey("projects.Change", models.PROTECT, null=True, related_name="contracts")
    number = models.CharField(max_length=100, default="", blank=True)
    title = models.CharField(max_length=300, default="", blank=True)
    supplier = models.CharField(max_length=200, default="", blank=True)
    supplier_code = models.CharField(max_length=18, default="", blank=True)
    small_supplier = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    paid = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    awarded_on = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    filed_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    trial_run_days = models.IntegerField(null=True)
    method = models.CharField(max_length=20, default="", blank=True)
    announcement = models.CharField(max_length=100, default="", blank=True)
    announced_on = models.DateField(null=True)
    opened_on = models.DateField(null=True)
    bidders = models.IntegerField(null=True)
    award = models.CharField(max_length=100, default="", blank=True)
    ground = models.CharField(max_length=200, default="", blank=True)
    file = models.CharField(max_length=64, default="", blank=True)
    status = models.CharField(max_length=12, default=ContractStatus.DRAFT.value)
    registered_on = models.DateField(null=True)
    performed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(paid__gte=0), name="paid_not_negative"),
            models.CheckConstraint(condition=Q(paid=0) | Q(paid__lte=F("amount")), name="paid_within_contract"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(amount__gt=0, signed_on__isnull=False, registered_on__isnull=False),
                name="registered_contract_whole",
            ),
            models.CheckConstraint(
                condition=Q(awarded_on__isnull=True) | Q(awarded_on__lte=F("signed_on")), name="awarded_before_signing"
            ),
            models.CheckConstraint(
                condition=(Q(published_on__isnull=True) | Q(published_on__gte=F("signed_on")))
                & (Q(filed_on__isnull=True) | Q(filed_on__gte=F("signed_on"))),
                name="published_and_filed_after_signing",
            ),
            models.UniqueConstraint(
                fields=["project", "number"], condition=~Q(status="draft"), name="contract_registered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ContractYear(models.Model):
    """What a contract costs in one budget year; the years add up to its amount."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="years")
    year = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "year"], name="one_contract_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"


@carries("A19.13")
class Clause(models.Model):
    """A technical, service or security clause against which performance is accepted."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="clauses")
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="clause_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


@carries("A19.13")
class PerformanceCheck(models.Model):
    """One acceptance of a contract's performance: every clause with what was found. All attempts are kept."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="checks")
    attempt = models.IntegerField()
    held_on = models.DateField()
    passed = models.BooleanField()
    findings = models.JSONField()
    statement = models.CharField(max_length=100)
    file = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "attempt"], name="performance_attempt")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.attempt}: {self.passed}"
