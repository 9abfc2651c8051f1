"""A running clock explained: which days counted, which did not, and on what ground."""

from dataclasses import dataclass

from qilou.casework.act import Act, ClockRow
from qilou.casework.procedure import Clock
from qilou.law import Article, Message, Text, say
from qilou.law.clock import DayCount, Stretch, Unit, Why, explain, stretches

DRAWN = 90
WORDS = {
    Why.START: Text("起算当日不计入", "the day of the starting act does not count"),
    Why.WEEKEND: Text("周末，不计入", "weekend, not counted"),
    Why.HOLIDAY: Text("法定节假日，不计入", "public holiday, not counted"),
    Why.PAUSED: Text("期限中止，不计入", "period paused, not counted"),
    Why.ROLLED: Text("末日逢休息日，顺延", "the last day was a day off: rolled over"),
    Why.WORKED: Text("调休上班，计入", "working weekend, counted"),
}


@dataclass(frozen=True, slots=True)
class ClockDays:
    """One clock day by day; `days` is empty where it is too long to draw or runs to a named day."""

    label: Text
    cites: Article
    days: tuple[DayCount, ...]
    grounds: tuple[tuple[Message, Article | None], ...]


def clock_days(clock: Clock, row: ClockRow, act: Act) -> ClockDays:
    """The explanation of one running clock on the day of the act."""
    counts = row.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)
    if not counts:
        return ClockDays(clock.label, clock.cites, (), ((_to_a_day(row), None),))
    drawn = row.length + row.extra <= DRAWN
    days = tuple(explain(row.period, act.calendar, act.today)) if drawn else ()
    found = stretches(row.period, act.calendar, act.today)
    told = [_told(one, clock) for one in found if drawn or one.why is not Why.WEEKEND]
    if not drawn and row.unit is Unit.WORKING_DAYS:
        told.insert(0, (say("周末均不计入", "No weekend counts"), None))
    return ClockDays(clock.label, clock.cites, days, tuple(told))


def _to_a_day(row: ClockRow) -> Message:
    if row.unit is Unit.YEARS:
        return say(
            "自 %(start)s 起按年计算，其间每一日都计入。",
            "Counted in years from %(start)s; every day of them counts.",
            start=row.start.isoformat(),
        )
    return say(
        "至固定日期止，不按日计算；每一日都计入。",
        "It runs to a fixed date and is not counted in days; every day counts.",
    )


def _told(one: Stretch, clock: Clock) -> tuple[Message, Article | None]:
    ground = next((its for its in clock.grounds if its.code == one.ground), None)
    why: Text | Message = WORDS[one.why]
    if ground:
        why = say("%(why)s（%(ground)s）", "%(why)s (%(ground)s)", why=why, ground=ground.label)
    elif one.ground and one.why is not Why.PAUSED:
        why = say("%(why)s（%(notice)s）", "%(why)s (%(notice)s)", why=why, notice=one.ground)
    first, last = one.first.isoformat(), one.last.isoformat()
    if first == last:
        return say("%(on)s：%(why)s", "%(on)s: %(why)s", on=first, why=why), ground.cites if ground else None
    words = say("%(a)s 至 %(b)s：%(why)s", "%(a)s to %(b)s: %(why)s", a=first, b=last, why=why)
    return words, ground.cites if ground else None
