"""Which acts a request did: told of each event as it is inserted, kept once it is committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from qilou.ledger.record import WATCHING, Prepared


@dataclass(frozen=True, slots=True)
class Done:
    """An act that took place: its name and the id of its event."""

    name: str
    event: str


@contextmanager
def watched() -> Iterator[list[Done]]:
    """The acts committed inside the block, in their order."""
    done: list[Done] = []

    def note(event: Prepared) -> None:
        transaction.on_commit(partial(done.append, Done(event.name, str(event.event_id))))

    before = WATCHING.set(note)
    try:
        yield done
    finally:
        WATCHING.reset(before)
