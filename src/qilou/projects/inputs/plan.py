"""What is typed about the overall plan: its draft, the government's approval, its publication."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from qilou.kernel.fields import FileHash, Input, LongText, Says, ShortText, Wrong
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.projects.models.plan import Level, Purpose


class ItemLine(Input):
    """One item of the plan."""

    code: Annotated[str, Field(min_length=1, max_length=20), Says("编号", "Code")]
    title: Annotated[ShortText, Field(min_length=1), Says("条目", "Item")]
    content: Annotated[LongText, Says("内容和要求", "Content")] = ""


class HigherLine(Input):
    """One plan that it follows."""

    level: Annotated[Level, Says("层级", "Level")]
    title: Annotated[ShortText, Field(min_length=1), Says("规划名称", "Title")]
    document: Annotated[str, Field(min_length=1, max_length=100), Says("文号", "Document number")]


class PlanDraft(Input):
    """The plan's text as data: what it is for, its items, what it follows."""

    title: Annotated[ShortText, Field(min_length=1), Says("规划名称", "Title", cites=M164.art(8, 1))]
    from_year: Annotated[int, Field(ge=2015, le=2100), Says("规划期起始年", "First year")]
    to_year: Annotated[int, Field(ge=2015, le=2100), Says("规划期终止年", "Last year")]
    needs: Annotated[
        LongText,
        Field(min_length=1),
        Says("本地发展需要", "The area's development needs", cites=M164.art(8, 1)),
    ]
    purposes: Annotated[
        tuple[Purpose, ...], Says("对应本办法目的", "Purposes of the Measures served", cites=M164.art(1))
    ] = ()
    items: Annotated[
        tuple[ItemLine, ...],
        Says("规划条目", "Items", hint=Text("预审时按条目引用", "pre-review cites them by code")),
    ] = ()
    follows: Annotated[
        tuple[HigherLine, ...],
        Says("衔接的上级规划", "Higher plans followed", cites=M164.art(8, 1)),
    ] = ()
    file: Annotated[FileHash | None, Says("规划文本", "Text of the plan")] = None

    @model_validator(mode="after")
    def _consistent(self) -> "PlanDraft":
        if self.to_year < self.from_year:
            raise Wrong(say("规划期终止年不能早于起始年。", "The last year cannot come before the first."))
        if len({one.code for one in self.items}) < len(self.items):
            raise Wrong(say("规划条目编号不能重复。", "Two items have the same code."))
        if len({one.document for one in self.follows}) < len(self.follows):
            raise Wrong(say("同一上级规划只列一次。", "List each higher plan once."))
        return self


class PlanApproval(Input):
    """The government's decision."""

    number: Annotated[
        str, Field(min_length=1, max_length=100), Says("批准文件文号", "Number of the approval", cites=M164.art(8, 1))
    ]
    approved_on: Annotated[date, Says("批准日期", "Approved on", cites=M164.art(8, 1))]
    minutes: Annotated[str, Field(max_length=100), Says("会议纪要号", "Number of the meeting's minutes")] = ""


class RecordedApproval(PlanApproval):
    """The government's decision, entered by the authority from the document itself."""

    file: Annotated[FileHash, Says("批准文件扫描件", "Scan of the approval")]


class PlanReturn(Input):
    """Why the government sends a draft back."""

    reason: Annotated[LongText, Field(min_length=1), Says("退回意见", "Reasons")]


class PlanAbandoned(Input):
    """Why a draft is given up."""

    reason: Annotated[LongText, Field(min_length=1), Says("终止理由", "Reasons")]


class PlanPublication(Input):
    """Where and when the approved plan was published."""

    published_on: Annotated[date, Says("公布日期", "Published on", cites=M164.art(8, 1))]
    published_in: Annotated[
        ShortText,
        Field(min_length=1),
        Says("公布载体", "Published in", hint=Text("如政府公报期号、政府网站栏目", "gazette issue or website section")),
    ]
