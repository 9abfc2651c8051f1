"""The procedures in the open: the list, the whole life as a map, and one procedure's guide and picture."""

from dataclasses import dataclass
from datetime import date

from qilou.casework.diagram import Picture, picture
from qilou.casework.guide import guide
from qilou.casework.procedure import LIVES, PROCEDURES, Life, Procedure, Stage, procedure_edition, procedure_on
from qilou.kernel.errors import Missing
from qilou.law import Article, Function, Language, Message, Text, say

_drawn: dict[tuple[str, str, Language], Picture] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """A procedure in the list."""

    procedure: Procedure
    opener: Text
    steps: int
    periods: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Station:
    """A stage of a life, as the process map shows it."""

    name: Text
    article: Article
    href: str
    note: Message | None
    state: str = "later"


def listed(on: date) -> list[Row]:
    """The edition of every procedure that is in force, else its newest, in the order of the law."""
    shown = sorted((in_force(code, on) for code in PROCEDURES), key=lambda one: (one.cites.number, one.code))
    return [
        Row(one, guide(one).opener, len(one.steps), tuple(_period(one, name) for name in _statutory(one)))
        for one in shown
    ]


def in_force(code: str, on: date) -> Procedure:
    """The edition in force on a date, else the newest; raises Missing for a procedure that nobody declared."""
    if code not in PROCEDURES:
        raise Missing
    try:
        return procedure_on(code, on)
    except LookupError:
        return PROCEDURES[code][-1]


def edition(code: str, named: str) -> Procedure:
    """A named edition; raises Missing."""
    try:
        return procedure_edition(code, named)
    except LookupError as error:
        raise Missing from error


def editions(code: str) -> list[Procedure]:
    """Every edition of a procedure, the oldest first."""
    return sorted(PROCEDURES[code], key=lambda one: one.since)


def lives(on: date) -> list[tuple[Life, list[Station]]]:
    """The life of each kind of thing, stage by stage."""
    return [(life, [_station(stage, on) for stage in life.stages]) for _, life in sorted(LIVES.items())]


def lives_through(code: str, on: date) -> list[tuple[Life, list[Station]]]:
    """The lives in which a procedure is a stage."""
    return [one for one in lives(on) if any(stage.procedure == code for stage in one[0].stages)]


def drawn(procedure: Procedure, language: Language) -> Picture:
    """The procedure's picture in one language, drawn once a process."""
    key = (procedure.code, procedure.edition, language)
    if key not in _drawn:
        _drawn[key] = picture(procedure, language)
    return _drawn[key]


def _station(stage: Stage, on: date) -> Station:
    if stage.procedure not in PROCEDURES:
        return Station(stage.label, stage.cites, "", None)
    procedure = in_force(stage.procedure, on)
    periods = _statutory(procedure)
    note = _period(procedure, periods[0]) if periods else None
    return Station(stage.label, stage.cites, f"/procedures/{stage.procedure}/", note)


def _statutory(procedure: Procedure) -> list[str]:
    """The periods that the law sets an authority."""
    return [one.name for one in procedure.clocks if one.statutory and isinstance(one.binds, Function)]


def _period(procedure: Procedure, name: str) -> Message:
    told = next(one for one in guide(procedure).clocks if one.clock.name == name)
    return say("%(clock)s %(length)s", "%(clock)s %(length)s", clock=told.clock.label, length=told.length)
