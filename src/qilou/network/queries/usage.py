"""What returns of delegated blocks read: the recount, what was returned, and whether the city's sums agree."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Count, Sum

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.law import Text, carries
from qilou.network.inputs.usage import UsageForm, UsageRow
from qilou.network.models import Allocation, Delegation, UsageLine, UsageReturn
from qilou.network.models.addressing import Status
from qilou.network.rules.usage import Usage, UsageFacts, ends, label_of, units

COUNTS = {Status.ACTIVE: "used", Status.SUSPENDED: "used", Status.HELD: "held", Status.COOLING: "cooling"}


@carries("A25.2", "A25.3")
def counted(jurisdictions: Collection[str]) -> dict[str, Usage]:
    """A recount, row by row, of every block that these districts manage now; three queries."""
    blocks = dict(
        Delegation.objects.filter(jurisdiction__in=jurisdictions, revoked_on=None)
        .order_by("network")
        .values_list("pk", "network")
    )
    living = Allocation.objects.filter(prefix__delegation__in=blocks, status__in=list(COUNTS))
    found: dict[int, dict[str, int]] = {pk: dict.fromkeys(("used", "held", "cooling"), 0) for pk in blocks}
    sums = living.values_list("prefix__delegation", "status").annotate(size=Sum("size")).order_by()
    for pk, status, size in sums:
        found[pk][COUNTS[Status(status)]] += int(size)
    behind = dict(living.values_list("prefix__delegation").annotate(cases=Count("case", distinct=True)).order_by())
    return {
        block: Usage(**{name: units(block, size) for name, size in found[pk].items()}, accesses=behind.get(pk, 0))
        for pk, block in blocks.items()
    }


def returned(row: UsageReturn) -> dict[str, Usage]:
    """What a return says, by block."""
    return {one.network: _usage(one) for one in row.lines.order_by("network")}


def _usage(line: UsageLine | UsageRow) -> Usage:
    return Usage(line.used, line.held, line.cooling, line.accesses)


def facts(act: Act) -> UsageFacts:
    """The return being given beside the recount."""
    own = counted([act.case.jurisdiction])
    if not isinstance(act.input, UsageForm):
        return UsageFacts(counted=own)
    lines = {one.block: _usage(one) for one in act.input.lines}
    return UsageFacts(returned=lines, counted=own, remarks=act.input.remarks)


def as_counted(act: Act) -> dict[str, object]:
    """The form filled with the recount."""
    return {"lines": [{"block": block, **asdict(one)} for block, one in counted([act.case.jurisdiction]).items()]}


@dataclass(frozen=True, slots=True)
class Total:
    """The city's sum of a half-year: what districts returned, who did not, and what a recount gives now."""

    returned: Usage
    counted: Usage
    awaited: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether everybody returned and the sums are the same."""
        return not self.awaited and self.returned == self.counted


@carries("A25.3")
def total(year: int, half: int, districts: Collection[str]) -> Total:
    """The sum of the signed returns of these districts beside the recount of all their blocks."""
    rows = UsageReturn.objects.filter(year=year, half=half, jurisdiction__in=districts, signed_on__isnull=False)
    signed = list(rows.prefetch_related("lines"))
    said = [_usage(line) for row in signed for line in row.lines.all()]
    own = counted(districts)
    delegating = set(
        Delegation.objects.filter(revoked_on=None, jurisdiction__in=districts).values_list("jurisdiction", flat=True)
    )
    awaited = sorted(delegating - {row.jurisdiction_id for row in signed})
    return Total(sum(said, Usage()), sum(own.values(), Usage()), tuple(awaited))


def last_day(row: UsageReturn) -> date:
    """The last day of a return's half-year."""
    return ends(row.year, row.half)


def show(case_id: int) -> Show:
    """The facts strip, and what is returned beside the recount of today."""
    row = UsageReturn.objects.select_related("jurisdiction").get(pk=case_id)
    own, said = counted([row.jurisdiction_id]), returned(row)
    sums = sum((said or own).values(), Usage())
    return Show(
        facts=(
            Fact(Text("区（县）", "District"), Text(row.jurisdiction.name_zh, row.jurisdiction.name_en)),
            Fact(Text("报告期", "Period"), label_of(row.year, row.half)),
            Fact(Text("截至", "To"), last_day(row), "day"),
            Fact(Text("使用中", "In use"), sums.used, "number"),
            Fact(Text("预占", "Held"), sums.held, "number"),
            Fact(Text("涉及批准件数", "Approved cases"), sums.accesses, "number"),
        ),
        sections=(_lines(said, own), *((_remarks(row),) if row.remarks else ())),
    )


def _lines(said: dict[str, Usage], own: dict[str, Usage]) -> Section:
    nothing = Usage()
    rows = [
        (block, there.used, here.used, there.held, here.held, there.cooling, here.cooling, there.accesses)
        for block in dict.fromkeys((*own, *said))
        for there, here in ((said.get(block, nothing), own.get(block, nothing)),)
    ]
    heads = (
        ("报送使用", "Used, returned"),
        ("实数", "Recount"),
        ("报送预占", "Held, returned"),
        ("实数", "Recount"),
        ("报送冷却", "Cooling, returned"),
        ("实数", "Recount"),
        ("批准件数", "Cases"),
    )
    return Section(
        Text("委托地址段", "Delegated blocks"),
        (Column(Text("地址段", "Block")), *(Column(Text(*head), "number") for head in heads)),
        rows,
    )


def _remarks(row: UsageReturn) -> Section:
    return Section(Text("情况说明", "Remarks"), (Column(Text("内容", "Content")),), [(row.remarks,)])
