"""What the record tells of the inventory of systems."""

from qilou.ledger.told import Table, told

told(Table("inventory_system"))
told(Table("inventory_ownapproval"))
