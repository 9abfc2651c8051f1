"""What is typed into an application for approval and into the reply to it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import FileHash, Input, Kind, Labelled, LongText, Money, Says, ShortText, each_once
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.law.statutes import INVESTMENT_REGULATION
from qilou.projects.models import RefusalGround

from . import editions
from .evaluation import CheckedLine

CONTENT = Text("建设内容与投资", "Content and money")
BASIS = Text("申请依据", "What the application rests on")
Required = Annotated[str, Field(min_length=1, max_length=300)]
RequiredText = Annotated[str, Field(min_length=1, max_length=20_000), Kind.LONG_TEXT]
Year = Annotated[int, Field(ge=2015, le=2100)]
Positive = Annotated[Money, Field(gt=0)]


class AboutProject(Input):
    """Which project a case is about."""

    project: Annotated[int, Says("项目", "Project", kind=Kind.REFERENCE, refers="project")]


class ContentItem(Input):
    """One item of the content: what the approval fixes and acceptance checks."""

    number: Annotated[Annotated[str, Field(min_length=1, max_length=20)], Says("序号", "No.")]
    name: Annotated[Required, Says("建设内容", "Item")]
    scale: Annotated[ShortText, Says("规模或功能点", "Scale or functions")] = ""


class YearRow(Input):
    """What is needed in one budget year."""

    year: Annotated[Year, Says("年度", "Year")]
    amount: Annotated[Positive, Says("金额", "Amount")]


YearRows = Annotated[tuple[YearRow, ...], each_once("year", say("同一年度只填写一行。", "Enter each year in one row."))]


class Application(Input):
    """The unit's application for approval."""

    budget_number: Annotated[
        Annotated[str, Field(max_length=100)],
        Says(
            "财政部门批准列入预算的文件文号",
            "Finance's document that admits the project to the budget",
            cites=M164.art(16, 2),
            section=BASIS,
        ),
    ] = ""
    budget_issued_on: Annotated[date | None, Says("该文件日期", "Its date", section=BASIS)] = None
    budget_code: Annotated[
        Annotated[str, Field(max_length=60)],
        Says("预算项目编码", "Budget project code", cites=M164.art(16, 2), section=BASIS),
    ] = ""
    budget_year: Annotated[Year, Says("预算年度", "Budget year", section=BASIS)]
    budget_amount: Annotated[Positive, Says("列入预算金额", "Amount in the budget", section=BASIS)]
    budget_file: Annotated[FileHash | None, Says("预算文件", "The document", cites=M164.art(16, 2), section=BASIS)] = (
        None
    )
    project_code: Annotated[
        Annotated[str, Field(max_length=60)],
        Says(
            "投资项目在线审批监管平台项目代码",
            "Code of the online investment platform",
            hint=Text("含房屋建筑、市政工程的项目填写", "Only for projects with building works"),
            cites=INVESTMENT_REGULATION.art(10),
            section=BASIS,
        ),
    ] = ""
    total: Annotated[Positive, Says("申请立项总投资", "Total asked for", cites=M164.art(16, 2), section=CONTENT)]
    years: Annotated[YearRows, Says("分年度金额", "By budget year", section=CONTENT)] = ()
    items: Annotated[
        tuple[ContentItem, ...], Says("建设内容", "Content, item by item", cites=M164.art(16, 2), section=CONTENT)
    ] = ()
    starts_on: Annotated[date, Says("建设起始日期", "Begins on", section=CONTENT)]
    ends_on: Annotated[date, Says("建设完成日期", "Done by", section=CONTENT)]
    departure: Annotated[
        LongText,
        Says(
            "与评审意见不一致的理由",
            "Why it departs from the opinion",
            hint=Text("金额超过评审意见建议的必填", "Required above the amount that the opinion suggests"),
            cites=M164.art(16, 2),
            section=CONTENT,
        ),
    ] = ""


class Material(Labelled):
    """What an application must contain; a return names one of these."""

    OPINION = "opinion", "评审意见", "Evaluation opinion"
    BUDGET_DOCUMENT = "budget_document", "财政部门批准列入预算的文件", "Finance's budget document"
    CONTENT = "content", "申请内容", "Content of the application"


class Defect(Input):
    """One thing that keeps a material from meeting the requirements."""

    material: Annotated[Material, Says("材料", "Material", cites=M164.art(16, 2))]
    defect: Annotated[Required, Says("不符合要求之处", "What falls short")]


class Return(Input):
    """Everything that is deficient, told at once."""

    defects: Annotated[
        tuple[Defect, ...],
        Says(
            "不符合要求的材料",
            "What is deficient",
            hint=Text("只退回一次，请一次列全", "It is returned once only: list everything"),
            cites=M164.art(16, 2),
        ),
    ] = ()


class Reply(Input):
    """What the approval fixes."""

    edition = editions.APPROVAL_REPLY

    total: Annotated[Positive, Says("批复总投资", "Approved total", cites=M164.art(16, 2))]
    years: Annotated[YearRows, Says("分年度金额", "By budget year")] = ()
    items: Annotated[
        tuple[ContentItem, ...],
        Says(
            "批准的建设内容",
            "Approved content",
            hint=Text("变更和验收以此为准", "Changes and acceptance are measured against it"),
            cites=M164.art(16, 2),
        ),
    ] = ()
    lines: Annotated[
        tuple[CheckedLine, ...],
        Says(
            "批准的投资表",
            "Approved estimate",
            hint=Text(
                "逐行批复的填写，每行一次，合计等于批复总投资", "Optional: each line once; they add up to the total"
            ),
            cites=M164.art(16, 2),
        ),
    ] = ()
    departure: Annotated[
        LongText, Says("与评审意见不一致的理由", "Why it departs from the opinion", cites=M164.art(16))
    ] = ""
    assessment_note: Annotated[
        LongText,
        Says(
            "对绩效考核结果的考虑",
            "How the performance result was taken into account",
            hint=Text("最近一次考核不合格的必填", "Required when the latest result is unsatisfactory"),
            cites=M164.art(7, 1),
        ),
    ] = ""
    requirements: Annotated[LongText, Says("其他要求", "Further requirements")] = ""


class Refusal(Input):
    """Why an application is refused."""

    ground: Annotated[RefusalGround, Says("不予批准的依据", "Ground", cites=M164.art(16, 2))]
    reason: Annotated[LongText, Says("不予批准的理由", "Reasons", cites=M164.art(16, 2))]


class Restatement(Input):
    """What the works really are, when that takes the project to the other body."""

    includes_construction: Annotated[
        bool,
        Says(
            "含房屋建筑及其附属设施或者市政工程",
            "Includes buildings, auxiliary facilities or municipal engineering",
            cites=M164.art(15),
        ),
    ] = False
    reason: Annotated[RequiredText, Says("情况说明", "What has changed")]


class Withdrawal(Input):
    """Why the unit takes its application back."""

    reason: Annotated[LongText, Says("撤回原因（可不填）", "Reason (optional)")] = ""
