"""What is typed about an access: the application (form B10), the connection, the unit's confirmation."""

from datetime import date
from ipaddress import ip_interface, ip_network
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from qilou.kernel.fields import FormEdition, Input, Kind, Labelled, LongText, Says, ShortText, Wrong
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.network.models import access as kinds
from qilou.network.models.addressing import Role
from qilou.network.rules.addressing import FULL, MOST_AT_ONCE, Wanted

from .deciding import NO_INTRANET, Network, Number, Reason, Words
from .editions import ACCESS

WHERE, WHO = Text("接入情况", "The access"), Text("责任人员", "Who is responsible")
CARRIED, OWN = Text("承载业务", "What it carries"), Text("局域网现状", "The unit's own network")
BASIS, ADDRESSES = Text("安全和依据", "Security and basis"), Text("地址需求", "Addresses needed")
MBIT = Text("兆比特每秒", "Mbit/s")
MOST_MBIT = 400_000


def _range(text: str) -> str:
    try:
        return str(ip_network(text, strict=False))
    except ValueError as error:
        raise Wrong(say("请填写网段，如 192.168.1.0/24。", "Enter a range such as 192.168.1.0/24.")) from error


def _interface(text: str) -> str:
    try:
        found = ip_interface(text)
    except ValueError as error:
        raise Wrong(say("请填写带掩码的地址，如 10.0.0.2/30。", "Enter an address with its length.")) from error
    if "/" not in text:
        raise Wrong(say("请填写掩码长度，如 10.0.0.2/30。", "Enter its length too, such as 10.0.0.2/30."))
    return str(found)


AddressRange = Annotated[str, Field(max_length=60), AfterValidator(_range)]
Interface = Annotated[str, Field(max_length=60), AfterValidator(_interface)]
Bandwidth = Annotated[int, Field(ge=1, le=MOST_MBIT)]


class Family(Labelled):
    """Which protocol addresses are of."""

    IPV4 = "4", "IPv4 协议", "IPv4"
    IPV6 = "6", "IPv6 协议", "IPv6"


class AccessOpening(Input):
    """What the application is about: a new access, or a change of one that the unit has."""

    network: Annotated[
        Network,
        Says(
            "申请接入的网络",
            "Network",
            hint=NO_INTRANET,
            cites=M164.art(22),
        ),
    ] = Network.EXTRANET
    kind: Annotated[kinds.Kind, Says("申请类型", "Applied for", cites=M164.art(24, 1))]
    access: Annotated[
        int | None,
        Says(
            "现有接入",
            "Existing access",
            kind=Kind.REFERENCE,
            refers="access",
            hint=Text("扩容、迁移、注销的须选择", "for a change, a move or a withdrawal"),
        ),
    ] = None


class SystemRow(Input):
    """One system that the access carries."""

    name: Annotated[Words, Says("系统名称", "System")]
    grade: Annotated[Annotated[str, Field(max_length=20)], Says("等级保护级别", "Protection grade")] = ""
    record: Annotated[Number, Says("备案号", "Record number")] = ""


class OwnRange(Input):
    """One range of the unit's own network."""

    range: Annotated[AddressRange, Says("网段", "Range")]
    note: Annotated[ShortText, Says("用途", "Used for")] = ""


class AddressNeed(Input):
    """Addresses that are needed: a number of single ones, or one subnet of a length."""

    role: Annotated[Role, Says("用途", "Used for", cites=M164.art(25))]
    family: Annotated[Family, Says("协议", "Protocol")] = Family.IPV4
    count: Annotated[Annotated[int, Field(ge=0, le=MOST_AT_ONCE)], Says("单个地址数", "Single addresses")] = 0
    length: Annotated[
        Annotated[int | None, Field(ge=8, le=128)],
        Says("或者前缀长度", "Or a prefix length", hint=Text("如 26、64", "such as 26 or 64")),
    ] = None
    purpose: Annotated[ShortText, Says("部署位置和说明", "Where and what for")] = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.count > 0) == (self.length is not None):
            raise Wrong(say("地址数和前缀长度填写其中一项。", "Give a number of addresses or a prefix length."))
        if self.length is not None and self.length > FULL[int(self.family.value)]:
            raise Wrong(say("前缀长度超出该协议的范围。", "The length is beyond that of the protocol."))
        return self

    @property
    def wanted(self) -> Wanted:
        """What is asked of the address plan."""
        sparse = self.family is Family.IPV6
        return Wanted(int(self.family.value), self.role.value, self.count, self.length, sparse, self.purpose)


