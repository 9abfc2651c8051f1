"""The facts of an application for access, what its forms may name, and what its page shows."""

from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.identity.queries import body, holder
from qilou.identity.queries.units import area_above
from qilou.kernel.actor import Actor
from qilou.law import TECHNICAL_BODY, UNKNOWN, Text
from qilou.network.inputs.access import AccessForm, AccessOpening, Connection, Disconnection
from qilou.network.models import (
    Access,
    AccessApplication,
    Against,
    Allocation,
    Kind,
    Measure,
    Method,
    Node,
    Outcome,
    Vrf,
    Zone,
)
from qilou.network.models.addressing import Role, Status
from qilou.network.rules.access import AccessFacts

Choices = list[tuple[str, str]]
MOST_SHOWN = 100
UNDECIDED = Text("未作决定", "Undecided")


def form_of(row: AccessApplication) -> AccessForm:
    """What was last submitted."""
    return AccessForm.model_validate(row.form)


def given_on(case_id: int) -> AccessForm | None:
    """The form of a case as it now stands, for its printed document."""
    row = AccessApplication.objects.get(pk=case_id)
    return form_of(row) if row.form else None


def opening_facts(act: Act, given: AccessOpening) -> AccessFacts:
    """Who applies for what."""
    unit = body(act.actor.organisation_id, act.today) if act.actor.organisation_id else None
    named = given.access and Access.objects.filter(
        pk=given.access, unit=act.actor.organisation_id, withdrawn_on__isnull=True
    )
    return AccessFacts(
        today=act.today,
        network=given.network.value,
        unit_registered=unit is not None and unit.exists and unit.is_implementing_unit,
        unit_of_area=unit is not None and unit.jurisdiction == act.case.jurisdiction,
        kind=given.kind.value,
        standing=None if given.access is None else bool(named and named.exists()),
    )


def facts(act: Act) -> AccessFacts:
    """The application as it stands, and what the step's form says."""
    row = AccessApplication.objects.select_related("access").get(pk=act.case.id)
    technical = holder(TECHNICAL_BODY.code, act.case.jurisdiction, act.today)
    found = AccessFacts(
        today=act.today,
        kind=row.kind,
        standing=None if row.access is None else row.access.withdrawn_on is None,
        bandwidth_now=row.access.bandwidth if row.access else 0,
        returned=row.returned_on is not None,
        technical_body=technical.name.zh if technical else "",
        measure=_measure_against(row.unit_id),
        approval_number=row.approval_number or "",
        approved_on=row.decided_on if row.outcome == Outcome.APPROVED.value else None,
    )
    form = act.input if isinstance(act.input, AccessForm) else form_of(row) if row.form else None
    if form is not None:
        found = replace(
            found,
            method=form.method.value,
            carrier=form.carrier,
            bandwidth=form.bandwidth,
            systems=tuple(one.name for one in form.systems),
            undertaking=form.undertaking,
            internet=form.internet,
            protection=form.protection,
        )
    if isinstance(act.input, Connection):
        return replace(
            found,
            carried_out_on=act.input.connected_on,
            tested=act.input.tested,
            connected_bandwidth=act.input.bandwidth,
            node_of_area=_nodes(act.case.jurisdiction).filter(pk=act.input.node).exists()
            and vrfs(act.case.jurisdiction).filter(pk=act.input.vrf).exists(),
            taken=_taken(act.input, row.access_id),
        )
    if isinstance(act.input, Disconnection):
        return replace(found, carried_out_on=act.input.disconnected_on)
    return replace(found, carried_out_on=UNKNOWN)


def _measure_against(unit_id: int) -> str:
    """The number of the measure in force against all that a unit has, blank for none."""
    found = Measure.objects.filter(
        unit=unit_id, against=Against.UNIT.value, imposed_at__isnull=False, lifted_at__isnull=True
    )
    return str(found.values_list("case__number", flat=True).first() or "")


def _taken(given: Connection, own: int | None) -> tuple[Text, ...]:
    """What of the place is another access's."""
    others = Access.objects.filter(node=given.node, withdrawn_on__isnull=True).exclude(pk=own)
    held = list(others.values_list("port", "vlan"))
    found = []
    if given.port in {port for port, _ in held}:
        found.append(Text(f"端口 {given.port}", f"port {given.port}"))
    if given.vlan in {vlan for _, vlan in held}:
        found.append(Text(f"VLAN {given.vlan}", f"VLAN {given.vlan}"))
    return tuple(found)


def opening_options(refers: str, actor: Actor, now: datetime) -> Choices:
    """The accesses that the actor's unit has; `now` is not asked."""
    if refers != "access" or actor.organisation_id is None:
        return []
    found = Access.objects.filter(unit=actor.organisation_id, withdrawn_on__isnull=True).order_by("pk")
    return [(str(one.pk), f"{one.number} {one.place}") for one in found]


def options(refers: str, act: Act) -> Choices:
    """The nodes on which an area's technical body may connect: the area's own and its city's."""
    if refers == "vrf":
        found = vrfs(act.case.jurisdiction).order_by("name")
        return [(str(one.pk), f"{one.name} {one.title_zh}") for one in found]
    if refers != "node":
        return []
    rows = _nodes(act.case.jurisdiction).select_related("site").order_by("-jurisdiction", "name")
    return [(str(one.pk), f"{one.name}（{one.site.name}）") for one in rows]


def _nodes(jurisdiction: str) -> QuerySet[Node]:
    areas = [jurisdiction, area_above(jurisdiction)]
    return Node.objects.filter(jurisdiction__in=[one for one in areas if one], retired_on__isnull=True)


