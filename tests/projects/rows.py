"""Chapter II against the rows as they stand: no state without its act, and accounts that come to the same anew."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from django.db.models import F, Sum
from tests.projects.city import CITY
from tests.projects.money import OWN_GROUND, WholeReckoning
from tests.projects.told import Told, recorded

from qilou.casework.models import Case
from qilou.inventory.models import System
from qilou.projects.models import (
    Acceptance,
    Approval,
    Contract,
    Declaration,
    Disbursement,
    Evaluation,
    ExpertSheet,
    Fund,
    FundEntry,
    Listing,
    Opinion,
    Plan,
    PreliminaryReview,
    PreReviewRound,
    Project,
    Seat,
)

ZERO = Decimal(0)
AMOUNTS = ("arranged", "adjusted")
PROPOSED = ("proposed", "applied")
Rows = Iterable[tuple[str, str]]  # what is on record of whom: a thing, and the row in words


def faults(before: Iterable[Told] = ()) -> list[str]:
    """Everything in the record and in the rows that chapter II forbids; `before` are acts for which rows stand."""
    assumed = list(before)
    acts = list(recorded())
    found = WholeReckoning(assumed).read(acts)
    found += without_act([*assumed, *acts])
    given = {one.thing for one in assumed}
    return found + [fault for check in CHECKS for fault in check(given)]


STATES: tuple[tuple[str, str, Callable[[], Rows]], ...] = (
    (
        "A10.19",
        "declaration.accept declaration.accept_by_silence",
        lambda: _things(Declaration.objects.filter(accepted_at__isnull=False)),
    ),
    ("A12.1", "pre_review.pass", lambda: _rounds("passed")),
    ("A13.13", "evaluation.issue evaluation.issue_directly", lambda: _things(Opinion.objects.filter(result="passed"))),
    ("A14.8", "listing.propose listing.confirm", lambda: _things(Listing.objects.filter(outcome__in=PROPOSED))),
    ("A16.12", "approval.approve", lambda: _things(Approval.objects.filter(outcome="approved"))),
    ("A15.6", "approval.approve", lambda: _of(Project.objects.filter(approved_total__isnull=False))),
    ("A18.8", "contract.register", lambda: _things(Contract.objects.exclude(status="draft"))),
    ("A19.2", "acceptance.pass", lambda: _things(Acceptance.objects.filter(passed_on__isnull=False))),
    ("A19.7", "acceptance.put_into_operation", lambda: _operating()),
    ("A19.5", "disbursement.agree", lambda: _things(Disbursement.objects.filter(agreed_on__isnull=False))),
    ("A19.5", "disbursement.record_payment", lambda: _things(Disbursement.objects.filter(outcome="paid"))),
)


def without_act(acts: Iterable[Told]) -> list[str]:
    """Every state that only an act gives, without that act on record."""
    done = {(one.thing, one.name) for one in acts}
    return [
        f"{req} {thing} {row}: without {names.replace(' ', ' or ')}"
        for req, names, rows in STATES
        for thing, row in rows()
        if not any((thing, name) in done for name in names.split())
    ]


def _things(rows: Iterable[object]) -> Rows:
    for row in rows:
        project: Project = row.project  # type: ignore[attr-defined]
        yield project.thing, f"{type(row).__name__} {row}"


def _of(projects: Iterable[Project]) -> Rows:
    return [(one.thing, f"project {one}") for one in projects]


def _rounds(outcome: str) -> Rows:
    rows = PreReviewRound.objects.filter(outcome=outcome).select_related("pre_review__project")
    return [(one.pre_review.project.thing, f"round {one}") for one in rows]


def _operating() -> Rows:
    return [(one.thing, f"system {one}") for one in System.objects.filter(status="operating").exclude(thing="")]


def funds_add_up(given: set[str]) -> Iterator[str]:
    """A8.7: the account comes to what the fund says."""
    for fund in Fund.objects.all():
        entries = list(fund.entries.all())
        amount = sum((one.amount for one in entries if one.kind in AMOUNTS), ZERO)
        taken = sum((one.amount for one in entries if one.kind not in AMOUNTS), ZERO)
        if not given and fund.amount != amount:
            yield f"A8.7 fund {fund}: its entries come to another amount"
        if fund.committed != taken:
            yield f"A8.7 fund {fund}: its entries come to another commitment"


def list_within_the_fund(given: set[str]) -> Iterator[str]:
    """A14.3, A8.6: what is proposed has its money of the fund, year by year, and what has left has none."""
    years: dict[tuple[str, int], Decimal] = {}
    for listing in Listing.objects.select_related("project"):
        held = _held(listing.project)
        asked = dict(listing.slices.values_list("year", "amount"))
        if listing.outcome == "proposed" and listing.fund_line != "other":
            if held != asked:
                yield f"A8.6 listing {listing}: its slices are not what it has of the fund"
            for year, part in asked.items():
                key = (listing.jurisdiction_id, year)
                years[key] = years.get(key, ZERO) + part
        if listing.outcome in ("not_listed", "withdrawn", "awaiting", "reserve") and held:
            yield f"A14.3 listing {listing}: has money of the fund without being proposed"
    for fund in Fund.objects.filter(arranged_on__isnull=False):
        if years.get((fund.jurisdiction_id, fund.year), ZERO) > fund.amount:
            yield f"A14.3 fund {fund}: more is proposed than there is"


def _held(project: Project) -> dict[int, Decimal]:
    rows = FundEntry.objects.filter(project=project, use="construction").values_list("fund__year")
    return {year: total for year, total in rows.annotate(total=Sum("amount")) if total}


def proposed_by_finance(given: set[str]) -> Iterator[str]:
    """A14.1, A14.4, A14.8: on a passed opinion of the project's own, reviewed by finance, within the opinion."""
    for one in Listing.objects.select_related("opinion", "project"):
        if one.opinion.result != "passed" or one.opinion.project_id != one.project_id:
            yield f"A14.1 listing {one}: on no passed opinion"
        if one.outcome not in PROPOSED:
            continue
        if one.finance_outcome not in ("agreed", "changed") or not one.finance_document:
            yield f"A14.8 listing {one}: without finance's review"
        if one.reviewed_on and one.proposed_on and one.proposed_on < one.reviewed_on:
            yield f"A14.8 listing {one}: proposed before finance's review"
        parts = one.slices.aggregate(total=Sum("amount"))["total"]
        if one.amount > (one.opinion.suggested or ZERO) or parts != one.amount:
            yield f"A14.4 listing {one}: its slices are not its amount, or it is beyond the opinion"


