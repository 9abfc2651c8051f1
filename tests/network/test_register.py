"""The register of nodes, links and VLANs: kept by the technical body, drawn for who is in charge, recorded."""

import json

import pytest
from django.test import Client
from django.utils import timezone
from tests.network.office import APPROVAL, Office
from tests.projects.city import CITY, DISTRICT, at

from qilou.casework.models import Draft
from qilou.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from qilou.ledger.models import Event
from qilou.network.actions.register import enter, retire
from qilou.network.inputs.register import LinkForm, NodeForm, SiteForm, VlanForm, VrfForm
from qilou.network.models import Link, Node, Site, Vrf
from qilou.network.queries.topology import topology

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def entered(office: Office, given: object, who: str = "technical.handler") -> object:
    return enter(given, actor=office.city.actor(who, office.day), now=office.now())


@pytest.mark.req("A22.1", "A23.1", "A23.2")
def test_the_picture_is_drawn_from_the_register_for_who_is_in_charge(office: Office) -> None:
    site = entered(office, SiteForm(name="东片汇聚机房"))
    node = entered(office, NodeForm(site=site.pk, name="HJ-DONG", role="aggregation"))
    core, local = office.nodes[CITY], office.nodes[DISTRICT]
    entered(office, LinkForm(upper=core.pk, lower=node.pk, name="甲", medium="fibre", bandwidth=10_000))
    entered(
        office,
        LinkForm(upper=node.pk, lower=local.pk, name="乙", medium="line", bandwidth=1000, second=True),
        "longhu_technical.handler",
    )
    drawn = topology(office.city.actor("authority.handler", office.day))
    assert {one.name for one in drawn.nodes} == {"HX-SZ-1", "HJ-DONG", "JR-LH-1"}
    assert [(one.name, one.second) for one in drawn.links] == [("乙", True), ("甲", False)]
    assert [(row.name, row.upper, row.lower) for row in drawn.rows] == [
        ("乙", "HJ-DONG", "JR-LH-1"),
        ("甲", "HX-SZ-1", "HJ-DONG"),
    ]
    left = {one.name: one.x for one in drawn.nodes}
    assert left["HX-SZ-1"] < left["HJ-DONG"]  # a phone opens at the core
    assert topology(office.city.actor("health.handler", office.day)).nodes == ()
    event = Event.objects.filter(name="network.enter_link").order_by("-pk")[0]
    assert "network_link" in json.loads(bytes(event.body))["effects"]


@pytest.mark.req("A22.1")
def test_only_the_technical_body_of_the_area_keeps_it(office: Office) -> None:
    with pytest.raises(NotPermitted):
        entered(office, SiteForm(name="甲"), "authority.handler")
    site = Site.objects.get(jurisdiction=CITY)
    with pytest.raises(Invalid):
        entered(office, NodeForm(site=site.pk, name="N", role="access"), "longhu_technical.handler")
    with pytest.raises(NotPermitted):
        entered(office, VrfForm(name="v", title_zh="甲", title_en="A"), "longhu_technical.handler")
    entered(office, VrfForm(name="v", title_zh="甲", title_en="A"))
    assert Vrf.objects.filter(owner=CITY).count() == 2


@pytest.mark.req("A22.4")
def test_nothing_of_the_intranet_is_entered(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        entered(office, SiteForm(name="内网机房", network="intranet"))
    assert "机要部门" in caught.value.findings[0].verdict.reason.in_("zh")
    assert not Site.objects.filter(name="内网机房").exists()
    assert not Event.objects.filter(name__startswith="network.enter").exists()


@pytest.mark.req("A22.1")
def test_what_carries_something_is_not_taken_out_of_use(office: Office) -> None:
    core = office.nodes[CITY]
    entered(office, VlanForm(node=core.pk, number=101, name="公用"))
    number = office.apply()
    office.sign("access", number, "approve", APPROVAL)
    office.take("access", number, "connect", "technical.handler", office.connection())
    actor = office.city.actor("technical.handler", office.day)
    with pytest.raises(Conflict):
        retire(Node, core.pk, actor=actor, now=office.now())
    link = entered(
        office,
        LinkForm(upper=core.pk, lower=office.nodes[DISTRICT].pk, name="甲", medium="fibre", bandwidth=1000),
    )
    retire(Link, link.pk, actor=actor, now=office.now())
    assert topology(actor).rows == ()


def test_the_pages_show_picture_table_and_forms_and_take_an_entry(office: Office, settings: object) -> None:
    settings.QILOU_CLOCK_OFFSET = at(office.day) - timezone.now()
    client = Client()
    client.force_login(office.city.people["technical.handler"])
    page = client.get("/network/").content.decode()
    assert 'aria-labelledby="topology-title topology-desc"' in page
    assert "HX-SZ-1" in page
    assert "政务内网" in page
    for kind in ("vrf", "site", "node", "link", "vlan"):
        assert client.get(f"/network/register/{kind}/").status_code == 200
    assert client.get("/network/register/other/").status_code == 404
    answer = client.post("/network/register/site/", {"network": "extranet", "name": "新机房", "address": ""})
    assert answer.status_code == 302
    assert Site.objects.filter(name="新机房").exists()
    refused = client.post("/network/register/site/", {"network": "intranet", "name": "密", "address": ""})
    assert refused.status_code == 422
    for code in ("accesses", "separate_networks", "openings", "measures", "own_systems"):
        assert client.get(f"/registers/{code}/").status_code == 200


@pytest.mark.req("A22.4")
def test_a_form_that_says_it_is_of_the_intranet_leaves_no_draft(office: Office, settings: object) -> None:
    settings.QILOU_CLOCK_OFFSET = at(office.day) - timezone.now()
    client = Client()
    client.force_login(office.city.people["health.handler"])
    typed = {"network": "intranet", "kind": "build", "name": "某内网", "thing": ""}
    answer = client.post("/network/separate/new/", typed)
    assert answer.status_code == 422
    assert "机要部门" in answer.content.decode()
    saved = client.post("/network/separate/new/draft/", typed, headers={"X-Draft": "1"})
    assert saved.status_code == 422
    assert not Draft.objects.exists()
