"""What the platform does by itself: whatever was decided and is to be published gets its review, with its term."""

from datetime import datetime

from qilou.casework.duties import duty
from qilou.law import Text

from .actions import open_reviews


def _open(now: datetime) -> int:
    return len(open_reviews(now=now))


duty("publication reviews", _open, Text("信息公开审查立件", "Reviews before publication opened"))
