"""Tables of the network, imported here so that Django finds them."""

from .access import Access, AccessApplication, Kind, Method, Outcome, Zone
from .addressing import (
    AddressRange,
    Allocation,
    AllocationQuerySet,
    Delegation,
    FreeBlock,
    OwnRange,
    Prefix,
    PrefixQuerySet,
    Suspension,
    Vrf,
)
from .measures import Against, Measure, MeasureKind, Restraint
from .openings import Opening, Opens
from .own_system import OwnSystem, Purpose, SystemKind
from .register import Link, Medium, Node, Role, Site, Standing, Vlan
from .returns import Asked, UsageLine, UsageReturn
from .separate import MergeStep, NetworkPlan, PlanKind, SeparateNetwork
from .wire import FindingQuerySet, Scan, WireFinding

__all__ = [
    "Access",
    "AccessApplication",
    "AddressRange",
    "Against",
    "Allocation",
    "AllocationQuerySet",
    "Asked",
    "Delegation",
    "FindingQuerySet",
    "FreeBlock",
    "Kind",
    "Link",
    "Measure",
    "MeasureKind",
    "Medium",
    "MergeStep",
    "Method",
    "NetworkPlan",
    "Node",
    "Opening",
    "Opens",
    "Outcome",
    "OwnRange",
    "OwnSystem",
    "PlanKind",
    "Prefix",
    "PrefixQuerySet",
    "Purpose",
    "Restraint",
    "Role",
    "Scan",
    "SeparateNetwork",
    "Site",
    "Standing",
    "Suspension",
    "SystemKind",
    "UsageLine",
    "UsageReturn",
    "Vlan",
    "Vrf",
    "WireFinding",
    "Zone",
]
