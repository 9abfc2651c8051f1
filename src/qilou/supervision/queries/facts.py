"""The facts of an area on a day, gathered from projects and inventory by a fixed number of queries."""

from datetime import date

from qilou.casework.store import fetch_context
from qilou.inventory.queries import in_operation
from qilou.law import Readings
from qilou.projects.queries.audited import audited_projects
from qilou.supervision.rules import Facts, SystemInUse


def facts_of(area: str, today: date) -> tuple[Facts, Readings]:
    """What the checks read, and the area's readings of that day; raises Missing for an unknown area."""
    readings, calendar = fetch_context(area, today)
    systems = tuple(
        SystemInUse(
            id=one.id,
            number=one.number,
            name=one.name,
            unit=one.unit,
            unit_id=one.unit_id,
            operating_since=one.operating_since,
            active_users=one.active_users,
            thing=one.thing,
        )
        for one in in_operation(area)
        if one.operating_since is not None
    )
    return Facts(today, calendar, audited_projects(area), systems), readings
