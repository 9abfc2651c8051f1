"""Tables of the network, imported here so that Django finds them."""

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
from .returns import Asked, UsageLine, UsageReturn
from .wire import FindingQuerySet, Scan, WireFinding

__all__ = [
    "AddressRange",
    "Allocation",
    "AllocationQuerySet",
    "Asked",
    "Delegation",
    "FindingQuerySet",
    "FreeBlock",
    "OwnRange",
    "Prefix",
    "PrefixQuerySet",
    "Scan",
    "Suspension",
    "UsageLine",
    "UsageReturn",
    "Vrf",
    "WireFinding",
]
