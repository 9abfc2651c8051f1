"""The overall development plan: versions with items and the higher plans it follows (A8.1 to A8.3, A8.8)."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from qilou.kernel.fields import Labelled
from qilou.law import carries


class Purpose(Labelled):
    """What the Measures are for; plans and projects say which of it they serve (A1.2)."""

    MANAGEMENT = "management", "规范建设和管理", "Orderly construction and management"
    EFFICIENCY = "efficiency", "提高行政效能", "Efficient administration"
    SERVICE = "service", "改进公共服务", "Better public service"
    FUNCTIONS = "functions", "促进政府职能转变", "Change of government functions"
    INNOVATION = "innovation", "创新管理方式", "New ways of management"


class Level(Labelled):
    """Whose plan a higher plan is."""

    NATIONAL = "national", "国家", "National"
    PROVINCIAL = "provincial", "省", "Provincial"
    CITY = "city", "市", "City"


class PlanQuerySet(models.QuerySet["Plan"]):
    """The read language of plans."""

    def in_force(self, on: date) -> "PlanQuerySet":
        """Plans that the government approved and that are published, on a date; drafts never are."""
        return self.filter(in_force__contains=on)


@carries("A8.2", "A8.8")
class Plan(models.Model):
    """One version of a jurisdiction's plan. `in_force` is blank until it is approved and published."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    version = models.IntegerField()
    title = models.CharField(max_length=300)
    from_year = models.IntegerField()
    to_year = models.IntegerField()
    needs = models.TextField()
    purposes = ArrayField(models.CharField(max_length=20), default=list)
    approval_document = models.CharField(max_length=100, default="", blank=True)
    approved_on = models.DateField(null=True)
    approved_by = models.CharField(max_length=200, default="", blank=True)
    published_on = models.DateField(null=True)
    published_in = models.CharField(max_length=300, default="", blank=True)
    in_force = DateRangeField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "version"], name="plan_version_once"),
            models.CheckConstraint(condition=Q(to_year__gte=F("from_year")), name="plan_years_in_order"),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True, approval_document="")
                | Q(approved_on__isnull=False) & ~Q(approval_document=""),
                name="plan_approval_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=Q(in_force__isnull=True) | Q(approved_on__isnull=False, published_on__gte=F("approved_on")),
                name="plan_in_force_approved_and_published",
            ),
            ExclusionConstraint(
                name="one_plan_in_force",
                expressions=[("jurisdiction", RangeOperators.EQUAL), ("in_force", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanItem(models.Model):
    """One item of a plan, cited by its code."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    content = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_item_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class HigherPlan(models.Model):
    """A plan of the country, the province or the city that this plan follows."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="follows")
    level = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    document = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=[one.value for one in Level]), name="higher_plan_level"),
            models.UniqueConstraint(fields=["plan", "document"], name="higher_plan_once"),
        ]

    def __str__(self) -> str:
        return self.document
