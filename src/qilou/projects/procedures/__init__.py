"""The procedures of chapter II, in the order of a project's life."""

from .listing import LISTING
from .plan import PLAN

__all__ = ["LISTING", "PLAN"]
