"""The demo city while its story is told: everybody by name, the moment, and the acts that a life can take."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from qilou.casework.act import Act
from qilou.casework.actions.files import store_file
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.actions.sign_off import endorse
from qilou.casework.queries.desks import PAGE, waiting
from qilou.identity.queries import actor_named
from qilou.kernel.actor import Actor, organisation_key
from qilou.network.queries.openings import own_accesses

from .bodies import CITY
from .moments import PRESENT, moment
from .papers import paper
from .registers import Registers

if TYPE_CHECKING:
    from .declaring import Matter

Acts = Generator[datetime, None, Act]  # acts at several moments, the last of which is given


def _whole(code: str) -> str:
    """A procedure's whole code; one without a module's name is of projects."""
    return code if "." in code else f"projects.{code}"


@dataclass
class City:
    """Who there is, and what time it is while the story is told.

    Kept by name: systems of the inventory, rounds by area and year, what finance will say of a listed project,
    what is to come before a session, who was drawn for it, nodes and routing tables of the network.
    """

    registers: Registers
    now: datetime = PRESENT
    acts: int = 0
    systems: dict[str, int] = field(default_factory=dict)
    rounds: dict[tuple[str, int], str] = field(default_factory=dict)
    reviews: dict[str, dict[str, object]] = field(default_factory=dict)
    agendas: dict[str, list["Matter"]] = field(default_factory=dict)
    panels: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    ports: int = 0
    _actors: dict[str, Actor] = field(default_factory=dict)
    _desks: dict[tuple[str, str], str] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Somebody by sign-in name; posts do not change in the story."""
        if name not in self._actors:
            self._actors[name] = actor_named(name, self.now.date())
        return self._actors[name]

    def named(self, person: int) -> str:
        """The sign-in name of somebody by id."""
        return next(name for name, one in self.registers.people.items() if one == person)

    def key(self, body: str) -> str:
        """The key of a body as a party."""
        return organisation_key(self.registers.bodies[body])

    def open(self, code: str, who: str, title: str, data: object, area: str = CITY) -> Act:
        """Somebody opens a case."""
        self.acts += 1
        return open_case(_whole(code), actor=self.actor(who), now=self.now, jurisdiction=area, title=title, data=data)

    def take(self, code: str, number: str, step: str, who: str, data: object = None) -> Act:
        """Somebody takes a step of a case, or drafts it."""
        self.acts += 1
        return perform(_whole(code), number, step, actor=self.actor(who), now=self.now, data=data)

    def endorse(self, code: str, number: str, who: str, opinion: str = "同意。") -> Act:
        """Somebody checks or signs a draft."""
        self.acts += 1
        return endorse(_whole(code), number, actor=self.actor(who), now=self.now, opinion=opinion)

    def access_of(self, unit: str) -> int:
        """The access to the extranet that a unit has."""
        (pk, _), *_ = own_accesses("access", self.actor(f"{unit}.handler"), self.now)
        return int(pk)

    def paper(self, title: str, lines: list[str], who: str) -> str:
        """Somebody uploads a paper; gives its hash."""
        stored = store_file(
            [paper(title, lines)],
            name=f"{title}.pdf",
            actor=self.actor(who),
            now=self.now,
        )
        return str(stored.hash)

    def waiting(self, who: str, title: str) -> str:
        """The number of the case of that title on somebody's desk; one look finds the others for later, too."""
        skip = 0
        while (who, title) not in self._desks:
            rows = waiting(self.actor(who), now=self.now, skip=skip)
            for row in reversed(rows[:PAGE]):
                self._desks[who, row.case.title] = row.case.number
            if len(rows) <= PAGE:
                break
            skip += PAGE
        return self._desks.pop((who, title))

    def sign(
        self, code: str, number: str, step: str, body: str, checked: str, signed: str, data: object = None
    ) -> Acts:
        """A decision of a body: drafted now, checked and signed at two later moments."""
        self.take(code, number, step, f"{body}.handler", data)
        yield moment(checked)
        self.endorse(code, number, f"{body}.checker", "经核，符合规定。")
        yield moment(signed)
        return self.endorse(code, number, f"{body}.signer")
