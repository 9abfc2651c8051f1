"""What is typed about a measure: against whom and why, the hearing, the order, the appeal, how it ends."""

from datetime import date
from ipaddress import ip_network
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from qilou.kernel.fields import FileHash, Input, Kind, Labelled, Says, Wrong
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.network.models.measures import Against, MeasureKind

from .deciding import Reason, Words

ARTICLE = M164.art(39)
MOST_DAYS, MOST_BLOCKS = 366, 500


class Ground(Labelled):
    """Which banned activity may do harm (Article 39)."""

    ATTACK = "attack", "攻击、入侵政务网络或者系统", "Attack or intrusion"
    MALWARE = "malware", "传播恶意程序", "Spreading malicious programs"
    SCAN = "scan", "非授权扫描、嗅探", "Scanning or sniffing without leave"
    CROSSING = "crossing", "违规外联、一机两用", "Joining other networks, one machine on both"
    RELAY = "relay", "擅自转接其他单位或者个人", "Passing the access on to others"
    LEAK = "leak", "泄露、窃取数据", "Leaking or taking data"
    UNLAWFUL = "unlawful", "利用政务网络从事违法行为", "Unlawful use of the network"


def _block(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError as error:
        raise Wrong(say("请填写地址或者网段，如 10.1.0.8 或 10.1.0.0/28。", "Enter an address or a subnet.")) from error


Block = Annotated[str, Field(max_length=60), AfterValidator(_block)]


class BlockRow(Input):
    """One address or subnet."""

    block: Annotated[Block, Says("地址、网段", "Address or subnet")]


class MeasureForm(Input):
    """The measure that is proposed."""

    unit: Annotated[int, Says("被采取措施的单位", "Unit", kind=Kind.REFERENCE, refers="unit", cites=ARTICLE)]
    kind: Annotated[MeasureKind, Says("措施", "Measure", cites=ARTICLE)]
    against: Annotated[Against, Says("范围", "Extent")]
    access: Annotated[
        int | None,
        Says("接入", "Access", kind=Kind.REFERENCE, refers="access", hint=Text("范围为一个接入的", "for one access")),
    ] = None
    blocks: Annotated[
        tuple[BlockRow, ...],
        Field(max_length=MOST_BLOCKS),
        Says("地址", "Addresses", hint=Text("范围为部分地址的", "for some addresses")),
    ] = ()
    ground: Annotated[Ground, Says("依据的行为", "Ground", cites=ARTICLE)]
    facts: Annotated[Reason, Says("事实和可能的危害后果", "Facts, and the harm that may follow", cites=ARTICLE)]
    evidence: Annotated[FileHash | None, Says("证据材料", "Evidence")] = None
    days: Annotated[Annotated[int, Field(ge=1, le=MOST_DAYS)], Says("期限（日）", "Term (days)")]
    urgent: Annotated[
        bool,
        Says(
            "情况紧急，先行采取",
            "Urgent: taken at once",
            hint=Text("危害正在发生的，可以先采取、后听取意见", "where harm is being done, views are heard afterwards"),
        ),
    ] = False

    @model_validator(mode="after")
    def _extent_is_named(self) -> Self:
        if (self.against is Against.ACCESS) != (self.access is not None):
            raise Wrong(say("范围为一个接入的选择接入，其余不选。", "Name an access for that extent alone."))
        if (self.against is Against.ADDRESSES) != bool(self.blocks):
            raise Wrong(say("范围为部分地址的列明地址，其余不列。", "List addresses for that extent alone."))
        return self


class Hearing(Input):
    """That the unit is heard, and how."""

    until: Annotated[date, Says("陈述申辩的期限", "Views until", cites=ARTICLE)]
    how: Annotated[
        Words, Says("方式", "How", hint=Text("书面提交或者当面听证的时间、地点", "in writing, or where and when"))
    ]


class Views(Input):
    """What the unit says."""

    views: Annotated[Reason, Says("陈述和申辩", "Views")]
    evidence: Annotated[FileHash | None, Says("材料", "Papers")] = None


class Order(Input):
    """The order by which it is imposed."""

    statement: Annotated[
        Reason, Says("决定意见（含对申辩的答复）", "Decision, with the answer to the views", cites=ARTICLE)
    ]


class Appeal(Input):
    """Why the unit disagrees."""

    reason: Annotated[Reason, Says("申诉理由", "Reasons of the appeal")]


class Upheld(Input):
    """Why it stays."""

    reason: Annotated[Reason, Says("维持的理由", "Why it is upheld")]


class Lifted(Input):
    """Why it ends."""

    reason: Annotated[Reason, Says("解除的理由", "Why it is lifted")]


class Dropped(Input):
    """Why it is not imposed."""

    reason: Annotated[Reason, Says("不采取的理由", "Why it is not imposed")]
