"""The registers of the network in the columns that offices keep: accesses, separate networks, openings, measures."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from qilou.kernel.actor import Actor
from qilou.kernel.registers import Column, Register, Value, register
from qilou.law import Text
from qilou.law.measures import M164
from qilou.network.models import (
    Access,
    Against,
    Measure,
    MeasureKind,
    Method,
    NetworkPlan,
    Opening,
    Opens,
    OwnSystem,
    Purpose,
    SeparateNetwork,
    Standing,
    Zone,
)

Row = Mapping[str, Any]
IN_SERVICE, RESTRAINED, ENDED = Text("在用", "In service"), Text("措施中", "Restrained"), Text("已注销", "Ended")


def _text(zh: str, en: str) -> Column:
    return Column(Text(zh, en))


def _name(zh: str, en: str) -> Column:
    return Column(Text(zh, en), "name")


def _day(zh: str, en: str) -> Column:
    return Column(Text(zh, en), "date")


def _number(zh: str, en: str) -> Column:
    return Column(Text(zh, en), "number")


def _accesses(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Access.objects.visible_to(actor).filter(approval__case__readers__overlap=sorted(actor.keys))
    if year:
        found = found.filter(connected_on__year=year)
    standing = Count("restraints", filter=Q(restraints__lifted_at__isnull=True))
    return found.order_by("-pk").values(
        *("pk", "unit_name", "place", "method", "carrier", "bandwidth", "zone", "port", "vlan", "interconnect"),
        *("approval", "connected_on", "withdrawn_on"),
        node_name=F("node__name"),
        table=F("vrf__name"),
        case_number=F("approval__case__number"),
        under=standing,
    )


def _access(row: Row) -> Sequence[Value]:
    return (
        f"JR-{row['pk']}",
        row["unit_name"],
        row["place"],
        Method(row["method"]).label,
        row["carrier"],
        row["bandwidth"],
        Zone(row["zone"]).label,
        f"{row['node_name']} {row['port']}",
        row["vlan"],
        row["interconnect"],
        row["table"],
        row["approval"],
        row["connected_on"],
        ENDED if row["withdrawn_on"] else RESTRAINED if row["under"] else IN_SERVICE,
    )


def _networks(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    seen = NetworkPlan.objects.filter(network=OuterRef("pk"), case__readers__overlap=sorted(actor.keys))
    found = SeparateNetwork.objects.visible_to(actor).filter(Exists(seen))
    if year:
        found = found.filter(entered_at__year=year)
    return found.order_by("-pk").values(
        *("pk", "name", "unit_name", "standing", "approval_number", "interconnected_on", "ended_on"),
        steps=Count("plans__steps"),
        done=Count("plans__steps", filter=Q(plans__steps__done_on__isnull=False)),
        case_number=Subquery(seen.order_by("-case").values("case__number")[:1]),
    )


def _network(row: Row) -> Sequence[Value]:
    return (
        row["name"],
        row["unit_name"],
        Standing(row["standing"]).label,
        row["approval_number"],
        row["interconnected_on"],
        row["steps"],
        row["done"],
        row["ended_on"],
    )


def _openings(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = Opening.objects.visible_to(actor).filter(case__readers__overlap=sorted(actor.keys))
    if year:
        found = found.filter(until__year=year)
    return found.order_by("-case").values(
        *("what", "kind", "unit_name", "access", "window", "until", "opened_on", "closed_on", "ground"),
        case_number=F("case__number"),
    )


def _opening(row: Row) -> Sequence[Value]:
    return (
        row["what"],
        Opens(row["kind"]).label,
        row["unit_name"],
        f"JR-{row['access']}",
        row["window"],
        row["opened_on"],
        row["until"],
        row["closed_on"],
        row["ground"],
    )


def _measures(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    """Measures of the areas that the actor is in charge of, and those of which the actor's unit was told."""
    found = Measure.objects.visible_to(actor).filter(case__readers__overlap=sorted(actor.keys))
    if year:
        found = found.filter(case__opened_on__year=year)
    return found.order_by("-case").values(
        *("unit_name", "kind", "against", "number", "imposed_at", "until", "appealed_on", "lifted_at"),
        case_number=F("case__number"),
    )


def _measure(row: Row) -> Sequence[Value]:
    return (
        row["case_number"],
        row["unit_name"],
        MeasureKind(row["kind"]).label,
        Against(row["against"]).label,
        row["number"],
        row["imposed_at"].date() if row["imposed_at"] else None,
        row["until"],
        row["appealed_on"],
        row["lifted_at"].date() if row["lifted_at"] else None,
    )


