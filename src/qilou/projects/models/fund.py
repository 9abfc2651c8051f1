"""The earmarked fund of a year: an account that the database does not let be overdrawn (A8.4 to A8.7)."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from qilou.kernel.fields import Labelled
from qilou.law import carries


class Use(Labelled):
    """The two uses of the fund; any other is refused (A8.5)."""

    PRE_WORK = "pre_work", "前期工作", "Pre-project work"
    CONSTRUCTION = "construction", "项目建设", "Construction"


class EntryKind(Labelled):
    """What moves the account: the first two its amount, the others what is taken of it."""

    ARRANGED = "arranged", "安排", "Arranged"
    ADJUSTED = "adjusted", "调整", "Adjusted"
    LISTED = "listed", "列入清单", "Listed"
    GRANTED = "granted", "前期经费", "Pre-work grant"
    RELEASED = "released", "释放", "Released"


AMOUNT_KINDS = [EntryKind.ARRANGED.value, EntryKind.ADJUSTED.value]
TAKING_KINDS = [EntryKind.LISTED.value, EntryKind.GRANTED.value]


@carries("A8.4", "A8.6")
class Fund(models.Model):
    """One jurisdiction's fund of one budget year. Amounts in yuan.

    `committed` is what listed slices and grants take of `amount`; the check constraint holds under concurrency since
    every commitment updates this row in its own transaction. A year in which projects already carry over and that is
    not arranged yet has no `arranged_on`; it cannot be arranged below what they carry into it.
    """

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    year = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    committed = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    kept_for_special = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    document = models.CharField(max_length=200, default="", blank=True)
    plan = models.ForeignKey("projects.Plan", models.PROTECT, null=True, related_name="+")
    arranged_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year"], name="one_fund_a_year"),
            models.CheckConstraint(condition=Q(committed__gte=0), name="fund_commitment_not_negative"),
            models.CheckConstraint(
                condition=Q(arranged_on__isnull=True, amount=0)
                | Q(arranged_on__isnull=False, committed__lte=F("amount")),
                name="fund_not_overdrawn",
            ),
            models.CheckConstraint(
                condition=Q(arranged_on__isnull=True) | (~Q(document="") & Q(plan__isnull=False)),
                name="fund_arranged_by_document_and_plan",
            ),
            models.CheckConstraint(
                condition=Q(kept_for_special__gte=0, kept_for_special__lte=F("amount")), name="fund_keeps_what_it_has"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.year}"

    @property
    def left(self) -> Decimal:
        """What can still be listed or granted of it."""
        return self.amount - self.committed


@carries("A8.5", "A8.7")
class FundEntry(models.Model):
    """One line of the account: appended, never changed. Commitments are positive, releases negative."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12)
    use = models.CharField(max_length=12, default="", blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, default="", blank=True)
    case_number = models.CharField(max_length=24, default="", blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=AMOUNT_KINDS, use="", project=None)
                | Q(
                    kind__in=[*TAKING_KINDS, EntryKind.RELEASED.value],
                    use__in=[one.value for one in Use],
                    project__isnull=False,
                ),
                name="fund_serves_two_uses",
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.ARRANGED.value, amount__gt=0)
                | (Q(kind=EntryKind.ADJUSTED.value) & ~Q(amount=0))
                | Q(kind__in=TAKING_KINDS, amount__gt=0)
                | Q(kind=EntryKind.RELEASED.value, amount__lt=0),
                name="fund_entry_sign",
            ),
            models.CheckConstraint(condition=~Q(document=""), name="fund_entry_document"),
        ]
        indexes = [
            models.Index(fields=["fund", "id"], name="fund_account"),
            # what one project has of each year's fund
            models.Index(fields=["project", "fund"], name="fund_of_project"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
