"""How rare each piece is, as it was last counted; kept in the process by the count's id, since counts never change."""

from array import array
from functools import lru_cache

from django.db import connection

from qilou.kernel.likeness import Weights
from qilou.projects.models import Rarity

NONE = Weights(0, {})  # before the first count all pieces weigh the same


def weights_in_force() -> Weights:
    """The weights by the last count."""
    return weights_of(Rarity.objects.order_by("-pk").values_list("pk", flat=True).first())


def weights_of(count: int | None) -> Weights:
    """The weights by one count, or by none yet."""
    return NONE if count is None else _weights(str(connection.settings_dict["NAME"]), count)


@lru_cache(maxsize=2)
def _weights(database: str, pk: int) -> Weights:
    """The weights of one count of one database."""
    counted = Rarity.objects.get(pk=pk)
    pieces, holding = array("i", bytes(counted.pieces)), array("i", bytes(counted.holding))
    return Weights(counted.texts, dict(zip(pieces, holding, strict=True)))
