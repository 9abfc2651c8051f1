"""The papers about an access: the return for correction, the approval on which it is connected, the refusal."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import TECHNICAL_BODY, Message, Text, say
from qilou.law.measures import M164
from qilou.network.models import AccessApplication, Kind, Zone
from qilou.network.parties import APPLICANT
from qilou.network.queries.access import form_of

from .deciding import refused, returned

ARTICLE = M164.art(24, 1)


def _approved(act: Act) -> tuple[Message, ...]:
    row = AccessApplication.objects.get(pk=act.case.id)
    form = form_of(row)
    said = [
        say(
            "同意%(unit)s的政务外网%(kind)s申请：接入点 %(place)s，带宽 %(bandwidth)s 兆，接入区域为%(zone)s。",
            "%(unit)s: %(kind)s to the extranet is approved, at %(place)s, %(bandwidth)s Mbit/s, zone: %(zone)s.",
            unit=row.unit_name,
            kind=Kind(row.kind).label,
            place=form.place,
            bandwidth=form.bandwidth,
            zone=Zone(form.zone).label,
        ),
        say("审批意见：%(words)s", "Opinion: %(words)s", words=act.input.statement),
    ]
    if act.input.conditions:
        said.append(say("接入要求：%(words)s", "Conditions: %(words)s", words=act.input.conditions))
    said.append(
        say(
            "请技术管理机构凭本批复办理，登记端口、VLAN、互联地址和测试结果；未经批准不得变更用途或者转接其他单位。",
            "The technical body carries it out on this approval and enters port, VLAN, interconnect address and test "
            "result. Nothing is used otherwise or passed on to another unit without approval.",
        )
    )
    return tuple(said)


RETURNED = returned(
    "network.access",
    Text("关于补正政务外网接入申请的通知", "Correction of an application for access to the extranet"),
    ARTICLE,
    ("A24.1",),
)
APPROVED = NoticeKind(
    code="network.access.approved",
    title=Text("关于同意接入政务外网的批复", "Approval of access to the extranet"),
    cites=(ARTICLE,),
    to=(APPLICANT,),
    body=_approved,
    copies=(TECHNICAL_BODY,),
    req=("A24.1", "A24.2"),
)
REFUSED = refused(
    "network.access",
    Text("关于不同意接入政务外网的复函", "Refusal of access to the extranet"),
    ARTICLE,
    ("A24.1",),
)
