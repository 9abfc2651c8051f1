"""The engine's hand-written statements: one locks a case with all that an act needs, one moves it.

Everything that an act reads of its case is fetched by the locking statement. After a wait for the lock PostgreSQL
re-reads the case's own row but not the subqueries, so a version that differs from the snapshot's means: read again.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from pydantic_core import from_json, to_json

from qilou.identity.queries import NAMES, names_wanted
from qilou.kernel.actor import Actor
from qilou.kernel.arrays import array_of
from qilou.kernel.cursor import kept_cursor
from qilou.kernel.errors import Conflict, Missing
from qilou.law import Article, Calendar, Readings, YearNotice, say
from qilou.law.calendar_years import CALENDAR
from qilou.ledger.record import Prepared

from .act import CaseRow, ClockRow, SignOffRow
from .clocks import Turned

Law = tuple[Readings, Calendar]  # of an area on a date

CONTEXT = """
  (SELECT coalesce(jsonb_object_agg(v.code, v.value), '{}') FROM (
     SELECT DISTINCT ON (p.code) p.code, p.value FROM casework_parametervalue p
      WHERE p.jurisdiction_id IN (j.code, j.parent_id) AND p.period @> %(on)s::date
      ORDER BY p.code, (p.jurisdiction_id = j.code) DESC) v) AS readings,
  (SELECT coalesce(jsonb_agg(to_jsonb(n)), '[]') FROM casework_calendarnotice n) AS notices
"""
CASE = f"""
SELECT c.id, c.procedure, c.edition, c.number, c.jurisdiction_id AS jurisdiction, c.title, c.state, c.version,
  c.parties, c.readers, c.desk, c.handler_id, c.thing, c.amount, c.parent_id, c."join", c.higher_decision,
  c.opened_on, c.due_on, c.provisional, c.moved_at,
  (SELECT s.version FROM casework_case s WHERE s.id = c.id) AS seen_version,
  (SELECT coalesce(jsonb_agg(to_jsonb(k) ORDER BY k.id), '[]') FROM casework_clock k
    WHERE k.case_id = c.id AND k.ended_on IS NULL) AS clocks,
  (SELECT to_jsonb(o) FROM casework_signoff o WHERE o.case_id = c.id AND o.ended_at IS NULL) AS sign_off,
  EXISTS (SELECT FROM casework_recusal r WHERE r.case_id = c.id AND r.person_id = %(person)s::bigint) AS recused,
  {CONTEXT}
FROM casework_case c JOIN identity_jurisdiction j ON j.code = c.jurisdiction_id
WHERE c.number = %(number)s AND (%(person)s::bigint = 0 OR c.readers && %(keys)s::varchar[])
"""  # noqa: S608  # only our own constant is joined in
CASE_COLUMNS = (
    *("id", "procedure", "edition", "number", "jurisdiction", "title", "state", "version", "parties", "readers"),
    *("desk", "handler_id", "thing", "amount", "parent_id", "join", "higher_decision", "opened_on", "due_on"),
    *("provisional", "moved_at", "seen_version", "clocks", "sign_off", "recused", "readings", "notices"),
)


def fetch_case(number: str, actor: Actor, on: date, *, lock: bool) -> tuple[CaseRow, Readings, Calendar]:
    """The case as the actor sees it, with clocks, sign-off, readings and calendar; raises Missing.

    With `lock` it is held until the transaction ends. Parameters are text that the statement casts: the driver then
    looks for one way of writing them instead of four.
    """
    values = {
        "number": number,
        "keys": array_of(actor.keys),
        "person": str(actor.id),
        "on": on.isoformat(),
    }
    sql = f"{CASE} FOR UPDATE OF c" if lock else CASE
    row = _one(sql, values, CASE_COLUMNS)
    if row and lock and row["version"] != row["seen_version"]:
        row = _one(sql, values, CASE_COLUMNS)
    if row is None:
        raise Missing
    readings = Readings(on, _json(row.pop("readings")))
    calendar = _calendar(_json(row.pop("notices")))
    del row["seen_version"]
    row["parties"] = _json(row["parties"])
    row["clocks"] = [ClockRow.of(one) for one in _json(row["clocks"])]
    sign_off = _json(row["sign_off"])
    row["sign_off"] = SignOffRow(**{name: sign_off[name] for name in SignOffRow.__slots__}) if sign_off else None
    case = CaseRow(**row)
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
    row = _one(
        f"SELECT {CONTEXT} FROM identity_jurisdiction j WHERE j.code = %(code)s",  # noqa: S608  # our own constant
        {"code": jurisdiction, "on": on},
        ("readings", "notices"),
    )
    if row is None:
        raise Missing
    return Readings(on, _json(row["readings"])), _calendar(_json(row["notices"]))


def _one(sql: str, values: dict[str, Any], names: Sequence[str]) -> dict[str, Any] | None:  # Any: of many types
    """The one row as a dictionary; the names are given, since asking the cursor for them costs as much as the row."""
    cursor = kept_cursor()
    cursor.execute(sql, values)
    found = cursor.fetchone()
    return dict(zip(names, found, strict=True)) if found else None


def _json(value: Any) -> Any:  # Any: decoded JSON; Django's psycopg connection hands jsonb over as text
    return from_json(value) if isinstance(value, str) else value


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
SELECT word, last, (SELECT coalesce(jsonb_object_agg(n.key, n.name), '{{}}') FROM ({NAMES}) AS n (key, name)) FROM taken
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
    cursor = kept_cursor()
    cursor.execute(NUMBER, values)
    found = cursor.fetchone()
    return (f"{found[0]}〔{on.year}〕{found[1]}号", _json(found[2])) if found else None


USUAL_TYPES = """id bigint, version int, state text, desk text, handler bigint, due_on date, provisional bool,
    now timestamptz, today date, event_id uuid, name text, case_number text, actor_id bigint, organisation text,
    acted_at timestamptz, started jsonb, changed jsonb, ended bigint[], notices jsonb, voids text[], void_status text,
    sign_off bigint, sign_off_outcome text"""
SELDOM_TYPES = "title text, amount numeric, parties jsonb, readers text[], thing text, higher text"


def _move(types: str, seldom: str) -> str:
    return f"""
