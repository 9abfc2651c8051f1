"""The rounds as others read them."""

from .periods import declaration_deadline, special_open

__all__ = ["declaration_deadline", "special_open"]
