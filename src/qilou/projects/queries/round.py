"""The year's round as others read it, the facts of its rules, and its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Min

from qilou.casework.act import Act
from qilou.casework.show import Column, Fact, Section, Show
from qilou.identity.queries.units import implementing_units
from qilou.kernel.actor import organisation_key
from qilou.kernel.moment import CITY_TIME
from qilou.law import UNKNOWN, Text, carries
from qilou.projects.inputs.round import ReviewSheet, Solicitation
from qilou.projects.models import ExpertSheet, Listing, Ranking, Round
from qilou.projects.models.listing import FinanceOutcome, Outcome, Tier
from qilou.projects.models.project import Track
from qilou.projects.rules.round import RoundFacts

from .fund import balance, balances
from .listing import slices_of
from .periods import declaration_deadline, special_open
from .ranking import candidates, latest
from .words import NOTHING, joined

__all__ = ["RoundRow", "declaration_deadline", "facts", "round_of", "show", "special_open"]
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as other procedures read it."""

    case_number: str
    state: str
    year: int
    budget_year: int
    rule_fixed_on: date | None
    weights: dict[str, Decimal]
    tie_order: tuple[str, ...]
    strict: bool | None
    draft_budget_due: date | None


def round_of(jurisdiction: str, year: int) -> RoundRow | None:
    """The round of a jurisdiction and year; None where it has not been opened."""
    row = Round.objects.select_related("case").filter(jurisdiction=jurisdiction, year=year).first()
    if row is None:
        return None
    return RoundRow(
        case_number=row.case.number,
        state=row.case.state,
        year=row.year,
        budget_year=row.budget_year,
        rule_fixed_on=row.rule_fixed_on,
        weights={name: Decimal(share) for name, share in row.weights.items()},
        tie_order=tuple(row.tie_order),
        strict=row.strict,
        draft_budget_due=row.draft_budget_due,
    )


@carries("A9.2")
def would_miss_the_budget(row: Round, today: date) -> bool:
    """Whether a list made today comes too late for the departments' draft budgets."""
    return row.confirmed_on is None and row.draft_budget_due is not None and today > row.draft_budget_due


def facts(act: Act) -> RoundFacts:
    """The round's rows and, where finance answers, its sheet."""
    row = Round.objects.get(pk=act.case.id)
    waiting = candidates(row, act.readings, act.today)
    ranked = latest(row)
    listed = on_the_list(row)
    sheet = act.input if isinstance(act.input, ReviewSheet) else None
    return RoundFacts(
        units=len(implementing_units(act.case.jurisdiction, act.today)),
        budget_year=row.budget_year,
        arranged=balance(act.case.jurisdiction, row.budget_year) is not None,
        rule_fixed_on=act.today if isinstance(act.input, Solicitation) else row.rule_fixed_on,
        first_score_on=first_score_on(row),
        unpassed=tuple(one.project.name for one in waiting if one.opinion.result != "passed"),
        untiered=tuple(one.project.name for one in waiting if not one.tier),
        not_ranked=_changed_since(waiting, ranked),
        over=_over(act, row, ranked, listed),
        unreviewed=tuple(one.project.name for one in listed if not one.finance_outcome),
        own=_own(act, listed),
        **_answers(sheet, listed),
    )


def first_score_on(row: Round) -> date | None:
    """When the first expert's sheet of this round's annual projects was filed."""
    sheets = ExpertSheet.objects.filter(
        evaluation__declaration__round_year=row.year,
        evaluation__project__jurisdiction=row.jurisdiction_id,
        evaluation__project__track=Track.ANNUAL.value,
    )
    first = sheets.aggregate(first=Min("filed_at"))["first"]
    return first.astimezone(CITY_TIME).date() if first else None


def on_the_list(row: Round) -> list[Listing]:
    """The projects that this round has sent to finance, in the order of their numbers."""
    rows = Listing.objects.filter(round=row, outcome=Outcome.LISTED.value)
    return list(rows.select_related("project", "opinion", "case").order_by("case__number"))


def _changed_since(waiting: Iterable[Listing], ranked: Ranking | None) -> tuple[str, ...]:
    now = {one.pk: one.project.name for one in waiting}
    lines = ranked.lines.select_related("listing__project") if ranked else []
    then = {line.listing_id: line.listing.project.name for line in lines}
    changed = now.keys() ^ then.keys()
    return tuple(sorted({**now, **then}[pk] for pk in changed))


def _over(act: Act, row: Round, ranked: Ranking | None, listed: list[Listing]) -> dict[int, tuple[Decimal, Decimal]]:
    """The budget years that the list exceeds: as ranked before it is sent, as agreed after finance's review."""
    needed: dict[int, Decimal] = {}
    if act.case.state == "ranked" and ranked:
        parts = [line.components["slices"].items() for line in ranked.lines.filter(listed=True)]
    else:
        parts = [slices_of(one).items() for one in listed if one.finance_outcome != FinanceOutcome.REFUSED]
    for part in parts:
        for year, amount in part:
            needed[int(year)] = needed.get(int(year), ZERO) + Decimal(amount)
    left = balances(act.case.jurisdiction, list(needed))
    return {year: (needed[year], left[year]) for year in sorted(left) if needed[year] > left[year]}


def _own(act: Act, listed: list[Listing]) -> tuple[str, ...]:
    own = act.actor.organisation_id
    return tuple(
        one.project.name
        for one in listed
        if own is not None
        and organisation_key(own) in one.case.parties.get("declarer", [])
        and not one.case.higher_decision
    )


