"""The facts of an opening, what its form may name, and what its page shows."""

from dataclasses import replace
from datetime import date, datetime

from qilou.casework.act import Act
from qilou.casework.show import Fact, Section, Show
from qilou.kernel.actor import Actor
from qilou.law import Text
from qilou.network.inputs.openings import CarriedOut, OpeningForm
from qilou.network.models import Access, Opening, Opens, Restraint
from qilou.network.rules.openings import OpeningFacts

Choices = list[tuple[str, str]]


def in_service(access_id: int, unit_id: int | None) -> bool:
    """Whether an access is a unit's, not withdrawn, and under no measure."""
    held = Access.objects.filter(pk=access_id, unit=unit_id, withdrawn_on__isnull=True).exists()
    return held and not Restraint.objects.filter(access=access_id, lifted_at__isnull=True).exists()


def opening_facts(act: Act, given: OpeningForm) -> OpeningFacts:
    """What is asked for, on which access."""
    return OpeningFacts(
        today=act.today,
        network=given.network.value,
        in_service=in_service(given.access, act.actor.organisation_id),
        until=given.until,
    )


def facts(act: Act) -> OpeningFacts:
    """The opening as it stands, and what the step's form says."""
    row = Opening.objects.get(pk=act.case.id)
    found = OpeningFacts(today=act.today, in_service=in_service(row.access_id, row.unit_id), until=row.until)
    if row.agreed_on is not None:
        found = replace(found, agreed_on=row.agreed_on)
    return replace(found, opened_on=act.input.opened_on) if isinstance(act.input, CarriedOut) else found


def last_day(act: Act) -> date:
    """The last day on which it is open."""
    day: date = Opening.objects.values_list("until", flat=True).get(pk=act.case.id)
    return day


def own_accesses(refers: str, actor: Actor, now: datetime) -> Choices:
    """The accesses that the actor's unit has; `now` is not asked."""
    if refers != "access" or actor.organisation_id is None:
        return []
    found = Access.objects.filter(unit=actor.organisation_id, withdrawn_on__isnull=True).order_by("pk")
    return [(str(one.pk), f"{one.number} {one.place}") for one in found]


def show(case_id: int) -> Show:
    """The page of the case."""
    row = Opening.objects.select_related("access").get(pk=case_id)
    return Show(
        facts=(
            Fact(Text("单位", "Unit"), row.unit_name, "name"),
            Fact(Text("开通事项", "What is opened"), Opens(row.kind).label, "choice"),
            Fact(Text("所属接入", "Access"), row.access.number),
            Fact(Text("到期日", "Until"), row.until, "day"),
            Fact(Text("开通日期", "Opened on"), row.opened_on, "day"),
            Fact(Text("关闭日期", "Closed on"), row.closed_on, "day"),
        ),
        sections=(
            Section(
                Text("内容和变更安排", "What, when and how back"),
                paragraphs=(
                    (Text("具体内容", "What exactly"), row.what),
                    (Text("用途", "Purpose"), row.purpose),
                    (Text("变更窗口", "Window"), row.window or "—"),
                    (Text("回退方案", "Way back"), row.rollback or "—"),
                    (Text("关闭原因", "Why it was closed"), row.ground or "—"),
                ),
            ),
        ),
    )
