"""What approval reads: the facts of its rules, its case page, and what the platform already knows for its forms."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from qilou.assessment.queries import Latest, latest_result, recorded_words
from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.kernel.moment import CITY_TIME
from qilou.law import Text
from qilou.projects.inputs.approval import Application, Refusal, Reply, Restatement, Return
from qilou.projects.models import Approval, ApprovalOutcome, Declaration, Listing, Opinion, OpinionResult, Project
from qilou.projects.models.listing import CONFIRMED
from qilou.projects.models.project import Route
from qilou.projects.queries.estimate import estimate_of, estimate_section, stages_section
from qilou.projects.queries.listing import valid_until
from qilou.projects.queries.own_parts import own_facts
from qilou.projects.rules.approval import ApprovalFacts

ZERO = Decimal("0.00")


def project_of(act: Act, project_id: int) -> Project:
    """The project of a case; locked while an act with input is weighed, so that sums it reads cannot move."""
    found = Project.objects.all()
    if act.held and act.input is not None:
        found = found.select_for_update(of=("self",))
    return found.get(pk=project_id)


def confirmed_listing(project_id: int) -> Listing | None:
    """The listing by which the project is confirmed as proposed."""
    return Listing.objects.filter(project_id=project_id, outcome__in=CONFIRMED).order_by("-pk").first()


def passed_opinion(project_id: int) -> Opinion | None:
    """The opinion that passes the project."""
    passed = Opinion.objects.filter(project_id=project_id, result=OpinionResult.PASSED.value)
    return passed.order_by("-issued_on", "-pk").first()


def handed_on(project_id: int) -> date | None:
    """The date of an application that a change of route made void: the one that follows keeps it (A15.5, A17.4)."""
    rerouted = Approval.objects.filter(project_id=project_id, outcome=ApprovalOutcome.REROUTED.value)
    return rerouted.order_by("applied_on").values_list("applied_on", flat=True).first()


def facts(act: Act) -> ApprovalFacts:
    """The project, its application as filed, and what is being typed."""
    row = Approval.objects.select_related("budget").get(pk=act.case.id)
    project = project_of(act, row.project_id)
    listing = confirmed_listing(project.pk)
    opinion = passed_opinion(project.pk)
    others = Approval.objects.filter(project=project).exclude(pk=row.pk).select_related("case")
    open_one = next((one for one in others if not one.outcome and one.applied_on), None)
    known = ApprovalFacts(
        proposed=listing is not None,
        valid_until=valid_until(listing, act.calendar) if listing else None,
        applied_on=row.applied_on or handed_on(project.pk) or act.today,
        includes_construction=project.includes_construction,
        already_approved=any(one.outcome == ApprovalOutcome.APPROVED for one in others),
        open_application=open_one.case.number if open_one else "",
        opinion_number=opinion.number if opinion else "",
        suggested=opinion.suggested if opinion else ZERO,
        assessment=str(latest(project, act).grade or ""),
        returned_before=row.returned_on is not None,
        **own_facts(project, estimate_of(project.pk), act.today),
    )
    if isinstance(act.input, Reply) and act.input.lines and (declared := estimate_of(project.pk)) is not None:
        known = replace(known, estimate=frozenset(declared.lines.values_list("number", flat=True)))
    if row.applied_on and row.budget:
        known = replace(
            known,
            budget_number=row.budget.number,
            budget_code=row.budget.code,
            budget_file=row.budget.file,
            project_code=row.project_code,
            requested=row.total,
            requested_years=sum((Decimal(amount) for _, amount in row.years), ZERO),
            requested_items=tuple(item["number"] for item in row.items),
            departure=row.departure,
        )
    return _with_input(known, act.input)


def _with_input(known: ApprovalFacts, given: object) -> ApprovalFacts:
    match given:
        case Application():
            return replace(
                known,
                budget_number=given.budget_number,
                budget_code=given.budget_code,
                budget_file=given.budget_file or "",
                project_code=given.project_code,
                requested=given.total,
                requested_years=sum((one.amount for one in given.years), ZERO),
                requested_items=tuple(one.number for one in given.items),
                departure=given.departure,
            )
        case Reply():
            return replace(
                known,
                decided=given.total,
                decided_years=sum((one.amount for one in given.years), ZERO),
                decided_items=tuple(one.number for one in given.items),
                decided_lines=tuple((one.number, one.amount) for one in given.lines),
                decided_departure=given.departure,
                assessment_note=given.assessment_note,
            )
        case Return():
            return replace(known, defects=tuple((one.material.value, one.defect) for one in given.defects))
        case Refusal():
            return replace(known, reason=given.reason)
        case Restatement():
            return replace(known, restated_construction=given.includes_construction, reason=given.reason)
    return known


def latest(project: Project, act: Act) -> Latest:
    """The unit's latest performance result on the day of the act."""
    return latest_result(project.unit_id, act.today)


