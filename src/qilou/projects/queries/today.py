"""What projects put over the desk: the round's last days and the sessions of experts."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q

from qilou.casework.store import fetch_context
from qilou.casework.today import Today
from qilou.kernel.actor import Actor
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.projects.models import ExpertSession

from .periods import declaration_period, solicitation_period

COUNTDOWN_DAYS = 45


def over_the_desk(actor: Actor, now: datetime) -> Iterator[Today]:
    """The countdown of the year's round, and today's sessions that the actor sits in or their body holds."""
    if not actor.jurisdiction:
        return
    today = now.date()
    yield from _countdown(actor, today)
    mine = Q(members=actor.id) | Q(lead=actor.id)
    if f"AUTHORITY@{actor.jurisdiction}" in actor.keys:
        mine |= Q(jurisdiction=actor.jurisdiction)
    for one in ExpertSession.objects.filter(mine, held_on=today).distinct().order_by("number"):
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


def _countdown(actor: Actor, today: date) -> Iterator[Today]:
    readings, calendar = fetch_context(actor.jurisdiction, today)
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
