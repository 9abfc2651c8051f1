"""What the steps of a change do: record it, put it on hold for re-approval, fix the new base, or end it."""

from qilou.casework.act import Act
from qilou.law import Message, carries
from qilou.law.readings import CHANGE_BASE, CHANGE_LIMIT, MINOR_CHANGE_INFORMS
from qilou.ledger.rows import written
from qilou.projects.inputs.change import ChangeForm, MoneySource, Reapproval
from qilou.projects.models import Change, ChangeOutcome, Project
from qilou.projects.queries.change import first_approval, items_after, recorded_since_approval, touched
from qilou.projects.queries.contract import approved_by_year
from qilou.projects.rules.change import warning

from .about import about_own_project, enter_approver
from .appropriation import move_fund
from .approval import fix_years
from .rows import tell


def begin(act: Act) -> dict[str, object]:
    """A change in the making."""
    project = about_own_project(act, act.input.project)
    return written(Change.objects.create(case_id=act.case.id, project=project))


@carries("A20.7")
def _file(act: Act) -> tuple[Change, Project]:
    """The change as it is filed, with the sum since the last approval that it makes."""
    given: ChangeForm = act.input
    row = Change.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
    first = first_approval(project.pk)
    original = first.approved_total if first else project.approved_total
    row.base = project.approved_total if act.readings[CHANGE_BASE] == "reapproved" else original
    row.delta = given.increase - given.decrease
    row.cumulative = recorded_since_approval(project.pk) + row.delta
    row.reason, row.ends_on = given.reason, given.ends_on
    row.aspects = [one.value for one in given.aspects]
    row.items = [{**one.model_dump(), "what": one.what.value} for one in given.items]
    row.triggers = sorted(touched(project, given))
    row.flagged = row.base is not None and row.cumulative <= -row.base * act.readings[CHANGE_LIMIT]
    row.filed_on = act.today
    act.case.amount = abs(row.delta)
    return row, project


@carries("A20.5", "A20.6", "A20.9")
def record(act: Act) -> dict[str, object]:
    """Enter a change that stays within the limit and is not major; the approver is informed, the content follows."""
    row, project = _file(act)
    row.outcome, row.decided_on = ChangeOutcome.RECORDED.value, act.today
    row.save()
    project.approved_items = items_after(project, row)
    project.save(update_fields=["approved_items"])
    informs = act.readings[MINOR_CHANGE_INFORMS]
    if informs:
        enter_approver(act, project)
    return written(row, project) | {"warning": _warned(row, act), "informs": informs}


@carries("A20.4")
def put_on_hold(act: Act) -> dict[str, object]:
    """File the change for re-approval: from now on nothing of it may be carried out."""
    row, project = _file(act)
    row.pending = True
    row.save()
    enter_approver(act, project)
    return written(row) | {"warning": _warned(row, act)}


def _warned(row: Change, act: Act) -> dict[str, str] | None:
    if row.base is None or row.cumulative is None:
        return None
    message: Message | None = warning(row.cumulative, row.base, act.readings[CHANGE_LIMIT])
    return {"zh": message.in_("zh"), "en": message.in_("en")} if message else None


@carries("A20.3", "A20.10", "A20.12")
def reapprove(act: Act) -> dict[str, object]:
    """Fix the new total, its years and its content, the base of later changes; an increase takes its money now."""
    given: Reapproval = act.input
    row = Change.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
    before, after = approved_by_year(project.pk), {one.year: one.amount for one in given.years}
    if given.source is MoneySource.FUND:
        move_fund(project, before, after, given.source_document or act.case.number, act)
    row.pending, row.outcome, row.decided_on = False, ChangeOutcome.REAPPROVED.value, act.today
    row.total_after, row.decision = given.total, given.opinion
    row.save()
    earlier = Change.objects.filter(project=project, outcome=ChangeOutcome.RECORDED.value, superseded=False)
    superseded = list(earlier)
    earlier.update(superseded=True)
    for one in superseded:
        one.superseded = True
    tell(act, *superseded)
    project.approved_total, project.approved_items = given.total, items_after(project, row)
    project.save(update_fields=["approved_total", "approved_items"])
    act.case.amount = given.total
    return written(row, project, *fix_years(act, project, after)) | {"superseded": [one.pk for one in superseded]}


def reply_numbered(act: Act, number: str) -> None:
    """The reply's number goes into the change."""
    row = Change.objects.get(pk=act.case.id)
    row.reply_number = number
    row.save(update_fields=["reply_number"])
    tell(act, row)


def refuse(act: Act) -> dict[str, object]:
    """The change must not be carried out; what was approved before stands."""
    return _end(act, ChangeOutcome.REFUSED, act.input.reason)


def withdraw(act: Act) -> dict[str, object]:
    """The unit takes the change back."""
    return _end(act, ChangeOutcome.WITHDRAWN, act.input.reason)


def _end(act: Act, outcome: ChangeOutcome, why: str) -> dict[str, object]:
    row = Change.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    row.pending, row.outcome, row.decided_on, row.decision = False, outcome.value, act.today, why
    row.save()
    return written(row)
