"""A project's course drawn from plan to fact: how long each stage took, and how far milestones are from their plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qilou.casework.procedure import LIVES, procedure_edition
from qilou.casework.queries.life import WholeLife
from qilou.kernel.charts import Bar, Chart, Part
from qilou.kernel.moment import CITY_TIME
from qilou.law import Text, say
from qilou.projects.models import Milestone
from qilou.projects.queries.progress import PROGRESS, ends, told
from qilou.projects.rules.progress import MilestoneFacts, slipped

COLUMNS = (
    {"label": Text("事项", "Matter"), "kind": "text"},
    {"label": Text("开始或者计划", "Begun or planned"), "kind": "day"},
    {"label": Text("结束或者预计", "Ended or expected"), "kind": "day"},
    {"label": Text("天数", "Days"), "kind": "number"},
)


@dataclass(frozen=True, slots=True)
class Told:
    """The milestones of a report and the day to which it tells them."""

    milestones: tuple[MilestoneFacts, ...] = ()
    until: date = date.min


def milestones_of(life: WholeLife) -> Told:
    """The milestones of the newest report among the cases that the viewer may see; one query."""
    seen = [one.pk for one in life.cases if one.procedure == PROGRESS and one.state == "filed"]
    rows = Milestone.objects.filter(report_id__in=seen).select_related("report").order_by("pk") if seen else ()
    newest = max(((one.report.year, one.report.quarter) for one in rows), default=None)
    if newest is None:
        return Told()
    return Told(told(one for one in rows if (one.report.year, one.report.quarter) == newest), ends(*newest))


def course_chart(life: WholeLife, told_of: Told, today: date) -> Chart | None:
    """Stages and milestones on one line of days; None before anything began."""
    spans = list(_spans(life, today))
    if not spans:
        return None
    start = min(begun for _, begun, _, _ in spans)
    end = max(ended for _, _, ended, _ in spans)
    bars = [_bar(label, begun, ended, start, href) for label, begun, ended, href in spans]
    bars += [_milestone(one, start, told_of.until) for one in told_of.milestones]
    late = sum(1 for one in told_of.milestones if slipped(one, told_of.until))
    title = say(
        "历时 %(days)s 天；至 %(until)s，%(late)s / %(all)s 个里程碑晚于计划",
        "%(days)s days; by %(until)s %(late)s of %(all)s milestones were behind their plan",
        until=told_of.until,
        days=(end - start).days,
        late=late,
        all=len(told_of.milestones),
    )
    if not told_of.milestones:
        title = say("历时 %(days)s 天", "%(days)s days", days=(end - start).days)
    about = Text(
        "各阶段的起止；里程碑从计划日到完成或者预计之日", "Stages from begin to end; milestones from plan to fact"
    )
    return Chart(title, about, tuple(bars), COLUMNS)


def _spans(life: WholeLife, today: date) -> Iterable[tuple[Text, date, date, str]]:
    """Each stage of the life with a case: from the first one's opening to the last act, or today."""
    for stage in LIVES["projects"].stages:
        own = [one for one in life.cases if one.procedure == stage.procedure]
        if own:
            procedure = procedure_edition(own[-1].procedure, own[-1].edition)
            over = all(procedure_edition(one.procedure, one.edition).state(one.state).final for one in own)
            ended = max(one.moved_at.astimezone(CITY_TIME).date() for one in own) if over else today
            begun = min(one.opened_on for one in own)
            yield stage.label, begun, max(begun, ended), f"/{procedure.path}/{own[-1].number}/"


def _bar(label: Text, begun: date, ended: date, start: date, href: str) -> Bar:
    days = (ended - begun).days
    words = say("%(days)s 天", "%(days)s days", days=days)
    return Bar(label, (_until(begun, start), Part(max(days, 1), words, href)), (begun, ended, days))


def _milestone(one: MilestoneFacts, start: date, until: date) -> Bar:
    fact = one.done_on or one.forecast_on or one.planned_on if one.planned_on > until else until
    late = slipped(one, until)
    words = say("晚 %(days)s 天", "%(days)s days late", days=late) if late else Text("按计划", "As planned")
    tone = "red" if late else "green"
    first, length = min(one.planned_on, fact), abs((fact - one.planned_on).days)
    return Bar(
        say("◇ %(name)s", "◇ %(name)s", name=one.name),
        (_until(first, start), Part(max(length, 1), words, tone=tone)),
        (one.planned_on, one.done_on or one.forecast_on, late),
    )


def _until(day: date, start: date) -> Part:
    return Part(max((day - start).days, 0), "", tone="gap")
