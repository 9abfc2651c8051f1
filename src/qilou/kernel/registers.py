"""Registers that offices keep: each declared once, shown as a page, taken away as a sheet, read by the API."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from qilou.law import Article, Function, Text

from .actor import Actor, function_key
from .money import WAN
from .sheets import Cell

Value = str | int | Decimal | date | Text | None
REGISTERS: dict[str, "Register"] = {}
MOST_ROWS = 100_000  # of a sheet, which then says that it is cut


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and whether it holds text, a name (a body's or a person's, as it is stored), a number, an
    amount in yuan (shown in 万元) or a date. What `stays` is in view while the other columns scroll by.
    """

    head: Text
    kind: str = "text"
    stays: bool = False

    @property
    def label(self) -> Text:
        """The head with the unit of its amounts."""
        if self.kind != "amount":
            return self.head
        return Text(f"{self.head.zh}（万元）", f"{self.head.en} (CNY 10,000)")

    @property
    def name(self) -> str:
        """The column as the API names it: its English head in small letters."""
        return re.sub(r"[^a-z0-9]+", "_", self.head.en.lower()).strip("_")


@dataclass(frozen=True, slots=True)
class Register:
    """What a register holds. `found` gives the rows that an actor may see, of one year or (0) of all, newest first, as
    dictionaries; `cells` turns one into values beside the columns. The first names the row and leads to `href`.

    `open_to` names the functions whose holders may see it; without any, whoever sees a row may.
    """

    code: str
    title: Text
    note: Text
    cites: tuple[Article, ...]
    columns: tuple[Column, ...]
    found: Callable[[Actor, int], QuerySet[Any, dict[str, Any]]]  # Any: rows of many shapes
    cells: Callable[[Mapping[str, Any]], Sequence[Value]]
    href: Callable[[Mapping[str, Any]], str]
    years: bool = True
    open_to: tuple[Function, ...] = ()

    def open_for(self, actor: Actor) -> bool:
        """Whether the actor may see the register at all."""
        if not self.open_to:
            return True
        return any(function_key(one.code, actor.jurisdiction) in actor.keys for one in self.open_to)


def register(one: Register) -> None:
    """Add a register; a code is taken once, and so is a column's name within it."""
    if len({column.name for column in one.columns}) < len(one.columns):
        raise ValueError(f"register {one.code} names two columns alike")
    if REGISTERS.setdefault(one.code, one) is not one:
        raise ValueError(f"register {one.code} is declared twice")


def sheet_row(one: Register, cells: Sequence[Value], said: Callable[[Text], str]) -> list[Cell]:
    """A row's cells as a sheet keeps them: amounts in 万元 as numbers, dates as dates."""
    found: list[Cell] = []
    for column, value in zip(one.columns, cells, strict=True):
        if isinstance(value, Text):
            found.append(said(value))
        elif column.kind == "amount" and isinstance(value, Decimal):
            found.append(value / WAN)
        else:
            found.append(value)
    return found


def named_row(one: Register, row: Mapping[str, Any]) -> dict[str, Value]:
    """A row by the names of its columns, amounts in yuan, with the address of the page that it leads to."""
    cells = zip(one.columns, one.cells(row), strict=True)
    return {column.name: None if value == "" else value for column, value in cells} | {"href": one.href(row)}
