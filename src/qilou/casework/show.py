"""What a module says of its own case for the case page: a facts strip and sections; no markup."""

from collections.abc import Sequence
from dataclasses import dataclass

from qilou.law import Text


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of the facts strip. `kind` is text, money (yuan Decimal), day, organisation, or choice."""

    label: Text
    value: object
    kind: str = "text"
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a section's table; amounts are right-aligned with their unit in the head."""

    label: Text
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Section:
    """A titled block: a table (`columns`, `rows`, perhaps a `total` row), or labelled paragraphs."""

    title: Text
    columns: tuple[Column, ...] = ()
    rows: Sequence[Sequence[object]] = ()
    total: Sequence[object] = ()
    paragraphs: tuple[tuple[Text, str | Text], ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """The module's part of a case page."""

    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
