"""Progress reports: called for each quarter, told to the approver, their planned days standing (Article 18)."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from tests.projects.city import CITY, at
from tests.projects.stages import Story, change, proposed, registered

from qilou.casework.actions.opening import open_case
from qilou.casework.actions.parameters import set_parameter
from qilou.casework.models import Case, Notice
from qilou.casework.queries.life import WholeLife
from qilou.kernel.errors import Conflict, Refused
from qilou.law import Readings
from qilou.law.readings import PERFORMANCE_MADE_KNOWN
from qilou.projects.actions.progress import call_for_reports
from qilou.projects.models import Progress
from qilou.projects.queries.audited import audited_projects
from qilou.projects.queries.progress import ended_before, ends
from qilou.projects.rules import progress as rules
from qilou.projects.rules.progress import MilestoneFacts, ProgressFacts, early_warnings, slipped
from qilou.projects.views.course import Told, course_chart, milestones_of

TODAY = Readings(date(2027, 4, 8))
PLAN = {"name": "系统上线试运行", "deliverable": "试运行报告", "planned_on": "2027-06-30"}
MARCH = date(2027, 3, 31)


def report(**changed: object) -> dict[str, object]:
    """A report that may be given, unless changed."""
    return {
        "percent": 35,
        "milestones": [{"name": "详细设计", "planned_on": "2027-03-20", "done_on": "2027-03-18"}, PLAN],
        "summary": "完成详细设计并通过评审。",
        "follows_programme": True,
        "keeps_rules": True,
        **changed,
    }


def opened(story: Story | None = None, quarter: int = 1, day: str = "2027-04-08") -> Story:
    """The unit opens a quarter's report of a project with a registered contract."""
    story = story or registered()
    act = open_case(
        "projects.progress",
        actor=story.city.actor(f"{story.unit}.handler", day),
        now=at(day),
        jurisdiction=story.project.jurisdiction_id,
        title=story.project.name,
        data={"project": story.project.pk, "year": 2027, "quarter": quarter},
    )
    story.numbers["progress"] = act.case.number
    return story


def broken(story: Story, data: dict[str, object], day: str = "2027-04-08") -> set[str]:
    with pytest.raises(Refused) as caught:
        story.take("progress", "file", day, data)
    return {finding.rule.rpartition(".")[2] for finding in caught.value.findings}


@pytest.mark.req("A18.1", "A18.2", "A18.7")
@pytest.mark.parametrize(
    ("rule", "facts", "passes"),
    [
        (rules.quarter_is_over, {"ended": MARCH, "today": MARCH}, False),
        (rules.quarter_is_over, {"ended": MARCH, "today": date(2027, 4, 1)}, True),
        (rules.planned_days_stand, {"milestones": (), "planned": {}}, True),
        (rules.planned_days_stand, {"milestones": (), "planned": {"甲": MARCH}}, False),
        (rules.planned_days_stand, {"milestones": (MilestoneFacts("甲", MARCH),), "planned": {"甲": MARCH}}, True),
        (
            rules.planned_days_stand,
            {"milestones": (MilestoneFacts("甲", date(2027, 4, 1)),), "planned": {"甲": MARCH}},
            False,
        ),
        (rules.done_by_today, {"today": MARCH, "milestones": (MilestoneFacts("甲", MARCH, None, MARCH),)}, True),
        (
            rules.done_by_today,
            {"today": MARCH, "milestones": (MilestoneFacts("甲", MARCH, None, date(2027, 4, 1)),)},
            False,
        ),
        (
            rules.departures_are_explained,
            {"follows_programme": True, "keeps_rules": True, "departures": ""},
            True,
        ),
        (
            rules.departures_are_explained,
            {"follows_programme": False, "keeps_rules": True, "departures": " "},
            False,
        ),
        (
            rules.departures_are_explained,
            {"follows_programme": True, "keeps_rules": False, "departures": ""},
            False,
        ),
        (
            rules.departures_are_explained,
            {"follows_programme": False, "keeps_rules": False, "departures": "机房改迁，已报请变更"},
            True,
        ),
        (rules.made_public, {"published_on": None}, True),
    ],
)
def test_each_rule_says_what_the_article_says(rule: object, facts: dict[str, object], passes: bool) -> None:
    assert rule(ProgressFacts(**facts), TODAY).passed is passes


