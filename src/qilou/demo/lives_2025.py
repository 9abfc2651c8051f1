"""What became of the projects of last year's round, and of the special declaration of this spring.

One has walked its whole life; the others stand where this year's projects cannot be yet: proposed, being approved,
under contract, changed, tried, paid.
"""

from collections.abc import Generator
from datetime import datetime, timedelta

from . import building as build
from . import declared_2025 as declared
from .declared_2026 import CONFERENCE
from .declaring import (
    Cuts,
    Matter,
    Session,
    accepted,
    concluded,
    evaluated,
    pre_reviewed,
    submitted,
    tiered,
    typed,
)
from .moments import Life, moment
from .programme import Programme
from .stage import Acts, City

TUODAO, QUESHI, MAYU = "鮀岛软件有限公司", "礐石信息监理有限公司", "妈屿信息测评中心"
HAIBIN = "海滨视讯科技有限公司"
TENDER, CONSULTATION, SMALL = "open_tender", "consultation", "small"
FIRST_DAY = Session("评审会〔2025〕3号", "2025-10-27 10:00", "2025-10-29 09:00")
SECOND_DAY = Session("评审会〔2025〕4号", "2025-10-27 15:00", "2025-10-30 09:00")
SMALL_PANEL = Session("评审会〔2025〕5号", "2025-10-28 10:00", "2025-10-31 09:00", 3)
BUDGET = ("汕财预〔2026〕演示3号", "2026-02-06")
UNDATED = {"steps": [{"name": "采购和合同签订", "on": "2026-04-30"}, {"name": "开发和部署"}, {"name": "试运行和验收"}]}


def at(day: str, place: int) -> str:
    """On a day on which one act follows another: the moment of the one at that place."""
    return f"{moment(f'{day} 09:00') + timedelta(minutes=27 * place):%Y-%m-%d %H:%M}"


def to_the_list(
    city: City,
    place: int,
    one: Programme,
    submit: str,
    session: Session,
    tier: str,
    reason: str,
    cuts: Cuts | None = None,
) -> Generator[datetime, None, Matter]:
    """From the declaration of August 2025 to the order of November, like the others of the round."""
    first = UNDATED if one is declared.TRAINING else {}
    matter = yield from submitted(city, one, submit, **first)
    if first:
        yield from corrected(city, matter)
    yield from accepted(city, matter, at("2025-09-03", place))
    yield from pre_reviewed(city, matter, at("2025-09-15", place), at("2025-09-17", place), at("2025-09-19", place))
    opinion = (at("2025-11-05", place), at("2025-11-06", place), at("2025-11-10", place))
    yield from evaluated(city, matter, at("2025-09-24", place), at("2025-10-21", place), session, opinion, cuts)
    yield from tiered(city, matter, at("2025-11-13", place), tier, reason)
    return matter


def corrected(city: City, matter: Matter) -> Acts:
    """The one notice on what is missing, and the unit's correction a week later."""
    yield moment("2025-08-20 10:30")
    told = {
        "item": "plan",
        "problem": "实施计划有两个步骤没有完成日期。",
        "remedy": "补充各步骤的完成日期和交付物。",
    }
    number = matter.numbers["declaration"]
    city.take("declaration", number, "return_once", "authority.handler", {"items": [told]})
    yield moment("2025-08-27 16:05")
    return city.take("declaration", number, "correct", matter.unit, typed(city, matter))


