"""What a district signs about its projects each quarter, and why the city sends a return back."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, LongText, Money, Says, each_once
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.projects.models.project import Stage

from .approval import RequiredText, Year

Count = Annotated[int, Field(ge=0, le=100_000)]


class ReturnOpening(Input):
    """Which quarter a district reports."""

    year: Annotated[Year, Says("年度", "Year")]
    quarter: Annotated[Annotated[int, Field(ge=1, le=4)], Says("季度", "Quarter")]


class ReturnRow(Input):
    """The district's projects at one stage."""

    stage: Annotated[Stage, Says("阶段", "Stage")]
    projects: Annotated[Count, Says("项目数", "Projects")]
    approved: Annotated[Money, Says("批准总投资", "Approved")]
    contracted: Annotated[Money, Says("合同金额", "Contracted")]
    paid: Annotated[Money, Says("已付金额", "Paid")]


STAGE_ONCE = each_once("stage", say("同一阶段只填写一行。", "Enter each stage in one row."))


class ReturnForm(Input):
    """The district's return, filled from the platform."""

    lines: Annotated[
        Annotated[tuple[ReturnRow, ...], STAGE_ONCE],
        Says("各阶段项目", "Projects by stage", cites=M164.art(21)),
    ] = ()
    remarks: Annotated[
        LongText,
        Says(
            "情况说明",
            "Remarks",
            hint=Text("与平台统计不一致的，必须说明原因", "Needed where the figures differ from the platform's"),
        ),
    ] = ""


class SentBack(Input):
    """Why the city sends a return back."""

    reason: Annotated[RequiredText, Says("退回原因", "Reason")]
