"""The facts of an expert session, whom its forms name, who may be drawn for it, and the data of its draw."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q

from qilou.casework.act import Act
from qilou.identity.queries.reviewers import memberships
from qilou.identity.queries.units import implementing_units
from qilou.kernel.actor import Actor
from qilou.law import UNKNOWN, carries
from qilou.projects.inputs.session import Convening, Invitation, Minutes, Seed, SeedNaming, Visit
from qilou.projects.models import Evaluation, Expert, ExpertSession, ExpertSheet, PreliminaryReview, Seat
from qilou.projects.rules.draw import Pooled, Standing, filled, places_of, seated, standing
from qilou.projects.rules.session import SessionFacts

READY = "reported"


def session_of(act: Act) -> ExpertSession:
    """The session of a case."""
    return ExpertSession.objects.get(case=act.case.id)


def session_facts(act: Act) -> SessionFacts:
    """Where the session stands, with what is being typed."""
    row = session_of(act)
    agenda = list(row.evaluations.select_related("project", "case", "declaration", "preliminary").order_by("agenda"))
    standing_now = Q(called_on__isnull=False, excused="")
    seats = row.seats.aggregate(
        taken=Count("pk", filter=standing_now & Q(undertaken_at__isnull=False)),
        open=Count("pk", filter=standing_now & Q(undertaken_at__isnull=True)),
    )
    facts = SessionFacts(
        today=act.today,
        held_on=row.held_on,
        agenda=len(agenda),
        unready=tuple(one.project.name for one in agenda if not _ready(one, row.held_on)),
        unconcluded=tuple(one.project.name for one in agenda if not one.panel_on),
        largest=max((one.declaration.total or Decimal(0) for one in agenda), default=Decimal(0)),
        seats=row.seat_count,
        eligible=_eligible(act, row),
        seed_named=row.seed_due,
        short=places_short(row) if act.case.state == "sitting" else 0,
        reserves=len(reserves(row)),
        **seats,
    )
    return replace(facts, **_typed(act, row, agenda))


def _ready(evaluation: Evaluation, held_on: date) -> bool:
    """Reported on by the third party, in time for the session."""
    reported = evaluation.preliminary.reported_on
    return evaluation.case.state == READY and reported is not None and reported <= held_on


def _eligible(act: Act, row: ExpertSession) -> int:
    """How many seats the pool can fill, each by somebody of the field that is asked for it; before freezing alone."""
    if act.case.state != "planned":
        return UNKNOWN  # type: ignore[no-any-return]  # the list says it from then on
    may_sit = [(one.code, one.fields) for one, stands in candidates(row, act.today) if stands is Standing.ELIGIBLE]
    return len(filled(places_of(row.seat_count, row.fields), may_sit))


def _typed(act: Act, row: ExpertSession, agenda: list[Evaluation]) -> dict[str, Any]:  # Any: facts of many types
    given = act.input
    match given:
        case SeedNaming():
            return {"seed_due": given.due}
        case Seed():
            return {"published_on": given.published_on}
        case Convening():
            return {"lead_sits": given.lead in dict(members(row))}
        case Visit():
            return {"on_agenda": _open(given.evaluation, agenda), "visited_on": given.visited_on}
        case Invitation():
            return {"on_agenda": _open(given.evaluation, agenda)}
        case Minutes():
            return {"strangers": len(set(given.attended) - dict(members(row)).keys())}
    return {}


def _open(evaluation: int, agenda: Iterable[Evaluation]) -> bool:
    return any(one.pk == evaluation and not one.panel_result for one in agenda)


def members(row: ExpertSession) -> list[tuple[int, str]]:
    """Who sits in the session: drawn, called and under undertaking; people by id with their names."""
    seated = row.seats.filter(undertaken_at__isnull=False, excused="").order_by("place")
    return list(seated.values_list("expert__person", "expert__person__name_zh"))


@dataclass(frozen=True, slots=True)
class Called:
    """An expert called into a session, by the number of their invitation."""

    person: int
    invitation: str
    excused: bool


def called(number: str) -> list[Called]:
    """Who was called into the session of a case, in the order of the draw."""
    seats = Seat.objects.filter(session__case__number=number, called_on__isnull=False).order_by("place")
    found = seats.values_list("expert__person", "case__number", "excused")
    return [Called(person, invitation, bool(excused)) for person, invitation, excused in found]


@carries("A13.10")
def reserves(row: ExpertSession) -> list[Seat]:
    """Who of the draw comes next for the seats whose experts were excused, in that order."""
    seats = list(row.seats.select_related("expert").order_by("place"))
    sheets = ExpertSheet.objects.filter(evaluation__session=row).exclude(excused="")
    left = set(sheets.values_list("expert", flat=True))
    gone = {one.expert.code for one in seats if one.excused or one.expert.person_id in left}
    fit = seated(row.frozen, [one.expert.code for one in seats], gone)
    return [one for one in seats if one.called_on is None and one.expert.code in fit]


def places_short(row: ExpertSession) -> int:
    """How many experts the project that lacks most has too few, those called in and not yet at work on it counted."""
    called = set(row.seats.filter(called_on__isnull=False, excused="").values_list("expert__person", flat=True))
    asked: dict[int, set[int]] = {
        pk: set() for pk in row.evaluations.filter(panel_result="").values_list("pk", flat=True)
    }
    working: Counter[int] = Counter()
    sheets = ExpertSheet.objects.filter(evaluation__in=asked)
    for evaluation, expert, excused in sheets.values_list("evaluation", "expert", "excused"):
        asked[evaluation].add(expert)
        working[evaluation] += not excused
    lacking = [row.seat_count - working[one] - len(called - experts) for one, experts in asked.items()]
    return max([0, *lacking])


@carries("A5.6", "A13.10")
def candidates(row: ExpertSession, today: date) -> list[tuple[Expert, Standing]]:
    """Every present expert of the area's pool, and whether they may be drawn for the session."""
    agenda = row.evaluations.all()
    concerned = set(agenda.filter(project__unit__isnull=False).values_list("project__unit", flat=True))
    concerned |= set(PreliminaryReview.objects.filter(evaluation__in=agenda).values_list("reviewer", flat=True))
    pool = list(
        Expert.objects.filter(jurisdiction=row.jurisdiction_id)
        .exclude(status="ended")
        .prefetch_related("interests")
        .select_related("person")
        .order_by("code")
    )
    belongs = memberships([one.person_id for one in pool], today)
    return [
        (
            one,
            standing(
                _pooled(one, belongs.get(one.person_id, set())),
                held_on=row.held_on,
                wanted=places_of(row.seat_count, row.fields),
                bodies=concerned,
            ),
        )
        for one in pool
    ]


