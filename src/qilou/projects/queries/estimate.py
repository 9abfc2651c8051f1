"""The estimate as the one table that a line follows: declared, third party, experts, finance, approved."""

from collections.abc import Iterable
from decimal import Decimal

from qilou.casework.show import Column, Place, Section
from qilou.kernel.fields import fields_of
from qilou.kernel.money import in_wan
from qilou.law import Message, Text, say
from qilou.projects.inputs.declaration import DeclarationForm, LineRow
from qilou.projects.models import (
    Approval,
    ApprovalOutcome,
    CostClass,
    Declaration,
    EstimateLine,
    Evaluation,
    Listing,
    Opinion,
    PreliminaryReview,
)

LABELS = {spec.name: spec.label for spec in fields_of(DeclarationForm)} | {
    f"{spec.name}.{column.name}": column.label for spec in fields_of(DeclarationForm) for column in spec.columns
}
REVIEWED = (
    (Text("第三方核定", "Third party"), "checked_amount"),
    (Text("专家核定", "Experts"), "expert_amount"),
    (Text("财政审核", "Finance"), "finance_amount"),
    (Text("批复", "Approved"), "approved_amount"),
)
REASONS = (
    (Text("第三方", "Third party"), "checked_reason"),
    (Text("专家", "Experts"), "expert_reason"),
    (Text("财政", "Finance"), "finance_reason"),
    (Text("批复", "Approval"), "approved_reason"),
)
ZERO = Decimal(0)


def field_place(name: str) -> Place:
    """The place where the page shows a field of the form."""
    return Place(f"field:{name}", LABELS[name])


def line_values(line: LineRow) -> dict[str, object]:
    """A typed line as the columns of its row."""
    return line.model_dump(mode="python") | {"source": line.source or ""}


def estimate_of(project_id: int) -> Declaration | None:
    """The accepted declaration whose estimate everybody after it reviews."""
    accepted = Declaration.objects.filter(project_id=project_id, accepted_at__isnull=False)
    return accepted.select_related("project").order_by("-pk").first()


def estimate_section(lines: Iterable[EstimateLine], total: Decimal | None) -> Section:
    """The estimate with what each reviewer made of every line: everybody compares in this one table."""
    listed = list(lines)
    columns = [
        Column(Text("序号", "No."), "number"),
        Column(Text("费用类别", "Class")),
        Column(Text("名称", "Item"), stays=True),
        Column(Text("数量", "Quantity"), "number"),
        Column(Text("单位", "Unit")),
        Column(Text("单价（万元）", "Unit price (CNY 10,000)"), "number"),
        Column(Text("申报数", "Declared"), "money"),
    ]
    filled = [(label, name) for label, name in REVIEWED if any(getattr(one, name) is not None for one in listed)]
    reasoned = any(getattr(one, name) for one in listed for _, name in REASONS)
    columns += [Column(label, "money") for label, _ in filled]
    columns += [Column(Text("最后核定较申报", "Last against declared"))] if filled else []
    columns += [Column(Text("核减理由", "Reasons for cuts"))] if reasoned else []
    sums = [sum((getattr(one, name) or ZERO for one in listed), ZERO) for _, name in filled]
    declared = sum((one.amount for one in listed), ZERO)
    last = sum((reviewed(one) for one in listed), ZERO)
    return Section(
        Text("投资估算表", "Estimate"),
        tuple(columns),
        [
            (
                one.number,
                CostClass(one.cost_class).label,
                one.name,
                f"{one.quantity.normalize():,f}",
                one.unit,
                in_wan(one.unit_price),
                one.amount,
                *(getattr(one, name) for _, name in filled),
                *([against(reviewed(one), one.amount)] if filled else []),
                *([reasons(one)] if reasoned else []),
            )
            for one in listed
        ],
        total=(
            Text("合计", "Total"),
            *[None] * 5,
            declared,
            *sums,
            *([against(last, declared)] if filled else []),
            *([None] if reasoned else []),
        ),
        place=field_place("lines"),
        places=[
            Place(
                f"line:{one.number}",
                say("估算第 %(n)s 行“%(name)s”", "Line %(n)s, %(name)s", n=one.number, name=one.name),
            )
            for one in listed
        ],
        note=None if declared == total else Text("合计与总投资不一致", "The sum differs from the total"),
    )


def reviewed(line: EstimateLine) -> Decimal:
    """What the last reviewer who spoke of the line left of it; as declared where nobody has."""
    found = [amount for _, name in REVIEWED if (amount := getattr(line, name)) is not None]
    return found[-1] if found else line.amount


def against(amount: Decimal, declared: Decimal) -> Message:
    """A reviewed amount against the declared one, in words."""
    if amount == declared:
        return say("未调整", "unchanged")
    if amount < declared:
        return say("核减%(by)s万元", "cut by %(by)s", by=in_wan(declared - amount))
    return say("核增%(by)s万元", "raised by %(by)s", by=in_wan(amount - declared))


def reasons(line: EstimateLine) -> Message | str:
    """Why reviewers changed a line, each named."""
    given = [
        say("%(who)s：%(why)s", "%(who)s: %(why)s", who=label, why=getattr(line, name))
        for label, name in REASONS
        if getattr(line, name)
    ]
    return say("%(reasons)s", "%(reasons)s", reasons=tuple(given)) if given else "—"


def stages_section(declaration: Declaration) -> Section:
    """The total at each stage that has spoken, against what was declared: also where a stage gives no lines."""
    project = declaration.project
    evaluation = Evaluation.objects.filter(project=project).order_by("-pk").first()
    review = PreliminaryReview.objects.filter(evaluation__project=project).order_by("-pk").first()
    opinion = Opinion.objects.filter(project=project).order_by("-pk").first()
    listing = Listing.objects.filter(project=project).order_by("-pk").first()
    approval = Approval.objects.filter(project=project, outcome=ApprovalOutcome.APPROVED.value).first()
    stages = (
        (Text("申报", "Declared"), declaration.total),
        (Text("第三方核定", "Third party"), review.checked_total if review and review.reported_on else None),
        (Text("专家组建议", "Experts"), evaluation.panel_suggested if evaluation else None),
        (Text("评审意见建议", "Opinion"), opinion.suggested if opinion else None),
        (Text("财政审核", "Finance"), listing.amount if listing and listing.finance_outcome else None),
        (Text("批复", "Approved"), approval.approved_total if approval else None),
    )
    declared = declaration.total or ZERO
    return Section(
        Text("各环节金额", "Amounts by stage"),
        (
            Column(Text("环节", "Stage")),
            Column(Text("金额", "Amount"), "money"),
            Column(Text("较申报", "Against declared")),
        ),
        [
            (label, amount, "—" if place == 0 else against(amount, declared))
            for place, (label, amount) in enumerate(stages)
            if amount is not None
        ],
    )
