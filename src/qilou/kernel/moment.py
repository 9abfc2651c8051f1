"""The present: asked once at an edge, passed in everywhere else. A demo city lives on an offset clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

CITY_TIME = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The moment in city time; in the demo it is shifted by `settings.QILOU_CLOCK_OFFSET` (a timedelta)."""
    offset: timedelta = settings.QILOU_CLOCK_OFFSET
    return (timezone.now() + offset).astimezone(CITY_TIME)
