"""The kept cursor always belongs to the connection that Django itself would use."""

import asyncio

import pytest
from django.db import connection

from qilou.kernel.cursor import kept_cursor


@pytest.mark.usefixtures("committed_db")
def test_the_same_cursor_serves_until_its_connection_is_another() -> None:
    first = kept_cursor()
    assert kept_cursor() is first
    connection.close()
    second = kept_cursor()
    assert second is not first
    assert second.cursor.connection is connection.connection


@pytest.mark.django_db
def test_an_event_loop_of_the_same_thread_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    outside = kept_cursor()

    async def within() -> bool:
        mine = kept_cursor()
        try:
            return mine is not outside and mine.cursor.connection is connection.connection
        finally:
            connection.close()

    assert asyncio.run(within())
    assert kept_cursor().cursor.connection is connection.connection
