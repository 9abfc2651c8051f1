"""What the acts of an expert session do: agenda, frozen list, draw, seats, sitting, minutes."""

from collections.abc import Iterable, Mapping

from qilou.casework.act import Act
from qilou.casework.actions.attachments import take_back
from qilou.casework.actions.perform import advance
from qilou.casework.procedure import Child
from qilou.identity.queries.units import implementing_units
from qilou.kernel.actor import person_key
from qilou.kernel.errors import Invalid
from qilou.law import carries, say
from qilou.law.readings import EXPERT_FEE
from qilou.ledger.rows import written
from qilou.projects.inputs.session import (
    Cancellation,
    Convening,
    Invitation,
    Minutes,
    ReserveCall,
    Seed,
    SeedNaming,
    SeedRenaming,
    SessionPlan,
    Visit,
)
from qilou.projects.models import Evaluation, Expert, ExpertSession, ExpertSheet, InvitedDepartment, Seat, SiteVisit
from qilou.projects.parties import EXPERT
from qilou.projects.queries.session import agenda_options, candidates, places_short, reserves, session_of
from qilou.projects.rules.draw import Heading, canonical_list, drawn_order, hash_of, plain_seed, seated

from .rows import tell

EVALUATION = "projects.evaluation"
LONGEST_SEED = 300  # once its compatibility forms are written out


@carries("A13.7")
def plan(act: Act) -> Mapping[str, object]:
    """Plan a session, and put projects on its agenda in the order given."""
    return _set(ExpertSession(case_id=act.case.id, jurisdiction_id=act.case.jurisdiction), act)


def amend(act: Act) -> Mapping[str, object]:
    """Plan it anew: as long as nothing is frozen, everything may change."""
    row = session_of(act)
    _release(act, [one for one in row.evaluations.all() if one.pk not in act.input.agenda])
    act.case.title = act.input.title
    return _set(row, act)


def _set(row: ExpertSession, act: Act) -> dict[str, object]:
    given: SessionPlan = act.input
    taken = ExpertSession.objects.filter(jurisdiction=act.case.jurisdiction, number=given.number, cancelled="")
    if taken.exclude(pk=row.pk).exists():
        raise Invalid({"number": say("该会议编号已用于另一场会议。", "That number is of another session.")})
    row.number, row.held_on, row.place = given.number, given.held_on, given.place
    row.seat_count, row.fields = given.seats, given.fields
    row.save()
    allowed = {int(pk) for pk, _ in agenda_options(act.case.jurisdiction, row.pk)}
    if unknown := set(given.agenda) - allowed:
        words = say("%(n)s个项目不能列入议程。", "%(n)s projects cannot be put on the agenda.", n=len(unknown))
        raise Invalid({"agenda": words})
    chosen = Evaluation.objects.in_bulk(given.agenda)
    for place, pk in enumerate(dict.fromkeys(given.agenda), 1):
        chosen[pk].session, chosen[pk].agenda = row, place
    Evaluation.objects.bulk_update(chosen.values(), ["session", "agenda"])
    tell(act, row, *chosen.values())
    return {}


def _release(act: Act, evaluations: Iterable[Evaluation]) -> None:
    """Take projects off the agenda."""
    rows = list(evaluations)
    for one in rows:
        one.session, one.agenda = None, None
    Evaluation.objects.bulk_update(rows, ["session", "agenda"])
    tell(act, *rows)


@carries("A13.10")
def freeze(act: Act) -> Mapping[str, object]:
    """Write down who may be drawn and hash it, while nobody can know the seed."""
    given: SeedNaming = act.input
    row = session_of(act)
    row.seed_source, row.seed_due, row.frozen_at = given.source, given.due, act.now
    heading = Heading(
        row.jurisdiction_id,
        row.number,
        row.held_on,
        row.seat_count,
        tuple(row.fields),
        given.source,
        given.due,
    )
    listed = [(one.code, stands, one.fields) for one, stands in candidates(row, act.today)]
    row.frozen = canonical_list(heading, listed)
    row.frozen_hash = hash_of(row.frozen)
    row.save()
    return written(row)


def rename_seed(act: Act) -> Mapping[str, object]:
    """Name a later drawing where the first gave no result; the frozen list stays as it is, and both names are shown."""
    given: SeedRenaming = act.input
    row = session_of(act)
    before = f"{row.seed_due} {row.seed_source}：{given.reason}"
    row.named_before = f"{row.named_before}\n{before}".strip()
    row.seed_source, row.seed_due = given.source, given.due
    row.save(update_fields=["named_before", "seed_source", "seed_due"])
    return written(row)


