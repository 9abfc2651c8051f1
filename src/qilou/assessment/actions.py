"""Publishing indicator sets and entering results: by the authority of the jurisdiction, by a document."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import Conflict, Invalid, NotPermitted
from qilou.law import AUTHORITY, Message, carries, say
from qilou.law.measures import M164
from qilou.ledger import record
from qilou.ledger.rows import written

from .inputs import DistrictYearInput
from .models import DistrictYear, Grade, IndicatorSet, Result

FIRST_YEAR = 2015


@carries("A7.5")
@transaction.atomic
def publish_indicators(
    *,
    actor: Actor,
    now: datetime,
    jurisdiction: str,
    name: str,
    document: str,
    published_on: date,
    since: date,
    until: date | None,
    indicators: Sequence[tuple[str, int]],
) -> IndicatorSet:
    """Put an indicator set in force for a period; weights add up to a hundred."""
    _authority(actor, jurisdiction)
    errors: dict[str, Message] = {}
    if not document.strip():
        errors["document"] = say("请填写考核办法的文号。", "Enter the number of the assessment rules.")
    if until is not None and until <= since:
        errors["until"] = say("止期应晚于起期。", "The end must be after the beginning.")
    if sum(weight for _, weight in indicators) != 100:
        errors["indicators"] = say("各项指标权重之和应为 100。", "The weights must add up to 100.")
    if errors:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            published = IndicatorSet.objects.create(
                jurisdiction_id=jurisdiction,
                name=name.strip(),
                document=document.strip(),
                published_on=published_on,
                period=DateRange(since, until),
                indicators=[{"name": one, "weight": weight} for one, weight in indicators],
            )
    except IntegrityError as error:
        raise Conflict(
            "assessment.overlap",
            say("该期间已有考核指标。", "An indicator set is already in force in that period."),
            cites=(M164.art(7, 2),),
        ) from error
    _note("assessment.publish_indicators", actor, now, written(published))
    return published


@carries("A7.2", "A7.3")
@transaction.atomic
def enter_result(
    *,
    actor: Actor,
    now: datetime,
    jurisdiction: str,
    unit_id: int,
    year: int,
    grade: Grade,
    document: str,
    issued_on: date,
    score: Decimal | None = None,
) -> Result:
    """Enter a unit's result of a year as a document issued it; a correction is a further entry by a later document."""
    _authority(actor, jurisdiction)
    errors: dict[str, Message] = {}
    if not document.strip():
        errors["document"] = say("请填写公布结果的文号。", "Enter the number of the document that issued it.")
    if not FIRST_YEAR <= year <= issued_on.year:
        errors["year"] = say("考核年度与公布日期不符。", "The year does not fit the date of issue.")
    if issued_on > now.date():
        errors["issued_on"] = say("公布日期不能晚于今天。", "It cannot be issued later than today.")
    if errors:
        raise Invalid(errors)
    if Result.objects.filter(unit_id=unit_id, year=year, document=document.strip()).exists():
        raise Conflict(
            "assessment.entered", say("该结果已经登记。", "This result is already entered."), cites=(M164.art(7, 2),)
        )
    rules = IndicatorSet.objects.filter(jurisdiction_id=jurisdiction, period__contains=date(year, 12, 31)).first()
    entered = Result.objects.create(
        jurisdiction_id=jurisdiction,
        unit_id=unit_id,
        year=year,
        grade=grade.value,
        score=score,
        document=document.strip(),
        issued_on=issued_on,
        indicator_set=rules,
        entered_at=now,
    )
    _note("assessment.enter_result", actor, now, written(entered))
    return entered


def may_assess(actor: Actor, jurisdiction: str) -> bool:
    """Whether the actor handles assessment in the authority of the jurisdiction."""
    return actor.holds(f"{function_key(AUTHORITY.code, jurisdiction)}/handler")


def _authority(actor: Actor, jurisdiction: str) -> None:
    if not may_assess(actor, jurisdiction):
        raise NotPermitted(
            "not_competent",
            say(
                "绩效考核由本级电子政务主管部门组织实施。",
                "Assessment is carried out by the e-government authority of the jurisdiction.",
            ),
            cites=(M164.art(7, 2),),
        )


def _note(name: str, actor: Actor, now: datetime, effects: dict[str, object]) -> None:
    record(name, actor=actor, acted_at=now, function=AUTHORITY.code, cites=(M164.art(7, 2),), effects=effects)


@carries("A6.1", "A6.3")
@transaction.atomic
def enter_district_year(given: DistrictYearInput, *, actor: Actor, now: datetime, jurisdiction: str) -> DistrictYear:
    """Enter what a district did in a year, by its own authority; raises NotPermitted for any other body."""
    _authority(actor, jurisdiction)
    if given.year > now.year:
        raise Invalid({"year": say("年度不能晚于今年。", "The year cannot lie in the future.")})
    entered = DistrictYear.objects.create(
        jurisdiction_id=jurisdiction, entered_at=now, entered_by=actor.organisation, **given.model_dump()
    )
    record(
        "assessment.district_year.enter",
        actor=actor,
        function=AUTHORITY.code,
        acted_at=now,
        cites=(M164.art(6),),
        input=given.model_dump(),
        effects=written(entered),
    )
    return entered
