"""What is typed about trial run, preliminary and final acceptance, and operation."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import FileHash, Input, LongText, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164
from qilou.law.statutes import PROCUREMENT
from qilou.projects.models import Conclusion, EvidenceKind, ItemResult

from . import editions
from .approval import Required, RequiredText


class MemberRow(Input):
    """A member of the acceptance group; each states to have no ties to those whose work is accepted."""

    name: Annotated[Annotated[str, Field(min_length=1, max_length=60)], Says("姓名", "Name", personal=True)]
    organisation: Annotated[Required, Says("单位", "Organisation")]
    opinion: Annotated[ShortText, Says("意见", "Opinion")] = ""


class Preliminary(Input):
    """The result of a preliminary acceptance that passed."""

    held_on: Annotated[date, Says("初步验收日期", "Held on", cites=M164.art(19, 1))]
    opinion: Annotated[RequiredText, Says("初步验收意见", "Opinion")]
    members: Annotated[tuple[MemberRow, ...], Says("验收组成员", "Members of the group")] = ()
    file: Annotated[FileHash | None, Says("初步验收报告", "Report")] = None


class Failed(Input):
    """The result of an acceptance that did not pass."""

    held_on: Annotated[date, Says("验收日期", "Held on", cites=M164.art(19, 1))]
    reason: Annotated[LongText, Says("不合格事项与整改要求", "What failed and what to do", cites=M164.art(19, 2))]
    rectify_by: Annotated[date | None, Says("整改期限", "To be put right by")] = None
    file: Annotated[FileHash | None, Says("验收报告", "Report")] = None


class TrialStart(Input):
    """The beginning of the trial run."""

    started_on: Annotated[date, Says("试运行开始日期", "Began on", cites=M164.art(19, 1))]
    plan: Annotated[LongText, Says("试运行方案", "Plan")] = ""


class TrialLog(Input):
    """One entry of the trial run's log."""

    day: Annotated[date, Says("日期", "Date", cites=M164.art(19, 1))]
    event: Annotated[RequiredText, Says("运行情况", "How it ran")]
    is_fault: Annotated[bool, Says("属于故障", "It was a fault")] = False
    handling: Annotated[LongText, Says("处理情况", "What was done")] = ""


class TrialEnd(Input):
    """The end of the trial run."""

    report: Annotated[
        Annotated[str, Field(min_length=1, max_length=100)], Says("试运行报告编号", "Number of the trial-run report")
    ]
    file: Annotated[FileHash | None, Says("试运行报告", "Report")] = None


class ItemCheck(Input):
    """What was found of one approved item."""

    number: Annotated[
        Annotated[str, Field(min_length=1, max_length=20)],
        Says("批复序号", "No. in the approval", cites=M164.art(19, 1)),
    ]
    result: Annotated[ItemResult, Says("完成情况", "Result")]
    evidence: Annotated[ShortText, Says("证据", "Evidence")] = ""


class ProofRow(Input):
    """A proof by a named institution."""

    kind: Annotated[EvidenceKind, Says("证明", "Proof", cites=M164.art(38, 2))]
    institution: Annotated[Required, Says("出具机构", "Institution")]
    number: Annotated[Required, Says("编号", "Number")]
    conclusion: Annotated[Conclusion, Says("结论", "Conclusion")]
    dated: Annotated[date, Says("日期", "Date")]


class FinalAcceptance(Input):
    """The acceptance of the project against what was approved."""

    edition = editions.ACCEPTANCE_REPORT

    held_on: Annotated[date, Says("验收日期", "Held on", cites=M164.art(19, 1))]
    checks: Annotated[
        tuple[ItemCheck, ...],
        Says(
            "逐项核对批准的建设内容",
            "Each approved item",
            hint=Text("每项恰好一次", "Each exactly once"),
            cites=M164.art(19, 1),
        ),
    ] = ()
    proofs: Annotated[
        tuple[ProofRow, ...],
        Says("测试、测评和其他证明", "Tests, assessments and other proof", cites=M164.art(38, 2)),
    ] = ()
    members: Annotated[
        tuple[MemberRow, ...],
        Says(
            "验收组成员",
            "Members of the group",
            hint=Text(
                "不得来自承建、设计、监理、测试单位。", "None from those who built, designed, supervised or tested."
            ),
            cites=PROCUREMENT.art(41),
        ),
    ] = ()
    opinion: Annotated[RequiredText, Says("验收意见", "Opinion")]
    security_grade: Annotated[Annotated[str, Field(max_length=20)], Says("安全保护等级", "Security grade")] = ""
    file: Annotated[FileHash | None, Says("验收报告", "Acceptance report", cites=M164.art(19, 2))] = None


class Rectified(Input):
    """What was put right after a failed acceptance."""

    rectified: Annotated[RequiredText, Says("整改完成情况", "What was put right", cites=M164.art(19, 2))]


class Operation(Input):
    """From when the system is in operation."""

    on: Annotated[date, Says("投入使用日期", "In operation from", cites=M164.art(19, 2))]
