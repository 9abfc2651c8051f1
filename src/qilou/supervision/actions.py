"""Looking for doubtful points, answering, closing and dismissing them: each a recorded act, none a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from qilou.casework.actions.drafts import refuse_secret
from qilou.casework.actions.files import usable_files
from qilou.identity.actions.permission import must_be_confirmed
from qilou.identity.queries import holder, holders
from qilou.identity.queries.units import area_above
from qilou.kernel.actor import PLATFORM, Actor, function_key, organisation_key
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.law import AUDIT, carries, say
from qilou.law.rule import recorded
from qilou.law.statutes import AUDIT_LAW
from qilou.ledger import record
from qilou.ledger.rows import written

from .inputs import Answer, Closing
from .models import Doubt, DoubtNote, Look, Noted, State
from .queries.facts import facts_of
from .rules import CHECKS, Check, Raised, findings

CALLS, CHECKS_IT = AUDIT_LAW.art(34), AUDIT_LAW.art(36)
ITSELF, ABOVE = AUDIT_LAW.art(15), AUDIT_LAW.art(31)
OWN_OFFICE = say(
    "疑点涉及审计机关自己，本机关应当回避，由上一级审计机关的审计员办理；"
    "上一级审计机关不在本平台的，由其依法处理，疑点在此保持未办结。",
    "The point is about the audit office itself, which takes no part: an auditor of the audit office above settles it. "
    "Where that office does not work here it decides on its own, and the point stays pending.",
)


def look_at_areas(*, now: datetime) -> int:
    """Look at every area with an audit office that was not looked at today; says how many points were raised."""
    raised = 0
    areas = sorted({one.jurisdiction for one in holders(now.date()) if one.function.code == AUDIT.code})
    looked = {one.pk: one.looked_at for one in Look.objects.filter(pk__in=areas)}
    for area in areas:
        last = looked.get(area)
        if last is None or last.astimezone(now.tzinfo).date() < now.date():
            raised += look(area, actor=PLATFORM, now=now)
    return raised


@carries("A18.12", "A40.8")
@transaction.atomic
def look(area: str, *, actor: Actor, now: datetime) -> int:
    """Make every check on an area's facts as they stand; says how many points were found, opened again or changed.

    One act: the event tells every point that it wrote. Raises NotPermitted for anybody but the platform and the area's
    auditors.
    """
    if actor is not PLATFORM:
        must_audit(actor, area)
    Look.objects.get_or_create(jurisdiction_id=area)
    row = Look.objects.select_for_update().get(pk=area)
    facts, readings = facts_of(area, now.date())
    raised: list[tuple[Check, Raised]] = []
    lacking: dict[tuple[str, str, str], set[str]] = {}
    for check, outcome in findings(facts, readings):
        if isinstance(outcome, Raised):
            raised.append((check, outcome))
        else:
            lacking.setdefault((check.code, outcome.lacks.zh, outcome.lacks.en), set()).add(outcome.subject)
    taken = _Taken(area, now, actor.name)
    taken.weigh(raised)
    Doubt.objects.bulk_create(taken.new)
    Doubt.objects.bulk_update(
        taken.moved, ["says", "facts", "amount", "matter", "state", "since", "gone_on", "edition"]
    )
    DoubtNote.objects.bulk_create(taken.notes)
    row.looked_at, row.by, row.raised = now, actor.name, len(raised)
    row.lacking = [{"check": code, "zh": zh, "en": en, "n": len(of)} for (code, zh, en), of in sorted(lacking.items())]
    row.save()
    record(
        "supervision.look",
        actor=actor,
        function=AUDIT.code,
        acted_at=now,
        cites=(CHECKS_IT,),
        editions=[f"check:{one.code}#{one.edition}" for one in CHECKS.values()],
        input={"area": area},
        effects=written(row, *taken.new, *taken.moved, *taken.notes),
    )
    return len(taken.new) + len(taken.moved)


@dataclass
class _Taken:
    """What one look writes: new points, moved ones, and a note of each."""

    area: str
    now: datetime
    by: str
    new: list[Doubt] = field(default_factory=list)
    moved: list[Doubt] = field(default_factory=list)
    notes: list[DoubtNote] = field(default_factory=list)

    def weigh(self, raised: Iterable[tuple[Check, Raised]]) -> None:
        """Set what was raised beside what is on the list."""
        rows = Doubt.objects.select_for_update(of=("self",)).filter(jurisdiction=self.area)
        known = {(one.check_code, one.subject): one for one in rows}
        for check, one in raised:
            before = known.pop((check.code, one.subject), None)
            if before is None:
                self._find(check, one)
            else:
                self._again(before, check, one)
        for left in known.values():
            if left.pending and left.gone_on is None:
                left.gone_on = self.now.date()
                self.moved.append(left)
                self._note(left, Noted.GONE)

    def _find(self, check: Check, one: Raised) -> None:
        found = Doubt(
            jurisdiction_id=self.area,
            check_code=check.code,
            subject=one.subject,
            unit_id=one.unit_id,
            unit_name=one.unit,
            thing=one.thing,
            case_number=one.case,
            state=State.OPEN.value,
            first_seen=self.now.date(),
            since=self.now.date(),
        )
        _tell(found, check, one)
        self.new.append(found)
        self._note(found, Noted.FOUND)

    def _again(self, known: Doubt, check: Check, one: Raised) -> None:
        """The same point with other facts is to be answered anew, whatever was said of the earlier ones."""
        if known.facts == recorded(one.facts) and known.gone_on is None:
            return
        _tell(known, check, one)
        kind = Noted.CHANGED if known.pending else Noted.REOPENED
        known.gone_on = None
        if known.state != State.OPEN:
            known.state, known.since = State.OPEN.value, self.now.date()
        self.moved.append(known)
        self._note(known, kind)

    def _note(self, doubt: Doubt, kind: Noted) -> None:
        self.notes.append(DoubtNote(doubt=doubt, kind=kind.value, at=self.now, by=self.by, facts=doubt.facts))


def _tell(doubt: Doubt, check: Check, one: Raised) -> None:
    doubt.edition, doubt.amount, doubt.matter = check.edition, one.amount, one.matter[:400]
    doubt.says = {"zh": one.says.in_("zh"), "en": one.says.in_("en")}
    doubt.facts = recorded(one.facts)


@transaction.atomic
def answer(doubt_id: int, given: Answer, *, actor: Actor, now: datetime) -> Doubt:
    """The unit answers a pending point, perhaps once more. Raises Missing, NotPermitted, Conflict, Invalid, Refused."""
    doubt = _held(doubt_id, actor)
    if doubt.unit_id is None or not actor.holds(f"{organisation_key(doubt.unit_id)}/handler"):
        raise NotPermitted(
            "not_the_unit",
            say("疑点由所涉单位的经办人答复。", "A point is answered by the handler of the unit that it is about."),
            cites=(CALLS,),
        )
    return _say(doubt, Noted.ANSWERED, State.ANSWERED, given.text, given.file, actor, now)


@transaction.atomic
def close(doubt_id: int, given: Closing, *, actor: Actor, now: datetime) -> Doubt:
    """The auditor closes a pending point on evidence. Raises Missing, NotPermitted, Unconfirmed, Conflict, Invalid,
    Refused."""
    doubt = _held(doubt_id, actor)
    must_settle(actor, doubt, now.date())
    return _say(doubt, Noted.CLOSED, State.CLOSED, given.text, given.file, actor, now)


@transaction.atomic
def dismiss(doubt_id: int, given: Closing, *, actor: Actor, now: datetime) -> Doubt:
    """The auditor finds that there is nothing in a point. Raises Missing, NotPermitted, Unconfirmed, Conflict, Invalid,
    Refused."""
    doubt = _held(doubt_id, actor)
    must_settle(actor, doubt, now.date())
    return _say(doubt, Noted.DISMISSED, State.DISMISSED, given.text, given.file, actor, now)


def _held(doubt_id: int, actor: Actor) -> Doubt:
    found = Doubt.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=doubt_id).first()
    if found is None:
        raise Missing
    return found


def must_audit(actor: Actor, area: str) -> None:
    """Raise NotPermitted for anybody but an auditor of the area's audit office."""
    if not audits(actor, area):
        raise NotPermitted(
            "not_the_auditor",
            say("由本级审计机关的审计员办理。", "This belongs to an auditor of the area's audit office."),
            cites=(CHECKS_IT,),
        )


