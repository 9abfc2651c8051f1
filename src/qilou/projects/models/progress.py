"""Progress reports of approved projects: a quarter's report, and its milestones from plan to fact."""

from django.db import models
from django.db.models import Q


class Progress(models.Model):
    """How a project stands at the end of a quarter, told by its unit. Amounts in yuan, `percent` of the whole work.

    `paid` is what had been paid of its contracts on the day of the report; `filed_on` is None until it is given.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="progress")
    year = models.IntegerField()
    quarter = models.IntegerField()
    percent = models.IntegerField(null=True)
    paid = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    follows_programme = models.BooleanField(null=True)
    keeps_rules = models.BooleanField(null=True)
    departures = models.TextField(default="", blank=True)
    summary = models.TextField(default="", blank=True)
    problems = models.TextField(default="", blank=True)
    next_steps = models.TextField(default="", blank=True)
    published_on = models.DateField(null=True)
    supervisors_report = models.CharField(max_length=64, default="", blank=True)
    filed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "quarter"], name="one_report_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="quarter_of_a_year"),
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True)
                | Q(percent__range=(0, 100), percent__isnull=False, paid__isnull=False),
                name="filed_report_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.year}Q{self.quarter}"


class Milestone(models.Model):
    """A milestone as one report tells it; the planned day is that of the first report that named it."""

    report = models.ForeignKey(Progress, models.PROTECT, related_name="milestones")
    name = models.CharField(max_length=200)
    deliverable = models.CharField(max_length=300, default="", blank=True)
    planned_on = models.DateField()
    forecast_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "name"], name="milestone_told_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.planned_on}"
