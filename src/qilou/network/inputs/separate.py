"""What is typed about a separate network: its technical and security plan, how it is merged, how that goes on."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from qilou.kernel.fields import FileHash, Input, Kind, LongText, Says, ShortText, Wrong
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.network.models.separate import PlanKind

from .deciding import NO_INTRANET, Network, Reason, Words

PLAN, SECURITY, COURSE = (
    Text("技术方案", "Technical plan"),
    Text("安全方案", "Security plan"),
    Text("并网计划", "Merging"),
)


class PlanOpening(Input):
    """Which network it is about, and what is asked."""

    network: Annotated[Network, Says("网络性质", "Kind of network", hint=NO_INTRANET, cites=M164.art(22))] = (
        Network.EXTRANET
    )
    kind: Annotated[PlanKind, Says("申请事项", "Applied for", cites=M164.art(24, 2))]
    name: Annotated[Annotated[str, Field(min_length=1, max_length=200)], Says("独立网络名称", "Name of the network")]
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


class StepRow(Input):
    """One step of the merging."""

    what: Annotated[Words, Says("工作内容", "What is done")]
    due_on: Annotated[date, Says("完成期限", "Until")]


class PlanForm(Input):
    """The technical and security plan that is to be approved before anything is built or kept."""

    purpose: Annotated[Reason, Says("承载的业务", "What it carries", section=PLAN)]
    necessity: Annotated[
        LongText,
        Says("为何不能由统一平台承载", "Why the platform cannot carry it", cites=M164.art(23), section=PLAN),
    ] = ""
    reckoning: Annotated[LongText, Says("带宽测算", "Reckoning of the bandwidth", section=PLAN)] = ""
    technical: Annotated[
        LongText, Says("网络结构和技术方案", "Structure and technology", cites=M164.art(24, 2), section=PLAN)
    ] = ""
    points: Annotated[Annotated[int, Field(ge=1)], Says("联网点数", "Points connected", section=PLAN)]
    interconnect: Annotated[
        ShortText, Says("与统一平台的互联方式", "How it is connected to the platform", cites=M164.art(23), section=PLAN)
    ] = ""
    security: Annotated[LongText, Says("安全防护方案", "Protection", cites=M164.art(24, 2), section=SECURITY)] = ""
    grade: Annotated[
        Annotated[str, Field(max_length=20)], Says("等级保护级别", "Protection grade", section=SECURITY)
    ] = ""
    plan_file: Annotated[FileHash | None, Says("方案文本", "Text of the plan", section=SECURITY)] = None
    steps: Annotated[
        tuple[StepRow, ...],
        Says(
            "并入统一平台的步骤",
            "Steps towards the platform",
            hint=Text("保留或者并网的须填写", "for a network that is kept or merged"),
            cites=M164.art(23),
            section=COURSE,
        ),
    ] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [one.due_on for one in self.steps]
        if days != sorted(days):
            raise Wrong(say("并网步骤按期限先后填写。", "List the steps in the order of their days."))
        return self


class Progress(Input):
    """Which step was done."""

    number: Annotated[Annotated[int, Field(ge=1)], Says("步骤序号", "Step no.")]
    done_on: Annotated[date, Says("完成日期", "Done on")]
    remark: Annotated[ShortText, Says("完成情况", "How it went")] = ""


class Interconnection(Input):
    """How the technical body connected it to the platform."""

    interconnected_on: Annotated[date, Says("互联日期", "Connected on", cites=M164.art(23))]
    interconnect: Annotated[Words, Says("互联节点、端口和地址", "Node, port and address")]


class Merged(Input):
    """That it has become part of the platform."""

    merged_on: Annotated[date, Says("并入日期", "Merged on")]
    statement: Annotated[Reason, Says("核验情况", "What was checked")]


class Closed(Input):
    """That it is no longer used."""

    reason: Annotated[Reason, Says("停用情况", "How it was closed")]
