"""What a module says of its own case for the case page: a facts strip and sections; no markup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qilou.kernel.fields import Kind
from qilou.kernel.marks import Marked
from qilou.kernel.money import in_wan
from qilou.law import Breach, Finding, Message, Text, Undecided, say


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the shown document that comments and findings point to: `line:3`, `field:total`."""

    code: str
    label: Text | Message

    @property
    def id(self) -> str:
        """The element id on the page."""
        return self.code.replace(":", "-")


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of the facts strip. `kind` is text, money (yuan Decimal), day, choice, or name: that of a body or a
    person as it is stored, which an English page tells in English.
    """

    label: Text
    value: object
    kind: str = "text"
    note: Text | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a section's table; amounts are right-aligned with their unit in the head, names read as a fact's.

    What `stays` is in view while the other columns scroll by.
    """

    label: Text
    kind: str = "text"
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A titled block: a table (`columns`, `rows`, perhaps a `total` row), or labelled paragraphs.

    `place` is what the whole block shows; `places` stand beside the rows or paragraphs, None where one has none.
    """

    title: Text
    columns: tuple[Column, ...] = ()
    rows: Sequence[Sequence[object]] = ()
    total: Sequence[object] = ()
    paragraphs: tuple[tuple[Text, str | Text | Marked], ...] = ()
    note: Text | None = None
    place: Place | None = None
    places: Sequence[Place | None] = ()


@dataclass(frozen=True, slots=True)
class Show:
    """The module's part of a case page. `compare` is the address where its versions stand side by side."""

    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    compare: str = ""

    @property
    def places(self) -> dict[str, Place]:
        """Every place of the page by its code, in order."""
        found = [fact.place for fact in self.facts]
        for section in self.sections:
            found += [section.place, *section.places]
        return {one.code: one for one in found if one is not None}


def place_of(finding: Finding, places: Mapping[str, Place]) -> Place | None:
    """The place that a finding speaks of: the line that its reason names, else the first fact that the page shows."""
    verdict = finding.verdict
    line = line_in(verdict.reason) if isinstance(verdict, Breach) else None
    if line is not None and f"line:{line}" in places:
        return places[f"line:{line}"]
    names = verdict.missing if isinstance(verdict, Undecided) else tuple(finding.facts)
    return next((places[f"field:{name}"] for name in names if f"field:{name}" in places), None)


def line_in(words: object) -> object:
    """The first line of a table that a message names, in its blank `line`."""
    if isinstance(words, tuple | list):
        return next((line for one in words if (line := line_in(one)) is not None), None)
    if not isinstance(words, Message):
        return None
    return words.blanks["line"] if "line" in words.blanks else line_in(tuple(words.blanks.values()))


def shown(kind: Kind, value: object, choices: Any = ()) -> object:  # Any: the choices of any field
    """One typed value in words."""
    if value in (None, "", ()):
        return "—"
    if kind is Kind.MONEY and isinstance(value, Decimal):
        return say("%(amount)s 万元", "CNY %(yuan)s", amount=in_wan(value), yuan=f"{value:,.2f}")
    if kind is Kind.FLAG:
        return Text("是", "Yes") if value else Text("否", "No")
    if kind is Kind.CHOICE:
        return next((one.label for one in choices if one.value == value), value)
    if isinstance(value, tuple):
        labels = {one.value: one.label for one in choices}
        return say("%(all)s", "%(all)s", all=tuple(labels.get(one, one) for one in value))
    return str(value)
