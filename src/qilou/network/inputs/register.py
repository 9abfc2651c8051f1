"""What the technical body types into the network register: sites, nodes, links, VLANs."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Kind, Says, ShortText
from qilou.law import Text
from qilou.law.measures import M164
from qilou.network.models.register import Medium, Role

from .access import MBIT, Bandwidth
from .deciding import NO_INTRANET, Network

Name = Annotated[str, Field(min_length=1, max_length=100)]


class VrfForm(Input):
    """A routing table of the extranet."""

    network: Annotated[Network, Says("网络", "Network", hint=NO_INTRANET, cites=M164.art(22))] = Network.EXTRANET
    name: Annotated[Annotated[str, Field(min_length=1, max_length=60)], Says("路由表标识", "Name")]
    title_zh: Annotated[Name, Says("用途（中文）", "Purpose in Chinese")]
    title_en: Annotated[Name, Says("用途（英文）", "Purpose in English")]
    distinguisher: Annotated[Annotated[str, Field(max_length=40)], Says("路由区分符", "Route distinguisher")] = ""


class SiteForm(Input):
    """A room or point of the network."""

    network: Annotated[Network, Says("网络", "Network", hint=NO_INTRANET, cites=M164.art(22))] = Network.EXTRANET
    name: Annotated[Annotated[str, Field(min_length=1, max_length=200)], Says("机房、站点名称", "Site")]
    address: Annotated[ShortText, Says("地址", "Address")] = ""


class NodeForm(Input):
    """A node at a site."""

    network: Annotated[Network, Says("网络", "Network", hint=NO_INTRANET, cites=M164.art(22))] = Network.EXTRANET
    site: Annotated[int, Says("机房、站点", "Site", kind=Kind.REFERENCE, refers="site")]
    name: Annotated[Name, Says("节点名称", "Node", hint=Text("全市唯一", "unique in the city"))]
    role: Annotated[Role, Says("层级", "Layer")]


class LinkForm(Input):
    """A line between two nodes."""

    upper: Annotated[int, Says("上联节点", "Upper node", kind=Kind.REFERENCE, refers="node")]
    lower: Annotated[int, Says("下联节点", "Lower node", kind=Kind.REFERENCE, refers="node")]
    name: Annotated[Name, Says("链路名称", "Link")]
    medium: Annotated[Medium, Says("介质", "Medium")]
    carrier: Annotated[Annotated[str, Field(max_length=100)], Says("运营商", "Carrier")] = ""
    bandwidth: Annotated[Bandwidth, Says("带宽", "Bandwidth", unit=MBIT)]
    second: Annotated[bool, Says("备用链路", "Spare")] = False


class VlanForm(Input):
    """A VLAN of a node."""

    node: Annotated[int, Says("节点", "Node", kind=Kind.REFERENCE, refers="node")]
    number: Annotated[Annotated[int, Field(ge=1, le=4094)], Says("VLAN 编号", "VLAN")]
    name: Annotated[Name, Says("用途", "Used for")]
