"""The tables of the network."""

from .access import Access, AccessApplication, Kind, Method, Outcome, Zone
from .own_system import OwnSystem, Purpose, SystemKind
from .register import Link, Medium, Node, Role, Site, Standing, Vlan
from .separate import MergeStep, NetworkPlan, PlanKind, SeparateNetwork

__all__ = [
    "Access",
    "AccessApplication",
    "Kind",
    "Link",
    "Medium",
    "MergeStep",
    "Method",
    "NetworkPlan",
    "Node",
    "Outcome",
    "OwnSystem",
    "PlanKind",
    "Purpose",
    "Role",
    "SeparateNetwork",
    "Site",
    "Standing",
    "SystemKind",
    "Vlan",
    "Zone",
]
