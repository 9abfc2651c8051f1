"""Published content as the blocks of a page: the reviewer and the public read the same."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from qilou.casework.show import Column, Section
from qilou.kernel.money import in_wan
from qilou.law import Message, Text, say
from qilou.projects.public import ITEMS, Item, Public

WHAT = Column(Text("事项", "Matter"))
SAYS = Column(Text("内容", "Content"), "name")  # who approved, who supplies
YES, NO = Text("是", "Yes"), Text("否", "No")
WORDS = {
    "necessity": Text("必要性", "necessity"),
    "feasibility": Text("可行性", "feasibility"),
    "reasonableness": Text("合理性", "reasonableness"),
    "sharing": Text("共享", "sharing"),
    "security": Text("安全", "security"),
    "accepted_at": Text("受理时间", "time of acceptance"),
    "number": Text("项目编号", "number of the project"),
}
KINDS = {"name": "name", "money": "money", "day": "day", "moment": "time"}
EMPTY: tuple[object, ...] = (None, "", [], {})


def sections_of(kind: str, content: Mapping[str, object]) -> tuple[Section, ...]:
    """A table of the plain items, then each table among them; what is not there is left out."""
    items = [one for one in ITEMS[Public(kind)] if content.get(one.reads or one.code) not in EMPTY]
    plain = [(one.label, _said(one, content[one.code])) for one in items if one.kind != "table"]
    tables = [_table(one, content[one.reads or one.code]) for one in items if one.kind == "table"]
    return (Section(Public(kind).label, (WHAT, SAYS), plain), *(one for one in tables if len(one.columns) > 1))


def item_names(kind: str, content: Mapping[str, object]) -> dict[str, Text]:
    """What can be left out, by its code: each item, and each line of a list."""
    named = {one.code: one.label for one in ITEMS[Public(kind)] if content.get(one.code) not in EMPTY}
    lines = content.get("lines")
    for one in lines if isinstance(lines, list) else ():
        rank, name = one["rank"], one["name"]
        named[f"line:{one['project']}"] = Text(f"第{rank}位：{name}", f"Rank {rank}: {name}")
    return named


def _table(item: Item, rows: object) -> Section:
    """The table with the columns that any of its rows has."""
    known = rows if isinstance(rows, list) else []
    shown = [one for one in item.columns if any(one.code in row for row in known)]
    columns = tuple(Column(one.label, KINDS.get(one.kind, "text")) for one in shown)
    return Section(item.label, columns, [[_cell(one, row.get(one.code)) for one in shown] for row in known])


def _cell(item: Item, value: object) -> object:
    match item.kind:
        case "money":
            return Decimal(str(value)) if value is not None else None
        case "moment":
            return datetime.fromisoformat(str(value)) if value else None
        case "day":
            return value
    return _said(item, value)


def _said(item: Item, value: object) -> object:
    """One value in words."""
    if value in EMPTY:
        return "—"
    match item.kind:
        case "money":
            amount = Decimal(str(value))
            return say("%(amount)s 万元", "CNY %(yuan)s", amount=in_wan(amount), yuan=f"{amount:,.2f}")
        case "flag":
            return YES if value else NO
        case "choice" if item.choices is not None:
            return next((one.label for one in item.choices if one == str(value)), str(value))
        case "shares" if isinstance(value, dict):
            return _all(say("%(of)s %(n)s", "%(of)s %(n)s", of=WORDS.get(of, of), n=n) for of, n in value.items())
        case "by_year" if isinstance(value, dict):
            return _all(_of_year(year, amount) for year, amount in value.items())
    if isinstance(value, list):
        return _all(WORDS.get(one, one) for one in value)
    return str(value)


def _of_year(year: str, amount: str) -> Message:
    told = Decimal(amount)
    return say("%(year)s年 %(wan)s 万元", "%(year)s: CNY %(yuan)s", year=year, wan=in_wan(told), yuan=f"{told:,.2f}")


def _all(parts: Iterable[object]) -> Message:
    return say("%(all)s", "%(all)s", all=tuple(parts))
