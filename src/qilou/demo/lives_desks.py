"""What else lies on desks, so that people find something there: next year's drafts, a session, plans, signatures."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from qilou.casework.actions.drafts import save_draft
from qilou.casework.actions.organisations import set_sign_off_levels
from qilou.casework.actions.service import note_failed_service
from qilou.casework.asides import NotServed
from qilou.casework.queries.papers import nobody_received

from .bodies import CITY, LONGHU, OTHER_DISTRICTS
from .declared_desks import BOATS, CEMETERY, GRAIN, GUARD, INVEST, LEDGER, RELIEF
from .declaring import (
    Session,
    accepted,
    assigned,
    begun,
    begun_matter,
    found,
    pre_reviewed,
    put_on_agenda,
    reported,
    submitted,
    told_apart,
    typed,
)
from .moments import Life, moment
from .programme import Programme
from .stage import City
from .years import PLAN_ITEMS, drafted_plan

NEXT_YEAR = (  # each unit's first draft for the round of 2027: body, project, why
    ("mib", "异地就医直接结算扩围改造", "备案和对账仍有两成靠人工核对"),
    ("technical", "政务外网汇聚节点设备更新", "三处汇聚交换机已超过八年"),
    ("ecology", "危险废物转移联单移动核验", "纸质联单回收率不足九成"),
    ("urban", "餐厨垃圾收运轨迹管理", "收运企业自报数与磅单对不上"),
    ("education", "中小学校服采购公示平台", "家长投诉集中在价格和质检"),
    ("civil", "殡葬服务价格与墓位登记", "墓位台账由各殡仪馆自行保管"),
    ("water", "农村供水水质在线监测", "乡镇水厂每月只送检一次"),
    ("union", "困难职工帮扶档案核对", "帮扶名单与低保数据没有比对"),
    ("archives", "馆藏照片档案修复与著录", "底片醋酸综合征逐年加重"),
    ("market", "检验机构报告真伪查询", "伪造报告去年查实十七起"),
    ("housing", "物业维修资金网上表决", "业主到场表决常年不足三成"),
    ("justice", "仲裁案卷电子送达", "邮寄送达平均十一天"),
    ("commerce", "报废机动车回收监管", "拆解照片靠企业自行上传"),
    ("police", "旅馆业入住核验升级", "境外证件识读失败率偏高"),
    ("disabled", "辅助器具适配申请", "评估预约只能电话办理"),
    ("library", "地方文献口述史采集", "录音散存在八个移动硬盘"),
    ("audit", "村级财务联网审计", "村账格式各镇不一"),
    ("science", "科技特派员服务台账", "服务记录年底补填"),
    ("industry", "停产企业用电预警", "停产信息平均晚报二十天"),
    ("statistics", "住户调查电子记账", "纸质账本录入占去一半人力"),
    ("veterans", "烈士纪念设施巡护", "零散墓位坐标缺失"),
    ("petitions", "重复信访事项识别", "同一诉求平均登记三次"),
    ("sasac", "国有房产出租公示", "租约到期续签没有提醒"),
    ("housingfund", "公积金提取材料核验", "异地购房发票仍看原件"),
    ("insurance", "工伤待遇资格认证", "停发后补认证要跑两趟"),
    ("hospital", "检查检验结果互认提示", "重复检查医保拒付增多"),
    ("cdc", "疫苗冷链温度记录", "基层冰箱温度手工抄录"),
    ("exchange", "评标专家通知与签到", "临时补抽延误开标"),
    ("fire", "社会单位消防自查", "自查表回收后无人复核"),
    ("foreign", "因公出访经费报批", "批件与预算分头流转"),
    ("investment", "招商项目落地跟踪", "签约与开工数据口径不同"),
    ("monitoring", "实验室样品流转条码", "样品编号靠手写标签"),
    ("longhu-finance", "区级票据电子化", "纸质票据年用量十余万份"),
    ("longhu-civil", "社区食堂助餐结算", "补贴按月手工汇总"),
)


def draft(place: int, unit: str, title: str, why: str, city: City) -> Life:
    """A unit begins next year's declaration in good time; in every third two colleagues write at it."""
    area = LONGHU if unit.startswith("longhu") else CITY
    yield moment("2026-11-16 14:10") + timedelta(minutes=9 * place)
    number = begun(city, unit, title, 2028, area)
    typing = {"location": ["汕头市"], "necessity": [f"{why}。"]}
    _typed(city, f"{unit}.handler", number, typing, 0)
    if place % 3 == 0 and f"{unit}.manager" in city.registers.people:
        yield city.now + timedelta(hours=20)
        _typed(city, f"{unit}.manager", number, typing | {"feasibility": [f"{title}先在两处试行。"]}, 1)


