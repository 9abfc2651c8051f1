"""The fund's account: finance arranges and adjusts it, listed slices and grants take of it, and give back."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Sum

from qilou.casework.act import Act
from qilou.casework.procedure import HANDLER, SIGNER
from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import Invalid, NotPermitted, Refused
from qilou.kernel.transaction import one_transaction
from qilou.law import FINANCE, Finding, Met, Readings, Rule, carries, say
from qilou.law.measures import M164
from qilou.ledger.record import record
from qilou.ledger.rows import written
from qilou.projects.inputs.fund import Adjustment, Arrangement, Direction
from qilou.projects.models import Fund, FundEntry, Project
from qilou.projects.models.fund import EntryKind, Use
from qilou.projects.queries.plan import plan_in_force
from qilou.projects.rules.fund import (
    FundFacts,
    fund_covers,
    fund_follows_a_plan,
    fund_of_the_year_arranged,
    one_fund_a_year,
    released_was_taken,
    use_is_one_of_two,
)

from .rows import tell

ZERO = Decimal("0.00")


@one_transaction()
@carries("A8.4")
def arrange(jurisdiction: str, given: Arrangement, *, actor: Actor, now: datetime) -> Fund:
    """Set the year's fund aside, in line with the plan in force; never below what projects already carry into it."""
    _finance(actor, jurisdiction)
    plan = plan_in_force(jurisdiction, now.date())
    fund = _locked(jurisdiction, given.year)
    facts = FundFacts(
        year=given.year,
        plan_in_force=plan is not None,
        arranged=fund.arranged_on is not None,
        left=given.amount,
        wanted=fund.committed,
    )
    findings = _demand(facts, Readings(now.date()), fund_follows_a_plan, one_fund_a_year, fund_covers)
    if given.kept_for_special > given.amount:
        raise Invalid({"kept_for_special": say("不能超过专项资金总额。", "Not more than the fund itself.")})
    fund.amount, fund.document, fund.arranged_on = given.amount, given.document, now.date()
    fund.kept_for_special = given.kept_for_special
    fund.plan_id = plan.id if plan else None
    fund.save(update_fields=["amount", "document", "arranged_on", "kept_for_special", "plan"])
    entry = _enter(fund, EntryKind.ARRANGED, given.amount, given.document, now)
    record(
        "projects.fund.arrange",
        actor=actor,
        acted_at=now,
        function=FINANCE.code,
        cites=(M164.art(8, 2),),
        findings=findings,
        input={"jurisdiction": jurisdiction, **given.model_dump(mode="json")},
        effects=written(fund, entry),
    )
    return fund


@one_transaction()
@carries("A8.7")
def adjust(jurisdiction: str, year: int, given: Adjustment, *, actor: Actor, now: datetime) -> Fund:
    """Raise or lower the year's fund by a further entry; never below what is taken of it."""
    _finance(actor, jurisdiction)
    fund = _locked(jurisdiction, year)
    change = given.amount if given.direction is Direction.INCREASE else -given.amount
    facts = FundFacts(
        year=year,
        arranged=fund.arranged_on is not None,
        left=fund.amount + change - fund.kept_for_special,
        wanted=fund.committed if change < 0 else ZERO,
    )
    findings = _demand(facts, Readings(now.date()), fund_of_the_year_arranged, fund_covers)
    fund.amount += change
    fund.save(update_fields=["amount"])
    entry = _enter(fund, EntryKind.ADJUSTED, change, given.document, now, reason=given.reason)
    record(
        "projects.fund.adjust",
        actor=actor,
        acted_at=now,
        function=FINANCE.code,
        cites=(M164.art(8, 2),),
        findings=findings,
        input={"jurisdiction": jurisdiction, "year": year, **given.model_dump(mode="json")},
        effects=written(fund, entry),
    )
    return fund


@carries("A8.6", "A14.3")
def commit(
    jurisdiction: str,
    year: int,
    amount: Decimal,
    use: str,
    project: Project,
    document: str,
    act: Act,
    *,
    ahead: bool = False,
) -> FundEntry:
    """Take money of a year's fund for a project, within the act that decides it; raises Refused.

    The covering test is part of the update, so of parallel commitments those that fit go through and the others are
    told what is left. With `ahead` a project carries into a year whose fund is not arranged yet.
    """
    _demand(FundFacts(use=str(use)), act.readings, use_is_one_of_two)
    rows = Fund.objects.filter(jurisdiction=jurisdiction, year=year)
    if ahead:
        Fund.objects.bulk_create([Fund(jurisdiction_id=jurisdiction, year=year)], ignore_conflicts=True)
    covered = rows.filter(arranged_on__isnull=False, committed__lte=F("amount") - amount)
    done = covered.update(committed=F("committed") + amount)
    if not done and ahead:
        done = rows.filter(arranged_on__isnull=True).update(committed=F("committed") + amount)
    if not done:
        _uncovered(jurisdiction, year, amount, act)
    fund = rows.get()
    kind = EntryKind.GRANTED if use == Use.PRE_WORK else EntryKind.LISTED
    entry = _enter(fund, kind, amount, document, act.now, use=str(use), project=project, act=act)
    tell(act, fund, entry)
    return entry


