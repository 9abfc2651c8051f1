"""What is typed about an opening: what for, by whom, until when; the window of the change and the way back."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Kind, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164
from qilou.network.models.openings import Opens

from .deciding import NO_INTRANET, Network, Reason, Words


class OpeningForm(Input):
    """One thing to be opened for an access of the unit."""

    network: Annotated[Network, Says("所在网络", "Network", hint=NO_INTRANET, cites=M164.art(22))] = Network.EXTRANET
    access: Annotated[int, Says("所属接入", "Access", kind=Kind.REFERENCE, refers="access", cites=M164.art(24))]
    kind: Annotated[Opens, Says("开通事项", "What is opened")]
    what: Annotated[
        Words,
        Says(
            "具体内容",
            "What exactly",
            hint=Text(
                "源和目的地址、端口；账号名；域名；云资源规格",
                "source, destination and ports; the account; the domain; the size of the cloud resource",
            ),
        ),
    ]
    purpose: Annotated[Reason, Says("用途", "Purpose")]
    owner: Annotated[Words, Says("责任人", "Owner", personal=True)]
    until: Annotated[date, Says("到期日", "Until", hint=Text("到期自动关闭", "closed by itself afterwards"))]


class Accepted(Input):
    """When the change is made, and how it is taken back."""

    window: Annotated[
        Annotated[str, Field(min_length=1, max_length=100)],
        Says("变更窗口", "Window", hint=Text("如 2026-08-05 22:00–23:00", "such as 2026-08-05 22:00–23:00")),
    ]
    rollback: Annotated[Reason, Says("回退方案", "Way back")]


class CarriedOut(Input):
    """What was done in the window."""

    opened_on: Annotated[date, Says("开通日期", "Opened on")]
    result: Annotated[Reason, Says("验证结果", "How it was verified")]


class RolledBack(Input):
    """Why it was taken back."""

    reason: Annotated[Reason, Says("回退原因", "Why it was taken back")]


class ClosedEarly(Input):
    """Why it is closed before its day."""

    reason: Annotated[ShortText, Field(min_length=1), Says("关闭原因", "Why it is closed")]
