"""An access is applied for in writing, approved by a served paper, and only then connected (Articles 22 to 24)."""

import pytest
from django.db import IntegrityError, transaction
from tests.network.office import APPROVAL, Office, application
from tests.projects.city import CITY, DISTRICT, at

from qilou.casework.models import Case, Draft, Notice
from qilou.identity.models import FunctionHolding
from qilou.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from qilou.ledger.models import Event
from qilou.network.models import Access, AccessApplication, Allocation, Prefix

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def broken(refused: Refused) -> set[str]:
    return {one.rule.rpartition(".")[2] for one in refused.findings}


@pytest.mark.req("A24.1", "A24.2")
def test_an_access_goes_from_the_application_by_a_served_approval_to_the_connection(office: Office) -> None:
    number = office.apply()
    office.sign("access", number, "approve", APPROVAL | {"conditions": "不得一机两用"})
    paper = Notice.objects.get(case__number=number)
    assert paper.kind == "network.access.approved"
    keys = {one["key"]: one["copy"] for one in paper.recipients}
    assert keys == {office.city.key("health"): False, f"TECHNICAL_BODY@{CITY}": True}
    assert not Access.objects.exists()
    office.take("access", number, "connect", "technical.handler", office.connection())
    access = Access.objects.get()
    assert access.approval_id == paper.number
    assert (access.port, access.vlan, access.interconnect) == ("GE0/0/1", 101, "10.0.0.2/30")
    assert access.vrf == office.vrf
    assert Case.objects.get(number=number).desk.startswith(office.city.key("health"))
    office.take("access", number, "confirm", "health.handler", {"confirmed_by": "丙"})
    row = AccessApplication.objects.get()
    assert (row.access, row.outcome, row.confirmed_on is not None) == (access, "approved", True)


@pytest.mark.req("A24.2")
def test_nothing_is_connected_before_the_approval_is_signed(office: Office) -> None:
    number = office.apply()
    for _ in range(2):
        with pytest.raises(Conflict):
            office.take("access", number, "connect", "technical.handler", office.connection())
        if not Case.objects.get(number=number).sign_offs.exists():
            office.take("access", number, "approve", "authority.handler", APPROVAL)
    assert not Access.objects.exists()


@pytest.mark.req("A24.2")
def test_the_database_itself_keeps_an_access_from_standing_without_an_approval(office: Office) -> None:
    number = office.apply()
    row = AccessApplication.objects.get(case__number=number)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessApplication.objects.filter(pk=row.pk).update(approval_number="伪造1号")
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessApplication.objects.filter(pk=row.pk).update(carried_out_on="2026-08-03")
    with pytest.raises(IntegrityError), transaction.atomic():
        forged(office)


def forged(office: Office) -> None:
    """An access on the number of a paper that nobody served, whatever wrote it."""
    Access.objects.create(
        jurisdiction_id=CITY,
        unit=office.city.bodies["health"],
        unit_name="甲",
        place="乙",
        method="line",
        bandwidth=1,
        zone="public",
        node=office.nodes[CITY],
        port="1",
        vlan=1,
        interconnect="10.0.0.1/30",
        vrf=office.vrf,
        connected_on="2026-08-03",
        connected_by="丙",
        test_result="通过",
        approval_id="伪造1号",
    )
    transaction.get_connection().check_constraints()


