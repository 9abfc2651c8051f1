"""Technical measures against a unit, an access or addresses, and the accesses on which they lie (A39.2)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from qilou.kernel.fields import Labelled
from qilou.law import carries

from .access import Access, AccessQuerySet


class MeasureKind(Labelled):
    """What an enforcement point does."""

    SUSPEND = "suspend", "暂停接入", "Suspend"
    RESTRICT = "restrict", "限制访问", "Restrict"
    BLOCK = "block", "阻断", "Block"


class Against(Labelled):
    """What a measure lies on."""

    UNIT = "unit", "单位全部接入和地址", "All of a unit's accesses and addresses"
    ACCESS = "access", "一个接入及其地址", "One access with its addresses"
    ADDRESSES = "addresses", "部分地址", "Some addresses"


@carries("A39.2")
class Measure(models.Model):
    """One measure: against whom and what, on which ground, by which served order, until when.

    It is in force from `imposed_at` until `lifted_at`. `blocks` are the addresses named, for a measure against some.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    against = models.CharField(max_length=12)
    access = models.ForeignKey(Access, models.PROTECT, null=True, related_name="measures")
    blocks = ArrayField(models.CharField(max_length=60), default=list)
    ground = models.CharField(max_length=16)
    facts = models.TextField()
    urgent = models.BooleanField(default=False)
    days = models.IntegerField()
    heard_on = models.DateField(null=True)
    views = models.TextField(default="", blank=True)
    number = models.CharField(max_length=60, default="", blank=True)
    until = models.DateField(null=True)
    imposed_at = models.DateTimeField(null=True)
    appealed_on = models.DateField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(default="", blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in MeasureKind]), name="measure_kind_known"),
            models.CheckConstraint(
                condition=Q(against__in=[one.value for one in Against]), name="measure_against_known"
            ),
            models.CheckConstraint(
                condition=Q(imposed_at__isnull=True) | (~Q(number="") & ~Q(facts="") & Q(until__isnull=False)),
                name="measure_by_a_served_order",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | Q(lifted_at__gte=F("imposed_at")), name="measure_lifted_after"
            ),
            models.CheckConstraint(
                condition=Q(imposed_at__isnull=True) | Q(urgent=True) | Q(heard_on__isnull=False),
                name="measure_after_hearing_or_urgent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["jurisdiction"],
                condition=Q(imposed_at__isnull=False, lifted_at__isnull=True),
                name="measures_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.kind}"


@carries("A39.2")
class Restraint(models.Model):
    """One access under one measure; an access is in service when no restraint on it stands."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="restraints")
    access = models.ForeignKey(Access, models.PROTECT, related_name="restraints")
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "access"], name="one_restraint_an_access")]
        indexes = [
            models.Index(fields=["access"], condition=Q(lifted_at__isnull=True), name="restraints_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.access_id}"
