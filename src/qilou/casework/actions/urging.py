"""Urging slips (督办单): a numbered paper that asks the body whose turn it is to act, and its answer."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from qilou.casework.act import Act
from qilou.casework.cards import WARNING_DAYS, card, days_left
from qilou.casework.models import Notice, Urging
from qilou.casework.procedure import CHECKER, REGISTRAR, SIGNER
from qilou.casework.store import lock_cases, number_and_names
from qilou.identity.queries import holders_of_desk
from qilou.identity.queries.units import area_above
from qilou.kernel.actor import Actor, function_key
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted, Refused
from qilou.kernel.moment import CITY_TIME
from qilou.kernel.transaction import one_transaction
from qilou.law import AUTHORITY, Message, Parameter, Text, carries, say
from qilou.law.measures import M164
from qilou.ledger import record
from qilou.ledger.queries import who_acted
from qilou.ledger.rows import columns_of

from .drafts import refuse_secret
from .notices import digest
from .notify import ANSWERED, URGED, notify
from .perform import begin, naming
from .recording import served

KIND = "casework.urging"
BASIS = (M164.art(31), M164.art(34))
URGERS = (SIGNER, CHECKER, REGISTRAR)
MOST_AT_ONCE = 100
WAITING_DAYS = Parameter(
    code="urging_waiting_days",
    question=Text("无时限办件等待几个工作日后可以督办？", "After how many working days may a waiting case be urged?"),
    default=10,
    cites=M164.art(34),
    req=(),
    statutory=False,
    least=1,
)


def authorities(act: Act) -> tuple[str, ...]:
    """The keys of those who supervise a case: the authority of its area, and the one above it."""
    place = act.case.jurisdiction
    return supervisors(place, area_above(place), act.case.readers)


def supervisors(place: str, above: str | None, readers: Collection[str]) -> tuple[str, ...]:
    """The keys of the authority of an area and of the one above it, as far as they see a case with these readers."""
    keys = (function_key(AUTHORITY.code, one) for one in (place, above) if one)
    return tuple(key for key in keys if key in readers)


def may_urge(act: Act) -> bool:
    """Whether the actor is a signer, checker or registrar of an authority over the case, which is not theirs to do."""
    return not act.actor.holds(act.case.desk) and any(
        act.actor.holds(f"{key}/{post}") for key in authorities(act) for post in URGERS
    )


def ground(act: Act) -> str | None:
    """Why a case may be urged today: its card, `waiting`, or None when it may not be."""
    if not act.case.desk:
        return None
    colour = card(act.case.due_on, act.calendar, act.today, act.readings[WARNING_DAYS])
    waited = days_left(act.case.moved_at.astimezone(CITY_TIME).date(), act.calendar, act.today, working=True)
    return colour or ("waiting" if -waited >= act.readings[WAITING_DAYS] else None)


@one_transaction()
@carries("A31.1", "A34.1")
def urge(code: str, number: str, *, actor: Actor, now: datetime, reason: str, days: int = 3) -> Urging:
    """Serve an urging slip to the body on whose desk a carded or long waiting case stands.

    Raises Missing, NotPermitted, Invalid, Conflict, Refused.
    """
    act = begin(code, number, actor=actor, now=now)
    if not may_urge(act):
        raise NotPermitted(
            "not_supervisor",
            say(
                "督办由本级或者上级主管部门的签发、核稿或者编号用印岗位办理；在自己案头的事项直接办理。",
                "A signer, checker or registrar of the authority of the area, or of the one above, urges; "
                "what lies on one's own desk is dealt with.",
            ),
            cites=BASIS,
        )
    _check(reason, days)
    why = ground(act)
    if why is None:
        raise Refused(
            "not_late",
            say(
                "该办件未亮黄牌、红牌，等待也未满规定天数。请待亮牌或者等待满规定天数后再督办。",
                "The case has no yellow or red card and has not waited long enough. "
                "Urge once it has a card or has waited so long.",
            ),
            cites=BASIS,
        )
    to = act.case.desk.partition("/")[0]
    if Urging.objects.filter(case_id=act.case.id, to_key=to, answered_at__isnull=True).exists():
        raise Conflict("urged", say("已有督办单待答复。", "A slip still waits for its answer."), cites=BASIS)
    return _serve(act, to, why, reason.strip(), act.calendar.working_day_after(act.today, days))


def _check(reason: str, days: int) -> None:
    errors = {}
    if not reason.strip() or len(reason) > 2000:
        errors["reason"] = say("请写明督办事由。", "State why the case is urged.")
    if not 1 <= days <= 30:
        errors["days"] = say("答复期限为 1 至 30 个工作日。", "An answer is due in 1 to 30 working days.")
    if errors:
        raise Invalid(errors)
    refuse_secret([reason])


def _serve(act: Act, to: str, why: str, reason: str, answer_by: date) -> Urging:
    """Record the act, number its paper and tell whoever has the case."""
    actor, case = act.actor, act.case
    own = [key for key in authorities(act) if any(actor.holds(f"{key}/{post}") for post in URGERS)]
    addressed = number_and_names(actor.organisation_id or 0, "", act.today, [to])
    if addressed is None:
        raise Refused(
            "no_letterhead",
            say(
                "尚未登记机关代字。请管理员在“机关代字”中登记。",
                "There is no letterhead word yet. Ask the administrator to enter one.",
            ),
            cites=BASIS,
        )
    number, names = addressed
    paper: dict[str, object] = {
        "number": number,
        "issuer": actor.organisation,
        "title": {"zh": "督办单", "en": "Urging slip"},
        "body": {language: [one.in_(language) for one in _words(act, reason, answer_by)] for language in ("zh", "en")},
        "recipients": [{"key": to, "name": names.get(to, to), "copy": False}],
    }
    readers = sorted({to, *own})
    kept: dict[str, object] = {"kind": KIND, "readers": readers, "sha256": digest(paper)}
    slip = Urging(case_id=case.id, to_key=to, card=why, reason=reason, readers=readers, answer_by=answer_by)
    event = record(
        "casework.urging.serve",
        case=case.number,
        actor=actor,
        acted_at=act.now,
        function=AUTHORITY.code,
        cites=BASIS,
        input={"reason": reason, "answer_by": answer_by},
        effects={
            "casework_notice": {number: served({**paper, **kept}, case.number, act.today)},
            "casework_urging": {number: columns_of(slip, {"notice"})},
        },
    )
    notice = Notice.objects.create(
        case_id=case.id, event_id=event, kind=KIND, readers=readers, issued_on=act.today, **paper
    )
    slip.notice = notice
    slip.save(force_insert=True)
    people = [case.handler_id] if case.handler_id else [pk for pk, _ in holders_of_desk(case.desk, act.today)]
    if to.startswith("person:"):
        people = [int(to[7:])]
    notify(people, URGED, at=act.now, case_id=case.id, event_id=event, by=actor.organisation)
    return slip


def _words(act: Act, reason: str, answer_by: date) -> tuple[Message, ...]:
    case = act.case
    return (
        say("%(title)s（%(n)s）：%(why)s", "%(title)s (%(n)s): %(why)s", title=case.title, n=case.number, why=reason),
        say("请于 %(on)s 前书面答复。", "An answer is asked for by %(on)s.", on=answer_by.isoformat()),
        say("依据：%(articles)s。", "Basis: %(articles)s.", articles=BASIS),
    )


@one_transaction()
@carries("A31.1")
def urge_many(
    numbers: Sequence[tuple[str, str]], *, actor: Actor, now: datetime, reason: str, days: int = 3
) -> list[Urging]:
    """Urge several cases, given as procedure and number: all or none; a refusal names its case."""
    if not 1 <= len(numbers) <= MOST_AT_ONCE:
        raise Invalid({"numbers": say("一次督办 1 至 %(n)s 件。", "Urge 1 to %(n)s cases at once.", n=MOST_AT_ONCE)})
    lock_cases([number for _, number in numbers])
    made = []
    for code, number in sorted(set(numbers), key=lambda one: one[1]):
        with naming(number):
            made.append(urge(code, number, actor=actor, now=now, reason=reason, days=days))
    return made


@one_transaction()
@carries("A31.1")
def answer_urging(slip_id: int, text: str, *, actor: Actor, now: datetime) -> Urging:
    """Answer an urging slip for the body that it urged; once. Raises Missing, NotPermitted, Conflict, Invalid."""
    rows = Urging.objects.select_related("case", "notice").select_for_update(of=("self",))
    slip = rows.filter(pk=slip_id, readers__overlap=sorted(actor.keys)).first()
    if slip is None:
        raise Missing
    if slip.to_key not in actor.keys:
        raise NotPermitted(
            "not_urged", say("督办单由被督办单位答复。", "The body that was urged answers."), cites=BASIS
        )
    if slip.answered_at is not None:
        raise Conflict("answered", say("该督办单已答复。", "The slip has been answered."), cites=BASIS)
    if not text.strip() or len(text) > 4000:
        raise Invalid({"answer": say("请写明办理情况。", "State what has been done.")})
    refuse_secret([text])
    slip.answer, slip.answered_at, slip.answered_by_id = text.strip(), now, actor.id
    slip.save(update_fields=["answer", "answered_at", "answered_by"])
    event = record(
        "casework.urging.answer",
        case=slip.case.number,
        actor=actor,
        acted_at=now,
        cites=BASIS,
        input={"number": slip.notice.number, "answer": text.strip()},
        effects={"casework_urging": {slip.notice.number: columns_of(slip, {"notice"})}},
    )
    urged_by = who_acted(slip.notice.event_id)
    notify(
        [urged_by] if urged_by else [], ANSWERED, at=now, case_id=slip.case_id, event_id=event, by=actor.organisation
    )
    return slip
