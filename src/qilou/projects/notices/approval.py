"""The papers of approval: receipt, return, the reply, the refusal, and the voiding by another route."""

from decimal import Decimal

from qilou.assessment.queries import latest_result
from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import AUTHORITY, FINANCE, Article, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.inputs.approval import Refusal, Reply, Return
from qilou.projects.models import Approval, RefusalGround
from qilou.projects.parties import DECLARER

from .dates import day

GROUNDS: dict[RefusalGround, Article] = {
    RefusalGround.PLAN: M164.art(8, 1),
    RefusalGround.DUPLICATE: M164.art(4),
    RefusalGround.EVALUATION: M164.art(16),
    RefusalGround.BUDGET: M164.art(16, 2),
    RefusalGround.NETWORK: M164.art(23),
    RefusalGround.OWN_SYSTEM: M164.art(32),
    RefusalGround.ASSESSMENT: M164.art(7, 1),
}
CLOSING = say(
    "五、请依照批准的建设方案组织实施，依法办理招标投标、政府采购、监理和合同管理，落实网络安全和数据共享要求，"
    "建成后先试运行再验收；建设内容作重大调整或者投资超过批准总投资百分之十的，须报我机关重新批准。",
    "5. Carry the project out by the approved programme, see to tendering, procurement, supervision and contracts, to "
    "network security and data sharing; run it on trial before acceptance. A major adjustment, or more than ten per "
    "cent above the approved total, needs a new approval by this body.",
)


def _row(act: Act) -> Approval:
    return Approval.objects.select_related("project", "opinion", "budget").get(pk=act.case.id)


def _received(row: Approval) -> Message:
    opinion, budget = row.opinion, row.budget
    return say(
        "你单位%(applied)s关于“%(project)s”的立项申请收悉。所依据的评审意见为%(opinion)s，"
        "财政部门批准列入预算的文件为%(budget)s。",
        "Your application of %(applied)s for the approval of “%(project)s” has been received. It rests on the "
        "evaluation opinion %(opinion)s and on finance's budget document %(budget)s.",
        applied=day(row.applied_on),
        project=row.project.name,
        opinion=opinion.number if opinion else "—",
        budget=budget.number if budget else "—",
    )


def _accepted(act: Act) -> tuple[Message, ...]:
    return (
        _received(_row(act)),
        say("材料符合要求，予以受理。", "The materials meet the requirements and are accepted."),
    )


def _within_seven_days(act: Act) -> tuple[Message, ...]:
    return (
        *_accepted(act),
        say(
            "本机关将在法定期限（七个工作日）内批复。",
            "The reply follows within the statutory seven working days.",
        ),
    )


def _defects(act: Act) -> tuple[Message, ...]:
    given: Return = act.input
    return tuple(
        say(
            "%(n)s. %(material)s：%(defect)s",
            "%(n)s. %(material)s: %(defect)s",
            n=place,
            material=one.material.label,
            defect=one.defect,
        )
        for place, one in enumerate(given.defects, start=1)
    )


def _returned(act: Act) -> tuple[Message, ...]:
    return (
        _received(_row(act)),
        say("下列材料不符合要求，请补正后再报：", "The following falls short; mend it and file it again:"),
        *_defects(act),
        say("补正不影响原申请日期。", "The date of the application stays."),
    )


def _declined(act: Act) -> tuple[Message, ...]:
    return (
        _received(_row(act)),
        say(
            "经补正，下列材料仍不符合要求，不予受理：",
            "After its return the following still falls short; not accepted:",
        ),
        *_defects(act),
    )


def _approved(act: Act) -> tuple[Message, ...]:
    given: Reply = act.input
    row = _row(act)
    return (
        _received(row),
        say("经审核，批复如下：", "The reply is as follows:"),
        say("一、同意“%(project)s”立项。", "1. “%(project)s” is approved.", project=row.project.name),
        say(
            "二、建设内容（变更和验收以此为准）：%(items)s。",
            "2. Content, against which changes and acceptance are measured: %(items)s.",
            items=tuple(
                say("（%(no)s）%(name)s", "(%(no)s) %(name)s", no=one.number, name=one.name) for one in given.items
            ),
        ),
        say(
            "三、总投资%(total)s元，其中：%(years)s。预算项目编码：%(code)s。",
            "3. Total: %(total)s yuan, of which %(years)s. Budget project code: %(code)s.",
            total=given.total,
            years=_years({one.year: one.amount for one in given.years}),
            code=row.budget.code if row.budget else "—",
        ),
        say(
            "四、建设周期：%(first)s至%(last)s。",
            "4. Period: %(first)s to %(last)s.",
            first=day(row.starts_on),
            last=day(row.ends_on),
        ),
        CLOSING,
        *_more(given),
        say(
            "申报单位最近一次电子政务绩效考核：%(result)s。",
            "The unit's latest performance result: %(result)s.",
            result=latest_result(row.project.unit_id, act.today).words,
        ),
    )


