"""The closed sets that modules above name."""

from qilou.kernel.fields import Labelled


class Own(Labelled):
    """What a unit may have of its own only by approval."""

    NETWORK = "network", "独立网络", "Separate network"
    SYSTEM = "system", "自建应用系统", "Own application system"
