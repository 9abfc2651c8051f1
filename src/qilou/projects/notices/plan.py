"""The papers about the plan: the request to the government, its approval, the publication."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.identity.queries.units import implementing_units
from qilou.kernel.actor import organisation_key
from qilou.law import AUTHORITY, FINANCE, GOVERNMENT, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.models import Plan


def _request(act: Act) -> tuple[Message, ...]:
    plan = Plan.objects.get(pk=act.case.id)
    follows = tuple(plan.follows.order_by("pk").values_list("title", flat=True))
    return (
        say(
            "现将《%(title)s》（%(first)s—%(last)s年，第%(version)s版，共%(items)s条）送审稿呈上，请予审批。",
            "The draft of “%(title)s” (%(first)s–%(last)s, version %(version)s, %(items)s items) is submitted for "
            "approval.",
            title=plan.title,
            first=plan.from_year,
            last=plan.to_year,
            version=plan.version,
            items=plan.items.count(),
        ),
        say("本规划与下列规划衔接：%(follows)s。", "It follows: %(follows)s.", follows=follows),
    )


def _approval(act: Act) -> tuple[Message, ...]:
    given = act.input
    return (
        say(
            "同意《%(title)s》，请公布实施。",
            "“%(title)s” is approved; publish it and carry it out.",
            title=act.case.title,
        ),
        say(
            "批准文件：%(number)s，%(day)s。",
            "Approval: %(number)s of %(day)s.",
            number=given.number,
            day=given.approved_on,
        ),
    )


def _return(act: Act) -> tuple[Message, ...]:
    return (
        say(
            "《%(title)s》送审稿退回修改。", "The draft of “%(title)s” is sent back for revision.", title=act.case.title
        ),
        say("意见：%(reason)s", "Reasons: %(reason)s", reason=act.input.reason),
    )


def _publication(act: Act) -> tuple[Message, ...]:
    plan = Plan.objects.get(pk=act.case.id)
    return (
        say(
            "《%(title)s》（第%(version)s版）已经%(government)s批准（%(number)s，%(approved)s），现予公布，自%(day)s起施行。",
            "“%(title)s” (version %(version)s), approved by %(government)s (%(number)s of %(approved)s), is published "
            "and in force from %(day)s.",
            title=plan.title,
            version=plan.version,
            government=GOVERNMENT.label,
            number=plan.approval_document,
            approved=plan.approved_on,
            day=plan.published_on,
        ),
        say("公布载体：%(place)s。", "Published in: %(place)s.", place=plan.published_in),
        say(
            "自施行之日起，项目预审以本规划为依据。",
            "From then on projects are pre-reviewed against this plan.",
        ),
    )


def _units(act: Act) -> tuple[str, ...]:
    return tuple(organisation_key(one.id) for one in implementing_units(act.case.jurisdiction, act.today))


SUBMISSION = NoticeKind(
    code="projects.plan.submission",
    title=Text("关于报请审批电子政务发展总体规划的请示", "Request for approval of the e-government development plan"),
    cites=(M164.art(8, 1),),
    to=(GOVERNMENT,),
    body=_request,
    req=("A8.2",),
)
APPROVAL = NoticeKind(
    code="projects.plan.approval",
    title=Text("关于同意电子政务发展总体规划的批复", "Approval of the e-government development plan"),
    cites=(M164.art(8, 1),),
    to=(AUTHORITY,),
    body=_approval,
    copies=(FINANCE,),
    req=("A8.2", "A8.3"),
)
RETURN = NoticeKind(
    code="projects.plan.return",
    title=Text("关于退回电子政务发展总体规划送审稿的通知", "Return of the draft e-government development plan"),
    cites=(M164.art(8, 1),),
    to=(AUTHORITY,),
    body=_return,
    req=("A8.2",),
)
PUBLICATION = NoticeKind(
    code="projects.plan.publication",
    title=Text("关于公布电子政务发展总体规划的通知", "Publication of the e-government development plan"),
    cites=(M164.art(8, 1),),
    to=(),
    others=_units,
    body=_publication,
    copies=(FINANCE, GOVERNMENT),
    req=("A8.3",),
)
