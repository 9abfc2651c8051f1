"""The papers about a separate network: its plan approved, returned or refused."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import TECHNICAL_BODY, Message, Text, say
from qilou.law.measures import M164
from qilou.network.models import NetworkPlan, PlanKind
from qilou.network.parties import APPLICANT

from .deciding import refused, returned

PLAN, MERGING = M164.art(24, 2), M164.art(23, 3)


def _approved(act: Act) -> tuple[Message, ...]:
    plan = NetworkPlan.objects.select_related("network").get(pk=act.case.id)
    said = [
        say(
            "同意%(unit)s“%(name)s”的%(kind)s申请。",
            "%(unit)s, “%(name)s”: the application (%(kind)s) is approved.",
            unit=plan.network.unit_name,
            name=plan.network.name,
            kind=PlanKind(plan.kind).label,
        ),
        say("审批意见：%(words)s", "Opinion: %(words)s", words=act.input.statement),
    ]
    if act.input.conditions:
        said.append(say("要求：%(words)s", "Conditions: %(words)s", words=act.input.conditions))
    if plan.kind != PlanKind.MERGE:
        said.append(
            say(
                "请按批准的技术和安全方案实施，并与统一平台互联；方案有重大改变的须重新申请。",
                "Carry it out by the approved technical and security plan and connect it to the platform. A major "
                "change of the plan needs an application of its own.",
            )
        )
    if last := plan.steps.order_by("-number").first():
        said.append(
            say(
                "并网计划共 %(n)s 步，最后一步期限为 %(day)s，请逐步完成并报告。",
                "The plan of merging has %(n)s steps, the last until %(day)s; do them one by one and report each.",
                n=last.number,
                day=last.due_on,
            )
        )
    return tuple(said)


APPROVED = NoticeKind(
    code="network.separate.approved",
    title=Text("关于独立网络方案的批复", "Reply on the plan of a separate network"),
    cites=(PLAN, MERGING),
    to=(APPLICANT,),
    body=_approved,
    copies=(TECHNICAL_BODY,),
    req=("A23.5", "A24.3"),
)
RETURNED = returned(
    "network.separate",
    Text("关于补正独立网络方案的通知", "Correction of the plan of a separate network"),
    PLAN,
    ("A24.3",),
)
REFUSED = refused(
    "network.separate",
    Text("关于不同意独立网络方案的复函", "Refusal of the plan of a separate network"),
    PLAN,
    ("A23.3", "A24.3"),
)
