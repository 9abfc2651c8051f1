"""What a unit types when it comes back with a better programme: after guidance, or after the experts' review."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import FileHash, Input, Money, Says
from qilou.law import Text
from qilou.law.measures import M164

from .declaration import LineRow, SliceRow, SourceRow, TypeRow

MONEY = Text("投资估算（有变动才填，四表一并填写）", "Estimate (only if it changes; then all four tables)")


class Revision(Input):
    """A revised programme and, where the money changes, the revised estimate."""

    programme: Annotated[FileHash, Says("修改后的建设方案", "Revised programme", cites=M164.art(10, 2))]
    total: Annotated[Annotated[Money, Field(gt=0)] | None, Says("修改后总投资", "Revised total", section=MONEY)] = None
    types: Annotated[tuple[TypeRow, ...], Says("分项投资", "Cost by type", section=MONEY)] = ()
    lines: Annotated[tuple[LineRow, ...], Says("投资估算表", "Estimate", section=MONEY)] = ()
    slices: Annotated[tuple[SliceRow, ...], Says("分年度资金需求", "By budget year", section=MONEY)] = ()
    sources: Annotated[tuple[SourceRow, ...], Says("资金来源", "Sources of money", section=MONEY)] = ()

    @property
    def changes_money(self) -> bool:
        """Whether any figure was typed anew."""
        return self.total is not None or bool(self.types or self.lines or self.slices or self.sources)

    @property
    def revised_total(self) -> Decimal:
        """The revised total; zero, which agrees with nothing, when tables were typed without it."""
        return self.total or Decimal(0)
