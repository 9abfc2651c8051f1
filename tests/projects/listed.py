"""What a list comes to when it goes to finance, against what the fund then has left: folded out of the acts alone."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.projects.told import Told

TABLES = ("projects_fund", "projects_listing", "projects_slice")


class Listed:
    """The rows of funds, listings and slices as the acts so far tell them."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in TABLES}

    def read(self, told: Told) -> Iterator[str]:
        """What is wrong with the list that this act sends to finance (A14.3)."""
        self._fold(told.effects)
        self._fold(told.effects.get("done") or {})
        if told.name == "round.send_to_finance":
            yield from self._beyond(told.pk, told.area)

    def _fold(self, effects: dict[str, Any]) -> None:
        for table in TABLES:
            for pk, columns in (effects.get(table) or {}).items():
                if columns is None:
                    self.rows[table].pop(pk, None)
                else:
                    self.rows[table].setdefault(pk, {}).update(columns)

    def _beyond(self, round_: int, area: str) -> Iterator[str]:
        everywhere, listings, slices = (self.rows[table] for table in TABLES)
        funds = [one for one in everywhere.values() if one["jurisdiction_id"] == area]
        listed = {pk for pk, one in listings.items() if (one["outcome"], one["round_id"]) == ("listed", round_)}
        needed: dict[int, Decimal] = defaultdict(Decimal)
        for one in slices.values():
            if str(one["listing_id"]) in listed:
                needed[one["year"]] += Decimal(one["amount"])
        for fund in funds:
            left = Decimal(fund["amount"]) - Decimal(fund["committed"])
            if fund["arranged_on"] and needed[fund["year"]] > left:
                yield f"{needed[fund['year']]} are listed of {fund['year']}, and {left} are left"
        arranged = {fund["year"] for fund in funds if fund["arranged_on"]}
        if needed and min(needed) not in arranged:
            yield f"no fund of {min(needed)} is arranged"
