"""One transaction an act, and the loser of a deadlock is told as the loser of any race is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import OperationalError, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

from qilou.kernel.errors import Conflict
from qilou.law import say

_within = ContextVar("within an act's transaction", default=False)


@contextmanager
def one_transaction() -> Iterator[None]:
    """All or nothing, as a decorator or a block; raises Conflict where PostgreSQL ended it in favour of another act.

    An act within an act has no savepoint: where it is refused, the whole is.
    """
    within = _within.get()
    token = _within.set(True)
    try:
        with transaction.atomic(savepoint=not within):
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
            raise Conflict(
                "at_once",
                say(
                    "他人正在同时办理相关事项，本次操作没有生效，请再试一次。",
                    "Somebody acted on a related matter at the same moment; your act took no effect. Try again.",
                ),
            ) from error
        raise
    finally:
        _within.reset(token)
