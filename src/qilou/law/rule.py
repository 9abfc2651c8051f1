"""Rules: typed facts in; met, breach or undecided out, with the article. Pure: no query, no clock, no settings."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from .carried import carries, carry
from .parameter import Parameter, Readings
from .statute import Article
from .text import Message, Text


class FactMissing(LookupError):  # a state of knowledge, answered with Undecided
    """A rule read a fact that is not known."""


class Unknown:
    """The value of a fact that nobody has established; reading it leaves the rule undecided (X4)."""

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise FactMissing("UNKNOWN")


UNKNOWN: Any = Unknown()  # Any: it stands in a fact of whatever type, and can only be passed on, never read


@dataclass(frozen=True, slots=True)
class Met:
    """The rule is satisfied."""


@dataclass(frozen=True, slots=True)
class Breach:
    """The rule is not satisfied: why, and what would make it pass."""

    reason: Message
    remedy: Message


@dataclass(frozen=True, slots=True)
class Undecided:
    """The rule cannot be decided until these facts are known; it never counts as a pass."""

    missing: tuple[str, ...]


Verdict = Met | Breach | Undecided


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule said, on which facts and parameters: enough to replay it."""

    rule: str
    edition: str
    cites: Article
    title: Text
    verdict: Verdict
    facts: Mapping[str, object]
    parameters: Mapping[str, object]

    @property
    def passed(self) -> bool:
        """Only a met rule lets an act through."""
        return isinstance(self.verdict, Met)

    @carries("X1")
    def as_record(self) -> dict[str, object]:
        """The finding as the ledger keeps it, with the reason in both languages (X1)."""
        record: dict[str, object] = {
            "rule": self.rule,
            "edition": self.edition,
            "cites": self.cites.id,
            "outcome": type(self.verdict).__name__.lower(),
            "facts": {name: recorded(value) for name, value in self.facts.items()},
            "parameters": {name: recorded(value) for name, value in self.parameters.items()},
        }
        if isinstance(self.verdict, Breach):
            record["reason"] = {"zh": self.verdict.reason.in_("zh"), "en": self.verdict.reason.in_("en")}
        if isinstance(self.verdict, Undecided):
            record["missing"] = list(self.verdict.missing)
        return record


def recorded(value: object) -> object:
    """A fact as JSON: amounts and dates as text, sets in order, unknown as null."""
    match value:
        case None | bool() | int() | str():
            return value
        case Unknown():
            return None
        case Mapping():
            return {str(key): recorded(one) for key, one in value.items()}
        case frozenset() | set():
            return sorted((recorded(one) for one in value), key=str)
        case tuple() | list():
            return [recorded(one) for one in value]
        case _:
            return str(value)


PLAIN = (str, int, Decimal, date)


def _unknown_within(value: object, path: str) -> str | None:
    """Where in a value something is not known: a part that is unknown must not be read as if it were nothing."""
    if value is None or isinstance(value, PLAIN):
        return None
    if isinstance(value, Unknown):
        return path
    if is_dataclass(value) and not isinstance(value, type):
        parts = [(f"{path}.{part.name}", getattr(value, part.name)) for part in fields(value)]
    elif isinstance(value, Mapping):
        parts = [(f"{path}.{key}", one) for key, one in value.items()]
    elif isinstance(value, tuple | list | set | frozenset):
        parts = [(f"{path}.{place}", one) for place, one in enumerate(value, start=1)]
    else:
        return None
    return next((found for name, one in parts if (found := _unknown_within(one, name))), None)


@cache
def _derived(kind: type, name: str) -> Any:  # Any: a property or a function of whatever signature
    """What the facts' class works out from other facts: its property or method of that name, if it is one."""
    declared = inspect.getattr_static(kind, name, None)
    return declared if isinstance(declared, property) or inspect.isfunction(declared) else None


