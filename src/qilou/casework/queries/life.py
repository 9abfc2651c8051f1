"""The whole life of a thing: the stations that its cases of several procedures have reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qilou.casework.cards import Deadline
from qilou.casework.models import Case, Clock
from qilou.casework.procedure import LIVES, Life, Stage, procedure_edition
from qilou.kernel.actor import Actor
from qilou.kernel.moment import CITY_TIME
from qilou.law import Article, Message, Text, say


@dataclass(frozen=True, slots=True)
class MapStep:
    """One station of the process map."""

    name: Text
    state: str
    article: Article
    note: Message | str | None = None
    href: str = ""
    paused: Text | None = None


@dataclass(frozen=True, slots=True)
class WholeLife:
    """The stations of a thing and the cases around it that the viewer may see."""

    stations: tuple[MapStep, ...]
    cases: Sequence[Case]


def life_of(code: str) -> Life | None:
    """The life in which a procedure is a stage."""
    return next((life for life in LIVES.values() if any(stage.procedure == code for stage in life.stages)), None)


def life_of_thing(code: str, thing: str, *, actor: Actor) -> WholeLife:
    """Where a thing stands in a declared life, for its own page."""
    life = LIVES.get(code)
    return stations(life, thing, actor, {}) if life else WholeLife((), ())


def stations(life: Life, thing: str, actor: Actor, limits: Mapping[str, Sequence[Deadline]]) -> WholeLife:
    """Every stage with its latest case; `limits` are the deadlines, by case number, that are known already."""
    cases = list(Case.objects.filter(thing=thing, parent__isnull=True).visible_to(actor).order_by("pk"))
    by_procedure: dict[str, Case] = {case.procedure: case for case in cases}
    reached = max((place for place, stage in enumerate(life.stages) if stage.procedure in by_procedure), default=0)
    found = []
    for place, stage in enumerate(life.stages):
        case = by_procedure.get(stage.procedure)
        if case is None and place < reached and not stage.optional:
            # passed, in a case that this viewer may not see
            found.append(MapStep(stage.label, "done", stage.cites))
        else:
            found.append(_station(stage, case, limits))
    return WholeLife(tuple(found), cases)


def _station(stage: Stage, case: Case | None, limits: Mapping[str, Sequence[Deadline]]) -> MapStep:
    if case is None:
        return MapStep(stage.label, "later", stage.cites)
    procedure = procedure_edition(case.procedure, case.edition)
    href = f"/{procedure.path}/{case.number}/"
    if case.state in stage.done_in:
        return MapStep(stage.label, "done", stage.cites, case.moved_at.astimezone(CITY_TIME).date().isoformat(), href)
    nearest = next(iter(limits.get(case.number, ())), None)
    if nearest is None:
        state = procedure.state(case.state).label
        return MapStep(stage.label, "now", stage.cites, say("%(state)s", "%(state)s", state=state), href)
    paused = nearest.ground if nearest.paused else None
    return MapStep(stage.label, "carded" if nearest.card else "now", stage.cites, note(nearest), href, paused)


def note(nearest: Deadline) -> Message:
    """A deadline under a station: days used of the limit, or the last day."""
    if nearest.limit:
        return say(
            "%(used)s / %(limit)s %(unit)s",
            "%(used)s / %(limit)s %(unit)s",
            used=nearest.used,
            limit=nearest.limit,
            unit=nearest.unit.label,
        )
    return say("至 %(day)s", "by %(day)s", day=nearest.due_on)


def clocks_by_case(case_ids: Sequence[int]) -> dict[int, list[Clock]]:
    """The running clocks of several cases, in one query."""
    found: dict[int, list[Clock]] = {}
    for row in Clock.objects.filter(case_id__in=case_ids, ended_on__isnull=True).order_by("due_on"):
        found.setdefault(row.case_id, []).append(row)
    return found
