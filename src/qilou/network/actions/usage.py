"""What the steps of a return of delegated blocks do; the platform calls for one when a half-year has ended."""

from datetime import datetime, timedelta

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.identity.queries.holders import holder, holders, jurisdictions
from qilou.kernel.actor import PLATFORM, function_key
from qilou.kernel.errors import Conflict
from qilou.law import TECHNICAL_BODY, carries, say
from qilou.ledger.rows import add, gone, written
from qilou.network.inputs.usage import UsageForm, UsageOpening
from qilou.network.models import Delegation, UsageLine, UsageReturn, WireFinding
from qilou.network.models.wire import Difference
from qilou.network.notices.usage import CITY_BODY
from qilou.network.queries.usage import counted, returned
from qilou.network.rules.usage import ARTICLE, differing, ended_before, ends, label_of

RETURN = "network.usage_return"
TO_SETTLE = timedelta(days=30)


def begin(act: Act) -> dict[str, object]:
    """The return of one half-year, known to the city's technical body; raises Conflict for a second one."""
    given: UsageOpening = act.input
    area = next(one for one in jurisdictions() if one.code == act.case.jurisdiction)
    period = label_of(given.year, given.half)
    if area.parent_id is None:
        raise Conflict(
            "no_district",
            say("地址使用情况由受委托的区（县）报送。", "Returns are made by the districts that were given a block."),
            cites=(ARTICLE,),
        )
    if UsageReturn.objects.filter(jurisdiction=area, year=given.year, half=given.half).exists():
        raise Conflict(
            "returned",
            say("%(period)s的报告已经建立。", "The return of %(period)s has been opened.", period=period),
            cites=(ARTICLE,),
        )
    act.case.parties[CITY_BODY.role] = [function_key(TECHNICAL_BODY.code, area.parent_id)]
    act.case.title = f"{area.name_zh}{period.in_('zh')}委托地址段使用情况"
    row = UsageReturn.objects.create(case_id=act.case.id, jurisdiction=area, year=given.year, half=given.half)
    return written(row)


@carries("A25.2", "A25.3")
def submit(act: Act) -> dict[str, object]:
    """What the district signed takes the place of what it had returned; what still differs becomes a finding."""
    given: UsageForm = act.input
    row = UsageReturn.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    row.remarks, row.signed_on = given.remarks, act.today
    row.save(update_fields=["remarks", "signed_on"])
    before = list(row.lines.all())
    effects = gone(*before)
    row.lines.all().delete()
    blocks = {one.network: one for one in Delegation.objects.filter(jurisdiction=row.jurisdiction_id, revoked_on=None)}
    strange = tuple(one.block for one in given.lines if one.block not in blocks)
    if strange:
        raise Conflict(
            "not_delegated",
            say("未委托给本区（县）：%(blocks)s。", "Not delegated to this district: %(blocks)s.", blocks=strange),
            cites=(ARTICLE,),
        )
    lines = [
        UsageLine(
            report=row,
            delegation=blocks[one.block],
            network=one.block,
            used=one.used,
            held=one.held,
            cooling=one.cooling,
            accesses=one.accesses,
        )
        for one in given.lines
    ]
    add(effects, written(row, *UsageLine.objects.bulk_create(lines), *_differences(row, blocks, act)))
    return effects


def _differences(row: UsageReturn, blocks: dict[str, Delegation], act: Act) -> list[WireFinding]:
    """A finding for each block whose signed figures are not the recount's, for the district to settle."""
    body = holder(TECHNICAL_BODY.code, row.jurisdiction_id, act.today)
    apart = [one for one in differing(returned(row), counted([row.jurisdiction_id])) if one in blocks]
    open_ones = WireFinding.objects.filter(kind=Difference.COUNT, closed_on=None, delegation__in=blocks.values())
    there = set(open_ones.values_list("delegation_id", flat=True))
    if body is None:
        return []
    return WireFinding.objects.bulk_create(
        [
            WireFinding(
                vrf_id=blocks[one].vrf_id,
                jurisdiction_id=row.jurisdiction_id,
                kind=Difference.COUNT.value,
                delegation=blocks[one],
                owner_id=body.organisation_id,
                says=f"{act.case.number} {one}",
                found_on=act.today,
                seen_on=act.today,
                due_on=act.today + TO_SETTLE,
            )
            for one in apart
            if blocks[one].pk not in there
        ]
    )


def accept(act: Act) -> dict[str, object]:
    """The city has taken note."""
    row = UsageReturn.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    row.accepted_on = act.today
    row.save(update_fields=["accepted_on"])
    return written(row)


@carries("A25.3")
def call_for_usage_returns(*, now: datetime) -> dict[str, str]:
    """Open the last half-year's return of each district that had a block by its end; gives the cases' numbers."""
    year, half = ended_before(now.date())
    there = set(UsageReturn.objects.filter(year=year, half=half).values_list("jurisdiction_id", flat=True))
    given = Delegation.objects.filter(revoked_on=None, since__lte=ends(year, half))
    bodies = {one.jurisdiction for one in holders(now.date()) if one.function is TECHNICAL_BODY}
    opened = {}
    for code in sorted(set(given.values_list("jurisdiction_id", flat=True)) & bodies - there):
        asked = UsageOpening(year=year, half=half)
        act = open_case(RETURN, actor=PLATFORM, now=now, jurisdiction=code, title=code, data=asked)
        opened[code] = act.case.number
    return opened
