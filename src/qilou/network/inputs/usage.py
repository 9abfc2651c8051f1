"""What a district signs about its delegated blocks each half-year, and why the city sends a return back."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, LongText, Says, each_once
from qilou.law import Text, say
from qilou.network.rules.usage import ARTICLE

Count = Annotated[int, Field(ge=0, le=2**53 - 1)]


class UsageOpening(Input):
    """Which half-year a district returns."""

    year: Annotated[Annotated[int, Field(ge=2015, le=2100)], Says("年度", "Year")]
    half: Annotated[Annotated[int, Field(ge=1, le=2)], Says("半年", "Half-year")]


class UsageRow(Input):
    """One delegated block; of IPv6 networks of length 64 are counted."""

    block: Annotated[Annotated[str, Field(min_length=4, max_length=50)], Says("委托地址段", "Delegated block")]
    used: Annotated[Count, Says("使用中", "In use")]
    held: Annotated[Count, Says("预占", "Held")]
    cooling: Annotated[Count, Says("冷却", "Cooling off")]
    accesses: Annotated[Count, Says("涉及批准件数", "Approved cases")]


BLOCK_ONCE = each_once("block", say("同一地址段只填写一行。", "Enter each block in one row."))


class UsageForm(Input):
    """The district's return (form B10, filing), filled from the platform."""

    lines: Annotated[
        Annotated[tuple[UsageRow, ...], BLOCK_ONCE], Says("委托地址段使用情况", "Use of the blocks", cites=ARTICLE)
    ] = ()
    remarks: Annotated[
        LongText,
        Says(
            "情况说明",
            "Remarks",
            hint=Text(
                "与平台实数或者扫描结果不一致的，必须说明原因",
                "Needed where the figures differ from the recount or from scans",
            ),
        ),
    ] = ""


class UsageSentBack(Input):
    """Why the city sends a return back."""

    reason: Annotated[Annotated[str, Field(min_length=1, max_length=2000)], Says("退回原因", "Reason")]
