"""A text in stretches, some of which are marked, for a page to show."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marked:
    """Stretches in their order, each with whether it is marked."""

    stretches: Sequence[tuple[str, bool]]

    def __str__(self) -> str:
        return "".join(words for words, _ in self.stretches)
