"""Everything that the page of a case shows, from its declaration and its rows, by a fixed number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from qilou.casework.act import Act, CaseRow, SignOffRow, both_sides, insider, may_take, station_desk
from qilou.casework.actions.perform import look, weigh
from qilou.casework.cards import Deadline, deadline
from qilou.casework.models import Attachment, Notice
from qilou.casework.phrases import OPINIONS
from qilou.casework.procedure import HANDLER, POSTS, Procedure, Step
from qilou.casework.show import Show
from qilou.identity.queries import holders_of_desk
from qilou.kernel.actor import Actor, person_key
from qilou.kernel.forms import parse
from qilou.law import SYSTEM, Finding, Message, Text, say
from qilou.ledger.queries import Entry, history

from .days import ClockDays, clock_days
from .life import MapStep, life_of, note, stations
from .service import tried_last
from .words import TOLD_TO_ALL, desk_label, desk_names, event_label, turn_label


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that the case's state allows: whether this actor may take it and what its rules say today."""

    step: Step
    permitted: bool
    findings: tuple[Finding, ...]

    @property
    def breached(self) -> tuple[Finding, ...]:
        """Rules that are broken already, whatever is typed."""
        return tuple(one for one in self.findings if type(one.verdict).__name__ == "Breach")


@dataclass(frozen=True, slots=True)
class Signing:
    """The drafted decision on its way, and what this actor may do about it."""

    step: Step
    form_values: dict[str, object]
    stations: tuple[tuple[Text | Message, str], ...]
    opinions: Sequence[dict[str, object]]
    my_turn: bool
    mine_to_withdraw: bool
    returned: bool
    last: bool
    phrases: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case as its page shows it."""

    act: Act
    procedure: Procedure
    case: CaseRow
    state: Text
    show: Show
    offers: tuple[Offer, ...]
    points: tuple[Finding, ...]
    stations: tuple[MapStep, ...]
    life: Text
    deadlines: tuple[Deadline, ...]
    days: tuple[ClockDays, ...]
    holder: Message | None
    handler: Text | None
    following: tuple[Message, ...]
    attachments: Sequence[Attachment]
    notices: Sequence[Notice]
    not_served: Collection[int]
    events: Sequence[tuple[Entry, Text | Message]]
    signing: Signing | None
    party_names: dict[str, Text]
    colleagues: Sequence[tuple[int, Text]]

    @property
    def turn(self) -> list[Offer]:
        """The steps that count for the viewer: their own, or for others those of whose turn it is."""
        return turn(self.act, self.offers)

    @property
    def forward(self) -> Offer | None:
        """The way on: the first of these steps that moves the case."""
        return next((one for one in self.turn if one.step.to != self.case.state), None)

    @property
    def no_clock(self) -> Text | None:
        """Why no period runs where the case stands."""
        return None if self.deadlines else self.procedure.state(self.case.state).no_clock

    @property
    def card(self) -> str:
        """The most pressing card of the case."""
        cards = {one.card for one in self.deadlines}
        return "red" if "red" in cards else "yellow" if "yellow" in cards else ""


def case_page(code: str, number: str, *, actor: Actor, now: datetime, events: int = 40) -> CasePage:
    """The page of a case that the actor may see, with so many of its latest acts; raises Missing."""
    act = look(code, number, actor=actor, now=now)
    procedure, case = act.procedure, act.case
    if procedure.facts is not None:
        act.facts = procedure.facts(act)
    offers = _offers(act)
    deadlines = running(act)
    mine = [] if case.handler_id is None else [person_key(case.handler_id)]
    names = desk_names([case.desk, *mine, *(key for keys in case.parties.values() for key in keys)], act.today)
    stations, life = _stations(act, deadlines)
    papers = Notice.objects.filter(case_id=case.id, readers__overlap=sorted(actor.keys)).order_by("-pk")
    notices = list(papers.annotate(tried=tried_last()))
    return CasePage(
        act=act,
        procedure=procedure,
        case=case,
        state=procedure.state(case.state).label,
        show=_show(act),
        offers=offers,
        points=_points(act, offers),
        stations=stations,
        life=life,
        deadlines=deadlines,
        days=_days(act),
        holder=desk_label(case.desk, names),
        handler=names.get(person_key(case.handler_id)) if case.handler_id is not None else None,
        following=_following(act),
        attachments=list(Attachment.objects.filter(case_id=case.id).select_related("file").order_by("-version", "pk")),
        notices=notices,
        not_served={one.pk for one in notices if one.tried is False},
        events=_events(act, events),
        signing=_signing(act),
        party_names=names,
        colleagues=holders_of_desk(case.desk, act.today) if actor.holds(case.desk) else (),
    )


def _show(act: Act) -> Show:
    """What the module shows of the case, first what concerns this actor alone."""
    shown = act.procedure.show(act.case.id) if act.procedure.show else Show()
    within = act.procedure.shows_within(act) if act.procedure.shows_within else ()
    return replace(shown, sections=(*within, *shown.sections))


def _offers(act: Act) -> tuple[Offer, ...]:
    """Every step of the state that a person can take, with what its rules say before anything is typed."""
    case = act.case
    found = []
    for step in act.procedure.leaving(case.state):
        if step.by is SYSTEM or step.on:
            continue
        free = case.handler_id in (None, act.actor.id) and not case.recused
        permitted = may_take(step, case, act.actor) and free and not both_sides(step, case, act.actor)
        looked = replace(act, step=step, input=None)
        found.append(Offer(step, permitted, tuple(rule(looked.facts, act.readings) for rule in step.requires)))
    return tuple(found)


def _points(act: Act, offers: Sequence[Offer]) -> tuple[Finding, ...]:
    """The review points: what the rules say of a drafted decision, else of the steps that are now to be taken.

    A drafted decision is weighed with what was typed. Without one, the viewer's own steps count, or for others those
    of whose turn it is; each rule is shown once.
    """
    row = act.case.sign_off
    step = act.procedure.step(row.step) if row else None
    if row is not None and step is not None and insider(step.by, act.case, act.actor):
        typed = parse(step.takes, row.input) if step.takes else None
        drafted = replace(act, step=step, input=typed, facts=None)
        return weigh(drafted, step)
    return tuple({one.rule: one for offer in turn(act, offers) for one in offer.findings}.values())


def turn(act: Act, offers: Sequence[Offer]) -> list[Offer]:
    """Of the steps on offer the viewer's own, or for others those of whose turn it is."""
    desk = act.procedure.state(act.case.state).desk
    mine = [offer for offer in offers if offer.permitted]
    shown = mine or [offer for offer in offers if offer.step.by == desk]
    return [offer for offer in shown if not offer.step.exceptional]


