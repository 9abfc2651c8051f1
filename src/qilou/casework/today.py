"""What stands over the desk today: a round's last day, a meeting; told by the modules that know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from qilou.casework.store import Law
from qilou.kernel.actor import Actor
from qilou.law import Article, Message


@dataclass(frozen=True, slots=True)
class Today:
    """One line over the desk: what, on which day, where it leads, by which article."""

    words: Message
    on: date
    href: str
    cites: Article | None = None


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Who looks at their desk, when, and the law of their area where the page has read it already."""

    actor: Actor
    now: datetime
    law: Law | None = None

    @property
    def today(self) -> date:
        """The day on which they look."""
        return self.now.date()


Teller = Callable[[AtDesk], Iterable[Today]]
TELLERS: dict[str, Teller] = {}


def tells(name: str, teller: Teller) -> None:
    """Add who tells what stands over the desk of an actor. A name is taken once."""
    if TELLERS.setdefault(name, teller) is not teller:
        raise ValueError(f"{name} is declared twice")


def today_for(actor: Actor, now: datetime, law: Law | None = None) -> list[Today]:
    """Everything that stands over the actor's desk, the nearest day first."""
    here = AtDesk(actor, now, law)
    return sorted((one for teller in TELLERS.values() for one in teller(here)), key=lambda one: one.on)
