"""What the steps of a round do: to its own row, and to every project of the list in the same transaction."""

from datetime import datetime
from decimal import Decimal

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import advance
from qilou.identity.queries import holders
from qilou.kernel.actor import PLATFORM, Actor
from qilou.kernel.errors import Conflict, Invalid
from qilou.law import AUTHORITY, carries, say
from qilou.law.measures import M164
from qilou.law.readings import RESERVE_RENEWAL, RESERVE_SCOPE, STRICT_ORDER, TIE_ORDER
from qilou.projects.inputs.listing import Review, SliceLine
from qilou.projects.inputs.round import ReviewedLine, ReviewLine, ReviewSheet, RoundOpening, Solicitation
from qilou.projects.models import Listing, RankLine, Round
from qilou.projects.models.listing import FinanceOutcome
from qilou.projects.models.project import Track
from qilou.projects.queries.listing import slices_of
from qilou.projects.queries.periods import solicitation_end
from qilou.projects.queries.ranking import aged_reserve, latest
from qilou.projects.queries.round import on_the_list

from .fund import hold_funds
from .listing import CODE, agreed, restate, take_of_the_fund
from .rows import tell

ROUND = "projects.round"


def open_round(jurisdiction: str, year: int, *, actor: Actor, now: datetime) -> str:
    """Open the round of a year in a jurisdiction; gives its case number. Raises Conflict when it is there."""
    if Round.objects.filter(jurisdiction=jurisdiction, year=year).exists():
        raise Conflict(
            "round_exists",
            say("%(year)s年度的征集已经建立。", "The round of %(year)s has been opened.", year=year),
            cites=(M164.art(10, 1),),
        )
    title = f"{year}年度电子政务项目征集和清单（{year + 1}年度预算）"
    act = open_case(ROUND, actor=actor, now=now, jurisdiction=jurisdiction, title=title, data=RoundOpening(year=year))
    return act.case.number


@carries("A10.1")
def open_rounds(*, now: datetime) -> list[str]:
    """The platform opens this year's round wherever an authority is on record, so that a missing one is late too."""
    opened = []
    for body in holders(now.date()):
        there = Round.objects.filter(jurisdiction=body.jurisdiction, year=now.year).exists()
        if body.function is AUTHORITY and not there:
            opened.append(open_round(body.jurisdiction, now.year, actor=PLATFORM, now=now))
    return opened


def begin(act: Act) -> dict[str, object]:
    """The row of a round: this year's, for next year's budget."""
    given: RoundOpening = act.input
    if Round.objects.filter(jurisdiction=act.case.jurisdiction, year=given.year).exists():
        raise Conflict(
            "round_exists",
            say("该年度的征集已经建立。", "That year's round has been opened."),
            cites=(M164.art(10, 1),),
        )
    row = Round.objects.create(
        case_id=act.case.id,
        jurisdiction_id=act.case.jurisdiction,
        year=given.year,
        budget_year=given.year + 1,
    )
    tell(act, row)
    return {}


@carries("A9.2", "A10.2", "A14.15", "A14.17")
def solicit(act: Act) -> dict[str, object]:
    """Ask every unit, and fix the ranking rule and the budget calendar with the same paper."""
    given: Solicitation = act.input
    row = Round.objects.get(pk=act.case.id)
    row.draft_budget_due, row.budget_calendar = given.draft_budget_due, given.budget_calendar
    row.weights = {name: str(share) for name, share in given.weights.items()}
    row.tie_order, row.strict = list(act.readings[TIE_ORDER]), act.readings[STRICT_ORDER]
    row.rule_fixed_on = row.solicited_on = act.today
    row.save()
    tell(act, row)
    return {"days_late": max((act.today - solicitation_end(row.year)).days, 0)}


@carries("A14.3", "A14.9", "A14.10", "A14.12")
def send_to_finance(act: Act) -> dict[str, object]:
    """The signed order takes effect: each project goes on the list, into reserve or out, with its own event."""
    row = Round.objects.get(pk=act.case.id)
    ranked = latest(row)
    lines = list(ranked.lines.select_related("listing__project", "listing__case")) if ranked else []
    row.sent_on = act.today
    row.save(update_fields=["sent_on"])
    tell(act, row)
    steps: dict[str, list[str]] = {}
    for line in sorted(lines, key=lambda one: one.listing.case.number):
        step = _place(line, row, act)
        steps.setdefault(step, []).append(line.listing.case.number)
        advance(CODE, line.listing.case.number, step, act=act)
    for one in aged_reserve(row, act.readings, act.today):
        steps.setdefault("end_reserve", []).append(one.case.number)
        advance(CODE, one.case.number, "end_reserve", act=act)
    return {"ranking": ranked.pk if ranked else None, "reserve_scope": act.readings[RESERVE_SCOPE], "placed": steps}


