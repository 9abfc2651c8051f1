"""What Article 18 asks of a progress report, and the early warnings that it gives. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Message, Met, Parameter, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import PERFORMANCE_MADE_KNOWN

ARTICLE = M164.art(18)
SLIP_DAYS = Parameter(
    code="milestone_slip_days",
    question=Text(
        "里程碑比计划推迟多少日即预警？（非法定）",
        "From how many days behind its plan does a milestone give a warning? (not statutory)",
    ),
    default=30,
    least=1,
    cites=ARTICLE,
    req=("A18.7",),
    statutory=False,
)
SPENDING_LEAD = Parameter(
    code="spending_lead_points",
    question=Text(
        "支付比例超过进度多少个百分点即预警？（非法定）",
        "By how many points may payments run ahead of progress before a warning? (not statutory)",
    ),
    default=20,
    least=1,
    cites=ARTICLE,
    req=("A18.7",),
    statutory=False,
)

REPORT_DAYS = Parameter(
    code="progress_report_days",
    question=Text(
        "季度结束后多少个工作日内报告履约情况？（非法定）",
        "Within how many working days of a quarter's end is its report due? (not statutory)",
    ),
    default=10,
    least=1,
    cites=ARTICLE,
    req=("A18.7",),
    statutory=False,
)


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A milestone in a report: the planned day, the day now expected, and the day it was done."""

    name: str
    planned_on: date
    forecast_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """A report in the making; `planned` are the days that earlier reports gave, by the milestone's name."""

    ended: date = UNKNOWN
    today: date = UNKNOWN
    milestones: tuple[MilestoneFacts, ...] = UNKNOWN
    planned: Mapping[str, date] = UNKNOWN
    follows_programme: bool = UNKNOWN
    keeps_rules: bool = UNKNOWN
    departures: str = UNKNOWN
    published_on: date | None = UNKNOWN


@rule(Text("季度结束后报告", "Reported once the quarter is over"), cites=ARTICLE, req=("A18.7",))
def quarter_is_over(f: ProgressFacts) -> Verdict:
    """How a quarter ended is told when it has ended."""
    if f.today > f.ended:
        return Met()
    return Breach(
        say("该季度到%(day)s才结束。", "The quarter ends on %(day)s.", day=f.ended),
        say("季度结束的次日起再报告。", "Report from the day after its end."),
    )


@rule(Text("计划日期不得自行改动", "Planned days stand"), cites=ARTICLE, req=("A18.1",))
def planned_days_stand(f: ProgressFacts) -> Verdict:
    """A milestone that was reported once keeps its planned day; what slips shows as expected later."""
    told = {one.name: one.planned_on for one in f.milestones}
    moved = [name for name, day in f.planned.items() if told.get(name) != day]
    if not moved:
        return Met()
    return Breach(
        say(
            "以下里程碑与此前报告的计划不一致或者被删去：%(names)s。",
            "These milestones left out or no longer planned as reported before: %(names)s.",
            names=tuple(moved),
        ),
        say(
            "恢复原计划日期，在“预计完成日期”中填写推迟后的日期；调整计划依照第二十条办理变更。",
            "Restore the planned day and give the later one as now expected; a new plan is a change under Art. 20.",
        ),
    )


@rule(Text("完成日期不在将来", "Nothing is done in the future"), cites=ARTICLE, req=("A18.7",))
def done_by_today(f: ProgressFacts) -> Verdict:
    """A milestone is done on a day that has come."""
    late = tuple(one.name for one in f.milestones if one.done_on is not None and one.done_on > f.today)
    if not late:
        return Met()
    return Breach(
        say("以下里程碑的完成日期尚未到来：%(names)s。", "Done on a day still to come: %(names)s.", names=late),
        say("改填预计完成日期。", "Give it as the day now expected."),
    )


@rule(Text("偏离方案或者规定的须说明", "Departures are explained"), cites=ARTICLE, req=("A18.1", "A18.2"))
def departures_are_explained(f: ProgressFacts) -> Verdict:
    """Who does not build as approved, or does not keep a rule, says where and what is done about it."""
    if (f.follows_programme and f.keeps_rules) or f.departures.strip():
        return Met()
    return Breach(
        say(
            "未确认按照批准的建设方案和有关规定实施，也没有说明偏离的情形。",
            "It is not confirmed that programme and rules are kept, and no departure is explained.",
        ),
        say("确认遵守，或者写明偏离的情形和处理。", "Confirm it, or say where it departs and what is done."),
    )


@rule(Text("履约情况按规定公示", "Performance is made public where it must be"), cites=ARTICLE, req=("A18.7",))
def made_public(f: ProgressFacts, readings: Readings) -> Verdict:
    """The approver is told by the report itself; the public too where the reading asks for it."""
    if readings[PERFORMANCE_MADE_KNOWN] == "approver" or f.published_on is not None:
        return Met()
    return Breach(
        say("履约情况须向社会公示，尚未填写公示日期。", "Performance must be published; no day is given."),
        say("公示后填写公示日期。", "Publish it, then give the day."),
    )


def slipped(one: MilestoneFacts, ended: date) -> int:
    """Days by which a milestone is behind its plan at the quarter's end; 0 where it is not."""
    reached = one.done_on or max(one.forecast_on or ended, ended)
    if one.done_on is None and one.planned_on > ended and one.forecast_on is None:
        return 0
    return max((reached - one.planned_on) // timedelta(days=1), 0)


def early_warnings(
    milestones: tuple[MilestoneFacts, ...],
    *,
    ended: date,
    percent: int,
    paid: Decimal,
    total: Decimal,
    readings: Readings,
) -> tuple[Message, ...]:
    """What a report warns of: milestones behind their plan, and payments ahead of the work. Amounts in yuan."""
    found = []
    for one in milestones:
        days = slipped(one, ended)
        if one.done_on is None and days >= readings[SLIP_DAYS]:
            found.append(
                say("“%(name)s”比计划推迟%(days)s日。", "“%(name)s” is %(days)s days behind.", name=one.name, days=days)
            )
    if total > 0 and paid * 100 > (percent + readings[SPENDING_LEAD]) * total:
        found.append(
            say(
                "已支付批准总投资的%(share)s%%，工作完成%(percent)s%%。",
                "%(share)s %% of the approved total is paid and %(percent)s %% of the work is done.",
                share=int(paid * 100 / total),
                percent=percent,
            )
        )
    return tuple(found)
