"""What an import of projects asks: which column is what, in which unit amounts are, whose portfolio it is."""

from typing import Annotated

from qilou.kernel.fields import Input, Kind, Labelled, Says, ShortText
from qilou.law import Text


class AmountUnit(Labelled):
    """What a bare number in the amount column counts."""

    YUAN = "1", "元", "Units (yuan, dollars)"
    WAN = "10000", "万元", "Ten thousands (万元)"
    MILLION = "1000000", "百万元", "Millions"


class Columns(Input):
    """The mapping of an import; a column is named as the file's header names it."""

    portfolio: Annotated[
        ShortText,
        Says("项目库名称", "Portfolio", hint=Text("如：加拿大联邦 2019", "For example: Canada federal 2019")),
    ]
    jurisdiction: Annotated[
        ShortText,
        Says(
            "辖区代码",
            "Jurisdiction code",
            hint=Text(
                "外部项目库自己的代码，大写字母，如 CA-GC", "A code of the portfolio's own in capitals, such as CA-GC"
            ),
        ),
    ]
    document: Annotated[ShortText, Says("来源文件（文号、日期）", "Source document (number, date)")]
    name: Annotated[
        ShortText, Says("项目名称列", "Column of the project's name", kind=Kind.REFERENCE, refers="columns")
    ]
    unit: Annotated[ShortText, Says("单位列", "Column of the unit", kind=Kind.REFERENCE, refers="columns")]
    description: Annotated[
        ShortText, Says("项目内容列", "Column of the description", kind=Kind.REFERENCE, refers="columns")
    ] = ""
    amount: Annotated[ShortText, Says("金额列", "Column of the amount", kind=Kind.REFERENCE, refers="columns")] = ""
    amount_unit: Annotated[AmountUnit, Says("金额单位", "Unit of bare amounts")] = AmountUnit.YUAN
    source_id: Annotated[
        ShortText, Says("原编号列", "Column of the original id", kind=Kind.REFERENCE, refers="columns")
    ] = ""
    completion: Annotated[
        ShortText, Says("预计完成列", "Column of the expected completion", kind=Kind.REFERENCE, refers="columns")
    ] = ""
