"""Published content as the blocks of a page: the reviewer and the public read the same."""

from collections.abc import Mapping
from decimal import Decimal

from qilou.casework.show import Column, Section
from qilou.kernel.money import in_wan
from qilou.law import Message, Text, say
from qilou.projects.public import ITEMS, Item, Public

WHAT, SAYS = Column(Text("事项", "Matter")), Column(Text("内容", "Content"))
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
KINDS = {"money": "money", "day": "day"}


def sections_of(kind: str, content: Mapping[str, object]) -> tuple[Section, ...]:
    """A table of the plain items, then each table among them; items that are not there are left out."""
    items = [one for one in ITEMS[Public(kind)] if content.get(one.code) not in (None, "", [], {})]
    plain = [(one.label, _said(one, content[one.code])) for one in items if one.kind != "table"]
    tables = [_table(one, content[one.code]) for one in items if one.kind == "table"]
    return (Section(Public(kind).label, (WHAT, SAYS), plain), *tables) if plain else tuple(tables)


def item_names(kind: str, content: Mapping[str, object]) -> dict[str, Text]:
    """What can be left out, by its code: each item, and each line of a list."""
    named = {one.code: one.label for one in ITEMS[Public(kind)] if content.get(one.code) not in (None, "", [], {})}
    lines = content.get("lines")
    for one in lines if isinstance(lines, list) else ():
        named[f"line:{one['project']}"] = Text(
            f"第{one['rank']}位：{one['name']}", f"Rank {one['rank']}: {one['name']}"
        )
    return named


def _table(item: Item, rows: object) -> Section:
    columns = tuple(Column(one.label, KINDS.get(one.kind, "text")) for one in item.columns)
    told = [[_cell(one, row.get(one.code)) for one in item.columns] for row in rows] if isinstance(rows, list) else []
    return Section(item.label, columns, told)


def _cell(item: Item, value: object) -> object:
    if item.kind == "money":
        return Decimal(str(value)) if value is not None else None
    return value if item.kind == "day" else _said(item, value)


def _said(item: Item, value: object) -> object:
    """One value in words."""
    if value in (None, "", [], {}):
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
    if isinstance(value, list):
        return _all(WORDS.get(one, one) for one in value)
    return str(value)


def _all(parts: object) -> Message:
    return say("%(all)s", "%(all)s", all=tuple(parts))  # type: ignore[call-overload]  # whatever can be said