def _typed(city: City, who: str, number: str, raw: dict[str, list[str]], since: int) -> None:
    save_draft(raw, actor=city.actor(who), now=city.now, step="submit", number=number, since=since)


GROUNDS = {
    "grounds": ["from_above"],
    "ground_documents": [
        {
            "name": "省级专项工作通知",
            "number": "粤府办〔2026〕演示63号",
            "issuer": "省人民政府办公厅",
            "dated": "2026-09-03",
        }
    ],
}
# Before eleven experts, none of whom has filed a sheet yet.
COMING = Session("评审会〔2026〕6号", "2026-11-18 15:10", "2026-11-26 09:00", 11, places=(("security", 7), ("cost", 2)))
GUARDED = (
    *("2026-09-14 15:30", "2026-09-16 10:40", "2026-10-14 10:15", "2026-10-16 10:05", "2026-10-19 15:35"),
    *("2026-10-22 11:05", "2026-11-12 10:50"),
)
# Its experts were drawn on Friday: they have not yet said whether they come.
DRAWN = Session("评审会〔2026〕7号", "2026-11-19 10:20", "2026-11-27 09:00", 7, places=(("cost", 2),))
SHELTERED = (
    *("2026-09-15 16:05", "2026-09-17 09:50", "2026-10-15 10:25", "2026-10-19 11:15", "2026-10-20 15:45"),
    *("2026-10-23 10:35", "2026-11-16 16:10"),
)


def before_experts(one: Programme, sitting: Session, days: tuple[str, ...], city: City) -> Life:
    """A special declaration that comes before experts this week: from its submission, day by day, to the agenda."""
    submitted_on, accepted_on, *reviewed, assigned_on, reported_on = days
    matter = yield from submitted(city, one, submitted_on, **GROUNDS)
    yield from accepted(city, matter, accepted_on)
    yield from pre_reviewed(city, matter, *reviewed)
    yield from assigned(city, matter, assigned_on)
    yield from reported(city, matter, reported_on)
    put_on_agenda(city, matter, sitting)


def pre_work(one: Programme, day: str, checked: str, city: City) -> Life:
    """A project of Longhu is guided; the district's finance answers on its pre-work: to be checked, or to be signed."""
    matter = yield from submitted(city, one, day)
    yield moment(day) + timedelta(days=14)
    yield from accepted(city, matter, f"{city.now:%Y-%m-%d %H:%M}")
    yield from found(city, matter, "2026-10-13 09:40", sharing=("broadly", f"{one.name}的数据底数没有逐项核实。"))
    yield city.now + timedelta(hours=1)
    told_apart(city, matter)
    number = matter.numbers["pre_review"]
    guidance = {
        "reason": f"{one.name}基本符合规划，前期工作不足。",
        "items": [{"text": f"就“{one.lines[0].name}”抽样核实数据底数。"}],
        "asked": "20000.00",
        "purpose": "数据底数抽样核实",
    }
    yield from city.sign("pre_review", number, "guide", "longhu", "2026-10-14 11:00", "2026-10-16 15:50", guidance)
    yield moment("2026-11-18 15:20")
    grant = {
        "decision": "granted",
        "amount": "20000.00",
        "fund_year": 2027,
        "document": f"汕龙财函〔2026〕演示{matter.project}号",
        "reply": "同意从区级专项资金安排前期工作经费二万元。",
    }
    city.take("pre_review", number, "reply", "longhu-finance.handler", grant)
    if checked:
        yield moment(checked)
        city.endorse("pre_review", number, "longhu-finance.checker", "额度和用途属实。")


def heads_sign(city: City) -> Life:
    """In two units that decide on others' projects the own head signs before the unit declares."""
    yield moment("2026-11-18 09:20")
    administrator, chain = city.actor("authority.administrator"), ("checker", "signer")
    for unit in ("finance", "drc"):
        body = city.registers.bodies[unit]
        set_sign_off_levels(body, chain, actor=administrator, now=city.now, step="projects.declaration.submit")