def pre_reviewed_by_a_plan(given: set[str]) -> Iterator[str]:
    """A8.2: every outcome of a pre-review fell while a plan of the area was in force, or its city's."""
    for one in PreReviewRound.objects.select_related("pre_review__project"):
        area = one.pre_review.project.jurisdiction_id
        if not Plan.objects.filter(jurisdiction__in=[area, CITY], in_force__contains=one.decided_on).exists():
            yield f"A8.2 {one}: by no plan in force"


def evaluated_by_third_party_and_experts(given: set[str]) -> Iterator[str]:
    """A13.15, A13.16: an annual opinion rests on a report and a panel that was drawn; directly only if special."""
    for opinion in Opinion.objects.filter(result="passed").select_related("project"):
        project = opinion.project
        if project.thing in given:
            continue
        if opinion.direct:
            if project.track != "special":
                yield f"A13.17 opinion {opinion}: issued directly"
            continue
        evaluation = Evaluation.objects.select_related("session").get(pk=opinion.case_id)
        report = PreliminaryReview.objects.filter(pk=evaluation.pk).first()
        if report is None or report.reported_on is None:
            yield f"A13.15 opinion {opinion}: without a third party's report"
        if evaluation.panel_result not in ("passed", "after_revision"):
            yield f"A13.14 opinion {opinion}: the panel did not pass it"
        yield from _panel(evaluation, report)


def _panel(evaluation: Evaluation, report: PreliminaryReview | None) -> Iterator[str]:
    """Each sheet by somebody drawn for the session who undertook before, and enough of them."""
    session = evaluation.session
    sheets = ExpertSheet.objects.filter(evaluation=evaluation, filed_at__isnull=False, excused="")
    if session is None or not session.seed or len(sheets) < 3:
        yield f"A13.11 {evaluation}: without a session that was drawn, or with too few sheets"
        return
    if report and report.reported_on and report.reported_on > session.held_on:
        yield f"A13.6 {evaluation}: the report came after the session"
    seats = Seat.objects.filter(session=session, undertaken_at__isnull=False)
    undertaken = dict(seats.values_list("expert__person", "undertaken_at"))
    for sheet in sheets:
        when = undertaken.get(sheet.expert_id)
        if when is None or sheet.filed_at is None or when > sheet.filed_at:
            yield f"A13.10 {evaluation}: sheet {sheet.number} by somebody who did not undertake before"