class _Watched:
    """Facts as a rule sees them: notes each one read, and stops at the first that is not wholly known."""

    __slots__ = ("_facts", "_read")

    def __init__(self, facts: object, read: dict[str, object]) -> None:
        self._facts = facts
        self._read = read

    def __getattr__(self, name: str) -> object:
        derived = _derived(type(self._facts), name)  # type: ignore[arg-type]  # a class can be hashed
        if derived is not None:
            return derived.__get__(self)
        value = getattr(self._facts, name)
        self._read[name] = value
        missing = _unknown_within(value, name)
        if missing is not None:
            raise FactMissing(missing)
        return value


class _WatchedReadings:
    """Parameters as a rule sees them: notes each one read."""

    __slots__ = ("_read", "_readings", "on")

    def __init__(self, readings: Readings, read: dict[str, object]) -> None:
        self._readings = readings
        self._read = read
        self.on = readings.on

    def __getitem__(self, parameter: Parameter[Any]) -> object:  # Any: each parameter has a type of its own
        value = self._readings[parameter]
        self._read[parameter.code] = value
        return value


@dataclass(frozen=True, slots=True)
class Edition:
    """One wording of a rule, in force from `since` until the day before `until`."""

    id: str
    since: date
    until: date | None
    test: Callable[..., Verdict]
    reads_parameters: bool

    def in_force(self, on: date) -> bool:
        """Whether this wording applies to an act of that date."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(slots=True)
class Rule:
    """One requirement of the law with its dated editions. Calling it gives a finding."""

    id: str
    title: Text
    cites: Article
    req: tuple[str, ...]
    editions: list[Edition] = field(default_factory=list)

    @carries("X2", "A45.1")
    def on(self, day: date) -> Edition:
        """The edition in force on a date; raises LookupError unless there is exactly one (X2)."""
        live = [edition for edition in self.editions if edition.in_force(day)]
        if len(live) != 1:
            raise LookupError(f"{self.id}: {len(live)} editions in force on {day}")
        return live[0]

    @carries("X4")
    def __call__(self, facts: object, readings: Readings) -> Finding:
        """Apply the edition in force on `readings.on` to the facts."""
        edition = self.on(readings.on)
        read: dict[str, object] = {}
        parameters: dict[str, object] = {}
        watched = _Watched(facts, read)
        try:
            if edition.reads_parameters:
                verdict = edition.test(watched, _WatchedReadings(readings, parameters))
            else:
                verdict = edition.test(watched)
        except FactMissing as missing:
            verdict = Undecided((str(missing.args[0]),))
        return Finding(self.id, edition.id, self.cites, self.title, verdict, read, parameters)

    def amended(
        self, edition: str, *, since: date, until: date | None = None
    ) -> Callable[[Callable[..., Verdict]], "Rule"]:
        """Declare the wording that an amendment brings; the one before must already end on `since`.

        Raises ValueError for an edition older than the Measures, or in force together with another.
        """
        if since < FIRST_DAY:
            raise ValueError(f"{self.id}: no edition is in force before {FIRST_DAY}")
        for other in self.editions:
            if (until is None or other.since < until) and (other.until is None or since < other.until):
                raise ValueError(f"{self.id}: editions {other.id} and {edition} are in force together")

        def declare(test: Callable[..., Verdict]) -> "Rule":
            self.editions.append(Edition(edition, since, until, test, len(inspect.signature(test).parameters) > 1))
            return self

        return declare


RULES: dict[str, Rule] = {}
FIRST_DAY = date(2015, 10, 10)


def rule(
    title: Text,
    *,
    cites: Article,
    req: tuple[str, ...] = (),
    edition: str = "2015",
    since: date = FIRST_DAY,
    until: date | None = None,
) -> Callable[[Callable[..., Verdict]], Rule]:
    """Declare a rule from a function of facts, or of facts and readings.

    Its id is the module's matter and the function's name: `projects.approval.budget_document_attached`.
    """

    def declare(test: Callable[..., Verdict]) -> Rule:
        matter = test.__module__.removeprefix("qilou.").replace(".rules", "")
        declared = Rule(f"{matter}.{test.__name__}", title, cites, req)
        if declared.id in RULES:
            raise ValueError(f"rule {declared.id} is declared twice")
        declared.amended(edition, since=since, until=until)(test)
        RULES[declared.id] = declared
        carry(f"rule {declared.id}", req)
        return declared

    return declare