def training(city: City) -> Life:
    """The whole life: corrected once, approved, changed by twelve per cent, tried, accepted, paid, in operation."""
    matter = yield from to_the_list(
        city, 0, declared.TRAINING, "2025-08-12 11:20", FIRST_DAY, "1", "涉及补贴资金安全，省级督办事项"
    )
    yield from build.applied(city, matter, "2026-02-09 10:15", BUDGET, {2026: "125.00"}, "2026-12-31")
    yield from build.taken_up(city, matter, "2026-02-10 09:30")
    yield from build.approved(
        city, matter, "2026-02-11 15:00", "2026-02-12 10:20", "2026-02-13 11:00", {2026: "125.00"}
    )
    main = build.TITLES["construction"]
    yield from build.contracted(
        city, matter, "2026-03-16 10:00", "construction", (TUODAO, TENDER), {2026: "103.00"}, trial_run_days=60
    )
    yield from build.contracted(city, matter, "2026-03-18 10:00", "supervision", (QUESHI, SMALL), {2026: "4.30"})
    yield from build.contracted(city, matter, "2026-03-18 15:00", "testing", (MAYU, CONSULTATION), {2026: "15.00"})
    yield from build.published(city, matter, "2026-03-23 16:10", main, published_on="2026-03-23", filed_on="2026-03-20")
    yield from build.asked_for(city, matter, "2026-03-24 09:30", main, "advance", "30.90")
    yield from build.paid(city, matter, ("2026-03-25 10:00", "2026-03-26 10:00", "2026-03-30 15:00"), "GK-2026-000318")
    yield from twelve_per_cent(city, matter)
    plan = (
        ("需求和设计评审", "2026-04-10", "", "2026-04-08"),
        ("核心模块上线测试环境", "2026-06-10", "", "2026-06-12"),
        ("合同履约验收", "2026-07-16", "", ""),
    )
    yield from build.reported(
        city,
        matter,
        "2026-07-09 09:20",
        (2026, 2),
        85,
        plan,
        summary="补贴申领、资格核验和发放核对三个模块完成开发，比对接口按批准的变更增加。",
    )
    yield from build.performed(city, matter, "2026-07-16 10:00", main)
    yield from build.performed(city, matter, "2026-07-16 14:00", "补充合同", clauses=False)
    yield from build.accepted_first(city, matter, "2026-07-22 10:00")
    log = (
        ("2026-08-07 17:20", "两个经办点试运行，受理一千一百件，运行平稳。", ""),
        ("2026-08-25 11:40", "高峰时段资格核验超时，影响十六分钟。", "扩大接口并发并增加重试，当日恢复。"),
        ("2026-09-18 17:00", "全市启用，累计受理九千四百件，无新增故障。", ""),
    )
    yield from build.tried(city, matter, "2026-07-24 09:00", log)
    yield from build.accepted_finally(city, matter, "2026-09-23 10:00", "2026-10-14 15:30", "2026-10-20 09:00")
    yield from build.asked_for(
        city, matter, "2026-10-22 10:40", main, "final", "61.80", report_number=matter.numbers["report"]
    )
    yield from build.paid(city, matter, ("2026-10-26 09:50", "2026-10-27 10:30", "2026-10-29 15:00"), "GK-2026-001147")


def twelve_per_cent(city: City, matter: Matter) -> Acts:
    """One more item for twelve per cent: approved anew, then a supplement within ten per cent of its original."""
    yield moment("2026-04-20 10:30")
    number = build.opened(city, matter, "change")
    data = {
        "reason": "省级资格目录调整，须增加社保卡资格比对接口，原批准内容不含。",
        "increase": build.yuan("15.00"),
        "items": [{"number": "4", "what": "added", "name": "社保卡资格比对接口", "scale": "1项"}],
    }
    city.take("change", number, "apply", matter.unit, data)
    yield moment("2026-04-27 10:00")
    again = {
        "total": build.yuan("140.00"),
        "years": [{"year": 2026, "amount": build.yuan("140.00")}],
        "source_document": "汕财预〔2026〕演示15号",
        "opinion": "变更确属政策调整所致，增加内容与原项目直接相关，同意。",
    }
    yield from city.sign("change", number, "reapprove", "authority", "2026-04-28 15:00", "2026-04-30 10:20", again)
    extra = {
        "year": 2026,
        "number": "汕财预〔2026〕演示15号",
        "issued_on": "2026-05-11",
        "code": f"44050026{matter.project:05d}",
        "amount": build.yuan("15.00"),
        "file": city.paper("汕财预〔2026〕演示15号", ["追加预算十五万元。"], matter.unit),
    }
    return (
        yield from build.contracted(
            city,
            matter,
            "2026-05-18 10:30",
            "construction",
            (TUODAO, TENDER),
            {2026: "10.00"},
            title="补充合同",
            supplement_of=matter.ids[build.TITLES["construction"]],
            change=matter.ids["change"],
            budgets=[extra],
        )
    )


