"""Systems that are accepted, in operation or retired. The database holds the ban on operating what never passed."""

from django.db import models
from django.db.models import Q

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Labelled
from qilou.law import AUTHORITY, carries

from .kinds import Own


class Status(Labelled):
    """How a system stands; a new one comes in by a passed acceptance, an old one by a document of record."""

    ACCEPTED = "accepted", "验收合格，待上线", "Accepted, not yet in operation"
    OPERATING = "operating", "运行中", "In operation"
    RETIRED = "retired", "已停用", "Retired"


class SystemQuerySet(models.QuerySet["System"]):
    """The read language of the inventory."""

    def visible_to(self, actor: Actor) -> "SystemQuerySet":
        """The actor's own unit's systems, and those of the jurisdictions in which the actor's body has a function."""
        units = [int(key[4:]) for key in actor.keys if key.startswith("org:")]
        served = {key.partition("@")[2] for key in actor.keys if "@" in key}
        overseen = {key.partition("@")[2] for key in actor.keys if key.startswith(f"{AUTHORITY.code}@")}
        return self.filter(
            Q(unit_id__in=units) | Q(jurisdiction_id__in=served) | Q(jurisdiction__parent_id__in=overseen)
        )

    def in_use(self) -> "SystemQuerySet":
        """Systems that a declaration can alter or extend."""
        return self.exclude(status=Status.RETIRED)


@carries("A19.7")
class System(models.Model):
    """One information system of a unit. Amounts in yuan.

    `thing` names the project that built it (`projects.project:15`) and `acceptance_case` the case in which it passed;
    `extends` the system that the project altered; `active_users` is how many used it in the last twelve months, None
    where its unit has not said; `of_record` proves a system older than the platform.
    """

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    unit_name = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    description = models.TextField(default="", blank=True)
    status = models.CharField(max_length=12)
    thing = models.CharField(max_length=60, default="", blank=True)
    acceptance_case = models.CharField(max_length=24, default="", blank=True)
    accepted_on = models.DateField(null=True)
    operating_since = models.DateField(null=True)
    retired_on = models.DateField(null=True)
    extends = models.ForeignKey("self", models.PROTECT, null=True, related_name="extensions")
    security_grade = models.CharField(max_length=20, default="", blank=True)
    annual_cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    active_users = models.IntegerField(null=True)
    of_record = models.CharField(max_length=200, default="", blank=True)
    entered_at = models.DateTimeField()

    objects = SystemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=[one.value for one in Status]), name="system_status_known"),
            models.CheckConstraint(
                condition=~Q(of_record="") | (~Q(acceptance_case="") & Q(accepted_on__isnull=False)),
                name="system_accepted_or_of_record",
            ),
            models.CheckConstraint(
                condition=~Q(status="operating") | Q(operating_since__isnull=False), name="system_operates_since"
            ),
            models.CheckConstraint(
                condition=Q(operating_since__isnull=True)
                | Q(accepted_on__isnull=True)
                | Q(operating_since__gte=models.F("accepted_on")),
                name="system_operates_after_acceptance",
            ),
            models.CheckConstraint(
                condition=Q(active_users__isnull=True) | Q(active_users__gte=0), name="system_users_not_negative"
            ),
            models.UniqueConstraint(fields=["thing"], condition=~Q(thing=""), name="one_system_a_project"),
        ]
        indexes = [
            # a jurisdiction's register, and a unit's own list when it declares
            models.Index(fields=["jurisdiction", "-id"], name="system_register"),
            models.Index(fields=["unit", "status"], name="system_of_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The number under which forms name the system."""
        return f"XT-{self.pk}"


@carries("A23.3", "A32.2")
class OwnApproval(models.Model):
    """An approval to build or keep something of one's own beside what is shared; gates of projects read it.

    `thing` names the project that it is for, blank for what exists already; `case` decided it and `number` is its
    paper's. It counts from `approved_on` until the day before `ended_on`.
    """

    kind = models.CharField(max_length=12)
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    thing = models.CharField(max_length=60, default="", blank=True)
    case = models.CharField(max_length=24, unique=True)
    number = models.CharField(max_length=60)
    approved_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in Own]), name="own_approval_kind"),
            models.CheckConstraint(condition=~Q(number=""), name="own_approval_has_number"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("approved_on")),
                name="own_approval_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["thing", "kind"], name="own_approvals_of_thing")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