def approved_within_its_gates(given: set[str]) -> Iterator[str]:
    """A15.5, A16.4, A16.12: opinion, route and years of what stands approved."""
    for one in Approval.objects.filter(outcome="approved").select_related("project", "opinion", "listing"):
        project = one.project
        suggested = one.opinion.suggested if one.opinion else None
        if suggested is None or ((one.approved_total or ZERO) > suggested and not one.departure):
            yield f"A16.4 approval {one}: beyond the opinion without a reason"
        if one.listing is None or one.listing.outcome != "applied":
            yield f"A14.8 approval {one}: of a project that was not proposed"
        if (project.route == "construction") != project.includes_construction:
            yield f"A15.5 approval {one}: by the other route"
        years = project.approved_years.aggregate(total=Sum("amount"))["total"]
        if years != project.approved_total:
            yield f"A16.12 project {project}: its approved years are not its approved total"


def contracts_within_the_approval(given: set[str]) -> Iterator[str]:
    """A18.9, A18.10: contracts within the approval, each its years, and no more paid than it is worth."""
    for project in Project.objects.all():
        live = Contract.objects.filter(project=project, status__in=["in_force", "performed"])
        total = sum((one.amount or ZERO for one in live.exclude(kind__in=OWN_GROUND)), ZERO)
        if total > (project.approved_total or ZERO):
            yield f"A18.9 project {project}: contracts beyond the approved total"
    for one in Contract.objects.exclude(status="draft"):
        if one.years.aggregate(total=Sum("amount"))["total"] != one.amount:
            yield f"A18.9 contract {one}: its years are not its amount"
        paid = one.payments.filter(outcome="paid").aggregate(total=Sum("amount"))["total"] or ZERO
        if paid != one.paid or paid > (one.amount or ZERO):
            yield f"A18.10 contract {one}: paid otherwise than its payments say, or beyond it"


def paid_after_acceptance(given: set[str]) -> Iterator[str]:
    """A19.6, A19.7: follow-up funds and operation only for what passed acceptance."""
    passed = set(Acceptance.objects.filter(passed_on__isnull=False).values_list("project", flat=True))
    for one in Disbursement.objects.filter(instalment__in=["final", "retention"], agreed_on__isnull=False):
        if one.project_id not in passed:
            yield f"A19.6 payment {one}: of follow-up funds before acceptance"
    things = {one.thing for one in Project.objects.filter(pk__in=passed)}
    for system in System.objects.exclude(thing=""):
        if system.thing not in things:
            yield f"A19.7 system {system}: of a project that was not accepted"


def accepted_item_by_item(given: set[str]) -> Iterator[str]:
    """A19.1, A19.9, A19.12: after a whole trial run, every approved item found done, by nobody who built it."""
    for one in Acceptance.objects.filter(passed_on__isnull=False).select_related("project"):
        began, ended = one.trial_started_on, one.trial_ended_on
        if began is None or ended is None or (ended - began).days < (one.trial_days or 0):
            yield f"A19.1 {one}: without a whole trial run"
        last = one.attempts.filter(kind="final").order_by("-number").first()
        results = {check["number"]: check["result"] for check in last.checks} if last and last.passed else {}
        items = {item["number"] for item in one.project.approved_items}
        if set(results) != items or "unfinished" in results.values():
            yield f"A19.9 {one}: not every approved item is done"
        suppliers = set(Contract.objects.filter(project=one.project).values_list("supplier", flat=True))
        if last and suppliers & {member["organisation"] for member in last.members}:
            yield f"A19.12 {one}: accepted by a contractor"


def within_its_area(given: set[str]) -> Iterator[str]:
    """A21.2: unit, round, session, money and readers of a project are those of its own city or district."""
    for project in Project.objects.filter(unit__isnull=False).exclude(unit__jurisdiction=F("jurisdiction")):
        yield f"A21.2 project {project}: of another area's unit"
    for listing in Listing.objects.filter(round__isnull=False).exclude(round__jurisdiction=F("project__jurisdiction")):
        yield f"A21.2 listing {listing}: in another area's round"
    for one in Evaluation.objects.filter(session__isnull=False).select_related("project"):
        if one.session and one.session.jurisdiction_id != one.project.jurisdiction_id:
            yield f"A21.2 evaluation {one}: before another area's session"
    for entry in FundEntry.objects.filter(project__isnull=False).exclude(fund__jurisdiction=F("project__jurisdiction")):
        yield f"A21.2 entry {entry}: of another area's fund"
    own = Case.objects.filter(procedure__startswith="projects.").exclude(procedure="projects.district_return")
    for number, area, readers in own.values_list("number", "jurisdiction", "readers"):
        if any("@" in key and not key.endswith(f"@{area}") for key in readers):
            yield f"A21.2 case {number}: read by another area's bodies"


CHECKS = (
    funds_add_up,
    list_within_the_fund,
    proposed_by_finance,
    pre_reviewed_by_a_plan,
    evaluated_by_third_party_and_experts,
    approved_within_its_gates,
    contracts_within_the_approval,
    paid_after_acceptance,
    accepted_item_by_item,
    within_its_area,
)
