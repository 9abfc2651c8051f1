"""Which acts a request did: seen where every act passes, at the insertion of its event, and told once committed."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection, transaction

EVENT = "INSERT INTO ledger_event"


@dataclass(frozen=True, slots=True)
class Done:
    """An act that took place: its name and the id of its event."""

    name: str
    event: str


@contextmanager
def watched() -> Iterator[list[Done]]:
    """The acts committed inside the block, in their order."""
    done: list[Done] = []

    def look(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:  # as Django calls it
        answer = execute(sql, params, many, context)
        if isinstance(sql, str) and EVENT in sql and isinstance(params, Mapping) and context["cursor"].rowcount == 1:
            # A step of a case is one statement, whose values travel as one document.
            told = json.loads(params["move"]) if "move" in params else params
            transaction.on_commit(partial(done.append, Done(told["name"], str(told["event_id"]))))
        return answer

    with connection.execute_wrapper(look):
        yield done
