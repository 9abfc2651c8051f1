"""What the record tells of the network's tables."""

from qilou.ledger.told import Table, told

TYPED = {"form": "what was typed, which stands in the act's input; its personal data is committed to there"}

for name in ("site", "node", "link", "vlan", "access", "separatenetwork", "mergestep"):
    told(Table(f"network_{name}"))
for name in ("accessapplication", "networkplan", "ownsystem"):
    told(Table(f"network_{name}", untold=TYPED))
