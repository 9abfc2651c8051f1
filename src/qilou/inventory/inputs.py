"""What is typed about a system: one older than the platform, what is put right of it, why it is taken out of use."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Kind, LongText, Money, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164

Required = Annotated[str, Field(min_length=1, max_length=200)]

Users = Annotated[
    Annotated[int, Field(ge=0, le=100_000_000)] | None,
    Says(
        "近十二个月活跃用户数",
        "Active users in twelve months",
        hint=Text("无人使用填 0；不掌握的不填", "0 if nobody uses it; leave it empty if you do not know"),
        cites=M164.art(4),
    ),
]


class OldSystem(Input):
    """A system that was in operation before the platform."""

    unit: Annotated[int, Says("使用单位", "Unit", kind=Kind.REFERENCE, refers="unit")]
    name: Annotated[Annotated[str, Field(min_length=1, max_length=300)], Says("系统名称", "Name")]
    description: Annotated[LongText, Says("功能", "What it does", cites=M164.art(4))] = ""
    document: Annotated[
        Required,
        Says(
            "证明文件文号",
            "Document that proves it",
            hint=Text("验收报告、批复或者合同的文号", "Number of its acceptance report, approval or contract"),
        ),
    ]
    operating_since: Annotated[date, Says("上线日期", "In operation since")]
    security_grade: Annotated[Annotated[str, Field(max_length=20)], Says("安全保护等级", "Security grade")] = ""
    annual_cost: Annotated[Money | None, Says("年运维费", "Yearly running cost")] = None
    active_users: Users = None


class Retirement(Input):
    """Why a system is taken out of use."""

    reason: Annotated[ShortText, Field(min_length=1), Says("停用原因", "Why it is retired")]


class SystemRow(Input):
    """What its keeper can put right of a system; the rest follows from acceptance, document and retirement."""

    name: Annotated[Annotated[str, Field(min_length=1, max_length=300)], Says("系统名称", "Name")]
    description: Annotated[LongText, Says("功能", "What it does", cites=M164.art(4))] = ""
    security_grade: Annotated[Annotated[str, Field(max_length=20)], Says("安全保护等级", "Security grade")] = ""
    annual_cost: Annotated[Money | None, Says("年运维费", "Yearly running cost")] = None
    active_users: Users = None


class SystemRows(Input):
    """The inventory as a sheet that goes out and comes back."""

    systems: Annotated[tuple[SystemRow, ...], Says("系统清册", "Inventory of systems")] = ()


class Corrected(Input):
    """Why entries of the inventory are put right."""

    reason: Annotated[ShortText, Field(min_length=1), Says("更正事由", "Why they are put right")]
