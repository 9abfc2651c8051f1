"""What is really on the wire: scans handed in, and what in them differs from the plan, each with owner and clock."""

from django.db import models
from django.db.models import Q

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Labelled

from .addressing import Allocation, Delegation, Vrf, serves
from .fields import one_of, organisations_of


class Source(Labelled):
    """How the hosts were seen."""

    NMAP = "nmap", "nmap 扫描", "nmap scan"
    ARP = "arp", "ARP 表", "ARP table"
    DHCP = "dhcp", "DHCP 租约", "DHCP leases"
    DEVICE = "device", "设备清单", "Device's list"


class Difference(Labelled):
    """How the wire differs from the plan."""

    UNKNOWN = "unknown", "未分配而在用", "In use, never handed out"
    SILENT = "silent", "已分配未见在用", "Handed out, not seen"
    OTHER_DEVICE = "other_device", "设备与登记不符", "Another device than entered"
    COOLING = "cooling", "已收回仍在用", "Taken back, still in use"
    SUSPENDED = "suspended", "已暂停仍在用", "Suspended, still in use"
    OUTSIDE = "outside", "不在规划之内", "Outside the plan"
    COUNT = "count", "区（县）报送与实数不符", "A district's return differs from the recount"


class Scan(models.Model):
    """One reading of the wire: which part of the plan it covered, how, when."""

    vrf = models.ForeignKey(Vrf, models.PROTECT, related_name="scans")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    source = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    covers = models.JSONField(default=list)
    taken_on = models.DateField()
    hosts = models.IntegerField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("scan_source", "source", Source)]
        indexes = [models.Index(fields=["jurisdiction", "-id"], name="scan_of_area")]

    def __str__(self) -> str:
        return self.name


class FindingQuerySet(models.QuerySet["WireFinding"]):
    """The read language of findings."""

    def visible_to(self, actor: Actor) -> "FindingQuerySet":
        """Those of the areas that the actor's body serves, and those about a unit's own addresses."""
        if actor.id == 0:
            return self.all()
        areas = serves(actor)
        return self.filter(
            Q(jurisdiction_id__in=areas)
            | Q(vrf__owner_id__in=areas)
            | Q(allocation__holder_id__in=organisations_of(actor.keys))
        )


class WireFinding(models.Model):
    """One difference: whose it is to settle (`owner`, an organisation) and until when.

    It stands once for an address and kind however often it is seen; `seen_on` is when last.
    """

    scan = models.ForeignKey(Scan, models.PROTECT, null=True, related_name="findings")
    vrf = models.ForeignKey(Vrf, models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    address = models.GenericIPAddressField(null=True)
    mac = models.CharField(max_length=17, default="", blank=True)
    hostname = models.CharField(max_length=100, default="", blank=True)
    allocation = models.ForeignKey(Allocation, models.PROTECT, null=True, related_name="findings")
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, related_name="findings")
    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    says = models.CharField(max_length=300, default="", blank=True)
    found_on = models.DateField()
    seen_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True)
    closing = models.CharField(max_length=300, default="", blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("finding_kind", "kind", Difference),
            models.UniqueConstraint(
                fields=["vrf", "kind", "address"], condition=Q(closed_on=None), name="one_open_finding_an_address"
            ),
            models.CheckConstraint(name="finding_about_something", condition=~Q(address=None) | ~Q(delegation=None)),
            models.CheckConstraint(name="finding_closed_with_reason", condition=Q(closed_on=None) | ~Q(closing="")),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "due_on"], condition=Q(closed_on=None), name="findings_open"),
            models.Index(fields=["owner", "due_on"], condition=Q(closed_on=None), name="findings_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.address}"
