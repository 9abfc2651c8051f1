"""Recording an act: its event, prepared outside the database and inserted in the transaction that carries it out."""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from qilou.kernel.actor import Actor
from qilou.kernel.errors import Refused
from qilou.law import Article, Finding, carries, say

from .canonical import Opening, Personal
from .event import event_bytes, new_event_id

__all__ = ["Personal", "Prepared", "prepare", "record"]

NEAR_NOW = timedelta(minutes=10)
INSERT_EVENT = """
    INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)
    VALUES (%(event_id)s, %(name)s, %(case_number)s, %(actor_id)s, %(organisation)s, %(acted_at)s, %(body)s)
"""
INSERT_OPENINGS = """
    INSERT INTO ledger_opening (event_id, path, salt, value)
    SELECT %s::uuid, path, salt, value FROM unnest(%s::text[], %s::bytea[], %s::text[]) AS opening (path, salt, value)
"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An event not yet inserted. The database itself adds the time of recording, the leaf hash and the transaction."""

    event_id: UUID
    name: str
    case: str
    actor: Actor
    acted_at: datetime
    body: bytes
    openings: tuple[Opening, ...]

    def columns(self) -> dict[str, UUID | str | int | datetime | bytes]:
        """The columns of `ledger_event` and their values, for a caller that inserts within its own statement."""
        return {
            "event_id": self.event_id,
            "name": self.name,
            "case_number": self.case,
            "actor_id": self.actor.id,
            "organisation": self.actor.organisation,
            "acted_at": self.acted_at,
            "body": self.body,
        }

    def insert(self) -> None:
        """Insert the event and its openings in the running transaction."""
        _must_be_in_transaction()
        with connection.cursor() as cursor:
            cursor.execute(INSERT_EVENT, self.columns())
        self.inserted()

    def inserted(self) -> None:
        """What follows the insertion by whatever statement: its commitments' openings are kept, its watchers told."""
        if self.openings:
            self._store_openings()
        if (watching := WATCHING.get()) is not None:
            watching(self)

    def _store_openings(self) -> None:
        _must_be_in_transaction()
        paths = [one.path for one in self.openings]
        salts = [one.salt for one in self.openings]
        values = [one.value for one in self.openings]
        with connection.cursor() as cursor:
            cursor.execute(INSERT_OPENINGS, [self.event_id, paths, salts, values])


WATCHING: ContextVar[Callable[[Prepared], None] | None] = ContextVar("who is told of each event inserted", default=None)


def prepare(
    name: str,
    *,
    actor: Actor,
    acted_at: datetime,
    case: str = "",
    function: str = "",
    on_behalf_of: str | None = None,
    cites: Sequence[Article] = (),
    editions: Sequence[str] = (),
    findings: Sequence[Finding] = (),
    input: Mapping[str, object] | None = None,  # noqa: A002  # the word of the format
    effects: Mapping[str, object] | None = None,
    of_record: str = "",
) -> Prepared:
    """The event of an act; `acted_at` lies near now unless the act is entered from the document `of_record`."""
    if not settings.QILOU_DEMO:
        _refuse_doubtful_time(acted_at, datetime.now(UTC), of_record)
    event_id = new_event_id()
    body, openings = event_bytes(
        event_id,
        name,
        actor=actor,
        acted_at=acted_at,
        case=case,
        function=function,
        on_behalf_of=on_behalf_of,
        cites=cites,
        editions=editions,
        findings=findings,
        input=input,
        effects=effects,
        of_record=of_record,
        demo=settings.QILOU_DEMO,
    )
    return Prepared(event_id, name, case, actor, acted_at, body, openings)


@carries("X1", "A42.2")
def record(
    name: str,
    *,
    actor: Actor,
    acted_at: datetime,
    case: str = "",
    function: str = "",
    on_behalf_of: str | None = None,
    cites: Sequence[Article] = (),
    editions: Sequence[str] = (),
    findings: Sequence[Finding] = (),
    input: Mapping[str, object] | None = None,  # noqa: A002
    effects: Mapping[str, object] | None = None,
    of_record: str = "",
) -> UUID:
    """Record an act in the transaction that carries it out; returns the id of its event."""
    event = prepare(
        name,
        actor=actor,
        acted_at=acted_at,
        case=case,
        function=function,
        on_behalf_of=on_behalf_of,
        cites=cites,
        editions=editions,
        findings=findings,
        input=input,
        effects=effects,
        of_record=of_record,
    )
    event.insert()
    return event.event_id


def _must_be_in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("an act and its record belong into one transaction")


def _refuse_doubtful_time(acted_at: datetime, now: datetime, of_record: str) -> None:
    if acted_at > now + NEAR_NOW:
        raise Refused(
            "ledger.future",
            say(
                "办理时间不能晚于现在。请改为实际办理的时间。",
                "An act cannot lie in the future. Enter when it was really done.",
            ),
        )
    if acted_at < now - NEAR_NOW and not of_record:
        raise Refused(
            "ledger.past",
            say(
                "办理时间早于现在十分钟以上；补录以前的办理须注明所依据的文件。",
                "The act lies more than ten minutes back; earlier acts are entered from the document recording them.",
            ),
        )
