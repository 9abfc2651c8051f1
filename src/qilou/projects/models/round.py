"""The year's round: solicitation, the ranking rule fixed beforehand, each ranking with all that it was made of."""

from django.db import models
from django.db.models import F, Q

from qilou.law import carries


@carries("A9.2", "A14.15", "A14.17")
class Round(models.Model):
    """One jurisdiction's round of one year for the next budget year.

    `weights` (criterion to share of a hundred), `tie_order` and `strict` are the ranking rule, fixed by the
    solicitation on `rule_fixed_on` and never changed after. `draft_budget_due` is when departments' draft budgets
    must be in.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    year = models.IntegerField()
    budget_year = models.IntegerField()
    draft_budget_due = models.DateField(null=True)
    budget_calendar = models.CharField(max_length=200, default="", blank=True)
    weights = models.JSONField(default=dict)
    tie_order = models.JSONField(default=list)
    strict = models.BooleanField(null=True)
    rule_fixed_on = models.DateField(null=True)
    solicited_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    review_document = models.CharField(max_length=200, default="", blank=True)
    confirmed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year"], name="one_round_a_year"),
            models.CheckConstraint(condition=Q(budget_year=F("year") + 1), name="round_for_the_next_year"),
            models.CheckConstraint(
                condition=Q(solicited_on__isnull=True) | Q(rule_fixed_on__isnull=False, strict__isnull=False),
                name="round_solicits_with_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(reviewed_on__isnull=False), name="round_reviewed_by_finance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.year}"


@carries("A8.7", "A14.2")
class Ranking(models.Model):
    """One making of the order, with the rule and the fund's ceilings it used; the latest is the one sent."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="rankings")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    ceilings = models.JSONField()
    rule = models.JSONField()

    def __str__(self) -> str:
        return f"{self.round_id} {self.made_at:%Y-%m-%d}"


@carries("A14.2")
class RankLine(models.Model):
    """One project's place in a ranking, with every component that led to it and the step of the cut-off in words."""

    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="lines")
    listing = models.ForeignKey("projects.Listing", models.PROTECT, related_name="rank_lines")
    rank = models.IntegerField()
    listed = models.BooleanField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    components = models.JSONField()
    explanation = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ranking", "rank"], name="one_project_a_rank"),
            models.UniqueConstraint(fields=["ranking", "listing"], name="ranked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.listing_id}"
