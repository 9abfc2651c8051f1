"""Published indicator sets and yearly results; a corrected result is a further row, never a changed one."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Labelled
from qilou.law import AUTHORITY


class Grade(Labelled):
    """How a unit did in a year."""

    EXCELLENT = "excellent", "优秀", "Excellent"
    GOOD = "good", "良好", "Good"
    PASS = "pass", "合格", "Satisfactory"
    FAIL = "fail", "不合格", "Unsatisfactory"


class IndicatorSet(models.Model):
    """The assessment rules of a jurisdiction for a period: a published document (A7.5)."""

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    document = models.CharField(max_length=100)
    published_on = models.DateField()
    period = DateRangeField()
    indicators = models.JSONField(default=list)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_indicator_set_a_date",
                expressions=[("jurisdiction", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return self.name


class ResultQuerySet(models.QuerySet["Result"]):
    """The read language of results."""

    def visible_to(self, actor: Actor) -> "ResultQuerySet":
        """The actor's own unit's results, and those of the jurisdictions in which the actor's body has a function."""
        units = [int(key[4:]) for key in actor.keys if key.startswith("org:")]
        served = {key.partition("@")[2] for key in actor.keys if "@" in key}
        overseen = {key.partition("@")[2] for key in actor.keys if key.startswith(f"{AUTHORITY.code}@")}
        return self.filter(
            Q(unit_id__in=units) | Q(jurisdiction_id__in=served) | Q(jurisdiction__parent_id__in=overseen)
        )

    def known_on(self, day: date) -> "ResultQuerySet":
        """Results issued by a date, the latest year and within it the latest wording first."""
        return self.filter(issued_on__lte=day).order_by("-year", "-issued_on", "-pk")


class Result(models.Model):
    """One unit's result of one year as issued by a document."""

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    year = models.IntegerField()
    grade = models.CharField(max_length=12)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    document = models.CharField(max_length=100)
    issued_on = models.DateField()
    indicator_set = models.ForeignKey(IndicatorSet, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(grade__in=[one.value for one in Grade]), name="result_grade_known"),
            models.UniqueConstraint(fields=["unit", "year", "document"], name="one_result_a_document"),
        ]
        indexes = [
            # the latest result of a unit, read at every approval
            models.Index(fields=["unit", "-year", "-issued_on"], name="result_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.grade}"


class DistrictYear(models.Model):
    """What a district settled and did in a year for its e-government (A6.1, A6.3); a later wording is a new row."""

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    year = models.IntegerField()
    leadership = models.TextField()
    duties = models.TextField()
    progress = models.TextField()
    document = models.CharField(max_length=100)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["year", "jurisdiction", "-id"], name="district_year_latest")]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.year}"