def _systems(actor: Actor, year: int) -> QuerySet[Any, dict[str, Any]]:
    found = OwnSystem.objects.visible_to(actor).filter(case__readers__overlap=sorted(actor.keys))
    if year:
        found = found.filter(decided_on__year=year)
    return found.order_by("-case").values(
        *("name", "unit_name", "purpose", "approval_number", "decided_on", "ended_on"), case_number=F("case__number")
    )


def _system(row: Row) -> Sequence[Value]:
    return (
        row["name"],
        row["unit_name"],
        Purpose(row["purpose"]).label,
        row["approval_number"],
        row["decided_on"],
        row["ended_on"],
    )


register(
    Register(
        "accesses",
        Text("外网接入台账", "Accesses to the extranet"),
        Text("每个接入的线路、端口、批准文号和状态。", "Each access with its line, port, approval and standing."),
        (M164.art(24),),
        (
            _text("接入编号", "Access"),
            _name("单位", "Unit"),
            _text("接入点", "Place"),
            _text("接入方式", "Method"),
            _text("运营商", "Carrier"),
            _number("带宽（兆）", "Bandwidth in Mbit/s"),
            _text("接入区域", "Zone"),
            _text("节点端口", "Node and port"),
            _number("VLAN 编号", "VLAN"),
            _text("互联地址", "Interconnect address"),
            _text("路由表", "Routing table"),
            _text("批准文号", "Approval"),
            _day("开通日期", "Connected on"),
            _text("状态", "Standing"),
        ),
        _accesses,
        _access,
        lambda row: f"/network/access/{row['case_number']}/",
    )
)
register(
    Register(
        "separate_networks",
        Text("独立网络台账", "Separate networks"),
        Text(
            "已建和批准的独立网络、互联情况和并网进展。", "Separate networks, how they join, and how merging goes on."
        ),
        (M164.art(23), M164.art(24)),
        (
            _text("网络", "Network"),
            _name("单位", "Unit"),
            _text("现状", "Standing"),
            _text("批准文号", "Approval"),
            _day("互联日期", "Connected to the platform on"),
            _number("并网步骤", "Steps of merging"),
            _number("已完成", "Steps done"),
            _day("并入或者停用", "Merged or closed on"),
        ),
        _networks,
        _network,
        lambda row: f"/network/separate/{row['case_number']}/",
    )
)
register(
    Register(
        "openings",
        Text("网络资源开通台账", "Openings on the network"),
        Text(
            "端口策略、账号、域名、云资源的用途和到期日。", "Ports, accounts, domains and cloud resources, until when."
        ),
        (M164.art(22),),
        (
            _text("具体内容", "What"),
            _text("事项", "Kind"),
            _name("单位", "Unit"),
            _text("接入编号", "Access"),
            _text("变更窗口", "Window"),
            _day("开通日期", "Opened on"),
            _day("到期日", "Until"),
            _day("关闭日期", "Closed on"),
            _text("关闭原因", "Why closed"),
        ),
        _openings,
        _opening,
        lambda row: f"/network/opening/{row['case_number']}/",
    )
)
register(
    Register(
        "measures",
        Text("技术措施台账", "Technical measures"),
        Text("对单位、接入和地址采取的技术措施。", "Measures against units, accesses and addresses."),
        (M164.art(39),),
        (
            _text("编号", "Number"),
            _name("单位", "Unit"),
            _text("措施", "Measure"),
            _text("范围", "Extent"),
            _text("决定书文号", "Order"),
            _day("开始日期", "Since"),
            _day("期限至", "Until"),
            _day("申诉日期", "Appealed on"),
            _day("解除日期", "Lifted on"),
        ),
        _measures,
        _measure,
        lambda row: f"/network/measure/{row['case_number']}/",
    )
)
register(
    Register(
        "own_systems",
        Text("自建应用系统台账", "Own application systems"),
        Text(
            "经批准自建或者保留的办公、审批、监察系统。", "Own office, approval and supervision systems, and approvals."
        ),
        (M164.art(32),),
        (
            _text("系统", "System"),
            _name("单位", "Unit"),
            _text("对应的共享功能", "Shared function"),
            _text("批准文号", "Approval"),
            _day("批准日期", "Approved on"),
            _day("停用日期", "Ended on"),
        ),
        _systems,
        _system,
        lambda row: f"/network/own-system/{row['case_number']}/",
    )
)
