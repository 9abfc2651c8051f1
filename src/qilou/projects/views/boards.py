"""The three boards: numbers with last year's beside them, and charts that say a finding."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.urls import reverse

from qilou.casework.queries import desks
from qilou.casework.queries.punctuality import Kept, overdue_by_desk, overdue_on, punctuality
from qilou.kernel.charts import Kpi, Words
from qilou.kernel.money import in_wan
from qilou.law import AUTHORITY, FINANCE, Message, Text, say
from qilou.projects.models.listing import FinanceOutcome
from qilou.projects.models.project import Stage
from qilou.projects.queries import dashboard as figures
from qilou.projects.queries.dashboard import Sums
from qilou.projects.queries.register import Scope, own_units
from qilou.projects.queries.registers.duplicates import saved

from .charts import fund_chart, money_chart, month_chart, overdue_chart, punctuality_chart, review_chart, stage_chart

Board = dict[str, object]
Stages = dict[int, dict[Stage, int]]


def authority(scope: Scope, year: int, stages: Stages) -> Board:
    """What the authority of a city or a district answers for, its own punctuality included."""
    money, before = figures.along_the_way(scope, year)
    kept, kept_before = _punctuality(scope, year)
    late = overdue_by_desk(scope.actor, today=scope.today, jurisdiction=scope.actor.jurisdiction)
    late_before = overdue_on(scope.actor, day=scope.a_year_before, jurisdiction=scope.actor.jurisdiction)
    kpis = [
        _declared(scope, stages, year),
        *_asked_and_approved(scope, year, money, before),
        _kept(Text("主管部门按期率", "The authority in time"), scope, year, kept, kept_before, AUTHORITY.code),
        _overdue(scope, sum(one.cases for one in late), late_before),
    ]
    charts = [
        stage_chart(scope, year, stages[year]),
        money_chart(scope, year, money),
        punctuality_chart(scope, year, kept),
        overdue_chart(scope, late),
    ]
    charts += [fund_chart(scope, one) for one in figures.funds(scope, (year, year + 1)).values() if _moved(one)]
    return {"kpis": kpis, "charts": charts, "duplicates": _duplicates(scope, year)}


def _duplicates(scope: Scope, year: int) -> dict[str, object] | None:
    """What finding duplicates saved in a round, in words and with the register that says it line by line."""
    found = saved(scope.actor, year)
    if found is None:
        return None
    told = say(
        "人工认定重复建设 %(n)s 项，因此退回、撤回、并入和核减 %(amount)s 万元。",
        "%(n)s duplicates confirmed; returned, withdrawn, merged and cut for them: %(amount)s (CNY 10,000).",
        n=found.findings,
        amount=in_wan(found.amount),
    )
    register = reverse("one_register", args=["duplicates"])
    return {"findings": found.findings, "told": told, "href": f"{register}?year={year}"}


def finance(scope: Scope, year: int, stages: Stages) -> Board:
    """What finance watches: the fund, what it cut, what is paid, what waits, what has no budget yet."""
    budget_year = year + 1
    money, _ = figures.along_the_way(scope, year)
    taken, taken_before = figures.committed(scope, budget_year)
    reviews = figures.finance_reviews(scope, year)
    paid = figures.paid(scope, year)
    waits, waited = figures.waiting_for_acceptance(scope)
    missing, missing_before = figures.without_budget(scope)
    cut = reviews.get((year, FinanceOutcome.CHANGED.value), Sums(0, Decimal(0)))
    cut_before = reviews.get((year - 1, FinanceOutcome.CHANGED.value), Sums(0, Decimal(0)))
    kpis = [
        Kpi(
            say("%(year)s 年专项资金占用（万元）", "Taken of the fund of %(year)s (CNY 10,000)", year=budget_year),
            _wan(taken),
            _same_day(taken_before),
            f"/projects/?{scope.asked}&fund={budget_year}&entry=taken",
            taken.projects,
        ),
        _amount(
            Text("财政核减（万元）", "Cut by finance (CNY 10,000)"), scope, year, cut, cut_before, "finance=changed"
        ),
        _paid(scope, year, paid),
        Kpi(
            Text("待验收后支付（万元）", "Unpaid until acceptance (CNY 10,000)"),
            _wan(waits),
            _same_day(waited),
            f"/projects/?{scope.asked}&waiting=acceptance",
            waits.projects,
        ),
        Kpi(
            Text("拟立项未落实预算", "Proposed without a budget"),
            str(missing),
            say("上年同日 %(before)s", "on this day last year %(before)s", before=missing_before),
            f"/projects/?{scope.asked}&budget=missing",
            missing,
            "amber" if missing else "",
        ),
    ]
    charts = [fund_chart(scope, one) for one in figures.funds(scope, (year, budget_year)).values() if _moved(one)]
    months = figures.fund_by_month(scope, (year, budget_year))
    charts += [month_chart(scope, one, rows) for one, rows in months.items() if rows]
    if any(of == year for of, _ in reviews):
        charts.append(review_chart(scope, year, reviews))
    kept, _ = _punctuality(scope, year, FINANCE.code)
    charts += [
        stage_chart(scope, year, stages[year]),
        money_chart(scope, year, _of_budget(money)),
        punctuality_chart(scope, year, kept),
    ]
    return {"kpis": kpis, "charts": [one for one in charts if one.bars]}


def unit(scope: Scope, year: int, stages: Stages) -> Board:
    """A unit's own projects, what waits with it, its money, its opinions about to lapse, its punctuality."""
    money, before = figures.along_the_way(scope, year)
    paid = figures.paid(scope, year)
    waiting = sum(number for cells in desks.counts(scope.actor, now=scope.now).values() for number in cells.values())
    late, late_before = (
        overdue_on(scope.actor, day=day, own=_own(scope)) for day in (scope.today, scope.a_year_before)
    )
    kpis = [
        _declared(scope, stages, year),
        *_asked_and_approved(scope, year, money, before),
        _paid(scope, year, paid),
        Kpi(
            Text("在我处待办", "Waits with us"),
            str(waiting),
            # what stood on a desk on a past day is not kept; what was overdue then follows from the clocks
            say(
                "本单位已超期办件：%(late)s，上年同日 %(before)s（往日待办不留存）",
                "our cases overdue: %(late)s, on this day last year %(before)s (what waited then is not kept)",
                late=late,
                before=late_before,
            ),
            "/work/",
            waiting,
            "amber" if late else "",
        ),
    ]
    kept, _ = _punctuality(scope, year, "declarer")
    charts = [
        stage_chart(scope, year, stages[year]),
        money_chart(scope, year, _of_budget(money)),
        punctuality_chart(scope, year, kept),
    ]
    return {
        "kpis": kpis,
        "charts": [one for one in charts if one.bars],
        "lapsing": figures.lapsing_rows(scope),
        "lapsing_href": f"/projects/?{scope.asked}&lapsing=1",
    }


