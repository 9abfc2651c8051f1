"""What the platform does by itself for auditors: once a day it looks at every area that has an audit office."""

from datetime import datetime

from qilou.casework.duties import duty
from qilou.law import Text

from .actions import look_at_areas


def _look(now: datetime) -> int:
    return look_at_areas(now=now)


duty("doubtful points", _look, Text("审计疑点检查", "Doubtful points looked for"))
