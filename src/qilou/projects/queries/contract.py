"""What contracts read: sums that must stay within approval and budget, the facts of their rules, their page."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from django.db.models import QuerySet, Sum

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.kernel.errors import Invalid
from qilou.law import Text, say
from qilou.projects.inputs.contract import ContractForm, PerformanceStatement
from qilou.projects.models import (
    ApprovedYear,
    BudgetDocument,
    Change,
    ChangeOutcome,
    ClauseKind,
    Contract,
    ContractKind,
    ContractStatus,
    ContractYear,
    Disbursement,
    Method,
    PaymentOutcome,
    PreliminaryReview,
    PreWorkGrant,
    Project,
)
from qilou.projects.rules.contract import OWN_GROUND, ContractFacts

from .approval import project_of

ZERO = Decimal("0.00")
LIVE = [ContractStatus.IN_FORCE.value, ContractStatus.PERFORMED.value]
DECIDED = [ChangeOutcome.RECORDED.value, ChangeOutcome.REAPPROVED.value]


def live_contracts(project_id: int) -> QuerySet[Contract]:
    """The project's registered contracts that bind: in performance or performed."""
    return Contract.objects.filter(project_id=project_id, status__in=LIVE)


def contracted_by_year(project_id: int) -> dict[int, Decimal]:
    """What contracts under the approval take of each year: binding ones their parts, ended ones what was paid."""
    parts = ContractYear.objects.filter(contract__in=live_contracts(project_id).exclude(kind__in=OWN_GROUND))
    ended = Disbursement.objects.filter(
        contract__project_id=project_id,
        contract__status=ContractStatus.TERMINATED.value,
        outcome=PaymentOutcome.PAID.value,
    ).exclude(contract__kind__in=OWN_GROUND)
    return _added(
        [
            *parts.values_list("year").annotate(total=Sum("amount")),
            *ended.values_list("year").annotate(total=Sum("amount")),
        ]
    )


def budget_by_year(project_id: int) -> dict[int, Decimal]:
    """What finance's documents give the project in each year."""
    documents = BudgetDocument.objects.filter(project_id=project_id)
    return dict(documents.values_list("year").annotate(given=Sum("amount")))


def approved_by_year(project_id: int) -> dict[int, Decimal]:
    """What the standing approval gives in each year."""
    return dict(ApprovedYear.objects.filter(project_id=project_id).values_list("year", "amount"))


def suppliers(project_id: int, kind: ContractKind) -> tuple[str, ...]:
    """Who has binding contracts of a kind."""
    return tuple(live_contracts(project_id).filter(kind=kind.value).values_list("supplier", flat=True))


def pending_change(project_id: int) -> str:
    """The number of the change that awaits re-approval, blank when none does."""
    pending = Change.objects.filter(project_id=project_id, pending=True).select_related("case").first()
    return pending.case.number if pending else ""


def facts(act: Act) -> ContractFacts:
    """The project's sums, the contract's own clauses, and what is being typed."""
    row = Contract.objects.get(pk=act.case.id)
    project = project_of(act, row.project_id)
    known = ContractFacts(
        today=act.today,
        approved_total=project.approved_total,
        approved_on=project.approved_on,
        contracted=project.contracted,
        contracted_by_year=contracted_by_year(project.pk),
        budget_by_year=budget_by_year(project.pk),
        approved_by_year=approved_by_year(project.pk),
        granted=_granted(project),
        pre_work_contracted=_total(live_contracts(project.pk).filter(kind=ContractKind.PRE_WORK.value)),
        reviewer=_reviewer(project),
        builders=suppliers(project.pk, ContractKind.CONSTRUCTION),
        supervisors=suppliers(project.pk, ContractKind.SUPERVISION),
        change_pending=pending_change(project.pk),
    )
    match act.input:
        case ContractForm():
            return _registering(known, project, act.input)
        case PerformanceStatement():
            return replace(
                known,
                clause_numbers=tuple(row.clauses.order_by("pk").values_list("number", flat=True)),
                checked_numbers=tuple(one.number for one in act.input.checks),
                unmet=tuple(one.number for one in act.input.checks if not one.met),
            )
    return known


def _registering(known: ContractFacts, project: Project, given: ContractForm) -> ContractFacts:
    original = original_of(project, given)
    return replace(
        known,
        kind=given.kind.value,
        amount=given.amount,
        signed_on=given.signed_on,
        by_year=_added((one.year, one.amount) for one in given.years),
        budget_by_year=_budget_with(project, given),
        is_supplement=original is not None,
        original=original.amount if original else ZERO,
        original_kind=original.kind if original else "",
        supplemented=_total(live_contracts(project.pk).filter(supplement_of=original)) if original else ZERO,
        supplier=given.supplier,
        clause_kinds=frozenset(one.kind.value for one in given.clauses),
        change_refused=given.change is not None and not _decided(project, given.change),
        method=given.method.value,
        announcement=given.announcement,
        announced_on=given.announced_on,
        opened_on=given.opened_on,
        bidders=given.bidders,
        award=given.award,
    )


def _budget_with(project: Project, given: ContractForm) -> dict[int, Decimal]:
    """The budget of each year once the documents of this registration are entered; a document counts once."""
    documents = {(one.year, one.number): one.amount for one in BudgetDocument.objects.filter(project=project)}
    documents |= {(one.year, one.number): one.amount for one in given.budgets}
    return _added((year, amount) for (year, _), amount in documents.items())


