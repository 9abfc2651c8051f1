"""What the steps of acceptance do: keep every attempt and the trial run's log; a pass enters the inventory."""

from qilou.casework.act import Act
from qilou.inventory import actions as inventory
from qilou.kernel.errors import Conflict, Invalid
from qilou.law import carries, say
from qilou.law.measures import M164
from qilou.ledger.rows import written
from qilou.projects.inputs.acceptance import (
    Failed,
    FinalAcceptance,
    MemberRow,
    Operation,
    Preliminary,
    Rectified,
    TrialEnd,
    TrialLog,
    TrialStart,
)
from qilou.projects.models import Acceptance, Attempt, AttemptKind, Project, TrialEntry
from qilou.projects.models.project import Stage
from qilou.projects.queries.acceptance import trial_days

from .about import about_own_project, enter_approver
from .dates import reported_by_today
from .rows import tell

PEOPLE = ("members",)


def begin(act: Act) -> dict[str, object]:
    """The one acceptance of a project; its approver sees it from the beginning."""
    project = about_own_project(act, act.input.project)
    already = Acceptance.objects.filter(project=project).select_related("case").first()
    if already is not None:
        raise Conflict(
            "acceptance_open",
            say("该项目的验收已经开始：%(number)s。", "Acceptance has begun: %(number)s.", number=already.case.number),
            cites=(M164.art(19, 1),),
        )
    enter_approver(act, project)
    return written(Acceptance.objects.create(case_id=act.case.id, project=project))


@carries("A19.13")
def pass_preliminary(act: Act) -> dict[str, object]:
    """Preliminary acceptance is passed: the trial run may begin."""
    given: Preliminary = act.input
    return _told(_attempt(act, AttemptKind.PRELIMINARY, passed=True, opinion=given.opinion, members=given.members))


@carries("A19.13", "A19.8")
def fail_preliminary(act: Act) -> dict[str, object]:
    """Preliminary acceptance failed: the attempt is kept, and it is repeated."""
    return _told(_attempt(act, AttemptKind.PRELIMINARY, passed=False, opinion=act.input.reason))


@carries("A19.1", "A19.3")
def start_trial(act: Act) -> dict[str, object]:
    """The trial run begins; its length is the contract's or the parameter's."""
    given: TrialStart = act.input
    reported_by_today(act, "started_on")
    row = _row(act)
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
    row.trial_started_on, row.trial_days = given.started_on, trial_days(project, act)
    row.trial_ended_on = None
    row.save()
    project.stage = Stage.TRIAL_RUN.value
    project.save(update_fields=["stage"])
    return written(row, project)


@carries("A19.1")
def log_trial(act: Act) -> dict[str, object]:
    """One entry of the log, within the trial run."""
    given: TrialLog = act.input
    reported_by_today(act, "day")
    row = _row(act)
    if row.trial_started_on is not None and given.day < row.trial_started_on:
        raise Invalid({"day": say("早于试运行开始日期。", "Before the trial run began.")})
    return written(
        TrialEntry.objects.create(
            acceptance=row, day=given.day, event=given.event, is_fault=given.is_fault, handling=given.handling
        )
    )


@carries("A19.1")
def end_trial(act: Act) -> dict[str, object]:
    """The trial run is over; acceptance may be organised."""
    given: TrialEnd = act.input
    row = _row(act)
    row.trial_ended_on, row.trial_report = act.today, given.report
    row.save(update_fields=["trial_ended_on", "trial_report"])
    return written(row)


@carries("A19.2", "A19.9", "A19.11")
def pass_final(act: Act) -> dict[str, object]:
    """The project is accepted: the inventory learns of the system, finance may pay, operation may follow."""
    given: FinalAcceptance = act.input
    attempt = _attempt(act, AttemptKind.FINAL, passed=True, opinion=given.opinion, members=given.members)
    attempt.checks = [{**one.model_dump(), "result": one.result.value} for one in given.checks]
    attempt.evidence = [
        {
            "kind": one.kind.value,
            "institution": one.institution,
            "number": one.number,
            "conclusion": one.conclusion.value,
            "dated": one.dated.isoformat(),
        }
        for one in given.proofs
    ]
    attempt.save(update_fields=["checks", "evidence"])
    row = _row(act)
    if row.trial_ended_on is not None and given.held_on < row.trial_ended_on:
        raise Invalid({"held_on": say("早于试运行结束日期。", "Before the trial run ended.")})
    row.passed_on = given.held_on
    row.save(update_fields=["passed_on"])
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
    project.stage = Stage.ACCEPTANCE_PASSED.value
    project.save(update_fields=["stage"])
    system = inventory.enter_accepted(
        project.thing,
        jurisdiction=project.jurisdiction_id,
        unit_id=project.unit_id,
        unit_name=project.unit_name,
        name=project.name,
        description=project.description,
        acceptance_case=act.case.number,
        accepted_on=given.held_on,
        extends=project.system_id,
        security_grade=given.security_grade,
        actor=act.actor,
        now=act.now,
    )
    return _told(attempt) | written(row, project) | {"system": system.number}


def report_numbered(act: Act, number: str) -> None:
    """The report of a passed acceptance bears the number of the paper that serves it."""
    row = _row(act)
    row.report_number = number
    row.save(update_fields=["report_number"])
    tell(act, row)


@carries("A19.8")
def fail_final(act: Act) -> dict[str, object]:
    """Acceptance failed: no operation, no follow-up funds; the attempt is kept with what has to be put right."""
    given: Failed = act.input
    attempt = _attempt(act, AttemptKind.FINAL, passed=False, opinion=given.reason)
    attempt.rectify_by = given.rectify_by
    attempt.save(update_fields=["rectify_by"])
    return _told(attempt)


@carries("A19.8")
def rectify(act: Act) -> dict[str, object]:
    """What was put right is kept with the attempt that asked for it."""
    given: Rectified = act.input
    last = _row(act).attempts.filter(kind=AttemptKind.FINAL.value, passed=False).order_by("-number")[0]
    last.rectified = given.rectified
    last.save(update_fields=["rectified"])
    return _told(last)


@carries("A19.7")
def put_into_operation(act: Act) -> dict[str, object]:
    """The system goes into operation: in the inventory, where the database refuses it without a passed acceptance."""
    given: Operation = act.input
    reported_by_today(act, "on")
    row = _row(act)
    if row.passed_on is not None and given.on < row.passed_on:
        raise Invalid({"on": say("早于验收合格日期。", "Before acceptance was passed.")})
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
    inventory.put_into_operation(project.thing, on=given.on, case=act.case.number, actor=act.actor, now=act.now)
    row.operating_since = given.on
    row.save(update_fields=["operating_since"])
    project.stage = Stage.OPERATING.value
    project.save(update_fields=["stage"])
    return written(row, project)


def _row(act: Act) -> Acceptance:
    return Acceptance.objects.select_for_update(of=("self",)).get(pk=act.case.id)


def _attempt(
    act: Act, kind: AttemptKind, *, passed: bool, opinion: str, members: tuple[MemberRow, ...] = ()
) -> Attempt:
    reported_by_today(act, "held_on")
    row = _row(act)
    return Attempt.objects.create(
        acceptance=row,
        kind=kind.value,
        number=row.attempts.filter(kind=kind.value).count() + 1,
        held_on=act.input.held_on,
        passed=passed,
        opinion=opinion,
        members=[one.model_dump() for one in members],
        file=act.input.file or "",
    )


def _told(attempt: Attempt) -> dict[str, object]:
    """The attempt without its members, whose names stand in the input as personal data."""
    return written(attempt, left_out=PEOPLE if attempt.members else ())
