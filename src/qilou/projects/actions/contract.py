"""What the steps of a contract do: register it within approval and budget, accept its performance, end it."""

from datetime import date

from qilou.casework.act import Act
from qilou.kernel.errors import Invalid
from qilou.law import Message, carries, say
from qilou.ledger.rows import written
from qilou.projects.inputs.contract import BudgetRow, ContractForm, Formalities, PerformanceStatement
from qilou.projects.models import (
    BudgetDocument,
    Clause,
    Contract,
    ContractKind,
    ContractStatus,
    ContractYear,
    PerformanceCheck,
    Project,
)
from qilou.projects.models.project import Stage
from qilou.projects.queries.contract import original_of
from qilou.projects.rules.contract import OWN_GROUND

from .about import about_own_project, enter_approver
from .dates import reported_by_today


def begin(act: Act) -> dict[str, object]:
    """A contract to be registered, not yet counted anywhere."""
    project = about_own_project(act, act.input.project)
    return written(Contract.objects.create(case_id=act.case.id, project=project))


@carries("A18.3", "A18.6", "A18.8", "A18.9")
def register(act: Act) -> dict[str, object]:
    """Enter the contract; what it costs counts against the approved total from now on."""
    given: ContractForm = act.input
    reported_by_today(act, "signed_on", "announced_on", "opened_on", "awarded_on", "published_on", "filed_on")
    _in_order(given, given.signed_on)
    row = Contract.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
    if Contract.objects.filter(project=project, number=given.number).exclude(status="draft").exists():
        raise Invalid({"number": say("该编号的合同已经登记。", "A contract of this number is already registered.")})
    _fill(row, given, project, act)
    budgets = [_budget(project, one, act) for one in given.budgets]
    years = ContractYear.objects.bulk_create(
        [ContractYear(contract=row, year=one.year, amount=one.amount) for one in given.years]
    )
    clauses = Clause.objects.bulk_create(
        [Clause(contract=row, number=one.number, kind=one.kind.value, text=one.text) for one in given.clauses]
    )
    if given.kind.value not in OWN_GROUND:
        project.contracted += given.amount
        if given.kind is ContractKind.CONSTRUCTION and project.stage == Stage.APPROVED:
            project.stage = Stage.CONTRACTED.value
        project.save(update_fields=["contracted", "stage"])
    enter_approver(act, project)
    act.case.amount, act.case.title = given.amount, f"{project.name}：{given.title}"[:300]
    return written(row, project, *budgets, *years, *clauses)


def _fill(row: Contract, given: ContractForm, project: Project, act: Act) -> None:
    row.kind, row.method = given.kind.value, given.method.value
    row.supplement_of, row.change_id = original_of(project, given), given.change
    row.number, row.title = given.number, given.title
    row.supplier, row.supplier_code, row.small_supplier = given.supplier, given.supplier_code, given.small_supplier
    row.award, row.ground, row.file = given.award, given.ground, given.file
    row.announcement, row.announced_on = given.announcement, given.announced_on
    row.opened_on, row.bidders = given.opened_on, given.bidders
    row.awarded_on, row.published_on, row.filed_on = given.awarded_on, given.published_on, given.filed_on
    row.signed_on, row.ends_on, row.trial_run_days = given.signed_on, given.ends_on, given.trial_run_days
    row.amount, row.status, row.registered_on = given.amount, ContractStatus.IN_FORCE.value, act.today
    row.save()


def _in_order(given: ContractForm | Formalities, signed_on: date) -> None:
    """Raise Invalid for an award after signing, or a publication or filing before it."""
    errors: dict[str, Message] = {}
    if given.awarded_on is not None and given.awarded_on > signed_on:
        errors["awarded_on"] = say("中标日期不能晚于签订日期。", "The award cannot come after the signing.")
    for name in ("published_on", "filed_on"):
        day = getattr(given, name)
        if day is not None and day < signed_on:
            errors[name] = say("日期不能早于签订日期。", "The date cannot come before the signing.")
    if errors:
        raise Invalid(errors)


@carries("A18.4", "A18.6")
def note_formalities(act: Act) -> dict[str, object]:
    """Enter when the contract was awarded, published and filed; what is left empty stays as it is."""
    given: Formalities = act.input
    reported_by_today(act, *Formalities.model_fields)
    row = Contract.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    assert row.signed_on is not None  # noqa: S101  # the database holds it of a registered contract
    _in_order(given, row.signed_on)
    for name in Formalities.model_fields:
        setattr(row, name, getattr(given, name) or getattr(row, name))
    row.save(update_fields=list(Formalities.model_fields))
    return written(row)


def _budget(project: Project, given: BudgetRow, act: Act) -> BudgetDocument:
    document, _ = BudgetDocument.objects.update_or_create(
        project=project,
        year=given.year,
        number=given.number,
        defaults={
            "case_id": act.case.id,
            "issued_on": given.issued_on,
            "code": given.code,
            "amount": given.amount,
            "file": given.file,
            "entered_at": act.now,
        },
    )
    return document


@carries("A19.13")
def accept_performance(act: Act) -> dict[str, object]:
    """Every clause is met: the contract is performed."""
    row = Contract.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    check = _check(row, act, passed=True)
    row.status, row.performed_on = ContractStatus.PERFORMED.value, act.input.held_on
    row.save(update_fields=["status", "performed_on"])
    return written(row, check)


@carries("A19.13")
def note_failure(act: Act) -> dict[str, object]:
    """An attempt that some clause failed is kept; the contract stays in performance."""
    return written(_check(Contract.objects.get(pk=act.case.id), act, passed=False))


def _check(row: Contract, act: Act, *, passed: bool) -> PerformanceCheck:
    given: PerformanceStatement = act.input
    reported_by_today(act, "held_on")
    return PerformanceCheck.objects.create(
        contract=row,
        attempt=row.checks.count() + 1,
        held_on=given.held_on,
        passed=passed,
        findings=[one.model_dump() for one in given.checks],
        statement=given.statement,
        file=given.file or "",
    )


def terminate(act: Act) -> dict[str, object]:
    """End a contract before it is performed; only what was paid of it still counts."""
    row = Contract.objects.select_for_update(of=("self",)).get(pk=act.case.id)
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
    row.status = ContractStatus.TERMINATED.value
    row.save(update_fields=["status"])
    if row.kind not in OWN_GROUND and row.amount is not None:
        project.contracted -= row.amount - row.paid
        project.save(update_fields=["contracted"])
    return written(row, project)
