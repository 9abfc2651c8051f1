"""What the record tells of the tables of publication."""

from qilou.ledger.told import Table, told

for name in ("publication", "mention", "publicproject"):
    told(Table(f"publication_{name}"))
