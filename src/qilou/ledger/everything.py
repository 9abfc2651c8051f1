"""The whole verification: the sealed record, what opens its commitments, the tables, and what modules add."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from . import witness
from .doubts import CHECKS, Doubt
from .head import Head
from .openings import openings
from .refold import Fold
from .sealing import Broken
from .tables import compare
from .verifying import Verification


class Everything:
    """Doubts one after the other, counted. Within one transaction of repeatable reads it sees one state."""

    def __init__(self, seen: tuple[Head, ...] = ()) -> None:
        self.events = self.heads = self.number = 0
        self._seen = seen

    def doubts(self) -> Iterator[Doubt]:
        """Every doubt."""
        for doubt in self._doubts():
            self.number += 1
            yield doubt

    def _doubts(self) -> Iterator[Doubt]:
        seen = self._seen
        try:
            kept = witness.read(Path(settings.QILOU_LEDGER_WITNESS))
            seen += (kept,) if kept else ()
        except Broken as broken:
            yield Doubt("head", "the head kept outside", str(broken))
        fold = Fold()
        record = Verification(fold.tell, seen)
        yield from record.doubts()
        self.events, self.heads = record.events, record.heads
        yield from openings()
        yield from compare(fold)
        for check in CHECKS.values():
            yield from check()
