"""What the platform does by itself for projects: the year's round is there, and a lapsing opinion is warned of."""

from datetime import datetime

from qilou.casework.duties import duty
from qilou.law import Text

from .actions.listing import warn_of_expiry
from .actions.round import open_rounds


def _open_rounds(now: datetime) -> int:
    return len(open_rounds(now=now))


def _warn_of_expiry(now: datetime) -> int:
    return warn_of_expiry(now=now)


duty("rounds of the year", _open_rounds, Text("年度申报批次", "Rounds of the year"))
duty(
    "warnings before an opinion lapses", _warn_of_expiry, Text("评审意见失效预警", "Warnings before an opinion lapses")
)
