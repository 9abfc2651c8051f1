"""The connection that also keeps prepared statements of its own (Django: subclassing the built-in backends)."""

from collections.abc import Sequence
from itertools import count
from select import POLLIN, poll
from time import monotonic
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction  # type: ignore[attr-defined]  # the stubs lack it
from psycopg import InternalError, OperationalError
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

STANDING = b"SELECT name FROM pg_prepared_statements WHERE starts_with(name, 'act_')"


class DatabaseWrapper(base.DatabaseWrapper):
    """Through Django and the driver's cursors a statement costs its process thrice what libpq itself takes.

    After a rollback the driver may deallocate every prepared statement, ours too: the server is then asked which stand.
    """

    def __init__(self, *args: Any, **options: Any) -> None:  # Any: as Django makes it
        super().__init__(*args, **options)
        self._prepared: dict[str, bytes] = {}
        self._doubtful = False
        self._numbers = count()

    def one_value(self, sql: str, values: Sequence[bytes | None]) -> bytes | None:
        """The first column of the only row of a statement with $1, $2, … in it; None without a row.

        Values go and come as PostgreSQL writes them. Raises Django's errors.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        self.validate_no_broken_transaction()
        began = monotonic()
        with self.wrap_database_errors:
            pgconn: PGconn = self.connection.pgconn
            name = self._name(sql, pgconn)
            if pgconn.transaction_status == TransactionStatus.IDLE and not self.connection.autocommit:
                result = _with_begin(pgconn, name, values)
            else:
                result = _checked(pgconn.exec_prepared(name, values), pgconn)  # type: ignore[arg-type]  # None is NULL
        if self.queries_logged:
            self.queries_log.append({"sql": sql, "time": f"{monotonic() - began:.3f}"})
        return result.get_value(0, 0) if result.ntuples else None

    def _name(self, sql: str, pgconn: PGconn) -> bytes:
        if self._doubtful:
            result = _checked(pgconn.exec_(STANDING), pgconn)
            standing = {result.get_value(row, 0) for row in range(result.ntuples)}
            self._prepared = {sql: name for sql, name in self._prepared.items() if name in standing}
            self._doubtful = False
        name = self._prepared.get(sql)
        if name is None:
            name = b"act_%d" % next(self._numbers)  # never one used before: a pooler may still know it
            _checked(pgconn.prepare(name, sql.encode()), pgconn)
            self._prepared[sql] = name
        return name

    def connect(self) -> None:
        self._prepared, self._doubtful = {}, False
        super().connect()

    def _commit(self) -> None:
        if self.connection is not None and self.connection.pgconn.transaction_status != TransactionStatus.IDLE:
            with debug_transaction(self, "COMMIT"), self.wrap_database_errors:
                _checked(self.connection.pgconn.exec_(b"COMMIT"), self.connection.pgconn)

    def _rollback(self) -> None:
        self._doubtful = True
        super()._rollback()  # type: ignore[misc]  # the stubs lack it

    def _savepoint_rollback(self, sid: str) -> None:
        self._doubtful = True
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # the stubs lack it


def _with_begin(pgconn: PGconn, name: bytes, values: Sequence[bytes | None]) -> PGresult:
    """Begin a transaction and run its first statement in one round trip."""
    pgconn.enter_pipeline_mode()
    pgconn.send_query_params(b"BEGIN", None)
    pgconn.send_query_prepared(name, values)
    pgconn.pipeline_sync()
    begun, _, result, *_ = [_result(pgconn) for _ in range(5)]  # after each comes None, at last the end of both
    pgconn.exit_pipeline_mode()
    _checked(begun, pgconn)
    return _checked(result, pgconn)


def _result(pgconn: PGconn) -> PGresult | None:
    """The next result: awaited here, since the driver's own call would keep every other thread waiting too."""
    if pgconn.is_busy():
        answers = poll()
        answers.register(pgconn.socket, POLLIN)
        while pgconn.is_busy():
            answers.poll()
            pgconn.consume_input()
    return pgconn.get_result()


def _checked(result: PGresult | None, pgconn: PGconn) -> PGresult:
    """The result of what succeeded; raises the driver's errors."""
    if pgconn.status == ConnStatus.BAD:
        raise OperationalError(pgconn.get_error_message())
    if result is None or result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        raise error_from_result(result) if result else InternalError("the server gave no answer")
    return result
