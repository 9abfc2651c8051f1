"""The present: asked once at an edge, passed in everywhere else. A demo city lives on an offset clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

CITY_TIME = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The moment in city time; in the demo it is shifted by `settings.QILOU_CLOCK_OFFSET` (a timedelta)."""
    return in_the_city(timezone.now())


def in_the_city(moment: datetime) -> datetime:
    """A real moment as the city's clock tells it."""
    offset: timedelta = settings.QILOU_CLOCK_OFFSET
    return (moment + offset).astimezone(CITY_TIME)


def outside(moment: datetime) -> datetime:
    """A moment of the city as everybody else's clock tells it: what a person's telephone reckons with."""
    offset: timedelta = settings.QILOU_CLOCK_OFFSET
    return moment - offset
