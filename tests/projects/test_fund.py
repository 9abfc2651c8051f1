"""The earmarked fund: one a year in line with the plan, two uses, appended to, never overdrawn, also in parallel."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.projects.city import CITY, at, build
from tests.projects.year import WAN, Year, any_act, begun, declared, rule_names

from qilou.kernel.errors import Invalid, NotPermitted, Refused
from qilou.law import Breach, Met, Readings, Rule
from qilou.ledger.models import Event
from qilou.projects.actions.fund import adjust, arrange, commit, release, release_construction
from qilou.projects.inputs.fund import Adjustment, Arrangement, Direction
from qilou.projects.models import Fund, FundEntry, Project
from qilou.projects.models.fund import AMOUNT_KINDS, EntryKind, Use
from qilou.projects.queries.fund import account, balance, committed_to, years
from qilou.projects.rules import fund as rules
from qilou.projects.rules.fund import FundFacts

D = Decimal
DAY = "2026-04-01"
TODAY = Readings(date(2026, 4, 1))


@pytest.mark.req("A8.4", "A8.5", "A8.6", "A8.7")
@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (rules.fund_follows_a_plan, FundFacts(plan_in_force=True), Met),
        (rules.fund_follows_a_plan, FundFacts(plan_in_force=False), Breach),
        (rules.one_fund_a_year, FundFacts(arranged=False), Met),
        (rules.one_fund_a_year, FundFacts(year=2026, arranged=True), Breach),
        (rules.use_is_one_of_two, FundFacts(use="pre_work"), Met),
        (rules.use_is_one_of_two, FundFacts(use="construction"), Met),
        (rules.use_is_one_of_two, FundFacts(use="operation"), Breach),
        (rules.fund_of_the_year_arranged, FundFacts(year=2026, arranged=False), Breach),
        (rules.fund_covers, FundFacts(year=2026, left=D("100.00"), wanted=D("100.00")), Met),
        (rules.fund_covers, FundFacts(year=2026, left=D("100.00"), wanted=D("100.01")), Breach),
        (rules.released_was_taken, FundFacts(year=2026, taken=D("100.00"), wanted=D("100.00")), Met),
        (rules.released_was_taken, FundFacts(year=2026, taken=D("100.00"), wanted=D("100.01")), Breach),
    ],
)
def test_what_the_law_asks_of_the_fund(rule: Rule, facts: FundFacts, verdict: type) -> None:
    assert isinstance(rule(facts, TODAY).verdict, verdict)


@pytest.fixture
def year(db: None) -> Year:
    return begun(f2026="100", f2027="")


def project_of(year: Year, name: str = "项目", unit: str = "health") -> Project:
    return declared(year.city, name, {2026: "10"}, unit=unit)


@pytest.mark.req("A8.4")
def test_finance_alone_arranges_the_fund_once_a_year_and_only_with_a_plan_in_force(db: None) -> None:
    year = Year(build())
    given = Arrangement(year=2026, amount=D(100) * WAN, document="汕财〔2026〕1号")
    finance = year.city.actor("finance.handler", DAY)
    with pytest.raises(Refused) as refused:
        arrange(CITY, given, actor=finance, now=at(DAY))
    assert rule_names(refused.value) == {"fund_follows_a_plan"}
    year.plan()
    with pytest.raises(NotPermitted):
        arrange(CITY, given, actor=year.city.actor("authority.handler", DAY), now=at(DAY))
    with pytest.raises(NotPermitted):
        arrange(CITY, given, actor=year.city.actor("longhu_finance.handler", DAY), now=at(DAY))
    arrange(CITY, given, actor=finance, now=at(DAY))
    assert balance(CITY, 2026) == D(100) * WAN
    with pytest.raises(Refused) as refused:
        arrange(CITY, given, actor=finance, now=at(DAY))
    assert rule_names(refused.value) == {"one_fund_a_year"}
    assert Event.objects.filter(name="projects.fund.arrange").count() == 1


@pytest.mark.req("A8.5")
def test_only_two_uses_are_paid_and_the_account_keeps_them_apart(year: Year) -> None:
    project, act = project_of(year), any_act(DAY)
    with pytest.raises(Refused) as refused:
        commit(CITY, 2026, D(1) * WAN, "operation", project, "函1", act)
    assert rule_names(refused.value) == {"use_is_one_of_two"}
    assert refused.value.cites[0].number == 8
    commit(CITY, 2026, D(5) * WAN, Use.PRE_WORK, project, "函2", act)
    commit(CITY, 2026, D(30) * WAN, Use.CONSTRUCTION, project, "函3", act)
    shown = account(CITY, 2026)
    assert shown is not None
    assert (shown.pre_work, shown.construction, shown.left) == (D(5) * WAN, D(30) * WAN, D(65) * WAN)
    assert [row.kind for row in shown.rows] == [EntryKind.ARRANGED, EntryKind.GRANTED, EntryKind.LISTED]
    assert [row.left for row in shown.rows] == [D(100) * WAN, D(95) * WAN, D(65) * WAN]
    told = act.effects["projects_fundentry"].values()
    assert [(one["kind"], one["use"], one["project_id"]) for one in told] == [
        ("granted", "pre_work", project.pk),
        ("listed", "construction", project.pk),
    ]
    wrong = FundEntry(fund=Fund.objects.get(), kind="listed", use="operation", amount=WAN, project=project)
    wrong.document, wrong.entered_at = "函4", at(DAY)
    with pytest.raises(IntegrityError, match="fund_serves_two_uses"), transaction.atomic():
        wrong.save()


@pytest.mark.req("A8.7")
def test_the_database_lets_nobody_change_or_remove_an_entry(year: Year) -> None:
    for change in (lambda: FundEntry.objects.update(document="改"), FundEntry.objects.all().delete):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()


@pytest.mark.req("A8.6", "A14.3")
def test_nothing_is_taken_beyond_the_years_fund_to_the_fen(year: Year) -> None:
    project, act = project_of(year), any_act(DAY)
    commit(CITY, 2026, D(60) * WAN, Use.CONSTRUCTION, project, "函1", act)
    with pytest.raises(Refused) as refused:
        commit(CITY, 2026, D("400000.01"), Use.CONSTRUCTION, project, "函2", act)
    assert rule_names(refused.value) == {"fund_covers"}
    assert refused.value.cites[0].number == 14
    commit(CITY, 2026, D("400000.00"), Use.PRE_WORK, project, "函3", act)
    assert balance(CITY, 2026) == 0
    assert committed_to(project.pk) == {2026: D(100) * WAN}
    with pytest.raises(IntegrityError), transaction.atomic():
        Fund.objects.filter(year=2026).update(committed=D("1000000.01"))


@pytest.mark.req("A8.4", "A8.6")
def test_a_year_without_its_fund_pays_nothing_but_may_be_carried_into(year: Year) -> None:
    project, act = project_of(year), any_act(DAY)
    with pytest.raises(Refused):
        commit(CITY, 2028, D(1) * WAN, Use.CONSTRUCTION, project, "函1", act)
    commit(CITY, 2028, D(30) * WAN, Use.CONSTRUCTION, project, "函1", act, ahead=True)
    assert balance(CITY, 2028) is None
    with pytest.raises(Refused) as refused:
        year.arrange(2028, "29.99", DAY)
    assert "fund_covers" in rule_names(refused.value)
    year.arrange(2028, "30", DAY)
    assert balance(CITY, 2028) == 0
    assert [(one.year, one.arranged_on is None) for one in years(CITY)] == [(2028, False), (2026, False)]


@pytest.mark.req("A8.7")
def test_a_change_in_the_year_is_a_further_entry_with_its_document(year: Year) -> None:
    finance = year.city.actor("finance.handler", DAY)
    commit(CITY, 2026, D(60) * WAN, Use.CONSTRUCTION, project_of(year), "函1", any_act(DAY))

    def change(direction: Direction, wan: str) -> None:
        given = Adjustment(direction=direction, amount=D(wan) * WAN, document="汕财〔2026〕9号", reason="年中调整")
        adjust(CITY, 2026, given, actor=finance, now=at(DAY))

    with pytest.raises(Refused) as refused:
        change(Direction.DECREASE, "40.01")
    assert "fund_covers" in rule_names(refused.value)
    change(Direction.DECREASE, "40")
    change(Direction.INCREASE, "5")
    shown = account(CITY, 2026)
    assert shown is not None
    assert (shown.amount, shown.left) == (D(65) * WAN, D(5) * WAN)
    assert [(row.kind, row.amount) for row in shown.rows if row.use is None] == [
        (EntryKind.ARRANGED, D(100) * WAN),
        (EntryKind.ADJUSTED, D(-40) * WAN),
        (EntryKind.ADJUSTED, D(5) * WAN),
    ]
    with pytest.raises(NotPermitted):
        adjust(
            CITY,
            2026,
            Adjustment(direction=Direction.INCREASE, amount=WAN, document="1", reason="1"),
            actor=year.city.actor("health.handler", DAY),
            now=at(DAY),
        )


@pytest.mark.req("A8.7", "A17.7")
def test_a_release_gives_back_at_most_what_the_project_has(year: Year) -> None:
    project, other, act = project_of(year), project_of(year, "另一项目", "land"), any_act(DAY)
    commit(CITY, 2026, D(30) * WAN, Use.CONSTRUCTION, project, "函1", act)
    commit(CITY, 2026, D(5) * WAN, Use.PRE_WORK, project, "函1", act)
    commit(CITY, 2026, D(20) * WAN, Use.CONSTRUCTION, other, "函2", act)
    with pytest.raises(Refused) as refused:
        release(CITY, 2026, D(31) * WAN, Use.CONSTRUCTION, project, "函3", act)
    assert rule_names(refused.value) == {"released_was_taken"}
    with pytest.raises(Refused):
        release(CITY, 2029, D(1) * WAN, Use.CONSTRUCTION, project, "函3", act)
    release_construction(project, "函4", act)
    assert committed_to(project.pk) == {2026: D(5) * WAN}
    assert balance(CITY, 2026) == D(75) * WAN
    assert FundEntry.objects.latest("pk").amount == D(-30) * WAN


def test_no_more_is_kept_for_special_projects_than_the_fund_has(year: Year) -> None:
    with pytest.raises(Invalid):
        year.arrange(2027, "10", kept_for_special=D(11) * WAN)


def holds(fund: Fund) -> None:
    """Money is never created or lost: entries and balances tell the same, and no project has less than nothing."""
    entries = FundEntry.objects.filter(fund=fund)
    total = entries.filter(kind__in=AMOUNT_KINDS).aggregate(sum=Sum("amount"))["sum"] or 0
    taken = entries.exclude(kind__in=AMOUNT_KINDS).aggregate(sum=Sum("amount"))["sum"] or 0
    assert (total, taken) == (fund.amount, fund.committed)
    assert 0 <= taken <= total
    for one in entries.exclude(kind__in=AMOUNT_KINDS).values("project", "use").annotate(sum=Sum("amount")):
        assert one["sum"] >= 0


AMOUNTS = st.integers(1, 6_000_000).map(lambda fen: D(fen) / 100)
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["commit", "release", "raise", "lower"]), st.integers(0, 1), st.sampled_from(Use), AMOUNTS
    ),
    max_size=12,
)


@pytest.mark.req("A8.6", "A8.7")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(moves=MOVES)
def test_whatever_is_done_money_is_never_created_or_lost(
    year: Year, moves: list[tuple[str, int, Use, Decimal]]
) -> None:
    point = transaction.savepoint()
    projects = [project_of(year, name) for name in ("甲", "乙")]
    act, finance = any_act(DAY), year.city.actor("finance.handler", DAY)
    for move, which, use, amount in moves:
        try:
            with transaction.atomic():
                if move == "commit":
                    commit(CITY, 2026, amount, use, projects[which], "函", act)
                elif move == "release":
                    release(CITY, 2026, amount, use, projects[which], "函", act)
                else:
                    way = Direction.INCREASE if move == "raise" else Direction.DECREASE
                    given_ = Adjustment(direction=way, amount=amount, document="文", reason="调整")
                    adjust(CITY, 2026, given_, actor=finance, now=at(DAY))
        except Refused:
            pass
        holds(Fund.objects.get(year=2026))
    transaction.savepoint_rollback(point)


@pytest.mark.req("A8.6")
def test_sixteen_parallel_commitments_never_overdraw(committed_db: str) -> None:
    year = begun(f2026="100", f2027="")
    projects = [project_of(year, f"项目{n}").pk for n in range(16)]

    def one(pk: int) -> bool:
        try:
            with transaction.atomic():
                project = Project.objects.get(pk=pk)
                commit(CITY, 2026, D("12.5") * WAN, Use.CONSTRUCTION, project, "函", any_act(DAY))
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(one, projects))
    assert done.count(True) == 8
    fund = Fund.objects.get(year=2026)
    assert fund.committed == fund.amount == D(100) * WAN
    holds(fund)
