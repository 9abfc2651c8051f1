"""A second hand: reckons order, cut-off, draw and sums anew from what anybody can take away; knows nothing of Qilou."""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from python_calamine import CalamineWorkbook

Row = dict[str, Any]
FEN_OF_A_WAN = 1_000_000
PAGE = re.compile(r'href="(/open/(?:projects/)?(?:\d+|[A-Z]{2}\d\d-\d+-\d)/|/open/projects/\?[^"]*skip=[^"]*)"')
DATA = re.compile(r'href="(/open/[A-Z]{2}\d\d-\d+-\d\.json)"')


def fen(amount: Any) -> int:
    """Yuan as a text or number in whole fen."""
    parts = Fraction(str(amount)) * 100
    assert parts.denominator == 1, amount
    return int(parts)


def sheet(request: Any, path: str) -> list[Row]:
    """The rows of a register's sheet by the heads of its columns; amounts there are in units of ten thousand."""
    answer = request.get(path)
    assert answer.status == 200, path
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.body())).get_sheet_by_index(0).to_python()
    filled = [row for row in rows[:-2] if any(row)]
    return [dict(zip((one.partition("（")[0] for one in head), row, strict=True)) for row in filled]


def sum_of(rows: Iterable[Row], column: str) -> int:
    """The sum of a column of amounts, in fen."""
    return sum(round(row[column] * FEN_OF_A_WAN) for row in rows if row[column] != "")


def published(request: Any) -> Iterator[Row]:
    """Everything in the open, found by following the links of the public pages."""
    waiting, seen, data = ["/open/", "/open/projects/"], set(), set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = request.get(path.replace("&amp;", "&"))
        assert answer.status == 200, path
        text = answer.text()
        waiting += PAGE.findall(text)
        data |= set(DATA.findall(text))
    for path in sorted(data):
        yield request.get(path).json()


def order(told: Row) -> list[Row]:
    """The lines of a published list in the order that its own rule gives: the best of the rest, again and again."""
    weights = {name: Fraction(str(share)) for name, share in told["weights"].items()}

    def place(line: Row) -> tuple[Any, ...]:
        points = sum(Fraction(str(line["scores"].get(name, 0))) * share for name, share in weights.items()) / 100
        return (
            int(line["tier"]),
            not line["reserve"],
            -round(points, 4),
            [_tie(line, one) for one in told["tie_order"]],
        )

    rest, ordered = list(told["lines"]), []
    while rest:
        first = min(rest, key=lambda line: (place(line), int(line["project"])))
        rest.remove(first)
        ordered.append(first)
    return ordered


def _tie(line: Row, name: str) -> Any:
    if name == "accepted_at":
        return line["accepted_at"] or "9"
    if name == "number":
        return int(line["project"])
    return -Fraction(str(line["scores"].get(name, 0)))


def within(told: Row) -> tuple[list[str], dict[str, tuple[int, int]]]:
    """Which projects a published list takes within its ceilings; of the others what each needs and what is left.

    Amounts in fen, of the budget year.
    """
    left = {year: fen(amount) for year, amount in told["ceilings"].items()}
    taken, missed, over = [], {}, False
    for line in order(told):
        need = {year: fen(amount) for year, amount in line["slices"].items()}
        if not over and all(amount <= left.get(year, amount) for year, amount in need.items()):
            taken.append(line["name"])
            for year, amount in need.items():
                left[year] -= amount
            continue
        over = over or told["strict"]
        year = str(told["budget_year"])
        missed[line["name"]] = (need[year], left[year])
    return taken, missed


def drawn(told: Row) -> list[str]:
    """The experts of a published draw in the order that list and seed give."""
    text = told["list"]
    hashed = hashlib.sha256(text.encode()).hexdigest()
    assert hashed == told["list_sha256"]
    codes = [line.split()[1] for line in text.splitlines() if line.startswith("eligible ")]
    return sorted(codes, key=lambda code: hashlib.sha256(f"{told['seed']}\n{hashed}\n{code}".encode()).hexdigest())


def wan(amount: int) -> str:
    """Fen as a page shows them, in units of ten thousand yuan."""
    return f"{Decimal(amount) / FEN_OF_A_WAN:,.2f}"
