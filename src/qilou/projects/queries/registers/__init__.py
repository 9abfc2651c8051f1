"""The registers of projects, in the columns that offices keep.

A row is seen by whoever may see the case or project that it tells of.
"""

from . import course, duplicates, experts, money

__all__ = ["course", "duplicates", "experts", "money"]
