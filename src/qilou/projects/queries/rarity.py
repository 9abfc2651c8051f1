"""How rare each piece is, as it was last counted; kept in the process by the count's id, since counts never change."""

from array import array
from functools import lru_cache

from django.db import connection

from qilou.kernel.likeness import Weights
from qilou.projects.models import Rarity

NONE = Weights(0, {})  # before the first count all pieces weigh the same


def weights_in_force() -> tuple[int, Weights]:
    """The last count's id (0 before the first) and its weights."""
    newest = Rarity.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (newest, _weights(str(connection.settings_dict["NAME"]), newest)) if newest is not None else (0, NONE)


@lru_cache(maxsize=2)
def _weights(database: str, pk: int) -> Weights:
    """The weights of one count of one database."""
    counted = Rarity.objects.get(pk=pk)
    pieces, holding = array("i", bytes(counted.pieces)), array("i", bytes(counted.holding))
    return Weights(counted.texts, dict(zip(pieces, holding, strict=True)))
