"""The papers of a pre-review: passed, returned, guidance; the letter to finance on pre-work funds and its reply."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import AUTHORITY, FINANCE, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.inputs.pre_review import GrantDecision, GrantReply, Guiding, Returning
from qilou.projects.models import PreReview
from qilou.projects.parties import DECLARER
from qilou.projects.queries.plan import plan_in_force

from .running import runs_on


def _subject(act: Act) -> Message:
    row = PreReview.objects.select_related("project", "declaration").get(pk=act.case.id)
    plan = plan_in_force(act.case.jurisdiction, act.today)
    return say(
        "贵单位申报的“%(title)s”项目（%(case)s，受理回执号%(receipt)s），经对照《%(plan)s》和电子政务有关规定预审"
        "（第%(round)s轮），",
        "Your project “%(title)s” (%(case)s, receipt %(receipt)s) was pre-reviewed against “%(plan)s” and "
        "the provisions on e-government (round %(round)s):",
        title=act.case.title,
        case=act.case.number,
        receipt=row.declaration.receipt,
        plan=plan.title if plan else "",
        round=row.round,
    )


@runs_on
def _passed(act: Act) -> tuple[Message, ...]:
    return (
        _subject(act),
        say("符合要求，通过预审。", "it conforms and passes."),
        *((say("%(remark)s", "%(remark)s", remark=act.input.remark),) if act.input.remark else ()),
        say("下一步由主管部门组织评审。", "The authority has it evaluated next."),
    )


@runs_on
def _returned(act: Act) -> tuple[Message, ...]:
    given: Returning = act.input
    return (
        _subject(act),
        say("不符合要求，现予退回。理由：", "it does not conform and is returned. Reasons:"),
        say("%(reason)s", "%(reason)s", reason=given.reason),
        say(
            "本次申报终结；可以在以后轮次重新申报，确有特殊情况的可以专项申报。",
            "This declaration ends. The project may be declared anew in a later round or, if special circumstances "
            "call for it, on the special track.",
        ),
    )


@runs_on
def _guided(act: Act) -> tuple[Message, ...]:
    given: Guiding = act.input
    items = [say("%(n)s. %(text)s", "%(n)s. %(text)s", n=n, text=one.text) for n, one in enumerate(given.items, 1)]
    return (
        _subject(act),
        say(
            "基本符合要求，但前期工作不足：%(reason)s请就下列事项进一步优化：",
            "it broadly conforms but is not prepared well enough: %(reason)s Improve the following:",
            reason=given.reason,
        ),
        *items,
        say(
            "前期工作经费已商请财政部门安排。优化完成后请逐项答复并提交修改后的建设方案，再次预审。",
            "Finance is being consulted on money for the preliminary work. When done, answer each item and hand in the "
            "revised programme; it is then pre-reviewed again.",
        ),
    )


def _consulted(act: Act) -> tuple[Message, ...]:
    given: Guiding = act.input
    row = PreReview.objects.select_related("project").get(pk=act.case.id)
    return (
        say(
            "%(unit)s申报的“%(title)s”项目（%(case)s）基本符合要求，但前期工作不足，须进一步优化。",
            "The project “%(title)s” of %(unit)s (%(case)s) broadly conforms but needs further preliminary work.",
            unit=row.project.unit_name,
            title=act.case.title,
            case=act.case.number,
        ),
        say(
            "现商请从电子政务专项资金中安排前期工作经费%(asked)s元，用于：%(purpose)s请函复。",
            "Please arrange CNY %(asked)s for it from the earmarked fund, for: %(purpose)s Kindly reply.",
            asked=given.asked,
            purpose=given.purpose,
        ),
    )


def _replied(act: Act) -> tuple[Message, ...]:
    given: GrantReply = act.input
    granted = given.decision is GrantDecision.GRANTED
    answer = (
        say(
            "同意从%(year)s年度专项资金中安排前期工作经费%(amount)s元。",
            "CNY %(amount)s for preliminary work is arranged from the fund of %(year)s.",
            year=given.fund_year,
            amount=given.amount,
        )
        if granted
        else say("本项目前期工作经费不予安排。", "No money for preliminary work is arranged.")
    )
    return (
        say(
            "关于“%(title)s”项目（%(case)s）前期工作经费的商请函收悉。",
            "On the letter about money for the preliminary work of “%(title)s” (%(case)s):",
            title=act.case.title,
            case=act.case.number,
        ),
        answer,
        say("%(reply)s", "%(reply)s", reply=given.reply),
    )


PASSED = NoticeKind(
    code="projects.pre_review.passed",
    title=Text("通过预审通知书", "Notice that pre-review is passed"),
    cites=(M164.art(12, 1, 3),),
    to=(DECLARER,),
    body=_passed,
    req=("A12.7", "A12.8", "X6"),
)
RETURNED = NoticeKind(
    code="projects.pre_review.returned",
    title=Text("预审退回通知书", "Notice of return at pre-review"),
    cites=(M164.art(12, 1, 1),),
    to=(DECLARER,),
    body=_returned,
    req=("A12.3", "A12.8", "X6"),
)
GUIDED = NoticeKind(
    code="projects.pre_review.guided",
    title=Text("预审指导优化意见", "Guidance at pre-review"),
    cites=(M164.art(12, 1, 2),),
    to=(DECLARER,),
    body=_guided,
    req=("A12.4", "A12.8", "X6"),
)
CONSULTATION = NoticeKind(
    code="projects.pre_review.consultation",
    title=Text("关于商请安排前期工作经费的函", "Letter on money for preliminary work"),
    cites=(M164.art(12, 1, 2), M164.art(8, 2)),
    to=(FINANCE,),
    body=_consulted,
    req=("A12.5",),
)
REPLY = NoticeKind(
    code="projects.pre_review.reply",
    title=Text("关于前期工作经费的复函", "Reply on money for preliminary work"),
    cites=(M164.art(12, 1, 2), M164.art(8, 2)),
    to=(AUTHORITY, DECLARER),
    body=_replied,
    req=("A12.5", "A12.6"),
)
