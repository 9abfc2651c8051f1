"""Progress reports: each quarter the unit tells the approving department how its project is performed."""

from datetime import date

from qilou.casework.procedure import Clock, Procedure, State, Step, at
from qilou.law import AUTHORITY, DEVELOPMENT_REFORM, FINANCE, WORKING_DAYS, Text
from qilou.law.measures import M164
from qilou.projects.actions import progress as effects
from qilou.projects.inputs.progress import NotDue, ProgressReport, ReportOpening
from qilou.projects.notices.progress import REPORT
from qilou.projects.parties import DECLARER
from qilou.projects.queries import progress as queries
from qilou.projects.queries.own import project_choices, project_options
from qilou.projects.rules import progress as rules

PROGRESS = Procedure(
    code="projects.progress",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("履约情况报告", "Progress report"),
    prefix="JD",
    start="called",
    subject="projects.Progress",
    cites=M164.art(18),
    sees=(AUTHORITY, DEVELOPMENT_REFORM, FINANCE),
    opens_by=DECLARER,
    takes=ReportOpening,
    initial=effects.begin,
    facts=queries.facts,
    show=queries.show,
    options=project_options,
    opening_options=project_choices,
    req=("A18.7",),
    states=(
        State("called", Text("待报告", "To be reported"), DECLARER),
        State("filed", Text("已报告", "Reported"), final=True),
        State("not_due", Text("无需报告", "Not due"), final=True),
    ),
    steps=(
        Step(
            "file",
            Text("报告履约情况", "Report performance"),
            at("called"),
            to="filed",
            by=DECLARER,
            cites=M164.art(18),
            req=("A18.1", "A18.2", "A18.7"),
            requires=(
                rules.quarter_is_over,
                rules.planned_days_stand,
                rules.done_by_today,
                rules.departures_are_explained,
                rules.made_public,
            ),
            takes=ProgressReport,
            suggests=queries.from_the_report_before,
            then=effects.file,
            serves=(REPORT,),
        ),
        Step(
            "close",
            Text("本季度无需报告", "Not due this quarter"),
            at("called"),
            to="not_due",
            by=DECLARER,
            cites=M164.art(18),
            req=("A18.7",),
            takes=NotDue,
            exceptional=True,
        ),
    ),
    clocks=(
        Clock(
            "report_due",
            Text("报告期限（非法定）", "Report due (not statutory)"),
            rules.REPORT_DAYS,
            WORKING_DAYS,
            at("called"),
            M164.art(18),
            DECLARER,
            req=("A18.7",),
            statutory=False,
        ),
    ),
)
