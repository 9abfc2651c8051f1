"""Loading the demo city, once, into an empty database, and what it needs from then on: its clock and its sign-ins.

The story's present is Monday 23 November 2026, nine in the morning, at the moment of loading. All twelve projects of
the design are there. Its law leaves two of them no other place than last year's round: the archives' building works
must be before development and reform by now, which comes only after a budget; and the special declaration belongs to
the budget of 2026. What this year's projects cannot have reached by November (approval, contract, change, trial run,
payment, and one whole life) is shown by projects of last year's round with texts of their own. The land project was
told of its gaps ten weeks after it was submitted: the text sets no time for that, and the calendar of the story needs
a correction that is still running.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from qilou.kernel.errors import Refused
from qilou.kernel.transaction import one_transaction
from qilou.law import say

from . import addresses, audits, lives_2025, lives_2026, lives_annual, lives_desks, network, publishing, sessions, years
from .bodies import BODIES, PEOPLE, body_of
from .models import DemoCity
from .moments import PRESENT, Life, in_order, moment
from .registers import enter_all
from .stage import City

PASSWORD = "qilou-demo-2026"  # noqa: S105  # everybody's, in a city of invented people
FIRST_DAY = moment("2025-01-06 08:30")
HELD = "SELECT EXISTS (SELECT FROM casework_case) OR EXISTS (SELECT FROM identity_person)"
COMMON: tuple[Callable[[City], Life], ...] = (
    years.plan,
    years.funds,
    years.inventory,
    years.assessments,
    years.round_of_2025,
    years.round_of_2026,
    years.checklist,
    years.round_of_longhu,
    years.rounds_of_districts,
    years.returns_of_districts,
    years.nights,
    publishing.reviews,
    years.compared,
    audits.points,
    audits.filing,
)


def loaded() -> bool:
    """Whether this database is a demo city: only one that `load` made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('demo_city') IS NOT NULL")
        (there,) = cursor.fetchone()
    return bool(there) and DemoCity.objects.exists()


def clock_offset() -> timedelta:
    """What the city's clock is ahead of the real one."""
    city = DemoCity.objects.get()
    return city.story_start - city.loaded_at


def begin() -> None:
    """The story's present is now: for a copy of a city that was loaded at another time."""
    DemoCity.objects.update(loaded_at=timezone.now())


def load(progress: Callable[[str], None]) -> None:
    """Make the city by acts at past dates, all or nothing; raises Refused where somebody else's matters are."""
    if not settings.QILOU_DEMO:
        raise Refused(
            "demo.off",
            say(
                "只能在演示模式下建立演示城市。请以演示模式启动。",
                "A demo city is made in demo mode only. Start in demo mode.",
            ),
        )
    with one_transaction():
        _refuse_foreign()
        progress(f"{len(BODIES)} organisations and {len(PEOPLE)} people")
        city = City(enter_all(FIRST_DAY, PASSWORD))
        lives = [
            life(city)
            for life in (
                *COMMON,
                *sessions.LIVES,
                *lives_2025.LIVES,
                *lives_2026.LIVES,
                *lives_annual.LIVES,
                *lives_desks.LIVES,
                *network.LIVES,
                *addresses.LIVES,
            )
        ]
        in_order(lives, _Calendar(city, progress).arrive)
        DemoCity.objects.create(pk=1, loaded_at=timezone.now(), story_start=PRESENT)
        progress(f"{city.acts} acts")


def _refuse_foreign() -> None:
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        (held,) = cursor.fetchone()
    if held:
        raise Refused(
            "demo.foreign",
            say(
                "数据库中已有不是演示程序建立的办件或者人员，不能载入演示城市。请改用空的数据库。",
                "This database holds cases or people that the demo did not make: no demo city is loaded into it. "
                "Use an empty database.",
            ),
        )


class _Calendar:
    """Turns the city's clock, and says when a quarter of a year begins."""

    def __init__(self, city: City, progress: Callable[[str], None]) -> None:
        self.city, self.progress, self.quarter = city, progress, ""

    def arrive(self, now: datetime) -> None:
        """The story has come to this moment."""
        self.city.now = now
        quarter = f"{now.year}, quarter {(now.month + 2) // 3}"
        if quarter != self.quarter:
            self.quarter = quarter
            self.progress(quarter)


def sign_ins() -> list[str]:
    """Everybody with their body and post in both languages, and the one password."""
    width = max(map(len, PEOPLE))
    lines = [f"{'password':{width}}  {PASSWORD}"]
    for name, one in PEOPLE.items():
        body, (zh, en) = BODIES[body_of(name)], one.title
        lines.append(f"{name:{width}}  {body.zh} {zh} · {body.en}, {en}")
    return lines