def _events(act: Act, most: int) -> list[tuple[Entry, Text | Message]]:
    """The acts on the case, newest first; what is done within a body, as a decision not yet signed, only for it."""
    found = []
    for entry in history(act.case.number, limit=most):
        name, _, verb = entry.name.removeprefix(f"{act.procedure.code}.").partition(".")
        step = act.procedure.step(name)
        told = entry.name in TOLD_TO_ALL or not (verb or (step and step.within))
        if told or (step and insider(step.by, act.case, act.actor)):
            found.append((entry, event_label(entry.name)))
    return found


def running(act: Act) -> tuple[Deadline, ...]:
    """The clocks of the case that run or stand still."""
    declared = {clock.name: clock for clock in act.procedure.clocks}
    return tuple(
        deadline(declared[row.name], row, act.calendar, act.today, act.readings)
        for row in sorted(act.case.clocks, key=lambda one: one.due_on or date.max)
    )


def _days(act: Act) -> tuple[ClockDays, ...]:
    """Day by day, which days of each running clock counted, which did not, and on what ground."""
    declared = {clock.name: clock for clock in act.procedure.clocks}
    return tuple(clock_days(declared[row.name], row, act) for row in act.case.clocks)


def _following(act: Act) -> tuple[Message, ...]:
    """What can happen next, by whom, and where it leads."""
    procedure = act.procedure
    return tuple(
        say(
            "%(who)s：%(step)s → %(to)s",
            "%(who)s: %(step)s → %(to)s",
            who=turn_label(step.by),
            step=step.label,
            to=procedure.state(step.to).label,
        )
        for step in procedure.leaving(act.case.state)
        if not step.exceptional
    )


