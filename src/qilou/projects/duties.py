"""What the platform does by itself for projects: the year's round is there, and a lapsing opinion is warned of."""

from datetime import datetime

from qilou.casework.duties import duty

from .actions.listing import warn_of_expiry
from .actions.round import open_rounds


def _open_rounds(now: datetime) -> int:
    return len(open_rounds(now=now))


def _warn_of_expiry(now: datetime) -> int:
    return warn_of_expiry(now=now)


duty("rounds of the year", _open_rounds)
duty("warnings before an opinion lapses", _warn_of_expiry)
