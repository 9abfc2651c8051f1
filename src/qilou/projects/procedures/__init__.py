"""The procedures of chapter II, in the order of a project's life."""

from .approval import APPROVAL
from .listing import LISTING
from .plan import PLAN
from .round import ROUND

__all__ = ["APPROVAL", "LISTING", "PLAN", "ROUND"]
