"""The engine's hand-written statements: one locks a case with all that an act needs, one moves it.

Everything that an act reads of its case is fetched by the locking statement. After a wait for the lock PostgreSQL
re-reads the case's own row but not the subqueries, so a version that differs from the snapshot's means: read again.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from pydantic_core import to_json

from qilou.identity.queries import NAMES, names_wanted
from qilou.kernel.actor import Actor
from qilou.kernel.arrays import array_of
from qilou.kernel.errors import Conflict, Missing
from qilou.kernel.statement import answer
from qilou.law import Article, Calendar, Readings, YearNotice, say
from qilou.law.calendar_years import CALENDAR
from qilou.ledger.record import Prepared

from .act import CaseRow, ClockRow, SignOffRow
from .clocks import Turned

Law = tuple[Readings, Calendar]  # of an area on a date

CONTEXT = """
  'readings', (SELECT coalesce(json_object_agg(v.code, v.value), '{}') FROM (
     SELECT DISTINCT ON (p.code) p.code, p.value FROM casework_parametervalue p
      WHERE p.jurisdiction_id IN (j.code, j.parent_id) AND p.period @> %(on)s::date
      ORDER BY p.code, (p.jurisdiction_id = j.code) DESC) v),
  'notices', (SELECT coalesce(json_agg(to_json(n)), '[]') FROM casework_calendarnotice n)
"""
CASE = f"""
SELECT json_build_object('id', c.id, 'procedure', c.procedure, 'edition', c.edition, 'number', c.number,
  'jurisdiction', c.jurisdiction_id, 'title', c.title, 'state', c.state, 'version', c.version, 'parties', c.parties,
  'readers', c.readers, 'desk', c.desk, 'handler_id', c.handler_id, 'thing', c.thing, 'amount', c.amount::text,
  'parent_id', c.parent_id, 'join', c."join", 'higher_decision', c.higher_decision, 'opened_on', c.opened_on,
  'due_on', c.due_on, 'provisional', c.provisional, 'moved_at', c.moved_at,
  'seen_version', (SELECT s.version FROM casework_case s WHERE s.id = c.id),
  'clocks', (SELECT coalesce(json_agg(to_json(k) ORDER BY k.id), '[]') FROM casework_clock k
    WHERE k.case_id = c.id AND k.ended_on IS NULL),
  'sign_off', (SELECT to_json(o) FROM casework_signoff o WHERE o.case_id = c.id AND o.ended_at IS NULL),
  'recused', EXISTS (SELECT FROM casework_recusal r WHERE r.case_id = c.id AND r.person_id = %(person)s::bigint),
  {CONTEXT})::text
FROM casework_case c JOIN identity_jurisdiction j ON j.code = c.jurisdiction_id
WHERE c.number = %(number)s AND (%(person)s::bigint = 0 OR c.readers && %(keys)s::varchar[])
"""  # noqa: S608  # only our own constant is joined in


def fetch_case(number: str, actor: Actor, on: date, *, lock: bool) -> tuple[CaseRow, Readings, Calendar]:
    """The case as the actor sees it, with clocks, sign-off, readings and calendar; raises Missing.

    With `lock` it is held until the transaction ends.
    """
    values = {
        "number": number,
        "keys": array_of(actor.keys),
        "person": str(actor.id),
        "on": on.isoformat(),
    }
    sql = f"{CASE} FOR UPDATE OF c" if lock else CASE
    row = answer(sql, values)
    if row and lock and row["version"] != row["seen_version"]:
        row = answer(sql, values)
    if row is None:
        raise Missing
    readings = Readings(on, row.pop("readings"))
    calendar = _calendar(row.pop("notices"))
    del row["seen_version"]
    sign_off = row["sign_off"]
    case = CaseRow(
        **row
        | {
            "amount": None if row["amount"] is None else Decimal(row["amount"]),
            "opened_on": date.fromisoformat(row["opened_on"]),
            "due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None,
            "moved_at": datetime.fromisoformat(row["moved_at"]),
            "clocks": [ClockRow.of(one) for one in row["clocks"]],
            "sign_off": SignOffRow(**{name: sign_off[name] for name in SignOffRow.__slots__}) if sign_off else None,
        }
    )
    case.fetched = _seldom(case, case.readers)
    return case, readings, calendar


def _seldom(case: CaseRow, readers: list[str]) -> dict[str, object]:
    """What an act seldom changes of its case, by the names under which the move tells it."""
    return {
        "title": case.title,
        "amount": case.amount,
        "parties": {role: list(keys) for role, keys in case.parties.items()},
        "readers": readers,
        "thing": case.thing,
        "higher": case.higher_decision,
    }


def lock_cases(numbers: Collection[str]) -> None:
    """Hold cases until the transaction ends, in the order of their numbers, so that no two acts wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM casework_case WHERE number = ANY(%(numbers)s) ORDER BY number FOR UPDATE",
            {"numbers": list(numbers)},
        )