class AccessForm(Input):
    """Form B10: the written application for access, for a change of it, or for its end."""

    edition: ClassVar[FormEdition | None] = ACCESS

    place: Annotated[Words, Says("接入点地址、机房", "Place and room", cites=M164.art(24, 1), section=WHERE)]
    method: Annotated[kinds.Method, Says("接入方式", "Method", section=WHERE)]
    carrier: Annotated[
        Annotated[str, Field(max_length=100)],
        Says("运营商", "Carrier", hint=Text("专线、裸光纤的须填写", "for a line or fibre"), section=WHERE),
    ] = ""
    bandwidth: Annotated[Bandwidth, Says("带宽", "Bandwidth", unit=MBIT, section=WHERE)]
    spare: Annotated[bool, Says("主备双线路", "With a spare line", section=WHERE)] = False
    zone: Annotated[kinds.Zone, Says("接入区域", "Zone", section=WHERE)]
    leader: Annotated[Words, Says("责任领导", "Responsible head", personal=True, section=WHO)]
    manager: Annotated[Words, Says("网络管理员", "Network manager", personal=True, section=WHO)]
    mobile: Annotated[
        Annotated[str, Field(min_length=1, max_length=40)], Says("手机", "Mobile", personal=True, section=WHO)
    ]
    phone: Annotated[
        Annotated[str, Field(max_length=40)], Says("固定电话", "Telephone", personal=True, section=WHO)
    ] = ""
    systems: Annotated[tuple[SystemRow, ...], Says("承载业务系统", "Systems carried", section=CARRIED)] = ()
    terminals: Annotated[Annotated[int, Field(ge=0)], Says("终端数量", "Terminals", section=CARRIED)] = 0
    servers: Annotated[Annotated[int, Field(ge=0)], Says("服务器数量", "Servers", section=CARRIED)] = 0
    internet: Annotated[bool, Says("局域网接有互联网", "The unit's network reaches the internet", section=OWN)] = False
    exits: Annotated[LongText, Says("出口和地址转换", "Exits and address translation", section=OWN)] = ""
    own_ranges: Annotated[
        tuple[OwnRange, ...],
        Says(
            "内部私网网段",
            "Private ranges inside",
            hint=Text("仅作记录，可以与其他单位重叠", "for information; they may overlap with other units'"),
            section=OWN,
        ),
    ] = ()
    vrf: Annotated[
        int | None,
        Says(
            "地址所在路由表",
            "Routing table of the addresses",
            kind=Kind.REFERENCE,
            refers="vrf",
            hint=Text("申请地址的须选择", "where addresses are needed"),
            section=ADDRESSES,
        ),
    ] = None
    addresses: Annotated[
        tuple[AddressNeed, ...],
        Says(
            "申请的地址",
            "Addresses needed",
            hint=Text("提交时预占，批准时分配", "held when handed in, granted with the approval"),
            cites=M164.art(25),
            section=ADDRESSES,
        ),
    ] = ()
    protection: Annotated[
        LongText, Says("边界安全设备", "Security at the boundary", cites=M164.art(38), section=BASIS)
    ] = ""
    undertaking: Annotated[Number, Says("安全承诺书编号", "Security undertaking no.", section=BASIS)] = ""
    basis: Annotated[Number, Says("依据的项目或者批复", "Project or reply it rests on", section=BASIS)] = ""
    reason: Annotated[Reason, Says("申请理由", "Reasons", cites=M164.art(24, 1), section=BASIS)]

    @model_validator(mode="after")
    def _addresses_have_a_table(self) -> Self:
        if self.addresses and self.vrf is None:
            raise Wrong(say("申请地址的，请选择路由表。", "Choose the routing table of the addresses."))
        return self


class Connection(Input):
    """What the technical body set up on the approval."""

    node: Annotated[int, Says("接入节点", "Node", kind=Kind.REFERENCE, refers="node", cites=M164.art(24, 1))]
    port: Annotated[Annotated[str, Field(min_length=1, max_length=60)], Says("设备端口", "Port")]
    vlan: Annotated[Annotated[int, Field(ge=1, le=4094)], Says("VLAN 编号", "VLAN")]
    interconnect: Annotated[Interface, Says("互联地址", "Interconnect address")]
    vrf: Annotated[int, Says("VRF（路由表）", "VRF (routing table)", kind=Kind.REFERENCE, refers="vrf")]
    bandwidth: Annotated[Bandwidth, Says("开通带宽", "Bandwidth", unit=MBIT)]
    connected_on: Annotated[date, Says("开通日期", "Connected on")]
    connected_by: Annotated[Annotated[str, Field(min_length=1, max_length=100)], Says("开通人", "Connected by")]
    tested: Annotated[bool, Says("测试通过", "The test was passed")] = False
    test_result: Annotated[Annotated[str, Field(min_length=1, max_length=500)], Says("测试结果", "Test result")]


class Disconnection(Input):
    """What the technical body took down on the approval."""

    disconnected_on: Annotated[date, Says("断开日期", "Disconnected on")]
    disconnected_by: Annotated[Annotated[str, Field(min_length=1, max_length=100)], Says("经办人", "By")]
    cleared: Annotated[Reason, Says("端口和配置清理情况", "Ports and settings cleared")]


class Confirmation(Input):
    """The unit's user confirms by name."""

    confirmed_by: Annotated[Words, Says("确认人", "Confirmed by", personal=True)]
    remark: Annotated[LongText, Says("使用情况", "Remarks")] = ""


class Complaint(Input):
    """What does not work."""

    reason: Annotated[Reason, Says("不能使用的情况", "What does not work")]
