"""What the record tells of the network's tables."""

from qilou.ledger.told import Table, not_told, told

COUNTED = "counted by the database from the allocations, and compared with a recount"
NAMED = "names the event itself, which cannot tell its own name"
EVENTS = dict.fromkeys(("held_event", "granted_event", "released_event"), NAMED)
TYPED = {"form": "what was typed, which stands in the act's input; its personal data is committed to there"}

for name in (
    *("vrf", "addressrange", "suspension", "ownrange", "scan", "wirefinding", "usagereturn", "usageline"),
    *("site", "node", "link", "vlan", "access", "separatenetwork", "mergestep", "opening", "measure", "restraint"),
):
    told(Table(f"network_{name}"))
for name in ("accessapplication", "networkplan", "ownsystem"):
    told(Table(f"network_{name}", untold=TYPED))
told(Table("network_prefix", untold=dict.fromkeys(("used", "held", "cooling", "reserved"), COUNTED)))
told(Table("network_delegation", untold={"taken": COUNTED}))
told(Table("network_allocation", untold=EVENTS))
not_told("the complement of the allocations, computed by the database", "network_freeblock")
not_told("what programs were answered, so that a repeated request does nothing twice", "network_asked")
