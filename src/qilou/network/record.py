"""What the record tells of the network's tables."""

from qilou.ledger.told import Table, told

TYPED = {"form": "what was typed, which stands in the act's input; its personal data is committed to there"}

for name in ("site", "node", "link", "vlan", "access"):
    told(Table(f"network_{name}"))
told(Table("network_accessapplication", untold=TYPED))
