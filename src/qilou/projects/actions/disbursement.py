"""What the steps of a payment do: apply, agree on what acceptance shows, record the treasury's voucher."""

from qilou.assessment.queries import latest_result
from qilou.casework.act import Act
from qilou.law import carries
from qilou.ledger.rows import written
from qilou.projects.inputs.disbursement import PaymentForm, Voucher
from qilou.projects.models import Contract, Disbursement, PaymentOutcome
from qilou.projects.queries.acceptance import passed_acceptance
from qilou.projects.rules.disbursement import is_follow_up

from .about import about_own_project, enter_approver


def begin(act: Act) -> dict[str, object]:
    """An application for payment in the making."""
    project = about_own_project(act, act.input.project)
    return written(Disbursement.objects.create(case_id=act.case.id, project=project))


@carries("A19.5", "A19.6")
def submit(act: Act) -> dict[str, object]:
    """Apply for the payment; whether it is follow-up money is decided here, not typed."""
    given: PaymentForm = act.input
    row = _row(act)
    row.contract_id, row.instalment = given.contract, given.instalment.value
    row.follow_up = is_follow_up(given.instalment.value, act.readings)
    row.amount, row.year, row.report_number = given.amount, given.year, given.report_number
    row.condition, row.invoice, row.due_by = given.condition, given.invoice, given.due_by
    row.applied_on = act.today
    row.save()
    act.case.amount = given.amount
    enter_approver(act, row.project)
    return written(row)


@carries("A7.4", "A19.5")
def agree(act: Act) -> dict[str, object]:
    """Finance agrees: a follow-up payment rests on the passed acceptance, and the unit's result is kept with it."""
    row = _row(act)
    row.follow_up = is_follow_up(row.instalment, act.readings)
    row.acceptance = passed_acceptance(row.project_id) if row.follow_up else None
    row.agreed_on, row.reason = act.today, act.input.opinion
    row.assessment = latest_result(row.project.unit_id, act.today).as_record()
    row.save()
    return written(row)


def refuse(act: Act) -> dict[str, object]:
    """Finance does not pay."""
    row = _row(act)
    row.outcome, row.reason = PaymentOutcome.REFUSED.value, act.input.reason
    row.assessment = latest_result(row.project.unit_id, act.today).as_record()
    row.save()
    return written(row)


def send_back(act: Act) -> dict[str, object]:
    """The unit completes its application; meanwhile it counts against nothing."""
    row = _row(act)
    row.applied_on, row.reason = None, act.input.reason
    row.save()
    return written(row)


@carries("A18.10", "A19.5")
def record_payment(act: Act) -> dict[str, object]:
    """The treasury has paid: its voucher and date; the contract's sum follows, and never exceeds its amount."""
    given: Voucher = act.input
    row = _row(act)
    row.voucher, row.paid_on, row.outcome = given.voucher, given.paid_on, PaymentOutcome.PAID.value
    row.save()
    contract = Contract.objects.select_for_update(of=("self",)).get(pk=row.contract_id)
    contract.paid += row.amount
    contract.save(update_fields=["paid"])
    return written(row, contract)


def withdraw(act: Act) -> dict[str, object]:
    """The unit takes the application back."""
    row = _row(act)
    row.outcome, row.reason = PaymentOutcome.WITHDRAWN.value, act.input.reason
    row.save()
    return written(row)


def _row(act: Act) -> Disbursement:
    return Disbursement.objects.select_related("project").select_for_update(of=("self",)).get(pk=act.case.id)
