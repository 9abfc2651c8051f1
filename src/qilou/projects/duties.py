"""What the platform does by itself for projects: rounds are there, reports called for, lapsing opinions warned of."""

from datetime import datetime

from qilou.casework.duties import duty
from qilou.law import Text

from .actions.district import call_for_returns
from .actions.likeness import keep_compared
from .actions.listing import warn_of_expiry
from .actions.progress import call_for_reports
from .actions.round import open_rounds


def _open_rounds(now: datetime) -> int:
    return len(open_rounds(now=now))


def _call_for_returns(now: datetime) -> int:
    return len(call_for_returns(now=now))


duty("districts' returns called for", _call_for_returns, Text("区（县）项目季报", "Districts' quarterly returns"))
duty("progress reports called for", call_for_reports, Text("季度履约报告", "Quarterly progress reports"))
duty("rounds of the year", _open_rounds, Text("年度申报批次", "Rounds of the year"))
duty("warnings before an opinion lapses", warn_of_expiry, Text("评审意见失效预警", "Warnings before an opinion lapses"))
duty("projects compared", keep_compared, Text("查重比对库更新", "Projects entered for comparison"))
