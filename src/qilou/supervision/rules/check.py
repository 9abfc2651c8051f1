"""What a check is: a pure function over facts that the product holds, declared with its articles and its edition."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from qilou.law import Article, Calendar, Message, Readings, Text, carry
from qilou.projects.audited import Audited, Contracted


@dataclass(frozen=True, slots=True)
class SystemInUse:
    """A system of the inventory that is in operation; `active_users` is None where nobody has entered the number."""

    id: int
    number: str
    name: str
    unit: str
    unit_id: int | None
    operating_since: date
    active_users: int | None
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an area's projects and systems are on a day, with the calendar that counts working days."""

    today: date
    calendar: Calendar
    projects: tuple[Audited, ...] = ()
    systems: tuple[SystemInUse, ...] = ()


@dataclass(frozen=True, slots=True)
class Raised:
    """A doubtful point: of what (`subject` names it once), whose, in words, and the facts that raised it.

    `case` is the case in which the matter can be looked up; `amount` what is in question, in yuan.
    """

    subject: str
    unit: str
    unit_id: int | None
    matter: str
    says: Message
    facts: Mapping[str, object]
    thing: str = ""
    case: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CannotBeMade:
    """That the check could not be made of one subject, and for want of what."""

    subject: str
    lacks: Text


Outcome = Raised | CannotBeMade
Test = Callable[[Facts, Readings], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Check:
    """One declared check; `looks_at` says on which facts it rests, so that anybody can repeat it."""

    code: str
    title: Text
    looks_at: Text
    cites: tuple[Article, ...]
    test: Test = field(repr=False)
    edition: str = "2026"


CHECKS: dict[str, Check] = {}


def check(
    title: Text, looks_at: Text, *, cites: tuple[Article, ...], req: tuple[str, ...] = ()
) -> Callable[[Test], Check]:
    """Declare a check from a function of facts and readings; its code is the function's name, taken once."""

    def declare(test: Test) -> Check:
        made = Check(test.__name__, title, looks_at, cites, test)
        if CHECKS.setdefault(made.code, made) is not made:
            raise ValueError(f"check {made.code} is declared twice")
        carry(f"check {made.code}", req)
        return made

    return declare


def findings(facts: Facts, readings: Readings) -> Iterator[tuple[Check, Outcome]]:
    """What every check says of the facts."""
    for one in CHECKS.values():
        for outcome in one.test(facts, readings):
            yield one, outcome


def of_contract(project: Audited, contract: Contracted) -> dict[str, object]:
    """The part of a point that says of which contract it is."""
    return {
        "subject": f"projects.contract:{contract.id}",
        "unit": project.unit,
        "unit_id": project.unit_id,
        "matter": f"{project.name}：{contract.title}",
        "thing": f"projects.project:{project.id}",
        "case": contract.case,
    }
