"""What the record tells of supervision, and what `qilou verify` checks of the papers that answers name."""

from qilou.casework.record import named_files
from qilou.ledger.told import Table, told

from .models import DoubtNote

for name in ("doubt", "doubtnote", "look", "packageopening"):
    told(Table(f"supervision_{name}"))


def papers() -> set[str]:
    """Every file that an answer or a closing names."""
    return set(DoubtNote.objects.exclude(file="").values_list("file", flat=True))


named_files("papers of doubtful points", papers)
