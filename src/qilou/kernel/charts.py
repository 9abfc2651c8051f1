"""Figures of a dashboard: a number beside last year's, and bars with their values written on them and in a table."""

from dataclasses import dataclass
from decimal import Decimal

from qilou.law import Message, Text

Words = Text | Message | str


@dataclass(frozen=True, slots=True)
class Kpi:
    """One number of the day: `rows` is how many rows its list shows, `change` the comparison in words."""

    label: Words
    value: Words
    change: Words
    href: str
    rows: int
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: how long, in which tone, its value in words, the list behind it and how many rows it shows.

    The tone "gap" draws nothing: such a part moves the next one along, and has no words.
    """

    value: Decimal | int
    words: Words
    href: str = ""
    rows: int | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart; `cells` are its figures as the data table shows them."""

    label: Words
    parts: tuple[Part, ...]
    cells: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title that states the finding. `columns` {label, kind} are the data table's."""

    title: Words
    about: Words
    bars: tuple[Bar, ...]
    columns: tuple[dict[str, object], ...]

    @property
    def rows(self) -> list[dict[str, object]]:
        """The data table's rows; a row leads where its first part that leads somewhere does."""
        return [
            {
                "cells": [bar.label, *bar.cells],
                "href": next((part.href for part in bar.parts if part.href), ""),
                "current": False,
            }
            for bar in self.bars
        ]
