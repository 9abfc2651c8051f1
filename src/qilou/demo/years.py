"""The city's plan, its funds and its two rounds, and what the platform does by itself at night."""

from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal

from qilou.assessment.actions import enter_result
from qilou.assessment.queries import Grade
from qilou.casework.actions.sweep import sweep
from qilou.inventory.actions import enter_of_record
from qilou.projects.actions import fund
from qilou.projects.actions.checklists import publish_checklist_item
from qilou.projects.actions.district import call_for_returns
from qilou.projects.actions.likeness import keep_compared
from qilou.projects.actions.listing import warn_of_expiry
from qilou.projects.actions.round import open_round
from qilou.projects.inputs.checklists import NewChecklistItem
from qilou.projects.inputs.fund import Arrangement
from qilou.projects.queries.district import counted

from .bodies import BODIES, CITY, LONGHU, NANAO, OTHER_DISTRICTS
from .moments import Life, moment
from .programme import WAN
from .stage import Acts, City

FUND_2027 = "10900.00"
OVERALL = "汕头市电子政务发展总体规划"
PLAN_ITEMS = (
    ("1.1", "政务服务一网通办", "部门业务在统一平台受理和办结，减材料、减跑动。"),
    ("1.2", "电子证照应用", "证照按国家标准签发，入市证照库，免交纸质证明。"),
    ("2.1", "数据共享开放", "一数一源，目录和接口由市数据共享平台统一管理。"),
    ("2.2", "基础库和共用平台", "人口、法人、空间、证照库共建共用，不重复建设。"),
    ("3.1", "城市运行感知", "感知终端统一规划，视频和水情、路况数据接入城市运行平台。"),
    ("3.2", "行业监管数字化", "以风险为主线生成检查任务，过程留痕。"),
    ("4.1", "政务外网和安全", "网络统一、等级保护和密码应用同步规划、建设、运行。"),
)
SYSTEMS: tuple[tuple[str, str, str, str, int | None], ...] = (  # name, unit, in operation since, grade, users
    ("区域卫生信息平台", "health", "2016-05-01", "第三级", 6120),
    ("练江水质自动监测系统", "ecology", "2019-03-01", "第二级", 46),
    ("不动产登记信息系统", "land", "2017-10-01", "第三级", 318),
    ("三防视频会商系统", "emergency", "2020-04-15", "第二级", None),
    ("馆藏档案目录管理系统", "archives", "2014-07-01", "第二级", 0),
)


def plan(city: City) -> Life:
    """The plan is drawn up, approved by the government and published; in 2026 its revision goes to the government."""
    yield moment("2025-02-10 10:00")
    number = drafted_plan(city, "authority", CITY, f"{OVERALL}（2025—2029年）", (2025, 2029), PLAN_ITEMS)
    yield moment("2025-02-17 09:30")
    yield from city.sign("plan", number, "submit", "authority", "2025-02-18 10:10", "2025-02-19 16:00")
    yield moment("2025-03-03 09:20")
    approval = {
        "number": "汕府函〔2025〕演示18号",
        "approved_on": "2025-03-04",
        "minutes": "市政府常务会议纪要〔2025〕5号",
    }
    yield moment("2025-03-04 09:00")
    yield from city.sign("plan", number, "approve", "government", "2025-03-04 11:00", "2025-03-05 15:00", approval)
    yield moment("2025-03-10 09:00")
    published = {"published_on": "2025-03-10", "published_in": "市政府公报2025年第3期"}
    yield from city.sign("plan", number, "publish", "authority", "2025-03-10 10:30", "2025-03-10 16:20", published)
    yield moment("2026-11-09 15:00")
    items = (*PLAN_ITEMS, ("5.1", "人工智能便民应用", "先试点后推广，算法备案。"))
    number = drafted_plan(city, "authority", CITY, f"{OVERALL}（2027—2031年）", (2027, 2031), items)
    yield moment("2026-11-12 09:10")
    yield from city.sign("plan", number, "submit", "authority", "2026-11-13 10:00", "2026-11-16 11:20")


