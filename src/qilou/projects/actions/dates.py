"""Dates that an act reports: nothing is recorded as done on a day that has not come."""

from datetime import date

from qilou.casework.act import Act
from qilou.kernel.errors import Invalid
from qilou.law import Message, say


def reported_by_today(act: Act, *names: str) -> None:
    """Raise Invalid for each of these entries that lies after the day of the act."""
    late: dict[str, Message] = {}
    for name in names:
        day = getattr(act.input, name)
        if isinstance(day, date) and day > act.today:
            late[name] = say("日期不能晚于今天。", "The date cannot be later than today.")
    if late:
        raise Invalid(late)
