"""Random steps by real acts, by the right people and by anybody: what is refused must leave nothing behind.

A walk mixes three kinds of attempts: what a willing officer would do next, the same officer too early or too late, and
nonsense. Anything but a refusal is a fault of the product. The willing prefer what nobody has done yet in the same run,
and nights lead to the end of a time that runs out where that has not been seen.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, partial
from random import Random
from typing import ClassVar

from django.db import connection, transaction
from tests.projects.city import CITY, DISTRICT, City, at, build, paper
from tests.projects.districts import NAMES, build_district
from tests.projects.told import Told

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import look, perform
from qilou.casework.actions.sign_off import endorse, send_back, withdraw_draft
from qilou.casework.actions.sweep import sweep
from qilou.casework.models import Case, Clock, SignOff
from qilou.casework.procedure import PROCEDURES, Procedure, Step, procedure_edition
from qilou.identity.models import FunctionHolding
from qilou.kernel.errors import Refused
from qilou.kernel.fields import FieldSpec, Input, Kind, fields_of
from qilou.law import SYSTEM, Function
from qilou.ledger.models import Event
from qilou.projects.actions.district import call_for_returns
from qilou.projects.actions.likeness import keep_compared
from qilou.projects.actions.listing import warn_of_expiry
from qilou.projects.models import Project

POSTS = ("handler", "checker", "signer")
OFFICES = ("authority", "finance", "drc", "government", "health", "land")
PEOPLE = tuple(f"{body}.{post}" for body in OFFICES for post in POSTS)
PEOPLE = (*PEOPLE, "reviewer.handler", "rival.handler", "expert1", "expert6")
OF_THE_CITY = tuple(f"city_{body}.{post}" for body in NAMES for post in POSTS)
# Steps that the end of a time takes by itself: the procedure's clock, and what then happens.
ENDINGS = {
    (code, step.on): f"{code}.{step.name}".removeprefix("projects.")
    for code, editions in PROCEDURES.items()
    if code.startswith("projects.")
    for step in editions[-1].steps
    if step.on
}
SIGNED = {
    f"{code}.{step.name}".removeprefix("projects.")
    for code, editions in PROCEDURES.items()
    for step in editions[-1].steps
    if step.sign_off
}
MORNING, EVENING = 9, 18
# Files are uploaded before the act, and the index of comparison is brought up to date by whoever reads it.
BESIDE = {
    "casework_storedfile",
    *(f"projects_{name}" for name in ("tocompare", "compared", "comparedpiece", "rarity")),
}

Attempt = Callable[[], object]


@dataclass
class Walk:
    """One seeded walk through a city; a subclass says where it starts, what is opened, and what the willing type.

    `where` it begins follows from the seed unless it is said; `seen` are the steps taken before in the same run. In a
    district its own bodies act, and the city's try to.
    """

    seed: int
    where: str = ""
    seen: Counter[str] = field(default_factory=Counter)
    area: ClassVar[str] = CITY
    starts: ClassVar[Mapping[str, Callable[[City], object]]] = {}
    random: Random = field(init=False)
    city: City = field(init=False)
    now: datetime = field(init=False)
    refused: Counter[str] = field(default_factory=Counter)
    tried: set[tuple[int, str]] = field(default_factory=set)
    holding: dict[str, str] = field(init=False)
    first: int = field(init=False)
    backward: frozenset[str] = frozenset()
    works = False
    share_signed = 0.25
    share_opened = 0.1
    share_of_nights = 0.3
    jumps: tuple[int, ...] = (1, 1, 2, 3, 5, 30)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # a seeded walk, not a secret
        self.seen = self.seen.copy()
        self.city = build_district() if self.area == DISTRICT else build()
        names = {body.pk: name for name, body in self.city.bodies.items()}
        self.holding = {str(one): names[one.organisation_id] for one in FunctionHolding.objects.all()}
        self.where = self.where or list(self.starts)[self.seed % len(self.starts)]
        self.start()
        moved = Case.objects.order_by("-moved_at").values_list("moved_at", flat=True).first()
        self.now = max(self.now, at(str(moved.date()), "19:00") if moved else self.now)
        self.first = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0

    def start(self) -> None:
        """What has happened in the city; sets `now`."""
        raise NotImplementedError

    def opening(self) -> Attempt | None:
        """Something that somebody may begin."""
        raise NotImplementedError

    def typed(self, code: str, step: str, act: Act) -> dict[str, object]:
        """What an officer who wants the act to succeed would type."""
        raise NotImplementedError

    def before(self) -> list[Told]:
        """Acts for which rows stand where the walk starts."""
        return []

    @property
    def day(self) -> date:
        """Today, in the walk."""
        return self.now.date()

    def go(self, steps: int) -> None:
        """Make so many random attempts."""
        before: frozenset[tuple[object, ...]] | None = None
        for _ in range(steps):
            if self._later():
                before = None
            try:
                composed = self._next()
            except Refused:
                continue
            if composed is None:
                continue
            name, attempt = composed
            before = before or fingerprint()
            try:
                attempt()
            except Refused:
                self.refused[name] += 1
                left = fingerprint() - before
                assert not left, f"seed {self.seed}: a refused {name} left something behind: {left}"
            else:
                self.tried.clear()
                self.seen[name] += name not in SIGNED  # a draft is not a decision yet
                before = None

    def taken(self) -> Counter[str]:
        """Which steps took effect in the walk, by the record."""
        names = Event.objects.filter(id__gt=self.first).values_list("name", flat=True)
        return Counter(name.removeprefix("projects.") for name in names)

    def _later(self) -> bool:
        """Time goes on; with every night the platform does what it does by itself."""
        self.now += timedelta(minutes=self.random.randint(1, 20))
        if self.random.random() > self.share_of_nights and self.now.hour < EVENING:
            return False
        self.now = at(str(self._morning()), f"{MORNING:02d}:00")
        if Clock.objects.filter(ended_on=None, due_on__lt=self.day).exists():
            sweep(now=self.now)
        keep_compared(self.now)
        warn_of_expiry(self.now)
        if self.area == DISTRICT:
            call_for_returns(now=self.now)
        self.tried.clear()
        return True

    def _morning(self) -> date:
        """The next day or a later one; at times the day after a time ends by itself, or some days before."""
        running = Clock.objects.filter(ended_on=None, due_on__gte=self.day, case__procedure__startswith="projects.")
        for one in running.select_related("case").order_by("due_on", "pk"):
            step = ENDINGS.get((one.case.procedure, one.name))
            if step and self.random.random() < (0.05 if self.seen[step] else 0.4):
                return max(one.due_on + timedelta(days=self.random.choice((-5, 1))), self.day + timedelta(days=1))
        return self.day + timedelta(days=self.random.choice(self.jumps))

    def _next(self) -> tuple[str, Attempt] | None:
        dice = self.random.random()
        if dice < self.share_opened:
            found = self.opening()
            return ("open", found) if found else None
        if dice < self.share_opened + self.share_signed and (signing := self._signing()):
            return signing
        return self._step(self.random.choices(("willing", "untimely", "wild"), (70, 15, 15))[0])

    def open(self, code: str, who: str, title: str, data: dict[str, object]) -> Attempt:
        """The attempt to open a case."""
        actor = self.city.actor(who, str(self.day))
        more = {"actor": actor, "now": self.now, "jurisdiction": self.area, "title": title, "data": data}
        return partial(open_case, f"projects.{code}", **more)

    def anybody(self) -> str:
        """Anybody at all."""
        return self.random.choice(PEOPLE if self.area == CITY else PEOPLE + OF_THE_CITY)

    def cases(self) -> list[Case]:
        """All that has been opened."""
        return list(Case.objects.filter(procedure__startswith="projects.").order_by("pk"))

    def projects(self) -> list[Project]:
        """All projects so far."""
        return list(Project.objects.order_by("pk"))

    def _signing(self) -> tuple[str, Attempt] | None:
        """Somebody checks, signs, sends back or withdraws what is being signed off."""
        drafted = dict(SignOff.objects.filter(ended_at=None).values_list("case", "step"))
        waiting = [one for one in self.cases() if one.pk in drafted]
        if not waiting:
            return None
        names = [f"{one.procedure}.{drafted[one.pk]}".removeprefix("projects.") for one in waiting]
        case = self.random.choices(waiting, [1 if self.seen[name] else 5 for name in names])[0]
        post = case.desk.partition("/")[2] or "handler"
        body = self.holding.get(case.desk.partition("/")[0], "authority")
        who = f"{body}.{post}" if self.random.random() < 0.85 else self.anybody()
        given = {"actor": self.city.actor(who, str(self.day)), "now": self.now}
        verb, opinion = self.random.choices(
            ((endorse, {"opinion": "同意"}), (send_back, {"opinion": "再核"}), (withdraw_draft, {})), (92, 4, 4)
        )[0]
        return "sign_off", partial(verb, case.procedure, case.number, **given, **opinion)

    def _step(self, how: str) -> tuple[str, Attempt] | None:
        cases = [one for one in self.cases() if how != "willing" or one.desk]
        self.random.shuffle(cases)
        if how == "willing" and self.random.random() < 0.6:
            cases.sort(key=self._nothing_new)
        for case in cases:
            procedure = procedure_edition(case.procedure, case.edition)
            if step := self._which(procedure, case, how):
                self.tried.add((case.pk, step.name))
                return self._taking(procedure, step, case, how)
        return None

    def _nothing_new(self, case: Case) -> bool:
        procedure = procedure_edition(case.procedure, case.edition)
        possible = [one for one in procedure.leaving(case.state) if one.by is not SYSTEM]
        return all(self.seen[_name(procedure, one)] or (case.pk, one.name) in self.tried for one in possible)

    def _taking(self, procedure: Procedure, step: Step, case: Case, how: str) -> tuple[str, Attempt]:
        who = self.anybody() if how == "wild" else self._holder(step, case)
        data = self._data(procedure, step, case, who, wild=how == "wild")
        actor = self.city.actor(who, str(self.day))
        name = _name(procedure, step)
        return name, partial(perform, procedure.code, case.number, step.name, actor=actor, now=self.now, data=data)

    def _which(self, procedure: Procedure, case: Case, how: str) -> Step | None:
        """Any step; of the willing one that may be due, and that was not refused since anybody got on."""
        if how == "wild":
            return self.random.choice(procedure.steps)
        if how == "untimely":
            return self.random.choice([one for one in procedure.steps if one.by is not SYSTEM] or [None])
        possible = [
            one
            for one in procedure.leaving(case.state)
            if one.by is not SYSTEM and (case.pk, one.name) not in self.tried and not self._other_way(procedure, one)
        ]
        new = {one.name for one in possible if not self.seen[_name(procedure, one)]}
        possible = [
            one
            for one in possible
            if one.name not in self.backward or self.random.random() < (0.25 if one.name in new else 0.05)
        ]
        weights = [(1 if one.to == case.state else 3) * (3 if one.name in new else 1) for one in possible]
        return self.random.choices(possible, weights)[0] if possible else None

    def _other_way(self, procedure: Procedure, step: Step) -> bool:
        """Whether the step is of the route that the walk's project does not take."""
        if step.name.endswith("_works"):
            return not self.works
        return self.works and procedure.step(f"{step.name}_works") is not None

    def _holder(self, step: Step, case: Case) -> str:
        """Who may take the step: a handler of the body, the unit, the third party, an expert."""
        if isinstance(step.by, Function):
            return f"{self.holding.get(f'{step.by.code}@{case.jurisdiction_id}', 'authority')}.handler"
        keys = case.parties.get(step.by.role) or []
        if keys and keys[0] in self.holding:
            return f"{self.holding[keys[0]]}.handler"
        kind, _, pk = self.random.choice(keys).partition(":") if keys else ("", "", "0")
        if kind == "person":
            return next(name for name, one in self.city.people.items() if one.pk == int(pk))
        return next((f"{name}.handler" for name, one in self.city.bodies.items() if str(one.pk) == pk), "land.handler")

    def _data(self, procedure: Procedure, step: Step, case: Case, who: str, *, wild: bool) -> dict[str, object]:
        if step.takes is None:
            return {}
        data = {spec.name: self._value(spec) for spec in fields_of(step.takes) if spec.required or wild}
        if wild:
            return data
        act = look(procedure.code, case.number, actor=self.city.actor(who, str(self.day)), now=self.now)
        if step.suggests is not None and case.state in step.at:
            data |= _plain(step.suggests(act))
        data |= self.typed(procedure.code.removeprefix("projects."), step.name.removesuffix("_works"), act)
        asked = {spec.name for spec in fields_of(step.takes)}
        return {name: value for name, value in data.items() if name in asked}

    def _value(self, spec: FieldSpec) -> object:
        """Any value that the field's kind could hold."""
        match spec.kind:
            case Kind.MONEY | Kind.DECIMAL | Kind.PRICE:
                return str(self.random.choice((Decimal("0.01"), Decimal("386400.00"), Decimal("3864000.00"))))
            case Kind.INTEGER:
                return self.random.choice((1, 60, 2027, 2028))
            case Kind.REFERENCE:
                return self.random.choice((0, *(one.pk for one in self.projects()), 999_999))
            case Kind.DATE:
                return (self.day + timedelta(days=self.random.choice((-400, -30, 0, 30)))).isoformat()
            case Kind.CHOICE:
                return self.random.choice(spec.choices).value
            case Kind.CHOICES:
                return [one.value for one in spec.choices if self.random.random() < 0.3]
            case Kind.FLAG:
                return self.random.random() < 0.5
            case Kind.FILE:
                return paper("x.pdf") if self.random.random() < 0.9 else "0" * 64
            case Kind.FILES | Kind.REFERENCES:
                return []
            case Kind.TABLE:
                rows = range(self.random.randint(0, 2))
                return [{column.name: self._value(column) for column in spec.columns} for _ in rows]
            case _:
                return self.random.choice(("1", "依据充分", "x" * min(spec.max_length or 20, 20)))


def _name(procedure: Procedure, step: Step) -> str:
    return procedure.name_of(step).removeprefix("projects.")


@contextmanager
def undone() -> Iterator[None]:
    """A city of its own: all is rolled back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint() -> frozenset[tuple[object, ...]]:
    """Where every row stands and who wrote it last, so that no write goes unnoticed; but for what no act writes."""
    driver = connection.connection
    driver.execute("SET LOCAL max_parallel_workers_per_gather = 0")  # starting workers takes longer than reading
    return frozenset(driver.execute(_everything(), prepare=True).fetchall())


@cache
def _everything() -> str:
    tables = sorted(set(connection.introspection.table_names()) - BESIDE)
    return " UNION ALL ".join(
        f"SELECT '{name}', count(*), sum(hashtidextended(ctid, xmin::text::bigint)::numeric) FROM {name}"
        for name in tables
    )


def _plain(known: object) -> dict[str, object]:
    """Suggested values as an answer would carry them."""
    return {
        name: json.loads(json.dumps(value, default=str))
        for name, value in dict(known).items()  # type: ignore[call-overload]
        if value is not None and not isinstance(value, Input)
    }
