"""The dates of a year's round that bind the authority and the units."""

from datetime import date

from qilou.casework.store import fetch_context
from qilou.law import Calendar, Due, Period, Readings, Unit, carries
from qilou.law.clock import due
from qilou.law.readings import AUTHORITY_LAST_DAY_ON_HOLIDAY, LAST_DAY_ON_HOLIDAY


def solicitation_end(year: int) -> date:
    """31 July, by which the authority asks for next year's projects."""
    return date(year, 7, 31)


def declaration_end(year: int) -> date:
    """31 August, before any roll-over."""
    return date(year, 8, 31)


@carries("A10.1")
def solicitation_period(year: int, readings: Readings, calendar: Calendar) -> Due:
    """When the authority's own duty ends; by default it does not roll over."""
    last = solicitation_end(year)
    return due(Period(Unit.FIXED_DATE, last, last=last, roll=readings[AUTHORITY_LAST_DAY_ON_HOLIDAY]), calendar)


@carries("A10.5")
def declaration_period(year: int, readings: Readings, calendar: Calendar) -> Due:
    """When the annual declaration period ends: 31 August, or the next working day where the reading says so."""
    last = declaration_end(year)
    return due(Period(Unit.FIXED_DATE, last, last=last, roll=readings[LAST_DAY_ON_HOLIDAY]), calendar)


@carries("A10.5")
def declaration_deadline(jurisdiction: str, year: int) -> date:
    """The last day of that year's annual declaration in a jurisdiction; from 00:00 of the next day it is late."""
    readings, calendar = fetch_context(jurisdiction, declaration_end(year))
    return declaration_period(year, readings, calendar).on or declaration_end(year)


@carries("A11.1")
def special_open(jurisdiction: str, budget_year: int, on: date) -> bool:
    """Whether the annual period for a budget year has passed, so that a special declaration is possible."""
    return on > declaration_deadline(jurisdiction, budget_year - 1)
