"""存证 The record: one canonical event for every act, append-only, personal data as commitments."""

from .canonical import Personal
from .record import record

__all__ = ["Personal", "record"]
