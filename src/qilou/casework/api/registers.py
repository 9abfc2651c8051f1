"""The API of the registers: for each its own operation, with the rows that its page shows to the same reader."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema
from pydantic import create_model

from qilou.casework.views.lists import bounded
from qilou.kernel.errors import Missing
from qilou.kernel.registers import REGISTERS, Column, Register, named_row
from qilou.kernel.request import Asked
from qilou.law import Text

router = Router(tags=["registers"])
MOST = 1000
Year = Annotated[int, Query(ge=0, le=2999, description="0 for all years")]


class Words(Schema):
    """What is said in both languages."""

    zh: str
    en: str


class RegisterOut(Schema):
    """A register that the caller may read."""

    code: str
    title: Words
    note: Words
    articles: list[str]
    columns: dict[str, Words]


KINDS: dict[str, Any] = {"text": str | Words, "name": str, "number": int, "amount": Decimal, "date": date}  # Any: types


@router.get("/registers", response=list[RegisterOut], operation_id="registers.list")
def listed(request: Asked) -> list[dict[str, Any]]:
    """The registers that the caller may read, with their columns."""
    return [
        {
            "code": one.code,
            "title": _words(one.title),
            "note": _words(one.note),
            "articles": [article.in_("en") for article in one.cites],
            "columns": {column.name: _words(column.head) for column in one.columns},
        }
        for one in REGISTERS.values()
        if one.open_for(request.actor)
    ]


def _words(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _publish(one: Register) -> None:
    """The operation of one register, from its declaration."""
    fields: dict[str, Any] = {column.name: _typed(column) for column in one.columns}
    row = create_model(f"{one.code.title()}Row", __base__=Schema, href=(str, ...), **fields)
    rows: Any = list[row]  # type: ignore[valid-type]  # made above
    page = create_model(f"{one.code.title()}Page", __base__=Schema, total=(int, ...), rows=(rows, ...))
    router.add_api_operation(
        f"/registers/{one.code}",
        ["GET"],
        _reader(one),
        response=page,
        operation_id=f"registers.{one.code}",
        summary=one.title.en,
        description=one.note.en,
    )


def _typed(column: Column) -> tuple[Any, Any]:
    return KINDS[column.kind] | None, Field(None, description=f"{column.head.zh} · {column.head.en}")


def _reader(one: Register) -> Callable[..., Any]:
    def read(request: Asked, year: Year = 0, skip: int = 0, limit: int = 100) -> Any:
        if not one.open_for(request.actor):
            raise Missing
        found = one.found(request.actor, year if one.years else 0)
        first, most = bounded(skip), min(max(limit, 1), MOST)
        rows = [named_row(one, row) for row in found[first : first + most]]
        told = [{name: _words(cell) if isinstance(cell, Text) else cell for name, cell in row.items()} for row in rows]
        return {"total": found.count(), "rows": told}

    return read


for declared in REGISTERS.values():
    _publish(declared)
