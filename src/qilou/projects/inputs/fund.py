"""What finance types about the earmarked fund."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Labelled, Money, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164


class Direction(Labelled):
    """Which way an adjustment goes."""

    INCREASE = "increase", "追加", "Increase"
    DECREASE = "decrease", "核减", "Decrease"


class Arrangement(Input):
    """The fund of one budget year."""

    year: Annotated[int, Field(ge=2015, le=2100), Says("预算年度", "Budget year", cites=M164.art(8, 2))]
    amount: Annotated[Money, Field(gt=0), Says("专项资金金额", "Amount of the fund", cites=M164.art(8, 2))]
    document: Annotated[
        ShortText,
        Field(min_length=1, max_length=200),
        Says(
            "安排文件文号",
            "Number of the document that arranges it",
            hint=Text("含会议纪要号", "with the minutes' number"),
        ),
    ]
    kept_for_special: Annotated[
        Money,
        Says(
            "其中预留专项申报项目",
            "Of it, kept for special declarations",
            hint=Text(
                "仅在按“预留部分”安排专项申报资金时填写", "only where special projects are paid from a kept slice"
            ),
        ),
    ] = Decimal("0.00")


class Adjustment(Input):
    """A change of a year's fund during the year."""

    direction: Annotated[Direction, Says("调整方向", "Direction")]
    amount: Annotated[Money, Field(gt=0), Says("调整金额", "By how much", cites=M164.art(8, 2))]
    document: Annotated[
        ShortText, Field(min_length=1, max_length=200), Says("调整文件文号", "Number of the document that adjusts it")
    ]
    reason: Annotated[ShortText, Field(min_length=1), Says("调整事由", "Reason")]
