"""The procedures of chapter III: access, separate networks, openings, measures; and own systems (Article 32)."""

from .access import ACCESS
from .measure import MEASURE
from .opening import OPENING
from .own_system import OWN_SYSTEM
from .separate import SEPARATE

__all__ = ["ACCESS", "MEASURE", "OPENING", "OWN_SYSTEM", "SEPARATE"]
