"""What projects put over the desk: the round's last days, the sessions of experts, the fund's account to audit."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from qilou.casework.store import fetch_context
from qilou.casework.today import AtDesk, Today
from qilou.kernel.actor import Actor
from qilou.law import AUDIT, Text, say
from qilou.law.measures import M164
from qilou.projects.models import ExpertSession, FundEntry

from .periods import declaration_period, solicitation_period

COUNTDOWN_DAYS = 45


def over_the_desk(desk: AtDesk) -> Iterator[Today]:
    """The countdown of the year's round, today's sessions that the actor sits in or their body holds, the account."""
    actor, today = desk.actor, desk.today
    if not actor.jurisdiction:
        return
    yield from _countdown(desk)
    yield from _account(actor, today)
    mine = Q(seats__expert__person=actor.id, seats__undertaken_at__isnull=False, seats__excused="")
    if f"AUTHORITY@{actor.jurisdiction}" in actor.keys:
        mine |= Q(jurisdiction=actor.jurisdiction)
    for one in ExpertSession.objects.filter(mine, held_on=today, cancelled="").distinct().order_by("number"):
        yield Today(
            say(
                "今日评审会：%(number)s，%(place)s",
                "Expert session today: %(number)s, %(place)s",
                number=one.number,
                place=one.place,
            ),
            today,
            "/projects/evaluation/",
            M164.art(13),
        )


def _account(actor: Actor, today: date) -> Iterator[Today]:
    """For the auditors of the area: the account of the year's fund, entry by entry."""
    if not actor.holds(f"{AUDIT.code}@{actor.jurisdiction}/auditor"):
        return
    entries = FundEntry.objects.filter(fund__jurisdiction=actor.jurisdiction, fund__year=today.year)
    if number := entries.count():
        words = say(
            "%(year)s 年专项资金有 %(n)s 笔账目可供审计",
            "The account of the fund of %(year)s has %(n)s entries to audit",
            year=today.year,
            n=number,
        )
        yield Today(words, today, f"/projects/fund/{today.year}/", M164.art(8, 2))


def _countdown(desk: AtDesk) -> Iterator[Today]:
    actor, today = desk.actor, desk.today
    readings, calendar = desk.law or fetch_context(actor.jurisdiction, today)
    if f"AUTHORITY@{actor.jurisdiction}" in actor.keys:
        yield from _days_until(
            solicitation_period(today.year, readings, calendar).on,
            today,
            Text("距征集截止还有 %(n)s 天（%(on)s）", "%(n)s days until solicitation is due (%(on)s)"),
            "/projects/round/",
        )
    yield from _days_until(
        declaration_period(today.year, readings, calendar).on,
        today,
        Text("距年度申报截止还有 %(n)s 天（%(on)s）", "%(n)s days until the annual declaration ends (%(on)s)"),
        "/projects/declaration/",
    )


def _days_until(last: date | None, today: date, words: Text, href: str) -> Iterator[Today]:
    """The line of a day that is near enough to be counted down to."""
    if last is not None and 0 <= (last - today).days <= COUNTDOWN_DAYS:
        yield Today(say(words.zh, words.en, n=(last - today).days, on=last), last, href, M164.art(10))
