"""What changes read: how they add up since the last approval, what they touch, their page."""

from dataclasses import replace
from decimal import Decimal

from django.db.models import Sum

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.law import Message, Text
from qilou.law.readings import CHANGE_LIMIT
from qilou.projects.inputs.change import ChangeForm, ChangeRefusal, MoneySource, Reapproval
from qilou.projects.models import (
    Acceptance,
    Approval,
    ApprovalOutcome,
    Aspect,
    Change,
    ChangeOutcome,
    ItemChange,
    Project,
)
from qilou.projects.models.project import Route
from qilou.projects.rules.change import ChangeFacts, warning

from .appropriation import uncovered_years
from .approval import project_of
from .contract import approved_by_year, pending_change

ZERO = Decimal("0.00")


def first_approval(project_id: int) -> Approval | None:
    """The reply that first approved the project."""
    return Approval.objects.filter(project_id=project_id, outcome=ApprovalOutcome.APPROVED.value).first()


def last_reapproval(project_id: int) -> Change | None:
    """The latest re-approval: changes before it no longer count."""
    decided = Change.objects.filter(project_id=project_id, outcome=ChangeOutcome.REAPPROVED.value)
    return decided.order_by("-decided_on", "-pk").first()


def recorded_since_approval(project_id: int) -> Decimal:
    """The net sum of the changes recorded since the last approval, first or renewed."""
    recorded = Change.objects.filter(project_id=project_id, outcome=ChangeOutcome.RECORDED.value, superseded=False)
    return recorded.aggregate(total=Sum("delta"))["total"] or ZERO


def facts(act: Act) -> ChangeFacts:
    """What stands approved, what was recorded since, and what is being typed."""
    row = Change.objects.get(pk=act.case.id)
    project = project_of(act, row.project_id)
    pending = pending_change(project.pk)
    first = first_approval(project.pk)
    known = ChangeFacts(
        approved=project.approved_total is not None,
        accepted=Acceptance.objects.filter(project=project, passed_on__isnull=False).exists(),
        construction_route=project.route == Route.CONSTRUCTION,
        approved_total=project.approved_total if project.approved_total is not None else ZERO,
        original_total=first.approved_total if first else project.approved_total or ZERO,
        earlier=recorded_since_approval(project.pk),
        pending="" if row.pending else pending,
        contracted=project.contracted,
    )
    if row.delta is not None:
        known = replace(known, delta=row.delta, reason=row.reason, touched=frozenset(row.triggers), unknown_items=())
    match act.input:
        case ChangeForm():
            return replace(
                known,
                delta=act.input.increase - act.input.decrease,
                reason=act.input.reason,
                touched=touched(project, act.input),
                unknown_items=unknown_items(project, act.input),
            )
        case Reapproval():
            return _reapproving(known, project, act.input)
        case ChangeRefusal():
            return replace(known, decision=act.input.reason)
    return known


def _reapproving(known: ChangeFacts, project: Project, given: Reapproval) -> ChangeFacts:
    after = {one.year: one.amount for one in given.years}
    short: tuple[int, ...] = ()
    if given.source is MoneySource.FUND:
        short = uncovered_years(project.jurisdiction_id, approved_by_year(project.pk), after)
    return replace(
        known,
        new_total=given.total,
        new_years=sum(after.values(), ZERO),
        source_document=given.source_document,
        uncovered=short,
    )


def touched(project: Project, given: ChangeForm) -> frozenset[str]:
    """The kinds of adjustment that a change makes: those it names, and those that its entries show by themselves."""
    found = {one.value for one in given.aspects}
    if any(one.what is ItemChange.ADDED for one in given.items):
        found.add("scope_added")
    if any(one.what is ItemChange.DROPPED for one in given.items):
        found.add("scope_dropped")
    first = first_approval(project.pk)
    now = _ends_on(project.pk) or (first.ends_on if first else None)
    if given.ends_on is not None and given.ends_on != now:
        found.add("period")
    return frozenset(found)


def _ends_on(project_id: int) -> object:
    """The day by which the last re-approved change has the project done, if it moved that day."""
    decided = Change.objects.filter(project_id=project_id, outcome=ChangeOutcome.REAPPROVED.value)
    return decided.exclude(ends_on=None).order_by("-decided_on", "-pk").values_list("ends_on", flat=True).first()