def _more(given: Reply) -> tuple[Message, ...]:
    more = []
    if given.requirements:
        more.append(say("六、%(what)s", "6. %(what)s", what=given.requirements))
    if given.departure:
        more.append(
            say(
                "批复与评审意见不一致的理由：%(why)s",
                "Why the reply departs from the evaluation opinion: %(why)s",
                why=given.departure,
            )
        )
    return tuple(more)


def _years(amounts: dict[int, Decimal]) -> tuple[Message, ...]:
    return tuple(
        say("%(year)s年%(amount)s元", "%(year)s: %(amount)s yuan", year=year, amount=amount)
        for year, amount in sorted(amounts.items())
    )


def _refused(act: Act) -> tuple[Message, ...]:
    given: Refusal = act.input
    row = _row(act)
    return (
        _received(row),
        say("经审核，不予批准。", "The project is not approved."),
        say("理由：%(reason)s", "Reasons: %(reason)s", reason=given.reason),
        say("所依据的规定：%(article)s。", "On the ground of: %(article)s.", article=GROUNDS[given.ground]),
        say(
            "申报单位最近一次电子政务绩效考核：%(result)s。",
            "The unit's latest performance result: %(result)s.",
            result=latest_result(row.project.unit_id, act.today).words,
        ),
    )


def _rerouted(act: Act) -> tuple[Message, ...]:
    return (
        _received(_row(act)),
        say(
            "因工程内容改变，项目应由另一部门审批，本申请作废：%(reason)s",
            "The works have changed and another body approves; this application is void: %(reason)s",
            reason=act.input.reason,
        ),
        say(
            "请向有权审批的部门另行申请，原申请日期继续有效。",
            "Apply to the competent body; the date of this application is kept.",
        ),
    )


ROUTE_2, ROUTE_1 = M164.art(16, 2), M164.art(16, 1)
ACCEPTED_TITLE = Text("立项申请受理通知书", "Application accepted")
REPLY_TITLE = Text("关于项目立项的批复", "Reply: project approved")
REFUSAL_TITLE = Text("不予批准立项的决定", "Decision: project not approved")

ACCEPTED = NoticeKind(
    "projects.approval.accepted", ACCEPTED_TITLE, (ROUTE_2,), (DECLARER,), _within_seven_days, req=("X6",)
)
ACCEPTED_WORKS = NoticeKind(
    "projects.approval.accepted_works", ACCEPTED_TITLE, (ROUTE_1,), (DECLARER,), _accepted, req=("X6",)
)
RETURNED = NoticeKind(
    "projects.approval.returned",
    Text("立项申请补正通知书", "Application returned"),
    (ROUTE_2,),
    (DECLARER,),
    _returned,
    req=("A16.5", "X6"),
)
DECLINED = NoticeKind(
    "projects.approval.declined",
    Text("立项申请不予受理通知书", "Application not accepted"),
    (ROUTE_2,),
    (DECLARER,),
    _declined,
    req=("A16.5", "X6"),
)
REPLY = NoticeKind(
    "projects.approval.reply",
    REPLY_TITLE,
    (ROUTE_2,),
    (DECLARER,),
    _approved,
    copies=(FINANCE,),
    req=("A16.6", "A16.8", "A16.11", "X6"),
)
REPLY_WORKS = NoticeKind(
    "projects.approval.reply_works",
    REPLY_TITLE,
    (ROUTE_1,),
    (DECLARER,),
    _approved,
    copies=(FINANCE, AUTHORITY),
    req=("A15.2", "A16.8", "A16.11", "X6"),
)
REFUSAL = NoticeKind(
    "projects.approval.refusal",
    REFUSAL_TITLE,
    (ROUTE_2,),
    (DECLARER,),
    _refused,
    copies=(FINANCE,),
    req=("A16.10", "X6"),
)
REFUSAL_WORKS = NoticeKind(
    "projects.approval.refusal_works",
    REFUSAL_TITLE,
    (ROUTE_1,),
    (DECLARER,),
    _refused,
    copies=(FINANCE, AUTHORITY),
    req=("A16.10", "X6"),
)
REROUTED = NoticeKind(
    "projects.approval.rerouted",
    Text("立项申请作废通知书", "Application void: another body approves"),
    (M164.art(15),),
    (DECLARER,),
    _rerouted,
    req=("A15.5", "X6"),
)
