"""What the steps of a district's return do; the platform calls for one of each district when a quarter has ended."""

from datetime import datetime

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.identity.kinds import JurisdictionKind
from qilou.identity.queries import holders
from qilou.identity.queries.holders import jurisdictions
from qilou.kernel.actor import PLATFORM, function_key
from qilou.kernel.errors import Conflict
from qilou.law import AUTHORITY, carries, say
from qilou.law.measures import M164
from qilou.ledger.rows import add, gone, written
from qilou.projects.inputs.district import ReturnForm, ReturnOpening
from qilou.projects.models import DistrictReturn, ReturnLine
from qilou.projects.parties import SUPERIOR
from qilou.projects.queries.progress import ended_before, label_of

RETURN = "projects.district_return"


def begin(act: Act) -> dict[str, object]:
    """The return of one quarter, known to the city's authority; raises Conflict for a second one and for the city."""
    given: ReturnOpening = act.input
    area = next(one for one in jurisdictions() if one.code == act.case.jurisdiction)
    period = label_of(given.year, given.quarter)
    if area.parent_id is None:
        raise Conflict(
            "no_district",
            say("季报由区（县）报送。", "Returns are made by districts."),
            cites=(M164.art(21),),
        )
    if DistrictReturn.objects.filter(jurisdiction=area, year=given.year, quarter=given.quarter).exists():
        raise Conflict(
            "returned",
            say("%(quarter)s的季报已经建立。", "The return of %(quarter)s has been opened.", quarter=period),
            cites=(M164.art(21),),
        )
    act.case.parties[SUPERIOR.role] = [function_key(AUTHORITY.code, area.parent_id)]
    act.case.title = f"{area.name_zh}{period.in_('zh')}项目季报"
    row = DistrictReturn.objects.create(case_id=act.case.id, jurisdiction=area, year=given.year, quarter=given.quarter)
    return written(row)


@carries("A21.1", "A21.2")
def submit(act: Act) -> dict[str, object]:
    """What the district signed takes the place of what it had returned before."""
    given: ReturnForm = act.input
    row = DistrictReturn.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    row.remarks, row.signed_on = given.remarks, act.today
    row.save(update_fields=["remarks", "signed_on"])
    before = list(row.lines.all())
    effects = gone(*before)
    row.lines.all().delete()
    lines = [{**one.model_dump(), "stage": one.stage.value} for one in given.lines]
    add(effects, written(row, *ReturnLine.objects.bulk_create([ReturnLine(report=row, **one) for one in lines])))
    return effects


def accept(act: Act) -> dict[str, object]:
    """The city has taken note."""
    row = DistrictReturn.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    row.accepted_on = act.today
    row.save(update_fields=["accepted_on"])
    return written(row)


@carries("A21.1")
def call_for_returns(*, now: datetime) -> dict[str, str]:
    """Open last quarter's return of every district whose authority is on record; gives the opened cases' numbers."""
    year, quarter = ended_before(now.date())
    there = set(DistrictReturn.objects.filter(year=year, quarter=quarter).values_list("jurisdiction_id", flat=True))
    bodies = {one.jurisdiction for one in holders(now.date()) if one.function is AUTHORITY}
    opened = {}
    for area in jurisdictions():
        if area.kind == JurisdictionKind.DISTRICT and area.code in bodies - there:
            asked = ReturnOpening(year=year, quarter=quarter)
            act = open_case(RETURN, actor=PLATFORM, now=now, jurisdiction=area.code, title=area.name_zh, data=asked)
            opened[area.code] = act.case.number
    return opened
