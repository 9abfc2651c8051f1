"""The procedures of chapter III: access, separate networks, openings, returns, measures; and own systems (Art. 32)."""

from .access import ACCESS
from .measure import MEASURE
from .opening import OPENING
from .own_system import OWN_SYSTEM
from .separate import SEPARATE
from .usage_return import USAGE_RETURN

__all__ = ["ACCESS", "MEASURE", "OPENING", "OWN_SYSTEM", "SEPARATE", "USAGE_RETURN"]
