"""The papers about an own application system: the approval, what supervision found, the return, the refusal."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import Message, Text, say
from qilou.law.measures import M164
from qilou.network.models import OwnSystem, SystemKind
from qilou.network.parties import APPLICANT

from .deciding import refused, returned

ARTICLE = M164.art(32)


def _approved(act: Act) -> tuple[Message, ...]:
    row = OwnSystem.objects.get(pk=act.case.id)
    said = [
        say(
            "同意%(unit)s“%(name)s”的%(kind)s申请。",
            "%(unit)s, “%(name)s”: the application (%(kind)s) is approved.",
            unit=row.unit_name,
            name=row.name,
            kind=SystemKind(row.kind).label,
        ),
        say("审批意见：%(words)s", "Opinion: %(words)s", words=act.input.statement),
    ]
    if act.input.conditions:
        said.append(say("要求：%(words)s", "Conditions: %(words)s", words=act.input.conditions))
    said.append(
        say(
            "请按全市统一规范建设和维护，与共享平台对接、回传数据，并接受指导监督。",
            "Build and run it to the city's uniform norms, join it to the sharing platform with its data, and be "
            "guided and supervised.",
        )
    )
    return tuple(said)


def _guided(act: Act) -> tuple[Message, ...]:
    return (
        say("对“%(title)s”指导监督发现：", "Supervision of “%(title)s” found:", title=act.case.title),
        say("%(words)s", "%(words)s", words=act.input.findings),
        say("请于%(day)s前整改并书面答复。", "Mend it by %(day)s and answer in writing.", day=act.input.mend_by),
    )


APPROVED = NoticeKind(
    code="network.own_system.approved",
    title=Text("关于自建应用系统的批复", "Reply on an own application system"),
    cites=(ARTICLE,),
    to=(APPLICANT,),
    body=_approved,
    req=("A32.2", "A32.3"),
)
GUIDED = NoticeKind(
    code="network.own_system.guided",
    title=Text("关于自建应用系统指导监督意见的通知", "What supervision of an own system found"),
    cites=(ARTICLE,),
    to=(APPLICANT,),
    body=_guided,
    req=("A32.3",),
)
RETURNED = returned(
    "network.own_system",
    Text("关于补正自建应用系统申请的通知", "Correction of an application for an own system"),
    ARTICLE,
    ("A32.2",),
)
REFUSED = refused(
    "network.own_system",
    Text("关于不同意自建应用系统的复函", "Refusal of an own application system"),
    ARTICLE,
    ("A32.1", "A32.2"),
)
