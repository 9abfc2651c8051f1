"""Whether periods were kept: every ended clock's last day against the day it ended, by whom it binds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from qilou.casework.models import Case, CaseQuerySet, Clock, Urging
from qilou.casework.procedure import PROCEDURES, Party
from qilou.casework.procedure import Clock as Declared
from qilou.kernel.actor import Actor
from qilou.law import Message, Text

from .words import desk_label, desk_names

KEPT = Q(ended_on__lte=F("due_on"))
MISSED = Q(ended_on__gt=F("due_on"))


@dataclass(frozen=True, slots=True)
class Kept:
    """How one party kept its periods in a year."""

    party: str
    label: Text
    kept: int
    missed: int

    @property
    def ended(self) -> int:
        """All that ended."""
        return self.kept + self.missed


@dataclass(frozen=True, slots=True)
class Ended:
    """One ended period in a list."""

    clock: Clock
    label: Text
    binds: Text
    href: str

    @property
    def days_late(self) -> int:
        """Calendar days after the last day; zero when it was kept."""
        due, ended = self.clock.due_on, self.clock.ended_on
        return max((ended - due).days, 0) if due and ended else 0


@dataclass(frozen=True, slots=True)
class Late:
    """What is overdue on one desk."""

    desk: str
    label: Message | None
    cases: int


def party_code(declared: Declared) -> str:
    """By which name a party is asked for: a function's code, or a role."""
    binds = declared.binds
    return binds.role if isinstance(binds, Party) else binds.code


def declared_clocks() -> dict[tuple[str, str], Declared]:
    """Every clock that a procedure declares, by procedure and name; the latest edition's words."""
    return {
        (code, clock.name): clock
        for code, editions in PROCEDURES.items()
        for procedure in editions
        for clock in procedure.clocks
    }


def ended_clocks(
    actor: Actor,
    *,
    years: Sequence[int],
    jurisdiction: str = "",
    own: Sequence[str] = (),
    party: str = "",
    kept: bool | None = None,
) -> QuerySet[Clock]:
    """The periods that ended in some years in cases that the actor may see; `own`: of these declarers.

    A period of somebody who is no party of the case, such as the months in which any unit may declare, is nobody's to
    keep and does not count.
    """
    bound: dict[str, list[str]] = {}  # by the role that must be a party of the case; "" where none must
    for (code, name), declared in declared_clocks().items():
        if party in ("", party_code(declared)):
            role = declared.binds.role if isinstance(declared.binds, Party) else ""
            bound.setdefault(role, []).append(f"{code}:{name}")
    counts = Q(pk__in=[])
    for role, names in bound.items():
        counts |= Q(of__in=names, case__parties__has_key=role) if role else Q(of__in=names)
    codes = sorted({one.partition(":")[0] for names in bound.values() for one in names})
    found = Clock.objects.alias(of=Concat("case__procedure", Value(":"), "name")).filter(
        Q(case__procedure__in=codes),  # first, for it is cheaper to see than who reads the case
        _seen("case__", actor, jurisdiction, own),
        counts,
        reduce(or_, (Q(ended_on__year=year) for year in years)),  # from day to day, as the index has them
        due_on__isnull=False,
    )
    return found if kept is None else found.filter(KEPT if kept else MISSED)


def punctuality(
    actor: Actor, *, years: Sequence[int], jurisdiction: str = "", own: Sequence[str] = (), party: str = ""
) -> dict[int, list[Kept]]:
    """How every party kept its periods in each of some years, the most missed first; one query."""
    declared = declared_clocks()
    sums: dict[tuple[int, str], Kept] = {}
    found = ended_clocks(actor, years=years, jurisdiction=jurisdiction, own=own, party=party)
    grouped = found.values_list("ended_on__year", "case__procedure", "name").annotate(
        kept=Count("pk", filter=KEPT), missed=Count("pk", filter=MISSED)
    )
    for year, code, name, kept, missed in grouped:
        clock = declared[code, name]
        key = party_code(clock)
        before = sums.get((year, key), Kept(key, clock.binds.label, 0, 0))
        sums[year, key] = Kept(key, before.label, before.kept + kept, before.missed + missed)
    rows = sorted(sums.items(), key=lambda one: (-one[1].missed, -one[1].ended, one[1].party))
    return {year: [kept for (of, _), kept in rows if of == year] for year in years}


def ended_rows(found: Sequence[Clock]) -> list[Ended]:
    """Ended periods as rows; their cases are fetched with them."""
    declared = declared_clocks()
    rows = []
    for clock in found:
        known = declared[clock.case.procedure, clock.name]
        path = clock.case.procedure.replace(".", "/").replace("_", "-")
        rows.append(
            Ended(
                clock,
                known.label,
                known.binds.label,
                f"/{path}/{clock.case.number}/",
            )
        )
    return rows


def overdue_cases(
    actor: Actor, *, today: date, jurisdiction: str = "", own: Sequence[str] = (), desk: str = ""
) -> CaseQuerySet:
    """The cases past their last day that the actor may see, of one desk or all."""
    found: CaseQuerySet = _cases(actor, jurisdiction, own).filter(due_on__lt=today)
    return found.filter(desk=desk) if desk else found


def overdue_unurged(actor: Actor, *, today: date) -> CaseQuerySet:
    """The overdue cases that the actor may see and that no open slip urges."""
    waiting = Urging.objects.filter(case=OuterRef("pk"), answered_at__isnull=True)
    return overdue_cases(actor, today=today).filter(~Exists(waiting))


def overdue_by_desk(actor: Actor, *, today: date, jurisdiction: str = "", own: Sequence[str] = ()) -> list[Late]:
    """How many cases are overdue on each desk, the fullest first."""
    found = overdue_cases(actor, today=today, jurisdiction=jurisdiction, own=own)
    grouped = list(found.values_list("desk").annotate(cases=Count("pk")).order_by("-cases", "desk"))
    names = desk_names([desk for desk, _ in grouped], today)
    return [Late(desk, desk_label(desk, names), cases) for desk, cases in grouped]


def overdue_on(actor: Actor, *, day: date, jurisdiction: str = "", own: Sequence[str] = ()) -> int:
    """How many cases were overdue on a past day, by the clocks that ran then."""
    seen = _seen("case__", actor, jurisdiction, own)
    clocks = Clock.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), seen, due_on__lt=day)
    return clocks.values("case").distinct().count()


def _cases(actor: Actor, jurisdiction: str, own: Sequence[str]) -> CaseQuerySet:
    found: CaseQuerySet = Case.objects.filter(_seen("", actor, jurisdiction, own))
    return found


def _seen(at: str, actor: Actor, jurisdiction: str, own: Sequence[str]) -> Q:
    """The cases that the actor may see, of a jurisdiction or of some declarers; `at` is the way to them."""
    seen = Q(**{f"{at}readers__overlap": sorted(actor.keys)})
    if jurisdiction:
        seen &= Q(**{f"{at}jurisdiction": jurisdiction})
    mine = Q()
    for key in own:
        mine |= Q(**{f"{at}parties__declarer__contains": [key]})
    return seen & mine
