"""The API of cases: what is listed, one case, and for every declared step an operation of its own with its input."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Router, Schema, Status

from qilou.casework.act import Act, insider
from qilou.casework.actions import sign_off as signing
from qilou.casework.actions.add_signer import add_signer
from qilou.casework.actions.comments import add_comment
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import look, perform
from qilou.casework.models import Case, Comment, Notice
from qilou.casework.procedure import PROCEDURES, Procedure, Step
from qilou.casework.queries.case_page import running
from qilou.casework.queries.desks import Row, register, waiting
from qilou.casework.queries.together import comments_of, notifications
from qilou.casework.views.lists import bounded
from qilou.kernel.errors import Missing
from qilou.kernel.fields import Input
from qilou.kernel.request import Asked
from qilou.law import SYSTEM, Language

router = Router(tags=["cases"])


class ClockOut(Schema):
    """A running clock of a case."""

    name: str
    due_on: date | None
    provisional: bool
    paused: bool
    card: str


class CaseOut(Schema):
    """A case as an answer."""

    number: str
    procedure: str
    edition: str
    title: str
    state: str
    version: int
    desk: str
    jurisdiction: str
    amount: Decimal | None
    due_on: date | None
    provisional: bool
    parties: dict[str, list[str]]
    clocks: list[ClockOut]
    steps: list[str]
    sign_off: str | None


class RowOut(Schema):
    """A case in a list."""

    number: str
    procedure: str
    title: str
    state: str
    due_on: date | None
    card: str


class NoticeOut(Schema):
    """A served paper."""

    id: int
    number: str
    kind: str
    issued_on: date
    status: str
    title: dict[str, str]
    body: dict[str, list[str]]


class Opening(Schema):
    """What opens a case of a procedure that asks nothing more."""

    title: str


class CommentIn(Schema):
    """A comment on a case: for the caller's side, or with `shared` for all who see the case."""

    text: str
    shared: bool = False
    anchor: str = ""
    mentions: list[int] = []


class CommentOut(Schema):
    """A comment that the caller may read."""

    id: int
    author: str
    organisation: str
    text: str
    shared: bool
    anchor: str
    mentions: list[int]
    written_at: datetime


class NotificationOut(Schema):
    """Something that the caller was told of."""

    id: int
    kind: str
    case: str
    by: str
    at: datetime
    read_at: datetime | None


class Added(Schema):
    """Who is asked before one's own turn in a sign-off."""

    post: str
    person: int | None = None
    reason: str = ""


class Opinion(Schema):
    """What a checker or signer says of a drafted decision."""

    opinion: str = ""


@router.get("/cases", response=list[RowOut], operation_id="cases.list")
def listed(request: Asked, desk: bool = False, procedure: str = "", skip: int = 0) -> list[dict[str, Any]]:
    """What waits for the caller (`desk`), or every case that the caller may see, newest first."""
    skip = bounded(skip)
    rows = (
        waiting(request.actor, now=request.now, skip=skip)
        if desk
        else register(request.actor, now=request.now, procedure=procedure, skip=skip)
    )
    return [_row(one) for one in rows]


@router.get("/cases/{number}/notices", response=list[NoticeOut], operation_id="cases.notices")
def notices(request: Asked, number: str) -> list[Notice]:
    """The papers served in a case to those whom the caller is one of."""
    return list(
        Notice.objects.filter(case__number=number, readers__overlap=sorted(request.actor.keys)).order_by("pk")[:200]
    )


@router.get("/cases/{number}/comments", response=list[CommentOut], operation_id="cases.comments")
def comments(request: Asked, number: str) -> list[dict[str, Any]]:
    """The comments on a case that the caller may read, oldest first."""
    return [_comment(one) for one in comments_of(_seen(request, number))]


@router.post("/cases/{number}/comments", response={201: CommentOut}, operation_id="cases.comment")
def comment(request: Asked, number: str, data: CommentIn) -> Any:
    """Comment on a case that the caller sees."""
    code = _seen(request, number).procedure.code
    made = add_comment(
        code,
        number,
        data.text,
        actor=request.actor,
        now=request.now,
        shared=data.shared,
        anchor=data.anchor,
        mentions=data.mentions,
    )
    return Status(201, _comment(made))


@router.post("/cases/{number}/sign_off/add_signer", response=CaseOut, operation_id="cases.sign_off.add_signer")
def added(request: Asked, number: str, data: Added, version: int | None = None) -> dict[str, Any]:
    """Ask one more checker or countersigner before the caller's own turn."""
    code = _seen(request, number).procedure.code
    act = add_signer(
        code,
        number,
        actor=request.actor,
        now=request.now,
        post=data.post,
        person_id=data.person,
        reason=data.reason,
        seen_version=version,
    )
    return _answer(act, request)


@router.get("/notifications", response=list[NotificationOut], operation_id="notifications.list")
def told_of(request: Asked, unread: bool = True, skip: int = 0) -> list[dict[str, Any]]:
    """What the caller was told of, newest first."""
    found = notifications(request.actor, everything=not unread, skip=bounded(skip))
    return [
        {
            "id": one.row.pk,
            "kind": one.row.kind,
            "case": one.row.case.number if one.href and one.row.case else "",
            "by": one.row.by,
            "at": one.row.at,
            "read_at": one.row.read_at,
        }
        for one in found
    ]