def own_signature(one: Programme, day: str, checked: str, city: City) -> Life:
    """A unit whose own head signs before it declares: it waits for the checker, or past it for the signer."""
    yield moment(day) - timedelta(hours=3)
    matter = begun_matter(city, one)
    yield moment(day)
    number = matter.numbers["declaration"]
    city.take("declaration", number, "submit", matter.unit, typed(city, matter) | GROUNDS)
    if checked:
        yield moment(checked)
        city.endorse("declaration", number, f"{one.unit}.checker", "经核，事由和测算属实。")


def district_plan(place: int, body: str, area: str, name: str, city: City) -> Life:
    """Of a district's two plans one waits for who checks it, the other for who signs it."""
    minutes = timedelta(minutes=place)
    yield moment("2026-11-17 10:20") + minutes
    whole = f"{name}电子政务发展规划（2027—2031年）"
    shared = f"{name}政务数据共享专项规划（2027—2029年）"
    plans = (
        drafted_plan(city, body, area, whole, (2027, 2031), PLAN_ITEMS[: 3 + place % 4]),
        drafted_plan(city, body, area, shared, (2027, 2029), PLAN_ITEMS[2:4]),
    )
    yield moment("2026-11-19 09:20") + minutes
    for number in plans:
        city.take("plan", number, "submit", f"{body}.handler")
    yield moment("2026-11-20 10:20") + minutes
    city.endorse("plan", plans[place % 2], f"{body}.checker", "与市规划衔接，条目齐全。")


def sent_back(title: str, reason: str, checked: str, city: City) -> Life:
    """A further plan before the government: its office drafted to send it back, and waits for checker or signer."""
    yield moment("2026-10-26 09:30")
    number = drafted_plan(city, "authority", CITY, title, (2027, 2029), PLAN_ITEMS[2:4])
    yield moment("2026-10-28 09:40")
    yield from city.sign("plan", number, "submit", "authority", "2026-10-29 10:20", "2026-10-30 11:00")
    yield moment("2026-11-19 16:00")
    city.take("plan", number, "send_back", "government.handler", {"reason": reason})
    if checked:
        yield moment(checked)
        city.endorse("plan", number, "government.checker", "同意退回，请会同财政部门测算后再报。")


def refused(city: City) -> Life:
    """A paper that nobody signed for, brought by hand and refused: it is to be left before witnesses."""
    yield moment("2026-11-17 16:20")
    handler = city.actor("authority.handler")
    paper, to = next(
        (paper, one["key"])
        for paper in nobody_received(handler, city.now.date())
        for one in paper.recipients
        if one["key"].startswith("org:") and one["key"] not in handler.keys and not one["copy"]
    )
    tried = {"recipient": to, "on": city.now.date()}
    late = NotServed(
        **tried, way="platform", ground="unanswered", account="系统提醒两次，仍未签收。", next_way="direct"
    )
    note_failed_service(paper.pk, late, actor=handler, now=city.now)
    yield moment("2026-11-19 10:50")
    by_hand = NotServed(
        **tried | {"on": city.now.date()},
        way="direct",
        ground="refused",
        account="送达人到其办公场所送交，收发人员称领导未批示，拒绝签收。",
        witnesses="陈某，大厦物业值班员；林某，社区居委会工作人员",
        next_way="left",
    )
    note_failed_service(paper.pk, by_hand, actor=handler, now=city.now)


DISTRICTS = (*((area, area, name) for area, (name, _, _) in OTHER_DISTRICTS.items()), ("longhu", LONGHU, "龙湖区"))
LIVES: tuple[Callable[[City], Life], ...] = (
    *(partial(draft, place, *one) for place, one in enumerate(NEXT_YEAR)),
    partial(before_experts, GUARD, COMING, GUARDED),
    partial(before_experts, BOATS, DRAWN, SHELTERED),
    partial(pre_work, RELIEF, "2026-08-25 11:20", ""),
    partial(pre_work, CEMETERY, "2026-08-27 15:10", "2026-11-20 10:40"),
    heads_sign,
    partial(own_signature, LEDGER, "2026-11-19 14:20", ""),
    partial(own_signature, INVEST, "2026-11-18 14:20", "2026-11-20 09:50"),
    partial(own_signature, GRAIN, "2026-11-20 11:30", ""),
    *(partial(district_plan, place, *one) for place, one in enumerate(DISTRICTS)),
    partial(sent_back, "汕头市政务数据共享专项规划（2027—2029年）", "与总体规划修订稿重复，建议并入一并报批。", ""),
    partial(sent_back, "汕头市政务云资源专项规划（2027—2029年）", "资源需求没有测算依据。", "2026-11-20 11:10"),
    refused,
)