def archives(city: City) -> Life:
    """With building works: before development and reform."""
    matter = yield from to_the_list(
        city, 1, declared.ARCHIVES, "2025-08-20 10:40", SECOND_DAY, "1", "消防不达标，限期整改"
    )
    years = {2026: "400.00", 2027: "245.20"}
    yield from build.applied(city, matter, "2026-11-12 10:00", BUDGET, years, "2027-11-30")
    yield from build.taken_up(city, matter, "2026-11-17 09:40")


def patrol(city: City) -> Life:
    """Under contract; an increase of more than ten per cent awaits the new approval."""
    matter = yield from to_the_list(
        city, 2, declared.PATROL, "2025-08-22 09:50", FIRST_DAY, "2", "与省公路数据库同步建设"
    )
    years = {2026: "214.60"}
    yield from build.applied(city, matter, "2026-03-02 10:20", BUDGET, years, "2026-12-31")
    yield from build.taken_up(city, matter, "2026-03-03 09:10")
    yield from build.approved(city, matter, "2026-03-05 10:00", "2026-03-06 15:00", "2026-03-10 10:40", years)
    main = build.TITLES["construction"]
    yield from build.contracted(
        city, matter, "2026-05-12 10:00", "construction", (TUODAO, TENDER), {2026: "171.00"}, trial_run_days=90
    )
    yield from build.contracted(city, matter, "2026-05-14 11:00", "supervision", (QUESHI, SMALL), {2026: "6.60"})
    yield from build.published(city, matter, "2026-05-15 09:30", main, published_on="2026-05-13", filed_on="2026-05-15")
    yield from build.contracted(city, matter, "2026-05-18 15:40", "testing", (QUESHI, CONSULTATION), {2026: "12.80"})
    yield from build.asked_for(city, matter, "2026-05-20 10:00", main, "advance", "51.30")
    yield from build.paid(city, matter, ("2026-05-21 10:00", "2026-05-25 10:00", "2026-05-26 15:00"), "GK-2026-000562")
    yield moment("2026-11-16 14:30")
    number = build.opened(city, matter, "change")
    data = {
        "reason": "新接养县道八十公里，需增加车载终端十台并扩充病害识别路段。",
        "increase": build.yuan("27.00"),
        "items": [{"number": "3", "what": "altered", "name": "车载巡查终端", "scale": "34套"}],
    }
    city.take("change", number, "apply", matter.unit, data)


