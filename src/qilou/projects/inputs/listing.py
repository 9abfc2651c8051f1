"""What is typed on the way to the list."""

from typing import Annotated

from pydantic import Field, model_validator

from qilou.kernel.fields import Input, LongText, Money, Says, ShortText, Wrong
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.projects.models.listing import FinanceOutcome, Tier

from .evaluation import CheckedLine


class SliceLine(Input):
    """What the project takes of one budget year."""

    year: Annotated[int, Field(ge=2015, le=2100), Says("预算年度", "Budget year")]
    amount: Annotated[Money, Field(gt=0), Says("金额", "Amount")]


SLICES = Says(
    "分年度金额",
    "Amounts by budget year",
    hint=Text("不填则保持不变；合计应等于金额", "left blank they stay; they add up to the amount"),
)


def _each_year_once(slices: tuple[SliceLine, ...]) -> None:
    if len({one.year for one in slices}) < len(slices):
        raise Wrong(say("每个预算年度只填一行。", "One row for each budget year."))


class Priority(Input):
    """How urgent the project is, and why."""

    tier: Annotated[Tier, Says("轻重缓急", "Priority tier", cites=M164.art(14, 1))]
    reason: Annotated[ShortText, Field(min_length=1), Says("分类理由", "Reason for the tier", cites=M164.art(14, 1))]
    slices: Annotated[tuple[SliceLine, ...], SLICES] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "Priority":
        _each_year_once(self.slices)
        return self


class FundAssignment(Input):
    """From what a special project is paid."""

    document: Annotated[
        ShortText,
        Field(min_length=1, max_length=200),
        Says("资金依据文号", "Document that provides the money", cites=M164.art(14, 2)),
    ]
    reason: Annotated[LongText, Field(min_length=1), Says("资金安排说明", "How it is to be paid")]


class Reserved(Input):
    """Why a special project waits in reserve, and its place among the others next year."""

    tier: Annotated[Tier, Says("轻重缓急", "Priority tier", cites=M164.art(14, 1))]
    reason: Annotated[ShortText, Field(min_length=1), Says("列为备选的理由", "Reason", cites=M164.art(14, 2))]


class Review(Input):
    """Finance's review of one project."""

    outcome: Annotated[FinanceOutcome, Says("审核结论", "Outcome", cites=M164.art(14, 1))]
    slices: Annotated[
        tuple[SliceLine, ...],
        Says(
            "审核后分年度金额",
            "Amounts by budget year after review",
            hint=Text("仅在调整金额时填写", "only where the amount changes"),
        ),
    ] = ()
    lines: Annotated[
        tuple[CheckedLine, ...],
        Says(
            "逐行审核数",
            "Amounts by estimate line",
            hint=Text("逐行审核的填全各行，不逐行的留空", "every line once, or left blank"),
        ),
    ] = ()
    document: Annotated[ShortText, Field(min_length=1, max_length=200), Says("审核文件文号", "Number of the review")]
    reason: Annotated[LongText, Says("理由", "Reason", hint=Text("调整金额或者不同意的必填", "unless agreed"))] = ""

    @model_validator(mode="after")
    def _consistent(self) -> "Review":
        _each_year_once(self.slices)
        if self.outcome is not FinanceOutcome.AGREED and not self.reason:
            raise Wrong(say("调整金额或者不同意的，应当说明理由。", "Give the reason unless you agree."))
        if (self.outcome is FinanceOutcome.CHANGED) != bool(self.slices):
            raise Wrong(
                say(
                    "调整金额的填写审核后各年度金额，其他情形不填。",
                    "State the amounts by year if, and only if, the amount changes.",
                )
            )
        return self


class Confirmation(Input):
    """The confirmation as a proposed project, with the minutes that decided it."""

    minutes: Annotated[ShortText, Field(max_length=200), Says("会议纪要号", "Number of the meeting's minutes")] = ""


class Declined(Input):
    """What the unit is told when its project leaves the list."""

    reason: Annotated[LongText, Field(min_length=1), Says("理由", "Reasons", cites=M164.art(14, 1))]


class Withdrawal(Input):
    """Why the unit takes its project back."""

    reason: Annotated[LongText, Field(min_length=1), Says("撤回理由", "Reasons")]
