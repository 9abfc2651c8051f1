"""The checks of an audit office: typed facts in, doubtful points out, each with its article. None is a verdict."""

from . import change, money, procurement, use
from .check import CHECKS, CannotBeMade, Check, Facts, Raised, SystemInUse, findings

__all__ = [
    "CHECKS",
    "CannotBeMade",
    "Check",
    "Facts",
    "Raised",
    "SystemInUse",
    "change",
    "findings",
    "money",
    "procurement",
    "use",
]
