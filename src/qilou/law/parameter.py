"""Dated parameters: readings of a doubtful text, and numbers that the text leaves open (X5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Generic, TypeVar

from .carried import carry
from .statute import Article
from .text import Text

V = TypeVar("V", bool, int, str, Decimal, "tuple[str, ...]")

PARAMETERS: dict[str, "Parameter[object]"] = {}  # type: ignore[type-var]  # the registry holds every kind

carry("law.parameter.Parameter", ("X5",))


@dataclass(frozen=True, slots=True)
class Parameter(Generic[V]):
    """One question that the text leaves open, its default answer, and the other answers that are known.

    Values in force are rows set by recorded acts, per jurisdiction and period; without a row the default holds and
    is shown as a default. `statutory` is false for what practice or the platform adds: never shown as law.
    `alternatives` are the only answers where there are any; `members` the words that a list may hold, and a list
    without them holds whole numbers; a number is never below `least`.
    """

    code: str
    question: Text
    default: V
    cites: Article
    req: tuple[str, ...]
    alternatives: Mapping[V, Text] = field(default_factory=dict, hash=False)
    statutory: bool = True
    members: Mapping[str, Text] = field(default_factory=dict, hash=False)
    least: int | None = None

    def __post_init__(self) -> None:
        if self.code in PARAMETERS:
            raise ValueError(f"parameter {self.code} is declared twice")
        PARAMETERS[self.code] = self  # type: ignore[assignment]  # see PARAMETERS
        carry(f"parameter {self.code}", self.req)

    def parse(self, raw: object) -> V:
        """A stored value (JSON) as this parameter's type; raises ValueError when it is none of its answers."""
        kind = type(self.default)
        value = tuple(map(str, raw)) if kind is tuple and isinstance(raw, list | tuple) else raw
        if kind is Decimal and isinstance(raw, str | int) and not isinstance(raw, bool):
            value = _decimal(raw)
        if type(value) is not kind or not self._allows(value):
            raise ValueError(f"{self.code} cannot be {raw!r}")
        return value

    def _allows(self, value: object) -> bool:
        if self.alternatives and value not in self.alternatives:
            return False
        if isinstance(value, tuple):
            known = set(value) <= set(self.members) if self.members else all(map(str.isdecimal, value))
            return known and len(set(value)) == len(value)
        return self.least is None or not isinstance(value, int | Decimal) or value >= self.least

    def answer(self, value: V) -> Text:
        """A value in words: the alternative it is, its members' names, yes or no, or the value itself."""
        if value in self.alternatives:
            return self.alternatives[value]
        if isinstance(value, tuple):
            names = [self.members.get(one, Text(one, one)) for one in value]
            return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
        if isinstance(value, bool):
            return Text("是", "yes") if value else Text("否", "no")
        return Text(str(value), str(value))


def _decimal(raw: str | int) -> Decimal | None:
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@dataclass(frozen=True, slots=True)
class Readings:
    """The parameters of one jurisdiction on one date; what a rule reads is noted in its finding."""

    on: date
    values: Mapping[str, object] = field(default_factory=dict)

    def __getitem__(self, parameter: Parameter[V]) -> V:
        if parameter.code in self.values:
            return parameter.parse(self.values[parameter.code])
        return parameter.default