def granted_with(access_id: int) -> list[int]:
    """The allocations that stand by the approvals of an access."""
    cases = AccessApplication.objects.filter(access=access_id).values("case")
    standing = [Status.ACTIVE.value, Status.SUSPENDED.value, Status.HELD.value]
    return list(Allocation.objects.filter(case__in=cases, status__in=standing).values_list("pk", flat=True))


def vrfs(jurisdiction: str) -> QuerySet[Vrf]:
    """The routing tables of an area's city."""
    return Vrf.objects.filter(owner__in=[jurisdiction, area_above(jurisdiction) or jurisdiction])


def suggested_form(act: Act) -> dict[str, object]:
    """What was submitted before; of an existing access what is on its last application."""
    row = AccessApplication.objects.get(pk=act.case.id)
    if row.form or row.access_id is None:
        return dict(row.form)
    before = AccessApplication.objects.filter(access=row.access_id).exclude(pk=row.pk).exclude(form={})
    last = before.order_by("-pk").first()
    return dict(last.form) | {"reason": ""} if last else {}


def suggested_connection(act: Act) -> dict[str, object]:
    """The place that the access has, and the approved bandwidth."""
    row = AccessApplication.objects.select_related("access").get(pk=act.case.id)
    known: dict[str, object] = {"connected_on": act.today, "connected_by": act.actor.name}
    if row.access is not None:
        known |= {name: getattr(row.access, name) for name in ("port", "vlan", "interconnect")}
        known |= {"node": row.access.node_id, "vrf": row.access.vrf_id}
    return known | ({"bandwidth": row.form["bandwidth"]} if row.form else {})


def show(case_id: int) -> Show:
    """What the case's page shows: what is asked for, the decision, the connection."""
    row = AccessApplication.objects.select_related("access__node", "access__vrf").get(pk=case_id)
    outcome = Outcome(row.outcome).label if row.outcome else UNDECIDED
    facts = [
        Fact(Text("申请单位", "Unit"), row.unit_name, "name"),
        Fact(Text("申请类型", "Applied for"), Kind(row.kind).label, "choice"),
        Fact(Text("审批结果", "Decision"), outcome, "choice"),
        Fact(Text("批准文号", "Approval"), row.approval_number or "—"),
        Fact(Text("接入编号", "Access"), row.access.number if row.access else "—"),
        Fact(Text("开通（断开）日期", "Carried out on"), row.carried_out_on, "day"),
        Fact(Text("用户确认", "Confirmed"), row.confirmed_on, "day"),
    ]
    sections = []
    if row.form:
        sections += _application(form_of(row))
    if blocks := list(Allocation.objects.filter(case=case_id).order_by("pk")[:MOST_SHOWN]):
        sections.append(_addresses(blocks))
    if row.conditions:
        sections.append(Section(Text("接入要求", "Conditions"), paragraphs=((Text("", ""), row.conditions),)))
    if row.access is not None and row.carried_out_on is not None:
        sections.append(connection_section(row.access))
    return Show(facts=tuple(facts), sections=tuple(sections))


def _application(form: AccessForm) -> list[Section]:
    asked = [
        (Text("接入点地址、机房", "Place and room"), form.place),
        (Text("接入方式", "Method"), Method(form.method).label),
        (Text("运营商", "Carrier"), form.carrier or "—"),
        (Text("带宽（兆比特每秒）", "Bandwidth (Mbit/s)"), f"{form.bandwidth}"),
        (Text("接入区域", "Zone"), Zone(form.zone).label),
        (Text("终端／服务器", "Terminals / servers"), f"{form.terminals} / {form.servers}"),
        (Text("边界安全设备", "Security at the boundary"), form.protection or "—"),
        (Text("申请理由", "Reasons"), form.reason),
    ]
    found = [
        Section(
            Text("申请内容", "What is applied for"),
            (Column(Text("栏目", "Entry")), Column(Text("内容", "Content"))),
            asked,
        ),
        Section(
            Text("承载业务系统", "Systems carried"),
            (Column(Text("系统", "System")), Column(Text("等保级别", "Grade")), Column(Text("备案号", "Record"))),
            [(one.name, one.grade or "—", one.record or "—") for one in form.systems],
        ),
    ]
    if form.own_ranges:
        found.append(
            Section(
                Text("内部私网网段（仅作记录）", "Private ranges inside (for information)"),
                (Column(Text("网段", "Range")), Column(Text("用途", "Used for"))),
                [(one.range, one.note or "—") for one in form.own_ranges],
            )
        )
    return found


def _addresses(blocks: list[Allocation]) -> Section:
    return Section(
        Text("地址", "Addresses"),
        (
            Column(Text("地址、网段", "Address or subnet")),
            Column(Text("用途", "Used for")),
            Column(Text("状态", "Status")),
        ),
        [(one.block, Role(one.role).label, Status(one.status).label) for one in blocks],
    )


def connection_section(access: Access) -> Section:
    """How the technical body connected it."""
    return Section(
        Text("技术管理机构办理情况", "As the technical body connected it"),
        (Column(Text("栏目", "Entry")), Column(Text("内容", "Content"), "name")),  # who connected it is among them
        [
            (Text("节点", "Node"), access.node.name),
            (Text("设备端口", "Port"), access.port),
            (Text("VLAN 编号", "VLAN"), f"{access.vlan}"),
            (Text("互联地址", "Interconnect address"), access.interconnect),
            (Text("路由表", "VRF"), access.vrf.name),
            (Text("开通人", "Connected by"), access.connected_by),
            (Text("开通日期", "Connected on"), access.connected_on.isoformat()),
            (Text("测试结果", "Test result"), access.test_result),
        ],
    )
