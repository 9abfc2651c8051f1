"""Five totals of a declaration that agree to the fen: total, estimate lines, types, years, sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from qilou.law import Message, Text, say

from .amounts import wan

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sum:
    """What one table of the form adds up to, beside the total that it must equal. Amounts in yuan."""

    which: Text
    amount: Decimal
    total: Decimal

    @property
    def difference(self) -> Decimal:
        """How much more than the total it is; negative when it is less."""
        return self.amount - self.total

    @property
    def compared(self) -> Message:
        """The difference in words: nobody has to see a sign or a colour."""
        if not self.difference:
            return say("与总投资一致", "equals the total")
        if self.difference > 0:
            return say("比总投资多%(by)s万元", "%(by)s more than the total", by=wan(self.difference))
        return say("比总投资少%(by)s万元", "%(by)s less than the total", by=wan(-self.difference))


def sums_of(
    total: Decimal,
    *,
    lines: Iterable[Decimal],
    types: Iterable[Decimal],
    slices: Mapping[int, Decimal],
    sources: Mapping[str, Decimal],
) -> tuple[Sum, ...]:
    """The four sums that must each equal the total."""
    return (
        Sum(Text("分项投资合计", "by type"), sum(types, ZERO), total),
        Sum(Text("估算表合计", "estimate"), sum(lines, ZERO), total),
        Sum(Text("分年度资金合计", "by year"), sum(slices.values(), ZERO), total),
        Sum(Text("资金来源合计", "by source"), sum(sources.values(), ZERO), total),
    )
