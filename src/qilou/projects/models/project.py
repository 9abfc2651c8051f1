"""The project itself: what every procedure of chapter II turns around."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Labelled
from qilou.law import carries


class Track(Labelled):
    """How a project came in (A9.1, A43.1)."""

    ANNUAL = "annual", "年度申报", "Annual declaration"
    SPECIAL = "special", "专项申报", "Special declaration"
    EXTERNAL = "external", "上级统筹", "External"


class Nature(Labelled):
    """What is done to a system (A10.3)."""

    NEW = "new", "新建", "New build"
    ALTERATION = "alteration", "改建", "Alteration"
    EXPANSION = "expansion", "扩建", "Expansion"


class Route(Labelled):
    """Who approves (A15)."""

    CONSTRUCTION = "construction", "发展改革部门审批（含房屋建筑、市政工程）", "Development and reform (building works)"
    EGOVERNMENT = "egovernment", "电子政务主管部门审批", "E-government authority"


class Stage(Labelled):
    """How far a project has come; moved by the acts of its procedures, never by hand."""

    DECLARING = "declaring", "申报中", "Being declared"
    ACCEPTED = "accepted", "已受理", "Accepted"
    PRE_REVIEWED = "pre_reviewed", "已通过预审", "Pre-reviewed"
    EVALUATED = "evaluated", "评审通过", "Evaluated"
    LISTED = "listed", "列入清单", "Listed"
    RESERVE = "reserve", "备选", "Reserve"
    PROPOSED = "proposed", "拟立项", "Proposed"
    APPROVED = "approved", "已批复", "Approved"
    CONTRACTED = "contracted", "实施中", "Under way"
    TRIAL_RUN = "trial_run", "试运行", "Trial run"
    ACCEPTANCE_PASSED = "acceptance_passed", "验收合格", "Acceptance passed"
    OPERATING = "operating", "已上线运行", "In operation"
    REGISTERED = "registered", "已登记（上级统筹）", "Registered (external)"
    ENDED = "ended", "已终止", "Ended"


class ProjectQuerySet(models.QuerySet["Project"]):
    """The read language of projects."""

    def visible_to(self, actor: Actor) -> "ProjectQuerySet":
        """Projects whose readers the actor is one of; a draft is its unit's alone."""
        return self.filter(readers__overlap=sorted(actor.keys))

    def known_to(self, actor: Actor) -> "ProjectQuerySet":
        """Projects that are visible, and those known from a case of pre-review, list, approval or payment.

        Finance is no reader of a declaration; it grants, reviews, budgets and pays all the same.
        """
        return self.filter(known_by__overlap=sorted(actor.keys))


@carries("A9.1", "A9.3")
class Project(models.Model):
    """A project of a unit in a jurisdiction. Amounts in yuan.

    `approved_total` is the base of the 10 % rule (A20) and the ceiling of what is `contracted`; `approved_items` the
    approved content that acceptance checks; `readers` as on a case. `known_by` are they and the readers of the cases
    that make it known to others; the database keeps it. `source_id` and `portfolio` identify an imported project.
    """

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    unit_name = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    description = models.TextField(default="", blank=True)
    track = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Track])
    nature = models.CharField(max_length=12, default="", blank=True)
    round_year = models.IntegerField(null=True)
    budget_year = models.IntegerField(null=True)
    stage = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Stage])
    asked = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    suggested = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    approved_total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    contracted = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    approved_on = models.DateField(null=True)
    approved_items = models.JSONField(default=list)
    route = models.CharField(max_length=12, default="", blank=True)
    includes_construction = models.BooleanField(default=False)
    special_ground = models.CharField(max_length=20, default="", blank=True)
    system = models.ForeignKey("inventory.System", models.PROTECT, null=True, related_name="+")
    portfolio = models.CharField(max_length=60, default="", blank=True)
    source_id = models.CharField(max_length=60, default="", blank=True)
    estimated_completion = models.CharField(max_length=60, default="", blank=True)
    of_record = models.CharField(max_length=200, default="", blank=True)
    readers = ArrayField(models.CharField(max_length=60), default=list)
    known_by = ArrayField(models.CharField(max_length=60), default=list, editable=False)
    created_at = models.DateTimeField()

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["portfolio", "source_id"], condition=~Q(source_id=""), name="imported_once_a_portfolio"
            ),
            models.CheckConstraint(condition=Q(track__in=[one.value for one in Track]), name="project_track_known"),
            models.CheckConstraint(
                condition=Q(track=Track.EXTERNAL.value) | Q(round_year__isnull=False, budget_year__isnull=False),
                name="municipal_project_has_its_years",
            ),
            models.CheckConstraint(
                condition=Q(approved_total__isnull=True) | Q(approved_total__gt=0), name="approved_total_positive"
            ),
            models.CheckConstraint(
                condition=Q(contracted=0) | Q(approved_total__isnull=False, contracted__lte=models.F("approved_total")),
                name="contracts_within_approved_total",
            ),
        ]
        indexes = [
            # the register of a jurisdiction by stage, newest first
            models.Index(fields=["jurisdiction", "stage", "-id"], name="project_register"),
            GinIndex(fields=["readers"], name="project_readers"),
            GinIndex(fields=["known_by"], name="project_known_by"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def thing(self) -> str:
        """What the cases of this project carry in `Case.thing`."""
        return f"projects.project:{self.pk}"
