"""An expert's own sheet, and why one is excused."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Kind, LongText, Says
from qilou.law import Text
from qilou.law.measures import M164
from qilou.projects.models import ExpertVote

from . import editions
from .evaluation import CheckedLine, CommentRow

EXPERTS = M164.art(13, 1, 2)
SCORES = Text("评分（必要性30、可行性25、合理性25、共享集约10、安全10）", "Scores (30, 25, 25, 10, 10)")
Thirty = Annotated[Decimal, Field(ge=0, le=30, max_digits=4, decimal_places=2)]
TwentyFive = Annotated[Decimal, Field(ge=0, le=25, max_digits=4, decimal_places=2)]
Ten = Annotated[Decimal, Field(ge=0, le=10, max_digits=4, decimal_places=2)]


class Sheet(Input):
    """Filed before the others' sheets can be seen."""

    edition = editions.EXPERT_SHEET

    no_interest: Annotated[
        bool, Says("本人与项目无利害关系", "I have no interest in this project", cites=M164.art(5))
    ] = False
    necessity: Annotated[Thirty, Says("必要性（30）", "Necessity (30)", cites=EXPERTS, section=SCORES)]
    feasibility: Annotated[TwentyFive, Says("可行性（25）", "Feasibility (25)", cites=EXPERTS, section=SCORES)]
    reasonableness: Annotated[TwentyFive, Says("合理性（25）", "Reasonableness (25)", cites=EXPERTS, section=SCORES)]
    sharing: Annotated[Ten, Says("共享集约（10）", "Sharing (10)", section=SCORES)]
    security: Annotated[Ten, Says("安全（10）", "Security (10)", section=SCORES)]
    vote: Annotated[ExpertVote, Says("结论", "Conclusion")]
    opinion: Annotated[
        Annotated[str, Field(min_length=1, max_length=20_000), Kind.LONG_TEXT], Says("评审意见", "Opinion")
    ]
    comments: Annotated[tuple[CommentRow, ...], Says("修改意见", "Comments")] = ()
    cuts: Annotated[tuple[CheckedLine, ...], Says("投资核减建议（填核定数）", "Suggested amounts by line")] = ()


class OwnRecusal(Input):
    """Why an expert does not judge one project of the agenda."""

    reason: Annotated[LongText, Field(min_length=1), Says("回避理由", "Why recused", cites=M164.art(5))]


class Excuse(Input):
    """Why an expert files no sheet."""

    reason: Annotated[LongText, Field(min_length=1), Says("回避或者缺席理由", "Why excused", cites=M164.art(5))]
