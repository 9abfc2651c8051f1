"""What is typed about an own application system: why the shared one does not do, and by which norms it is run."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Kind, LongText, Money, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164
from qilou.network.models.own_system import Purpose, SystemKind

from .deciding import NO_INTRANET, Network, Reason


class SystemOpening(Input):
    """Which system it is about, and what is asked."""

    network: Annotated[Network, Says("部署的网络", "Network it runs on", hint=NO_INTRANET, cites=M164.art(22))] = (
        Network.EXTRANET
    )
    kind: Annotated[SystemKind, Says("申请事项", "Applied for", cites=M164.art(32))]
    name: Annotated[Annotated[str, Field(min_length=1, max_length=200)], Says("系统名称", "System")]
    purpose: Annotated[Purpose, Says("对应的共享功能", "Shared function beside it", cites=M164.art(32))]
    thing: Annotated[
        Annotated[str, Field(max_length=60)],
        Says(
            "对应的项目",
            "Project that builds it",
            kind=Kind.REFERENCE,
            refers="thing",
            hint=Text("项目预审和立项审批时查对本批准", "pre-review and approval of the project ask for this approval"),
        ),
    ] = ""


class SystemForm(Input):
    """The application to develop or keep a system of one's own."""

    functions: Annotated[Reason, Says("系统功能", "What it does")]
    necessity: Annotated[
        LongText, Says("为何不能使用共享系统", "Why the shared system does not do", cites=M164.art(32))
    ] = ""
    state_rule: Annotated[
        ShortText,
        Says(
            "国家另有规定的文件",
            "Rule of the State that asks for it",
            hint=Text("有规定的填写名称和文号", "title and number, where there is one"),
            cites=M164.art(32),
        ),
    ] = ""
    norms: Annotated[
        LongText, Says("遵循的统一规范和接口", "Uniform norms and interfaces kept", cites=M164.art(32))
    ] = ""
    data_return: Annotated[
        LongText, Says("数据归集和回传", "How its data come to the sharing platform", cites=M164.art(32))
    ] = ""
    hosting: Annotated[ShortText, Says("部署方式", "Where it runs")] = ""
    grade: Annotated[Annotated[str, Field(max_length=20)], Says("等级保护级别", "Protection grade")] = ""
    annual_cost: Annotated[Money | None, Says("年运维费", "Yearly upkeep")] = None


class Guidance(Input):
    """What the authority finds in supervision, and until when it is mended."""

    findings: Annotated[Reason, Says("指导监督意见", "What was found", cites=M164.art(32))]
    mend_by: Annotated[date, Says("整改期限", "To be mended by")]


class Mended(Input):
    """What was done about it."""

    answer: Annotated[Reason, Says("整改情况", "What was done")]


class Retired(Input):
    """That the system is no longer used."""

    reason: Annotated[Reason, Says("停用情况", "Why it ended")]
