"""An act's statements answer as any other does, whatever became of the connection before."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from qilou.kernel.statement import answer

pytestmark = pytest.mark.usefixtures("committed_db")

SUM = "SELECT (%(a)s::int + %(b)s::int + %(a)s::int)::text"
NAMES = "SELECT name FROM pg_prepared_statements ORDER BY name"


def names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        return [name for (name,) in cursor.fetchall()]


def ours() -> list[str]:
    return [name for name in names() if name.startswith("act_")]


def driver_prepares() -> None:
    """The driver deallocates everything after a rollback, once it has prepared something itself."""
    for _ in range(6):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 'prepared by the driver'")
    assert any(not name.startswith("act_") for name in names())


def test_values_stand_by_name_as_often_as_the_statement_says() -> None:
    assert answer(SUM, {"a": "1", "b": "2"}) == 4
    assert answer("SELECT %(a)s::text WHERE %(a)s IS NOT NULL", {"a": None}) is None
    assert answer("SELECT json_build_array(%(a)s::text)::text", {"a": "网“络”"}) == ["网“络”"]


def test_a_statement_is_prepared_once() -> None:
    for _ in range(3):
        with transaction.atomic():
            assert answer(SUM, {"a": "1", "b": "2"}) == 4
    assert len(ours()) == 1


def test_outside_a_transaction_none_is_begun() -> None:
    assert answer(SUM, {"a": "1", "b": "2"}) == 4
    assert connection.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def taken(word: str) -> int:
    return int(answer("SELECT count(*)::text FROM casework_numberseries WHERE word = %(word)s", {"word": word}))


def take(word: str) -> None:
    sql = "INSERT INTO casework_numberseries (word, year, last) VALUES (%(word)s, 2026, 1) RETURNING last::text"
    assert answer(sql, {"word": word}) == 1


def test_within_a_transaction_it_takes_part() -> None:
    with transaction.atomic():
        take("gone")
        assert taken("gone") == 1
        transaction.set_rollback(True)
    assert taken("gone") == 0
    with transaction.atomic():
        take("kept")
    assert taken("kept") == 1


def test_after_a_rollback_that_made_the_driver_forget_it_is_prepared_anew() -> None:
    with transaction.atomic():
        answer(SUM, {"a": "1", "b": "2"})
    driver_prepares()
    with transaction.atomic():
        answer(SUM, {"a": "1", "b": "2"})
        transaction.set_rollback(True)
    assert ours() == []
    with transaction.atomic():
        assert answer(SUM, {"a": "1", "b": "2"}) == 4


def test_after_a_rollback_to_a_savepoint_too() -> None:
    driver_prepares()
    with transaction.atomic():
        answer(SUM, {"a": "1", "b": "2"})
        with pytest.raises(DataError), transaction.atomic():
            answer(SUM, {"a": "one", "b": "2"})
        assert answer(SUM, {"a": "1", "b": "2"}) == 4


def test_what_a_rollback_left_standing_is_not_prepared_twice() -> None:
    answer(SUM, {"a": "1", "b": "2"})
    with transaction.atomic():
        answer(SUM, {"a": "1", "b": "2"})
        transaction.set_rollback(True)
    with transaction.atomic():
        assert answer(SUM, {"a": "1", "b": "2"}) == 4
    assert len(ours()) == 1


@pytest.mark.parametrize("first", [True, False], ids=["first of its transaction", "later"])
def fail() -> None:
    answer(SUM, {"a": "one", "b": "2"})


@pytest.mark.parametrize("first", [True, False], ids=["first of its transaction", "later"])
def test_what_fails_is_told_as_django_tells_it_and_ends_the_transaction(first: bool) -> None:
    def act() -> None:
        with transaction.atomic():
            if not first:
                take("undone")
            fail()

    with pytest.raises(DataError, match="invalid input syntax"):
        act()
    assert taken("undone") == 0


def test_what_fails_only_when_committed_is_told_too() -> None:
    nobody = "INSERT INTO identity_appointment (post_id, person_id, since) VALUES (-1, -1, '2026-01-01') RETURNING '1'"

    def act() -> None:
        with transaction.atomic():
            assert answer(nobody, {}) == 1

    with pytest.raises(IntegrityError):
        act()
    assert answer("SELECT count(*)::text FROM identity_appointment WHERE post_id = -1", {}) == 0


def test_a_broken_transaction_takes_nothing_more() -> None:
    with transaction.atomic():
        with pytest.raises(DataError), transaction.atomic(savepoint=False):
            fail()
        with pytest.raises(transaction.TransactionManagementError):
            answer(SUM, {"a": "1", "b": "2"})


def test_a_closed_connection_is_opened_again() -> None:
    answer(SUM, {"a": "1", "b": "2"})
    connection.close()
    with transaction.atomic():
        assert answer(SUM, {"a": "1", "b": "2"}) == 4


@pytest.mark.parametrize("first", [True, False], ids=["first of its transaction", "later"])
def test_a_lost_connection_is_told_as_one(first: bool) -> None:
    answer(SUM, {"a": "1", "b": "2"})
    info = connection.connection.info

    def act() -> None:
        with transaction.atomic():
            if not first:
                answer(SUM, {"a": "1", "b": "2"})
            with psycopg.connect(info.dsn, password=info.password) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [info.backend_pid])
            answer(SUM, {"a": "1", "b": "2"})

    with pytest.raises(OperationalError):
        act()
    connection.close()
    assert answer(SUM, {"a": "1", "b": "2"}) == 4


@pytest.mark.parametrize("first", [True, False], ids=["first of its transaction", "later"])
def test_while_one_thread_waits_for_the_database_others_go_on(first: bool) -> None:
    lock = "SELECT pg_advisory_xact_lock(7)::text || '1'"

    def wait() -> int:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '20s'")
            with transaction.atomic():
                if not first:
                    take("first")
                return int(answer(lock, {}))
        finally:
            connection.close()

    connection.ensure_connection()
    info = connection.connection.info
    with psycopg.connect(info.dsn, password=info.password, autocommit=True) as other, ThreadPoolExecutor(1) as thread:
        other.execute("SELECT pg_advisory_lock(7)")
        waiting = thread.submit(wait)
        while not waiting.done():
            blocked = other.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if blocked.fetchone() == (1,):
                other.execute("SELECT pg_advisory_unlock_all()")
                break
        assert waiting.result() == 1


def test_it_counts_among_the_queries() -> None:
    with CaptureQueriesContext(connection) as queries:
        answer(SUM, {"a": "1", "b": "2"})
    assert [one["sql"] for one in queries] == ["SELECT ($1::int + $2::int + $1::int)::text"]


def test_an_event_loop_of_the_same_thread_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    backend = "SELECT pg_backend_pid()::text"

    async def within() -> int:
        try:
            with transaction.atomic():
                return int(answer(backend, {}))
        finally:
            connection.close()

    def in_a_thread() -> tuple[int, int]:
        try:
            return int(answer(backend, {})), asyncio.run(within())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:  # in which no browser's loop runs
        outside, inside = thread.submit(in_a_thread).result()
    assert outside != inside