def libraries(city: City) -> Life:
    """Under contract, two years of money; a progress payment waits for finance."""
    matter = yield from to_the_list(
        city, 3, declared.LIBRARIES, "2025-08-25 15:10", SECOND_DAY, "2", "群众反映集中的便民事项"
    )
    years = {2026: "120.00", 2027: "38.40"}
    yield from build.applied(city, matter, "2026-04-07 10:30", BUDGET, years, "2027-06-30")
    yield from build.taken_up(city, matter, "2026-04-08 10:00")
    yield from build.approved(city, matter, "2026-04-09 15:00", "2026-04-10 10:00", "2026-04-14 16:00", years)
    main, parts = build.TITLES["construction"], {2026: "90.00", 2027: "30.00"}
    yield from build.contracted(
        city, matter, "2026-06-16 10:00", "construction", (TUODAO, TENDER), parts, trial_run_days=60
    )
    yield from build.contracted(city, matter, "2026-06-18 10:00", "testing", (MAYU, CONSULTATION), {2026: "22.00"})
    yield from build.asked_for(city, matter, "2026-06-24 10:00", main, "advance", "36.00")
    yield from build.paid(city, matter, ("2026-06-25 10:00", "2026-06-29 10:00", "2026-06-30 15:00"), "GK-2026-000689")
    plan = (
        ("需求确认", "2026-07-20", "", "2026-07-18"),
        ("详细设计", "2026-08-31", "", "2026-09-15"),
        ("馆藏数据清洗", "2026-09-20", "2026-11-20", ""),
        ("上线试运行", "2027-03-31", "", ""),
    )
    yield from build.reported(
        city,
        matter,
        "2026-10-12 16:20",
        (2026, 3),
        40,
        plan,
        summary="接口规范定稿，四个馆的读者服务模块完成开发并内部联调。",
        problems="两个馆的旧书目编码不全，清洗比计划多用约两个月。",
        next_steps="完成馆藏数据清洗，组织第一次用户测试。",
    )
    yield from build.asked_for(city, matter, "2026-11-18 10:50", main, "progress", "48.00")


def food(city: City) -> Life:
    """Being approved within the seven working days: checked, waiting for the signature."""
    matter = yield from to_the_list(city, 4, declared.FOOD, "2025-08-26 10:00", FIRST_DAY, "1", "食品安全重点任务")
    years = {2026: "230.00"}
    city.reviews[matter.numbers["listing"]] = {
        "outcome": "changed",
        "amount": build.yuan("230.00"),
        "reason": "主体档案比对可使用法人库数据，核减6.00万元",
    }
    yield from build.applied(city, matter, "2026-11-11 10:10", BUDGET, years, "2027-06-30")
    yield from build.taken_up(city, matter, "2026-11-13 09:00")
    yield moment("2026-11-18 15:20")
    number = matter.numbers["approval"]
    city.take("approval", number, "approve", "authority.handler", build.reply(matter, years))
    yield moment("2026-11-20 10:30")
    city.endorse("approval", number, "authority.checker", "投资和内容与评审意见、预算文件一致。")


def houses(city: City) -> Life:
    """Being approved and overdue; the unit's last assessment was unsatisfactory."""
    cuts = {2: ("22.50", "空间数据组件低于报价，按同类合同价核定")}
    matter = yield from to_the_list(
        city, 5, declared.HOUSES, "2025-08-27 10:30", SECOND_DAY, "2", "自建房专项整治配套", cuts
    )
    yield from build.applied(city, matter, "2026-11-05 16:00", BUDGET, {2026: "186.50"}, "2027-05-31")
    yield from build.taken_up(city, matter, "2026-11-09 10:20")


def produce(city: City) -> Life:
    """Proposed and not yet applied for: the opinion's year ends in two weeks, and the unit has been warned twice."""
    yield from to_the_list(city, 6, declared.PRODUCE, "2025-08-28 09:30", SMALL_PANEL, "2", "与省级合格证制度衔接")


def legal_aid(city: City) -> Life:
    """In reserve for want of money: competes again this year."""
    yield from to_the_list(city, 7, declared.LEGAL_AID, "2025-08-29 16:40", SECOND_DAY, "3", "可以分期，不影响现有热线")


