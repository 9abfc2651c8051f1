"""What is on the wire is matched against the plan; every difference has an owner and a clock (A25.1, A25.4)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.network.plan import DAY, NOW, Plan, plan
from tests.network.test_delegation import BLOCK, OTHER, delegated
from tests.projects.city import DISTRICT, at

from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.network.actions.addressing import release, suspend
from qilou.network.actions.allocating import Named, allocate
from qilou.network.actions.reconciliation import close_finding, reconcile
from qilou.network.models import Scan, WireFinding
from qilou.network.rules.addressing import Wanted
from qilou.network.rules.hosts import Seen, Unreadable, from_arp, from_device, from_dhcp, from_nmap, plain_mac

NMAP = """<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun scanner="nmap">
<host><status state="up"/><address addr="10.20.0.1" addrtype="ipv4"/><address addr="AA:BB:CC:00:00:01" addrtype="mac"/>
<hostnames><hostname name="db1" type="PTR"/></hostnames></host>
<host><status state="down"/><address addr="10.20.0.2" addrtype="ipv4"/></host></nmaprun>"""
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nmaprun>&b;</nmaprun>'
OUTER = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><nmaprun>&a;</nmaprun>'


def test_nmap_arp_dhcp_and_device_tables_are_read() -> None:
    one = Seen("10.20.0.1", "aa:bb:cc:00:00:01", "db1")
    assert from_nmap(NMAP) == [one]
    bare = Seen("10.20.0.1", "aa:bb:cc:00:00:01")
    assert from_arp("? (10.20.0.1) at aa:bb:cc:0:0:1 [ether] on eth0\n") == [bare]
    assert from_arp("10.20.0.1 dev eth0 lladdr aa:bb:cc:00:00:01 REACHABLE") == [bare]
    assert from_arp("Internet  10.20.0.1  5  aabb.cc00.0001  ARPA  Vlan20") == [bare]
    leases = """lease 10.20.0.1 {
      binding state free;
    }
    lease 10.20.0.1 {
      binding state active;
      hardware ethernet aa:bb:cc:00:00:01;
      client-hostname "db1";
    }
    lease 10.20.0.2 {
      binding state free;
    }"""
    assert from_dhcp(leases) == [one]
    assert from_dhcp("address,hwaddr,hostname\n10.20.0.1,aa:bb:cc:00:00:01,db1\n") == [one]
    assert from_device("\ufeffIP Address,MAC,Hostname\n10.20.0.1,AABB.CC00.0001,db1\n\n") == [one]
    assert plain_mac("none") == ""


@pytest.mark.parametrize("text", [BOMB, OUTER, "<nmaprun><host>", "no xml", "<other/>"])
def test_xml_with_entities_or_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        from_nmap(text)


@pytest.mark.parametrize(
    ("read", "text"), [(from_arp, "hello"), (from_dhcp, "hello"), (from_device, "a,b\n1,2"), (from_device, "ip\n999")]
)
def test_tables_of_another_kind_are_refused(read: object, text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)  # type: ignore[operator]


@pytest.fixture
def town(db: None) -> Plan:
    return plan(OTHER, BLOCK)


def out(town: Plan, address: str, mac: str = "") -> int:
    (row,) = allocate(
        actor=town.actor(),
        now=NOW,
        pool=town.prefixes[OTHER].pk,
        holder=town.unit(),
        approval=town.approved().number,
        wanted=Wanted(4, "server", count=1),
        these=[Named(address, mac=mac)],
    )
    return row.pk


def seen(town: Plan, *lines: str, covers: str = "", day: str = "2026-08-03", who: str = "technical.handler") -> Scan:
    return reconcile(
        actor=town.actor(who, day),
        now=at(day),
        vrf=town.vrf.pk,
        source="device",
        name="汇聚交换机.csv",
        content="\n".join(["ip,mac", *lines]),
        covers=covers.split(),
    )


def kinds() -> dict[str, str]:
    return {str(one.address): one.kind for one in WireFinding.objects.filter(closed_on=None)}


@pytest.mark.django_db
@pytest.mark.req("A25.4", "A25.1")
def test_each_difference_is_found_once_with_an_owner_and_a_clock_and_closes_when_it_is_gone(town: Plan) -> None:
    out(town, "10.20.0.1", "aa:bb:cc:00:00:01")
    out(town, "10.20.0.2", "aa:bb:cc:00:00:02")
    out(town, "10.20.0.3")
    back, stopped = out(town, "10.20.0.4"), out(town, "10.20.0.5")
    release(actor=town.actor(), allocations=[back], on=DAY, ground="撤销", now=NOW)
    suspend(actor=town.actor(), allocations=[stopped], measure="CS26-1", on=DAY, now=NOW)
    lines = [
        "10.20.0.1,aa:bb:cc:00:00:01",
        "10.20.0.2,aa:bb:cc:00:00:99",
        "10.20.0.4,",
        "10.20.0.5,",
        "10.20.0.77,",
        "11.0.0.1,",
    ]
    scan = seen(town, *lines, covers=OTHER)
    assert kinds() == {
        "10.20.0.2": "other_device",
        "10.20.0.3": "silent",
        "10.20.0.4": "cooling",
        "10.20.0.5": "suspended",
        "10.20.0.77": "unknown",
        "11.0.0.1": "outside",
    }
    assert scan.hosts == 6
    by = {str(one.address): one for one in WireFinding.objects.all()}
    assert by["10.20.0.3"].owner_id == town.unit(), "whoever holds it answers for it"
    assert by["10.20.0.77"].owner_id == town.unit("technical"), "for what nobody holds, the technical body"
    assert by["10.20.0.3"].due_on == DAY + timedelta(days=15)
    seen(town, *lines, covers=OTHER, day="2026-08-04")
    assert WireFinding.objects.count() == 6, "seen again it is still one"
    seen(town, "10.20.0.1,", "10.20.0.2,", "10.20.0.3,", covers=OTHER, day="2026-08-05")
    assert kinds() == {"11.0.0.1": "outside"}


@pytest.mark.django_db
@pytest.mark.req("A25.4")
def test_silence_is_told_only_where_all_was_scanned(town: Plan) -> None:
    out(town, "10.20.0.1")
    seen(town, "10.20.0.9,")
    assert kinds() == {"10.20.0.9": "unknown"}


@pytest.mark.django_db
@pytest.mark.req("A25.2")
def test_a_districts_scan_is_matched_with_its_own_blocks(town: Plan) -> None:
    delegated(town)
    scan = seen(town, "10.30.0.7,", "10.20.0.9,", who="longhu.handler")
    assert (scan.jurisdiction_id, kinds()) == (DISTRICT, {"10.30.0.7": "unknown"})
    assert WireFinding.objects.get().owner_id == town.unit("longhu")
    with pytest.raises(NotPermitted):
        seen(town, "10.20.0.9,", who="health.handler")


@pytest.mark.django_db
def test_what_cannot_be_read_is_told_with_its_line_and_nothing_is_written(town: Plan) -> None:
    with pytest.raises(Invalid) as caught:
        seen(town, "10.20.0.1,", "nonsense,")
    assert "3" in caught.value.errors["content"].in_("en")
    with pytest.raises(Invalid):
        seen(town, covers="10.20.0.1/24")
    assert not Scan.objects.exists()


@pytest.mark.django_db
@pytest.mark.req("A25.4")
def test_its_owner_closes_a_difference_with_what_was_done(town: Plan) -> None:
    out(town, "10.20.0.1")
    seen(town, covers=OTHER)
    finding = WireFinding.objects.get()
    with pytest.raises(Missing):
        close_finding(actor=town.actor("land.handler"), now=NOW, finding=finding.pk, ground="已关机")
    with pytest.raises(NotPermitted):
        close_finding(actor=town.actor("authority.handler"), now=NOW, finding=finding.pk, ground="已关机")
    with pytest.raises(Invalid):
        close_finding(actor=town.actor("health.handler"), now=NOW, finding=finding.pk, ground=" ")
    close_finding(actor=town.actor("health.handler"), now=NOW, finding=finding.pk, ground="设备检修")
    with pytest.raises(Conflict):
        close_finding(actor=town.actor("health.handler"), now=NOW, finding=finding.pk, ground="设备检修")


@pytest.mark.django_db
@pytest.mark.req("A25.4")
def test_a_scan_is_handed_in_and_its_differences_are_shown_on_the_page(town: Plan) -> None:
    client = Client()
    client.force_login(town.city.people["technical.handler"])
    path = "/addresses/findings/"
    assert client.get(path).status_code == 200
    given = {"act": "scan", "vrf": town.vrf.pk, "source": "nmap", "covers": OTHER}
    assert client.post(path, given).status_code == 400
    sent = SimpleUploadedFile("scan.xml", NMAP.encode())
    assert client.post(path, {**given, "file": sent}).status_code == 302
    page = client.get(path).content.decode()
    assert "10.20.0.1" in page
    assert "db1" in page
    finding = WireFinding.objects.get()
    assert client.post(path, {"act": "close", "finding": finding.pk, "ground": "补办分配"}).status_code == 302
    assert client.post(path, {"act": "close", "finding": finding.pk, "ground": "补办分配"}).status_code == 409
    assert client.post(path, {"act": "other"}).status_code == 404