def _of_budget(money: Mapping[str, Sums]) -> dict[str, Sums]:
    """The steps of a round's money that are no evaluation's: finance and units read no evaluation."""
    return {name: money[name] for name in ("asked", "finance", "approved")}


def _own(scope: Scope) -> list[str]:
    return [f"org:{one}" for one in own_units(scope.actor)] if scope.own else []


def _punctuality(scope: Scope, year: int, party: str = "") -> tuple[list[Kept], list[Kept]]:
    """This year's and last year's."""
    place = "" if scope.own else scope.actor.jurisdiction
    years = (year, year - 1)
    found = punctuality(scope.actor, years=years, jurisdiction=place, own=_own(scope), party=party)
    return found[year], found[year - 1]


def _moved(one: figures.FundYear) -> bool:
    return one.arranged is not None or bool(one.taken)


def _declared(scope: Scope, stages: Stages, year: int) -> Kpi:
    now, before = sum(stages[year].values()), sum(stages.get(year - 1, {}).values())
    return Kpi(
        say("%(year)s 年批次项目", "Projects of the round of %(year)s", year=year),
        str(now),
        say("上年 %(before)s", "last round %(before)s", before=before),
        f"/projects/?{scope.asked}&year={year}",
        now,
    )


def _asked_and_approved(scope: Scope, year: int, now: Mapping[str, Sums], before: Mapping[str, Sums]) -> list[Kpi]:
    labels = {
        "asked": Text("申报金额（万元）", "Asked (CNY 10,000)"),
        "approved": Text("批复金额（万元）", "Approved (CNY 10,000)"),
    }
    running = year == scope.today.year
    return [
        _amount(label, scope, year, now[of], before[of], f"money={of}", to_date=running and of == "approved")
        for of, label in labels.items()
    ]


def _paid(scope: Scope, year: int, paid: Mapping[int, Sums]) -> Kpi:
    return Kpi(
        say("%(year)s 年已拨付（万元）", "Paid in %(year)s (CNY 10,000)", year=year),
        _wan(paid[year]),
        _same_day(paid[year - 1]) if year == scope.today.year else _last(paid[year - 1]),
        f"/projects/?{scope.asked}&paid_in={year}",
        paid[year].projects,
    )


def _amount(
    label: Words, scope: Scope, year: int, now: Sums, before: Sums, asked: str, *, to_date: bool = False
) -> Kpi:
    change = _same_day(before) if to_date else _last(before)
    return Kpi(label, _wan(now), change, f"/projects/?{scope.asked}&year={year}&{asked}", now.projects)


def _wan(sums: Sums) -> str:
    return in_wan(sums.amount)


def _last(sums: Sums) -> Message:
    return say("上年 %(amount)s", "last year %(amount)s", amount=in_wan(sums.amount))


def _same_day(sums: Sums) -> Message:
    return say("上年同日 %(amount)s", "on this day last year %(amount)s", amount=in_wan(sums.amount))


def _kept(label: Words, scope: Scope, year: int, now: Sequence[Kept], before: Sequence[Kept], party: str) -> Kpi:
    one = next((row for row in now if row.party == party), None)
    last = next((row for row in before if row.party == party), None)
    return Kpi(
        label,
        _share(one),
        say("上年 %(share)s", "last year %(share)s", share=_share(last)),
        f"{reverse('punctuality')}?{scope.asked}&year={year}&party={party}",
        one.ended if one else 0,
    )


def _share(row: Kept | None) -> str:
    return f"{100 * row.kept // row.ended} %" if row and row.ended else "—"


def _overdue(scope: Scope, now: int, before: int) -> Kpi:
    return Kpi(
        Text("当前超期办件", "Overdue now"),
        str(now),
        say("上年同日 %(before)s", "on this day last year %(before)s", before=before),
        f"{reverse('overdue')}?{scope.asked}",
        now,
        "red" if now else "",
    )
