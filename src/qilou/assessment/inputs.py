"""What a district enters of its year."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, LongText, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164


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
