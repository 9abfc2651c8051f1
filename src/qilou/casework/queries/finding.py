"""Cases and papers by the words that somebody typed, as far as the actor may see them."""

from datetime import datetime

from django.db.models import Q

from qilou.casework.models import Case, Notice
from qilou.kernel.actor import Actor

from .desks import Row, rows

MOST = 20


def found(actor: Actor, words: str, *, now: datetime) -> tuple[list[Row], list[Notice]]:
    """The newest cases whose number or title says the words, and the newest papers whose number does."""
    says = Q(number__icontains=words) | Q(title__icontains=words)
    cases = list(Case.objects.visible_to(actor).filter(says).order_by("-pk")[:MOST])
    papers = Notice.objects.filter(readers__overlap=sorted(actor.keys), number__icontains=words).order_by("-pk")
    return rows(cases, actor, now=now), list(papers[:MOST])
