"""What acceptance reads: contracts, trial run, attempts, and how the approved content is checked off; its page."""

from dataclasses import replace
from datetime import date, timedelta

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.law import Text
from qilou.law.readings import TRIAL_RUN_DAYS
from qilou.projects.inputs.acceptance import Failed, FinalAcceptance
from qilou.projects.models import (
    Acceptance,
    Attempt,
    AttemptKind,
    Change,
    Conclusion,
    Contract,
    ContractKind,
    ContractStatus,
    EvidenceKind,
    ItemResult,
    Project,
)
from qilou.projects.rules.acceptance import AcceptanceFacts

from .approval import project_of
from .contract import DECIDED, live_contracts, pending_change

JUDGED = [ContractKind.CONSTRUCTION, ContractKind.SUPERVISION, ContractKind.TESTING, ContractKind.PRE_WORK]


def passed_acceptance(project_id: int) -> Acceptance | None:
    """The project's passed acceptance; None while it is not accepted or has failed."""
    return Acceptance.objects.filter(project_id=project_id, passed_on__isnull=False).first()


def failures(project_id: int) -> int:
    """How often final acceptance has failed."""
    return Attempt.objects.filter(acceptance__project_id=project_id, kind=AttemptKind.FINAL.value, passed=False).count()


def preliminary_passed(project_id: int) -> bool:
    """Whether a preliminary acceptance has passed."""
    return Attempt.objects.filter(
        acceptance__project_id=project_id, kind=AttemptKind.PRELIMINARY.value, passed=True
    ).exists()


def trial_days(project: Project, act: Act) -> int:
    """How long the trial run lasts: the longest that a construction contract agrees, else the parameter (A19.3)."""
    built = live_contracts(project.pk).filter(kind=ContractKind.CONSTRUCTION.value, trial_run_days__isnull=False)
    agreed = built.order_by("-trial_run_days").values_list("trial_run_days", flat=True).first()
    return agreed or act.readings[TRIAL_RUN_DAYS]


def facts(act: Act) -> AcceptanceFacts:
    """The project, its contracts, its trial run and attempts, and what is being typed."""
    row = Acceptance.objects.get(pk=act.case.id)
    project = project_of(act, row.project_id)
    built = Contract.objects.filter(project=project, kind=ContractKind.CONSTRUCTION.value)
    started = row.trial_started_on
    known = AcceptanceFacts(
        approved=project.approved_total is not None,
        contracts=built.filter(
            status__in=[one.value for one in (ContractStatus.IN_FORCE, ContractStatus.PERFORMED)]
        ).count(),
        unaccepted_contracts=tuple(
            built.filter(status=ContractStatus.IN_FORCE.value).order_by("pk").values_list("number", flat=True)
        ),
        preliminary_passed=preliminary_passed(project.pk),
        pending_change=pending_change(project.pk),
        today=act.today,
        trial_started_on=started,
        trial_days=row.trial_days,
        trial_ends_on=started + timedelta(days=row.trial_days or 0) if started else act.today,
        trial_ended_on=row.trial_ended_on,
        log_entries=row.log.count(),
        passed_on=row.passed_on,
        operating=row.operating_since is not None,
        items=tuple(str(one["number"]) for one in project.approved_items),
        changed_items=changed_items(project.pk),
        failures=failures(project.pk),
    )
    match act.input:
        case FinalAcceptance():
            return replace(
                known,
                checks=tuple((one.number, one.result.value) for one in act.input.checks),
                proofs=tuple((one.kind.value, one.conclusion.value) for one in act.input.proofs),
                members=len(act.input.members),
                tied=_tied(project.pk, act.input),
                report_file=act.input.file or "",
            )
        case Failed():
            return replace(known, reason=act.input.reason)
    return known


def _tied(project_id: int, given: FinalAcceptance) -> tuple[str, ...]:
    """The organisations of members who would judge their own employer's work."""
    judged = set(
        live_contracts(project_id).filter(kind__in=[one.value for one in JUDGED]).values_list("supplier", flat=True)
    )
    return tuple(sorted({one.organisation for one in given.members} & judged))


def changed_items(project_id: int) -> frozenset[str]:
    """The items that a recorded or re-approved change covers."""
    rows = Change.objects.filter(project_id=project_id, outcome__in=DECIDED).values_list("items", flat=True)
    return frozenset(str(item["number"]) for items in rows for item in items)


def items_to_check(act: Act) -> dict[str, object]:
    """The approved items, ready to be checked off one by one."""
    project = Acceptance.objects.select_related("project").get(pk=act.case.id).project
    return {
        "held_on": act.today,
        "checks": [{"number": str(one["number"])} for one in project.approved_items],
        "proofs": [{"kind": EvidenceKind.GRADED_PROTECTION.value}],
    }


