"""The extranet as it stands: sites, nodes, links and VLANs, and the separate networks that are to join it.

Nothing of the intranet has a column here: it is the confidential-communications department's (A22.4).
"""

from django.db import models
from django.db.models import F, Q

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Labelled
from qilou.law import AUTHORITY, TECHNICAL_BODY, carries

VLANS = (1, 4094)


class Role(Labelled):
    """What a node is to the others."""

    CORE = "core", "核心", "Core"
    AGGREGATION = "aggregation", "汇聚", "Aggregation"
    ACCESS = "access", "接入", "Access"


class Medium(Labelled):
    """What a link runs on."""

    FIBRE = "fibre", "裸光纤", "Dark fibre"
    LINE = "line", "专线", "Leased line"
    TUNNEL = "tunnel", "虚拟专用通道", "Tunnel"


class Standing(Labelled):
    """How a separate network stands towards the platform."""

    PLANNED = "planned", "方案待批准", "Plan not yet approved"
    EXISTING = "existing", "已建，未定", "Existing, not settled"
    APPROVED = "approved", "方案已批准，在建", "Plan approved, being built"
    KEPT = "kept", "经批准保留", "Kept by approval"
    MERGING = "merging", "按计划并网中", "Being merged by plan"
    MERGED = "merged", "已并入", "Merged"
    CLOSED = "closed", "已停用", "Closed"


def overseen(actor: Actor) -> set[str]:
    """The areas of whose networks the actor's body is in charge, as authority or technical body."""
    functions = (AUTHORITY.code, TECHNICAL_BODY.code)
    return {at for function, _, at in (key.partition("@") for key in actor.keys) if at and function in functions}


class OfAnArea(models.QuerySet["models.Model"]):
    """The read language of what belongs to an area's network."""

    def visible_to(self, actor: Actor) -> "OfAnArea":
        """What stands in the areas that the actor's body is in charge of, a city's body also its districts'."""
        areas = overseen(actor)
        return self.filter(Q(jurisdiction__in=areas) | Q(jurisdiction__parent__in=areas))


@carries("A22.1", "A23.1")
class Site(models.Model):
    """A room or point in which equipment of the network stands."""

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, default="", blank=True)
    entered_at = models.DateTimeField()

    objects = OfAnArea.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "name"], name="network_site_once")]

    def __str__(self) -> str:
        return self.name


@carries("A22.1", "A23.1")
class Node(models.Model):
    """A node of the extranet; `retired_on` is blank while it serves."""

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, related_name="nodes")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=12)
    entered_at = models.DateTimeField()
    retired_on = models.DateField(null=True)

    objects = OfAnArea.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], name="network_node_once"),
            models.CheckConstraint(condition=Q(role__in=[one.value for one in Role]), name="network_node_role"),
        ]

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """A line between two nodes. `bandwidth` in Mbit/s; `second` is its spare."""

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    upper = models.ForeignKey(Node, models.PROTECT, related_name="downward")
    lower = models.ForeignKey(Node, models.PROTECT, related_name="upward")
    medium = models.CharField(max_length=12)
    carrier = models.CharField(max_length=100, default="", blank=True)
    bandwidth = models.IntegerField()
    second = models.BooleanField(default=False)
    entered_at = models.DateTimeField()
    retired_on = models.DateField(null=True)

    objects = OfAnArea.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], name="network_link_once"),
            models.CheckConstraint(condition=~Q(upper=F("lower")), name="network_link_has_two_ends"),
            models.CheckConstraint(condition=Q(bandwidth__gt=0), name="network_link_carries"),
            models.CheckConstraint(condition=Q(medium__in=[one.value for one in Medium]), name="network_link_medium"),
        ]

    def __str__(self) -> str:
        return self.name


class Vlan(models.Model):
    """A VLAN of a node, by number."""

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    node = models.ForeignKey(Node, models.PROTECT, related_name="vlans")
    number = models.IntegerField()
    name = models.CharField(max_length=100)
    entered_at = models.DateTimeField()
    retired_on = models.DateField(null=True)

    objects = OfAnArea.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "number"], name="network_vlan_once"),
            models.CheckConstraint(condition=Q(number__range=VLANS), name="network_vlan_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
