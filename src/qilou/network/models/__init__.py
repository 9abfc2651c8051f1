"""The tables of the network."""

from .access import Access, AccessApplication, Kind, Method, Outcome, Zone
from .register import Link, Medium, Node, Role, Site, Standing, Vlan

__all__ = [
    "Access",
    "AccessApplication",
    "Kind",
    "Link",
    "Medium",
    "Method",
    "Node",
    "Outcome",
    "Role",
    "Site",
    "Standing",
    "Vlan",
    "Zone",
]
