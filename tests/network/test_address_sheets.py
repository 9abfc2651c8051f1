"""Plans come in whole or not at all, with every fault told at once; they go out as sheets and zone files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.network.plan import NOW, Plan, plan, recount

from qilou.kernel.errors import Invalid
from qilou.kernel.tables import read_table
from qilou.ledger.models import Event
from qilou.network.actions.importing import enter_plan, try_plan
from qilou.network.models import Allocation, Prefix
from qilou.network.rules.zones import forward_zone, is_name, reverse_origin, reverse_zone

POOL = "10.20.0.0/24"
HEAD = "address,vrf,tenant,status,role,device,interface,is_primary,dns_name,description"
DOCUMENT = "汕信办〔2013〕5号"


def netbox(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


@pytest.fixture
def town(db: None) -> Plan:
    return plan(POOL)


def entered(town: Plan, content: bytes) -> int:
    return enter_plan(
        read_table(content, "netbox.csv"),
        vrf=town.vrf.pk,
        document=DOCUMENT,
        content=content,
        actor=town.actor(),
        now=NOW,
    )


@pytest.mark.req("A25.1", "A25.4")
def test_netboxs_addresses_come_in_on_their_document_with_an_event_each(town: Plan) -> None:
    rows = [f"10.20.0.{n}/24,,市医疗保障局,active,,,,,h{n}.gov.example,数据库" for n in range(10, 60)]
    content = netbox(*rows, "10.20.0.9/24,,,reserved,,,,,,")
    assert entered(town, content) == 51
    one = Allocation.objects.get(block="10.20.0.10/32")
    assert (one.status, one.of_record, one.holder_id, one.hostname) == (
        "active",
        DOCUMENT,
        town.unit(),
        "h10.gov.example",
    )
    assert Event.objects.filter(name="network.allocate").count() == 51
    assert Event.objects.filter(event_id=one.granted_event).exists()
    recount(town.prefixes[POOL])


@pytest.mark.req("A25.4")
def test_bad_rows_are_all_named_at_once_and_nothing_is_written(town: Plan) -> None:
    rows = [f"10.20.0.{n}/24,,市医疗保障局,active,,,,,," for n in range(10, 60)]
    rows[3] = "10.20.0.999/24,,市医疗保障局,active,,,,,,"
    rows[7] = "10.20.0.17/24,,无此单位,active,,,,,,"
    rows[20] = "10.20.0.10/24,,市医疗保障局,active,,,,,,"
    rows += ["10.77.0.1/24,,市医疗保障局,active,,,,,,", "10.20.0.77/24,,市医疗保障局,broken,,,,,,"]
    with pytest.raises(Invalid) as caught:
        entered(town, netbox(*rows))
    assert list(caught.value.errors) == ["line 5", "line 9", "line 22", "line 52", "line 53"]
    assert not Allocation.objects.exists()
    assert not Event.objects.filter(name__startswith="network.").exists()
    with pytest.raises(Invalid):
        enter_plan(
            read_table(netbox(), "a.csv"), vrf=town.vrf.pk, document=" ", content=b"", actor=town.actor(), now=NOW
        )


@pytest.mark.req("A25.1")
def test_netboxs_prefixes_come_in_nested_whatever_their_order(town: Plan) -> None:
    rows = ["10.40.1.0/24", "10.40.0.0/16", "10.40.1.128/25", "10.41.0.0/24"]
    content = "\n".join(["prefix,vrf,tenant,status,role,is_pool,description", *(f"{one},,,active,,,x" for one in rows)])
    assert entered(town, content.encode()) == 4
    kinds = dict(Prefix.objects.filter(network__in=rows).values_list("network", "kind"))
    assert kinds == {
        "10.40.0.0/16": "container",
        "10.40.1.0/24": "container",
        "10.40.1.128/25": "pool",
        "10.41.0.0/24": "pool",
    }
    assert Prefix.objects.get(network="10.40.1.128/25").parent_network == "10.40.1.0/24"
    for one in Prefix.objects.all():
        recount(one)
    again = try_plan(read_table(content.encode(), "a.csv"), vrf=town.vrf.pk, actor=town.actor(), today=NOW.date())
    assert len(again.faults) == 4
    inside = read_table(b"prefix\n10.20.0.0/26\n", "a.csv")
    assert len(try_plan(inside, vrf=town.vrf.pk, actor=town.actor(), today=NOW.date()).faults) == 1
    with pytest.raises(Invalid):
        try_plan(read_table(b"a,b\n1,2\n", "a.csv"), vrf=town.vrf.pk, actor=town.actor(), today=NOW.date())


@pytest.mark.req("A25.1")
def test_a_file_is_tried_then_entered_on_the_page_and_comes_out_as_a_sheet_and_zones(town: Plan) -> None:
    client = Client()
    client.force_login(town.city.people["technical.handler"])
    bad = netbox("10.20.0.999/24,,市医疗保障局,active,,,,,h1,", "10.20.0.11/24,,市医疗保障局,active,,,,,h2,")
    sent = client.post("/addresses/import/", {"file": SimpleUploadedFile("a.csv", bad)})
    given = {"vrf": town.vrf.pk, "document": DOCUMENT}
    tried = client.post(sent.headers["Location"], {**given, "enter": "1"})
    assert "10.20.0.999" in tried.content.decode()
    assert not Allocation.objects.exists()
    good = netbox("10.20.0.11/24,,市医疗保障局,active,,,,,h2,", "10.20.0.12/24,,市医疗保障局,active,,,,,=cmd,")
    sent = client.post("/addresses/import/", {"file": SimpleUploadedFile("a.csv", good)})
    assert client.post(sent.headers["Location"], {**given, "try": "1"}).status_code == 200
    assert client.post(sent.headers["Location"], {**given, "enter": "1"}).status_code == 302
    taken = read_table(client.get(f"/addresses/sheet/?prefix={town.prefixes[POOL].pk}").content, "a.xlsx")
    assert [row[0] for row in taken.rows if row[0].startswith("10.")] == ["10.20.0.11", "10.20.0.12"]
    path = f"/addresses/prefixes/{town.prefixes[POOL].pk}/"
    assert "h2 IN A 10.20.0.11" in client.get(f"{path}forward.zone?domain=gov.example").content.decode()
    back = client.get(f"{path}reverse.zone?domain=gov.example").content.decode()
    assert "11.0.20.10.in-addr.arpa. IN PTR h2.gov.example." in back
    assert "cmd" not in back
    assert client.get(f"{path}forward.zone").status_code == 400
    assert client.get(f"{path}other.zone?domain=gov.example").status_code == 404
    assert client.post("/addresses/import/").status_code == 400
    stranger = Client()
    stranger.force_login(town.city.people["health.handler"])
    assert stranger.get("/addresses/import/").status_code == 404
    assert len(read_table(stranger.get("/addresses/sheet/").content, "a.xlsx").rows) >= 2


def test_zones_leave_out_what_is_no_name_and_know_where_they_begin() -> None:
    hosts = [("DB1", "10.20.0.9"), ("-x", "10.20.0.10"), ("v6", "fd00::1")]
    assert "db1 IN A 10.20.0.9\nv6 IN AAAA fd00::1\n" in forward_zone("gov.example", 7, hosts)
    assert "9.0.20.10.in-addr.arpa. IN PTR db1.gov.example.\n" in reverse_zone("x", "gov.example", 7, hosts)
    assert reverse_origin("10.20.0.0", 16) == "20.10.in-addr.arpa"
    assert reverse_origin("10.20.0.0", 20) == "20.10.in-addr.arpa"
    assert reverse_origin("fd00::", 16) == "0.0.d.f.ip6.arpa"
    assert not is_name("a..b")
    assert not is_name("a b")
