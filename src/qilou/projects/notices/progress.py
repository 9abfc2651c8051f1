"""The paper by which the approving department learns how an approved project is performed."""

from qilou.casework.act import Act
from qilou.casework.procedure import NoticeKind
from qilou.law import AUTHORITY, FINANCE, Message, Text, say
from qilou.law.measures import M164
from qilou.projects.models import Progress
from qilou.projects.parties import APPROVER
from qilou.projects.queries.progress import ends, label_of, slipped_names, warnings_of

from .dates import day


def _reported(act: Act) -> tuple[Message, ...]:
    row = Progress.objects.select_related("project").get(pk=act.case.id)
    warnings = warnings_of(row, act.readings)
    behind = slipped_names(row)
    return (
        say(
            "现报告“%(project)s”%(quarter)s（截至%(day)s）履约情况：",
            "How “%(project)s” was performed in %(quarter)s (to %(day)s) is reported:",
            project=row.project.name,
            quarter=label_of(row.year, row.quarter),
            day=day(ends(row.year, row.quarter)),
        ),
        say(
            "总体完成%(percent)s%%；批准总投资%(total)s元，已支付%(paid)s元。",
            "%(percent)s %% of the work is done; approved total %(total)s yuan, paid %(paid)s yuan.",
            percent=row.percent,
            total=row.project.approved_total,
            paid=row.paid,
        ),
        say("完成情况：%(summary)s", "What was done: %(summary)s", summary=row.summary),
        *(
            (say("未按计划完成的里程碑：%(names)s。", "Milestones behind their plan: %(names)s.", names=behind),)
            if behind
            else ()
        ),
        *(
            (say("偏离的情形和处理：%(departures)s", "Departures: %(departures)s", departures=row.departures),)
            if row.departures
            else ()
        ),
        *(say("预警：%(warning)s", "Early warning: %(warning)s", warning=one) for one in warnings),
    )


REPORT = NoticeKind(
    "projects.progress.report",
    Text("项目履约情况报告", "Report on a project's performance"),
    (M164.art(18),),
    to=(APPROVER,),
    copies=(AUTHORITY, FINANCE),
    body=_reported,
)
