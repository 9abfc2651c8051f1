"""The charts of the boards: each title says what the figures show, each value leads to its list."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import quote

from django.urls import reverse

from qilou.casework.queries.punctuality import Kept, Late
from qilou.kernel.charts import Bar, Chart, Part
from qilou.kernel.money import in_wan
from qilou.law import Text, say
from qilou.projects.models.fund import EntryKind, Use
from qilou.projects.models.listing import FinanceOutcome
from qilou.projects.models.project import Stage
from qilou.projects.queries.dashboard import FundYear, Sums
from qilou.projects.queries.register import Scope

ZERO = Decimal(0)
PROJECTS = {"label": Text("项目数", "Projects"), "kind": "number"}
AMOUNT = {"label": Text("金额（万元）", "Amount (CNY 10,000)"), "kind": "amount"}
STEPS = {
    "asked": Text("申报", "Asked"),
    "checked": Text("第三方审核", "Third party"),
    "expert": Text("专家评审", "Experts"),
    "finance": Text("财政审核", "Finance"),
    "approved": Text("批复", "Approved"),
}


def _column(zh: str, en: str, kind: str = "text") -> dict[str, object]:
    return {"label": Text(zh, en), "kind": kind}


def _money(sums: Sums, href: str, tone: str = "") -> Part:
    words = say(
        "%(amount)s 万元 · %(projects)s 个",
        "%(amount)s · projects: %(projects)s",
        amount=in_wan(sums.amount),
        projects=sums.projects,
    )
    return Part(sums.amount, words, href, sums.projects, tone)


def stage_chart(scope: Scope, year: int, stages: Mapping[Stage, int]) -> Chart:
    """Where the round's projects stand."""
    total = sum(stages.values())
    most = max(stages, key=lambda one: stages[one], default=None)
    title = Text("本批次没有项目", "The round has no projects")
    finding = (
        say(
            "最多的项目处于“%(stage)s”：%(number)s / %(total)s",
            "Most projects stand at “%(stage)s”: %(number)s of %(total)s",
            stage=most.label,
            number=stages[most],
            total=total,
        )
        if most
        else title
    )
    bars = tuple(
        Bar(
            stage.label,
            (Part(number, str(number), f"/projects/?{scope.asked}&year={year}&stage={stage.value}", number),),
            (number,),
        )
        for stage, number in stages.items()
    )
    about = Text("本批次项目，按当前所处阶段", "The round's projects by the stage at which they stand")
    return Chart(finding, about, bars, (_column("阶段", "Stage"), PROJECTS))


def money_chart(scope: Scope, year: int, money: Mapping[str, Sums]) -> Chart:
    """What was asked and what became of it."""
    asked, approved = money["asked"], money["approved"]
    title = say(
        "申报 %(asked)s 万元，已批复 %(approved)s 万元（%(done)s / %(all)s 个项目）",
        "%(asked)s asked, %(approved)s approved (%(done)s of %(all)s projects), in CNY 10,000",
        asked=in_wan(asked.amount),
        approved=in_wan(approved.amount),
        done=approved.projects,
        all=asked.projects,
    )
    bars = tuple(
        Bar(
            STEPS[name],
            (_money(sums, f"/projects/?{scope.asked}&year={year}&money={name}"),),
            (sums.projects, sums.amount, sums.asked),
        )
        for name, sums in money.items()
    )
    about = Text(
        "各环节只计已走到该环节的项目，表中列出同一批项目的申报额",
        "Each step counts the projects that reached it; the table shows what those same projects had asked for",
    )
    columns = (
        _column("环节", "Step"),
        PROJECTS,
        AMOUNT,
        _column("其申报额（万元）", "They had asked (CNY 10,000)", "amount"),
    )
    return Chart(title, about, bars, columns)


def punctuality_chart(scope: Scope, year: int, kept: Sequence[Kept]) -> Chart:
    """How every party kept its periods, the authority among them."""
    missed = sum(one.missed for one in kept)
    ended = sum(one.ended for one in kept)
    title = (
        say(
            "%(ended)s 个期限中 %(missed)s 个超期，最多的是%(who)s",
            "%(missed)s of %(ended)s periods were missed, most by: %(who)s",
            ended=ended,
            missed=missed,
            who=kept[0].label,
        )
        if missed
        else say("%(ended)s 个期限全部按期", "All %(ended)s periods were kept", ended=ended)
    )
    bars = []
    for one in kept:
        href = f"{reverse('punctuality')}?{scope.asked}&year={year}&party={one.party}"
        parts = (
            Part(one.kept, say("按期 %(n)s", "kept %(n)s", n=one.kept), f"{href}&kept=yes", one.kept, "green"),
            Part(one.missed, say("超期 %(n)s", "missed %(n)s", n=one.missed), f"{href}&kept=no", one.missed, "red"),
        )
        bars.append(Bar(one.label, parts, (one.kept, one.missed)))
    about = Text("当年结束的法定期限：结束日对照届满日", "Periods that ended in the year: the day against the last day")
    columns = (_column("受约束方", "Binds"), _column("按期", "Kept", "number"), _column("超期", "Missed", "number"))
    return Chart(title, about, tuple(bars), columns)


