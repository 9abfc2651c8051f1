"""Setting the values of parameters and importing a year's working days: recorded acts with the deciding document."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from psycopg.types.range import DateRange

from qilou.casework.act import ClockRow
from qilou.casework.clocks import recomputed
from qilou.casework.models import CalendarNotice, Case, Clock, ParameterValue
from qilou.casework.store import fetch_context
from qilou.identity.actions.permission import must_be_confirmed
from qilou.identity.queries.units import area_above
from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from qilou.law import AUTHORITY, carries, say
from qilou.law.measures import M164
from qilou.law.parameter import PARAMETERS
from qilou.law.readings import DISTRICT_DIFFERENCES
from qilou.law.rule import recorded
from qilou.ledger import record
from qilou.ledger.rows import written


@transaction.atomic
@carries("X5", "A21.3")
def set_parameter(
    code: str,
    *,
    actor: Actor,
    now: datetime,
    jurisdiction: str,
    value: object,
    since: date,
    until: date | None,
    document: str,
) -> ParameterValue:
    """Decide a doubtful reading or an open number for a jurisdiction and period; one value a date.

    Raises Invalid, Conflict, NotPermitted, and Refused where a district may not differ from the city.
    """
    _authority(actor, jurisdiction)
    _may_differ(code, jurisdiction, since)
    parameter = PARAMETERS.get(code)
    errors = {}
    if parameter is None:
        errors["code"] = say("没有这个参数。", "There is no such parameter.")
    else:
        try:
            parameter.parse(value)
        except (ValueError, ArithmeticError):
            errors["value"] = say("不是该参数允许的取值。", "Not one of this parameter's answers.")
    if not document.strip():
        errors["document"] = say("请填写作出决定的文件文号。", "Enter the number of the document that decided it.")
    if until is not None and until <= since:
        errors["until"] = say("止期应晚于起期。", "The end must be after the beginning.")
    if errors or parameter is None:
        raise Invalid(errors)
    closed = _close_earlier(code, jurisdiction, since)
    try:
        with transaction.atomic():
            row = ParameterValue.objects.create(
                code=code,
                jurisdiction_id=jurisdiction,
                period=DateRange(since, until),
                value=recorded(value),
                document=document.strip(),
                decided_by=actor.organisation,
            )
    except IntegrityError as error:
        raise Conflict(
            "overlap",
            say("该期间已有取值，不能重叠。", "A value already holds in this period; periods may not overlap."),
            cites=(parameter.cites,),
        ) from error
    record(
        "casework.parameter.set",
        actor=actor,
        acted_at=now,
        cites=(parameter.cites,),
        input={
            "code": code,
            "jurisdiction": jurisdiction,
            "value": recorded(value),
            "since": since.isoformat(),
            "until": until and until.isoformat(),
            "document": document,
        },
        effects=written(row, *closed),
    )
    return row


def _close_earlier(code: str, jurisdiction: str, since: date) -> list[ParameterValue]:
    """An open-ended value ends where the next one begins; says which rows were closed."""
    closed = []
    for row in ParameterValue.objects.select_for_update().filter(
        code=code, jurisdiction_id=jurisdiction, period__startswith__lt=since, period__upper_inf=True
    ):
        row.period = DateRange(row.period.lower, since)
        row.save(update_fields=["period"])
        closed.append(row)
    return closed


@transaction.atomic
@carries("X3")
def import_calendar(
    *,
    actor: Actor,
    now: datetime,
    year: int,
    number: str,
    issued: date,
    holidays: Sequence[date],
    working_weekends: Sequence[date],
) -> int:
    """Enter a year's notice, or a later one that corrects it, and recompute every deadline that rests on it and has not
    passed; says how many clocks changed.

    Recorded acts keep the date that was shown when they were done.
    """
    _authority(actor, actor.jurisdiction)
    errors = {}
    if any(day.year != year or day.weekday() > 4 for day in holidays):
        errors["holidays"] = say("只填本年度放假的工作日（周一至周五）。", "Only that year's weekdays that are freed.")
    if any(day.year != year or day.weekday() < 5 for day in working_weekends):
        errors["working_weekends"] = say("只填本年度上班的周末。", "Only that year's weekend days that are worked.")
    if not number.strip():
        errors["number"] = say("请填写通知文号。", "Enter the notice's number.")
    if errors:
        raise Invalid(errors)
    notice, _ = CalendarNotice.objects.update_or_create(
        year=year,
        defaults={
            "number": number.strip(),
            "issued": issued,
            "holidays": sorted(set(holidays)),
            "working_weekends": sorted(set(working_weekends)),
        },
    )
    changed = _recompute(year, now.date())
    record(
        "casework.calendar.import",
        actor=actor,
        acted_at=now,
        cites=(M164.art(16),),
        input={
            "year": year,
            "number": number,
            "issued": issued.isoformat(),
            "holidays": [day.isoformat() for day in sorted(set(holidays))],
            "working_weekends": [day.isoformat() for day in sorted(set(working_weekends))],
        },
        effects={**written(notice), **_told(changed)},
    )
    return len(changed)


def _told(changed: Sequence[Clock]) -> dict[str, object]:
    """Clocks and cases as they now stand."""
    clocks: dict[str, list[dict[str, object]]] = {}
    for row in changed:
        clocks.setdefault(row.case.number, []).append(as_clock(row).as_record())
    cases = {
        row.case.number: {name: getattr(row.case, name) for name in ("due_on", "provisional", "version")}
        for row in changed
    }
    return {"clocks_recomputed": clocks, "casework_case": cases}


def _recompute(year: int, today: date) -> list[Clock]:
    """Running clocks by the new calendar: provisional ones, and those with days of the year that are not due yet."""
    first, last = max(today, date(year, 1, 1)), date(year, 12, 31)
    rows = list(
        Clock.objects.select_related("case")
        .filter(Q(provisional=True) | Q(start__lte=last, due_on__gte=first), ended_on__isnull=True)
        .select_for_update(of=("case", "self"))
        .order_by("case_id", "pk")
    )
    if not rows:
        return []
    _, calendar = fetch_context(rows[0].case.jurisdiction_id, today)
    changed: list[Clock] = []
    for row in rows:
        clock = recomputed(as_clock(row), calendar)
        if (clock.due_on, clock.provisional) != (row.due_on, row.provisional):
            row.due_on, row.provisional = clock.due_on, clock.provisional
            changed.append(row)
    Clock.objects.bulk_update(changed, ["due_on", "provisional"], batch_size=1000)
    cases = {row.case_id: row.case for row in changed}
    running: dict[int, list[Clock]] = {}
    for clock_row in Clock.objects.filter(case_id__in=cases, ended_on__isnull=True, due_on__isnull=False):
        running.setdefault(clock_row.case_id, []).append(clock_row)
    for pk, case in cases.items():
        nearest = min(running.get(pk, []), key=lambda one: one.due_on or date.max, default=None)
        case.due_on = nearest.due_on if nearest else None
        case.provisional = nearest.provisional if nearest else False
        case.version += 1
    Case.objects.bulk_update(cases.values(), ["due_on", "provisional", "version"], batch_size=1000)
    return changed


def as_clock(row: Clock) -> ClockRow:
    """A row of the table as the engine holds a clock."""

    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return ClockRow.of(
        {
            "id": row.pk,
            "name": row.name,
            "unit": row.unit,
            "start": iso(row.start),
            "length": row.length,
            "last": iso(row.last),
            "extra": row.extra,
            "roll": row.roll,
            "pauses": row.pauses,
            "due_on": iso(row.due_on),
            "provisional": row.provisional,
        }
    )


def _may_differ(code: str, jurisdiction: str, since: date) -> None:
    """Raise Refused where the city lets districts differ in nothing; whether they may is never a district's to say."""
    parent = area_above(jurisdiction)
    if parent is None:
        return
    readings, _ = fetch_context(parent, since)
    if code != DISTRICT_DIFFERENCES.code and readings[DISTRICT_DIFFERENCES] == "by_document":
        return
    raise Refused(
        "as_the_city",
        say(
            "该事项全市统一，区（县）不能另行确定；需要调整的，请报市主管部门。",
            "This is the same all over the city and not a district's to set; ask the city's authority to change it.",
        ),
        cites=(DISTRICT_DIFFERENCES.cites,),
    )


def _authority(actor: Actor, jurisdiction: str) -> None:
    if function_key(AUTHORITY.code, jurisdiction) not in actor.keys:
        raise NotPermitted(
            "not_competent",
            say("由本级电子政务主管部门办理。", "For the e-government authority of that jurisdiction."),
            cites=(M164.art(5),),
        )
    must_be_confirmed(actor)