def original_of(project: Project, given: ContractForm) -> Contract | None:
    """The binding contract that a supplement names; raises Invalid for one that is not this project's."""
    if given.supplement_of is None:
        return None
    found = live_contracts(project.pk).filter(pk=given.supplement_of, supplement_of=None).first()
    if found is None:
        raise Invalid({"supplement_of": say("没有这份原合同。", "There is no such original contract.")})
    return found


def _decided(project: Project, change_id: int) -> bool:
    return Change.objects.filter(project=project, pk=change_id, outcome__in=DECIDED).exists()


def _added(pairs: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    sums: dict[int, Decimal] = {}
    for year, amount in pairs:
        sums[year] = sums.get(year, ZERO) + amount
    return sums


def _total(contracts: QuerySet[Contract]) -> Decimal:
    return contracts.aggregate(total=Sum("amount"))["total"] or ZERO


def _granted(project: Project) -> Decimal:
    grants = PreWorkGrant.objects.filter(pre_review__project=project, granted__isnull=False)
    return grants.aggregate(total=Sum("granted"))["total"] or ZERO


def _reviewer(project: Project) -> str:
    chosen = PreliminaryReview.objects.filter(evaluation__project=project).order_by("-assigned_on", "-pk").first()
    return chosen.reviewer_name if chosen else ""


def clauses_to_check(act: Act) -> dict[str, object]:
    """The clauses of the contract, ready to be answered one by one."""
    clauses = Contract.objects.get(pk=act.case.id).clauses.order_by("pk")
    return {"held_on": act.today, "checks": [{"number": one.number} for one in clauses]}


def formalities(act: Act) -> dict[str, object]:
    """The dates that are entered already."""
    row = Contract.objects.get(pk=act.case.id)
    return {"awarded_on": row.awarded_on, "published_on": row.published_on, "filed_on": row.filed_on}


def show(case_id: int) -> Show:
    """The facts strip and the sections of a contract's page."""
    row = Contract.objects.select_related("project", "supplement_of").get(pk=case_id)
    label = ContractKind(row.kind).label if row.kind else Text("待登记", "Not registered")
    original = row.supplement_of
    return Show(
        facts=(
            Fact(Text("项目", "Project"), row.project.name),
            Fact(Text("合同类别", "Kind"), label),
            Fact(Text("合同编号", "Number"), row.number),
            Fact(Text("供应商", "Supplier"), row.supplier, "name"),
            Fact(Text("合同金额", "Amount"), row.amount, "money"),
            Fact(Text("已付", "Paid"), row.paid, "money"),
            Fact(Text("签订日期", "Signed on"), row.signed_on, "day"),
            Fact(
                Text("项目合同合计 / 批准总投资", "All contracts / approved total"),
                row.project.contracted,
                "money",
                note=Text("第十八条", "Art. 18"),
            ),
        ),
        sections=tuple(one for one in (_terms(row, original), _years(row), _clauses(row), _checks(row)) if one.rows),
    )


def _terms(row: Contract, original: Contract | None) -> Section:
    rows: list[tuple[object, object]] = []
    if row.method:
        rows.append((Text("采购方式", "How procured"), Method(row.method).label))
    if row.announcement:
        rows.append((Text("招标公告", "Announcement"), row.announcement))
    if row.bidders is not None:
        rows.append((Text("投标供应商数量", "Bidders"), row.bidders))
    if row.award:
        rows.append((Text("中标（成交）通知书", "Award"), row.award))
    for label, day in (
        (Text("招标文件发出日期", "Documents issued on"), row.announced_on),
        (Text("开标日期", "Bids opened on"), row.opened_on),
        (Text("中标（成交）通知书日期", "Date of the award"), row.awarded_on),
        (Text("合同公告日期", "Published on"), row.published_on),
        (Text("合同备案日期", "Filed on"), row.filed_on),
    ):
        if day is not None:
            rows.append((label, day.isoformat()))
    if original is not None:
        rows.append((Text("补充", "Supplement to"), f"{original.number} {original.title}"))
    if row.ground:
        rows.append((Text("批复前签订的依据", "Ground before approval"), row.ground))
    return Section(
        Text("采购与依据", "Procurement and ground"),
        (Column(Text("事项", "Matter")), Column(Text("内容", "Content"))),
        rows,
    )


def _years(row: Contract) -> Section:
    rows = list(row.years.order_by("year").values_list("year", "amount"))
    return Section(
        Text("分年度金额", "By budget year"),
        (Column(Text("年度", "Year")), Column(Text("金额", "Amount"), "money")),
        rows,
        total=(Text("合计", "Total"), row.amount),
    )


def _clauses(row: Contract) -> Section:
    rows = [(one.number, ClauseKind(one.kind).label, one.text) for one in row.clauses.order_by("pk")]
    return Section(
        Text("验收条款", "Clauses for acceptance"),
        (Column(Text("条款号", "No.")), Column(Text("类别", "Kind")), Column(Text("要求", "What it asks for"))),
        rows,
    )


def _checks(row: Contract) -> Section:
    passed, failed = Text("合格", "Passed"), Text("不合格", "Failed")
    rows = [
        (one.attempt, one.held_on, passed if one.passed else failed, one.statement)
        for one in row.checks.order_by("attempt")
    ]
    return Section(
        Text("履约验收", "Acceptance of performance"),
        (
            Column(Text("次数", "Attempt")),
            Column(Text("日期", "Date"), "day"),
            Column(Text("结论", "Result")),
            Column(Text("履约验收书", "Statement")),
        ),
        rows,
    )
