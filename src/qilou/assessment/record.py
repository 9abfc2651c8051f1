"""What the record tells of assessment."""

from qilou.ledger.told import Table, told

told(Table("assessment_indicatorset"))
told(Table("assessment_result"))
told(Table("assessment_districtyear"))