def _place(line: RankLine, row: Round, act: Act) -> str:
    """Write the project's place on its row, and say which step it takes."""
    listing, project = line.listing, line.listing.project
    was_reserve = bool(line.components["reserve"])
    listing.round, listing.rank = row, line.rank
    listing.reserve_rounds += was_reserve
    listing.save(update_fields=["round", "rank", "reserve_rounds"])
    tell(act, listing, only={"round", "rank", "reserve_rounds"})
    if line.listed:
        _date_for(listing, line, row, act)
        return "list"
    if was_reserve:
        return "end_reserve" if listing.reserve_rounds >= act.readings[RESERVE_RENEWAL] else "reserve"
    if act.readings[RESERVE_SCOPE] == "special" and project.track == Track.ANNUAL:
        return "leave_out"
    return "reserve"


def _date_for(listing: Listing, line: RankLine, row: Round, act: Act) -> None:
    """A project listed a round later than it was declared for begins in this round's budget year."""
    slices = {int(year): Decimal(part) for year, part in line.components["slices"].items()}
    if slices != slices_of(listing):
        restate(listing, slices, act)
    listing.project.budget_year = row.budget_year
    listing.project.save(update_fields=["budget_year"])
    tell(act, listing.project, only={"budget_year"})


@carries("A14.4")
def review(act: Act) -> dict[str, object]:
    """Finance's answer, line by line, written on each project of the list."""
    given: ReviewSheet = act.input
    row = Round.objects.get(pk=act.case.id)
    row.reviewed_on, row.review_document = act.today, given.document
    row.save(update_fields=["reviewed_on", "review_document"])
    tell(act, row)
    lines: dict[str, list[ReviewLine]] = {}
    for line in given.lines:
        lines.setdefault(line.number, []).append(line)
    outcomes: dict[str, str] = {}
    for one in on_the_list(row):
        estimate = tuple(line for line in given.estimates if line.project == one.case.number)
        answer = _answer(lines[one.case.number], one, given.document, estimate)
        outcomes[one.case.number] = answer.outcome.value
        advance(CODE, one.case.number, "note_review", act=act, data=answer)
    return {"outcomes": outcomes}


def _answer(lines: list[ReviewLine], listing: Listing, document: str, estimate: tuple[ReviewedLine, ...]) -> Review:
    slices: tuple[SliceLine, ...] = ()
    if lines[0].outcome is FinanceOutcome.CHANGED:
        years = slices_of(listing)
        if len(years) > 1 and any(line.year is None for line in lines):
            raise Invalid(
                {
                    "lines": say(
                        "%(name)s跨年度，请按预算年度逐行填写审核后金额。",
                        "%(name)s takes several years: give a row for each budget year.",
                        name=listing.project.name,
                    )
                }
            )
        slices = tuple(SliceLine(year=line.year or min(years), amount=line.amount or Decimal(0)) for line in lines)
    return Review(
        outcome=lines[0].outcome,
        slices=slices,
        lines=estimate,
        document=document,
        reason="；".join(dict.fromkeys(line.reason for line in lines if line.reason)),
    )


@carries("A14.5", "A14.6", "A14.7", "A14.8")
def confirm(act: Act) -> dict[str, object]:
    """Propose what finance agreed, drop what it refused, then take the money of each budget year's fund.

    Cases are locked before funds, here and in a lapse, so that the two cannot wait for each other.
    """
    row = Round.objects.get(pk=act.case.id)
    row.confirmed_on = act.today
    row.save(update_fields=["confirmed_on"])
    tell(act, row)
    listed = on_the_list(row)
    for one in listed:
        advance(CODE, one.case.number, "propose" if agreed(one.finance_outcome) else "drop", act=act)
    proposed = [one for one in listed if agreed(one.finance_outcome)]
    hold_funds(row.jurisdiction_id, {year for one in proposed for year in slices_of(one)})
    for one in proposed:
        take_of_the_fund(one, act)
    return {
        "proposed": [one.case.number for one in proposed],
        "dropped": [one.case.number for one in listed if one not in proposed],
    }