def fetch_context(jurisdiction: str, on: date) -> Law:
    """The readings and the calendar of a jurisdiction on a date, for acts without a case."""
    row = answer(
        f"SELECT json_build_object({CONTEXT})::text FROM identity_jurisdiction j WHERE j.code = %(code)s",  # noqa: S608
        {"code": jurisdiction, "on": on.isoformat()},
    )
    if row is None:
        raise Missing
    return Readings(on, row["readings"]), _calendar(row["notices"])


def _text(value: object) -> str:
    return to_json(value).decode()


def _calendar(notices: list[dict[str, Any]]) -> Calendar:
    if not notices:
        return CALENDAR
    day = date.fromisoformat
    return CALENDAR.with_notices(
        YearNotice(
            one["year"],
            one["number"],
            day(one["issued"]),
            frozenset(map(day, one["holidays"])),
            frozenset(map(day, one["working_weekends"])),
        )
        for one in notices
    )


NUMBER = f"""
WITH word AS (SELECT l.word FROM casework_letterhead l
               WHERE l.organisation_id = %(organisation)s::bigint AND l.series IN (%(series)s, '')
               ORDER BY l.series DESC LIMIT 1),
taken AS (INSERT INTO casework_numberseries (word, year, last) SELECT word, %(year)s::int, 1 FROM word
  ON CONFLICT (word, year) DO UPDATE SET last = casework_numberseries.last + 1
  RETURNING word, last)
SELECT json_build_array(word, last,
  (SELECT coalesce(json_object_agg(n.key, n.name), '{{}}') FROM ({NAMES}) AS n (key, name)))::text FROM taken
"""  # noqa: S608  # only our own constants are joined in


def number_and_names(
    organisation_id: int, series: str, on: date, keys: Collection[str]
) -> tuple[str, dict[str, str]] | None:
    """The next document number of an organisation's word, taken in this transaction, and the names of those whom keys
    stand for, in one statement; None without a word."""
    values = {
        "organisation": str(organisation_id),
        "series": series,
        "year": str(on.year),
        **names_wanted(keys, on),
    }
    found = answer(NUMBER, values)
    if found is None:
        return None
    word, last, names = found
    return f"{word}〔{on.year}〕{last}号", names


def _move(seldom: str = "") -> str:
    return f"""
moved AS (UPDATE casework_case SET state = %(state)s, version = version + 1, desk = %(desk)s,
    handler_id = %(handler)s::bigint, due_on = %(due_on)s::date, provisional = %(provisional)s::bool,
    moved_at = %(now)s::timestamptz{seldom}
  WHERE id = %(id)s::bigint AND version = %(version)s::int RETURNING id)
"""  # noqa: S608  # only our own constants are joined in


