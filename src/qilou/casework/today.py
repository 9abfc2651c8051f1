"""What stands over the desk today: a round's last day, a meeting; told by the modules that know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from qilou.kernel.actor import Actor
from qilou.law import Article, Message


@dataclass(frozen=True, slots=True)
class Today:
    """One line over the desk: what, on which day, where it leads, by which article."""

    words: Message
    on: date
    href: str
    cites: Article | None = None


Teller = Callable[[Actor, datetime], Iterable[Today]]
TELLERS: dict[str, Teller] = {}


def tells(name: str, teller: Teller) -> None:
    """Add who tells what stands over the desk of an actor. A name is taken once."""
    if TELLERS.setdefault(name, teller) is not teller:
        raise ValueError(f"{name} is declared twice")


def today_for(actor: Actor, now: datetime) -> list[Today]:
    """Everything that stands over the actor's desk, the nearest day first."""
    return sorted((one for teller in TELLERS.values() for one in teller(actor, now)), key=lambda one: one.on)