def conference(city: City) -> Life:
    """The special declaration: opinion issued directly, paid from what is left of the fund, now in its trial run."""
    grounds = {
        "grounds": ["urgent_need", "from_above"],
        "ground_documents": [
            {
                "name": "关于做好汛期三防会商系统延伸工作的通知",
                "number": "粤防〔2026〕演示12号",
                "issuer": "省三防总指挥部",
                "dated": "2026-03-27",
            }
        ],
    }
    matter = yield from submitted(city, CONFERENCE, "2026-04-08 17:10", **grounds)
    yield from accepted(city, matter, "2026-04-09 10:00")
    yield from pre_reviewed(city, matter, "2026-04-10 10:00", "2026-04-13 10:00", "2026-04-14 09:30")
    yield moment("2026-04-16 10:00")
    opinion = {**concluded(city, matter), "direct_reason": "汛期前必须投入使用，属急需和上级临时要求，方案成熟。"}
    act = yield from city.sign(
        "evaluation",
        matter.numbers["evaluation"],
        "issue_directly",
        "authority",
        "2026-04-17 10:00",
        "2026-04-20 10:00",
        opinion,
    )
    matter.numbers["listing"] = str(act.effects["listing"])
    yield from special_money(city, matter.numbers["listing"])
    years = {2026: "289.90"}
    yield from build.applied(
        city, matter, "2026-05-18 10:00", ("汕财预〔2026〕演示18号", "2026-05-15"), years, "2026-10-31"
    )
    yield from build.taken_up(city, matter, "2026-05-18 15:00")
    yield from build.approved(city, matter, "2026-05-19 10:00", "2026-05-20 10:00", "2026-05-21 16:00", years)
    main = build.TITLES["construction"]
    tender = {"announced_on": "2026-05-22", "opened_on": "2026-06-11", "awarded_on": "2026-06-11"}
    yield from build.contracted(
        city,
        matter,
        "2026-06-12 10:00",
        "construction",
        (HAIBIN, TENDER),
        {2026: "252.00"},
        trial_run_days=60,
        **tender,
    )
    yield from build.contracted(city, matter, "2026-06-15 10:00", "testing", (MAYU, CONSULTATION), {2026: "19.00"})
    yield from build.asked_for(city, matter, "2026-06-17 10:00", main, "advance", "75.60")
    yield from build.paid(city, matter, ("2026-06-18 10:00", "2026-06-22 10:00", "2026-06-23 15:00"), "GK-2026-000655")
    yield from build.performed(city, matter, "2026-09-16 10:00", main)
    yield from build.accepted_first(city, matter, "2026-09-22 10:00")
    log = (
        ("2026-10-16 17:00", "六十九个镇街完成首轮点名，接通六十八个。", ""),
        ("2026-10-20 10:10", "一处镇街终端无法入会。", "更换网络模块，复测正常。"),
        ("2026-11-06 17:30", "台风“演示”防御会商全程使用，未中断。", ""),
    )
    yield from build.tried(city, matter, "2026-09-24 09:00", log)
    yield from build.asked_for(city, matter, "2026-11-10 10:00", main, "preliminary", "100.80")
    yield moment("2026-11-17 10:00")
    number = matter.numbers["disbursement"]
    city.take("disbursement", number, "agree", "finance.handler", {"opinion": "初步验收合格，符合合同约定。"})
    yield moment("2026-11-19 15:00")
    city.endorse("disbursement", number, "finance.checker", "经核，金额和条件相符。")


def special_money(city: City, number: str) -> Acts:
    """The fund line, finance's review and the confirmation of a special project."""
    yield moment("2026-04-22 10:00")
    line = {"document": "汕政数函〔2026〕演示31号", "reason": "从2026年度专项资金余额中安排。"}
    yield from city.sign(
        "listing", number, "assign_fund_line", "authority", "2026-04-22 15:00", "2026-04-23 10:00", line
    )
    yield moment("2026-04-28 10:00")
    review = {"outcome": "agreed", "document": "汕财函〔2026〕演示40号"}
    yield from city.sign("listing", number, "review", "finance", "2026-04-29 10:00", "2026-04-30 16:00", review)
    yield moment("2026-05-07 09:40")
    minutes = {"minutes": "局长办公会纪要〔2026〕9号"}
    return (
        yield from city.sign("listing", number, "confirm", "authority", "2026-05-08 10:00", "2026-05-11 10:00", minutes)
    )


LIVES = (training, archives, patrol, libraries, food, houses, produce, legal_aid, conference)