told AS MATERIALIZED (SELECT * FROM jsonb_to_record(%(move)s::jsonb) AS k ({types})),
moved AS (UPDATE casework_case c SET state = k.state, version = c.version + 1, desk = k.desk, handler_id = k.handler,
    due_on = k.due_on, provisional = k.provisional, moved_at = k.now{seldom}
  FROM told k WHERE c.id = k.id AND c.version = k.version RETURNING c.id)
"""  # noqa: S608  # only our own constants are joined in


# What most acts leave as it was is told only where it changed: the search's trigger then has nothing to look at.
MOVE = _move(USUAL_TYPES, "")
MOVE_WITH_SELDOM = _move(
    f"{USUAL_TYPES}, {SELDOM_TYPES}",
    ", title = k.title, amount = k.amount, parties = k.parties, readers = k.readers, thing = k.thing, "
    "higher_decision = k.higher",
)
EVENT = """
recorded AS (INSERT INTO ledger_event (event_id, name, case_number, actor_id, organisation, acted_at, body)
  SELECT k.event_id, k.name, k.case_number, k.actor_id, k.organisation, k.acted_at, %(body)s::bytea
  FROM moved, told k)
"""
CLOCK_FIELDS = "name, unit, start, length, last, extra, roll, pauses, due_on, provisional"
CLOCK_TYPES = (
    "id bigint, name text, unit text, start date, length int, last date, extra int, roll bool, pauses jsonb, "
    "due_on date, provisional bool"
)
STARTED = f"""
started AS (INSERT INTO casework_clock (case_id, {CLOCK_FIELDS})
  SELECT moved.id, {", ".join(f"c.{name}" for name in CLOCK_FIELDS.split(", "))}
  FROM moved, told k, jsonb_to_recordset(k.started) AS c ({CLOCK_TYPES}))
"""  # noqa: S608  # only our own constants are joined in
CHANGED = f"""
changed AS (UPDATE casework_clock t SET extra = c.extra, pauses = c.pauses, due_on = c.due_on,
    provisional = c.provisional
  FROM moved, told k, jsonb_to_recordset(k.changed) AS c ({CLOCK_TYPES}) WHERE t.id = c.id)
"""  # noqa: S608  # only our own constants are joined in
ENDED = """
ended AS (UPDATE casework_clock t SET ended_on = k.today FROM moved, told k WHERE t.id = ANY(k.ended))
"""
NOTICED = """
noticed AS (INSERT INTO casework_notice (case_id, event_id, kind, number, issuer, title, body, recipients, readers,
    issued_on, status)
  SELECT moved.id, k.event_id, n.kind, n.number, n.issuer, n.title, n.body, n.recipients, n.readers, k.today, 'standing'
  FROM moved, told k, jsonb_to_recordset(k.notices) AS n (kind text, number text, issuer text, title jsonb, body jsonb,
    recipients jsonb, readers text[]))
"""
VOIDED = """
voided AS (UPDATE casework_notice t SET status = k.void_status
  FROM moved, told k WHERE t.case_id = moved.id AND t.kind = ANY(k.voids) AND t.status = 'standing')
"""
SIGNED = """
signed AS (UPDATE casework_signoff t SET ended_at = k.now, outcome = k.sign_off_outcome
  FROM moved, told k WHERE t.id = k.sign_off)
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
    columns = event.columns()
    body = columns.pop("body")
    told: dict[str, object] = {
        "id": case.id,
        "version": case.version,
        "state": state,
        "desk": desk,
        "handler": handler_id,
        "due_on": turned.due_on if turned else case.due_on,
        "provisional": turned.provisional if turned else case.provisional,
        "now": now,
        "today": now.date(),
        **columns,
    }
    seldom = _seldom(case, readers)
    if seldom == case.fetched:
        parts = [MOVE, EVENT]
    else:
        parts = [MOVE_WITH_SELDOM, EVENT]
        told |= seldom
    if turned and turned.started:
        parts.append(STARTED)
        told["started"] = [clock.as_record() for clock in turned.started]
    if turned and turned.changed:
        parts.append(CHANGED)
        told["changed"] = [clock.as_record() for clock in turned.changed]
    if turned and turned.ended:
        parts.append(ENDED)
        told["ended"] = [clock.id for clock in turned.ended]
    served = list(notices)
    if voids:
        parts.append(VOIDED)
        told |= {"voids": voids, "void_status": void_status}
    if served:
        parts.append(NOTICED)
        told["notices"] = served
    if sign_off is not None:
        parts.append(SIGNED)
        told |= {"sign_off": sign_off, "sign_off_outcome": sign_off_outcome}
    # One document instead of thirty parameters: the driver's work a parameter costs more than reading the document.
    values = {"move": to_json(told).decode(), "body": body}
    cursor = kept_cursor()
    cursor.execute(f"WITH {', '.join(parts)} SELECT id FROM moved", values)  # noqa: S608  # our own constants
    if cursor.fetchone() is None:
        raise Conflict(
            "moved", say("该办件刚被他人办理，请刷新。", "Someone has just acted on this case. Reload."), cites=(cites,)
        )
    event.store_openings()
