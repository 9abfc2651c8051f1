"""The procedures of chapter III: access, separate networks, openings, measures; and own systems (Article 32)."""

from .access import ACCESS

__all__ = ["ACCESS"]
