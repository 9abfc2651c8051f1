"""What the steps of a progress report do; the platform calls for one when a quarter has ended."""

from datetime import datetime

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Conflict
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.ledger.rows import written
from qilou.projects.inputs.progress import ProgressReport, ReportOpening
from qilou.projects.models import Contract, ContractKind, Milestone, Progress, Project
from qilou.projects.models.project import Stage
from qilou.projects.queries.contract import LIVE
from qilou.projects.queries.progress import PROGRESS, ended_before, ends, label_of, paid_of

from .about import about_own_project, enter_approver
from .dates import reported_by_today

UNDER_WAY = (Stage.CONTRACTED.value, Stage.TRIAL_RUN.value)
AT_ONCE = 500


def begin(act: Act) -> dict[str, object]:
    """The report of one quarter; raises Conflict for a second one, and where nothing is approved yet."""
    given: ReportOpening = act.input
    project = about_own_project(act, given.project)
    if project.approved_total is None:
        raise Conflict(
            "not_approved",
            say("项目尚未批复，无需报告进度。", "The project is not approved: there is no progress to report."),
            cites=(M164.art(18),),
        )
    if Progress.objects.filter(project=project, year=given.year, quarter=given.quarter).exists():
        raise Conflict(
            "reported",
            say(
                "%(quarter)s的报告已经建立。",
                "The report of %(quarter)s has been opened.",
                quarter=label_of(given.year, given.quarter),
            ),
            cites=(M164.art(18),),
        )
    enter_approver(act, project)
    row = Progress.objects.create(case_id=act.case.id, project=project, year=given.year, quarter=given.quarter)
    return written(row)


@carries("A18.1", "A18.2", "A18.7")
def file(act: Act) -> dict[str, object]:
    """Give the report, with what is paid by today, and its milestones."""
    given: ProgressReport = act.input
    reported_by_today(act, "published_on")
    row = Progress.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    for name in ("percent", "summary", "problems", "next_steps", "follows_programme", "keeps_rules", "departures"):
        setattr(row, name, getattr(given, name))
    row.published_on, row.supervisors_report = given.published_on, given.supervisors_report or ""
    row.paid, row.filed_on = paid_of(row.project_id), act.today
    row.save()
    told = Milestone.objects.bulk_create([Milestone(report=row, **one.model_dump()) for one in given.milestones])
    return written(row, *told)


@carries("A18.7")
def call_for_reports(now: datetime) -> int:
    """Open last quarter's report of every project under way that has none, a few hundred at a time; gives how many."""
    year, quarter = ended_before(now.date())
    built = Contract.objects.filter(
        status__in=LIVE, kind=ContractKind.CONSTRUCTION.value, registered_on__lte=ends(year, quarter)
    )
    wanting = Project.objects.filter(
        stage__in=UNDER_WAY, unit_id__isnull=False, pk__in=built.values("project_id")
    ).exclude(pk__in=Progress.objects.filter(year=year, quarter=quarter).values("project_id"))
    found = list(wanting.order_by("pk").values_list("pk", "name", "jurisdiction_id")[:AT_ONCE])
    for pk, name, jurisdiction in found:
        asked = ReportOpening(project=pk, year=year, quarter=quarter)
        open_case(PROGRESS, actor=PLATFORM, now=now, jurisdiction=jurisdiction, title=name, data=asked)
    return len(found)
