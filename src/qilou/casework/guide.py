"""A procedure's user guide from its declaration alone: its states, steps, periods and papers in words. No Django."""

from dataclasses import dataclass
from typing import Any

from qilou.kernel.fields import FieldSpec, Input, fields_of
from qilou.law import SYSTEM, Article, Function, Message, Parameter, Rule, Text, Unit, say
from qilou.law.rule import Edition

from .procedure import Clock, NoticeKind, Procedure, State, Step, Who

POSTS = {
    "handler": Text("经办", "handler"),
    "checker": Text("核稿", "checker"),
    "countersigner": Text("会签", "countersigner"),
    "signer": Text("签发", "signer"),
}
Words = Text | Message


@dataclass(frozen=True, slots=True)
class ClockGuide:
    """A period in words: how long, from when, while what, whose, and what stops it."""

    clock: Clock
    length: Words
    begins: Words
    runs_in: tuple[State, ...]
    binds: Text
    rolls: Words | None
    parameters: tuple[Parameter[Any], ...]  # Any: each parameter has a type of its own
    applies: Text | None


@dataclass(frozen=True, slots=True)
class StateGuide:
    """Where a case can stand: whose turn it is, which periods run, which steps lead on."""

    state: State
    turn: Text | None
    clocks: tuple[Clock, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class StepGuide:
    """One step: who, from where to where, what is asked, what it must pass, what it serves and what else it does.

    `asks` is empty for a step without a form; `asked_at` says where the same form was told before; `post` is None for
    a party's step and the platform's own.
    """

    number: int
    step: Step
    name: str
    who: Text
    post: Text | None
    origins: tuple[State, ...]
    target: State
    rules: tuple["RuleGuide", ...]
    asks: tuple[FieldSpec, ...]
    asked_at: "Elsewhere | None"
    does: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class RuleGuide:
    """A rule in words: what it asks for and where that stands. A rule itself answers calls, which templates make."""

    id: str
    title: Text
    cites: Article
    editions: tuple[Edition, ...]
    req: tuple[str, ...]

    @classmethod
    def of(cls, rule: Rule) -> "RuleGuide":
        """What a reader wants of it."""
        return cls(rule.id, rule.title, rule.cites, tuple(rule.editions), rule.req)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where on the page a form was told already."""

    anchor: str
    label: Text


@dataclass(frozen=True, slots=True)
class NoticeGuide:
    """A paper that the procedure serves: by which steps, from whom, to whom."""

    kind: NoticeKind
    served_by: tuple[Step, ...]
    issuer: Text | None
    to: tuple[Text, ...]
    copies: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything that a reader of one procedure wants to know, in the order of its declaration."""

    procedure: Procedure
    opener: Text
    opening: tuple[FieldSpec, ...]
    readers: tuple[Text, ...]
    states: tuple[StateGuide, ...]
    steps: tuple[StepGuide, ...]
    clocks: tuple[ClockGuide, ...]
    notices: tuple[NoticeGuide, ...]

    @property
    def ordinary(self) -> tuple[StepGuide, ...]:
        """The steps of the ordinary way."""
        return tuple(one for one in self.steps if not one.step.exceptional)

    @property
    def exceptional(self) -> tuple[StepGuide, ...]:
        """Corrections, revocations and reopenings, which alone leave final states."""
        return tuple(one for one in self.steps if one.step.exceptional)


def guide(procedure: Procedure) -> Guide:
    """The user guide of one edition of a procedure."""
    return Guide(
        procedure,
        _label(procedure.opens_by),
        _asked(procedure.takes),
        tuple(one.label for one in procedure.sees),
        tuple(_state(procedure, one) for one in procedure.states),
        tuple(_step(procedure, number, one) for number, one in enumerate(procedure.steps, start=1)),
        tuple(_clock(procedure, one) for one in procedure.clocks),
        tuple(_notice(procedure, one) for one in notices_of(procedure)),
    )


def notices_of(procedure: Procedure) -> tuple[NoticeKind, ...]:
    """The papers that its steps serve, each once."""
    return tuple({one.code: one for step in procedure.steps for one in step.serves}.values())


def fields_in(procedure: Procedure) -> tuple[tuple[Step | None, FieldSpec], ...]:
    """Every field that the procedure asks for, also inside tables, with its step; None is the opening form."""
    found: list[tuple[Step | None, FieldSpec]] = [(None, one) for one in _asked(procedure.takes)]
    found += [(step, one) for step in procedure.steps for one in _asked(step.takes)]
    return tuple((step, inner) for step, one in found for inner in (one, *one.columns))


def places_cited(procedure: Procedure) -> tuple[Article, ...]:
    """Every place of a statute that the declaration points to."""
    found = [procedure.cites, *(step.cites for step in procedure.steps), *(clock.cites for clock in procedure.clocks)]
    found += [ground.cites for clock in procedure.clocks for ground in clock.grounds]
    found += [ground.cites for step in procedure.steps for ground in step.pauses.values()]
    found += [place for notice in notices_of(procedure) for place in notice.cites]
    found += [rule.cites for step in procedure.steps for rule in step.requires]
    found += [field.says.cites for _, field in fields_in(procedure) if field.says.cites]
    return tuple(found)


def described(procedure: Procedure) -> Text:
    """What the picture shows, for who does not see it; the table of steps says the rest."""
    finals = [state.label for state in procedure.states if state.final]
    start = procedure.state(procedure.start).label
    return Text(
        f"流程图：从“{start.zh}”开始，共 {len(procedure.states)} 个状态、{len(procedure.steps)} 个环节，"
        f"终结于{'、'.join(f'“{one.zh}”' for one in finals)}。环节按下文环节表编号。",
        f"Diagram: it begins in “{start.en}”, has {len(procedure.states)} states and {len(procedure.steps)} steps, and "
        f"ends in {', '.join(f'“{one.en}”' for one in finals)}. Steps are numbered as in the table of steps.",
    )


def _label(who: Who) -> Text:
    return Text("系统自动", "the platform") if who is SYSTEM else who.label


def _asked(takes: type[Input] | None) -> tuple[FieldSpec, ...]:
    return fields_of(takes) if takes is not None else ()


def _state(procedure: Procedure, state: State) -> StateGuide:
    return StateGuide(
        state,
        _label(state.desk) if state.desk else None,
        tuple(clock for clock in procedure.clocks if state.name in clock.runs_in),
        procedure.leaving(state.name),
    )


def _step(procedure: Procedure, number: int, step: Step) -> StepGuide:
    handled = isinstance(step.by, Function) and step.by is not SYSTEM
    return StepGuide(
        number,
        step,
        procedure.name_of(step),
        _label(step.by),
        POSTS.get(step.post, Text(step.post, step.post)) if handled else None,
        tuple(state for state in procedure.states if state.name in step.at),
        procedure.state(step.to),
        tuple(map(RuleGuide.of, step.requires)),
        _asked(step.takes),
        _asked_at(procedure, step),
        tuple(_done_by(procedure, step)),
    )


def _asked_at(procedure: Procedure, step: Step) -> Elsewhere | None:
    if step.takes is None:
        return None
    if step.takes is procedure.takes:
        return Elsewhere("opening", Text("建立办件", "opening a case"))
    first = next(one for one in procedure.steps if one.takes is step.takes)
    return None if first is step else Elsewhere(f"step-{first.name}", first.label)


def _done_by(procedure: Procedure, step: Step) -> list[Message]:
    """What a step does beside moving the case."""
    clocks = {clock.name: clock.label for clock in procedure.clocks}
    done = []
    if step.on:
        done.append(
            say("“%(clock)s”届满时自动发生", "Happens by itself when “%(clock)s” runs out", clock=clocks[step.on])
        )
    done += [
        say(
            "中止“%(clock)s”，事由：%(ground)s（%(place)s）",
            "Stops “%(clock)s”; ground: %(ground)s (%(place)s)",
            clock=clocks[name],
            ground=ground.label,
            place=ground.cites,
        )
        for name, ground in step.pauses.items()
    ]
    done += [
        say(
            "将“%(clock)s”延长 %(days)s 日，仅限一次",
            "Lengthens “%(clock)s” by %(days)s days, once",
            clock=clocks[name],
            days=days,
        )
        for name, days in step.extends.items()
    ]
    if step.weighty:
        done.append(
            say(
                "办理前须重新确认本人身份",
                "Asks first that whoever takes it confirms who they are",
            )
        )
    if step.opens:
        join = procedure.step(step.opens.join)
        done.append(
            say(
                "同时启动子办件，全部办结后自动“%(join)s”",
                "Opens further cases; when all have ended, “%(join)s” follows by itself",
                join=join.label if join else step.opens.join,
            )
        )
    if step.voids:
        titles = tuple(one.title for one in notices_of(procedure) if one.code in step.voids)
        done.append(say("此前的文书不再有效：%(papers)s", "Earlier papers no longer stand: %(papers)s", papers=titles))
    return done


def _clock(procedure: Procedure, clock: Clock) -> ClockGuide:
    states = tuple(state for state in procedure.states if state.name in clock.runs_in)
    parameters: list[Parameter[Any]] = [clock.length] if isinstance(clock.length, Parameter) else []
    parameters += [clock.roll] if clock.roll else []
    return ClockGuide(
        clock,
        _length(clock),
        _begins(clock, states),
        states,
        _label(clock.binds),
        _rolls(clock),
        tuple(parameters),
        Text("仅在适用的办件中计算", "runs only in cases to which it applies") if clock.applies else None,
    )


def _length(clock: Clock) -> Words:
    unit = clock.unit.label
    match clock.length:
        case _ if clock.unit is Unit.FIXED_DATE:
            return Text("至规定的日期", "until a fixed day")
        case Parameter() as parameter:
            return say(
                "%(n)s %(unit)s（默认值，可登记决定）",
                "%(n)s %(unit)s (a default, until a decision is recorded)",
                n=parameter.default,
                unit=unit,
            )
        case int() as number:
            return say("%(n)s %(unit)s", "%(n)s %(unit)s", n=number, unit=unit)
        case _:
            return say("由办件情况确定的%(unit)s数", "as many %(unit)s as the case makes it", unit=unit)


def _begins(clock: Clock, states: tuple[State, ...]) -> Words:
    if clock.unit is Unit.FIXED_DATE:
        return Text("不按天数计算", "it counts no days")
    if clock.starts:
        return Text("自法定起算日起，当日不计", "from the day that the text names, which is not counted")
    labels = tuple(state.label for state in states)
    return say("自转入“%(states)s”起，当日不计", "on entering “%(states)s”; that day is not counted", states=labels)


def _rolls(clock: Clock) -> Words | None:
    """Whether a last day off moves on; None where the question cannot arise."""
    if clock.unit is Unit.WORKING_DAYS:
        return None
    if clock.roll is None:
        return Text("最后一日为休息日的，不顺延", "a last day that is a day off does not move")
    return say(
        "最后一日为休息日的：%(answer)s（默认值，可登记决定）",
        "a last day that is a day off: %(answer)s (a default, until a decision is recorded)",
        answer=clock.roll.answer(clock.roll.default),
    )


def _notice(procedure: Procedure, kind: NoticeKind) -> NoticeGuide:
    return NoticeGuide(
        kind,
        tuple(step for step in procedure.steps if kind in step.serves),
        kind.issuer.label if kind.issuer else None,
        tuple(_label(who) for who in kind.to) + ((Text("各有关单位", "the units concerned"),) if kind.others else ()),
        tuple(one.label for one in kind.copies),
    )
