"""What the record tells of supervision, and what `qilou verify` checks of the papers that answers name."""

from collections.abc import Iterator

from qilou.casework.record import wrong_files
from qilou.ledger.doubts import Doubt, also_verify
from qilou.ledger.told import Table, told

from .models import DoubtNote

for name in ("doubt", "doubtnote", "look", "packageopening"):
    told(Table(f"supervision_{name}"))


def papers() -> Iterator[Doubt]:
    """Every file that an answer or a closing names."""
    return wrong_files(set(DoubtNote.objects.exclude(file="").values_list("file", flat=True)))


also_verify("papers of doubtful points", papers)