def must_settle(actor: Actor, doubt: Doubt, on: date) -> None:
    """Raise NotPermitted for whoever may not settle the point, Unconfirmed before it is settled.

    An audit office is not judge of itself: a point about it is settled by the audit office of the area above.
    """
    if of_the_office(doubt, on) or _own(doubt, actor):
        if not settles(actor, doubt, on):
            raise NotPermitted("own_office", OWN_OFFICE, cites=(ITSELF, ABOVE))
    else:
        must_audit(actor, doubt.jurisdiction_id)
    must_be_confirmed(actor)


def settles(actor: Actor, doubt: Doubt, on: date) -> bool:
    """Whether the actor is the one to close or dismiss the point."""
    if _own(doubt, actor):
        return False
    if not of_the_office(doubt, on):
        return audits(actor, doubt.jurisdiction_id)
    above = area_above(doubt.jurisdiction_id)
    return above is not None and audits(actor, above)


def of_the_office(doubt: Doubt, on: date) -> bool:
    """Whether the point is about the audit office of its own area."""
    office = holder(AUDIT.code, doubt.jurisdiction_id, on)
    return office is not None and doubt.unit_id == office.organisation_id


def _own(doubt: Doubt, actor: Actor) -> bool:
    """Whether it is about the actor's own body, or one that this succeeded."""
    return doubt.unit_id is not None and organisation_key(doubt.unit_id) in actor.keys


def audits(actor: Actor, area: str) -> bool:
    """Whether the actor is an auditor of the area's audit office."""
    return actor.holds(f"{function_key(AUDIT.code, area)}/auditor")


def _say(doubt: Doubt, kind: Noted, state: State, text: str, file: str | None, actor: Actor, now: datetime) -> Doubt:
    if not doubt.pending:
        raise Conflict(
            "doubt_settled",
            say(
                "该疑点已经办结；事实变化时会重新列出。", "This point is settled; it opens again when its facts change."
            ),
            cites=(CHECKS_IT,),
        )
    refuse_secret([text])
    if file and file not in usable_files([file], actor):
        raise Invalid({"file": say("文件未上传成功，请重新上传。", "The file was not uploaded; upload it again.")})
    doubt.state = state.value
    doubt.save(update_fields=["state"])
    note = DoubtNote.objects.create(
        doubt=doubt,
        kind=kind.value,
        at=now,
        by=actor.name,
        organisation=actor.organisation,
        text=text,
        file=file or "",
        facts=doubt.facts,
    )
    record(
        f"supervision.doubt.{'answer' if kind is Noted.ANSWERED else 'close' if kind is Noted.CLOSED else 'dismiss'}",
        actor=actor,
        function="" if kind is Noted.ANSWERED else AUDIT.code,
        acted_at=now,
        cites=(CALLS if kind is Noted.ANSWERED else CHECKS_IT,),
        input={"doubt": doubt.pk},
        effects=written(doubt, note),
    )
    return doubt
