"""What is asked of an expert session and of a seat in it, rule by rule, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qilou.law import Breach, Met, Readings, Rule, Undecided
from qilou.projects.rules import session as rules
from qilou.projects.rules.fees import withheld
from qilou.projects.rules.seat import SeatFacts, not_convened, undertaking_whole
from qilou.projects.rules.session import SessionFacts

DAY = date(2026, 9, 10)
READ = Readings(DAY)
D = Decimal
GOOD = SessionFacts(
    today=DAY,
    held_on=date(2026, 9, 15),
    agenda=2,
    unready=(),
    unconcluded=(),
    largest=D("3864000"),
    seats=5,
    eligible=5,
    seed_named=DAY,
    seed_due=date(2026, 9, 15),
    published_on=DAY,
    taken=5,
    open=0,
    reserves=1,
    short=0,
    lead_sits=True,
    on_agenda=True,
    visited_on=DAY,
    strangers=0,
)
VACANT = {"taken": 4}


@pytest.mark.req("A5.6", "A13.6", "A13.7", "A13.8", "A13.9", "A13.10", "A13.11", "A13.14")
@pytest.mark.parametrize(
    ("rule", "changes", "verdict"),
    [
        (rules.agenda_ready, {}, Met),
        (rules.agenda_ready, {"agenda": 0}, Breach),
        (rules.agenda_ready, {"unready": ("甲",)}, Breach),
        (rules.panel_size, {}, Met),
        (rules.panel_size, {"seats": 6}, Breach),
        (rules.panel_size, {"seats": 3}, Breach),
        (rules.panel_size, {"seats": 3, "largest": D("1000000.00")}, Met),
        (rules.pool_suffices, {}, Met),
        (rules.pool_suffices, {"eligible": 4}, Breach),
        (rules.seed_in_advance, {}, Met),
        (rules.seed_in_advance, {"seed_due": DAY}, Breach),
        (rules.seed_in_advance, {"seed_due": date(2026, 9, 16)}, Breach),
        (rules.seed_is_out, {}, Met),
        (rules.seed_is_out, {"published_on": date(2026, 9, 9)}, Breach),
        (rules.seed_is_out, {"seed_named": date(2026, 9, 11)}, Breach),
        (rules.seed_is_out, {"published_on": date(2026, 9, 11)}, Breach),
        (rules.seed_failed, {}, Breach),
        (rules.seed_failed, {"seed_named": date(2026, 9, 9)}, Met),
        (rules.seat_vacant, {}, Breach),
        (rules.seat_vacant, VACANT, Met),
        (rules.seat_vacant, VACANT | {"open": 1}, Breach),
        (rules.reserve_left, {}, Met),
        (rules.reserve_left, {"reserves": 0}, Breach),
        (rules.reserves_exhausted, VACANT, Breach),
        (rules.reserves_exhausted, VACANT | {"reserves": 0}, Met),
        (rules.seats_filled, {}, Met),
        (rules.seats_filled, VACANT, Breach),
        (rules.lead_sits, {}, Met),
        (rules.lead_sits, {"lead_sits": False}, Breach),
        (rules.panel_short, {}, Breach),
        (rules.panel_short, {"short": 1}, Met),
        (rules.still_open, {}, Met),
        (rules.still_open, {"on_agenda": False}, Breach),
        (rules.visit_took_place, {}, Met),
        (rules.visit_took_place, {"visited_on": date(2026, 9, 11)}, Breach),
        (rules.session_over, {}, Breach),
        (rules.session_over, {"today": date(2026, 9, 15)}, Met),
        (rules.session_over, {"today": date(2026, 9, 15), "unconcluded": ("甲",)}, Breach),
        (rules.of_the_panel, {}, Met),
        (rules.of_the_panel, {"strangers": 1}, Breach),
    ],
)
def test_each_rule_of_a_session(rule: Rule, changes: dict[str, object], verdict: type) -> None:
    assert type(rule(replace(GOOD, **changes), READ).verdict) is verdict
    assert isinstance(rule(SessionFacts(), READ).verdict, Undecided)


@pytest.mark.req("A5.6", "A13.10")
@pytest.mark.parametrize(("no_interest", "confidential"), [(True, False), (False, True)])
def test_an_undertaking_has_both_parts(no_interest: bool, confidential: bool) -> None:
    assert undertaking_whole(SeatFacts(no_interest=True, confidential=True), READ).passed
    assert not undertaking_whole(SeatFacts(no_interest=no_interest, confidential=confidential), READ).passed
    assert isinstance(undertaking_whole(SeatFacts(), READ).verdict, Undecided)


@pytest.mark.req("A5.6")
def test_an_expert_is_excused_as_a_whole_only_before_the_session() -> None:
    assert not_convened(SeatFacts(convened=False), READ).passed
    assert not not_convened(SeatFacts(convened=True), READ).passed


@pytest.mark.parametrize(
    ("fee", "tax"),
    [("600", "0.00"), ("1200", "80.00"), ("4000", "640.00"), ("5000", "800.00"), ("30000", "5200.00")],
)
def test_the_tax_withheld_of_a_fee(fee: str, tax: str) -> None:
    assert withheld(D(fee)) == D(tax)
