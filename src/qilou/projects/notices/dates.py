"""Dates as a paper writes them: 2027年1月11日, 11 January 2027."""

from datetime import date

from qilou.law import Message, say

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(on: date | None) -> Message:
    """A date in a paper's sentence; a dash where there is none."""
    if on is None:
        return say("—", "—")
    return say(
        "%(year)s年%(month)s月%(day)s日",
        "%(day)s %(name)s %(year)s",
        year=on.year,
        month=on.month,
        name=MONTHS[on.month - 1],
        day=on.day,
    )
