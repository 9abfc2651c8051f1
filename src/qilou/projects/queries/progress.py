"""What progress reports read: the quarter's end, what earlier reports planned, what is paid, and their page."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, Sum

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.casework.store import fetch_context
from qilou.law import Message, Readings, Text, carries, say
from qilou.projects.inputs.progress import MilestoneRow, ProgressReport
from qilou.projects.models import Contract, Milestone, Progress
from qilou.projects.rules.contract import OWN_GROUND
from qilou.projects.rules.progress import MilestoneFacts, ProgressFacts, early_warnings, slipped

PROGRESS = "projects.progress"
ZERO = Decimal("0.00")


def begins(year: int, quarter: int) -> date:
    """The first day of a quarter."""
    return date(year, quarter * 3 - 2, 1)


def ends(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return date(year, 12, 31) if quarter == 4 else date(year, quarter * 3 + 1, 1) - timedelta(days=1)


def ended_before(day: date) -> tuple[int, int]:
    """The quarter that ended last before a day: its year and its number."""
    return (day.year, (day.month - 1) // 3) if day.month > 3 else (day.year - 1, 4)


def label_of(year: int, quarter: int) -> Message:
    """A quarter as it is called."""
    return say("%(year)s年第%(quarter)s季度", "quarter %(quarter)s of %(year)s", year=year, quarter=quarter)


def paid_of(project_id: int) -> Decimal:
    """What has been paid of the contracts under the approval."""
    under = Contract.objects.filter(project_id=project_id).exclude(kind__in=OWN_GROUND)
    return under.aggregate(paid=Sum("paid"))["paid"] or ZERO


def last_filed(row: Progress) -> Progress | None:
    """The project's newest report before this one."""
    before = Q(year__lt=row.year) | Q(year=row.year, quarter__lt=row.quarter)
    filed = Progress.objects.filter(before, project_id=row.project_id, filed_on__isnull=False)
    return filed.order_by("year", "quarter").last()


def planned(row: Progress) -> dict[str, date]:
    """The planned day of each milestone of the report before; none before the first."""
    before = last_filed(row)
    return dict(before.milestones.order_by("pk").values_list("name", "planned_on")) if before else {}


def told(rows: Iterable[Milestone | MilestoneRow]) -> tuple[MilestoneFacts, ...]:
    """Milestones as the rules see them."""
    return tuple(MilestoneFacts(one.name, one.planned_on, one.forecast_on, one.done_on) for one in rows)


def facts(act: Act) -> ProgressFacts:
    """The report being given, and the plan that stands."""
    row = Progress.objects.get(pk=act.case.id)
    given = act.input
    if not isinstance(given, ProgressReport):
        return ProgressFacts(ended=ends(row.year, row.quarter), today=act.today)
    return ProgressFacts(
        ended=ends(row.year, row.quarter),
        today=act.today,
        milestones=told(given.milestones),
        planned=planned(row),
        follows_programme=given.follows_programme,
        keeps_rules=given.keeps_rules,
        departures=given.departures,
        published_on=given.published_on,
    )


def from_the_report_before(act: Act) -> dict[str, object]:
    """The milestones as they were told last, and how far the work had come."""
    before = last_filed(Progress.objects.get(pk=act.case.id))
    if before is None:
        return {"follows_programme": True, "keeps_rules": True}
    names = ("name", "deliverable", "planned_on", "forecast_on", "done_on")
    return {
        "percent": before.percent,
        "milestones": list(before.milestones.order_by("pk").values(*names)),
        "follows_programme": True,
        "keeps_rules": True,
    }


@carries("A18.7")
def warnings_of(row: Progress, readings: Readings) -> tuple[Message, ...]:
    """The early warnings of a report that was given."""
    if row.percent is None or row.paid is None:
        return ()
    return early_warnings(
        told(row.milestones.order_by("pk")),
        ended=ends(row.year, row.quarter),
        percent=row.percent,
        paid=row.paid,
        total=row.project.approved_total or ZERO,
        readings=readings,
    )


def show(case_id: int) -> Show:
    """The facts strip and the sections of a report's page."""
    row = Progress.objects.select_related("project").get(pk=case_id)
    readings, _ = fetch_context(row.project.jurisdiction_id, row.filed_on or ends(row.year, row.quarter))
    return Show(
        facts=(
            Fact(Text("项目", "Project"), row.project.name),
            Fact(Text("报告期", "Period"), label_of(row.year, row.quarter)),
            Fact(
                Text("总体完成", "Done"),
                f"{row.percent} %" if row.percent is not None else Text("待报告", "To be reported"),
            ),
            Fact(Text("已支付", "Paid"), row.paid, "money"),
            Fact(Text("批准总投资", "Approved total"), row.project.approved_total, "money"),
        ),
        sections=tuple(one for one in (_warnings(row, readings), _milestones(row), _words(row)) if one.rows),
    )


def _warnings(row: Progress, readings: Readings) -> Section:
    return Section(
        Text("预警", "Early warnings"),
        (Column(Text("情形", "What is seen")),),
        [(one,) for one in warnings_of(row, readings)],
    )


def _milestones(row: Progress) -> Section:
    ended = ends(row.year, row.quarter)
    rows = [
        (one.name, one.deliverable, one.planned_on, one.forecast_on, one.done_on, slipped(facts_of, ended))
        for one, facts_of in ((one, told([one])[0]) for one in row.milestones.order_by("pk"))
    ]
    return Section(
        Text("里程碑", "Milestones"),
        (
            Column(Text("里程碑", "Milestone")),
            Column(Text("交付物", "Deliverable")),
            Column(Text("计划完成", "Planned for"), "day"),
            Column(Text("预计完成", "Now expected"), "day"),
            Column(Text("实际完成", "Done on"), "day"),
            Column(Text("推迟天数", "Days behind"), "number"),
        ),
        rows,
    )


def _words(row: Progress) -> Section:
    kept, open_ = Text("是", "Yes"), Text("否", "No")
    rows: list[tuple[object, object]] = []
    if row.filed_on is not None:
        rows = [
            (Text("按照批准的建设方案实施", "Built as approved"), kept if row.follows_programme else open_),
            (Text("遵守有关规定", "Rules are kept"), kept if row.keeps_rules else open_),
            (Text("偏离的情形", "Departures"), row.departures),
            (Text("完成情况", "What was done"), row.summary),
            (Text("问题和风险", "Problems and risks"), row.problems),
            (Text("下季度安排", "What comes next"), row.next_steps),
        ]
    return Section(
        Text("报告内容", "What is reported"),
        (Column(Text("事项", "Matter")), Column(Text("内容", "Content"))),
        [one for one in rows if one[1] != ""],
    )


def slipped_names(row: Progress) -> tuple[str, ...]:
    """The milestones that are not done and behind their plan."""
    ended = ends(row.year, row.quarter)
    return tuple(one.name for one in told(row.milestones.order_by("pk")) if not one.done_on and slipped(one, ended))