@pytest.mark.req("A18.7")
@pytest.mark.parametrize("reading", ["public", "both"])
def test_where_the_public_must_be_told_a_report_says_when_it_was(reading: str) -> None:
    readings = Readings(date(2027, 4, 8), {PERFORMANCE_MADE_KNOWN.code: reading})
    assert not rules.made_public(ProgressFacts(published_on=None), readings).passed
    assert rules.made_public(ProgressFacts(published_on=MARCH), readings).passed


@pytest.mark.parametrize(
    ("one", "days"),
    [
        (MilestoneFacts("甲", date(2027, 3, 1), None, date(2027, 3, 11)), 10),
        (MilestoneFacts("甲", date(2027, 3, 1), None, date(2027, 2, 11)), 0),
        (MilestoneFacts("甲", date(2027, 3, 1)), 30),  # not done by the quarter's end
        (MilestoneFacts("甲", date(2027, 3, 1), date(2027, 5, 1)), 61),
        (MilestoneFacts("甲", date(2027, 6, 1)), 0),
        (MilestoneFacts("甲", date(2027, 6, 1), date(2027, 7, 1)), 30),
    ],
)
def test_a_milestone_is_behind_by_the_days_to_what_is_expected(one: MilestoneFacts, days: int) -> None:
    assert slipped(one, MARCH) == days


@pytest.mark.req("A18.7")
def test_late_milestones_and_payments_ahead_of_the_work_give_a_warning_at_their_limits() -> None:
    def warned(late: int, paid: str) -> int:
        plan = MilestoneFacts("甲", MARCH, date.fromordinal(MARCH.toordinal() + late))
        return len(
            early_warnings(
                (plan,), ended=MARCH, percent=30, paid=Decimal(paid), total=Decimal("1000.00"), readings=TODAY
            )
        )

    assert warned(29, "500.00") == 0
    assert warned(30, "500.00") == 1
    assert warned(29, "500.01") == 1
    assert warned(30, "500.01") == 2


@pytest.mark.parametrize(
    ("day", "quarter", "last"),
    [
        (date(2027, 1, 1), (2026, 4), date(2026, 12, 31)),
        (date(2027, 3, 31), (2026, 4), date(2026, 12, 31)),
        (date(2027, 4, 1), (2027, 1), MARCH),
        (date(2028, 12, 31), (2028, 3), date(2028, 9, 30)),
    ],
)
def test_the_quarter_that_ended_last(day: date, quarter: tuple[int, int], last: date) -> None:
    assert ended_before(day) == quarter
    assert ends(*quarter) == last


@pytest.mark.django_db
@pytest.mark.req("A18.1", "A18.7")
def test_a_report_tells_the_approver_and_its_plan_stands_in_the_next() -> None:
    story = opened()
    story.take("progress", "file", "2027-04-08", report())
    paper = Notice.objects.get(case__number=story.numbers["progress"])
    assert paper.recipients[0]["key"] == "AUTHORITY@440500"
    assert "未按计划完成" not in "".join(paper.body["zh"])
    first = Progress.objects.get(case__number=story.numbers["progress"])
    assert (first.percent, first.milestones.count(), first.filed_on) == (35, 2, date(2027, 4, 8))
    opened(story, 2, "2027-07-05")
    assert broken(story, report(milestones=[{**PLAN, "planned_on": "2027-09-30"}]), "2027-07-05") == {
        "planned_days_stand"
    }
    late = [
        {"name": "详细设计", "planned_on": "2027-03-20", "done_on": "2027-03-18"},
        {**PLAN, "forecast_on": "2027-09-30"},
    ]
    story.take("progress", "file", "2027-07-05", report(percent=50, milestones=late))
    told = "".join(Notice.objects.get(case__number=story.numbers["progress"]).body["zh"])
    assert "系统上线试运行" in told
    assert "推迟92日" in told