def overdue_chart(scope: Scope, late: Sequence[Late]) -> Chart:
    """On whose desks overdue cases lie."""
    total = sum(one.cases for one in late)
    title = (
        say(
            "超期最多的岗位是%(desk)s：%(number)s / %(total)s",
            "Most overdue cases lie with %(desk)s: %(number)s of %(total)s",
            desk=late[0].label or "—",
            number=late[0].cases,
            total=total,
        )
        if late
        else Text("没有超期办件", "Nothing is overdue")
    )
    bars = tuple(
        Bar(
            one.label or "—",
            (Part(one.cases, str(one.cases), _desk(scope, one.desk), one.cases, "red"),),
            (one.cases,),
        )
        for one in late
    )
    columns = (_column("岗位", "Desk"), _column("超期办件", "Overdue cases", "number"))
    return Chart(title, Text("今日已过届满日的办件", "Cases past their last day today"), bars, columns)


def _desk(scope: Scope, desk: str) -> str:
    return f"{reverse('overdue')}?{scope.asked}&desk={quote(desk)}" if desk else ""


def fund_chart(scope: Scope, fund: FundYear) -> Chart:
    """What became of one budget year's fund, by use."""
    title = (
        say(
            "%(year)s 年专项资金 %(all)s 万元，已占用 %(used)s 万元，余 %(left)s 万元",
            "Fund of %(year)s: %(used)s of %(all)s taken, %(left)s left, in CNY 10,000",
            year=fund.year,
            all=in_wan(fund.arranged),
            used=in_wan(fund.used),
            left=in_wan(fund.arranged - fund.used),
        )
        if fund.arranged is not None
        else say(
            "%(year)s 年专项资金尚未安排，已有 %(used)s 万元结转占用",
            "The fund of %(year)s is not arranged yet; %(used)s (CNY 10,000) already carries into it",
            year=fund.year,
            used=in_wan(fund.used),
        )
    )
    bars = []
    if fund.arranged is not None:
        words = say("%(amount)s 万元", "%(amount)s", amount=in_wan(fund.arranged))
        part = Part(fund.arranged, words, f"/projects/fund/{fund.year}/")
        bars.append(Bar(EntryKind.ARRANGED.label, (part,), (None, fund.arranged)))
    for (kind, use), sums in fund.taken.items():
        label = say("%(kind)s · %(use)s", "%(kind)s · %(use)s", kind=EntryKind(kind).label, use=Use(use).label)
        href = f"/projects/?{scope.asked}&fund={fund.year}&entry={kind}&use={use}"
        bars.append(Bar(label, (_money(sums, href),), (sums.projects, sums.amount)))
    if fund.approved.projects:
        href = f"/projects/?{scope.asked}&approved_in={fund.year}"
        bars.append(
            Bar(
                Text("批复的当年金额", "Approved for the year"),
                (_money(fund.approved, href, "green"),),
                (fund.approved.projects, fund.approved.amount),
            )
        )
    about = Text("专项资金的安排、占用与释放", "What the fund was given, what was taken of it and given back")
    return Chart(title, about, tuple(bars), (_column("事项", "Entry"), PROJECTS, AMOUNT))


def month_chart(scope: Scope, year: int, months: Sequence[tuple[int, str, Sums]]) -> Chart:
    """When the fund was drawn upon, and for which use."""
    month, use, most = max(months, key=lambda one: one[2].amount)
    title = say(
        "%(year)s 年专项资金占用最多的是 %(month)s %(use)s：%(amount)s 万元",
        "The fund of %(year)s was drawn on most in %(month)s (%(use)s): %(amount)s (CNY 10,000)",
        year=year,
        month=_month(month),
        use=Use(use).label,
        amount=in_wan(most.amount),
    )
    bars = []
    for month, use, sums in months:
        label = say("%(month)s %(use)s", "%(month)s %(use)s", month=_month(month), use=Use(use).label)
        href = f"/projects/?{scope.asked}&fund={year}&entry=taken&use={use}&month={month}"
        bars.append(Bar(label, (_money(sums, href),), (sums.projects, sums.amount)))
    about = Text("列入与前期经费，按登记月份和用途", "Listed and granted, by month of entry and use")
    return Chart(title, about, tuple(bars), (_column("月份与用途", "Month and use"), PROJECTS, AMOUNT))


def _month(number: int) -> str:
    return f"{number // 100}-{number % 100:02d}"


def review_chart(scope: Scope, year: int, reviews: Mapping[tuple[int, str], Sums]) -> Chart:
    """What finance said of the round's projects."""
    of_round = {outcome: sums for (of, outcome), sums in reviews.items() if of == year}
    cut = of_round.get(FinanceOutcome.CHANGED.value, Sums(0, ZERO))
    title = say(
        "财政审核 %(all)s 个项目，调整 %(changed)s 个，核减 %(cut)s 万元",
        "Finance reviewed %(all)s projects and changed %(changed)s, cutting %(cut)s (CNY 10,000)",
        all=sum(one.projects for one in of_round.values()),
        changed=cut.projects,
        cut=in_wan(cut.amount),
    )
    bars = tuple(
        Bar(
            outcome.label,
            (
                Part(
                    of_round[outcome.value].projects,
                    str(of_round[outcome.value].projects),
                    f"/projects/?{scope.asked}&year={year}&finance={outcome.value}",
                    of_round[outcome.value].projects,
                ),
            ),
            (of_round[outcome.value].projects, of_round[outcome.value].asked, of_round[outcome.value].amount),
        )
        for outcome in FinanceOutcome
        if outcome.value in of_round
    )
    columns = (
        _column("意见", "Outcome"),
        PROJECTS,
        _column("评审建议（万元）", "Suggested (CNY 10,000)", "amount"),
        _column("核减（万元）", "Cut (CNY 10,000)", "amount"),
    )
    return Chart(
        title, Text("对照评审意见的建议金额", "Against the amounts that the opinions suggested"), bars, columns
    )
