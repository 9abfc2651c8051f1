"""Messages that could not be sent, for the administrator of the people to whom they were written."""

from django.db.models import QuerySet

from qilou.casework.models import Delivery
from qilou.identity.queries.kept import people_kept
from qilou.kernel.actor import Actor


def failed(actor: Actor) -> QuerySet[Delivery]:
    """The messages given up, to people of the areas whose registers the actor keeps."""
    return Delivery.objects.filter(given_up_at__isnull=False, person__in=people_kept(actor))
