"""What districts' returns read: the platform's own count of a district's projects, and the return's page."""

from dataclasses import asdict
from decimal import Decimal

from django.db.models import Count, Sum

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.law import Text, carries
from qilou.projects.inputs.district import ReturnForm, ReturnRow
from qilou.projects.models import Contract, DistrictReturn, Project, ReturnLine
from qilou.projects.models.project import Stage
from qilou.projects.rules.district import ZERO, Figures, ReturnFacts

from .progress import ends, label_of

NOT_RETURNED = (Stage.DECLARING.value,)  # a district's drafts are its own
LABELS = {one.value: one.label for one in Stage}


@carries("A21.1", "A21.2")
def counted(jurisdiction: str) -> dict[str, Figures]:
    """The projects of an area by stage, what is still being declared left out; two queries."""
    own = Project.objects.filter(jurisdiction_id=jurisdiction).exclude(stage__in=NOT_RETURNED)
    sums = own.values_list("stage").annotate(
        number=Count("pk"), approved=Sum("approved_total"), contracted=Sum("contracted")
    )
    contracts = Contract.objects.filter(project__jurisdiction_id=jurisdiction)
    paid: dict[str, Decimal] = dict(contracts.values_list("project__stage").annotate(paid=Sum("paid")))
    found = {
        stage: Figures(number, approved or ZERO, bound or ZERO, paid.get(stage, ZERO))
        for stage, number, approved, bound in sums.order_by()
    }
    return {one.value: found[one.value] for one in Stage if one.value in found}


def returned(row: DistrictReturn) -> dict[str, Figures]:
    """What a return says, by stage."""
    return {one.stage: _figures(one) for one in row.lines.order_by("pk")}


def _figures(line: ReturnLine | ReturnRow) -> Figures:
    return Figures(line.projects, line.approved, line.contracted, line.paid)


def facts(act: Act) -> ReturnFacts:
    """The return being given beside the platform's count."""
    row = DistrictReturn.objects.get(pk=act.case.id)
    own = counted(row.jurisdiction_id)
    if not isinstance(act.input, ReturnForm):
        return ReturnFacts(counted=own, labels=LABELS)
    lines = {one.stage.value: _figures(one) for one in act.input.lines}
    return ReturnFacts(returned=lines, counted=own, labels=LABELS, remarks=act.input.remarks)


def as_counted(act: Act) -> dict[str, object]:
    """The form filled with the platform's count."""
    own = counted(DistrictReturn.objects.get(pk=act.case.id).jurisdiction_id)
    return {"lines": [{"stage": stage, **asdict(one)} for stage, one in own.items()]}


def show(case_id: int) -> Show:
    """The facts strip, and what is returned beside what the platform counts today."""
    row = DistrictReturn.objects.select_related("jurisdiction").get(pk=case_id)
    area = Text(row.jurisdiction.name_zh, row.jurisdiction.name_en)
    own, said = counted(row.jurisdiction_id), returned(row)
    total = sum((said or own).values(), Figures())
    return Show(
        facts=(
            Fact(Text("区（县）", "District"), area),
            Fact(Text("报告期", "Period"), label_of(row.year, row.quarter)),
            Fact(Text("截至", "To"), ends(row.year, row.quarter), "day"),
            Fact(Text("项目数", "Projects"), total.projects, "number"),
            Fact(Text("批准总投资", "Approved"), total.approved, "money"),
            Fact(Text("已付", "Paid"), total.paid, "money"),
        ),
        sections=(_lines(said, own), *((_remarks(row),) if row.remarks else ())),
    )


def _lines(said: dict[str, Figures], own: dict[str, Figures]) -> Section:
    nothing = Figures()
    rows = [
        (LABELS.get(stage, stage), there.projects, here.projects, there.approved, there.contracted, there.paid)
        for stage in dict.fromkeys((*own, *said))
        for there, here in ((said.get(stage, nothing), own.get(stage, nothing)),)
    ]
    return Section(
        Text("各阶段项目", "Projects by stage"),
        (
            Column(Text("阶段", "Stage")),
            Column(Text("报送数", "Returned"), "number"),
            Column(Text("平台现有", "Counted now"), "number"),
            Column(Text("批准总投资", "Approved"), "money"),
            Column(Text("合同金额", "Contracted"), "money"),
            Column(Text("已付金额", "Paid"), "money"),
        ),
        rows,
    )


def _remarks(row: DistrictReturn) -> Section:
    return Section(Text("情况说明", "Remarks"), (Column(Text("内容", "Content")),), [(row.remarks,)])
