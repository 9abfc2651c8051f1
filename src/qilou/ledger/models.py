"""The record's tables. Their SQL, triggers and privileges stand in the migrations.

Positions and nodes of the tree have no model: `sealing` writes them by the thousand and `stored` reads them.
"""

import json
from typing import Any

from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    def for_case(self, number: str) -> "EventQuerySet":
        """Every act in one case."""
        return self.filter(case_number=number)

    def by_actor(self, person_id: int) -> "EventQuerySet":
        """Every act of one person; 0 is the platform."""
        return self.filter(actor_id=person_id)

    def newest_first(self) -> "EventQuerySet":
        """In the order of recording, the latest first."""
        return self.order_by("-id")


class Event(models.Model):
    """One act for ever. `body` is the record; the columns beside it only find it, and must agree with it.

    The database alone sets `id`, `recorded_at`, `leaf_hash` and `txid` (an xid8 that sealing reads, left out here).
    """

    id = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    name = models.TextField()
    case_number = models.TextField()
    actor_id = models.BigIntegerField()
    organisation = models.TextField()
    acted_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    body = models.BinaryField()
    leaf_hash = models.BinaryField()

    objects = EventQuerySet.as_manager()

    class Meta:
        db_table = "ledger_event"
        indexes = [
            models.Index(fields=["case_number", "id"], name="ledger_event_case"),  # a case's history
            models.Index(fields=["actor_id", "id"], name="ledger_event_actor"),  # one's own acts, and liability
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.event_id}"

    @property
    def content(self) -> dict[str, Any]:  # Any: parsed JSON
        """The body parsed, commitments unopened."""
        return dict(json.loads(bytes(self.body)))


class Opening(models.Model):
    """The salt and value behind one commitment of an event, until they are lawfully erased."""

    pk = models.CompositePrimaryKey("event_id", "path")
    event = models.ForeignKey(
        Event, models.PROTECT, to_field="event_id", db_index=False, related_name="openings", db_constraint=True
    )
    path = models.TextField()
    salt = models.BinaryField(null=True)
    value = models.TextField(null=True)
    erased_by = models.ForeignKey(
        Event, models.PROTECT, to_field="event_id", db_column="erased_by", db_index=False, null=True, related_name="+"
    )

    class Meta:
        db_table = "ledger_opening"

    def __str__(self) -> str:
        return f"{self.event_id}{self.path}"


class SigningKey(models.Model):
    """A key that has signed heads; all but the first were introduced by an act that the key before them sealed."""

    id = models.AutoField(primary_key=True)
    key = models.TextField(unique=True)
    introduced_by = models.UUIDField(null=True, unique=True)

    class Meta:
        db_table = "ledger_key"

    def __str__(self) -> str:
        return self.key


class SignedHead(models.Model):
    """A signed head. `note` is what was signed; the columns beside it find it and must agree with it.

    Left out here: up to which snapshot of which server it sealed, which `sealing` alone reads.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    sealed_at = models.DateTimeField()
    key = models.ForeignKey(SigningKey, models.PROTECT, db_index=False, related_name="+")
    note = models.TextField()

    class Meta:
        db_table = "ledger_head"

    def __str__(self) -> str:
        return str(self.size)
