"""The numbered forms of a project's life as documents (B1 to B9), each under the headings that its readers expect."""

from collections.abc import Iterator
from decimal import Decimal

from qilou.casework.printed import Given, PrintedForm, by_field, entries, prints
from qilou.casework.show import Column, Section
from qilou.kernel.fields import fields_of
from qilou.law import Text
from qilou.projects.inputs import editions
from qilou.projects.inputs.acceptance import FinalAcceptance
from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.models import (
    Acceptance,
    Change,
    ChangeOutcome,
    Contract,
    ContractStatus,
    CostClass,
    Declaration,
    EstimateLine,
    Evaluation,
    LineMark,
    Source,
)

from .acceptance import show as show_acceptance
from .contract import DECIDED
from .declaration import form_of
from .estimate import LABELS, REVIEWED, ZERO, line_values, reasons
from .evaluation_page import sheets_section
from .outline import programme

TOTAL = Text("合计", "Total")
AMOUNT = "money"


def declared(case_id: int) -> DeclarationForm | None:
    """The declaration as it now stands: as submitted, corrected, or revised since."""
    return form_of(Declaration.objects.get(pk=case_id))


def declaration(given: Given) -> tuple[Section, ...]:
    """The declaration field by field; its estimate is a form of its own."""
    return tuple(entries(given, [name for name in DeclarationForm.model_fields if name != "lines"]))


def estimate(given: Given) -> tuple[Section, ...]:
    """The estimate line by line with what every stage made of it, then by cost class."""
    lines = _lines(given)
    stages = [Text("申报数", "Declared"), *(label for label, _ in REVIEWED)]
    names = ["amount", *(name for _, name in REVIEWED)]
    columns = (
        Column(Text("序号", "No."), "number"),
        *(Column(_label(name)) for name in ("cost_class", "subclass", "name", "specification")),
        Column(_label("quantity"), "number"),
        Column(_label("unit")),
        Column(_label("unit_price"), AMOUNT),
        *(Column(_label(name)) for name in ("basis", "source", "year", "procurement_code", "economic_class", "mark")),
        *(Column(label, AMOUNT) for label in stages),
        Column(Text("核减理由", "Reasons for cuts")),
    )
    rows = [
        (
            one.number,
            CostClass(one.cost_class).label,
            one.subclass,
            one.name,
            one.specification,
            f"{one.quantity.normalize():,f}",
            one.unit,
            one.unit_price,
            one.basis,
            Source(one.source).label if one.source else None,
            str(one.year) if one.year else None,
            one.procurement_code,
            one.economic_class,
            LineMark(one.mark).label,
            *(getattr(one, name) for name in names),
            reasons(one),
        )
        for one in lines
    ]
    sums = [_sum(lines, name) for name in names]
    blank = [None] * (len(columns) - len(sums) - 2)
    by_class = [
        (one.label, *(_sum(among, name) for name in names))
        for one in CostClass
        if (among := [line for line in lines if line.cost_class == one.value])
    ]
    return (
        Section(LABELS["lines"], columns, rows, total=(TOTAL, *blank, *sums, None)),
        Section(
            Text("分类汇总", "By cost class"),
            (Column(_label("cost_class")), *(Column(label, AMOUNT) for label in stages)),
            by_class,
            total=(TOTAL, *sums),
        ),
        *entries(given, ["slices", "sources"]),
    )


def _lines(given: Given) -> list[EstimateLine]:
    """The lines as reviewers left them, or as a draft has them."""
    if not given.drafted:
        return list(Declaration.objects.get(pk=given.case_id).lines.order_by("number"))
    form = given.entries
    typed = form.lines if isinstance(form, DeclarationForm) else ()
    return [EstimateLine(number=number, **line_values(line)) for number, line in enumerate(typed, 1)]


def _label(name: str) -> Text:
    return LABELS[f"lines.{name}"]


def _sum(lines: list[EstimateLine], name: str) -> Decimal | None:
    """What the lines come to at a stage; None where the stage has not spoken."""
    amounts = [amount for one in lines if (amount := getattr(one, name)) is not None]
    return sum(amounts, ZERO) if amounts else None


def panel(given: Given) -> tuple[Section, ...]:
    """The panel's opinion, and beneath it what its members wrote, numbered and not named."""
    sheets = sheets_section(Evaluation.objects.select_related("case", "session").get(pk=given.case_id))
    return (*by_field(given), *([sheets] if sheets else []))


def acceptance(given: Given) -> tuple[Section, ...]:
    """The acceptance against the approved content, with the trial run, the money and the changes behind it."""
    row = Acceptance.objects.select_related("project").get(pk=given.case_id)
    named = [spec.name for spec in fields_of(FinalAcceptance) if spec.name not in ("checks", "proofs")]
    return (
        *entries(given, named),
        *show_acceptance(given.case_id).sections,
        *_executed(row.project_id, row.project.approved_total),
    )


def _executed(project_id: int, approved: Decimal | None) -> Iterator[Section]:
    """What was approved, contracted and paid, and what changed meanwhile."""
    contracts = list(Contract.objects.filter(project=project_id).exclude(status=ContractStatus.DRAFT.value))
    paid = sum((one.paid for one in contracts), ZERO)
    agreed = sum((one.amount or ZERO for one in contracts), ZERO)
    yield Section(
        Text("投资执行", "Investment carried out"),
        (
            Column(Text("合同", "Contract")),
            Column(Text("供应商", "Supplier"), "name"),
            Column(Text("合同额", "Amount"), AMOUNT),
            Column(Text("已付", "Paid"), AMOUNT),
            Column(Text("未付", "Unpaid"), AMOUNT),
        ),
        [
            (f"{one.number} {one.title}", one.supplier, one.amount, one.paid, (one.amount or ZERO) - one.paid)
            for one in contracts
        ],
        total=(TOTAL, None, agreed, paid, agreed - paid),
    )
    if approved is not None:
        yield Section(
            Text("批复与结余", "Approval and balance"),
            (
                Column(Text("批复总投资", "Approved total"), AMOUNT),
                Column(Text("合同额", "Contracts"), AMOUNT),
                Column(Text("结余", "Balance"), AMOUNT),
            ),
            [(approved, agreed, approved - agreed)],
        )
    changes = Change.objects.filter(project=project_id, outcome__in=DECIDED).select_related("case").order_by("pk")
    yield Section(
        Text("变更清单", "Changes"),
        (
            Column(Text("办件编号", "Case")),
            Column(Text("结果", "Outcome")),
            Column(Text("批复文号", "Reply")),
            Column(Text("金额变动", "Difference"), AMOUNT),
            Column(Text("理由", "Reason")),
        ),
        [
            (one.case.number, ChangeOutcome(one.outcome).label, one.reply_number, one.delta, one.reason)
            for one in changes
        ],
    )


for form in (
    PrintedForm(editions.DECLARATION, declaration, current=declared),
    PrintedForm(editions.PROGRAMME, programme, on=editions.DECLARATION, current=declared),
    PrintedForm(editions.ESTIMATE, estimate, on=editions.DECLARATION, current=declared, sheet=True),
    PrintedForm(editions.THIRD_PARTY_REPORT, by_field),
    PrintedForm(editions.EXPERT_SHEET, by_field),
    PrintedForm(editions.PANEL_OPINION, panel),
    PrintedForm(editions.APPROVAL_REPLY, by_field),
    PrintedForm(editions.ACCEPTANCE_REPORT, acceptance),
    PrintedForm(editions.PAYMENT_APPLICATION, by_field),
):
    prints(form)
