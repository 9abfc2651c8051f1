"""Parameters: their defaults, what may be set, and what a rule finds."""

from datetime import date
from decimal import Decimal

import pytest

from qilou.law import Parameter, Readings, Text, readings
from qilou.law.measures import M164
from qilou.law.parameter import PARAMETERS

DAY = date(2026, 3, 2)
ALL = [getattr(readings, name) for name in readings.__all__]


@pytest.mark.req("X5")
@pytest.mark.parametrize("reading", ALL, ids=lambda reading: reading.code)
def test_a_reading_has_a_question_an_article_and_a_default_among_its_answers(reading: Parameter) -> None:
    stored = list(reading.default) if isinstance(reading.default, tuple) else reading.default
    stored = str(stored) if isinstance(stored, Decimal) else stored
    assert reading.parse(stored) == reading.default
    assert reading.question.zh
    assert reading.question.en
    assert reading.answer(reading.default).zh
    assert reading.req
    assert PARAMETERS[reading.code] is reading


def test_constants_are_named_like_their_codes() -> None:
    assert [name.lower() for name in readings.__all__] == [reading.code for reading in ALL]


def test_every_constant_is_listed_in_the_docstring() -> None:
    assert all(name in (readings.__doc__ or "") for name in readings.__all__)


@pytest.mark.req("X5")
def test_without_a_decision_the_default_holds_and_a_decision_replaces_it() -> None:
    assert Readings(DAY)[readings.REPLY_CLOCK_START] == "acceptance"
    assert Readings(DAY, {"reply_clock_start": "receipt"})[readings.REPLY_CLOCK_START] == "receipt"


def test_the_limit_of_a_change_is_an_exact_decimal() -> None:
    assert Readings(DAY, {"change_limit": "0.10"})[readings.CHANGE_LIMIT] == Decimal("0.10")


@pytest.mark.parametrize(
    ("reading", "raw"),
    [
        (readings.REPLY_CLOCK_START, "tomorrow"),
        (readings.REPLY_CLOCK_START, True),
        (readings.LAST_DAY_ON_HOLIDAY, "yes"),
        (readings.LAST_DAY_ON_HOLIDAY, 1),
        (readings.CORRECTION_DAYS, 0),
        (readings.CORRECTION_DAYS, True),
        (readings.CORRECTION_DAYS, "10"),
        (readings.CHANGE_LIMIT, 0.1),
        (readings.CHANGE_LIMIT, "0.2"),
        (readings.PANEL_SMALL_LIMIT, "NaN"),
        (readings.PANEL_SMALL_LIMIT, "many"),
        (readings.PANEL_SMALL_LIMIT, True),
        (readings.PANEL_SMALL_LIMIT, "-1"),
        (readings.FOLLOW_UP_INSTALMENTS, ["final", "tip"]),
        (readings.FOLLOW_UP_INSTALMENTS, ["final", "final"]),
        (readings.FOLLOW_UP_INSTALMENTS, "final"),
        (readings.OPINION_WARNING_DAYS, ["soon"]),
        (readings.LAST_DAY_ON_HOLIDAY, None),
    ],
)
def test_a_value_that_is_no_answer_is_refused(reading: Parameter, raw: object) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        reading.parse(raw)


@pytest.mark.parametrize(
    ("reading", "raw", "value"),
    [
        (readings.CORRECTION_DAYS, 15, 15),
        (readings.PANEL_SMALL_LIMIT, "500000.00", Decimal("500000.00")),
        (readings.FOLLOW_UP_INSTALMENTS, ["preliminary", "final"], ("preliminary", "final")),
        (readings.OPINION_WARNING_DAYS, ["90"], ("90",)),
    ],
)
def test_an_answer_is_read_as_it_was_stored(reading: Parameter, raw: object, value: object) -> None:
    assert reading.parse(raw) == value


def test_an_answer_is_told_in_words() -> None:
    assert readings.FOLLOW_UP_INSTALMENTS.answer(("final",)) == Text("终验款", "payment on final acceptance")
    assert readings.CORRECTION_DAYS.answer(10) == Text("10", "10")
    assert readings.CHANGE_BOUNDARY.answer("strict").en.startswith("No")


def test_a_parameter_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        Parameter("correction_days", Text("问", "Q"), 1, M164.art(10, 3), ())


@pytest.mark.parametrize("code", ["correction_days", "pre_review_target_days", "panel_minimum", "trial_run_days"])
def test_what_the_text_does_not_state_is_never_shown_as_law(code: str) -> None:
    assert not PARAMETERS[code].statutory
