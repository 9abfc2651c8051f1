"""The procedures of chapter III."""

from .usage_return import USAGE_RETURN

__all__ = ["USAGE_RETURN"]
