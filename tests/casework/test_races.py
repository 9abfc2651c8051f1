"""Two contradictory decisions on one case, forced over parallel connections: one wins, the other is told why."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform, perform_many
from qilou.casework.models import Case, Clock, Notice
from qilou.kernel.errors import Conflict
from qilou.kernel.transaction import one_transaction
from qilou.ledger.models import Event

MONDAY = at_noon("2026-03-02")


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run acts in threads of their own, each with its own connection, started together; what came of each."""
    barrier = Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            barrier.wait()
            outcomes[place] = act()
        except Exception as error:  # noqa: BLE001  # the outcome is what is judged
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def under_review(town: Town) -> str:
    act = open_case(ROUTE, actor=town.actor("applicant"), now=MONDAY, jurisdiction="440500", title="争议")
    perform(ROUTE, act.case.number, "submit", actor=town.actor("applicant"), now=MONDAY)
    perform(ROUTE, act.case.number, "accept", actor=town.actor("handler"), now=MONDAY)
    return act.case.number


def duel(town: Town, tries: int) -> Counter[str]:
    """So many cases, on each of which one officer grants while another refuses."""
    first, second = town.actor("handler"), town.actor("handler2")
    winners: Counter[str] = Counter()
    for _ in range(tries):
        number = under_review(town)
        outcomes = at_once(
            lambda number=number: perform(ROUTE, number, "grant", actor=first, now=MONDAY, data={"amount": "1"}),
            lambda number=number: perform(ROUTE, number, "refuse", actor=second, now=MONDAY, data={"reason": "不符"}),
        )
        losers = [one for one in outcomes if isinstance(one, Exception)]
        assert len(losers) == 1, outcomes
        assert isinstance(losers[0], Conflict)
        assert losers[0].message.in_("zh")
        decided = Event.objects.filter(case_number=number, name__in=[f"{ROUTE}.grant", f"{ROUTE}.refuse"])
        (event,) = decided
        case = Case.objects.get(number=number)
        assert event.name.removeprefix(f"{ROUTE}.") == {"granted": "grant", "refused": "refuse"}[case.state]
        assert Notice.objects.filter(case=case).count() == 1
        assert not Clock.objects.filter(case=case, ended_on__isnull=True).exists()
        winners[case.state] += 1
    return winners


def test_of_two_contradictory_decisions_exactly_one_stands(committed_db: str) -> None:
    winners = duel(build(), 200)
    assert sum(winners.values()) == 200
    assert len(winners) == 2, "both officers must have won at times, or the race was none"
    papers = Notice.objects.values_list("number", flat=True)
    numbers = sorted(int(one.partition("〕")[2].rstrip("号")) for one in papers)
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.soak
def test_of_two_contradictory_decisions_exactly_one_stands_ten_thousand_times(committed_db: str) -> None:
    winners = duel(build(), 10_000)
    assert sum(winners.values()) == 10_000
    assert len(winners) == 2, "both officers must have won at times, or the race was none"


def test_of_two_children_ending_at_once_exactly_one_joins_their_parent(committed_db: str) -> None:
    town = build()
    keys = [f"person:{town.people[name].pk}" for name in ("expert1", "expert2")]
    for _ in range(20):
        opened = open_case(
            ROUTE,
            actor=town.actor("applicant"),
            now=MONDAY,
            jurisdiction="440500",
            title="评分",
            parties={"experts": keys},
        )
        number = opened.case.number
        perform(ROUTE, number, "submit", actor=town.actor("applicant"), now=MONDAY)
        perform(ROUTE, number, "accept", actor=town.actor("handler"), now=MONDAY)
        perform(ROUTE, number, "score", actor=town.actor("handler"), now=MONDAY)
        sheets = Case.objects.filter(parent__number=number).order_by("pk").values_list("number", flat=True)
        outcomes = at_once(
            *(
                lambda sheet=sheet, name=name: perform(
                    "tests.sheet", sheet, "file", actor=town.actor(name), now=MONDAY, data={"amount": "1"}
                )
                for sheet, name in zip(sheets, ("expert1", "expert2"), strict=True)
            )
        )
        assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
        assert Case.objects.get(number=number).state == "under_review"
        assert Event.objects.filter(case_number=number, name=f"{ROUTE}.scored").count() == 1


def test_the_loser_of_a_deadlock_is_told_to_try_again_and_nothing_of_it_stands(committed_db: str) -> None:
    town = build()
    numbers = [under_review(town) for _ in range(2)]
    barrier = Barrier(2)

    @one_transaction()
    def lock_in_this_order(first: str, second: str) -> None:
        Case.objects.filter(number=first).update(title=f"先 {first}")
        barrier.wait()
        Case.objects.filter(number=second).update(title=f"先 {first}")

    outcomes = at_once(lambda: lock_in_this_order(*numbers), lambda: lock_in_this_order(*reversed(numbers)))
    (loser,) = [one for one in outcomes if one is not None]
    assert isinstance(loser, Conflict)
    assert loser.code == "at_once"
    titles = set(Case.objects.filter(number__in=numbers).values_list("title", flat=True))
    assert len(titles) == 1


def test_two_bulk_acts_over_the_same_cases_wait_for_each_other_instead_of_locking_each_other_out(
    committed_db: str,
) -> None:
    town = build()
    for _ in range(10):
        numbers = [under_review(town) for _ in range(4)]
        outcomes = at_once(
            lambda numbers=numbers: perform_many(
                ROUTE, numbers, "refuse", actor=town.actor("handler"), now=MONDAY, data={"reason": "不符"}
            ),
            lambda numbers=numbers: perform_many(
                ROUTE, numbers[::-1], "refuse", actor=town.actor("handler2"), now=MONDAY, data={"reason": "不符"}
            ),
        )
        (loser,) = [one for one in outcomes if isinstance(one, Exception)]
        assert isinstance(loser, Conflict)
        assert loser.code == "moved"
        assert set(Case.objects.filter(number__in=numbers).values_list("state", flat=True)) == {"refused"}
