"""A project on its way through list, finance's review and proposal, and how long its opinion lasts (A14, A17)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from qilou.kernel.fields import Labelled
from qilou.law import carries


class Tier(Labelled):
    """How urgent a project is (轻重缓急); the list follows it first."""

    URGENT = "1", "第一类（重点、急需）", "Tier 1 (key, urgent)"
    IMPORTANT = "2", "第二类（重要）", "Tier 2 (important)"
    ORDINARY = "3", "第三类（一般）", "Tier 3 (ordinary)"


class Outcome(Labelled):
    """Where a project stands towards the list; moved together with its case."""

    AWAITING = "awaiting", "待列入清单", "Awaiting the list"
    LISTED = "listed", "列入清单", "Listed"
    RESERVE = "reserve", "备选", "Reserve"
    PROPOSED = "proposed", "拟立项", "Proposed"
    APPLIED = "applied", "已申请立项", "Applied for approval"
    LAPSED = "lapsed", "评审意见失效", "Opinion lapsed"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"
    NOT_LISTED = "not_listed", "未列入", "Not listed"


class FinanceOutcome(Labelled):
    """What finance said of a project on the list (A14.4)."""

    AGREED = "agreed", "同意", "Agreed"
    CHANGED = "changed", "调整金额", "Amount changed"
    REFUSED = "refused", "不同意", "Not agreed"


class FundLine(Labelled):
    """From what a special project is paid (A14.16)."""

    RESERVED = "reserved", "专项资金预留部分", "The slice of the fund kept for special projects"
    REMAINING = "remaining", "专项资金余额", "What is left of the fund"
    OTHER = "other", "其他预算资金", "Another budget"


ENDED = [Outcome.LAPSED.value, Outcome.WITHDRAWN.value, Outcome.NOT_LISTED.value]
CONFIRMED = [Outcome.PROPOSED.value, Outcome.APPLIED.value]


@carries("A14.5", "A14.8")
class Listing(models.Model):
    """One project's way from its passed opinion to the list. Amounts in yuan.

    `amount` is what the list or finance's review says; `slices` are its parts by budget year. `scores` by criterion
    are those of the opinion. `round` is the round that last ranked it; `reserve_rounds` counts those in which it
    competed as a reserve. `valid_from` and `valid_rolls` fix the opinion's year when the project is proposed; `warned`
    are the days before its end of which the unit has been warned.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="listings")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, default=Outcome.AWAITING.value)
    opinion = models.OneToOneField("projects.Opinion", models.PROTECT, related_name="listing")
    scores = models.JSONField(default=dict)
    accepted_at = models.DateTimeField(null=True)
    entered_on = models.DateField()
    tier = models.CharField(max_length=2, default="", blank=True)
    tier_reason = models.CharField(max_length=300, default="", blank=True)
    round = models.ForeignKey("projects.Round", models.PROTECT, null=True, related_name="listings")
    rank = models.IntegerField(null=True)
    reserve_rounds = models.IntegerField(default=0)
    suggested = models.DecimalField(max_digits=14, decimal_places=2)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    fund_line = models.CharField(max_length=12, default="", blank=True)
    fund_document = models.CharField(max_length=200, default="", blank=True)
    finance_outcome = models.CharField(max_length=12, default="", blank=True)
    finance_reason = models.TextField(default="", blank=True)
    finance_document = models.CharField(max_length=200, default="", blank=True)
    reviewed_on = models.DateField(null=True)
    proposed_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_rolls = models.BooleanField(default=False)
    warned = ArrayField(models.IntegerField(), default=list)
    applied_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=~Q(outcome__in=ENDED), name="listed_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=[one.value for one in Outcome]), name="listing_outcome_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=F("suggested")), name="listing_amount"),
            models.CheckConstraint(
                condition=~Q(outcome__in=CONFIRMED)
                | Q(
                    finance_outcome__in=[FinanceOutcome.AGREED.value, FinanceOutcome.CHANGED.value],
                    reviewed_on__isnull=False,
                    proposed_on__isnull=False,
                    valid_from__isnull=False,
                ),
                name="proposed_after_finance_review",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.APPLIED.value) | Q(applied_on__isnull=False), name="applied_on_a_date"
            ),
        ]
        indexes = [
            # what a round ranks, and the registers of list and reserve
            models.Index(fields=["jurisdiction", "outcome", "round"], name="listing_register"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.outcome}"


@carries("A8.6")
class Slice(models.Model):
    """What a listed project takes of one budget year; a project's slices add up to its amount."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="slices")
    year = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "year"], name="one_slice_a_year"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="slice_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"
