"""What a district enters of its year."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Kind, LongText, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164

from .models import Grade


class DistrictYearInput(Input):
    """A district's yearly status: who leads, how duties are settled, what was moved forward."""

    year: Annotated[int, Field(ge=2015, le=2100), Says("年度", "Year", cites=M164.art(6))]
    leadership: Annotated[
        LongText,
        Field(min_length=1),
        Says("组织领导", "Leadership", hint=Text("领导小组、分管负责人及议事情况", "Who leads, and when they met")),
    ]
    duties: Annotated[
        LongText,
        Field(min_length=1),
        Says("责任落实", "Duties settled", hint=Text("主管部门、技术管理机构、人员和经费", "Bodies, staff and money")),
    ]
    progress: Annotated[LongText, Field(min_length=1), Says("推进情况", "Progress")]
    document: Annotated[ShortText, Field(min_length=1), Says("报送文件文号", "Number of the report")]


class ResultInput(Input):
    """A unit's result of a year, as a document issued it."""

    unit: Annotated[int, Says("单位", "Unit", cites=M164.art(7, 1), kind=Kind.REFERENCE, refers="unit")]
    year: Annotated[int, Field(ge=2015, le=2100), Says("考核年度", "Year assessed")]
    grade: Annotated[Grade, Says("等次", "Grade", cites=M164.art(7, 1))]
    score: Annotated[
        Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)] | None, Says("得分", "Score")
    ] = None
    document: Annotated[
        Annotated[str, Field(min_length=1, max_length=100)],
        Says(
            "公布结果的文号",
            "Document that issued it",
            hint=Text("更正的结果以新的文件另行登记", "A corrected result is entered by its own document"),
        ),
    ]
    issued_on: Annotated[date, Says("公布日期", "Issued on")]
