"""What the steps of an approval do: file the application, return it, fix what is approved, void it by another route."""

from datetime import date
from decimal import Decimal

from qilou.assessment.queries import latest_result
from qilou.casework.act import Act
from qilou.kernel.errors import Conflict
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.ledger.rows import written
from qilou.projects.inputs.approval import Application, Refusal, Reply, Restatement, Return
from qilou.projects.models import Approval, ApprovalOutcome, ApprovedYear, BudgetDocument, Project
from qilou.projects.models.project import Route, Stage
from qilou.projects.queries.approval import confirmed_listing, handed_on, passed_opinion
from qilou.projects.queries.estimate import estimate_of

from .about import about_own_project
from .appropriation import follow_approval
from .estimate import fill
from .listing import applied
from .rows import tell


def begin(act: Act) -> dict[str, object]:
    """A draft application of the unit's own project; nothing is asked for yet."""
    project = about_own_project(act, act.input.project)
    return written(Approval.objects.create(case_id=act.case.id, project=project))


@carries("A16.2", "A16.3", "A17.4")
def apply_for_approval(act: Act) -> dict[str, object]:
    """File the application on its date; the opinion's year is kept by it from then on."""
    given: Application = act.input
    row = _row(act)
    project = Project.objects.get(pk=row.project_id)
    budget = _budget_document(row, given, act)
    row.route = (Route.CONSTRUCTION if project.includes_construction else Route.EGOVERNMENT).value
    row.opinion, row.listing, row.budget = passed_opinion(project.pk), confirmed_listing(project.pk), budget
    row.project_code = given.project_code
    row.total = given.total
    row.items = [one.model_dump() for one in given.items]
    row.years = [[one.year, str(one.amount)] for one in given.years]
    row.starts_on, row.ends_on, row.departure = given.starts_on, given.ends_on, given.departure
    row.applied_on = row.applied_on or handed_on(project.pk) or act.today
    _only_open_one(row)
    row.save()
    act.case.amount = given.total
    act.case.title = project.name
    applied(project, act)  # the list learns of it, and its one-year clock ends
    return written(row, budget)


def _only_open_one(row: Approval) -> None:
    other = (
        Approval.objects.filter(project_id=row.project_id, outcome="", applied_on__isnull=False)
        .exclude(pk=row.pk)
        .exists()
    )
    if other:
        raise Conflict(
            "application_open",
            say("该项目已有在办的立项申请。", "An application for this project is already open."),
            cites=(M164.art(15),),
        )


def _budget_document(row: Approval, given: Application, act: Act) -> BudgetDocument:
    """The document as it is now entered; a corrected entry replaces the one of the same year and number."""
    document, _ = BudgetDocument.objects.update_or_create(
        project_id=row.project_id,
        year=given.budget_year,
        number=given.budget_number,
        defaults={
            "case_id": act.case.id,
            "issued_on": given.budget_issued_on or act.today,
            "code": given.budget_code,
            "amount": given.budget_amount,
            "file": given.budget_file or "",
            "entered_at": act.now,
        },
    )
    return document


@carries("A16.5")
def return_once(act: Act) -> dict[str, object]:
    """Tell the unit everything that is deficient; its date of application stays."""
    given: Return = act.input
    row = _row(act)
    row.returned_on = act.today
    row.defects = [{"material": one.material.value, "defect": one.defect} for one in given.defects]
    row.save(update_fields=["returned_on", "defects"])
    return written(row)


@carries("A7.3", "A7.6", "A16.11", "A16.12")
def approve(act: Act) -> dict[str, object]:
    """Fix the approved content, the total and its years: the base of changes and of acceptance."""
    given: Reply = act.input
    row = _row(act)
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
    items = [one.model_dump() for one in given.items]
    row.outcome, row.decided_on = ApprovalOutcome.APPROVED.value, act.today
    row.approved_total, row.approved_items = given.total, items
    row.years = [[one.year, str(one.amount)] for one in given.years]
    row.departure = given.departure or row.departure
    row.reason = given.assessment_note
    row.assessment = latest_result(project.unit_id, act.today).as_record()
    row.save()
    project.approved_total, project.approved_on, project.approved_items = given.total, act.today, items
    project.route, project.stage = row.route, Stage.APPROVED.value
    project.save(update_fields=["approved_total", "approved_on", "approved_items", "route", "stage"])
    years = fix_years(act, project, {one.year: one.amount for one in given.years})
    act.case.amount = given.total
    declared = estimate_of(project.pk) if given.lines else None
    lines = fill(declared, given.lines, "approved") if declared else []
    return written(row, project, *years, *lines) | {"assessment": row.assessment}


def fix_years(act: Act, project: Project, amounts: dict[int, Decimal]) -> list[ApprovedYear]:
    """The approved total by budget year, in place of what stood before."""
    before = ApprovedYear.objects.filter(project=project)
    tell(act, gone=before)
    before.delete()
    return ApprovedYear.objects.bulk_create(
        [ApprovedYear(project=project, year=year, amount=amount) for year, amount in sorted(amounts.items())]
    )


def reply_numbered(act: Act, number: str) -> None:
    """The reply's number goes into the application; the fund follows the approved years under it."""
    row = _row(act)
    row.reply_number = number
    row.save(update_fields=["reply_number"])
    tell(act, row)
    if row.outcome == ApprovalOutcome.APPROVED:
        project = Project.objects.get(pk=row.project_id)
        follow_approval(project, {int(year): Decimal(amount) for year, amount in row.years}, number, act)


@carries("A16.10")
def refuse(act: Act) -> dict[str, object]:
    """End the application with the reasons and the ground; the result that was read is kept with it."""
    given: Refusal = act.input
    row = _row(act)
    project = Project.objects.get(pk=row.project_id)
    row.outcome, row.decided_on, row.reason = ApprovalOutcome.REFUSED.value, act.today, given.reason
    row.assessment = latest_result(project.unit_id, act.today).as_record()
    row.save()
    return written(row) | {"assessment": row.assessment}


def decline(act: Act) -> dict[str, object]:
    """End an application that still falls short after its return."""
    given: Return = act.input
    row = _row(act)
    row.outcome, row.decided_on = ApprovalOutcome.DECLINED.value, act.today
    row.defects = [{"material": one.material.value, "defect": one.defect} for one in given.defects]
    row.save(update_fields=["outcome", "decided_on", "defects"])
    return written(row)


def withdraw(act: Act) -> dict[str, object]:
    """The unit takes its application back; it may apply again while the opinion is valid."""
    row = _row(act)
    row.outcome, row.decided_on, row.reason = ApprovalOutcome.WITHDRAWN.value, act.today, act.input.reason
    row.save(update_fields=["outcome", "decided_on", "reason"])
    return written(row)


@carries("A15.5")
def reroute(act: Act) -> dict[str, object]:
    """Facts that take the project to the other body make this application void; its date passes to the next one."""
    given: Restatement = act.input
    row = _row(act)
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
    project.includes_construction = given.includes_construction
    project.save(update_fields=["includes_construction"])
    row.outcome, row.decided_on, row.reason = ApprovalOutcome.REROUTED.value, act.today, given.reason
    row.save(update_fields=["outcome", "decided_on", "reason"])
    return written(row, project)


def _row(act: Act) -> Approval:
    return Approval.objects.select_for_update(of=("self",)).get(pk=act.case.id)


def filed_on(act: Act) -> date:
    """The day on which the application was filed, or today while it is being filed."""
    return Approval.objects.filter(pk=act.case.id).values_list("applied_on", flat=True).first() or act.today