def drafted_plan(
    city: City, body: str, area: str, title: str, years: tuple[int, int], items: tuple[tuple[str, str, str], ...]
) -> str:
    """An authority draws up a plan of so many years; gives the number of its case."""
    who = f"{body}.handler"
    data = {
        "title": title,
        "from_year": years[0],
        "to_year": years[1],
        "needs": "群众和企业办事仍须多次提交材料，部门系统互不相通，重复建设时有发生。",
        "purposes": ["management", "efficiency", "service"],
        "items": [{"code": code, "title": name, "content": content} for code, name, content in items],
        "follows": [
            {"level": "national", "title": "国家信息化规划", "document": "国家规划演示第1号"},
            {"level": "provincial", "title": "省数字政府建设规划", "document": "省规划演示第2号"},
            *([] if area == CITY else [{"level": "city", "title": OVERALL, "document": "汕府函〔2025〕演示18号"}]),
        ],
        "file": city.paper(title, [f"{code} {name}：{content}" for code, name, content in items], who),
    }
    return city.open("plan", who, title, data, area).case.number


def funds(city: City) -> Life:
    """The earmarked fund of 2026, and the larger one of 2027; Longhu has a small one of its own."""
    for when, area, body, year, wan in (
        ("2025-10-20 10:00", CITY, "finance", 2026, "1760.00"),
        ("2026-10-19 10:30", LONGHU, "longhu-finance", 2027, "300.00"),
        ("2026-10-26 09:50", CITY, "finance", 2027, FUND_2027),
    ):
        yield moment(when)
        document = f"{BODIES[body].word}预〔{when[:4]}〕演示{year % 100}号"
        given = Arrangement(year=year, amount=Decimal(wan) * WAN, document=document)
        fund.arrange(area, given, actor=city.actor(f"{body}.handler"), now=city.now)


def inventory(city: City) -> Life:
    """Each unit enters the system that was there before the platform."""
    for place, (name, unit, since, grade, users) in enumerate(SYSTEMS):
        yield moment("2025-04-08 09:00") + timedelta(days=place, minutes=17 * place)
        entered = enter_of_record(
            actor=city.actor(f"{unit}.handler"),
            now=city.now,
            jurisdiction=CITY,
            unit_id=city.registers.bodies[unit],
            unit_name=BODIES[unit].zh,
            name=name,
            description="平台启用前已投入使用。",
            document=f"{BODIES[unit].word}〔{since[:4]}〕演示1号",
            operating_since=moment(f"{since} 00:00").date(),
            security_grade=grade,
            active_users=users,
        )
        city.systems[name] = entered.pk


def assessments(city: City) -> Life:
    """The results of 2025: most units good, one unsatisfactory; others have none on file yet."""
    grades = {"labour": Grade.GOOD, "market": Grade.GOOD, "housing": Grade.FAIL, "transport": Grade.PASS}
    for place, (unit, grade) in enumerate(grades.items()):
        yield moment("2026-03-16 14:30") + timedelta(minutes=place)
        enter_result(
            actor=city.actor("authority.handler"),
            now=city.now,
            jurisdiction=CITY,
            unit_id=city.registers.bodies[unit],
            year=2025,
            grade=grade,
            document="汕政数函〔2026〕演示11号",
            issued_on=city.now.date(),
        )


def solicited(city: City, area: str, body: str, when: tuple[str, str, str, str], due: str) -> Acts:
    """An authority opens its round and solicits it: opened, drafted, checked and signed at these moments."""
    opened, drafted, checked, signed = when
    yield moment(opened)
    year = city.now.year
    number = open_round(area, year, actor=city.actor(f"{body}.handler"), now=city.now)
    city.rounds[area, year] = number
    yield moment(drafted)
    data = {
        "contents": f"围绕总体规划，征集{year + 1}年度电子政务项目；优先一网通办、数据共享和共用平台，不受理重复建设。",
        "draft_budget_due": due,
        "budget_calendar": f"{BODIES[body].word}财预〔{year}〕演示20号",
    }
    return (yield from city.sign("round", number, "solicit", body, checked, signed, data))


def round_of_2025(city: City) -> Life:
    """Last year's round, from its solicitation to the confirmation of what finance agreed to."""
    when = ("2025-07-01 09:00", "2025-07-11 10:00", "2025-07-11 15:30", "2025-07-14 09:30")
    yield from solicited(city, CITY, "authority", when, "2025-12-15")
    number = city.rounds[CITY, 2025]
    yield moment("2025-11-17 10:00")
    city.take("round", number, "rank", "authority.handler")
    yield moment("2025-11-18 09:30")
    sent = yield from city.sign("round", number, "send_to_finance", "authority", "2025-11-18 15:00", "2025-11-20 10:40")
    yield moment("2025-11-25 09:20")
    listed = sent.effects["placed"]["list"]  # type: ignore[index]  # effects are of any shape
    lines = [{"number": one, **city.reviews.get(one, {"outcome": "agreed"})} for one in listed]
    sheet = {"document": "汕财函〔2025〕演示88号", "lines": lines}
    yield from city.sign("round", number, "review", "finance", "2025-11-26 11:00", "2025-11-27 16:10", sheet)
    yield moment("2025-12-04 09:00")
    minutes = {"minutes": "局长办公会纪要〔2025〕21号"}
    yield from city.sign("round", number, "confirm", "authority", "2025-12-05 10:00", "2025-12-08 09:40", minutes)


