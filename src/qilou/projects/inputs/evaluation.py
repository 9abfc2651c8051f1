"""What is typed during evaluation: assignment, report, panel, revision, opinion."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import FileHash, Input, Kind, LongText, Money, Says
from qilou.law import Text
from qilou.law.measures import M164
from qilou.projects.models import Adopted, Satisfied

from . import editions
from .revision import Revision

THIRD_PARTY = M164.art(13, 1, 1)
EXPERTS = M164.art(13, 1, 2)
OPINION = M164.art(13, 1, 3)
Required = Annotated[str, Field(min_length=1, max_length=200)]
RequiredText = Annotated[str, Field(min_length=1, max_length=20_000), Kind.LONG_TEXT]


class BidderRow(Input):
    """Who competed to review."""

    name: Annotated[Required, Says("参与机构", "Bidder")]
    result: Annotated[Required, Says("评比结果", "Result")]
    price: Annotated[Money | None, Says("报价", "Bid")] = None
    no_interest: Annotated[
        bool, Says("已声明与项目及可能的供应商无利害关系", "Declared to have no interest", cites=THIRD_PARTY)
    ] = False
    chosen: Annotated[bool, Says("选定", "Chosen")] = False


class Assignment(Input):
    """The third party, and the open competition by which it was chosen."""

    reviewer: Annotated[
        int, Says("第三方评审机构", "Third party", cites=THIRD_PARTY, kind=Kind.REFERENCE, refers="third_party")
    ]
    competition: Annotated[Required, Says("公开竞争记录编号", "Record of the open competition", cites=THIRD_PARTY)]
    competed_on: Annotated[date, Says("选定日期", "Chosen on")]
    result: Annotated[Required, Says("选取结果文号或公告", "Result (document or announcement)")]
    bidders: Annotated[
        tuple[BidderRow, ...],
        Says("参与竞争的机构", "Bidders", hint=Text("勾选选定的一家", "Tick the one chosen"), cites=THIRD_PARTY),
    ] = ()


class CheckedLine(Input):
    """What the reviewer makes of one estimate line."""

    number: Annotated[int, Field(ge=1), Says("行号", "Line")]
    name: Annotated[Annotated[str, Field(max_length=200)], Says("名称", "Item")] = ""
    amount: Annotated[Money, Says("核定数", "Checked amount")]
    reason: Annotated[Annotated[str, Field(max_length=300)], Says("核减理由", "Reason for a cut")] = ""


class ThirdPartyReport(Input):
    """The preliminary review report."""

    edition = editions.THIRD_PARTY_REPORT

    number: Annotated[Required, Says("报告编号", "Report no.")]
    dated: Annotated[date, Says("报告日期", "Date", cites=THIRD_PARTY)]
    signed_by: Annotated[Annotated[str, Field(max_length=100)], Says("评审人员签名", "Signed by", personal=True)] = ""
    no_interest: Annotated[
        bool,
        Says(
            "本机构和评审人员与项目及可能的供应商无利害关系", "We have no interest in the project or likely suppliers"
        ),
    ] = False
    interests: Annotated[
        RequiredText,
        Says(
            "利益关系声明",
            "Declaration of interests",
            hint=Text("与项目及可能的供应商的关系", "towards the project and likely suppliers"),
        ),
    ]
    reviewed: Annotated[LongText, Says("审阅资料清单及版本", "Papers reviewed, with their versions")] = ""
    necessity: Annotated[Satisfied, Says("必要性结论", "Necessity", cites=M164.art(13))]
    necessity_reason: Annotated[LongText, Says("必要性理由", "Why")] = ""
    feasibility: Annotated[Satisfied, Says("可行性结论", "Feasibility", cites=M164.art(13))]
    feasibility_reason: Annotated[LongText, Says("可行性理由", "Why")] = ""
    reasonableness: Annotated[Satisfied, Says("合理性结论", "Reasonableness", cites=M164.art(13))]
    reasonableness_reason: Annotated[LongText, Says("合理性理由", "Why")] = ""
    duplication: Annotated[
        LongText, Says("与现有系统重复性分析", "Duplication of existing systems", cites=M164.art(4))
    ] = ""
    lines: Annotated[tuple[CheckedLine, ...], Says("投资核定表", "Checked estimate", cites=THIRD_PARTY)] = ()
    conclusion: Annotated[RequiredText, Says("主要问题、建议和结论", "Problems, advice, conclusion")]
    paper: Annotated[FileHash | None, Says("报告文件", "Report file")] = None


class PanelOpinion(Input):
    """What the panel concludes."""

    edition = editions.PANEL_OPINION

    necessity: Annotated[RequiredText, Says("必要性意见", "Necessity", cites=M164.art(13))]
    feasibility: Annotated[RequiredText, Says("可行性意见", "Feasibility", cites=M164.art(13))]
    reasonableness: Annotated[RequiredText, Says("合理性意见", "Reasonableness", cites=M164.art(13))]
    suggested: Annotated[Money | None, Says("建议投资", "Suggested investment")] = None
    lines: Annotated[tuple[CheckedLine, ...], Says("专家核定表（有核减才填）", "Amounts by line (where cut)")] = ()
    discussion: Annotated[
        LongText, Says("评分差异的讨论情况", "How the difference of scores was discussed", cites=EXPERTS)
    ] = ""
    dissent: Annotated[LongText, Says("不同意见", "Dissent", hint=Text("姓名与理由", "name and reason"))] = ""
    minutes: Annotated[Required, Says("会议纪要编号", "Minutes no.", cites=EXPERTS)]
    paper: Annotated[FileHash | None, Says("专家组意见（全体签名）", "Panel opinion signed by all")] = None


class CommentRow(Input):
    """One numbered comment."""

    text: Annotated[RequiredText, Says("修改意见", "Comment")]
    must: Annotated[bool, Says("必改", "Must")] = False


class PanelRevision(PanelOpinion):
    """That the project passes once it is revised, and how."""

    comments: Annotated[
        Annotated[tuple[CommentRow, ...], Field(min_length=1)], Says("逐条修改意见", "Comments", cites=EXPERTS)
    ]


class CommentAnswer(Input):
    """How one comment was taken up."""

    number: Annotated[int, Field(ge=1), Says("意见序号", "Comment no.")]
    adopted: Annotated[Adopted, Says("采纳情况", "Adopted")]
    response: Annotated[RequiredText, Says("说明", "Answer")]
    place: Annotated[Annotated[str, Field(max_length=200)], Says("修改位置", "Where revised")] = ""


class RevisedProgramme(Revision):
    """The unit's answers to the panel with its revised programme."""

    answers: Annotated[tuple[CommentAnswer, ...], Says("专家意见采纳情况", "Answers to the comments")] = ()