def _answers(sheet: ReviewSheet | None, listed: list[Listing]) -> dict[str, tuple[str, ...]]:
    """What finance's sheet leaves open or gets wrong; unknown before it is typed."""
    if sheet is None:
        return {"unanswered": UNKNOWN, "unknown_lines": UNKNOWN, "above_opinion": UNKNOWN}
    rows = {one.case.number: one for one in listed}
    totals: dict[str, Decimal] = {}
    for line in sheet.lines:
        totals[line.number] = totals.get(line.number, ZERO) + (line.amount or ZERO)
    return {
        "unanswered": tuple(f"{number} {one.project.name}" for number, one in rows.items() if number not in totals),
        "unknown_lines": tuple(sorted(totals.keys() - rows.keys())),
        "above_opinion": tuple(
            one.project.name for number, one in rows.items() if totals.get(number, ZERO) > one.suggested
        ),
    }


def suggested_review(act: Act) -> dict[str, object]:
    """A sheet with every line of the list, agreed until finance says otherwise."""
    row = Round.objects.get(pk=act.case.id)
    lines = [{"number": one.case.number, "outcome": FinanceOutcome.AGREED.value} for one in on_the_list(row)]
    return {"lines": lines}


def show(case_id: int) -> Show:
    """The round's page: its calendar, its rule, the latest order with each step of the cut-off."""
    row = Round.objects.select_related("case").get(pk=case_id)
    ranked = latest(row)
    sections = (_rule(row), *((_order(ranked), _ceilings(ranked), _what_if(row)) if ranked else ()))
    return Show(
        facts=(
            Fact(Text("征集年度", "Year"), row.year),
            Fact(Text("预算年度", "Budget year"), row.budget_year),
            Fact(Text("征集日期", "Solicited on"), row.solicited_on, "day"),
            Fact(
                Text("部门预算草案截止", "Draft budgets due"),
                row.draft_budget_due,
                "day",
                Text(
                    "清单须在此前确定，否则赶不上部门预算草案",
                    "the list must be confirmed before, or it misses the budgets",
                ),
            ),
            Fact(Text("确定日期", "Confirmed on"), row.confirmed_on, "day"),
        ),
        sections=sections,
    )


def _rule(row: Round) -> Section:
    strict = {
        True: Text("严格按顺序，不跳过", "strict, nobody is skipped"),
        False: Text("可以跳过超出余额的项目", "projects that do not fit are skipped"),
        None: NOTHING,
    }[row.strict]
    weights = (
        Text(f"{CRITERIA[name].zh} {share}", f"{CRITERIA[name].en} {share}") for name, share in row.weights.items()
    )
    return Section(
        Text("排序规则", "Ranking rule"),
        paragraphs=(
            (Text("权重", "Weights"), joined(weights)),
            (Text("同分次序", "Ties"), joined(CRITERIA[name] for name in row.tie_order)),
            (Text("余额不足时", "When money runs short"), strict),
            (Text("确定日期", "Fixed on"), str(row.rule_fixed_on or "—")),
            (Text("预算编制通知", "Budget calendar"), row.budget_calendar or "—"),
        ),
    )


def _order(ranked: Ranking) -> Section:
    lines = ranked.lines.select_related("listing__project").order_by("rank")
    return Section(
        Text("排序结果", "The order"),
        (
            Column(Text("名次", "Rank")),
            Column(Text("项目", "Project")),
            Column(Text("申报单位", "Unit"), "name"),
            Column(Text("轻重缓急", "Tier")),
            Column(Text("得分", "Score")),
            Column(Text("金额", "Amount"), "money"),
            Column(Text("结果", "Result")),
            Column(Text("截取过程", "Cut-off")),
        ),
        [
            (
                line.rank,
                line.listing.project.name,
                line.listing.project.unit_name,
                Tier(str(line.components["tier"])).label,
                line.components["score"],
                line.amount,
                Text("列入", "Listed") if line.listed else Text("备选", "Reserve"),
                Text(line.explanation["zh"], line.explanation["en"]),
            )
            for line in lines
        ],
    )


def _ceilings(ranked: Ranking) -> Section:
    return Section(
        Text("排序所用专项资金额度", "The fund's ceilings used"),
        (Column(Text("预算年度", "Budget year")), Column(Text("可列额度", "Ceiling"), "money")),
        [(year, Decimal(amount)) for year, amount in sorted(ranked.ceilings.items())],
    )


def _what_if(row: Round) -> Section:
    href = f"/projects/rounds/{row.case.number}/what-if/"
    trial = {"words": Text("打开测算", "Open the trial calculation"), "href": href}
    return Section(
        Text("测算（不是法定排序）", "What if (not the law's order)"),
        (Column(Text("项", "Entry")), Column(Text("内容", "Content"))),
        [(Text("换一个额度或者截取办法", "Another ceiling, strict or skipping"), trial)],
    )


CRITERIA = {
    "necessity": Text("必要性", "Necessity"),
    "feasibility": Text("可行性", "Feasibility"),
    "reasonableness": Text("合理性", "Reasonableness"),
    "sharing": Text("共享集约", "Sharing"),
    "security": Text("安全", "Security"),
    "accepted_at": Text("受理先后", "Time of acceptance"),
    "number": Text("项目编号", "Project number"),
}
