"""What every operation of the address plan takes beside its body."""

from collections.abc import Callable
from typing import Annotated, Any

from ninja import Header
from pydantic import AfterValidator

from qilou.casework.views.lists import bounded
from qilou.kernel.request import Asked
from qilou.network.actions.once import once

Key = Annotated[str, Header(alias="Idempotency-Key", max_length=100)]
Skip = Annotated[int, AfterValidator(bounded)]


def once_by_key(request: Asked, key: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:  # Any: JSON
    """Do an act of a request once for its key; the key belongs to the address and body that it came with."""
    body = f"{request.method} {request.path}\n".encode() + request.body
    return once(key, body, act, actor=request.actor, now=request.now)
