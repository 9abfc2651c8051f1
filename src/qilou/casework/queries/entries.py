"""Entries of record that are still awaited, as far as the reader sees their cases."""

from django.db.models import QuerySet

from qilou.casework.models import AwaitedEntry
from qilou.kernel.actor import Actor


def awaited_entries(actor: Actor) -> QuerySet[AwaitedEntry]:
    """What was dealt with on paper and not entered yet, the longest awaited first."""
    found = AwaitedEntry.objects.filter(entered_at__isnull=True, dropped_at__isnull=True)
    return found.filter(case__readers__overlap=sorted(actor.keys)).order_by("noted_at", "pk")
