"""Random walks through a procedure by random people on random days: whatever they try, the case stays coherent."""

import random
from datetime import date, timedelta

import pytest
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, at_noon, build

from qilou.casework.act import CaseRow, keys_of, readers_of
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.actions.sign_off import endorse, send_back, withdraw_draft
from qilou.casework.actions.sweep import sweep
from qilou.casework.models import Case, Clock
from qilou.casework.procedure import procedure_edition
from qilou.kernel.actor import Actor
from qilou.kernel.errors import Refused
from qilou.kernel.moment import CITY_TIME
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
PEOPLE = ("handler", "handler", "handler2", "checker", "signer", "finance", "applicant", "applicant", "stranger")
FITTING = {
    "grant": {"amount": "5"},
    "decide": {"amount": "5"},
    "amend": {"amount": "6"},
    **{name: {"reason": "理由"} for name in ("return_once", "refuse", "to_experts", "revoke")},
}
INPUTS = ({"amount": "5"}, {"amount": "5000000"}, {"reason": "理由"}, {}, {"amount": "x"})


def walk(town: Town, seed: int, steps: int) -> set[str]:
    """One case through so many attempts; the states that it reached."""
    chance = random.Random(seed)
    day = date(2026, 3, 2)
    opened = open_case(
        ROUTE,
        actor=town.actor("applicant"),
        now=at_noon("2026-03-02"),
        jurisdiction="440500",
        title=f"走 {seed}",
        parties={"experts": [f"person:{town.people['expert1'].pk}"] if seed % 2 else []},
    )
    number = opened.case.number
    procedure = opened.procedure
    reached = {opened.case.state}
    for _ in range(steps):
        day += timedelta(days=chance.choice((0, 0, 1, 3, 12)))
        before = Case.objects.get(number=number)
        events = Event.objects.filter(case_number=number).count()
        likely = [step.name for step in procedure.leaving(before.state)] * 3 + [step.name for step in procedure.steps]
        refused = attempted(town, chance, number, likely, str(day))
        after = Case.objects.get(number=number)
        told = Event.objects.filter(case_number=number).count() - events
        assert after.version - before.version == told
        if refused is not None:
            assert refused.message.in_("zh")
            assert refused.message.in_("en")
            assert told == 0
        coherent(after)
        reached.add(after.state)
    return reached


def attempted(town: Town, chance: random.Random, number: str, names: list[str], day: str) -> Refused | None:
    """An attempt, and the refusal where there was one: nothing else may come of it."""
    try:
        attempt(town, chance, number, names, day)
    except Refused as refused:
        return refused
    return None


def attempt(town: Town, chance: random.Random, number: str, names: list[str], day: str) -> None:
    actor: Actor = town.actor(chance.choice(PEOPLE), day)
    now = at_noon(day)
    match chance.randrange(12):
        case 0:
            endorse(ROUTE, number, actor=actor, now=now)
        case 1:
            send_back(ROUTE, number, actor=actor, now=now, opinion=chance.choice(("", "再议")))
        case 2:
            withdraw_draft(ROUTE, number, actor=actor, now=now)
        case 3:
            sweep(now=now)
        case _:
            name = chance.choice(names)
            data = FITTING.get(name, {}) if chance.random() < 0.7 else chance.choice(INPUTS)
            perform(ROUTE, number, name, actor=actor, now=now, data=data)


def coherent(case: Case) -> None:
    """What must hold of a case at any time."""
    procedure = procedure_edition(case.procedure, case.edition)
    state = procedure.state(case.state)
    declared = {clock.name: clock for clock in procedure.clocks}
    running = list(Clock.objects.filter(case=case, ended_on__isnull=True))
    assert len({clock.name for clock in running}) == len(running)
    for clock in running:
        paused = bool(clock.pauses) and clock.pauses[-1]["resumed"] is None
        overdue_then = paused and clock.due_on is not None and str(clock.due_on) < clock.pauses[-1]["on"]
        assert overdue_then or paused == (clock.due_on is None)
        assert paused or case.state in declared[clock.name].runs_in
        assert not state.final
    assert case.due_on == min((clock.due_on for clock in running if clock.due_on), default=None)
    drafted = case.sign_offs.filter(ended_at__isnull=True).exists()
    assert bool(case.desk) == (drafted or not state.final)
    row = CaseRow(
        **{
            name: getattr(case, name)
            for name in ("id", "procedure", "edition", "number", "title", "state", "version", "parties", "readers")
        },
        **{name: getattr(case, name) for name in ("desk", "handler_id", "thing", "amount", "parent_id", "join")},
        jurisdiction=case.jurisdiction_id,
        higher_decision="",
        opened_on=case.opened_on,
        due_on=case.due_on,
        provisional=case.provisional,
        moved_at=case.moved_at,
    )
    assert case.readers == readers_of(procedure, row, state)
    if not state.final and state.desk is not None and not drafted:
        assert case.desk.startswith(tuple(keys_of(state.desk, row)))
    assert case.moved_at.astimezone(CITY_TIME)


def test_whatever_people_try_a_case_stays_coherent() -> None:
    town = build()
    reached: set[str] = set()
    for seed in range(20):
        reached |= walk(town, seed, 40)
    assert {"granted", "correcting", "expert_review", "under_review"} <= reached


@pytest.mark.soak
def test_whatever_people_try_a_case_stays_coherent_at_length() -> None:
    town = build()
    for seed in range(500):
        walk(town, seed, 80)