def application_as_known(act: Act) -> dict[str, object]:
    """What the platform already holds for the application: amounts as listed, items as declared."""
    row = Approval.objects.select_related("project", "budget").get(pk=act.case.id)
    if row.applied_on:
        budget = row.budget
        return {
            "total": row.total,
            "years": _years(row.years),
            "items": row.items,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "departure": row.departure,
            "project_code": row.project_code,
            "budget_number": budget.number if budget else "",
            "budget_issued_on": budget.issued_on if budget else None,
            "budget_code": budget.code if budget else "",
            "budget_year": budget.year if budget else None,
            "budget_amount": budget.amount if budget else None,
            "budget_file": budget.file if budget else None,
        }
    listing = confirmed_listing(row.project_id)
    known: dict[str, object] = {"items": declared_items(row.project_id), "budget_year": row.project.budget_year}
    if listing is not None:
        known["total"] = listing.amount
        known["years"] = [{"year": one.year, "amount": one.amount} for one in listing.slices.order_by("year")]
    return known


def declared_items(project_id: int) -> list[dict[str, object]]:
    """The content of the latest declaration, numbered in its order."""
    declared = Declaration.objects.filter(project_id=project_id).order_by("-pk").first()
    items = declared.form.get("items", []) if declared else []
    return [
        {"number": str(place), "name": one.get("name", ""), "scale": one.get("scale", "")}
        for place, one in enumerate(items, start=1)
    ]


def reply_as_asked(act: Act) -> dict[str, object]:
    """The reply as the application asks for it; the drafter changes what must be changed."""
    row = Approval.objects.get(pk=act.case.id)
    return {"total": row.total, "years": _years(row.years), "items": row.items}


def _years(pairs: list[list[object]]) -> list[dict[str, object]]:
    return [{"year": year, "amount": Decimal(str(amount))} for year, amount in pairs]


def show(case_id: int) -> Show:
    """The facts strip and the sections of an application's page."""
    row = Approval.objects.select_related("project", "opinion", "listing", "budget", "case").get(pk=case_id)
    project = row.project
    known_on = row.decided_on or row.case.moved_at.astimezone(CITY_TIME).date()
    declared = estimate_of(project.pk)
    reviewed = (
        (stages_section(declared), estimate_section(declared.lines.order_by("number"), declared.total))
        if declared
        else ()
    )
    result = row.assessment or latest_result(project.unit_id, known_on).as_record()
    return Show(
        facts=(
            Fact(Text("项目", "Project"), project.name),
            Fact(Text("申报单位", "Unit"), project.unit_name, "name"),
            Fact(Text("审批路径", "Route"), _route(project).label),
            Fact(Text("申请总投资", "Asked for"), row.total, "money"),
            Fact(Text("评审建议投资", "Suggested"), project.suggested, "money"),
            Fact(Text("批复总投资", "Approved"), row.approved_total, "money"),
            Fact(Text("申请日期", "Applied on"), row.applied_on, "day"),
            Fact(Text("最近考核结果", "Latest assessment"), recorded_words(result), note=Text("第七条", "Art. 7")),
        ),
        sections=tuple(section for section in (_basis(row), _content(row), _money(row), *reviewed) if section.rows),
    )


def _route(project: Project) -> Route:
    return Route.CONSTRUCTION if project.includes_construction else Route.EGOVERNMENT


def _basis(row: Approval) -> Section:
    rows: list[tuple[object, ...]] = []
    if row.opinion:
        rows.append((Text("评审意见", "Evaluation opinion"), row.opinion.number, row.opinion.issued_on))
    if row.budget:
        rows.append((Text("列入预算的文件", "Budget document"), row.budget.number, row.budget.issued_on))
        rows.append((Text("预算项目编码", "Budget project code"), row.budget.code, ""))
    if row.project_code:
        rows.append((Text("投资项目代码", "Investment project code"), row.project_code, ""))
    return Section(
        Text("申请依据", "Basis of the application"),
        (Column(Text("文件", "Paper")), Column(Text("编号", "Number")), Column(Text("日期", "Date"), "day")),
        rows,
    )


def _content(row: Approval) -> Section:
    items = row.approved_items or row.items
    asked, approved = Text("申请的建设内容", "Content asked for"), Text("批准的建设内容", "Approved content")
    labels = (Text("序号", "No."), Text("建设内容", "Item"), Text("规模或功能点", "Scale or functions"))
    return Section(
        approved if row.approved_items else asked,
        tuple(Column(label) for label in labels),
        [(one["number"], one["name"], one.get("scale", "")) for one in items],
    )


def _money(row: Approval) -> Section:
    rows = [(year, Decimal(str(amount))) for year, amount in row.years]
    return Section(
        Text("分年度金额", "By budget year"),
        (Column(Text("年度", "Year")), Column(Text("金额", "Amount"), "money")),
        rows,
        total=(Text("合计", "Total"), sum((amount for _, amount in rows), ZERO)),
    )
