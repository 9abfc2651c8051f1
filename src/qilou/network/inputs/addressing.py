"""What is typed to keep the address plan and to delegate a part of it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Kind, LongText, Says, ShortText
from qilou.law import Text
from qilou.network.models.addressing import Kind as PrefixKind
from qilou.network.models.addressing import Role
from qilou.network.rules.addressing import ARTICLE

RequiredText = Annotated[str, Field(min_length=1, max_length=300)]
Length = Annotated[int, Field(ge=0, le=128)]


class NewPrefix(Input):
    """A prefix to enter under a container, by its network or by a length."""

    network: Annotated[
        Annotated[str, Field(max_length=50)],
        Says(
            "地址段", "Network", hint=Text("例如 10.20.4.0/24；留空则按长度选取", "Such as 10.20.4.0/24; or a length")
        ),
    ] = ""
    length: Annotated[
        Length | None,
        Says("掩码长度", "Length", hint=Text("在最紧的空闲处选取", "Taken from the tightest gap")),
    ] = None
    sparse: Annotated[bool, Says("稀疏选取，四周留出扩展余地", "Sparse: leave room to grow around it")] = False
    kind: Annotated[PrefixKind, Says("类型", "Kind")]
    role: Annotated[Role, Says("用途", "Role")]
    description: Annotated[ShortText, Says("说明", "Description")] = ""
    site: Annotated[Annotated[str, Field(max_length=200)], Says("部署位置", "Site")] = ""
    gateway: Annotated[Annotated[str, Field(max_length=45)], Says("网关", "Gateway")] = ""


class HandOut(Input):
    """What of a pool goes to a unit, by which approval."""

    holder: Annotated[int, Says("使用单位", "Unit", kind=Kind.REFERENCE, refers="units")]
    approval: Annotated[
        Annotated[str, Field(min_length=1, max_length=60)],
        Says("批准文号", "Number of the approval", cites=ARTICLE),
    ]
    count: Annotated[Annotated[int, Field(ge=0, le=4096)], Says("地址数量", "Number of addresses")] = 0
    length: Annotated[Length | None, Says("或者子网掩码长度", "Or a subnet's length")] = None
    address: Annotated[Annotated[str, Field(max_length=50)], Says("或者指定地址", "Or this address")] = ""
    hostname: Annotated[Annotated[str, Field(max_length=100)], Says("主机名", "Host name")] = ""
    mac: Annotated[
        Annotated[str, Field(pattern=r"^$|^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$")], Says("MAC 地址", "MAC address")
    ] = ""
    contact: Annotated[
        Annotated[str, Field(max_length=100)], Says("责任人和电话", "Person in charge, telephone", personal=True)
    ] = ""
    purpose: Annotated[Annotated[str, Field(max_length=200)], Says("用途说明", "Purpose")] = ""
    until: Annotated[date | None, Says("使用期限至", "Until")] = None


class TakeBack(Input):
    """Why an allocation is taken back."""

    ground: Annotated[RequiredText, Says("收回理由", "Ground", cites=ARTICLE)]


class NewRange(Input):
    """A run of addresses set apart."""

    first: Annotated[Annotated[str, Field(min_length=3, max_length=45)], Says("起始地址", "First address")]
    last: Annotated[Annotated[str, Field(min_length=3, max_length=45)], Says("终止地址", "Last address")]
    purpose: Annotated[Annotated[str, Field(min_length=1, max_length=200)], Says("用途", "Purpose")]


class Terms(Input):
    """The terms on which a prefix is handed to a district's technical body."""

    prefix: Annotated[int, Says("地址段", "Prefix", kind=Kind.REFERENCE, refers="prefixes")]
    jurisdiction: Annotated[
        Annotated[str, Field(min_length=1, max_length=20)],
        Says("区（县）", "District", kind=Kind.REFERENCE, refers="districts"),
    ]
    quota: Annotated[Annotated[int, Field(gt=0)], Says("配额（地址数）", "Quota (addresses)")]
    shortest: Annotated[Length, Says("子网最短掩码", "Shortest length of a subnet")]
    longest: Annotated[Length, Says("子网最长掩码", "Longest length of a subnet")]
    document: Annotated[
        Annotated[str, Field(min_length=1, max_length=200)],
        Says("委托文件", "Document that delegates it", cites=ARTICLE),
    ]
    until: Annotated[date | None, Says("委托至", "Until")] = None
    conditions: Annotated[LongText, Says("条件", "Conditions")] = ""
