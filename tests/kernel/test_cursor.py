"""The kept cursor always belongs to the connection that Django itself would use."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from qilou.kernel.cursor import kept_cursor


def mine() -> bool:
    return kept_cursor().cursor.connection is connection.connection


@pytest.mark.usefixtures("committed_db")
def test_the_same_cursor_serves_until_its_connection_is_another() -> None:
    first = kept_cursor()
    assert kept_cursor() is first
    connection.close()
    assert kept_cursor() is not first
    assert mine()


@pytest.mark.usefixtures("committed_db")
def test_an_event_loop_of_the_same_thread_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

    async def within(outside: object) -> bool:
        try:
            return kept_cursor() is not outside and mine()
        finally:
            connection.close()

    def in_a_thread() -> tuple[bool, bool]:
        try:
            return asyncio.run(within(kept_cursor())), mine()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:  # in which no browser's loop runs
        assert thread.submit(in_a_thread).result() == (True, True)