def unknown_items(project: Project, given: ChangeForm) -> tuple[str, ...]:
    """Numbers that do not fit: dropped or altered ones that are not approved, added ones that already are."""
    approved = {str(one["number"]) for one in project.approved_items}
    numbers = [one.number for one in given.items]
    wrong = {
        one.number
        for one in given.items
        if (one.what is ItemChange.ADDED) == (one.number in approved) or numbers.count(one.number) > 1
    }
    return tuple(sorted(wrong))


def items_after(project: Project, row: Change) -> list[dict[str, object]]:
    """The approved content with a change carried into it."""
    changes = {str(one["number"]): one for one in row.items}
    kept = []
    for item in project.approved_items:
        change = changes.get(str(item["number"]))
        if change is None:
            kept.append(item)
        elif change["what"] == ItemChange.ALTERED:
            kept.append({"number": item["number"], "name": change["name"], "scale": change["scale"]})
    added = [one for one in row.items if one["what"] == ItemChange.ADDED]
    return [*kept, *({"number": one["number"], "name": one["name"], "scale": one["scale"]} for one in added)]


def reapproval_as_asked(act: Act) -> dict[str, object]:
    """The new total and years if the change is approved as it stands: the increase goes to the last year."""
    row = Change.objects.select_related("project").get(pk=act.case.id)
    project = row.project
    years = dict(project.approved_years.order_by("year").values_list("year", "amount"))
    new_total = (project.approved_total or ZERO) + recorded_since_approval(project.pk) + (row.delta or ZERO)
    if years:
        years[max(years)] += new_total - sum(years.values(), ZERO)
    return {"total": new_total, "years": [{"year": year, "amount": amount} for year, amount in years.items()]}


def told(row: Change, act: Act) -> Message | None:
    """The warning at ten per cent and beyond."""
    if row.base is None or row.cumulative is None:
        return None
    return warning(row.cumulative, row.base, act.readings[CHANGE_LIMIT])


def show(case_id: int) -> Show:
    """The facts strip and the sections of a change's page."""
    row = Change.objects.select_related("project").get(pk=case_id)
    project = row.project
    base = row.base if row.base is not None else project.approved_total
    return Show(
        facts=(
            Fact(Text("项目", "Project"), project.name),
            Fact(Text("批准总投资", "Approved total"), base, "money"),
            Fact(Text("本次调整", "This change"), row.delta, "money"),
            Fact(Text("累计调整", "Changes since the approval"), _sum(row), "money", note=_share(_sum(row), base)),
            Fact(
                Text("百分之十", "Ten per cent"), base / 10 if base else None, "money", note=Text("第二十条", "Art. 20")
            ),
            Fact(Text("新的总投资", "New total"), row.total_after, "money"),
        ),
        sections=tuple(one for one in (_reasons(row), _items(row)) if one.rows or one.paragraphs),
    )


def _sum(row: Change) -> Decimal:
    return row.cumulative if row.cumulative is not None else recorded_since_approval(row.project_id)


def _share(amount: Decimal, base: Decimal | None) -> Text | None:
    """The share in per cent, cut and never rounded up to the limit."""
    if not base:
        return None
    share = int(amount * 10_000 / base) / 100
    return Text(f"占 {share:.2f}%", f"{share:.2f} per cent")


def _reasons(row: Change) -> Section:
    paragraphs: list[tuple[Text, str]] = []
    if row.reason:
        paragraphs.append((Text("变更理由", "Reason"), row.reason))
    if row.decision:
        paragraphs.append((Text("审核意见", "Decision"), row.decision))
    note = None
    if row.flagged:
        note = Text(
            "调减达到或者超过百分之十，请核实是否属于重大调整。",
            "The decrease reaches ten per cent or more: check whether it is a major adjustment.",
        )
    return Section(Text("理由", "Reasons"), paragraphs=tuple(paragraphs), note=note)


def _items(row: Change) -> Section:
    rows: list[tuple[object, ...]] = [
        (one["number"], ItemChange(one["what"]).label, one["name"], one["scale"]) for one in row.items
    ]
    rows += [("", Text("涉及", "Touches"), Aspect(one).label, "") for one in row.aspects]
    labels = (
        Text("序号", "No."),
        Text("调整方式", "What happens"),
        Text("建设内容", "Item"),
        Text("调整后的规模", "Scale afterwards"),
    )
    return Section(Text("建设内容的调整", "Items changed"), tuple(Column(label) for label in labels), rows)
