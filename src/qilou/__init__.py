"""Qilou (骑楼): a city's e-government by its own law."""

__version__ = "0.1.0"
