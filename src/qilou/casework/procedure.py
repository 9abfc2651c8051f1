"""How a procedure is declared: states, steps, who, rules, clocks, notices. Data that checks itself at import.

Everything that a procedure needs follows from its declaration: page, form, API, deadline, notice, audit record,
diagram, desk. Nothing here touches the database.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Input, fields_of
from qilou.law import Article, Function, Message, Parameter, Rule, Text, Unit, carry

if TYPE_CHECKING:
    from .act import Act
    from .show import Section, Show

HANDLER, CHECKER, COUNTERSIGNER, SIGNER = "handler", "checker", "countersigner", "signer"
REGISTRAR = "registrar"
POSTS = {
    HANDLER: Text("经办", "handler"),
    CHECKER: Text("核稿", "checker"),
    COUNTERSIGNER: Text("会签", "countersigner"),
    SIGNER: Text("签发", "signer"),
}


@dataclass(frozen=True, slots=True)
class Party:
    """A side of the case rather than a function in the law: the declarer, an expert, a bidder, a citizen."""

    role: str
    label: Text


Who = Function | Party


@dataclass(frozen=True, slots=True)
class State:
    """Where a case can stand. `desk` is whose turn it is; a final state has none.

    A state that waits without a clock says why in `no_clock`. In a `private` state only the parties see the case.
    """

    name: str
    label: Text
    desk: Who | None = None
    final: bool = False
    private: bool = False
    no_clock: Text | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground on which the clock's law lets it stop."""

    code: str
    label: Text
    cites: Article


@dataclass(frozen=True, slots=True)
class Clock:
    """A statutory period that runs while the case is in `runs_in`; leaving them ends it unless the step pauses it.

    `length` is a number, a parameter, or a function of the act; for FIXED_DATE `last` gives the day. `binds` is whose
    time it is. `roll` names the parameter that says whether a last day off moves to the next working day; `starts`
    gives the starting day where it is not the day of the act. A clock that runs only under a reading or for some
    cases has `applies`, asked of the act that would start it.
    """

    name: str
    label: Text
    length: "int | Parameter[int] | Callable[[Act], int]"
    unit: Unit
    runs_in: frozenset[str]
    cites: Article
    binds: Who
    req: tuple[str, ...] = ()
    roll: "Parameter[bool] | None" = None
    last: "Callable[[Act], date] | None" = None
    starts: "Callable[[Act], date] | None" = None
    grounds: tuple[Ground, ...] = ()
    statutory: bool = True
    applies: "Callable[[Act], bool] | None" = None


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A paper that a step serves: numbered in the act, in both languages.

    `body` writes its paragraphs from the act; `to` and `copies` are who receives it. `series` separates runs of
    numbers of one issuer where practice keeps them apart. `issuer` is the function that issues it where that is not
    the actor's own organisation: a receipt is the authority's, though the declarer's act serves it. `others` gives
    the keys of recipients who are no party of the case, such as every unit that a solicitation goes to. An `adverse`
    decision names review and suit where it is addressed to a citizen or an enterprise, and only there (A16.15).
    """

    code: str
    title: Text
    cites: tuple[Article, ...]
    to: tuple[Who, ...]
    body: "Callable[[Act], tuple[Message, ...]]"
    copies: tuple[Function, ...] = ()
    series: str = ""
    issuer: Function | None = None
    others: "Callable[[Act], tuple[str, ...]] | None" = None
    adverse: bool = False
    req: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        carry(f"notice {self.code}", self.req)


@dataclass(frozen=True, slots=True)
class Children:
    """Cases of another procedure that a step opens, and the step of the parent that answers when all have ended."""

    procedure: str
    each: "Callable[[Act], tuple[Child, ...]]"
    join: str


@dataclass(frozen=True, slots=True)
class Child:
    """One child case to open: its title and its parties (role to keys)."""

    title: str
    parties: Mapping[str, tuple[str, ...]]
    subject: "Callable[[Act, int], None] | None" = None


@dataclass(frozen=True, slots=True)
class Copies:
    """How a form starts from an earlier one: which there are (value and name), what one of them held (None for what
    the actor may not copy), and in words what is never copied."""

    earlier: "Callable[[Act], Iterable[tuple[str, str]]]"
    values: "Callable[[Act, str], Mapping[str, object] | None]"
    left_out: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the procedure: from where to where, by whom, under which article, on which rules.

    `sign_off` sends it through draft, check and signature, and only the signer's act moves the case. `on` names the
    clock whose expiry fires it. `pauses` stops clocks on a listed ground while the case is away. `extends` lengthens a
    clock once. `voids` are earlier notices that it replaces or revokes. `exceptional` steps alone leave final states
    (clerical correction, revocation, reopening). `opens` starts child cases. `suggests` fills the form with what is
    already known. `numbered` is told the number of the paper just served and does what needs it. `in_bulk` lets an
    officer take it on several cases at once, since nothing is typed, weighed or signed in it. `phrases` are ready
    sentences for its texts. `copies` lets its form start from an earlier one. `own_sign_off` lets a party set a chain
    of its own before the step: without one it is taken at once. `beside` shows blocks over its form for what is typed
    so far. A `weighty` one asks that whoever takes it proved a short while ago who they are, as every signing does.
    What is done `within` stands in the history for the body that does it alone. One that `resends` is submitted by its
    page by itself when it was submitted without a connection and that has come back.
    """

    name: str
    label: Text
    at: frozenset[str]
    to: str
    by: Who
    cites: Article
    req: tuple[str, ...] = ()
    requires: tuple[Rule, ...] = ()
    takes: type[Input] | None = None
    then: "Callable[[Act], Mapping[str, object] | None] | None" = None
    numbered: "Callable[[Act, str], None] | None" = None
    serves: tuple[NoticeKind, ...] = ()
    sign_off: bool = False
    own_sign_off: bool = False
    post: str = HANDLER
    on: str = ""
    pauses: Mapping[str, Ground] = field(default_factory=dict, hash=False)
    extends: Mapping[str, int] = field(default_factory=dict, hash=False)
    voids: tuple[str, ...] = ()
    exceptional: bool = False
    opens: Children | None = None
    hint: Text | None = None
    suggests: "Callable[[Act], Mapping[str, object]] | None" = None
    in_bulk: bool = False
    phrases: tuple[Text, ...] = ()
    copies: Copies | None = None
    beside: "Callable[[Act, Mapping[str, list[str]]], tuple[Section, ...]] | None" = None
    weighty: bool = False
    within: bool = False
    resends: bool = False

    @property
    def may_be_signed(self) -> bool:
        """Whether the step goes through a sign-off, always or where a party set it."""
        return self.sign_off or self.own_sign_off


