"""The papers about a measure: the unit is told and heard, the order, the answer to its appeal, the end."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import TECHNICAL_BODY, Message, Text, say
from qilou.law.measures import M164
from qilou.network.inputs.measures import Ground
from qilou.network.models import Against, Measure, MeasureKind
from qilou.network.parties import SUBJECT

ARTICLE = M164.art(39)


def _told(act: Act) -> tuple[Message, ...]:
    row = Measure.objects.get(pk=act.case.id)
    return (
        say(
            "%(unit)s：因%(ground)s，可能造成危害后果，拟采取%(kind)s措施（%(against)s），期限 %(days)s 日。",
            "%(unit)s: because of %(ground)s, from which harm may follow, this measure is intended: %(kind)s "
            "(%(against)s), for %(days)s days.",
            unit=row.unit_name,
            ground=Ground(row.ground).label,
            kind=MeasureKind(row.kind).label,
            against=Against(row.against).label,
            days=row.days,
        ),
        say("事实：%(facts)s", "Facts: %(facts)s", facts=row.facts),
        say(
            "你单位可以于%(day)s前陈述和申辩，方式：%(how)s。",
            "You may state your views until %(day)s: %(how)s.",
            day=act.input.until,
            how=act.input.how,
        ),
    )


def _ordered(act: Act) -> tuple[Message, ...]:
    row = Measure.objects.get(pk=act.case.id)
    return (
        say(
            "因%(ground)s，决定自即日起对%(unit)s采取%(kind)s措施，范围为%(against)s，期限至%(until)s（含当日）。",
            "Because of %(ground)s, this measure is taken against %(unit)s from today: %(kind)s (%(against)s), until "
            "%(until)s inclusive.",
            ground=Ground(row.ground).label,
            unit=row.unit_name,
            kind=MeasureKind(row.kind).label,
            against=Against(row.against).label,
            until=row.until,
        ),
        say("事实：%(facts)s", "Facts: %(facts)s", facts=row.facts),
        say("决定意见：%(words)s", "Decision: %(words)s", words=act.input.statement),
        say(
            "对本决定不服的，可以在本平台向作出决定的主管部门申诉，申诉期间措施继续执行；危害消除的，及时解除。",
            "Whoever disagrees may appeal here to the deciding authority; the measure stands meanwhile, and is lifted "
            "as soon as the harm is gone.",
        ),
    )


def _upheld(act: Act) -> tuple[Message, ...]:
    return (
        say(
            "经复核，对“%(title)s”的申诉不予支持，措施继续执行。",
            "The appeal (%(title)s) is not allowed; it stands.",
            title=act.case.title,
        ),
        say("理由：%(reason)s", "Reasons: %(reason)s", reason=act.input.reason),
    )


def _lifted(act: Act) -> tuple[Message, ...]:
    row = Measure.objects.get(pk=act.case.id)
    return (
        say(
            "决定解除对%(unit)s采取的%(kind)s措施，所涉接入和地址恢复原状。",
            "The measure against %(unit)s (%(kind)s) is lifted; its accesses and addresses are as they were.",
            unit=row.unit_name,
            kind=MeasureKind(row.kind).label,
        ),
        say("理由：%(reason)s", "Reasons: %(reason)s", reason=row.lifted_because),
    )


TOLD = NoticeKind(
    code="network.measure.told",
    title=Text("关于拟采取技术措施的告知书", "Notice of an intended technical measure"),
    cites=(ARTICLE,),
    to=(SUBJECT,),
    body=_told,
    req=("A39.2",),
)
ORDER = NoticeKind(
    code="network.measure.order",
    title=Text("关于采取技术措施的决定书", "Order of a technical measure"),
    cites=(ARTICLE,),
    to=(SUBJECT,),
    body=_ordered,
    copies=(TECHNICAL_BODY,),
    req=("A39.2",),
)
UPHELD = NoticeKind(
    code="network.measure.upheld",
    title=Text("关于技术措施申诉的答复", "Answer to the appeal against a measure"),
    cites=(ARTICLE,),
    to=(SUBJECT,),
    body=_upheld,
    req=("A39.2",),
)
LIFTED = NoticeKind(
    code="network.measure.lifted",
    title=Text("关于解除技术措施的通知", "Lifting of a technical measure"),
    cites=(ARTICLE,),
    to=(SUBJECT,),
    body=_lifted,
    copies=(TECHNICAL_BODY,),
    req=("A39.2",),
)
