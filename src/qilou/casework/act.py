"""An act in the making: the locked case, who acts, when, with what input, under which readings and calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from qilou.kernel.actor import Actor, function_key, person_key
from qilou.kernel.errors import Refused
from qilou.law import SYSTEM, Calendar, Finding, Function, Pause, Period, Readings, Unit, say

from .procedure import HANDLER, Procedure, State, Step, Who


@dataclass(slots=True)
class ClockRow:
    """A clock of the case as it stands in the table; `id` is None until it is written."""

    name: str
    unit: Unit
    start: date
    length: int = 0
    last: date | None = None
    extra: int = 0
    roll: bool = False
    pauses: tuple[Pause, ...] = ()
    due_on: date | None = None
    provisional: bool = False
    id: int | None = None

    @property
    def period(self) -> Period:
        """The clock as the law's arithmetic sees it."""
        return Period(self.unit, self.start, self.length, self.last, self.extra, self.pauses, self.roll)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "ClockRow":  # Any: a row as JSON
        """From a row of the table as JSON."""
        day = date.fromisoformat
        return cls(
            name=row["name"],
            unit=Unit(row["unit"]),
            start=day(row["start"]),
            length=row["length"],
            last=day(row["last"]) if row["last"] else None,
            extra=row["extra"],
            roll=row["roll"],
            pauses=tuple(
                Pause(day(one["on"]), day(one["resumed"]) if one["resumed"] else None, one["ground"])
                for one in row["pauses"]
            ),
            due_on=day(row["due_on"]) if row["due_on"] else None,
            provisional=row["provisional"],
            id=row["id"],
        )

    def as_record(self) -> dict[str, object]:
        """The clock as the table and the ledger keep it."""
        return {
            "id": self.id,
            "name": self.name,
            "unit": self.unit.value,
            "start": self.start.isoformat(),
            "length": self.length,
            "last": self.last and self.last.isoformat(),
            "extra": self.extra,
            "roll": self.roll,
            "pauses": [
                {"on": one.on.isoformat(), "resumed": one.resumed and one.resumed.isoformat(), "ground": one.ground}
                for one in self.pauses
            ],
            "due_on": self.due_on and self.due_on.isoformat(),
            "provisional": self.provisional,
        }


@dataclass(slots=True)
class SignOffRow:
    """The open sign-off of a case."""

    id: int
    step: str
    input: dict[str, Any]  # Any: decoded JSON
    chain: list[str]
    position: int
    acted: list[int]
    opinions: list[dict[str, Any]]
    returned: bool
    added: list[dict[str, Any]]

    def added_at(self, place: int) -> dict[str, Any] | None:
        """What is known of a place of the chain that a signer added."""
        return next((one for one in self.added if one["place"] == place), None)


@dataclass(slots=True)
class CaseRow:
    """A case as the engine holds it, locked or for a page. Effects may set title, amount, parties and thing."""

    id: int
    procedure: str
    edition: str
    number: str
    jurisdiction: str
    title: str
    state: str
    version: int
    parties: dict[str, list[str]]
    readers: list[str]
    desk: str
    handler_id: int | None
    thing: str
    amount: Decimal | None
    parent_id: int | None
    join: str
    higher_decision: str
    opened_on: date
    due_on: date | None
    provisional: bool
    moved_at: datetime
    clocks: list[ClockRow] = field(default_factory=list)
    sign_off: SignOffRow | None = None
    recused: bool = False
    fetched: dict[str, object] = field(default_factory=dict)  # what acts seldom change, as the database has it


@dataclass(slots=True)
class Act:
    """What facts, effects, notices and clocks are given. Effects put what they want recorded into `effects`.

    `step` is None while a case is opened or only looked at; `input` is None while it is looked at. `held` says that
    the case is locked until the transaction ends: then facts may lock what they add up, and never while it is read.
    """

    procedure: Procedure
    case: CaseRow
    actor: Actor
    now: datetime
    readings: Readings
    calendar: Calendar
    step: Step | None = None
    input: Any = None  # Any: the step's own input class
    findings: tuple[Finding, ...] = ()
    effects: dict[str, object] = field(default_factory=dict)
    of_record: str = ""
    facts: Any = None  # Any: the procedure's own facts
    held: bool = False

    @property
    def today(self) -> date:
        """The legal date of the act."""
        return self.now.date()


def keys_of(who: Who, case: CaseRow) -> list[str]:
    """The keys that stand for a function or a party in a case."""
    if isinstance(who, Function):
        return [] if who is SYSTEM else [function_key(who.code, case.jurisdiction)]
    return case.parties.get(who.role, [])


def desk_in(state: State, case: CaseRow) -> str:
    """The desk on which a case waits in a state; blank where it waits for nobody, or nobody holds the role yet."""
    keys = keys_of(state.desk, case) if state.desk else ()
    if not keys:
        return ""
    return keys[0] if keys[0].startswith("person:") else f"{keys[0]}/{HANDLER}"


def station_desk(step: Step, case: CaseRow, row: SignOffRow, place: int) -> str:
    """The desk of a place in the chain of a sign-off: a post of the acting body, or the person who was added."""
    added = row.added_at(place)
    if added is not None and added["person_id"] is not None:
        return person_key(added["person_id"])
    return f"{keys_of(step.by, case)[0]}/{row.chain[place]}"


def readers_of(procedure: Procedure, case: CaseRow, state: State) -> list[str]:
    """Who may see the case in a state: its parties and, unless the state is private, the declared functions."""
    keys = {key for held in case.parties.values() for key in held}
    if not state.private:
        keys |= {function_key(function.code, case.jurisdiction) for function in procedure.sees}
    return sorted(keys)


def may_take(step: Step, case: CaseRow, actor: Actor) -> bool:
    """Whether the actor holds the post that the step needs, in the body or party that it names."""
    if step.by is SYSTEM:
        return actor.id == 0
    for key in keys_of(step.by, case):
        if key.startswith("person:"):
            if key in actor.keys:
                return True
        elif actor.holds(f"{key}/{step.post}"):
            return True
    return False


def insider(who: Who, case: CaseRow, actor: Actor) -> bool:
    """Whether the actor belongs to the body or party that acts: only they see a decision before it is signed."""
    return actor.id == 0 or bool(actor.keys.intersection(keys_of(who, case)))


def both_sides(step: Step, case: CaseRow, actor: Actor) -> bool:
    """Whether the actor would decide, for a function, a case in which their own organisation is a party (A5.6)."""
    if not isinstance(step.by, Function) or actor.organisation_id is None or case.higher_decision:
        return False
    own = f"org:{actor.organisation_id}"
    return any(own in held for held in case.parties.values())


def refuse(code: str, zh: str, en: str, **blanks: object) -> Refused:
    """A refusal without an article of its own."""
    return Refused(code, say(zh, en, **blanks))
