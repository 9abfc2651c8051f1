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

__all__ = [
    "AddressRange",
    "Allocation",
    "AllocationQuerySet",
    "Delegation",
    "FreeBlock",
    "OwnRange",
    "Prefix",
    "PrefixQuerySet",
    "Suspension",
    "Vrf",
]
