"""The address plan over the API: scopes, keys that answer twice alike, refusals as problem details."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.network.plan import Plan, plan

from qilou.identity.actions.tokens import PREFIX
from qilou.identity.models import ApiToken
from qilou.identity.sessions import hash_of
from qilou.kernel.moment import now
from qilou.network.models import Allocation, Asked

pytestmark = pytest.mark.django_db
POOL = "10.20.0.0/24"
Call = Callable[..., Any]


@pytest.fixture
def town() -> Plan:
    return plan(POOL)


def program(town: Plan, who: str = "technical.handler", scope: str = "network:act") -> Call:
    """A program that shows a person's token; gives the status and the JSON of each answer."""
    secret = f"{PREFIX}{who}{scope}"
    ApiToken.objects.create(
        person=town.city.people[who],
        name="p",
        sha256=hash_of(secret),
        scopes=[scope],
        created_at=now(),
        expires_at=now() + timedelta(days=1),
    )
    client = Client(headers={"Authorization": f"Bearer {secret}"})

    def call(path: str, data: object = None, key: str = "") -> tuple[int, Any]:
        where = f"/api/v1/network/{path}"
        if data is None:
            response = client.get(where)
        else:
            response = client.post(where, data, "application/json", headers={"Idempotency-Key": key} if key else {})
        return response.status_code, response.json()

    return call


def order(town: Plan, **changed: object) -> dict[str, object]:
    return {"holder": town.unit(), "approval": town.approved().number, "count": 2, **changed}


def hand_out(town: Plan) -> str:
    return f"prefixes/{town.prefixes[POOL].pk}/allocations"


@pytest.mark.req("A25.1", "A25.4")
def test_the_same_key_gives_the_same_answer_and_nothing_twice(town: Plan) -> None:
    call = program(town)
    first = call(hand_out(town), order(town), "k1")
    assert first[0] == 200, first
    assert [one["address"] for one in first[1]["allocations"]] == ["10.20.0.0", "10.20.0.1"]
    assert call(hand_out(town), order(town), "k1") == first
    assert Allocation.objects.count() == 2
    status, said = call(hand_out(town), order(town, count=3), "k1")
    assert (status, said["code"]) == (409, "network.key_used")
    assert call(hand_out(town), order(town), "k2")[1]["allocations"][0]["address"] == "10.20.0.2"
    assert Asked.objects.count() == 2


def test_a_key_answers_also_when_the_pool_has_no_room_any_more(town: Plan) -> None:
    call = program(town)
    first = call(hand_out(town), order(town, count=200), "k1")
    assert call(hand_out(town), order(town, count=200), "k1") == first
    status, said = call(hand_out(town), order(town, count=200), "k2")
    assert (status, said["code"]) == (422, "network.pool_has_room")
    assert said["remedies"]


def test_one_allocation_with_token_and_key_takes_at_most_eight_statements(town: Plan) -> None:
    call = program(town)
    call(hand_out(town), order(town, count=1), "warm")
    with CaptureQueriesContext(connection) as caught:
        assert call(hand_out(town), order(town, count=1), "k")[0] == 200
    around = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    assert len([one for one in caught.captured_queries if not one["sql"].startswith(around)]) <= 8


@pytest.mark.req("A25.1", "A25.4")
def test_scopes_and_functions_are_judged_and_refusals_say_the_article(town: Plan) -> None:
    reads = program(town, scope="network:read")
    assert reads(f"prefixes?vrf={town.vrf.pk}")[1]["total"] == 1
    assert reads(hand_out(town), order(town))[1]["code"] == "scope"
    assert program(town, scope="casework:act")(f"prefixes?vrf={town.vrf.pk}")[0] == 403
    status, said = program(town, "authority.handler")(hand_out(town), order(town))
    assert (status, said["code"]) == (403, "network.not_technical_body")
    assert "25" in said["cites"][0]["id"]
    status, said = program(town)(hand_out(town), order(town, approval="无"))
    assert (status, said["code"]) == (422, "network.stands_on_an_approval")
    assert program(town, "health.handler")(hand_out(town), order(town))[0] == 403


@pytest.mark.req("A25.1")
def test_the_plan_is_kept_over_the_api_too(town: Plan) -> None:
    call = program(town)
    top = town.prefixes["10.0.0.0/8"].pk
    made = call("prefixes", {"within": top, "length": 24, "kind": "pool", "role": "video"}, "p1")
    assert (made[0], made[1]["network"], made[1]["free"]) == (200, "10.20.1.0/24", 254)
    halves = call(f"prefixes/{made[1]['id']}/split", {})[1]
    assert [one["network"] for one in halves] == ["10.20.1.0/25", "10.20.1.128/25"]
    assert call(f"prefixes/{made[1]['id']}/merge", {})[1]["kind"] == "pool"
    listed = call(f"prefixes?vrf={town.vrf.pk}&parent={top}")[1]
    assert [one["network"] for one in listed["prefixes"]] == [POOL, "10.20.1.0/24"]
    given = {"jurisdiction": "440507", "quota": 10, "shortest": 28, "longest": 30, "document": "汕技〔2026〕1号"}
    status, said = call("delegations", {"prefix": made[1]["id"], **given}, "d1")
    assert (status, said["quota"], said["taken"]) == (200, 10, 0)
    assert [one["id"] for one in call("delegations")[1]] == [said["id"]]
    assert call(f"delegations/{said['id']}/revoke", {"ground": "机构调整"})[1]["revoked_on"]
    assert call("prefixes", {"kind": "pool"})[1]["errors"].keys() == {"network"}


@pytest.mark.req("A25.4")
def test_who_holds_an_address_is_told_to_those_who_may_see_it(town: Plan) -> None:
    call = program(town)
    status, said = call(
        hand_out(town), order(town, count=0, these=[{"address": "10.20.0.9", "mac": "AA-BB-CC-00-11-22"}])
    )
    assert status == 200, said
    (told,) = call("addresses/10.20.0.9")[1]["then"]
    assert (told["holder"], told["approval"]) == ("市医疗保障局", town.approved().number)
    assert told["acts"][0]["name"] == "network.allocate"
    assert call("allocations?q=aa:bb:cc:00:11:22")[1]["allocations"][0]["address"] == "10.20.0.9"
    assert (
        call("allocations/release", {"allocations": [told["id"]], "ground": "撤销"})[1]["allocations"][0]["status"]
        == "cooling"
    )
    assert call("addresses/nothing")[0] == 400
    assert program(town, "health.handler", "network:read")("addresses/10.20.0.9")[1]["ever"]
    assert program(town, "land.handler", "network:read")("addresses/10.20.0.9")[1]["ever"] == []
    assert program(town, "land.handler")("allocations/release", {"allocations": [told["id"]], "ground": "x"})[0] == 404
