"""Separate networks and own systems: approved before they are built or kept, joined, merged, supervised."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.network.office import Office
from tests.network.test_access import broken

from qilou.casework.models import Case, Notice
from qilou.inventory.kinds import Own
from qilou.inventory.models import OwnApproval
from qilou.kernel.errors import Conflict, Invalid, Refused
from qilou.network.models import OwnSystem, SeparateNetwork

pytestmark = pytest.mark.django_db
AGREED = {"statement": "同意。"}


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def plan(**changed: object) -> dict[str, object]:
    """A whole plan."""
    return {
        "purpose": "闸站远程控制",
        "necessity": "控制信号时延要求高，平台现有链路不能覆盖闸站。",
        "reckoning": "三十七点，每点四兆，共一百四十八兆。",
        "technical": "环形光缆，双核心。",
        "security": "控制网与办公网物理隔离，按三级防护。",
        "points": 37,
        "interconnect": "经市级核心节点单点互联",
        "steps": [{"what": "核心互联", "due_on": "2026-09-30"}, {"what": "割接闸站", "due_on": "2026-12-31"}],
    } | changed


def applied(office: Office, kind: str = "build", **changed: object) -> str:
    number = office.open("separate", "health.handler", {"kind": kind, "name": "闸站控制网"})
    office.take("separate", number, "submit", "health.handler", plan(**changed))
    return number


@pytest.mark.req("A24.3")
def test_a_separate_networks_plan_is_approved_before_it_counts(office: Office) -> None:
    number = applied(office, steps=[])
    network = SeparateNetwork.objects.get()
    assert (network.standing, network.approval_number) == ("planned", "")
    assert not OwnApproval.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        SeparateNetwork.objects.filter(pk=network.pk).update(standing="approved")
    with pytest.raises(Conflict):
        office.take("separate", number, "interconnect", "technical.handler", {})
    office.sign("separate", number, "approve", AGREED)
    network.refresh_from_db()
    paper = Notice.objects.get()
    assert (network.standing, network.approval_number) == ("approved", paper.number)
    found = OwnApproval.objects.get()
    assert (found.kind, found.case, found.number) == (Own.NETWORK, number, paper.number)


@pytest.mark.req("A23.3", "A24.3")
def test_without_a_reckoning_or_a_security_plan_it_is_not_taken(office: Office) -> None:
    number = office.open("separate", "health.handler", {"kind": "build", "name": "闸站控制网"})
    with pytest.raises(Refused) as caught:
        office.take("separate", number, "submit", "health.handler", plan(reckoning="", security=""))
    assert broken(caught.value) == {"platform_cannot_carry_it", "plan_is_whole"}
    with pytest.raises(Refused) as caught:
        office.open("separate", "health.handler", {"kind": "build", "name": "闸站控制网"})
    assert broken(caught.value) == {"no_other_plan"}
    with pytest.raises(Refused) as caught:
        office.open("separate", "land.handler", {"kind": "build", "name": "内网", "network": "intranet"})
    assert broken(caught.value) == {"of_the_extranet"}
    assert SeparateNetwork.objects.count() == 1


@pytest.mark.req("A23.5")
def test_a_network_that_stays_is_connected_to_the_platform(office: Office) -> None:
    number = office.open("separate", "health.handler", {"kind": "keep", "name": "医保老网"})
    with pytest.raises(Refused) as caught:
        office.take("separate", number, "submit", "health.handler", plan(interconnect=""))
    assert broken(caught.value) == {"says_how_it_joins"}
    office.take("separate", number, "submit", "health.handler", plan())
    office.sign("separate", number, "approve", AGREED)
    assert SeparateNetwork.objects.get().standing == "kept"
    joined = {"interconnected_on": "2026-08-03", "interconnect": "HX-SZ-1 GE0/1"}
    office.take("separate", number, "interconnect", "technical.handler", joined)
    assert SeparateNetwork.objects.get().interconnected_on == date(2026, 8, 3)


@pytest.mark.req("A23.4")
def test_an_existing_network_is_merged_step_by_step_and_a_clock_runs_to_the_last_day(office: Office) -> None:
    number = applied(office, "merge")
    office.sign("separate", number, "approve", AGREED)
    assert Case.objects.get(number=number).due_on == date(2026, 12, 31)
    merged = {"merged_on": "2026-08-03", "statement": "流量已割接"}
    with pytest.raises(Refused) as caught:
        office.take("separate", number, "merge", "technical.handler", merged)
    assert broken(caught.value) == {"every_step_done"}
    for step in (1, 2):
        done = {"number": step, "done_on": "2026-08-03", "remark": "完成"}
        office.take("separate", number, "report", "health.handler", done)
    with pytest.raises(Refused) as caught:
        office.take("separate", number, "report", "health.handler", {"number": 2, "done_on": "2026-08-03"})
    assert broken(caught.value) == {"step_is_open"}
    office.take("separate", number, "merge", "technical.handler", merged)
    assert SeparateNetwork.objects.get().standing == "merged"
    assert not OwnApproval.objects.exists()


@pytest.mark.req("A23.4", "A24.3")
def test_what_is_closed_is_approved_no_more(office: Office) -> None:
    number = applied(office)
    office.sign("separate", number, "approve", AGREED)
    office.take("separate", number, "close", "health.handler", {"reason": "业务已迁移"})
    assert OwnApproval.objects.get().ended_on == date(2026, 8, 3)


SYSTEM = {
    "functions": "收发文、会议、督办",
    "necessity": "上级单位要求使用专用流程。",
    "norms": "遵循全市公文交换接口规范",
    "data_return": "每日回传公文元数据",
}


@pytest.mark.req("A32.1", "A32.2", "A32.3")
def test_an_own_system_is_approved_first_and_then_supervised(office: Office) -> None:
    opening = {"kind": "develop", "name": "协同办公系统", "purpose": "office"}
    number = office.open("own_system", "health.handler", opening)
    with pytest.raises(Refused) as caught:
        office.take("own_system", number, "submit", "health.handler", SYSTEM | {"necessity": "", "norms": ""})
    assert broken(caught.value) == {"shared_system_does_not_do", "to_uniform_norms"}
    office.take("own_system", number, "submit", "health.handler", SYSTEM)
    assert not OwnApproval.objects.exists()
    office.sign("own_system", number, "approve", AGREED)
    assert OwnApproval.objects.get().kind == Own.SYSTEM
    row = OwnSystem.objects.get()
    assert row.approval_number == Notice.objects.get().number
    found = {"findings": "未回传数据", "mend_by": "2026-09-30"}
    office.take("own_system", number, "guide", "authority.handler", found)
    assert Case.objects.get(number=number).due_on == date(2026, 9, 30)
    office.take("own_system", number, "mend", "health.handler", {"answer": "已回传"})
    office.take("own_system", number, "retire", "health.handler", {"reason": "改用统一平台"})
    assert OwnApproval.objects.get().ended_on is not None


def test_an_application_names_no_project_of_somebody_else(office: Office) -> None:
    opening = {"kind": "develop", "name": "协同办公系统", "purpose": "office", "thing": "projects.project:1"}
    with pytest.raises(Invalid):
        office.open("own_system", "health.handler", opening)
