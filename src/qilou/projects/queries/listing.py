"""Projects on the way to the list: the facts of their rules, their page, and how they stand for others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.casework.store import fetch_context
from qilou.law import UNKNOWN, Calendar, Period, Readings, Text, Unit, carries
from qilou.law.clock import due
from qilou.law.readings import SPECIAL_FUND_LINE
from qilou.projects.inputs.listing import Priority, Review
from qilou.projects.models import Fund, FundEntry, Listing
from qilou.projects.models.fund import Use
from qilou.projects.models.listing import ENDED, FinanceOutcome, FundLine, Outcome, Tier
from qilou.projects.models.project import Track
from qilou.projects.rules.listing import ListingFacts
from qilou.projects.rules.slices import short

from .estimate import estimate_of, reviewed
from .fund import balances
from .words import NOTHING, with_notes

ZERO = Decimal("0.00")
LIVE = (Outcome.PROPOSED, Outcome.APPLIED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project stands towards list and proposal, as an approval reads it. Amounts in yuan."""

    number: str
    outcome: Outcome
    amount: Decimal
    slices: dict[int, Decimal]
    opinion_id: int
    opinion_number: str
    opinion_on: date
    finance_document: str
    proposed_on: date | None
    valid_until: date | None
    applied_on: date | None

    def in_force(self, on: date) -> bool:
        """Whether the opinion carries an application made on a date: applied within its year, or still within it."""
        if self.outcome not in LIVE or self.valid_until is None:
            return False
        return self.applied_on is not None or on <= self.valid_until


@carries("A17.4")
def standing(project_id: int, on: date) -> Standing | None:
    """The project's newest listing as it stands on a date; None before its evaluation has passed."""
    listing = Listing.objects.select_related("case", "opinion").filter(project=project_id).order_by("-pk").first()
    if listing is None:
        return None
    _, calendar = fetch_context(listing.jurisdiction_id, on)
    return Standing(
        number=listing.case.number,
        outcome=Outcome(listing.outcome),
        amount=listing.amount,
        slices=slices_of(listing),
        opinion_id=listing.opinion_id,
        opinion_number=listing.opinion.number,
        opinion_on=listing.opinion.issued_on,
        finance_document=listing.finance_document,
        proposed_on=listing.proposed_on,
        valid_until=valid_until(listing, calendar),
        applied_on=listing.applied_on,
    )


@carries("A17.5")
def valid_until(listing: Listing, calendar: Calendar) -> date | None:
    """The last day of the opinion's year; None before the project is proposed."""
    if listing.valid_from is None:
        return None
    return due(Period(Unit.YEARS, listing.valid_from, 1, roll=listing.valid_rolls), calendar).on


def slices_of(listing: Listing) -> dict[int, Decimal]:
    """The project's money by budget year."""
    return dict(listing.slices.order_by("year").values_list("year", "amount"))


def facts(act: Act) -> ListingFacts:
    """The project's row and the years' funds; nothing of it is typed but restated slices."""
    listing = Listing.objects.select_related("project", "opinion").get(pk=act.case.id)
    slices = slices_of(listing)
    given = act.input if isinstance(act.input, Priority) and act.input.slices else None
    left = left_for_special(act.case.jurisdiction, slices, act.readings)
    running = next((clock.due_on for clock in act.case.clocks if clock.name == "validity"), None)
    return ListingFacts(
        today=act.today,
        passed=listing.opinion.result == "passed",
        annual=listing.project.track == Track.ANNUAL,
        fund_line=act.readings[SPECIAL_FUND_LINE],
        unarranged=tuple(sorted(set(slices) - set(left))),
        short=short(slices, left),
        finance=listing.finance_outcome,
        restated=sum((one.amount for one in given.slices), ZERO) if given else sum(slices.values(), ZERO),
        suggested=listing.suggested if given else listing.amount,
        **_reviewed(act, listing),
        proposed_on=listing.proposed_on,
        valid_until=running or valid_until(listing, act.calendar) or UNKNOWN,
    )


def _reviewed(act: Act, listing: Listing) -> dict[str, object]:
    """Finance's lines, the estimate that they go through, and the amount that they must add up to."""
    given = act.input
    if not isinstance(given, Review) or not given.lines:
        return {}
    declared = estimate_of(listing.project_id)
    return {
        "reviewed": sum((one.amount for one in given.slices), ZERO) or listing.amount,
        "reviewed_lines": tuple((one.number, one.amount) for one in given.lines),
        "estimate": frozenset(declared.lines.values_list("number", flat=True) if declared else ()),
    }


