"""The address plan: VRFs, nested prefixes, what is free in them, what is handed out to whom, what a district was given.

The database keeps the promises of Article 25 against page, API, import and shell alike. Prefixes nest or lie apart;
no two living allocations overlap; an allocation lies in a pool, under the body that manages it; a district's pool lies
inside the block delegated to it and its quota; nothing is in use without an approval. What is free, and how much is
used, follows from the rows by triggers (`migrations/0001_addressing.py`), so that both always equal a recount.
"""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models
from django.db.models import F, Q

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Labelled
from qilou.law import Text, carries

from .fields import CidrField, counted, one_of, organisations_of, overlaps, size_of


class Kind(Labelled):
    """What a prefix is for: holding smaller prefixes, or handing out addresses and subnets."""

    CONTAINER = "container", "规划段", "Container"
    POOL = "pool", "分配池", "Pool"


class Role(Labelled):
    """What addresses are used for (FORMS B10)."""

    SERVER = "server", "服务器", "Servers"
    TERMINAL = "terminal", "终端", "Terminals"
    VIDEO = "video", "视频", "Video"
    SENSOR = "sensor", "物联", "Sensors"
    LINK = "link", "互联地址", "Links"
    MANAGEMENT = "management", "网管", "Management"
    OTHER = "other", "其他", "Other"


class Standing(Labelled):
    """Whether a prefix may be handed out from."""

    PLANNED = "planned", "规划中", "Planned"
    IN_USE = "in_use", "启用", "In use"
    RETIRING = "retiring", "停止分配", "No longer handed out"


class Status(Labelled):
    """How an allocation stands; all but a released one occupy their addresses."""

    RESERVED = "reserved", "预留", "Reserved"
    HELD = "held", "预占", "Held"
    ACTIVE = "active", "使用中", "In use"
    SUSPENDED = "suspended", "暂停", "Suspended"
    COOLING = "cooling", "冷却", "Cooling off"
    RELEASED = "released", "已释放", "Released"


def serves(actor: Actor) -> list[str]:
    """The jurisdictions in which the actor's body holds a function: whoever serves an area sees its plan."""
    return sorted({key.partition("@")[2] for key in actor.keys if "@" in key})


