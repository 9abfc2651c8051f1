"""What is typed when a project is changed and when the approver decides on it."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Labelled, LongText, Money, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164
from qilou.projects.models import Aspect, ItemChange

from .approval import Positive, Required, YearRows

ZERO = Decimal("0.00")


class ChangedItem(Input):
    """What happens to one item of the approved content."""

    number: Annotated[
        Annotated[str, Field(min_length=1, max_length=20)],
        Says(
            "序号", "No.", hint=Text("按批复的序号；新增的用新序号", "As in the approval; a new one for an added item")
        ),
    ]
    what: Annotated[ItemChange, Says("调整方式", "What happens")]
    name: Annotated[Required, Says("建设内容", "Item")]
    scale: Annotated[ShortText, Says("调整后的规模或功能点", "Scale or functions afterwards")] = ""


class ChangeForm(Input):
    """A change as the unit puts it."""

    reason: Annotated[LongText, Says("变更理由", "Reason", cites=M164.art(20))]
    increase: Annotated[Money, Says("本次调增", "Increase", cites=M164.art(20))] = ZERO
    decrease: Annotated[Money, Says("本次调减", "Decrease", cites=M164.art(20))] = ZERO
    aspects: Annotated[
        tuple[Aspect, ...],
        Says(
            "涉及的方面",
            "What it touches",
            hint=Text("增加、取消内容和周期改变由系统自行识别", "Items and the period are recognised by themselves"),
            cites=M164.art(20),
        ),
    ] = ()
    items: Annotated[tuple[ChangedItem, ...], Says("建设内容的调整", "Items changed", cites=M164.art(20))] = ()
    ends_on: Annotated[
        date | None,
        Says("调整后的建设完成日期", "Done by, afterwards", hint=Text("不变的不填", "Leave blank if unchanged")),
    ] = None


class MoneySource(Labelled):
    """From what an increase is paid."""

    FUND = "fund", "电子政务专项资金", "The earmarked fund"
    OTHER = "other", "其他预算资金", "Another budget"


class Reapproval(Input):
    """What the new approval fixes, and from what an increase is paid."""

    total: Annotated[Positive, Says("重新批准的总投资", "New total", cites=M164.art(20))]
    years: Annotated[YearRows, Says("分年度金额", "By budget year")] = ()
    source: Annotated[
        MoneySource,
        Says("增加投资的资金来源", "What pays an increase", cites=M164.art(8, 2)),
    ] = MoneySource.FUND
    source_document: Annotated[
        Annotated[str, Field(max_length=200)],
        Says(
            "资金来源文件文号",
            "Document of the source",
            hint=Text("增加投资的必填", "Required for an increase"),
            cites=M164.art(8, 2),
        ),
    ] = ""
    opinion: Annotated[LongText, Says("审核意见", "Opinion")] = ""


class ChangeRefusal(Input):
    """Why a change is refused."""

    reason: Annotated[LongText, Says("不予批准的理由", "Reasons", cites=M164.art(20))]
