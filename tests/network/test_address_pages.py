"""The pages of the address plan: level by level, the map of a pool, who has an address, delegated blocks."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.network.plan import NOW, Plan, plan
from tests.network.test_delegation import BLOCK, OTHER, delegated, out

from qilou.kernel.moment import now
from qilou.network.actions.planning import enter_prefix
from qilou.network.models import Allocation, Delegation, Prefix
from qilou.network.rules.addressing import Wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Plan:
    return plan(OTHER, BLOCK)


def as_(town: Plan, who: str) -> Client:
    client = Client()
    client.force_login(town.city.people[who])
    return client


def shown(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.mark.req("A25.1")
def test_the_plan_opens_level_by_level_with_the_same_number_of_queries_whatever_is_in_it(town: Plan) -> None:
    client = as_(town, "technical.handler")
    assert "10.0.0.0/8" in shown(client, "/addresses/")
    top = f"/addresses/prefixes/{town.prefixes['10.0.0.0/8'].pk}/"
    with CaptureQueriesContext(connection) as few:
        assert OTHER in shown(client, top)
    for n in range(120):
        town.add(f"10.40.{n}.0/24", parent="10.0.0.0/8")
    with CaptureQueriesContext(connection) as many:
        page = shown(client, top)
    assert len(many) == len(few) <= 15
    assert "10.40.60.0/24" in page
    assert "10.40.119.0/24" not in page
    assert "10.40.119.0/24" in shown(client, f"{top}?from=100")
    assert "10.40.7.0/24" in shown(client, f"/addresses/?vrf={town.vrf.pk}&q=10.40.7.9")


@pytest.mark.req("A25.2")
def test_a_district_sees_its_own_block_and_a_unit_no_plan(town: Plan) -> None:
    delegated(town)
    district = shown(as_(town, "longhu.handler"), "/addresses/")
    assert BLOCK in district
    assert OTHER not in district
    other = f"/addresses/prefixes/{town.prefixes[OTHER].pk}/"
    shown(as_(town, "longhu.handler"), other, 404)
    shown(as_(town, "health.handler"), other, 404)
    shown(as_(town, "health.handler"), "/addresses/delegations/", 404)
    assert as_(town, "health.handler").get("/addresses/").headers["Location"] == "/addresses/find/"


@pytest.mark.req("A25.1", "A25.4")
def test_a_pool_is_handed_out_from_its_page_and_taken_back(town: Plan) -> None:
    client = as_(town, "technical.handler")
    path = f"/addresses/prefixes/{town.prefixes[OTHER].pk}/"
    given = {"act": "hand_out", "holder": town.unit(), "approval": town.approved().number, "address": "10.20.0.9"}
    assert client.post(path, given).status_code == 302
    row = Allocation.objects.get()
    assert f'value="{row.pk}"' in shown(client, path)
    taken = client.post(path, given)
    assert taken.status_code == 409
    assert "10.20.0.9" in taken.content.decode()
    refused = client.post(path, {**given, "address": "", "count": "1", "approval": "无"})
    assert refused.status_code == 422
    assert client.post(path, {**given, "count": "2"}).status_code == 400
    assert client.post(path, {"act": "take_back", "allocation": row.pk, "ground": "撤销"}).status_code == 302
    row.refresh_from_db()
    assert row.status == "cooling"
    assert as_(town, "authority.handler").post(path, given).status_code == 403
    assert client.post(path, {"act": "nothing"}).status_code == 404


@pytest.mark.req("A25.1")
def test_prefixes_are_entered_split_merged_and_removed_from_their_pages(town: Plan) -> None:
    client = as_(town, "technical.handler")
    top = f"/addresses/prefixes/{town.prefixes['10.0.0.0/8'].pk}/"
    made = client.post(top, {"act": "enter", "length": "24", "kind": "pool", "role": "video", "gateway": ""})
    assert made.status_code == 302, made.content.decode()
    path = made.headers["Location"]
    assert "广播地址" in shown(client, path)
    assert client.post(path, {"act": "split"}).status_code == 302
    assert client.post(path, {"act": "merge"}).status_code == 302
    assert (
        client.post(path, {"act": "range", "first": "10.20.1.9", "last": "10.20.1.12", "purpose": "DHCP"}).status_code
        == 302
    )
    assert (
        client.post(top, {"act": "enter", "network": "10.1.1.1/24", "kind": "pool", "role": "video"}).status_code == 400
    )
    assert client.post(top, {"act": "enter", "network": OTHER, "kind": "pool", "role": "video"}).status_code == 409
    spare = enter_prefix(actor=town.actor(), now=NOW, vrf=town.vrf.pk, block="10.99.0.0/24", kind="pool")
    gone = client.post(f"/addresses/prefixes/{spare.pk}/", {"act": "remove"})
    assert gone.headers["Location"] == top
    assert not Prefix.objects.filter(pk=spare.pk).exists()


@pytest.mark.req("A25.4")
def test_the_box_says_who_has_an_address_by_which_approval_and_whom_to_call(town: Plan) -> None:
    person = town.city.people["health.handler"]
    person.phone = "13800000000"
    person.save(update_fields=["phone"])
    town.granted(Wanted(4, "server", count=1))
    client = as_(town, "technical.handler")
    page = shown(client, "/addresses/find/?q=10.20.0.0")
    for words in ("市医疗保障局", town.approved().number, "13800000000", "凭批准分配"):
        assert words in page
    assert "13800000000" not in shown(client, "/addresses/find/?q=10.20.0.0&on=2020-01-01")
    assert "10.20.0.0" in shown(client, "/addresses/find/?q=医疗保障")
    assert town.approved().number not in shown(as_(town, "land.handler"), "/addresses/find/?q=10.20.0.0")


@pytest.mark.req("A25.2", "A6.2")
def test_blocks_are_delegated_and_taken_back_from_the_page_and_gaps_are_shown(town: Plan) -> None:
    client = as_(town, "technical.handler")
    path = "/addresses/delegations/"
    assert "没有" in shown(client, path)
    given = {"act": "delegate", "prefix": town.prefixes[BLOCK].pk, "jurisdiction": "440507", "quota": "9"}
    given |= {"shortest": "28", "longest": "30", "document": "汕技〔2026〕1号"}
    assert client.post(path, {**given, "jurisdiction": "440523"}).status_code == 422
    assert client.post(path, {**given, "quota": "999"}).status_code == 400
    assert client.post(path, given).status_code == 302
    made = Delegation.objects.get()
    assert made.since == now().date()
    assert (
        as_(town, "longhu.handler").post(path, {"act": "revoke", "delegation": made.pk, "ground": "x"}).status_code
        == 403
    )
    assert client.post(path, {"act": "revoke", "delegation": made.pk, "ground": ""}).status_code == 400
    assert client.post(path, {"act": "revoke", "delegation": made.pk, "ground": "调整"}).status_code == 302
    assert out(town, "technical.handler").jurisdiction_id == "440500"
