"""A project's way to the list: entering it with a passed opinion, each step's effect, applying, warning, lapsing."""

from datetime import datetime
from decimal import Decimal

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import advance, perform
from qilou.casework.store import fetch_context
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Conflict, Refused
from qilou.law import Met, carries, say
from qilou.law.measures import M164
from qilou.law.readings import (
    LAPSE_FREES_FUND,
    LAST_DAY_ON_HOLIDAY,
    OPINION_WARNING_DAYS,
    RESERVE_SCOPE,
    SPECIAL_FUND_LINE,
    VALIDITY_START,
)
from qilou.projects.inputs.listing import FundAssignment, Priority, Reserved, Review, SliceLine
from qilou.projects.models import Declaration, Listing, Opinion, Project, Slice
from qilou.projects.models.fund import Use
from qilou.projects.models.listing import ENDED, FinanceOutcome, FundLine, Outcome
from qilou.projects.models.project import Stage
from qilou.projects.queries.estimate import estimate_of
from qilou.projects.queries.listing import slices_of, valid_until
from qilou.projects.rules.listing import ListingFacts, passed_evaluation
from qilou.projects.rules.slices import Slices, fitted

from .estimate import fill
from .fund import commit, release_construction
from .rows import tell

CODE = "projects.listing"


@carries("A14.1")
def enter(project: Project, act: Act) -> str:
    """Open the listing of a project whose opinion says passed; gives its case number. Raises Refused, Conflict."""
    opinion = Opinion.objects.filter(project=project).order_by("-pk").first()
    finding = passed_evaluation(ListingFacts(passed=opinion is not None and opinion.result == "passed"), act.readings)
    if opinion is None or not isinstance(finding.verdict, Met):
        raise Refused(
            "not_passed",
            say("只有通过评审的项目可以列入清单。", "Only projects that passed evaluation come to the list."),
            cites=(finding.cites,),
            findings=(finding,),
        )
    if Listing.objects.filter(project=project).exclude(outcome__in=ENDED).exists():
        raise Conflict(
            "listed",
            say("该项目已进入列入清单程序。", "The project is already on its way to the list."),
            cites=(M164.art(14, 1),),
        )
    opened = open_case(
        CODE,
        actor=PLATFORM,
        now=act.now,
        jurisdiction=act.case.jurisdiction,
        title=project.name,
        parties={"declarer": list(act.case.parties.get("declarer", []))},
        thing=project.thing,
        amount=opinion.suggested,
        of_record=act.of_record,
    )
    return opened.case.number


def begin(act: Act) -> dict[str, object]:
    """The row of a project that enters: amount by the opinion, slices as declared, fitted to it."""
    project = Project.objects.get(pk=int(act.case.thing.rpartition(":")[2]))
    opinion = Opinion.objects.filter(project=project).order_by("-pk")[0]
    declared = Declaration.objects.filter(project=project).order_by("-pk").first()
    asked = dict(declared.slices.order_by("year").values_list("year", "amount")) if declared else {}
    amount = opinion.suggested or Decimal(0)
    slices = fitted(asked or {project.budget_year or act.now.year: amount}, amount)
    listing = Listing.objects.create(
        case_id=act.case.id,
        project=project,
        jurisdiction_id=act.case.jurisdiction,
        opinion=opinion,
        scores=scores_of(opinion),
        accepted_at=declared.accepted_at if declared else None,
        entered_on=act.today,
        suggested=amount,
        amount=amount,
    )
    tell(act, listing)
    restate(listing, slices, act)
    return {}


def scores_of(opinion: Opinion) -> dict[str, str]:
    """The opinion's scores by criterion, out of a hundred; nothing for an opinion issued directly."""
    parts = {
        "necessity": opinion.necessity_score,
        "feasibility": opinion.feasibility_score,
        "reasonableness": opinion.reasonableness_score,
        "sharing": opinion.sharing_score,
        "security": opinion.security_score,
    }
    return {name: str(score) for name, score in parts.items() if score is not None}


def prioritise(act: Act) -> dict[str, object]:
    """Fix the tier and its reason, and restated slices where the opinion's amount asks for them."""
    given: Priority = act.input
    listing = _row(act)
    listing.tier, listing.tier_reason = given.tier.value, given.reason
    listing.save(update_fields=["tier", "tier_reason"])
    tell(act, listing)
    if given.slices:
        restate(listing, by_year(given.slices), act)
    return {}


