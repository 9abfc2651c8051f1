"""What a measure lies on, its facts, what its form may name, and what its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from ipaddress import ip_network

from django.db.models import QuerySet

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.identity.queries import names_read
from qilou.identity.queries.units import implementing_units
from qilou.kernel.actor import Actor
from qilou.kernel.templatetags.words import say as said
from qilou.law import Text
from qilou.network.inputs.measures import Ground, Hearing, MeasureForm
from qilou.network.models import Access, Against, Allocation, Measure, MeasureKind
from qilou.network.models.addressing import Status
from qilou.network.rules.measures import MeasureFacts

from .access import granted_with

Choices = list[tuple[str, str]]
LIVE = [Status.HELD.value, Status.ACTIVE.value, Status.SUSPENDED.value]


@dataclass(frozen=True, slots=True)
class Extent:
    """The accesses and allocations on which a measure lies, and named addresses that are not the unit's."""

    accesses: tuple[int, ...]
    allocations: tuple[int, ...]
    strange: tuple[str, ...] = ()

    @property
    def hits(self) -> int:
        """How many things it lies on."""
        return len(self.accesses) + len(self.allocations)


def extent_of(unit: int, against: str, access: int | None, blocks: Sequence[str], jurisdiction: str) -> Extent:
    """What a measure of an area lies on now."""
    accesses = Access.objects.filter(unit=unit, jurisdiction=jurisdiction, withdrawn_on__isnull=True).order_by("pk")
    held = Allocation.objects.filter(holder=unit, jurisdiction=jurisdiction, status__in=LIVE).order_by("pk")
    match against:
        case Against.UNIT.value:
            return Extent(_ids(accesses), _ids(held))
        case Against.ACCESS.value:
            granted = held.filter(pk__in=granted_with(access or 0))
            return Extent(_ids(accesses.filter(pk=access)), _ids(granted))
        case _:
            found = list(held.values_list("pk", "block"))
            wanted = [ip_network(one) for one in blocks]
            inside = {pk: ip_network(block) for pk, block in found}
            hit = [pk for pk, block in inside.items() if any(_overlaps(block, one) for one in wanted)]
            known = [inside[pk] for pk in hit]
            strange = [str(one) for one in wanted if not any(_overlaps(block, one) for block in known)]
            return Extent((), tuple(hit), tuple(strange))


def _overlaps(one: object, other: object) -> bool:
    return one.version == other.version and one.overlaps(other)  # type: ignore[attr-defined]


def _ids(found: "QuerySet[Access] | QuerySet[Allocation]") -> tuple[int, ...]:
    return tuple(found.values_list("pk", flat=True))


def opening_facts(act: Act, given: MeasureForm) -> MeasureFacts:
    """What is proposed."""
    blocks = [one.block for one in given.blocks]
    extent = extent_of(given.unit, given.against.value, given.access, blocks, act.case.jurisdiction)
    return MeasureFacts(
        today=act.today,
        ground=given.ground.value,
        facts=given.facts,
        days=given.days,
        urgent=given.urgent,
        hits=extent.hits,
        strange=extent.strange,
    )


def facts(act: Act) -> MeasureFacts:
    """The measure as it stands, and what the step's form says."""
    row = Measure.objects.get(pk=act.case.id)
    extent = extent_of(row.unit_id, row.against, row.access_id, row.blocks, act.case.jurisdiction)
    found = MeasureFacts(
        today=act.today,
        ground=row.ground,
        facts=row.facts,
        days=row.days,
        urgent=row.urgent,
        heard=row.heard_on is not None,
        hits=extent.hits,
        strange=extent.strange,
    )
    return replace(found, hearing_until=act.input.until) if isinstance(act.input, Hearing) else found


def opening_options(refers: str, actor: Actor, now: datetime) -> Choices:
    """The units of the area, and their accesses in service."""
    if refers == "unit":
        return [(str(one.id), said(one.name)) for one in implementing_units(actor.jurisdiction, now.date())]
    if refers == "access":
        found = Access.objects.filter(jurisdiction=actor.jurisdiction, withdrawn_on__isnull=True).order_by("pk")
        rows = list(found)
        names = names_read(one.unit_name for one in rows)
        return [(str(one.pk), f"{one.number} {said(names.get(one.unit_name, one.unit_name))}") for one in rows]
    return []


def last_day(act: Act) -> date:
    """The last day of the measure."""
    day: date = Measure.objects.values_list("until", flat=True).get(pk=act.case.id)
    return day


def heard_until(act: Act) -> date:
    """The last day on which the unit is heard."""
    day: date = act.input.until
    return day


def show(case_id: int) -> Show:
    """The page of the case: against what, why, the views, and what it lies on."""
    row = Measure.objects.select_related("access").get(pk=case_id)
    sections = [
        Section(
            Text("事实和程序", "Facts and course"),
            paragraphs=(
                (Text("依据的行为", "Ground"), Ground(row.ground).label),
                (Text("事实和可能的危害后果", "Facts and harm"), row.facts),
                (Text("陈述和申辩", "Views"), row.views or "—"),
                (Text("解除的理由", "Why it was lifted"), row.lifted_because or "—"),
            ),
        )
    ]
    if row.blocks:
        sections.append(
            Section(Text("地址", "Addresses"), (Column(Text("地址、网段", "Address")),), [(one,) for one in row.blocks])
        )
    restrained = list(row.restraints.select_related("access").order_by("access"))
    if restrained:
        sections.append(
            Section(
                Text("所涉接入", "Accesses that it lies on"),
                (Column(Text("接入", "Access")), Column(Text("地点", "Place")), Column(Text("状态", "Standing"))),
                [
                    (
                        one.access.number,
                        one.access.place,
                        Text("措施中", "Restrained") if one.lifted_at is None else Text("已恢复", "Restored"),
                    )
                    for one in restrained
                ],
            )
        )
    return Show(
        facts=(
            Fact(Text("单位", "Unit"), row.unit_name, "name"),
            Fact(Text("措施", "Measure"), MeasureKind(row.kind).label, "choice"),
            Fact(Text("范围", "Extent"), Against(row.against).label, "choice"),
            Fact(Text("决定书文号", "Order"), row.number or "—"),
            Fact(Text("期限至", "Until"), row.until, "day"),
            Fact(Text("解除日期", "Lifted on"), row.lifted_at.date() if row.lifted_at else None, "day"),
        ),
        sections=tuple(sections),
    )
