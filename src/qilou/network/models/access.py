"""Accesses to the extranet and the applications that they rest on. The database holds the ban on connecting without.

An access names the number of a served approval, and only an approved application has one: whatever writes, no access
can exist without it (A24.2).
"""

from django.db import models
from django.db.models import Q

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Labelled
from qilou.law import carries

from .register import Node, overseen


class Kind(Labelled):
    """What is applied for."""

    NEW = "new", "新接入", "New access"
    EXPAND = "expand", "扩容", "More bandwidth"
    MOVE = "move", "迁移", "Move"
    WITHDRAW = "withdraw", "注销", "Withdrawal"


class Method(Labelled):
    """How the unit reaches the node."""

    LINE = "line", "专线", "Leased line"
    FIBRE = "fibre", "裸光纤", "Dark fibre"
    VPN = "vpn", "虚拟专用网（VPN）", "VPN"


class Zone(Labelled):
    """Into which part of the extranet it goes."""

    PUBLIC = "public", "公用网络区", "Shared zone"
    PRIVATE = "private", "专用虚拟网区", "Private VPN"
    INTERNET = "internet", "互联网区", "Internet zone"


class Outcome(Labelled):
    """How an application ended; blank while nothing is decided."""

    APPROVED = "approved", "同意", "Approved"
    REFUSED = "refused", "不同意", "Refused"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"


class AccessQuerySet(models.QuerySet["models.Model"]):
    """The read language of accesses and applications."""

    def visible_to(self, actor: Actor) -> "AccessQuerySet":
        """The actor's own unit's, and those of the areas of whose network the actor's body is in charge."""
        areas = overseen(actor)
        units = [int(key[4:]) for key in actor.keys if key.startswith("org:")]
        return self.filter(Q(unit__in=units) | Q(jurisdiction__in=areas) | Q(jurisdiction__parent__in=areas))


@carries("A24.1")
class AccessApplication(models.Model):
    """One written application and what became of it. `form` is what was last submitted, with its personal data.

    `access` is the one that is to change; a new one is entered there when it is connected. `approval_number` is the
    served approval's. `tried_on` is the day of a connection that the unit has not confirmed.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    access = models.ForeignKey("network.Access", models.PROTECT, null=True, related_name="applications")
    form = models.JSONField(default=dict)
    returned_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, default="", blank=True)
    approval_number = models.CharField(max_length=60, null=True, unique=True)  # what an access refers to
    decided_on = models.DateField(null=True)
    conditions = models.TextField(default="", blank=True)
    carried_out_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in Kind]), name="access_kind_known"),
            models.CheckConstraint(
                condition=Q(approval_number__isnull=True)
                | Q(outcome="approved", decided_on__isnull=False) & ~Q(approval_number=""),
                name="access_number_of_an_approval",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_on__isnull=True) | Q(approval_number__isnull=False),
                name="access_carried_out_on_approval",
            ),
            models.UniqueConstraint(
                fields=["access"], condition=Q(outcome="", access__isnull=False), name="one_application_an_access"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-case"], name="access_applications_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.kind} {self.outcome}"


@carries("A24.2")
class Access(models.Model):
    """A unit's access as the technical body connected it. `bandwidth` in Mbit/s.

    `approval` is the number of the served approval on which it stands as it now is; `withdrawn_on` ends it.
    """

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200)
    place = models.CharField(max_length=300)
    method = models.CharField(max_length=12)
    carrier = models.CharField(max_length=100, default="", blank=True)
    bandwidth = models.IntegerField()
    spare = models.BooleanField(default=False)
    zone = models.CharField(max_length=12)
    own_ranges = models.JSONField(default=list)
    node = models.ForeignKey(Node, models.PROTECT, related_name="accesses")
    port = models.CharField(max_length=60)
    vlan = models.IntegerField()
    interconnect = models.CharField(max_length=60)
    vrf = models.ForeignKey("network.Vrf", models.PROTECT, related_name="accesses")
    connected_on = models.DateField()
    connected_by = models.CharField(max_length=100)
    test_result = models.CharField(max_length=500)
    approval = models.ForeignKey(AccessApplication, models.PROTECT, to_field="approval_number", related_name="+")
    withdrawn_on = models.DateField(null=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(bandwidth__gt=0), name="access_carries"),
            models.CheckConstraint(condition=Q(vlan__range=(1, 4094)), name="access_vlan_number"),
            models.UniqueConstraint(
                fields=["node", "port"], condition=Q(withdrawn_on__isnull=True), name="one_access_a_port"
            ),
            models.UniqueConstraint(
                fields=["node", "vlan"], condition=Q(withdrawn_on__isnull=True), name="one_access_a_vlan"
            ),
        ]
        indexes = [
            # an area's register, and a unit's own accesses when it applies
            models.Index(fields=["jurisdiction", "-id"], name="access_register"),
            models.Index(fields=["unit", "-id"], name="access_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.unit_name}"

    @property
    def number(self) -> str:
        """The number under which forms and pages name the access."""
        return f"JR-{self.pk}"
