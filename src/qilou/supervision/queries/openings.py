"""Which cases were opened as a package, for those who are concerned with them."""

from django.db.models import Q, QuerySet

from qilou.kernel.actor import Actor
from qilou.law import AUDIT
from qilou.supervision.models import PackageOpening


def openings(actor: Actor, *, case: str = "") -> QuerySet[PackageOpening]:
    """The openings of cases that the actor sees, and of the area whose audit office the actor belongs to."""
    areas = [key.partition("@")[2] for key in actor.keys if key.startswith(f"{AUDIT.code}@")]
    seen = Q(case__readers__overlap=sorted(actor.keys)) | Q(case__jurisdiction__in=areas)
    found = PackageOpening.objects.filter(seen).select_related("case").order_by("-pk")
    return found.filter(case__number=case) if case else found