def trial_run_from_today(act: Act) -> dict[str, object]:
    """The trial run as it would begin now."""
    return {"started_on": act.today}


def trial_ends(act: Act) -> date:
    """The last day of the trial run, for its clock."""
    row = Acceptance.objects.get(pk=act.case.id)
    return (row.trial_started_on or act.today) + timedelta(days=row.trial_days or 0)


def show(case_id: int) -> Show:
    """The facts strip and the sections of an acceptance's page."""
    row = Acceptance.objects.select_related("project").get(pk=case_id)
    project = row.project
    return Show(
        facts=(
            Fact(Text("项目", "Project"), project.name),
            Fact(Text("建设单位", "Unit"), project.unit_name, "name"),
            Fact(Text("批准总投资", "Approved total"), project.approved_total, "money"),
            Fact(Text("试运行开始", "Trial run began"), row.trial_started_on, "day"),
            Fact(Text("试运行天数", "Days of trial run"), row.trial_days),
            Fact(Text("验收合格日期", "Passed on"), row.passed_on, "day", note=Text("第十九条", "Art. 19")),
            Fact(Text("验收报告号", "Report"), row.report_number),
            Fact(Text("投入使用日期", "In operation since"), row.operating_since, "day"),
        ),
        sections=tuple(one for one in (_contracts(project), _log(row), _attempts(row), *_final(row)) if one.rows),
    )


def _contracts(project: Project) -> Section:
    rows = [
        (one.number, one.title, ContractStatus(one.status).label, one.performed_on)
        for one in Contract.objects.filter(project=project, kind=ContractKind.CONSTRUCTION.value)
        .exclude(status=ContractStatus.DRAFT.value)
        .order_by("pk")
    ]
    labels = (Text("合同编号", "Contract"), Text("名称", "Title"), Text("状态", "Stands"))
    return Section(
        Text("合同履约验收", "Acceptance of performance"),
        (*(Column(label) for label in labels), Column(Text("日期", "Date"), "day")),
        rows,
    )


def _log(row: Acceptance) -> Section:
    fault, fine = Text("故障", "Fault"), Text("运行", "Running")
    rows = [
        (one.day, fault if one.is_fault else fine, one.event, one.handling) for one in row.log.order_by("day", "pk")
    ]
    return Section(
        Text("试运行记录", "Log of the trial run"),
        (
            Column(Text("日期", "Date"), "day"),
            Column(Text("类别", "Kind")),
            Column(Text("情况", "What happened")),
            Column(Text("处理", "What was done")),
        ),
        rows,
    )


def _attempts(row: Acceptance) -> Section:
    passed, failed = Text("合格", "Passed"), Text("不合格，限期整改", "Failed, to be put right")
    rows = [
        (AttemptKind(one.kind).label, one.number, one.held_on, passed if one.passed else failed, one.opinion)
        for one in row.attempts.order_by("pk")
    ]
    return Section(
        Text("历次验收", "Every attempt"),
        (
            Column(Text("验收", "Acceptance")),
            Column(Text("次数", "Attempt")),
            Column(Text("日期", "Date"), "day"),
            Column(Text("结论", "Result")),
            Column(Text("意见", "Opinion")),
        ),
        rows,
        note=Text("验收合格前不得投入使用，不拨付后续资金。", "Before it passes: no operation, no follow-up funds."),
    )


def _final(row: Acceptance) -> tuple[Section, ...]:
    last = row.attempts.filter(kind=AttemptKind.FINAL.value, passed=True).first()
    if last is None:
        return ()
    names = {str(one["number"]): one["name"] for one in row.project.approved_items}
    checks = [
        (one["number"], names.get(one["number"], ""), ItemResult(one["result"]).label, one["evidence"])
        for one in last.checks
    ]
    proofs = [
        (EvidenceKind(one["kind"]).label, one["institution"], one["number"], Conclusion(one["conclusion"]).label)
        for one in last.evidence
    ]
    return (
        Section(
            Text("批准内容核对", "Approved content checked off"),
            tuple(
                Column(label)
                for label in (
                    Text("序号", "No."),
                    Text("建设内容", "Item"),
                    Text("完成情况", "Result"),
                    Text("证据", "Evidence"),
                )
            ),
            checks,
        ),
        Section(
            Text("测试、测评和其他证明", "Tests, assessments and other proof"),
            tuple(
                Column(label)
                for label in (
                    Text("证明", "Proof"),
                    Text("出具机构", "Institution"),
                    Text("编号", "Number"),
                    Text("结论", "Conclusion"),
                )
            ),
            proofs,
        ),
    )