@pytest.mark.django_db
@pytest.mark.req("A18.1", "A18.2", "A18.7")
def test_what_is_not_over_not_explained_or_not_yet_done_is_refused_by_name() -> None:
    story = opened(day="2027-03-31")
    future = [{"name": "详细设计", "planned_on": "2027-03-20", "done_on": "2027-05-01"}]
    data = report(milestones=future, keeps_rules=False)
    assert broken(story, data, "2027-03-31") == {"quarter_is_over", "done_by_today", "departures_are_explained"}


@pytest.mark.django_db
def test_a_quarter_is_reported_once() -> None:
    story = opened()
    with pytest.raises(Conflict, match="reported"):
        opened(story)


@pytest.mark.django_db
def test_before_the_approval_there_is_no_progress_to_report() -> None:
    with pytest.raises(Conflict, match="not_approved"):
        opened(proposed(), day="2026-12-21")


@pytest.mark.django_db
@pytest.mark.req("A18.7")
def test_a_city_that_reads_the_article_so_has_performance_published_too() -> None:
    story = opened()
    set_parameter(
        PERFORMANCE_MADE_KNOWN.code,
        actor=story.city.actor("authority.handler", "2027-04-01"),
        now=at("2027-04-01"),
        jurisdiction=CITY,
        value="both",
        since=date(2027, 4, 1),
        until=None,
        document="汕工信〔2027〕30号",
    )
    assert broken(story, report()) == {"made_public"}
    story.take("progress", "file", "2027-04-08", report(published_on="2027-04-02"))


@pytest.mark.django_db
@pytest.mark.req("A18.7")
def test_the_platform_calls_once_for_each_quarter_and_it_is_due_in_ten_working_days() -> None:
    story = registered()
    now = datetime(2027, 4, 1, 0, 10, tzinfo=at("2027-04-01").tzinfo)
    assert call_for_reports(now=now) == 1
    assert call_for_reports(now=now) == 0
    row = Progress.objects.get()
    case = Case.objects.get(pk=row.case_id)
    assert (row.project_id, row.year, row.quarter) == (story.project.pk, 2027, 1)
    assert case.state == "called"
    assert case.desk == f"org:{story.project.unit_id}/handler"
    assert case.due_on is not None
    story.numbers["progress"] = case.number
    story.take("progress", "close", "2027-04-02", {"reason": "合同刚刚签订"})
    assert call_for_reports(now=now) == 0


@pytest.mark.django_db
def test_a_projects_page_draws_its_stages_and_how_far_milestones_are_from_their_plan() -> None:
    story = opened()
    late = [
        {"name": "详细设计", "planned_on": "2027-03-20", "done_on": "2027-03-18"},
        {**PLAN, "forecast_on": "2027-07-10"},
    ]
    story.take("progress", "file", "2027-04-08", report(milestones=late))
    life = WholeLife((), list(Case.objects.filter(thing=story.project.thing).order_by("pk")))
    chart = course_chart(life, milestones_of(life), date(2027, 4, 9))
    assert chart is not None
    assert chart.title.in_("zh").endswith("至 2027-03-31，1 / 2 个里程碑晚于计划")
    told_of = {bar.label.in_("zh"): [part.value for part in bar.parts] for bar in chart.bars}
    assert told_of["采购与合同"][1] == (date(2027, 4, 9) - date(2027, 2, 15)).days
    assert told_of["◇ 系统上线试运行"][1] == 10
    assert chart.bars[-1].cells == (date(2027, 6, 30), date(2027, 7, 10), 10)
    assert course_chart(WholeLife((), []), Told(), date(2027, 4, 9)) is None


@pytest.mark.django_db
@pytest.mark.req("A20.11")
def test_an_auditor_is_told_of_a_reported_departure_and_of_the_change_filed_since() -> None:
    story = opened()
    story.take("progress", "file", "2027-04-08", report(follows_programme=False, departures="增加一个接口"))
    (told_of,) = audited_projects(CITY)
    assert [(one.words, one.changed_on) for one in told_of.departures] == [("增加一个接口", None)]
    story.open("change", "2027-04-12")
    story.take("change", "record", "2027-04-12", change())
    (told_of,) = audited_projects(CITY)
    assert told_of.departures[0].changed_on == date(2027, 4, 12)
