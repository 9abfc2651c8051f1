"""What the platform does by itself: it files what has ended."""

from datetime import datetime

from qilou.casework.duties import duty
from qilou.law import Text

from .actions import file_ended_cases


def _file(now: datetime) -> int:
    return file_ended_cases(now=now)


duty("cases filed", _file, Text("办结归档", "Ended cases filed"))