class Vrf(models.Model):
    """A routing table of the extranet: inside it no address exists twice. The owner is the city that plans it."""

    name = models.CharField(max_length=60, unique=True)
    title_zh = models.CharField(max_length=100)
    title_en = models.CharField(max_length=100)
    distinguisher = models.CharField(max_length=40, default="", blank=True)
    owner = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    cooling_days = models.PositiveSmallIntegerField(default=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id", "owner"], name="vrf_of_owner")]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> Text:
        """What the routing table is for."""
        return Text(self.title_zh, self.title_en)


@carries("A25.2")
class Delegation(models.Model):
    """A block that the city hands to a district's technical body, with what the district may do in it.

    `quota` is in addresses; `shortest` and `longest` bound the lengths of whole subnets (a single address is always
    let); `until` is the first day on which nothing more may be handed out. `taken` is kept by the database.
    """

    vrf = models.ForeignKey(Vrf, models.PROTECT, related_name="delegations")
    network = CidrField()
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    quota = models.DecimalField(max_digits=40, decimal_places=0)
    shortest = models.PositiveSmallIntegerField()
    longest = models.PositiveSmallIntegerField()
    conditions = models.TextField(default="", blank=True)
    document = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)
    revoked_on = models.DateField(null=True)
    ground = models.CharField(max_length=300, default="", blank=True)
    taken = counted()
    in_force = models.GeneratedField(
        expression=Q(revoked_on__isnull=True), output_field=models.BooleanField(), db_persist=True
    )

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_delegation_a_block",
                expressions=[("vrf", "="), overlaps("network")],
                condition=Q(revoked_on__isnull=True),
            ),
            models.CheckConstraint(name="delegation_within_quota", condition=Q(taken__lte=F("quota"))),
            models.CheckConstraint(name="delegation_lengths", condition=Q(shortest__lte=F("longest"))),
            models.CheckConstraint(name="delegation_by_document", condition=~Q(document="")),
            models.CheckConstraint(name="block_delegation_period", condition=Q(until=None) | Q(until__gt=F("since"))),
            models.UniqueConstraint(
                fields=["id", "jurisdiction", "network", "vrf", "in_force"], name="delegation_as_referred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.jurisdiction_id}"


class PrefixQuerySet(models.QuerySet["Prefix"]):
    """The read language of the plan."""

    def visible_to(self, actor: Actor) -> "PrefixQuerySet":
        """The plan of the areas that the actor's body serves, with what they delegated to the districts below."""
        if actor.id == 0:
            return self.all()
        areas = serves(actor)
        return self.filter(Q(jurisdiction_id__in=areas) | Q(vrf__owner_id__in=areas))

    def handing_out(self, jurisdiction: str) -> "PrefixQuerySet":
        """The pools from which the body of an area may hand out."""
        return self.filter(kind=Kind.POOL, standing=Standing.IN_USE, jurisdiction_id=jurisdiction)


@carries("A25.1", "A25.4")
class Prefix(models.Model):
    """A block of the plan: a container of smaller ones, or a pool.

    `jurisdiction` is whose technical body manages it: the owner of the VRF or, inside a delegated block, the district.
    `used`, `held`, `cooling` and `reserved` count the pool's own addresses; those of a container are summed. What ends
    in `_network` or repeats a key stands here for the foreign keys by which a prefix lies inside what it names.
    """

    vrf = models.ForeignKey(Vrf, models.PROTECT, related_name="prefixes")
    owner_id = models.CharField(max_length=20)
    network = CidrField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_constraint=False)
    parent_network = CidrField(null=True)
    kind = models.CharField(max_length=10)
    role = models.CharField(max_length=12)
    standing = models.CharField(max_length=10, default=Standing.IN_USE.value)
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, related_name="prefixes", db_constraint=False)
    delegated_network = CidrField(null=True)
    description = models.CharField(max_length=300, default="", blank=True)
    site = models.CharField(max_length=200, default="", blank=True)
    gateway = models.GenericIPAddressField(null=True)
    entered_on = models.DateField()
    size = size_of("network")
    used = counted()
    held = counted()
    cooling = counted()
    reserved = counted()

    objects = PrefixQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vrf", "network"], name="one_prefix_a_network"),
            ExclusionConstraint(
                name="prefixes_nest_or_lie_apart",
                expressions=[("vrf", "="), (models.functions.Coalesce("parent_id", 0), "="), overlaps("network")],
                deferrable=models.Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(
                name="prefix_within_parent",
                condition=Q(parent=None, parent_network=None) | Q(parent__isnull=False, parent_network__isnull=False),
            ),
            models.CheckConstraint(
                name="prefix_of_owner_or_delegated",
                condition=Q(delegation=None, delegated_network=None, jurisdiction=F("owner_id"))
                | Q(delegation__isnull=False, delegated_network__isnull=False),
            ),
            one_of("prefix_kind", "kind", Kind),
            one_of("prefix_role", "role", Role),
            one_of("prefix_standing", "standing", Standing),
            models.CheckConstraint(
                name="prefix_counts",
                condition=Q(used__gte=0, held__gte=0, cooling__gte=0, reserved__gte=0)
                & Q(size__gte=F("used") + F("held") + F("cooling") + F("reserved")),
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "network"], name="prefix_children"),
            models.Index(fields=["vrf", "jurisdiction", "role"], condition=Q(kind="pool"), name="prefix_pools"),
        ]

    def __str__(self) -> str:
        return self.network

    @property
    def free(self) -> int:
        """How many addresses of a pool can still be handed out."""
        return int(self.size - self.used - self.held - self.cooling - self.reserved)


class FreeBlock(models.Model):
    """One largest block of a prefix in which nothing lies: no smaller prefix, no allocation. Kept by triggers."""

    prefix = models.ForeignKey(
        Prefix, models.DO_NOTHING, related_name="free_blocks", db_index=False, db_constraint=False
    )
    block = CidrField()
    length = models.GeneratedField(
        expression=models.Func(F("block"), function="masklen", output_field=models.SmallIntegerField()),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "block"], name="one_free_block")]
        indexes = [models.Index(fields=["prefix", "length", "block"], name="free_block_fits")]

    def __str__(self) -> str:
        return self.block


class AddressRange(models.Model):
    """A run of addresses of a pool set apart for a purpose, such as a DHCP server's; its blocks are reserved."""

    prefix = models.ForeignKey(Prefix, models.PROTECT, related_name="ranges")
    first = models.GenericIPAddressField()
    last = models.GenericIPAddressField()
    purpose = models.CharField(max_length=200)
    entered_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="range_in_order", condition=Q(first__lte=F("last")))]

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class AllocationQuerySet(models.QuerySet["Allocation"]):
    """The read language of allocations."""

    def visible_to(self, actor: Actor) -> "AllocationQuerySet":
        """A unit's own, those of the areas that the actor's body serves, and all of them for the planning city."""
        if actor.id == 0:
            return self.all()
        areas = serves(actor)
        return self.filter(
            Q(holder_id__in=organisations_of(actor.keys)) | Q(jurisdiction_id__in=areas) | Q(vrf__owner_id__in=areas)
        )

    def living(self) -> "AllocationQuerySet":
        """Those that occupy their addresses."""
        return self.exclude(status=Status.RELEASED)

    def held_on_day(self, day: date) -> "AllocationQuerySet":
        """Those under which somebody had their addresses on a day."""
        return self.filter(Q(since__lte=day) & (Q(released_on=None) | Q(released_on__gt=day)))