def _seen(request: Asked, number: str) -> Act:
    """The case of a number that the caller sees, whatever its procedure; raises Missing."""
    case = Case.objects.visible_to(request.actor).filter(number=number).first()
    if case is None:
        raise Missing
    return look(case.procedure, number, actor=request.actor, now=request.now)


def _comment(row: Comment) -> dict[str, Any]:
    names = ("id", "organisation", "text", "shared", "anchor", "mentions", "written_at")
    return {"author": row.author.name_zh, **{name: getattr(row, name) for name in names}}


def _row(row: Row) -> dict[str, Any]:
    return {
        "number": row.case.number,
        "procedure": row.case.procedure,
        "title": row.case.title,
        "state": row.case.state,
        "due_on": row.case.due_on,
        "card": row.card,
    }


def told(act: Act) -> dict[str, Any]:
    """A case after an act, or as it is looked at."""
    case = act.case
    deadlines = running(act)
    return {
        "number": case.number,
        "procedure": case.procedure,
        "edition": case.edition,
        "title": case.title,
        "state": case.state,
        "version": case.version,
        "desk": case.desk,
        "jurisdiction": case.jurisdiction,
        "amount": case.amount,
        "due_on": case.due_on,
        "provisional": case.provisional,
        "parties": case.parties,
        "clocks": [
            {
                "name": row.name,
                "due_on": row.due_on,
                "provisional": row.provisional,
                "paused": row.period.paused,
                "card": next(one.card for one in deadlines if one.due_on == row.due_on),
            }
            for row in case.clocks
        ],
        "steps": [act.procedure.name_of(step) for step in act.procedure.leaving(case.state)],
        "sign_off": _drafted(act),
    }


def _drafted(act: Act) -> str | None:
    """The step that is being signed off, for the body that takes it."""
    row = act.case.sign_off
    step = act.procedure.step(row.step) if row else None
    return step.name if step and insider(step.by, act.case, act.actor) else None


def _fresh(act: Act, request: Asked) -> dict[str, Any]:
    return told(look(act.procedure.code, act.case.number, actor=request.actor, now=request.now))


def _describe(procedure: Procedure, language: Language = "en") -> str:
    return f"{procedure.title.in_(language)} ({procedure.cites.in_(language)})"


def _publish(procedure: Procedure) -> None:
    """The operations of one procedure, from its declaration."""
    base = f"/{procedure.path}"
    router.add_api_operation(
        base + "/",
        ["POST"],
        _opener(procedure),
        response={201: CaseOut},
        operation_id=f"{procedure.code}.open",
        summary=f"Open: {_describe(procedure)}",
    )
    router.add_api_operation(
        base + "/{number}",
        ["GET"],
        _looker(procedure),
        response=CaseOut,
        operation_id=f"{procedure.code}.case",
        summary=_describe(procedure),
    )
    for step in procedure.steps:
        if not step.on and step.by is not SYSTEM:
            router.add_api_operation(
                f"{base}/{{number}}/{step.name}",
                ["POST"],
                _taker(procedure, step),
                response=CaseOut,
                operation_id=procedure.name_of(step),
                summary=f"{step.label.en} ({step.cites.in_('en')})",
            )
    if any(step.may_be_signed for step in procedure.steps):
        for verb, act in (("endorse", signing.endorse), ("send_back", signing.send_back)):
            router.add_api_operation(
                f"{base}/{{number}}/sign_off/{verb}",
                ["POST"],
                _signer(procedure, act),
                response=CaseOut,
                operation_id=f"{procedure.code}.sign_off.{verb}",
                summary=f"Sign-off: {verb}",
            )


def _opener(procedure: Procedure) -> Callable[..., Any]:
    takes: Any = procedure.takes or Opening

    def opened(request: Asked, data: takes) -> Any:
        typed = data if isinstance(data, Input) else None
        act = open_case(
            procedure.code,
            actor=request.actor,
            now=request.now,
            jurisdiction=request.actor.jurisdiction,
            title=str(getattr(data, "title", procedure.title.zh)),
            data=typed,
        )
        return Status(201, _fresh(act, request))

    return opened


def _looker(procedure: Procedure) -> Callable[..., Any]:
    def looked(request: Asked, number: str) -> Any:
        return told(look(procedure.code, number, actor=request.actor, now=request.now))

    return looked


def _taker(procedure: Procedure, step: Step) -> Callable[..., Any]:
    def done(request: Asked, number: str, data: object, version: int | None) -> Any:
        act = perform(
            procedure.code,
            number,
            step.name,
            actor=request.actor,
            now=request.now,
            data=data,
            seen_version=version,
        )
        return _answer(act, request)

    if step.takes is None:

        def taken(request: Asked, number: str, version: int | None = None) -> Any:
            return done(request, number, None, version)

        return taken
    takes: Any = step.takes

    def taken_with(request: Asked, number: str, data: takes, version: int | None = None) -> Any:
        return done(request, number, data, version)

    return taken_with


def _signer(procedure: Procedure, act: Callable[..., Act]) -> Callable[..., Any]:
    def signed(request: Asked, number: str, data: Opinion, version: int | None = None) -> Any:
        done = act(
            procedure.code,
            number,
            actor=request.actor,
            now=request.now,
            opinion=data.opinion,
            seen_version=version,
        )
        return _answer(done, request)

    return signed


def _answer(act: Act, request: Asked) -> dict[str, Any]:
    """The case as the caller still sees it; an act may take it out of their sight, then as it was left."""
    try:
        return _fresh(act, request)
    except Missing:
        return told(act)


for editions in PROCEDURES.values():
    _publish(editions[-1])
