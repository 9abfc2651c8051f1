"""What is to be published of chapter II, read as plain facts: per kind, the newest of what nobody has taken up yet."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, QuerySet

from qilou.kernel.actor import function_key, organisation_key
from qilou.kernel.errors import Missing
from qilou.law import AUTHORITY, DEVELOPMENT_REFORM, FINANCE, Function, carries
from qilou.projects.models import (
    Acceptance,
    Approval,
    ApprovalOutcome,
    AttemptKind,
    Change,
    ChangeOutcome,
    Contract,
    ContractStatus,
    ExpertSession,
    Fund,
    Opinion,
    Plan,
    Progress,
    Project,
    RankLine,
    Round,
)
from qilou.projects.models.project import Route
from qilou.projects.public import About, Matter, Public

from .ranking import latest
from .session import draw_data

UNREAD = ("project__description", "project__approved_items", "project__readers", "project__known_by")


@carries("X8")
def decided(kind: Public, taken: QuerySet[Model], most: int) -> list[Matter]:
    """What of a kind was decided and is not `taken` up (rows with the `source` of each), the oldest first."""
    found, facts = READ[kind]
    rows = found().filter(~Exists(taken.filter(source=OuterRef("pk")))).order_by("pk")[:most]
    return [facts(one) for one in rows]


def decided_one(kind: Public, source: int) -> Matter:
    """One matter of a kind as it now stands; raises Missing."""
    found, facts = READ[kind]
    row = found().filter(pk=source).first()
    if row is None:
        raise Missing
    return facts(row)


def _about(project: Project, year: int | None = None) -> About:
    code = (project.unit.uscc if project.unit else None) or ""
    return About(project.pk, project.name, project.unit_name, code, year or project.budget_year or 0)


def _of_project(
    kind: Public, source: int, project: Project, publisher: str, made_on: date, content: dict[str, object]
) -> Matter:
    return Matter(
        kind,
        source,
        project.jurisdiction_id,
        project.budget_year or made_on.year,
        made_on,
        project.name,
        publisher,
        content,
        (_about(project),),
    )


def _by(function: Function, project: Project) -> str:
    return function_key(function.code, project.jurisdiction_id)


def _approver(route: str, project: Project) -> str:
    return _by(DEVELOPMENT_REFORM if route == Route.CONSTRUCTION else AUTHORITY, project)


def _unit(project: Project) -> str:
    return organisation_key(project.unit_id) if project.unit_id else _by(AUTHORITY, project)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _yuan(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _plans() -> QuerySet[Plan]:
    return Plan.objects.filter(published_on__isnull=False)


def _plan(one: Plan) -> Matter:
    assert one.approved_on is not None  # noqa: S101  # only what is approved is published
    content: dict[str, object] = {
        "title": one.title,
        "years": f"{one.from_year}—{one.to_year}",
        "approved_by": one.approved_by,
        "number": one.approval_document,
        "approved_on": _day(one.approved_on),
        "items": list(one.items.order_by("code").values("code", "title")),
        "follows": list(one.follows.order_by("pk").values("level", "title", "document")),
    }
    publisher = function_key(AUTHORITY.code, one.jurisdiction_id)
    return Matter(
        Public.PLAN, one.pk, one.jurisdiction_id, one.from_year, one.approved_on, one.title, publisher, content
    )


def _funds() -> QuerySet[Fund]:
    return Fund.objects.filter(arranged_on__isnull=False)


def _fund(one: Fund) -> Matter:
    assert one.arranged_on is not None  # noqa: S101  # as selected
    content: dict[str, object] = {
        "year": one.year,
        "amount": _yuan(one.amount),
        "number": one.document,
        "arranged_on": _day(one.arranged_on),
    }
    publisher = function_key(FINANCE.code, one.jurisdiction_id)
    name = f"{one.year}年度电子政务专项资金"
    return Matter(Public.FUND, one.pk, one.jurisdiction_id, one.year, one.arranged_on, name, publisher, content)


def _draws() -> QuerySet[ExpertSession]:
    """Draws whose session is over: before it, who sits there is not public."""
    return ExpertSession.objects.filter(closed_on__isnull=False, drawn_at__isnull=False, cancelled="")


def _draw(one: ExpertSession) -> Matter:
    assert one.closed_on is not None  # noqa: S101  # as selected
    told = draw_data(one)
    order = told["order"]
    assert isinstance(order, list)  # noqa: S101  # draw_data gives a list
    content: dict[str, object] = {
        **{name: told[name] for name in ("session", "list", "list_sha256", "seed_source", "seed", "seed_reference")},
        "held_on": _day(one.held_on),
        "seats": one.seat_count,
        "frozen_at": one.frozen_at.isoformat() if one.frozen_at else None,
        "seed_due": _day(one.seed_due),
        "order": [{name: row[name] for name in ("place", "code", "digest", "sat")} for row in order],
    }
    projects = Project.objects.filter(evaluations__session=one).select_related("unit").distinct().order_by("pk")
    return Matter(
        Public.DRAW,
        one.pk,
        one.jurisdiction_id,
        one.held_on.year,
        one.closed_on,
        one.number,
        function_key(AUTHORITY.code, one.jurisdiction_id),
        content,
        tuple(_about(project) for project in projects),
    )


def _opinions() -> QuerySet[Opinion]:
    return Opinion.objects.exclude(number="").select_related("project__unit").defer(*UNREAD)


def _opinion(one: Opinion) -> Matter:
    content: dict[str, object] = {
        "number": one.number,
        "issued_on": _day(one.issued_on),
        "result": one.result,
        "suggested": _yuan(one.suggested),
    }
    return _of_project(Public.OPINION, one.pk, one.project, _by(AUTHORITY, one.project), one.issued_on, content)


def _rounds() -> QuerySet[Round]:
    return Round.objects.filter(confirmed_on__isnull=False)


@carries("A14.2", "X8")
def _list(one: Round) -> Matter:
    """The order that was sent, with every component of it: enough for anybody to make it again."""
    assert one.confirmed_on is not None  # noqa: S101  # as selected
    ranking = latest(one)
    found = ranking.lines.select_related("listing__project__unit").order_by("rank") if ranking else ()
    lines = list(found)
    content: dict[str, object] = {
        "round": one.year,
        "budget_year": one.budget_year,
        "rule_fixed_on": _day(one.rule_fixed_on),
        "weights": ranking.rule["weights"] if ranking else one.weights,
        "tie_order": ranking.rule["tie_order"] if ranking else one.tie_order,
        "strict": ranking.rule["strict"] if ranking else one.strict,
        "ceilings": ranking.ceilings if ranking else {},
        "sent_on": _day(one.sent_on),
        "number": one.review_document,
        "confirmed_on": _day(one.confirmed_on),
        "lines": [_line(line) for line in lines],
    }
    publisher = function_key(AUTHORITY.code, one.jurisdiction_id)
    name = f"{one.budget_year}年度电子政务项目清单和备选项目"
    about = tuple(_about(line.listing.project, one.budget_year) for line in lines)
    return Matter(
        Public.LIST, one.pk, one.jurisdiction_id, one.budget_year, one.confirmed_on, name, publisher, content, about
    )


def _line(line: RankLine) -> dict[str, object]:
    known, listing = line.components, line.listing
    return {
        "rank": line.rank,
        "project": listing.project_id,
        "name": listing.project.name,
        "unit": listing.project.unit_name,
        **{name: known[name] for name in ("tier", "reserve", "scores", "score", "accepted_at", "slices")},
        "listed": line.listed,
        "finance": listing.finance_outcome if line.listed else "",
        "amount": _yuan(listing.amount if line.listed else line.amount),
    }


def _approvals() -> QuerySet[Approval]:
    found = Approval.objects.filter(outcome=ApprovalOutcome.APPROVED.value).exclude(reply_number="")
    return found.select_related("project__unit").defer(*UNREAD)


def _approval(one: Approval) -> Matter:
    assert one.decided_on is not None  # noqa: S101  # the database holds it of an approval
    content: dict[str, object] = {
        "number": one.reply_number,
        "decided_on": _day(one.decided_on),
        "route": one.route,
        "code": one.project_code,
        "nature": one.project.nature,
        "total": _yuan(one.approved_total),
        "starts_on": _day(one.starts_on),
        "ends_on": _day(one.ends_on),
        "items": [{name: row.get(name, "") for name in ("number", "name", "scale")} for row in one.approved_items],
        "years": [{"year": year, "amount": amount} for year, amount in one.years],
    }
    by = _approver(one.route, one.project)
    return _of_project(Public.APPROVAL, one.pk, one.project, by, one.decided_on, content)


def _contracts() -> QuerySet[Contract]:
    found = Contract.objects.exclude(status=ContractStatus.DRAFT.value)
    return found.select_related("project__unit", "supplement_of").defer(*UNREAD)


def _contract(one: Contract) -> Matter:
    assert one.signed_on is not None  # noqa: S101  # the database holds it of a registered contract
    content: dict[str, object] = {
        "contract": one.pk,
        "number": one.number,
        "title": one.title,
        "contract_kind": one.kind,
        "original": one.supplement_of_id,
        "supplements": one.supplement_of.number if one.supplement_of else "",
        "method": one.method,
        "announcement": one.announcement,
        "announced_on": _day(one.announced_on),
        "opened_on": _day(one.opened_on),
        "bidders": one.bidders,
        "award": one.award,
        "awarded_on": _day(one.awarded_on),
        "supplier": one.supplier,
        "supplier_code": one.supplier_code,
        "amount": _yuan(one.amount),
        "signed_on": _day(one.signed_on),
        "ends_on": _day(one.ends_on),
    }
    return _of_project(Public.CONTRACT, one.pk, one.project, _unit(one.project), one.signed_on, content)


def _changes() -> QuerySet[Change]:
    found = Change.objects.filter(outcome=ChangeOutcome.REAPPROVED.value).exclude(reply_number="")
    return found.select_related("project__unit").defer(*UNREAD)


def _change(one: Change) -> Matter:
    assert one.decided_on is not None  # noqa: S101  # the database holds it of a re-approval
    content: dict[str, object] = {
        "number": one.reply_number,
        "decided_on": _day(one.decided_on),
        "total_before": _yuan(one.base),
        "total": _yuan(one.total_after),
        "reason": one.reason,
    }
    by = _approver(one.project.route, one.project)
    return _of_project(Public.CHANGE, one.pk, one.project, by, one.decided_on, content)


def _reports() -> QuerySet[Progress]:
    return Progress.objects.filter(filed_on__isnull=False).select_related("project__unit").defer(*UNREAD)


@carries("A18.7")
def _report(one: Progress) -> Matter:
    assert one.filed_on is not None  # noqa: S101  # as selected
    milestones = one.milestones.order_by("planned_on", "pk")
    content: dict[str, object] = {
        "period": f"{one.year}年第{one.quarter}季度",
        "percent": one.percent,
        "summary": one.summary,
        "milestones": [
            {
                "name": row.name,
                "deliverable": row.deliverable,
                "planned_on": _day(row.planned_on),
                "forecast_on": _day(row.forecast_on),
                "done_on": _day(row.done_on),
            }
            for row in milestones
        ],
    }
    return _of_project(Public.PROGRESS, one.pk, one.project, _unit(one.project), one.filed_on, content)


def _performances() -> QuerySet[Contract]:
    found = Contract.objects.filter(performed_on__isnull=False).select_related("project__unit").defer(*UNREAD)
    return found.annotate(attempts=Count("checks", distinct=True), asked=Count("clauses", distinct=True))


def _performance(one: Contract) -> Matter:
    assert one.performed_on is not None  # noqa: S101  # as selected
    passed = one.checks.filter(passed=True).order_by("attempt").first()
    content: dict[str, object] = {
        "contract": one.pk,
        "original": one.supplement_of_id,
        "number": one.number,
        "title": one.title,
        "held_on": _day(one.performed_on),
        "statement": passed.statement if passed else "",
        "attempts": one.attempts,
        "clauses": one.asked,
    }
    return _of_project(Public.PERFORMANCE, one.pk, one.project, _unit(one.project), one.performed_on, content)


def _acceptances() -> QuerySet[Acceptance]:
    found = Acceptance.objects.filter(passed_on__isnull=False).exclude(report_number="")
    return found.select_related("project__unit").defer(*UNREAD)


def _acceptance(one: Acceptance) -> Matter:
    assert one.passed_on is not None  # noqa: S101  # as selected
    final = one.attempts.filter(kind=AttemptKind.FINAL.value)
    passed = final.filter(passed=True).first()
    content: dict[str, object] = {
        "number": one.report_number,
        "trial_started_on": _day(one.trial_started_on),
        "trial_ended_on": _day(one.trial_ended_on),
        "held_on": _day(one.passed_on),
        "attempts": final.count(),
        "items": [{"number": row["number"], "result": row["result"]} for row in (passed.checks if passed else ())],
    }
    return _of_project(Public.ACCEPTANCE, one.pk, one.project, _unit(one.project), one.passed_on, content)


READ: Mapping[Public, tuple[Callable[[], QuerySet[Any]], Callable[[Any], Matter]]] = {  # Any: rows of each
    Public.PLAN: (_plans, _plan),
    Public.FUND: (_funds, _fund),
    Public.DRAW: (_draws, _draw),
    Public.OPINION: (_opinions, _opinion),
    Public.LIST: (_rounds, _list),
    Public.APPROVAL: (_approvals, _approval),
    Public.CONTRACT: (_contracts, _contract),
    Public.CHANGE: (_changes, _change),
    Public.PROGRESS: (_reports, _report),
    Public.PERFORMANCE: (_performances, _performance),
    Public.ACCEPTANCE: (_acceptances, _acceptance),
}
