"""What is typed during pre-review: findings, the three outcomes, finance's reply, the unit's report."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Kind, Labelled, LongText, Money, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164
from qilou.projects.models import Conformity, HitAnswer, Principle

from .revision import Revision

Required = Annotated[str, Field(min_length=1, max_length=200)]
RequiredText = Annotated[str, Field(min_length=1, max_length=20_000), Kind.LONG_TEXT]


class FindingRow(Input):
    """A finding on one principle."""

    principle: Annotated[Principle, Says("原则", "Principle", cites=M164.art(4))]
    conformity: Annotated[Conformity, Says("结论", "Finding", cites=M164.art(12))]
    reason: Annotated[RequiredText, Says("理由", "Reason")]
    plan_item: Annotated[
        Annotated[str, Field(max_length=60)],
        Says("对应规划条目", "Plan item", cites=M164.art(12), kind=Kind.REFERENCE, refers="plan_item"),
    ] = ""
    provision: Annotated[Annotated[str, Field(max_length=200)], Says("对应规定", "Provision", cites=M164.art(12))] = ""


class Findings(Input):
    """The findings on the six principles."""

    findings: Annotated[
        Annotated[tuple[FindingRow, ...], Field(min_length=1)],
        Says(
            "六项原则的审查意见",
            "Findings on the six principles",
            hint=Text(
                "每项原则一行，引用现行总体规划条目或者有关规定", "One row a principle, citing a plan item or provision"
            ),
            cites=M164.art(4),
        ),
    ]


class HitRow(Input):
    """A finding on one that looks like this project."""

    thing: Annotated[
        Annotated[str, Field(min_length=1, max_length=60)],
        Says("相近的项目或者系统", "Project or system that is near", kind=Kind.REFERENCE, refers="hit"),
    ]
    finding: Annotated[HitAnswer, Says("结论", "Finding", cites=M164.art(4))]
    reason: Annotated[
        RequiredText,
        Says("理由（重合的写明如何解决）", "Why (and how an overlap is resolved)"),
    ]


class HitFindings(Input):
    """What a person finds of each likely duplicate."""

    hits: Annotated[
        Annotated[tuple[HitRow, ...], Field(min_length=1)],
        Says(
            "逐项结论",
            "Findings one by one",
            hint=Text("相似度只是线索，是否重复由人判断", "Likeness is a hint only; a person judges"),
            cites=M164.art(4),
        ),
    ]


class OwnPartRow(Input):
    """A finding on a part that may be the unit's own."""

    part: Annotated[
        Annotated[str, Field(min_length=1, max_length=40)],
        Says("疑似自建的内容", "Part that may be own", kind=Kind.REFERENCE, refers="own_part"),
    ]
    own: Annotated[bool, Says("属于自建", "It is own", cites=M164.art(23, 2))] = False
    reason: Annotated[RequiredText, Says("理由", "Reason")]


class OwnPartFindings(Input):
    """Whether each part that sounds like an own network or office system is one."""

    parts: Annotated[
        Annotated[tuple[OwnPartRow, ...], Field(min_length=1)],
        Says(
            "逐项结论",
            "Findings one by one",
            hint=Text(
                "用语只是线索；属于自建的，须先经第二十四条或者第三十二条批准",
                "Words are a hint only; what is own is approved under Article 24 or 32 first",
            ),
            cites=M164.art(32),
        ),
    ]


class Passing(Input):
    """That a project passes."""

    remark: Annotated[LongText, Says("预审意见（可不填）", "Remark (optional)")] = ""


class Returning(Input):
    """Why a project is returned."""

    reason: Annotated[RequiredText, Says("退回理由", "Reasons", cites=M164.art(12, 1, 1))]


class GuidanceRow(Input):
    """One thing to improve."""

    text: Annotated[RequiredText, Says("优化事项", "To improve")]


class Guiding(Input):
    """What the unit is guided to improve, and the money for it that finance is consulted on."""

    reason: Annotated[RequiredText, Says("前期工作不足之处", "Why the preliminary work is insufficient")]
    items: Annotated[
        Annotated[tuple[GuidanceRow, ...], Field(min_length=1)],
        Says("指导优化事项", "Guidance", cites=M164.art(12, 1, 2)),
    ]
    asked: Annotated[Money, Says("商请安排前期工作经费", "Money for preliminary work", cites=M164.art(12, 1, 2))]
    purpose: Annotated[RequiredText, Says("经费用途", "What for", cites=M164.art(8, 2))]


class GrantDecision(Labelled):
    """What finance answers."""

    GRANTED = "granted", "同意安排", "Granted"
    NOT_GRANTED = "not_granted", "不安排", "Not granted"


class GrantReply(Input):
    """Finance's reply on money for preliminary work."""

    decision: Annotated[GrantDecision, Says("答复", "Reply", cites=M164.art(12, 1, 2))]
    amount: Annotated[Money | None, Says("安排金额", "Amount")] = None
    fund_year: Annotated[
        int | None, Field(ge=2015, le=2100), Says("列支的专项资金年度", "Year of the fund", cites=M164.art(8, 2))
    ] = None
    document: Annotated[Required, Says("复函文号", "Number of the reply")]
    reply: Annotated[RequiredText, Says("答复意见", "Opinion")]


class AnswerRow(Input):
    """What was done about one item."""

    number: Annotated[int, Field(ge=1), Says("事项序号", "Item no.")]
    response: Annotated[RequiredText, Says("优化情况", "What was done")]


class Optimisation(Revision):
    """The unit's report that it has optimised its project."""

    answers: Annotated[
        tuple[AnswerRow, ...],
        Says("逐项答复", "Answers item by item", cites=M164.art(12, 1, 2)),
    ] = ()
    remark: Annotated[ShortText, Says("其他说明", "Further remarks")] = ""