@dataclass(frozen=True, slots=True)
class Procedure:
    """A declared procedure; registers and checks itself. `subject` is the model of what the case is about.

    `facts` gives the typed facts that its rules read; `show` what its page shows, and `shows_within` what it shows
    before that to whoever it concerns alone; `sees` the functions that may read a case of their jurisdiction beside its
    parties; `opens_by` opens one, with the input `takes`, and `initial` writes
    the subject's row. `options` lists what a reference field of a step may name, as far as the actor may see it;
    `opening_options` the same for its opening form.
    """

    code: str
    edition: str
    since: date
    title: Text
    prefix: str
    start: str
    subject: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    cites: Article
    sees: tuple[Function, ...]
    opens_by: Who
    clocks: tuple[Clock, ...] = ()
    facts: "Callable[[Act], Any] | None" = None  # Any: each procedure has facts of its own type
    show: "Callable[[int], Show] | None" = None
    shows_within: "Callable[[Act], tuple[Section, ...]] | None" = None
    options: "Callable[[str, Act], list[tuple[str, str]]] | None" = None
    opening_options: "Callable[[str, Actor, datetime], list[tuple[str, str]]] | None" = None
    takes: type[Input] | None = None
    initial: "Callable[[Act], Mapping[str, object] | None] | None" = None
    until: date | None = None
    req: tuple[str, ...] = ()
    _steps: dict[str, Step] = field(default_factory=dict, init=False, repr=False, compare=False, hash=False)
    _states: dict[str, State] = field(default_factory=dict, init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        self._steps.update({step.name: step for step in self.steps})
        self._states.update({state.name: state for state in self.states})
        check(self)
        register(self)

    @property
    def path(self) -> str:
        """The procedure's place in URLs: `projects/declaration`."""
        return self.code.replace(".", "/").replace("_", "-")

    def step(self, name: str) -> Step | None:
        """The step of that name."""
        return self._steps.get(name)

    def state(self, name: str) -> State:
        """The state of that name; raises KeyError."""
        return self._states[name]

    def leaving(self, state: str) -> tuple[Step, ...]:
        """The steps that can be taken in a state."""
        return tuple(step for step in self.steps if state in step.at)

    def name_of(self, step: Step) -> str:
        """The one name of a step: event, permission, URL and log field."""
        return f"{self.code}.{step.name}"


@dataclass(frozen=True, slots=True)
class Stage:
    """One station in a thing's life: the procedure that carries it, as the process map shows it.

    An `optional` one need not have been passed when a later one is reached.
    """

    name: str
    label: Text
    procedure: str
    cites: Article
    done_in: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """The order of several procedures around one thing, for the process map of its whole life."""

    code: str
    title: Text
    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        LIVES[self.code] = self


PROCEDURES: dict[str, list[Procedure]] = {}
LIVES: dict[str, Life] = {}


def at(*states: str) -> frozenset[str]:
    """The states in which a step can be taken or a clock runs."""
    return frozenset(states)


def register(procedure: Procedure) -> None:
    """Keep the edition, refuse a second one in force on the same day, and note what it carries."""
    editions = PROCEDURES.setdefault(procedure.code, [])
    if any(
        (one.until is None or procedure.since < one.until) and (procedure.until is None or one.since < procedure.until)
        for one in editions
    ):
        raise ValueError(f"{procedure.code}: two editions in force on one day")
    editions.append(procedure)
    carry(f"procedure {procedure.code}", procedure.req)
    for step in procedure.steps:
        carry(f"step {procedure.name_of(step)}", step.req)
    for clock in procedure.clocks:
        carry(f"clock {procedure.code}.{clock.name}", clock.req)


def procedure_on(code: str, day: date) -> Procedure:
    """The edition in force on a date; raises LookupError."""
    for procedure in PROCEDURES.get(code, []):
        if procedure.since <= day and (procedure.until is None or day < procedure.until):
            return procedure
    raise LookupError(f"no edition of {code} in force on {day}")


def procedure_edition(code: str, edition: str) -> Procedure:
    """The edition that a case began under; raises LookupError."""
    for procedure in PROCEDURES.get(code, []):
        if procedure.edition == edition:
            return procedure
    raise LookupError(f"{code} has no edition {edition}")


def check(procedure: Procedure) -> None:
    """Refuse a declaration that contradicts itself; raises ValueError with every fault named."""
    faults: list[str] = []
    names = {state.name for state in procedure.states}
    if len(names) != len(procedure.states):
        faults.append("a state is declared twice")
    if len({step.name for step in procedure.steps}) != len(procedure.steps):
        faults.append("a step is declared twice")
    if procedure.start not in names:
        faults.append(f"start state {procedure.start} is not declared")
    faults += _step_faults(procedure, names)
    faults += _state_faults(procedure)
    faults += _clock_faults(procedure, names)
    if faults:
        raise ValueError(f"{procedure.code}: {'; '.join(faults)}")


def _step_faults(procedure: Procedure, names: set[str]) -> list[str]:
    faults: list[str] = []
    clocks = {clock.name: clock for clock in procedure.clocks}
    finals = {state.name for state in procedure.states if state.final}
    for step in procedure.steps:
        if unknown := (step.at | {step.to}) - names:
            faults.append(f"{step.name}: unknown states {sorted(unknown)}")
        if step.at & finals and not step.exceptional:
            faults.append(f"{step.name}: leaves a final state without being exceptional")
        if step.on and step.on not in clocks:
            faults.append(f"{step.name}: unknown clock {step.on}")
        if step.takes is not None:
            fields_of(step.takes)
        if step.in_bulk and (step.takes is not None or step.may_be_signed or step.opens or step.exceptional):
            faults.append(f"{step.name}: what is typed, signed or opened for each case is not done in bulk")
        for name, ground in step.pauses.items():
            if name not in clocks or ground not in clocks[name].grounds:
                faults.append(f"{step.name}: clock {name} does not list ground {ground.code}")
            if step.takes is None or "reason" not in step.takes.model_fields:
                faults.append(f"{step.name}: a pause records a reason")
        for name in step.extends:
            if name not in clocks:
                faults.append(f"{step.name}: unknown clock {name}")
        if step.opens and step.opens.join not in {other.name for other in procedure.steps}:
            faults.append(f"{step.name}: unknown join {step.opens.join}")
    return faults


def _state_faults(procedure: Procedure) -> list[str]:
    faults: list[str] = []
    reached, edge = {procedure.start}, [procedure.start]
    while edge:
        for step in procedure.leaving(edge.pop()):
            if step.to not in reached:
                reached.add(step.to)
                edge.append(step.to)
    for state in procedure.states:
        leaving = [step for step in procedure.leaving(state.name) if not step.exceptional]
        running = any(state.name in clock.runs_in for clock in procedure.clocks)
        if state.name not in reached:
            faults.append(f"state {state.name} is unreachable")
        if not state.final and not leaving:
            faults.append(f"state {state.name} has no exit")
        if not state.final and state.desk is None:
            faults.append(f"state {state.name} is nobody's turn")
        if not state.final and not running and state.no_clock is None:
            faults.append(f"state {state.name} waits without a clock and without saying why")
    return faults


def _clock_faults(procedure: Procedure, names: set[str]) -> list[str]:
    faults: list[str] = []
    for clock in procedure.clocks:
        if unknown := clock.runs_in - names:
            faults.append(f"clock {clock.name}: unknown states {sorted(unknown)}")
        if clock.unit is Unit.FIXED_DATE and clock.last is None:
            faults.append(f"clock {clock.name}: a fixed date needs its day")
    return faults
