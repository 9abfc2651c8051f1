"""What the record tells of filing, and what `qilou verify` checks of the files that catalogues name."""

from collections.abc import Iterator

from qilou.casework.record import wrong_files
from qilou.ledger.doubts import Doubt, also_verify
from qilou.ledger.told import Table, told

from .models import CatalogueItem

for name in ("casefile", "catalogueitem", "transfer"):
    told(Table(f"archives_{name}"))


def filed() -> Iterator[Doubt]:
    """Every stored file that a catalogue names."""
    return wrong_files(set(CatalogueItem.objects.exclude(stored="").values_list("stored", flat=True)))


also_verify("filed cases", filed)