def round_of_2026(city: City) -> Life:
    """This year's round: solicited in July, closed at the end of August, ranked and to be sent to finance."""
    when = ("2026-07-01 09:10", "2026-07-09 10:00", "2026-07-10 15:30", "2026-07-13 09:30")
    yield from solicited(city, CITY, "authority", when, "2026-12-18")
    yield moment("2026-11-19 15:40")
    city.take("round", city.rounds[CITY, 2026], "rank", "authority.handler")


def round_of_longhu(city: City) -> Life:
    """The district has its own round, by the same declaration."""
    when = ("2026-07-02 09:10", "2026-07-14 10:00", "2026-07-15 15:30", "2026-07-16 09:30")
    yield from solicited(city, LONGHU, "longhu", when, "2026-12-18")


def checklist(city: City) -> Life:
    """With the solicitation of 2026 the authority publishes which chapters of a programme it asks for besides."""
    yield moment("2026-07-13 10:20")
    for code, zh, en in (
        ("programme_operation", "运行维护及年运维费", "Operation and its yearly cost"),
        ("programme_risks", "可行性与风险对策", "Feasibility, risks and countermeasures"),
    ):
        given = NewChecklistItem(code=code, name_zh=zh, name_en=en, document="汕政数函〔2026〕演示19号")
        publish_checklist_item(given, jurisdiction=CITY, actor=city.actor("authority.handler"), now=city.now)


def rounds_of_districts(city: City) -> Life:
    """The other districts solicit one after the other; the county opens its round and lets July pass."""
    for place, area in enumerate(OTHER_DISTRICTS):
        day = f"2026-07-{(16, 17, 20, 21, 22, 23)[place]}"
        when = (f"{day} 1{place % 3}:05", f"{day} 14:{10 + place}", f"{day} 15:{10 + place}", f"{day} 16:{10 + place}")
        if area == NANAO:
            yield moment(when[0])
            city.rounds[area, 2026] = open_round(area, 2026, actor=city.actor(f"{area}.handler"), now=city.now)
        else:
            yield from solicited(city, area, area, when, "2026-12-18")


def returns_of_districts(city: City) -> Life:
    """The districts' returns of the third quarter: most are noted, one waits with the city, the county's is late."""
    yield moment("2026-10-09 00:30")
    numbers = call_for_returns(now=city.now)
    areas = [area for area in (*OTHER_DISTRICTS, LONGHU) if area != NANAO]
    for place, area in enumerate(areas):
        body = "longhu" if area == LONGHU else area
        day = f"2026-10-{12 + place}"
        yield moment(f"{day} 09:2{place}")
        lines = [{"stage": stage, **asdict(one)} for stage, one in counted(area).items()]
        checked, signed = f"{day} 14:1{place}", f"{day} 16:3{place}"
        yield from city.sign("district_return", numbers[area], "submit", body, checked, signed, {"lines": lines})
    for place, area in enumerate(areas[:-1]):
        yield moment(f"2026-10-19 10:0{place}")
        city.take("district_return", numbers[area], "accept", "authority.handler")


def compared(city: City) -> Life:
    """What is compared is counted anew as the city's projects grow in number."""
    for day in ("2025-06-02", "2025-09-12", "2026-03-02", "2026-09-01", "2026-09-14"):
        yield moment(f"{day} 00:05")
        keep_compared(city.now)


def nights(city: City) -> Life:
    """What no person does: periods end, and opinions about to lapse are warned of."""
    for day in ("2025-09-02", "2026-08-03", "2026-09-01", "2026-10-09"):
        yield moment(f"{day} 00:10")
        sweep(now=city.now)
    for day in ("2026-10-09", "2026-11-09"):
        yield moment(f"{day} 00:20")
        warn_of_expiry(now=city.now)
