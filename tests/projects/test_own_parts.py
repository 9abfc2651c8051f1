"""An own network or office system in a declaration is found, judged by a person, and waits for its approval.

The projects are those of the demo material: pumping stations with a trunk of their own (its line is marked), and a
people's organisation that wants an office system of its own (nothing is marked; its words tell).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from tests.network.office import Office
from tests.projects.city import at
from tests.projects.path import Path, broken, way

from qilou.casework.queries.case_page import case_page
from qilou.kernel.errors import Invalid, Refused
from qilou.law import Breach, Met, Readings, Rule
from qilou.projects.models import EstimateLine, OwnFinding
from qilou.projects.rules import own_parts as rules
from qilou.projects.rules.own_parts import OwnPart, own_parts

D = Decimal
READ = Readings(date(2026, 8, 20))


@dataclass
class Facts:
    own_parts: tuple[OwnPart, ...] = ()
    own_approvals: Mapping[str, str] = None  # type: ignore[assignment]


def part(kind: str, own: bool | None) -> OwnPart:
    return OwnPart(3, "自建光缆", D(758500), kind, own)


@pytest.mark.req("A23.3", "A32.1", "A32.2", "A24.3")
@pytest.mark.parametrize(
    ("rule", "parts", "approvals", "verdict"),
    [
        (rules.own_parts_judged, (part("network", None),), {}, Breach),
        (rules.own_parts_judged, (part("network", True), part("system", False)), {}, Met),
        (rules.own_network_approved, (part("network", True),), {}, Breach),
        (rules.own_network_approved, (part("network", True),), {"system": "1号"}, Breach),
        (rules.own_network_approved, (part("network", True),), {"network": "1号"}, Met),
        (rules.own_network_approved, (part("network", False), part("system", True)), {}, Met),
        (rules.own_system_approved, (part("system", True),), {"network": "1号"}, Breach),
        (rules.own_system_approved, (part("system", True),), {"system": "1号"}, Met),
        (rules.own_system_approved, (part("system", False), part("network", True)), {}, Met),
    ],
)
def test_what_is_own_needs_its_own_approval(
    rule: Rule, parts: tuple[OwnPart, ...], approvals: dict[str, str], verdict: type
) -> None:
    assert isinstance(rule(Facts(parts, approvals), READ).verdict, verdict)


@pytest.mark.req("A23.3", "A32.1")
def test_a_mark_says_that_a_part_is_own_and_words_ask_a_person() -> None:
    lines = [
        (1, "闸站远程控制单元", D(1), "none"),
        (2, "自建光缆与交换设备", D(2), "own_network"),
        (3, "协同办公软件授权", D(3), "none"),
        (4, "流程软件", D(4), "own_office"),
    ]
    found = own_parts("水闸泵站远程监控", D(10), lines, {})
    assert [(one.line, one.kind, one.own) for one in found] == [
        (2, "network", True),
        (3, "system", None),
        (4, "system", True),
    ]
    judged = own_parts("水闸", D(10), lines, {(3, "协同办公软件授权", "system"): False})
    assert judged[1].own is False
    (named,) = own_parts("机关办公自动化改造", D(10), [(1, "服务器", D(1), "none")], {})
    assert (named.line, named.own) == (0, None)


def reviewed(path: Path, number: int, name: str, mark: str = "none") -> None:
    """A project in pre-review whose line says so."""
    path.accepted()
    EstimateLine.objects.filter(declaration=path.declaration, number=number).update(name=name, mark=mark)
    path.found()
    path.found_different("2026-08-21")


def passing(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        path.take("pre_review", "pass", "2026-08-21", "authority.handler", {})
    return caught.value


@pytest.mark.django_db
@pytest.mark.req("A23.3", "A24.3")
def test_a_marked_network_line_does_not_pass_pre_review_before_its_plan_is_approved() -> None:
    path = way()
    reviewed(path, 3, "自建光缆与交换设备", "own_network")
    actor = path.city.actor("authority.handler", "2026-08-21")
    page = case_page("projects.pre_review", path.numbers["pre_review"], actor=actor, now=at("2026-08-21", "10:30"))
    offer = next(one for one in page.offers if one.step.name == "pass")
    assert "own_network_approved" in {one.rule.rpartition(".")[2] for one in offer.breached}
    refused = passing(path)
    assert broken(refused) == {"own_network_approved"}
    told = refused.findings[0].verdict.remedy.in_("zh")
    assert "独立网络" in told
    office = Office(city=path.city, day="2026-08-21")
    office.minute = 120
    thing = path.project.thing
    for name, named in (("别的网络", ""), ("闸站控制网", thing)):
        number = office.open("separate", "health.handler", {"kind": "build", "name": name, "thing": named})
        office.take("separate", number, "submit", "health.handler", PLAN)
        office.sign("separate", number, "approve", {"statement": "同意。"})
        if not named:
            passing(path)
    path.take("pre_review", "pass", "2026-08-21", "authority.handler", {}, time="16:00")


@pytest.mark.django_db
@pytest.mark.req("A32.1", "A32.2")
def test_an_unmarked_office_system_is_found_by_its_words_judged_and_waits_for_its_approval() -> None:
    path = way()
    reviewed(path, 1, "协同办公软件授权")
    assert broken(passing(path)) == {"own_parts_judged"}
    judge = {"parts": [{"part": "1:system", "own": True, "reason": "采购自用协同办公软件。"}]}
    wrong = {"parts": [{"part": "2:system", "own": True, "reason": "无"}]}
    with pytest.raises(Invalid):
        path.take("pre_review", "judge_own", "2026-08-21", "authority.handler", wrong)
    path.take("pre_review", "judge_own", "2026-08-21", "authority.handler", judge, time="10:10")
    assert broken(passing(path)) == {"own_system_approved"}
    office = Office(city=path.city, day="2026-08-21")
    office.minute = 120
    opening = {"kind": "develop", "name": "协同办公", "purpose": "office", "thing": path.project.thing}
    number = office.open("own_system", "health.handler", opening)
    office.take("own_system", number, "submit", "health.handler", SYSTEM)
    passing(path)
    office.sign("own_system", number, "approve", {"statement": "同意。"})
    path.take("pre_review", "pass", "2026-08-21", "authority.handler", {}, time="16:00")


@pytest.mark.django_db
@pytest.mark.req("A32.1")
def test_what_only_sounds_like_an_own_system_passes_when_a_person_says_why() -> None:
    path = way()
    reviewed(path, 1, "对接全市协同办公平台接口")
    judge = {"parts": [{"part": "1:system", "own": False, "reason": "只开发与全市统一办公平台的接口。"}]}
    path.take("pre_review", "judge_own", "2026-08-21", "authority.handler", judge, time="10:10")
    assert OwnFinding.objects.get().own is False
    path.take("pre_review", "pass", "2026-08-21", "authority.handler", {}, time="10:20")


PLAN = {
    "purpose": "闸站远程控制",
    "necessity": "平台现有链路不能覆盖闸站。",
    "reckoning": "共一百四十八兆。",
    "technical": "环形光缆。",
    "security": "按三级防护。",
    "points": 37,
}
SYSTEM = {"functions": "收发文", "necessity": "专用流程", "norms": "统一接口规范", "data_return": "每日回传"}
