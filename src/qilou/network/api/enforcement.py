"""The feed that enforcement points poll: what is to be suspended, restricted or blocked now."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from qilou.kernel.errors import NotPermitted
from qilou.kernel.request import Asked
from qilou.law import say
from qilou.law.measures import M164
from qilou.network.models.register import overseen
from qilou.network.queries.enforcement import Enforced, as_list, as_nftables, enforced

router = Router(tags=["network"])


class EnforcedOut(Schema):
    """An address or subnet under a measure: the kind, the measure's case, its order, the unit, the last day."""

    block: str
    kind: str
    measure: str
    order: str
    unit: str
    until: date


class Feed(Schema):
    """Everything under a measure in the caller's areas."""

    entries: list[EnforcedOut]


@router.get("/network/enforcement", response=Feed, operation_id="network.enforcement")
def feed(request: Asked, response: HttpResponse) -> dict[str, Any]:
    """The feed as it is at this moment; it changes with the order's own transaction."""
    response["Cache-Control"] = "no-store"
    return {"entries": [EnforcedOut(**_values(one)) for one in _asked(request)]}


@router.get("/network/enforcement.nft", operation_id="network.enforcement.nftables", response={200: None})
def nftables(request: Asked) -> HttpResponse:
    """The same as sets for `nft -f`."""
    return _text(as_nftables(_asked(request)))


@router.get("/network/enforcement.txt", operation_id="network.enforcement.list", response={200: None})
def plain(request: Asked) -> HttpResponse:
    """The same as one address or subnet a line."""
    return _text(as_list(_asked(request)))


def _asked(request: Asked) -> tuple[Enforced, ...]:
    """Raises NotPermitted for whoever is in charge of no area's network."""
    if not overseen(request.actor):
        raise NotPermitted(
            "not_in_charge",
            say(
                "执行清单只提供给电子政务主管部门和技术管理机构，请由其获取。",
                "The feed is for the e-government authority and the technical body alone.",
            ),
            cites=(M164.art(39),),
        )
    return enforced(request.actor)


def _values(one: Enforced) -> dict[str, Any]:
    return {name: getattr(one, name) for name in EnforcedOut.model_fields}


def _text(words: str) -> HttpResponse:
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer
