"""Papers by whom they were served on and who sent them."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from qilou.casework.models import Notice, Receipt, ServiceAttempt
from qilou.kernel.actor import Actor

LONG = timedelta(days=3)
LOOKED_BACK = timedelta(days=60)


def addressed(actor: Actor, **how: bool) -> QuerySet[Notice]:
    """The papers served to the actor or the actor's body, newest first; with `copy=True` those served as copies."""
    mine = Q(pk__in=[])
    for key in actor.keys:
        mine |= Q(recipients__contains=[{"key": key, **how}])
    return Notice.objects.filter(mine, readers__overlap=sorted(actor.keys)).order_by("-issued_on", "-pk")


def to_be_received(actor: Actor) -> QuerySet[Notice]:
    """Those of them that stand and for which nobody on that side has signed yet."""
    taken = Receipt.objects.filter(notice=OuterRef("pk"), key__in=sorted(actor.keys))
    return addressed(actor).filter(~Exists(taken), status="standing")


def nobody_received(actor: Actor, today: date) -> QuerySet[Notice]:
    """The standing papers that the actor's body sent more than three and less than sixty days ago and for which nobody
    has signed, nor were they served in another way, newest first."""
    sent = Notice.objects.filter(issuer=actor.organisation, readers__overlap=sorted(actor.keys), status="standing")
    late = sent.filter(issued_on__gte=today - LOOKED_BACK, issued_on__lt=today - LONG)
    served = ServiceAttempt.objects.filter(notice=OuterRef("pk"), served_on__isnull=False)
    late = late.filter(~Exists(served))
    return late.filter(~Exists(Receipt.objects.filter(notice=OuterRef("pk")))).order_by("-issued_on", "-pk")