def lines_to_review(act: Act) -> dict[str, object]:
    """The estimate as the last reviewer left it, for finance's form, where it adds up to the amount before finance."""
    listing = Listing.objects.get(pk=act.case.id)
    declared = estimate_of(listing.project_id)
    lines = list(declared.lines.order_by("number")) if declared else []
    if sum((reviewed(one) for one in lines), ZERO) != listing.amount:
        return {}
    return {"lines": [{"number": one.number, "name": one.name, "amount": reviewed(one)} for one in lines]}


def suggested_priority(act: Act) -> dict[str, object]:
    """Tier and slices as they stand, for the form that sets them."""
    listing = Listing.objects.get(pk=act.case.id)
    return {
        "tier": listing.tier,
        "reason": listing.tier_reason,
        "slices": [{"year": year, "amount": amount} for year, amount in slices_of(listing).items()],
    }


@carries("A14.16")
def left_for_special(jurisdiction: str, years: Iterable[int], readings: Readings) -> dict[int, Decimal]:
    """What of each year's fund can go to special projects: what is left, or what is left of their own slice."""
    wanted = list(years)
    left = balances(jurisdiction, wanted)
    if readings[SPECIAL_FUND_LINE] != FundLine.RESERVED.value:
        return left
    kept = kept_for_special(jurisdiction, wanted)
    return {year: min(left[year], kept[year]) for year in left}


def kept_for_special(jurisdiction: str, years: Iterable[int]) -> dict[int, Decimal]:
    """What is still unused of the slice that each year's fund keeps for special projects."""
    wanted = list(years)
    taken = dict(
        FundEntry.objects.filter(
            fund__jurisdiction=jurisdiction,
            fund__year__in=wanted,
            use=Use.CONSTRUCTION.value,
            project__track=Track.SPECIAL.value,
        )
        .values_list("fund__year")
        .annotate(taken=Sum("amount"))
        .order_by("fund__year")
    )
    funds = Fund.objects.filter(jurisdiction=jurisdiction, year__in=wanted)
    return {fund.year: max(fund.kept_for_special - taken.get(fund.year, ZERO), ZERO) for fund in funds}


def show(case_id: int) -> Show:
    """The listing's page: what it asks for, its place in the order, finance's review, how long its opinion lasts."""
    listing = Listing.objects.select_related("project", "opinion", "round").get(pk=case_id)
    return Show(
        facts=(
            Fact(Text("申报方式", "Track"), Track(listing.project.track).label),
            Fact(Text("预算年度", "Budget year"), listing.project.budget_year),
            Fact(Text("评审意见", "Opinion"), listing.opinion.number or "—"),
            Fact(Text("建议投资", "Suggested"), listing.suggested, "money"),
            Fact(Text("列入金额", "Amount"), listing.amount, "money"),
            Fact(Text("状态", "Stands at"), Outcome(listing.outcome).label),
        ),
        sections=(
            Section(
                Text("分年度资金", "Money by budget year"),
                (Column(Text("预算年度", "Budget year")), Column(Text("金额", "Amount"), "money")),
                list(slices_of(listing).items()),
                (Text("合计", "Total"), listing.amount),
            ),
            Section(Text("排序与审核", "Order and review"), paragraphs=_review(listing)),
        ),
    )


def _review(listing: Listing) -> tuple[tuple[Text, str | Text], ...]:
    tier = Tier(listing.tier).label if listing.tier else NOTHING
    finance = FinanceOutcome(listing.finance_outcome).label if listing.finance_outcome else NOTHING
    line = FundLine(listing.fund_line).label if listing.fund_line else NOTHING
    return (
        (Text("轻重缓急", "Priority tier"), with_notes(tier, listing.tier_reason)),
        (Text("名次", "Rank"), str(listing.rank or "—")),
        (Text("作为备选已参加轮次", "Rounds in reserve"), str(listing.reserve_rounds)),
        (Text("资金来源", "Fund line"), with_notes(line, listing.fund_document)),
        (
            Text("财政审核", "Finance's review"),
            with_notes(finance, listing.finance_document, listing.finance_reason),
        ),
        (Text("确定为拟立项", "Proposed on"), str(listing.proposed_on or "—")),
    )


def active(jurisdiction: str) -> list[Listing]:
    """Every project that is on the way to or on the list, in the order of entry."""
    rows = Listing.objects.filter(jurisdiction=jurisdiction).exclude(outcome__in=ENDED)
    return list(rows.select_related("project", "case", "round").order_by("pk"))


@carries("A14.9")
def reserve(jurisdiction: str) -> list[Listing]:
    """The reserve projects of a jurisdiction, in the order of their last ranking."""
    rows = Listing.objects.filter(jurisdiction=jurisdiction, outcome=Outcome.RESERVE.value)
    return list(rows.select_related("project", "case", "round").order_by("round__year", "rank", "pk"))