def _pooled(expert: Expert, belongs: set[int]) -> Pooled:
    noted = {one.body_id for one in expert.interests.all()}
    employer = {expert.body_id} if expert.body_id else set()
    return Pooled(
        expert.code,
        expert.status == "active",
        expert.since,
        expert.until,
        frozenset(expert.fields),
        frozenset(belongs | noted | employer),
    )


def agenda_options(area: str, session: int | None = None) -> list[tuple[str, str]]:
    """Evaluations of an area that wait for experts and stand on no other agenda."""
    free = Q(session__isnull=True) | Q(session=session) if session else Q(session__isnull=True)
    found = Evaluation.objects.filter(free, case__jurisdiction=area, case__state=READY).order_by("pk")
    rows = found.annotate(number=F("case__number"), name=F("project__name")).values_list("pk", "number", "name")
    return [(str(pk), f"{number} {name}") for pk, number, name in rows]


def opening_options(refers: str, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """What may be put on the agenda of a new session."""
    return agenda_options(actor.jurisdiction) if refers == "evaluation" else []


def options(refers: str, act: Act) -> list[tuple[str, Any]]:  # Any: a name, or a Text in both languages
    """What the forms of a session may name."""
    row = session_of(act)
    match refers:
        case "evaluation":
            return [*agenda_options(act.case.jurisdiction, row.pk)]
        case "agenda":
            agenda = row.evaluations.filter(panel_result="").order_by("agenda")
            return [(str(pk), name) for pk, name in agenda.values_list("pk", "project__name")]
        case "member":
            return [(str(pk), name) for pk, name in members(row)]
        case "department":
            return [(str(one.id), one.name) for one in implementing_units(act.case.jurisdiction, act.today)]
    return []


def planned(act: Act) -> dict[str, object]:
    """What the form of an amendment starts from."""
    row = session_of(act)
    agenda = list(row.evaluations.order_by("agenda").values_list("pk", flat=True))
    kept = {"number": row.number, "held_on": row.held_on, "place": row.place, "seats": row.seat_count}
    places = [{"field": field, "number": number} for field, number in sorted(Counter(row.fields).items())]
    return kept | {"places": places, "agenda": agenda}


def present(act: Act) -> dict[str, object]:
    """Minutes start from a panel that is whole."""
    return {"attended": [pk for pk, _ in members(session_of(act))], "half_days": 1}


@carries("A13.10", "X8")
def draw_data(row: ExpertSession) -> dict[str, object]:
    """All that somebody needs to recompute a draw, experts by their codes (docs/decisions/expert-draw.md)."""
    seats = row.seats.select_related("expert").order_by("place")
    return {
        "session": row.number,
        "list": row.frozen,
        "list_sha256": row.frozen_hash,
        "frozen_at": row.frozen_at,
        "seed_source": row.seed_source,
        "seed_due": row.seed_due,
        "named_before": row.named_before,
        "seed": row.seed,
        "seed_published_on": row.seed_published_on,
        "seed_reference": row.seed_reference,
        "seats": row.seat_count,
        "order": [
            {
                "place": one.place,
                "code": one.expert.code,
                "digest": one.digest,
                "called_on": one.called_on,
                "called_for": one.called_for,
                "sat": one.attended,
            }
            for one in seats
        ],
    }