def place_on_list(act: Act) -> dict[str, object]:
    """Put the project on the list that goes to finance."""
    return _move(act, _row(act), Outcome.LISTED, Stage.LISTED)


@carries("A14.9", "A14.10")
def place_in_reserve(act: Act) -> dict[str, object]:
    """Keep the project in reserve for the next round; the reading by which it may be is part of the decision."""
    listing = _row(act)
    if isinstance(act.input, Reserved):
        listing.tier, listing.tier_reason = act.input.tier.value, act.input.reason
        listing.save(update_fields=["tier", "tier_reason"])
    moved = _move(act, listing, Outcome.RESERVE, Stage.RESERVE)
    return moved | {"reserve_scope": act.readings[RESERVE_SCOPE]}


def assign_fund_line(act: Act) -> dict[str, object]:
    """Say from what a special project is paid, by the reading in force, and send it to finance."""
    given: FundAssignment = act.input
    listing = _row(act)
    listing.fund_line, listing.fund_document = act.readings[SPECIAL_FUND_LINE], given.document
    listing.save(update_fields=["fund_line", "fund_document"])
    return _move(act, listing, Outcome.LISTED, Stage.LISTED)


@carries("A14.4")
def note_review(act: Act) -> dict[str, object]:
    """Write down what finance said: outcome, amounts where they change, also line by line, reason, document."""
    given: Review = act.input
    listing = _row(act)
    if given.slices:
        amount = sum((one.amount for one in given.slices), Decimal(0))
        if amount > listing.suggested:
            raise Refused(
                "above_opinion",
                say(
                    "审核后金额不能超过评审建议投资。请按评审建议投资以内填写。",
                    "Not more than the evaluation opinion suggests. Enter at most that.",
                ),
                cites=(M164.art(14, 1),),
            )
        listing.amount = act.case.amount = amount
        restate(listing, by_year(given.slices), act)
    if given.lines and (declared := estimate_of(listing.project_id)) is not None:
        tell(act, *fill(declared, given.lines, "finance"))
    listing.finance_outcome, listing.finance_reason = given.outcome.value, given.reason
    listing.finance_document, listing.reviewed_on = given.document, act.today
    listing.save(
        update_fields=["amount", "finance_outcome", "finance_reason", "finance_document", "reviewed_on"],
    )
    tell(act, listing)
    return {}


@carries("A14.5", "A17.2")
def propose(act: Act) -> dict[str, object]:
    """Make it a proposed project as of today and start its opinion's year."""
    listing = _row(act)
    reading = act.readings[VALIDITY_START]
    listing.proposed_on = act.today
    listing.valid_from = act.today if reading == "confirmation" else listing.opinion.issued_on
    listing.valid_rolls = act.readings[LAST_DAY_ON_HOLIDAY]
    listing.save(update_fields=["proposed_on", "valid_from", "valid_rolls"])
    moved = _move(act, listing, Outcome.PROPOSED, Stage.PROPOSED)
    return moved | {"validity_start": reading, "valid_until": valid_until(listing, act.calendar)}


@carries("A14.16")
def propose_special(act: Act) -> dict[str, object]:
    """Propose a special project and take its money of the fund in the same act."""
    moved = propose(act)
    listing = _row(act)
    if listing.fund_line != FundLine.OTHER.value:
        take_of_the_fund(listing, act)
    return moved


def take_of_the_fund(listing: Listing, act: Act) -> None:
    """Commit the project's slices, year by year; a year whose fund is not arranged yet is carried into."""
    for year, amount in slices_of(listing).items():
        commit(
            listing.jurisdiction_id,
            year,
            amount,
            Use.CONSTRUCTION,
            listing.project,
            listing.finance_document,
            act,
            ahead=year > min(slices_of(listing)),
        )


def drop(act: Act) -> dict[str, object]:
    """Take the project off the list for good; it may be declared anew."""
    return _move(act, _row(act), Outcome.NOT_LISTED, Stage.ENDED)