def _signing(act: Act) -> Signing | None:
    row = act.case.sign_off
    step = act.procedure.step(row.step) if row else None
    if row is None or step is None or not insider(step.by, act.case, act.actor):
        return None
    stations: list[tuple[Text | Message, str]] = [(POSTS[HANDLER], "now" if row.returned else "done")]
    for place, post in enumerate(row.chain):
        done = place < row.position
        state = "done" if done else "now" if place == row.position and not row.returned else "later"
        stations.append((_station(row, place, post), state))
    added = row.added_at(row.position)
    turn = not row.returned and act.actor.id not in row.acted and (added is None or added["by_id"] != act.actor.id)
    return Signing(
        step,
        row.input,
        tuple(stations),
        row.opinions,
        my_turn=turn and not act.case.recused and act.actor.holds(station_desk(step, act.case, row, row.position)),
        mine_to_withdraw=row.acted[0] == act.actor.id,
        returned=row.returned,
        last=row.position + 1 == len(row.chain),
        phrases=OPINIONS.get(row.chain[row.position], ()),
    )


def _station(row: SignOffRow, place: int, post: str) -> Text | Message:
    """A place in the chain in words: the post, and who added it for whom."""
    label = POSTS.get(post, Text(post, post))
    added = row.added_at(place)
    if added is None:
        return label
    who = say("：%(person)s", ": %(person)s", person=added["person"]) if added["person"] else say("", "")
    return say(
        "%(post)s%(who)s（%(by)s加签）", "%(post)s%(who)s (added by %(by)s)", post=label, who=who, by=added["by"]
    )


def _stations(act: Act, deadlines: Sequence[Deadline]) -> tuple[tuple[MapStep, ...], Text]:
    """The process map: the whole life of the thing where one is declared, else this procedure's own way."""
    life = life_of(act.procedure.code)
    if life is None or not act.case.thing:
        return _own_way(act, deadlines), act.procedure.title
    whole = stations(life, act.case.thing, act.actor, {act.case.number: deadlines})
    return whole.stations, life.title


def _own_way(act: Act, deadlines: Sequence[Deadline]) -> tuple[MapStep, ...]:
    """The main way through a procedure: the states in declared order, up to a final one."""
    seen = set(_passed(act.case.number, act.procedure))
    now = act.case.state
    nearest = deadlines[0] if deadlines else None
    found = []
    for state in act.procedure.states:
        if state.final and state.name != now:
            continue
        arriving = next((step for step in act.procedure.steps if step.to == state.name), None)
        article = arriving.cites if arriving else act.procedure.cites
        if state.name == now:
            place = "done" if state.final else "carded" if nearest and nearest.card else "now"
            found.append(MapStep(state.label, place, article, note(nearest) if nearest else None))
        elif state.name in seen or state.no_clock is None or not state.private:
            found.append(MapStep(state.label, "done" if state.name in seen else "later", article))
    return tuple(found)


def _passed(number: str, procedure: Procedure) -> set[str]:
    """The states that the case has left."""
    left = set()
    for entry in history(number, limit=200):
        origin = entry.body.get("effects", {}).get("from")
        if isinstance(origin, str):
            left.add(origin)
    return left & {state.name for state in procedure.states}