# What most acts leave as it was is told only where it changed: the search's trigger then has nothing to look at.
MOVE = _move()
MOVE_WITH_SELDOM = _move(
    ", title = %(title)s, amount = %(amount)s::numeric, parties = %(parties)s::jsonb, readers = %(readers)s::text[], "
    "thing = %(thing)s, higher_decision = %(higher)s"
)
EVENT = """
recorded AS (INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)
  SELECT %(event_id)s::uuid, %(name)s::text, %(case_number)s::text, %(actor_id)s::bigint, %(organisation)s::text,
    %(acted_at)s::timestamptz, %(body)s::bytea FROM moved)
"""
CLOCK_FIELDS = "name, unit, start, length, last, extra, roll, pauses, due_on, provisional"
CLOCK_TYPES = (
    "id bigint, name text, unit text, start date, length int, last date, extra int, roll bool, pauses jsonb, "
    "due_on date, provisional bool"
)
STARTED = f"""
started AS (INSERT INTO casework_clock (case_id, {CLOCK_FIELDS})
  SELECT moved.id, {", ".join(f"c.{name}" for name in CLOCK_FIELDS.split(", "))}
  FROM moved, jsonb_to_recordset(%(started)s::jsonb) AS c ({CLOCK_TYPES}))
"""  # noqa: S608  # only our own constants are joined in
CHANGED = f"""
changed AS (UPDATE casework_clock t SET extra = c.extra, pauses = c.pauses, due_on = c.due_on,
    provisional = c.provisional
  FROM moved, jsonb_to_recordset(%(changed)s::jsonb) AS c ({CLOCK_TYPES}) WHERE t.id = c.id)
"""  # noqa: S608  # only our own constants are joined in
ENDED = """
ended AS (UPDATE casework_clock t SET ended_on = %(today)s::date FROM moved WHERE t.id = ANY(%(ended)s::bigint[]))
"""
NOTICED = """
noticed AS (INSERT INTO casework_notice (case_id, event_id, kind, number, issuer, title, body, recipients, readers,
    issued_on, status)
  SELECT moved.id, %(event_id)s::uuid, n.kind, n.number, n.issuer, n.title, n.body, n.recipients, n.readers,
    %(today)s::date, 'standing'
  FROM moved, jsonb_to_recordset(%(notices)s::jsonb) AS n (kind text, number text, issuer text, title jsonb, body jsonb,
    recipients jsonb, readers text[]))
"""
VOIDED = """
voided AS (UPDATE casework_notice t SET status = %(void_status)s
  FROM moved WHERE t.case_id = moved.id AND t.kind = ANY(%(voids)s::text[]) AND t.status = 'standing')
"""
SIGNED = """
signed AS (UPDATE casework_signoff t SET ended_at = %(now)s::timestamptz, outcome = %(sign_off_outcome)s
  FROM moved WHERE t.id = %(sign_off)s::bigint)
"""


def move_case(
    case: CaseRow,
    *,
    state: str,
    readers: list[str],
    desk: str,
    handler_id: int | None,
    turned: Turned | None,
    now: datetime,
    event: Prepared,
    notices: Iterable[dict[str, object]] = (),
    voids: tuple[str, ...] = (),
    void_status: str = "revoked",
    sign_off: int | None = None,
    sign_off_outcome: str = "",
    cites: Article,
) -> None:
    """Move the case and record the event with clocks and notices, in one statement.

    Raises Conflict, resting on the article of the act, where somebody has moved it already.
    """
    due_on, provisional = (turned.due_on, turned.provisional) if turned else (case.due_on, case.provisional)
    values: dict[str, str | None] = {
        "id": str(case.id),
        "version": str(case.version),
        "state": state,
        "desk": desk,
        "handler": None if handler_id is None else str(handler_id),
        "due_on": due_on.isoformat() if due_on else None,
        "provisional": "t" if provisional else "f",
        "now": now.isoformat(),
        "today": now.date().isoformat(),
        "event_id": str(event.event_id),
        "name": event.name,
        "case_number": event.case,
        "actor_id": str(event.actor.id),
        "organisation": event.actor.organisation,
        "acted_at": event.acted_at.isoformat(),
        "body": f"\\x{event.body.hex()}",
    }
    parts = [MOVE, EVENT]
    seldom = _seldom(case, readers)
    if seldom != case.fetched:
        parts[0] = MOVE_WITH_SELDOM
        values |= {
            "title": case.title,
            "amount": None if case.amount is None else str(case.amount),
            "parties": _text(case.parties),
            "readers": array_of(readers),
            "thing": case.thing,
            "higher": case.higher_decision,
        }
    if turned and turned.started:
        parts.append(STARTED)
        values["started"] = _text([clock.as_record() for clock in turned.started])
    if turned and turned.changed:
        parts.append(CHANGED)
        values["changed"] = _text([clock.as_record() for clock in turned.changed])
    if turned and turned.ended:
        parts.append(ENDED)
        values["ended"] = array_of([clock.id for clock in turned.ended if clock.id is not None])
    served = list(notices)
    if voids:
        parts.append(VOIDED)
        values |= {"voids": array_of(voids), "void_status": void_status}
    if served:
        parts.append(NOTICED)
        values["notices"] = _text(served)
    if sign_off is not None:
        parts.append(SIGNED)
        values |= {"sign_off": str(sign_off), "sign_off_outcome": sign_off_outcome}
    if answer(f"WITH {', '.join(parts)} SELECT id FROM moved", values) is None:  # noqa: S608  # our own constants
        raise Conflict(
            "moved", say("该办件刚被他人办理，请刷新。", "Someone has just acted on this case. Reload."), cites=(cites,)
        )
    event.inserted()
