"""Two hundred searches of people who half remember: the wanted thing stands among the first five of its kind."""

import random
from collections.abc import Callable
from datetime import date

import pytest
from tests.casework.procedures_of_tests import ROUTE
from tests.casework.town import Town, at_noon, build

from qilou.casework.models import Case
from qilou.identity.models import Organisation
from qilou.portal.queries.found import found

DAY = date(2026, 3, 2)
PROJECTS = [
    "医保基金智能监管与稽核系统",
    "基层电子健康档案质量控制平台",
    "练江流域水质自动监测与预警扩建",
    "城市内涝点感知与调度系统",
    "义务教育入学报名审核一件事",
    "不动产登记电子证照共享改造",
    "全市养老服务综合管理平台",
    "居家老人上门服务智慧派单系统",
    "汛期三防视频会商应急扩容",
    "水闸泵站远程监控与专用通信",
    "市级群团机关协同办公系统",
    "市档案馆数字化库房改造",
    "道路货运车辆动态监管平台",
    "食品安全追溯与抽检系统",
    "燃气管网泄漏监测预警",
    "公共资源交易电子见证系统",
    "农村宅基地审批数据治理",
    "劳动争议网上调解平台",
    "古树名木巡护管理应用",
    "渔港渔船进出港监控",
]
BODIES = [
    ("市医疗保障局", "Healthcare Security Administration"),
    ("市卫生健康局", "Health Bureau"),
    ("市生态环境局", "Ecology and Environment Bureau"),
    ("市城市管理和综合执法局", "Urban Management Bureau"),
    ("市自然资源局", "Natural Resources Bureau"),
    ("市政务服务和数据管理局", "Government Services and Data Bureau"),
    ("市人力资源和社会保障局", "Human Resources Bureau"),
    ("市文化广电旅游体育局", "Culture and Tourism Bureau"),
    ("市住房和城乡建设局", "Housing and Construction Bureau"),
    ("市市场监督管理局", "Market Regulation Administration"),
]
PLACES = ["金平区", "龙湖区", "濠江区", "澄海区", "潮阳区", "潮南区", "南澳县", "市直", "港区", "高新区"]
THINGS = [
    "视频监控",
    "数据共享",
    "信息系统",
    "综合管理平台",
    "电子证照",
    "协同办公",
    "应急指挥",
    "健康服务",
    "水务监测",
    "养老服务",
    "档案管理",
]
ENDS = ["建设", "改造", "扩建", "运维", "升级", "二期"]
WRONG = "兼青话理试建平员城管新联安保"
Wanted = tuple[str, str, str]


def searches() -> list[Wanted]:
    """What is typed, the kind, and what is wanted; always the same two hundred."""
    dice = random.Random(164)
    made: list[Wanted] = []
    for place, name in enumerate(PROJECTS):
        number = number_of(place)
        start = dice.randrange(len(name) - 6)
        half = name[start : start + 6]
        made += [(typed, "cases", name) for typed in (name, number, number.replace("-", " ").lower(), half)]
        made += [(f"{name[:2]} {name[-4:-2]}", "cases", name), (f"{name[3:5]} {name[:3]}", "cases", name)]
        made += [(name[:3] + name[5:8], "cases", name)]
        made += [(wrongly(half, dice), "cases", name), (wrongly(name, dice), "cases", name)]
    for zh, en in BODIES:
        made += [(zh[1:5], "organisations", zh), (en.lower(), "organisations", zh)]
    return made


def number_of(place: int) -> str:
    return f"SB26-{1034 + 7 * place}-{place % 10}"


def wrongly(name: str, dice: random.Random) -> str:
    at = dice.randrange(len(name))
    return name[:at] + dice.choice([one for one in WRONG if one != name[at]]) + name[at + 1 :]


@pytest.fixture
def town() -> Town:
    """The twenty projects among six hundred others that share their words, and the bodies."""
    town = build()
    reader = f"org:{town.organisations['unit'].pk}"
    others = [f"{place}{thing}{end}" for place in PLACES for thing in THINGS for end in ENDS]
    names = [(number_of(place), name) for place, name in enumerate(PROJECTS)]
    names += [(f"SB25-{2000 + place}-{place % 10}", name) for place, name in enumerate(others)]
    Case.objects.bulk_create(
        Case(
            procedure=ROUTE,
            edition="2015",
            number=number,
            jurisdiction_id="440500",
            title=name,
            state="draft",
            readers=[reader],
            opened_on=DAY,
            moved_at=at_noon("2026-03-02"),
        )
        for number, name in names
    )
    for zh, en in BODIES:
        Organisation.objects.create(
            name_zh=zh, name_en=en, jurisdiction_id="440500", kind="government", since=date(2020, 1, 1)
        )
    return town


def share(finds: Callable[[str, str], list[str]]) -> tuple[float, list[Wanted]]:
    missed = [one for one in searches() if one[2] not in finds(one[0], one[1])]
    return 1 - len(missed) / len(searches()), missed


@pytest.mark.django_db
def test_the_wanted_thing_is_among_the_first_five(town: Town) -> None:
    assert len(searches()) == 200
    actor = town.actor("applicant")

    def finds(typed: str, kind: str) -> list[str]:
        groups = {group.kind: group for group in found(actor, typed, today=DAY)}
        return [one.title.zh for one in groups[kind].entries] if kind in groups else []

    reached, missed = share(finds)
    assert reached >= 0.95, missed
    print(f"recall {reached}")


@pytest.mark.django_db
def test_a_search_for_the_very_letters_would_not_do(town: Town) -> None:
    def finds(typed: str, kind: str) -> list[str]:
        if kind == "organisations":
            said = Organisation.objects.filter(name_zh__icontains=typed) | Organisation.objects.filter(
                name_en__icontains=typed
            )
            return list(said.values_list("name_zh", flat=True)[:5])
        cases = Case.objects.filter(title__icontains=typed) | Case.objects.filter(number__icontains=typed)
        return list(cases.order_by("-pk").values_list("title", flat=True)[:5])

    reached, _ = share(finds)
    print(f"letters {reached}")
    assert reached < 0.6
