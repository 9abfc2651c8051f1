"""What the record tells of filing, and what `qilou verify` checks of the files that catalogues name."""

from qilou.casework.record import named_files
from qilou.ledger.told import Table, told

from .models import CatalogueItem

for name in ("casefile", "catalogueitem", "transfer"):
    told(Table(f"archives_{name}"))


def filed() -> set[str]:
    """Every stored file that a catalogue names."""
    return set(CatalogueItem.objects.exclude(stored="").values_list("stored", flat=True))


named_files("filed cases", filed)
