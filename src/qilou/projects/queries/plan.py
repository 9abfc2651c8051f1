"""Which plan is in force, the facts that its procedure reads, and what its page shows."""

from dataclasses import dataclass
from datetime import date

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.identity.queries.units import area_above
from qilou.law import UNKNOWN, Text, carries
from qilou.projects.inputs.plan import PlanApproval, PlanDraft, PlanPublication
from qilou.projects.models import Plan
from qilou.projects.models.plan import Level, Purpose
from qilou.projects.rules.plan import PlanFacts

from .words import joined


@dataclass(frozen=True, slots=True)
class PlanInForce:
    """The plan that counts on a date, with its items as (code, title)."""

    id: int
    case_number: str
    jurisdiction: str
    title: str
    version: int
    approval_document: str
    approved_on: date
    published_on: date
    items: tuple[tuple[str, str], ...]


@carries("A8.2", "A8.8")
def plan_in_force(jurisdiction: str, on: date) -> PlanInForce | None:
    """The approved and published plan of a jurisdiction on a date, else its city's; drafts are never a basis."""
    places = [jurisdiction, area_above(jurisdiction)]
    plans = Plan.objects.in_force(on).filter(jurisdiction__in=[one for one in places if one])
    found = {plan.jurisdiction_id: plan for plan in plans.select_related("case")}
    plan = found.get(jurisdiction) or next(iter(found.values()), None)
    if plan is None or plan.approved_on is None or plan.published_on is None:
        return None
    return PlanInForce(
        id=plan.pk,
        case_number=plan.case.number,
        jurisdiction=plan.jurisdiction_id,
        title=plan.title,
        version=plan.version,
        approval_document=plan.approval_document,
        approved_on=plan.approved_on,
        published_on=plan.published_on,
        items=tuple(plan.items.order_by("pk").values_list("code", "title")),
    )


def facts(act: Act) -> PlanFacts:
    """The plan as it stands, and what the step's form says."""
    plan = Plan.objects.get(pk=act.case.id)
    given = act.input
    approval = given if isinstance(given, PlanApproval) else None
    publication = given if isinstance(given, PlanPublication) else None
    return PlanFacts(
        today=act.today,
        levels=frozenset(plan.follows.values_list("level", flat=True)),
        of_a_district=area_above(plan.jurisdiction_id) is not None,
        items=plan.items.count(),
        approved_on=approval.approved_on if approval else plan.approved_on or UNKNOWN,
        approved=plan.approved_on is not None and plan.approval_document != "",
        published_on=publication.published_on if publication else UNKNOWN,
    )


def show(case_id: int) -> Show:
    """The plan's page: its version and papers, its items, the plans it follows."""
    plan = Plan.objects.get(pk=case_id)
    years = f"{plan.from_year}–{plan.to_year}"
    purposes = [Purpose(one).label for one in plan.purposes]
    return Show(
        facts=(
            Fact(Text("版次", "Version"), plan.version),
            Fact(Text("规划期", "Years"), years),
            Fact(Text("批准文号", "Approval"), plan.approval_document or "—"),
            Fact(Text("批准日期", "Approved on"), plan.approved_on, "day"),
            Fact(Text("公布日期", "Published on"), plan.published_on, "day"),
        ),
        sections=(
            Section(
                Text("规划条目", "Items"),
                (Column(Text("编号", "Code")), Column(Text("条目", "Item")), Column(Text("内容", "Content"))),
                list(plan.items.order_by("pk").values_list("code", "title", "content")),
            ),
            Section(
                Text("衔接的上级规划", "Higher plans followed"),
                (Column(Text("层级", "Level")), Column(Text("名称", "Title")), Column(Text("文号", "Document"))),
                [
                    (Level(level).label, title, document)
                    for level, title, document in plan.follows.order_by("pk").values_list("level", "title", "document")
                ],
            ),
            Section(
                Text("发展需要和目的", "Needs and purposes"),
                paragraphs=(
                    (Text("发展需要", "Development needs"), plan.needs),
                    (Text("对应本办法目的", "Purposes of the Measures served"), joined(purposes)),
                    (Text("公布载体", "Published in"), plan.published_in or "—"),
                ),
            ),
        ),
    )


def suggested_draft(act: Act) -> dict[str, object]:
    """The draft as it stands, for the form that revises it."""
    plan = Plan.objects.get(pk=act.case.id)
    return {
        "title": plan.title,
        "from_year": plan.from_year,
        "to_year": plan.to_year,
        "needs": plan.needs,
        "purposes": list(plan.purposes),
        "items": list(plan.items.order_by("pk").values("code", "title", "content")),
        "follows": list(plan.follows.order_by("pk").values("level", "title", "document")),
    }


def versions(jurisdiction: str) -> list[Plan]:
    """Every version of a jurisdiction's plan, the latest first."""
    return list(Plan.objects.filter(jurisdiction=jurisdiction).select_related("case").order_by("-version"))


def draft_values(given: PlanDraft) -> dict[str, object]:
    """The columns of the plan's row that its form fills."""
    return {
        "title": given.title,
        "from_year": given.from_year,
        "to_year": given.to_year,
        "needs": given.needs,
        "purposes": [one.value for one in given.purposes],
    }