@carries("A17.4")
def apply(act: Act) -> dict[str, object]:
    """The unit has applied for approval in time: the opinion's year has done its work."""
    listing = _row(act)
    listing.applied_on = act.today
    listing.save(update_fields=["applied_on"])
    return _move(act, listing, Outcome.APPLIED, Stage.PROPOSED)


@carries("A17.3", "A17.7")
def lapse(act: Act) -> dict[str, object]:
    """The opinion has lapsed: the project leaves the list and its money is freed by visible entries."""
    listing = _row(act)
    frees = act.readings[LAPSE_FREES_FUND]
    if frees:
        release_construction(listing.project, act.case.number, act)
    return {"lapse_frees_fund": frees} | _move(act, listing, Outcome.LAPSED, Stage.ENDED)


def withdraw(act: Act) -> dict[str, object]:
    """The unit takes its project back; what it has of the fund is freed."""
    listing = _row(act)
    release_construction(listing.project, act.case.number, act)
    return _move(act, listing, Outcome.WITHDRAWN, Stage.ENDED)


@carries("A17.4")
def applied(project: Project, act: Act) -> None:
    """End the opinion's year because the unit applies for approval in this act; again is nothing. Raises Refused."""
    listing = Listing.objects.select_related("case").filter(project=project).order_by("-pk").first()
    if listing is not None and listing.outcome == Outcome.APPLIED:
        return
    if listing is None or listing.outcome != Outcome.PROPOSED:
        raise Refused(
            "not_proposed",
            say(
                "该项目不是有效的拟立项项目。请先列入清单并经财政审核、确认。",
                "The project is not a proposed project with a valid opinion. "
                "Let it be listed, reviewed by finance and confirmed first.",
            ),
            cites=(M164.art(17),),
        )
    advance(CODE, listing.case.number, "apply", act=act)


@carries("A17.6")
def warn_of_expiry(now: datetime) -> int:
    """Warn unit and authority of opinions about to lapse, once for each of the days set; says how many were warned."""
    warned = 0
    rows = Listing.objects.filter(outcome=Outcome.PROPOSED.value).select_related("case").order_by("pk")
    contexts = {one: fetch_context(one, now.date()) for one in {row.jurisdiction_id for row in rows}}
    for row in rows:
        readings, calendar = contexts[row.jurisdiction_id]
        until = valid_until(row, calendar)
        left = (until - now.date()).days if until else 0
        marks = [int(days) for days in readings[OPINION_WARNING_DAYS] if 0 <= left <= int(days)]
        if set(marks) - set(row.warned):
            perform(CODE, row.case.number, "warn", actor=PLATFORM, now=now)
            warned += 1
    return warned


def note_warning(act: Act) -> dict[str, object]:
    """Remember the days of which the unit has now been warned."""
    listing = _row(act)
    until = valid_until(listing, act.calendar)
    left = (until - act.today).days if until else 0
    marks = {int(days) for days in act.readings[OPINION_WARNING_DAYS] if left <= int(days)}
    listing.warned = sorted(marks | set(listing.warned))
    listing.save(update_fields=["warned"])
    tell(act, listing)
    return {"days_left": left}


def by_year(lines: tuple[SliceLine, ...]) -> dict[int, Decimal]:
    """Typed slices by budget year."""
    return {one.year: one.amount for one in lines}


def agreed(outcome: str) -> bool:
    """Whether finance let the project stay on the list."""
    return outcome in (FinanceOutcome.AGREED, FinanceOutcome.CHANGED)


def restate(listing: Listing, slices: Slices, act: Act) -> None:
    """The project's money by budget year, as the act now puts it."""
    before = list(listing.slices.all())
    listing.slices.all().delete()
    rows = [Slice(listing=listing, year=year, amount=part) for year, part in sorted(slices.items())]
    tell(act, *Slice.objects.bulk_create(rows), gone=before)


def _row(act: Act) -> Listing:
    return Listing.objects.select_related("project", "opinion").get(pk=act.case.id)


def _move(act: Act, listing: Listing, outcome: Outcome, stage: Stage) -> dict[str, object]:
    """Row and project follow the case."""
    listing.outcome = outcome.value
    listing.ended_on = act.today if outcome.value in ENDED else None
    listing.save(update_fields=["outcome", "ended_on"])
    listing.project.stage = stage.value
    listing.project.save(update_fields=["stage"])
    tell(act, listing, listing.project)
    return {}
