"""What stands beside a declaration form: the five totals as typed so far, each compared with the total in words."""

from collections.abc import Mapping
from decimal import Decimal

from qilou.casework.show import Column, Section
from qilou.kernel.fields import Kind, Wrong
from qilou.kernel.forms import Raw, read_value, row_numbers
from qilou.law import Text
from qilou.projects.rules.totals import sums_of


def totals_beside(raw: Raw) -> tuple[Section, ...]:
    """The five totals of the form as it stands; nothing while no amount is typed."""
    total = _amount(raw.get("total", []))
    typed = {name: _amounts(raw, name) for name in ("types", "lines", "slices", "sources")}
    if total is None and not any(typed.values()):
        return ()
    sums = sums_of(
        total or Decimal(0),
        lines=typed["lines"].values(),
        types=typed["types"].values(),
        slices=typed["slices"],
        sources={str(number): amount for number, amount in typed["sources"].items()},
    )
    agree = all(not one.difference for one in sums)
    return (
        Section(
            Text("五项合计", "Five totals"),
            (
                Column(Text("合计", "Total")),
                Column(Text("金额", "Amount"), "money"),
                Column(Text("与总投资相比", "Against the total")),
            ),
            [
                (Text("总投资", "Total"), total, "—"),
                *((Text(one.which.zh, one.which.en.capitalize()), one.amount, one.compared) for one in sums),
            ],
            note=Text("五项一致", "All agree") if agree else Text("尚不一致，须精确到分", "They must agree to the fen"),
        ),
    )


def _amounts(raw: Raw, table: str) -> Mapping[int, Decimal]:
    """The amounts of a table's rows that can be read, by row."""
    rows = (one for one in row_numbers(raw, table) if not raw.get(f"{table}-{one}-remove"))
    found = {one: _amount(raw.get(f"{table}-{one}-amount", [])) for one in rows}
    return {one: amount for one, amount in found.items() if amount is not None}


def _amount(texts: list[str]) -> Decimal | None:
    """An amount as typed; None where it is blank or cannot be read, which its own field says."""
    try:
        value = read_value(Kind.MONEY, texts[-1].strip() if texts else "")
    except Wrong:
        return None
    return value if isinstance(value, Decimal) else None