class Confirmation(Input):
    """The lead expert's word that the revision answers the panel."""

    remark: Annotated[RequiredText, Says("复核意见", "Confirmation", cites=EXPERTS)]


class SendBack(Input):
    """Why the lead expert is not satisfied."""

    reason: Annotated[RequiredText, Says("仍需修改之处", "What is still to be revised")]


class OpinionTexts(Input):
    """The findings that every opinion has."""

    necessity: Annotated[LongText, Says("必要性", "Necessity", cites=M164.art(13))] = ""
    feasibility: Annotated[LongText, Says("可行性", "Feasibility", cites=M164.art(13))] = ""
    reasonableness: Annotated[LongText, Says("合理性", "Reasonableness", cites=M164.art(13))] = ""


class PassingOpinion(OpinionTexts):
    """The opinion that a project passes."""

    suggested: Annotated[Money | None, Says("建议投资", "Suggested investment", cites=OPINION)] = None
    conditions: Annotated[LongText, Says("条件和要求", "Conditions")] = ""


class FailingOpinion(OpinionTexts):
    """The opinion that a project does not pass."""

    reason: Annotated[RequiredText, Says("不通过的理由", "Reasons", cites=OPINION)]


class DirectOpinion(PassingOpinion):
    """The opinion on a special declaration, issued directly."""

    direct_reason: Annotated[
        LongText, Says("直接出具评审意见的理由", "Why it is issued directly", cites=M164.art(13, 2))
    ] = ""


class DirectRefusal(FailingOpinion):
    """The opinion that a special declaration does not pass, issued directly."""

    direct_reason: Annotated[
        LongText, Says("直接出具评审意见的理由", "Why it is issued directly", cites=M164.art(13, 2))
    ] = ""
