"""What payment reads: what of contract and budget is left, whether the project is accepted; its page."""

from dataclasses import replace
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from qilou.assessment.queries import recorded_words
from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.kernel.errors import Invalid
from qilou.law import Text, say
from qilou.projects.inputs.disbursement import PaymentForm, PaymentRefusal, Voucher
from qilou.projects.models import Contract, ContractStatus, Disbursement, Instalment, PaymentOutcome
from qilou.projects.rules.disbursement import PRE_APPROVAL_KINDS, PaymentFacts

from .acceptance import failures, passed_acceptance, preliminary_passed
from .approval import project_of
from .contract import budget_by_year

ZERO = Decimal("0.00")


def counted(project_id: int, but: int) -> QuerySet[Disbursement]:
    """Payments made or applied for, one left out: what is refused or withdrawn does not count."""
    rows = Disbursement.objects.filter(project_id=project_id).exclude(pk=but)
    return rows.filter(Q(outcome=PaymentOutcome.PAID.value) | Q(outcome="", applied_on__isnull=False))


def contract_of(act: Act, project_id: int, contract_id: int | None) -> Contract:
    """The project's contract, locked while an act with input is weighed; raises Invalid for one that is not its own."""
    found = Contract.objects.filter(project_id=project_id, pk=contract_id)
    if act.held and act.input is not None:
        found = found.select_for_update(of=("self",))
    contract = found.first()
    if contract is None:
        raise Invalid({"contract": say("该项目没有这份合同。", "The project has no such contract.")})
    return contract


def facts(act: Act) -> PaymentFacts:
    """The payment as applied for, or as it is being typed, beside contract, budget and acceptance."""
    row = Disbursement.objects.get(pk=act.case.id)
    project = project_of(act, row.project_id)
    accepted = passed_acceptance(project.pk)
    others = counted(project.pk, row.pk)
    under_approval = others.exclude(contract__kind__in=PRE_APPROVAL_KINDS)
    known = PaymentFacts(
        budget_by_year=budget_by_year(project.pk),
        paid_by_year=dict(under_approval.values_list("year").annotate(total=Sum("amount"))),
        approved=project.approved_total is not None,
        accepted_on=accepted.passed_on if accepted else None,
        failures=failures(project.pk),
        report_number=accepted.report_number if accepted else "",
        preliminary_passed=preliminary_passed(project.pk),
        today=act.today,
        agreed_on=row.agreed_on,
    )
    given = act.input
    if isinstance(given, PaymentForm):
        known = replace(
            known,
            amount=given.amount,
            instalment=given.instalment.value,
            year=given.year,
            named_report=given.report_number,
            invoice=given.invoice,
        )
        return _with_contract(known, contract_of(act, project.pk, given.contract), others)
    if row.applied_on is not None:
        known = replace(
            known,
            amount=row.amount,
            instalment=row.instalment,
            year=row.year,
            named_report=row.report_number,
            invoice=row.invoice,
        )
        known = _with_contract(known, contract_of(act, project.pk, row.contract_id), others)
    if isinstance(given, PaymentRefusal):
        return replace(known, reason=given.reason)
    if isinstance(given, Voucher):
        return replace(known, voucher=given.voucher, paid_on=given.paid_on)
    return known


def _with_contract(known: PaymentFacts, contract: Contract, others: QuerySet[Disbursement]) -> PaymentFacts:
    return replace(
        known,
        contract_registered=contract.status != ContractStatus.DRAFT,
        contract_kind=contract.kind,
        contract_amount=contract.amount if contract.amount is not None else ZERO,
        committed=others.filter(contract=contract).aggregate(total=Sum("amount"))["total"] or ZERO,
    )


def payment_as_known(act: Act) -> dict[str, object]:
    """What the platform fills in: the year, and the report once the project is accepted."""
    row = Disbursement.objects.get(pk=act.case.id)
    accepted = passed_acceptance(row.project_id)
    return {"year": act.today.year, "report_number": accepted.report_number if accepted else ""}


def show(case_id: int) -> Show:
    """The facts strip and the sections of a payment's page."""
    row = Disbursement.objects.select_related("project", "contract").get(pk=case_id)
    contract = row.contract
    accepted = passed_acceptance(row.project_id)
    follow_up = Text("是", "Yes") if row.follow_up else Text("否", "No")
    return Show(
        facts=(
            Fact(Text("项目", "Project"), row.project.name),
            Fact(Text("合同", "Contract"), f"{contract.number} {contract.title}" if contract else ""),
            Fact(Text("款项类别", "Instalment"), Instalment(row.instalment).label if row.instalment else ""),
            Fact(Text("申请金额", "Amount"), row.amount, "money"),
            Fact(Text("属于后续资金", "Follow-up funds"), follow_up, note=Text("第十九条", "Art. 19")),
            Fact(Text("项目验收合格", "Project accepted"), accepted.passed_on if accepted else None, "day"),
            Fact(Text("应付到期日", "Owed by"), row.due_by, "day"),
            Fact(Text("支付凭证号", "Voucher"), row.voucher),
        ),
        sections=tuple(one for one in (_account(contract), _matters(row)) if one.rows or one.paragraphs),
    )


def _account(contract: Contract | None) -> Section:
    title = Text("该合同的付款", "Payments on this contract")
    columns = (
        Column(Text("款项类别", "Instalment")),
        Column(Text("年度", "Year")),
        Column(Text("金额", "Amount"), "money"),
        Column(Text("支付日期", "Paid on"), "day"),
        Column(Text("凭证号", "Voucher")),
    )
    if contract is None:
        return Section(title, columns)
    paid = contract.payments.filter(outcome=PaymentOutcome.PAID.value).order_by("paid_on", "pk")
    rows = [(Instalment(one.instalment).label, one.year, one.amount, one.paid_on, one.voucher) for one in paid]
    warns = Text(
        "供应商为中小企业：验收拖延不影响法定付款期限。",
        "The supplier is a small enterprise: a delayed acceptance does not extend the statutory term of payment.",
    )
    return Section(
        title,
        columns,
        rows,
        total=(Text("合计", "Total"), "", contract.paid, "", ""),
        note=warns if contract.small_supplier else None,
    )


def _matters(row: Disbursement) -> Section:
    paragraphs: list[tuple[Text, str]] = []
    if row.condition:
        paragraphs.append((Text("支付条件及达成情况", "Condition and how it is met"), row.condition))
    if row.report_number:
        paragraphs.append((Text("验收报告号", "Acceptance report"), row.report_number))
    if row.reason:
        paragraphs.append((Text("财政意见", "Finance's opinion"), row.reason))
    if row.assessment:
        words = recorded_words(row.assessment)
        paragraphs.append((Text("最近考核结果", "Latest assessment"), f"{words.zh} / {words.en}"))
    return Section(Text("申请事项", "Matters"), paragraphs=tuple(paragraphs))
