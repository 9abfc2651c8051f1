"""Every rule and every name of a requirement in the whole product."""

from datetime import date, timedelta

import pytest

from qilou.law.carried import CARRIERS
from qilou.law.commands import ROOT
from qilou.law.coverage import marked_tests, strangers
from qilou.law.declared import declare_all
from qilou.law.requirements import REQUIREMENTS
from qilou.law.rule import FIRST_DAY, RULES

LAST_DAY = date(2030, 12, 31)


@pytest.fixture(scope="module", autouse=True)
def _everything_declared() -> None:
    declare_all()


def grid() -> list[date]:
    """Every ninth day, and the days around each edition's ends."""
    step = timedelta(days=9)
    days = {FIRST_DAY + step * number for number in range((LAST_DAY - FIRST_DAY) // step + 1)}
    for rule in RULES.values():
        for edition in rule.editions:
            for end in (edition.since, edition.until):
                if end:
                    days |= {end - timedelta(days=1), end}
    return sorted(day for day in days if FIRST_DAY <= day <= LAST_DAY)


@pytest.mark.req("X2")
def test_on_any_date_exactly_one_edition_of_every_rule_is_in_force() -> None:
    days = grid()
    for rule in RULES.values():
        for day in days:
            assert sum(edition.in_force(day) for edition in rule.editions) == 1, (rule.id, day)


@pytest.mark.req("A45.1")
def test_no_rule_is_in_force_before_the_measures() -> None:
    for rule in RULES.values():
        assert not any(edition.in_force(FIRST_DAY - timedelta(days=1)) for edition in rule.editions), rule.id


def test_edition_names_differ_within_a_rule() -> None:
    for rule in RULES.values():
        assert len({edition.id for edition in rule.editions}) == len(rule.editions), rule.id


def test_declarations_and_tests_name_only_requirements_that_exist() -> None:
    assert strangers(REQUIREMENTS, CARRIERS, marked_tests(ROOT / "tests")) == []