@carries("A13.10")
def draw(act: Act) -> Mapping[str, object]:
    """Order the frozen list by the seed: the first who fit take the seats, the others are reserves in that order."""
    given: Seed = act.input
    row = session_of(act)
    row.seed, row.seed_published_on, row.seed_reference = plain_seed(given.seed), given.published_on, given.reference
    if len(row.seed) > LONGEST_SEED:
        words = say("种子超过 %(n)s 个字。", "The seed is longer than %(n)s characters.", n=LONGEST_SEED)
        raise Invalid({"seed": words})
    row.drawn_at = act.now
    row.save()
    pool = {one.code: one for one in Expert.objects.filter(jurisdiction=row.jurisdiction_id)}
    order = drawn_order(row.frozen, row.seed)
    first = seated(row.frozen, [code for code, _ in order])
    seats = [
        Seat(
            session=row,
            place=place,
            expert=pool[code],
            digest=digest,
            called_on=act.today if code in first else None,
        )
        for place, (code, digest) in enumerate(order, 1)
    ]
    return written(row, *Seat.objects.bulk_create(seats))


@carries("A13.10")
def call_reserves(act: Act) -> Mapping[str, object]:
    """Call the next of the draw who fits for every vacant seat, before the session: each for one who was excused."""
    row = session_of(act)
    called = row.seats.filter(called_on__isnull=False)
    vacant = row.seat_count - called.filter(excused="").count()
    excused = called.exclude(excused="").order_by("-case__moved_at", "-place").values_list("excused", flat=True)
    return _call(row, list(excused[:vacant]), act)


@carries("A13.10")
def call_in(act: Act) -> Mapping[str, object]:
    """Call the next of the draw who fits during the session, for as many as the project that lacks most."""
    given: ReserveCall = act.input
    row = session_of(act)
    return _call(row, [given.reason] * places_short(row), act)


def _call(row: ExpertSession, reasons: list[str], act: Act) -> Mapping[str, object]:
    following = reserves(row)[: len(reasons)]
    for one, reason in zip(following, reasons, strict=False):
        one.called_on, one.called_for = act.today, reason[:300]
    Seat.objects.bulk_update(following, ["called_on", "called_for"])
    return written(*following)


def invitations(act: Act) -> tuple[Child, ...]:
    """One invitation for each expert who was called and has none yet."""
    called = session_of(act).seats.filter(called_on__isnull=False, case__isnull=True, excused="")
    people = called.order_by("place").values_list("expert__person", flat=True)
    return tuple(Child(title=act.case.title, parties={EXPERT.role: (person_key(one),)}) for one in people)


@carries("A13.7")
def convene(act: Act) -> Mapping[str, object]:
    """Put every project of the agenda before the panel, each by an act of its own."""
    given: Convening = act.input
    row = session_of(act)
    row.lead_id = given.lead
    row.save(update_fields=["lead"])
    for number in row.evaluations.order_by("case__number").values_list("case__number", flat=True):
        advance(EVALUATION, number, "convene", act=act)
    return written(row)


@carries("A13.8")
def visit(act: Act) -> Mapping[str, object]:
    """Keep what a visit on site showed."""
    given: Visit = act.input
    row = SiteVisit.objects.create(
        evaluation_id=given.evaluation,
        ground=given.ground,
        visited_on=given.visited_on,
        place=given.place,
        participants=given.participants,
        record=given.record,
    )
    return written(row)


@carries("A13.9")
def invite(act: Act) -> Mapping[str, object]:
    """Keep which department was heard, and why."""
    given: Invitation = act.input
    names = {one.id: one.name.zh for one in implementing_units(act.case.jurisdiction, act.today)}
    if given.department not in names:
        raise Invalid({"department": say("没有登记这个部门。", "No such department is on record.")})
    row = InvitedDepartment.objects.create(
        evaluation_id=given.evaluation,
        department_id=given.department,
        name=names[given.department],
        ground=given.ground,
        opinion=given.opinion,
    )
    return written(row)


@carries("A13.7")
def close(act: Act) -> Mapping[str, object]:
    """Keep minutes and sign-in, reckon fees, and close the papers to the experts."""
    given: Minutes = act.input
    row = session_of(act)
    row.minutes, row.minutes_text, row.half_days, row.closed_on = given.number, given.text, given.half_days, act.today
    row.save()
    seated = list(row.seats.filter(undertaken_at__isnull=False, excused="").select_related("expert"))
    for seat in seated:
        seat.attended = seat.expert.person_id in given.attended
        seat.fee = act.readings[EXPERT_FEE] * given.half_days if seat.attended else None
    Seat.objects.bulk_update(seated, ["attended", "fee"])
    take_back(act, ExpertSheet.objects.filter(evaluation__session=row).values_list("pk", flat=True))
    return written(row, *seated)


def cancel(act: Act) -> Mapping[str, object]:
    """The session does not take place; its projects are free for another."""
    given: Cancellation = act.input
    row = session_of(act)
    row.cancelled = given.reason
    row.save(update_fields=["cancelled"])
    _release(act, row.evaluations.all())
    return written(row)