@carries("A8.7")
def release(
    jurisdiction: str, year: int, amount: Decimal, use: str, project: Project, document: str, act: Act
) -> FundEntry:
    """Give money of a year back, at most what the project has of it; raises Refused."""
    fund = Fund.objects.select_for_update().filter(jurisdiction=jurisdiction, year=year).first()
    taken = _taken(fund, project, str(use)) if fund else ZERO
    _demand(FundFacts(year=year, wanted=amount, taken=taken), act.readings, released_was_taken)
    if fund is None:
        raise Refused(
            "no_fund",
            say(
                "没有该年度的专项资金。请财政部门先安排该年度的专项资金。",
                "There is no fund of that year. Let finance arrange that year's fund first.",
            ),
            cites=(M164.art(8, 2),),
        )
    fund.committed -= amount
    fund.save(update_fields=["committed"])
    entry = _enter(fund, EntryKind.RELEASED, -amount, document, act.now, use=str(use), project=project, act=act)
    tell(act, fund, entry)
    return entry


@carries("A17.7")
def release_construction(project: Project, document: str, act: Act) -> list[FundEntry]:
    """Give back all that the project takes of the fund for construction, year by year, by visible entries."""
    held = (
        FundEntry.objects.filter(project=project, use=Use.CONSTRUCTION.value)
        .values("fund__jurisdiction_id", "fund__year")
        .annotate(taken=Sum("amount"))
        .filter(taken__gt=0)
        .order_by("fund__year")
    )
    return [
        release(
            one["fund__jurisdiction_id"],
            one["fund__year"],
            one["taken"],
            Use.CONSTRUCTION.value,
            project,
            document,
            act,
        )
        for one in held
    ]


def hold_funds(jurisdiction: str, years: Iterable[int]) -> None:
    """Lock several years' funds, in the order of the years, before taking of them: two acts never wait in a ring."""
    rows = Fund.objects.select_for_update().filter(jurisdiction=jurisdiction, year__in=set(years)).order_by("year")
    list(rows.values_list("pk"))


def _locked(jurisdiction: str, year: int) -> Fund:
    Fund.objects.bulk_create([Fund(jurisdiction_id=jurisdiction, year=year)], ignore_conflicts=True)
    return Fund.objects.select_for_update().get(jurisdiction=jurisdiction, year=year)


def _taken(fund: Fund, project: Project, use: str) -> Decimal:
    entries = FundEntry.objects.filter(fund=fund, project=project, use=use)
    taken: Decimal | None = entries.aggregate(taken=Sum("amount"))["taken"]
    return taken or ZERO


def _uncovered(jurisdiction: str, year: int, amount: Decimal, act: Act) -> None:
    """Say why the update found no row: not arranged, or not enough left."""
    fund = Fund.objects.filter(jurisdiction=jurisdiction, year=year, arranged_on__isnull=False).first()
    facts = FundFacts(
        year=year, arranged=fund is not None, wanted=amount, left=fund.amount - fund.committed if fund else ZERO
    )
    _demand(facts, act.readings, fund_of_the_year_arranged, fund_covers)
    raise RuntimeError("the fund covers an amount that its update refused")


def _demand(facts: FundFacts, readings: Readings, *rules: Rule) -> tuple[Finding, ...]:
    findings = tuple(rule(facts, readings) for rule in rules)
    failed = tuple(one for one in findings if not isinstance(one.verdict, Met))
    if failed:
        raise Refused(
            "fund",
            say("依照规定，专项资金不能这样安排。", "By the rules, the fund cannot be used so."),
            cites=tuple(dict.fromkeys(one.cites for one in failed)),
            findings=failed,
        )
    return findings


def _enter(
    fund: Fund,
    kind: EntryKind,
    amount: Decimal,
    document: str,
    now: datetime,
    *,
    use: str = "",
    reason: str = "",
    project: Project | None = None,
    act: Act | None = None,
) -> FundEntry:
    return FundEntry.objects.create(
        fund=fund,
        kind=kind.value,
        use=use,
        amount=amount,
        project=project,
        document=document,
        reason=reason,
        case_number=act.case.number if act else "",
        entered_at=now,
    )


def may_arrange(actor: Actor, jurisdiction: str) -> bool:
    """Whether the actor is at a desk of the jurisdiction's finance department."""
    key = function_key(FINANCE.code, jurisdiction)
    return any(actor.holds(f"{key}/{post}") for post in (HANDLER, SIGNER))


def _finance(actor: Actor, jurisdiction: str) -> None:
    if not may_arrange(actor, jurisdiction):
        raise NotPermitted(
            "not_competent",
            say("专项资金由本级财政部门安排。", "The fund is arranged by that jurisdiction's finance department."),
            cites=(M164.art(8, 2),),
        )
