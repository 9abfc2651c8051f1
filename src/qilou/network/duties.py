"""What the platform does by itself for the network."""

from datetime import datetime

from qilou.casework.duties import duty
from qilou.law import Text

from .actions.expiry import let_go
from .actions.usage import call_for_usage_returns


def _call_for_usage_returns(now: datetime) -> int:
    return len(call_for_usage_returns(now=now))


duty("addresses let go", let_go, Text("到期地址释放", "Addresses let go"))
duty("usage returns called for", _call_for_usage_returns, Text("委托地址段使用情况报告", "Returns of delegated blocks"))