@pytest.mark.req("A22.2", "A22.4")
def test_what_is_of_the_intranet_is_refused_with_an_explanation_and_leaves_nothing(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        office.open("access", "health.handler", {"kind": "new", "network": "intranet"})
    assert broken(caught.value) == {"of_the_extranet"}
    assert "机要部门" in caught.value.findings[0].verdict.reason.in_("zh")
    assert not AccessApplication.objects.exists()
    assert not Draft.objects.exists()
    assert not Event.objects.filter(name__startswith="network.").exists()


@pytest.mark.req("A24.1", "A23.2")
def test_who_is_no_registered_unit_of_the_area_does_not_apply(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        office.open("access", "chamber.handler", {"kind": "new"})
    assert broken(caught.value) == {"applicant_is_registered"}
    with pytest.raises(Refused) as caught:
        office.open("access", "health.handler", {"kind": "new"}, DISTRICT)
    assert broken(caught.value) == {"applicant_is_of_the_area"}


@pytest.mark.req("A24.1")
def test_an_application_is_returned_once_with_everything_told(office: Office) -> None:
    number = office.apply()
    told = {"defects": [{"item": "带宽", "remedy": "附测算"}, {"item": "系统", "remedy": "附备案号"}]}
    office.take("access", number, "return", "authority.handler", told)
    assert "附备案号" in "".join(Notice.objects.get().body["zh"])
    office.take("access", number, "submit", "health.handler", application(bandwidth=50))
    with pytest.raises(Refused) as caught:
        office.take("access", number, "return", "authority.handler", told)
    assert broken(caught.value) == {"not_returned_before"}


@pytest.mark.req("A24.1", "A24.2")
def test_a_districts_unit_applies_to_its_own_authority_and_its_own_technical_body_connects(office: Office) -> None:
    number = office.apply("longhu_civil.handler", DISTRICT)
    with pytest.raises(Refused):
        office.take("access", number, "approve", "authority.handler", APPROVAL)
    office.sign("access", number, "approve", APPROVAL, "longhu")
    with pytest.raises(Refused):
        office.take("access", number, "connect", "technical.handler", office.connection(DISTRICT))
    office.take("access", number, "connect", "longhu_technical.handler", office.connection(DISTRICT))
    assert Access.objects.get().jurisdiction_id == DISTRICT


@pytest.mark.req("A24.2")
def test_where_no_technical_body_is_named_nothing_is_approved(office: Office) -> None:
    number = office.apply("longhu_civil.handler", DISTRICT)
    FunctionHolding.objects.filter(function="TECHNICAL_BODY", jurisdiction=DISTRICT).delete()
    with pytest.raises(Refused) as caught:
        office.take("access", number, "approve", "longhu.handler", APPROVAL)
    assert broken(caught.value) == {"somebody_connects"}


@pytest.mark.req("A24.2")
def test_more_than_was_approved_an_untested_line_or_a_foreign_node_is_not_connected(office: Office) -> None:
    number = office.apply()
    office.sign("access", number, "approve", APPROVAL)
    for changed, rule in (
        ({"bandwidth": 101}, "connected_as_approved"),
        ({"tested": False}, "connected_as_approved"),
        ({"connected_on": "2026-08-02"}, "approved_before_connection"),
        ({"node": office.nodes[DISTRICT].pk}, "node_is_the_platforms"),
    ):
        with pytest.raises(Refused) as caught:
            office.take("access", number, "connect", "technical.handler", office.connection(**changed))
        assert broken(caught.value) == {rule}
    with pytest.raises(NotPermitted):
        office.take("access", number, "connect", "authority.handler", office.connection())


@pytest.mark.req("A22.1")
def test_a_port_and_a_vlan_carry_one_access(office: Office) -> None:
    office.connected()
    number = office.apply("land.handler")
    office.sign("access", number, "approve", APPROVAL)
    with pytest.raises(Refused) as caught:
        office.take("access", number, "connect", "technical.handler", office.connection())
    assert broken(caught.value) == {"place_is_free"}
    taken = caught.value.findings[0].verdict.reason.in_("zh")
    assert "端口 GE0/0/1" in taken
    assert "VLAN 101" in taken
    office.take("access", number, "connect", "technical.handler", office.connection(port="GE0/0/2", vlan=102))


@pytest.mark.req("A24.1", "A24.2")
def test_more_bandwidth_a_move_and_the_end_of_an_access_each_need_their_own_approval(office: Office) -> None:
    office.connected()
    access = Access.objects.get()
    number = office.open("access", "health.handler", {"kind": "expand", "access": access.pk})
    with pytest.raises(Refused) as caught:
        office.take("access", number, "submit", "health.handler", application(bandwidth=100))
    assert broken(caught.value) == {"expansion_expands"}
    office.take("access", number, "submit", "health.handler", application(bandwidth=500))
    with pytest.raises(Conflict):
        office.open("access", "health.handler", {"kind": "withdraw", "access": access.pk})
    office.sign("access", number, "approve", APPROVAL)
    office.take("access", number, "connect", "technical.handler", office.connection(bandwidth=500))
    office.take("access", number, "confirm", "health.handler", {"confirmed_by": "丙"})
    access.refresh_from_db()
    second = AccessApplication.objects.get(case__number=number).approval_number
    assert (access.bandwidth, access.approval_id) == (500, second)
    number = office.open("access", "health.handler", {"kind": "withdraw", "access": access.pk})
    office.take("access", number, "submit", "health.handler", application(systems=[], undertaking=""))
    office.sign("access", number, "approve", APPROVAL)
    taken_down = {"disconnected_on": office.day, "disconnected_by": "许工", "cleared": "端口已关闭，配置已删除"}
    with pytest.raises(Refused):
        office.take("access", number, "connect", "technical.handler", office.connection())
    office.take("access", number, "disconnect", "technical.handler", taken_down)
    access.refresh_from_db()
    assert access.withdrawn_on is not None
    assert Access.objects.count() == 1


@pytest.mark.req("A24.2")
def test_what_does_not_work_goes_back_to_the_technical_body(office: Office) -> None:
    number = office.apply()
    office.sign("access", number, "approve", APPROVAL)
    office.take("access", number, "connect", "technical.handler", office.connection())
    office.take("access", number, "report_fault", "health.handler", {"reason": "不通"})
    assert Case.objects.get(number=number).desk.startswith(f"TECHNICAL_BODY@{CITY}")
    office.take("access", number, "connect", "technical.handler", office.connection(port="GE0/0/9"))
    assert Access.objects.get().port == "GE0/0/9"


def test_private_ranges_inside_may_overlap_and_must_be_ranges(office: Office) -> None:
    office.apply()
    office.apply("land.handler")
    number = office.open("access", "health.handler", {"kind": "new"})
    with pytest.raises(Invalid):
        office.take("access", number, "submit", "health.handler", application(own_ranges=[{"range": "内网"}]))


NEED = [{"role": "server", "family": "4", "count": 3}, {"role": "terminal", "family": "4", "length": 28}]


def with_pools(office: Office) -> None:
    """A pool of servers' and one of terminals' addresses of the city."""
    day = at("2020-01-01").date()
    whole = {"vrf": office.vrf, "jurisdiction_id": CITY, "owner_id": CITY, "entered_on": day}
    parent = Prefix.objects.create(network="10.0.0.0/8", kind="container", role="server", **whole)
    for network, role in (("10.1.0.0/24", "server"), ("10.2.0.0/24", "terminal")):
        Prefix.objects.create(
            network=network, kind="pool", role=role, parent=parent, parent_network="10.0.0.0/8", **whole
        )


def blocks() -> list[tuple[str, str]]:
    return list(Allocation.objects.exclude(status="released").order_by("pk").values_list("status", "approval"))


@pytest.mark.req("A25.1", "A25.4")
def test_addresses_are_held_when_applied_for_and_granted_with_the_approval_alone(office: Office) -> None:
    with_pools(office)
    number = office.apply(vrf=office.vrf.pk, addresses=NEED)
    assert blocks() == [("held", None)] * 4
    office.sign("access", number, "approve", APPROVAL)
    paper = Notice.objects.get().number
    assert blocks() == [("active", paper)] * 4
    office.take("access", number, "connect", "technical.handler", office.connection())
    office.take("access", number, "confirm", "health.handler", {"confirmed_by": "丙"})
    access = Access.objects.get()
    number = office.open("access", "health.handler", {"kind": "withdraw", "access": access.pk})
    office.take("access", number, "submit", "health.handler", application())
    office.sign("access", number, "approve", APPROVAL)
    taken_down = {"disconnected_on": office.day, "disconnected_by": "许工", "cleared": "已清理"}
    office.take("access", number, "disconnect", "technical.handler", taken_down)
    assert {status for status, _ in blocks()} == {"cooling"}


@pytest.mark.req("A25.4")
def test_what_is_refused_or_handed_in_anew_gives_its_addresses_back(office: Office) -> None:
    with_pools(office)
    number = office.apply(vrf=office.vrf.pk, addresses=NEED)
    office.take("access", number, "return", "authority.handler", {"defects": [{"item": "带宽", "remedy": "附测算"}]})
    office.take("access", number, "submit", "health.handler", application(vrf=office.vrf.pk, addresses=NEED[:1]))
    assert len(blocks()) == 3
    office.sign("access", number, "refuse", {"reason": "既有接入可以承载"})
    assert blocks() == []
    with pytest.raises(Invalid):
        office.apply(addresses=NEED)