@carries("A25.4")
class Allocation(models.Model):
    """An address or a whole subnet held for, or handed out to, a unit; kept for ever, so that history is told.

    `case` is the application and `approval` the served paper behind it, or `of_record` the document of before the
    platform. `restores` is what lifting the last measure brings back. `since` is the first day of use and `released_on`
    the first day without; `until` is when it expires. The events of its hold, grant and release are named.
    """

    vrf = models.ForeignKey(Vrf, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    prefix = models.ForeignKey(Prefix, models.PROTECT, related_name="allocations", db_constraint=False)
    prefix_network = CidrField()
    block = CidrField()
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+", db_constraint=False)
    range = models.ForeignKey(AddressRange, models.PROTECT, null=True, related_name="blocks")
    holder = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10)
    restores = models.CharField(max_length=10, default="", blank=True)
    role = models.CharField(max_length=12)
    case = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="+")
    approval = models.ForeignKey(
        "casework.Notice", models.PROTECT, null=True, to_field="number", related_name="+", db_index=False
    )
    of_record = models.CharField(max_length=200, default="", blank=True)
    held_on = models.DateField(null=True)
    held_until = models.DateField(null=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    released_on = models.DateField(null=True)
    cools_until = models.DateField(null=True)
    ground = models.CharField(max_length=300, default="", blank=True)
    purpose = models.CharField(max_length=200, default="", blank=True)
    hostname = models.CharField(max_length=100, default="", blank=True)
    mac = models.CharField(max_length=17, default="", blank=True)
    contact = models.CharField(max_length=100, default="", blank=True)
    held_event = models.UUIDField(null=True)
    granted_event = models.UUIDField(null=True)
    released_event = models.UUIDField(null=True)
    size = size_of("block")

    objects = AllocationQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="no_address_twice",
                expressions=[("vrf", "="), overlaps("block")],
                condition=~Q(status="released"),
            ),
            one_of("allocation_status", "status", Status),
            one_of("allocation_role", "role", Role),
            models.CheckConstraint(
                name="nothing_active_without_approval",
                condition=~(Q(status="active") | Q(restores="active"))
                | Q(case__isnull=False, approval__isnull=False)
                | ~Q(of_record=""),
            ),
            models.CheckConstraint(
                name="allocation_has_holder",
                condition=Q(status="reserved") | Q(holder__isnull=False),
            ),
            models.CheckConstraint(
                name="allocation_in_use_since",
                condition=~(Q(status="active") | Q(restores="active")) | Q(since__isnull=False, released_on=None),
            ),
            models.CheckConstraint(
                name="hold_ends", condition=~Q(status="held") | Q(held_on__isnull=False, held_until__isnull=False)
            ),
            models.CheckConstraint(
                name="cooling_ends",
                condition=~Q(status="cooling") | Q(released_on__isnull=False, cools_until__isnull=False),
            ),
            models.CheckConstraint(
                name="suspended_restores",
                condition=Q(status="suspended", restores__in=["held", "active"])
                | ~Q(status="suspended") & Q(restores=""),
            ),
            models.CheckConstraint(
                name="allocation_period", condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since"))
            ),
            models.CheckConstraint(
                name="allocation_mac", condition=Q(mac="") | Q(mac__regex=r"^([0-9a-f]{2}:){5}[0-9a-f]{2}$")
            ),
        ]
        indexes = [
            # who had an address, ever: the living and the released of all VRFs
            GistIndex(OpClass(F("block"), name="inet_ops"), name="allocation_ever"),
            models.Index(fields=["holder", "status"], name="allocation_of_holder"),
            models.Index(fields=["prefix", "block"], name="allocation_of_prefix"),
            models.Index(fields=["mac"], condition=~Q(mac=""), name="allocation_by_mac"),
            models.Index(fields=["held_until"], condition=Q(status="held"), name="allocation_hold_ends"),
            models.Index(fields=["cools_until"], condition=Q(status="cooling"), name="allocation_cooled"),
            models.Index(fields=["until"], condition=Q(status="active"), name="allocation_expires"),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        """A single address without its length; a subnet with it."""
        length = self.block.partition("/")[2]
        return self.first if length == ("128" if ":" in self.block else "32") else self.block

    @property
    def first(self) -> str:
        """Its first address."""
        return self.block.partition("/")[0]


class Suspension(models.Model):
    """A measure in force on an allocation; it comes back to what it was when the last one is lifted."""

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="suspensions")
    measure = models.CharField(max_length=60)
    since = models.DateField()
    lifted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "measure"], condition=Q(lifted_on=None), name="one_suspension_a_measure"
            )
        ]
        indexes = [
            models.Index(fields=["measure"], condition=Q(lifted_on=None), name="suspension_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.allocation_id}"


class OwnRange(models.Model):
    """A private range on a unit's own side of its access, as the unit says: it may overlap with everybody's."""

    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    network = CidrField()
    behind = models.CharField(max_length=200, default="", blank=True)
    entered_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "network"], condition=Q(ended_on=None), name="own_range_said_once")
        ]

    def __str__(self) -> str:
        return self.network
