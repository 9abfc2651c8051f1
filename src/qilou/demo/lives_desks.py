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
from .declaring import (
    Session,
    accepted,
    assigned,
    begun,
    begun_matter,
    pre_reviewed,
    put_on_agenda,
    reported,
    submitted,
    typed,
)
from .moments import Life, moment
from .programme import Line, Programme
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


GUARD = Programme(
    "大型活动安保指挥联动平台",
    "police",
    "new",
    ("软件类",),
    {2027: "186.00"},
    "承办省运动会后大型活动由十余场增至四十场，安保力量编组靠表格，现场变更口头传达。拟建活动备案、力量编组和现场指令三个模块，"
    "视频复用公安既有点位。",
    (
        Line("软件费", "定制开发", "活动备案与力量编组", 46, "人月", "2.10"),
        Line("软件费", "定制开发", "现场指令与回执", 27, "人月", "2.10"),
        Line("其他费", "监理", "信息系统监理", 1, "项", "5.70"),
        Line("其他费", "测评", "测试、等保与密评", 1, "项", "27.00"),
    ),
    users=2_300,
    transactions=9_400,
    basis=("大型群众性活动安全管理条例", "国务院令第505号"),
    feasibility="编组规则由治安支队编好，省运会测试赛已按规则演练两次。",
    sharing="活动备案信息推送应急和交通部门，不另建人员库。",
    security="按第三级保护定级，指令全程留痕，终端使用数字证书。",
    target=("现场指令送达", "一分钟以内", "系统日志"),
    plan_item="3.1",
    track="special",
)
INVEST = Programme(
    "重大项目要素保障协调系统",
    "drc",
    "new",
    ("软件类",),
    {2027: "96.40"},
    "省里新增按周报送重大项目用地、用能、用工需求，现由六个科室用表格拼接。拟建需求填报、部门答复和逾期提醒三项功能，"
    "直接取用投资项目在线平台数据。",
    (
        Line("软件费", "定制开发", "需求填报与答复", 38, "人月", "2.10"),
        Line("其他费", "监理", "信息系统监理", 1, "项", "3.10"),
        Line("其他费", "测评", "测试与等保测评", 1, "项", "13.50"),
    ),
    users=420,
    transactions=5_200,
    basis=("关于加强重大项目要素保障的通知", "粤发改〔2026〕演示45号"),
    feasibility="六个科室的报表口径已经统一，在线平台接口已开通。",
    sharing="要素需求推送自然资源、能源主管科室，答复结果回流项目库。",
    security="按第二级保护定级，账号由组织部门名单统一生成。",
    target=("部门答复时间", "三个工作日以内", "系统统计"),
    plan_item="2.2",
    track="special",
)
LEDGER = Programme(
    "财政专项债券项目穿透监管",
    "finance",
    "new",
    ("软件类",),
    {2027: "128.30"},
    "专项债券支出进度由项目单位月报，上级要求穿透到合同和收款人，现有台账不能核对。拟建债券项目、合同和支付三级核对，"
    "与国库集中支付逐笔比对。",
    (
        Line("软件费", "定制开发", "三级核对与预警", 47, "人月", "2.10"),
        Line("其他费", "监理", "信息系统监理", 1, "项", "4.20"),
        Line("其他费", "测评", "测试、等保与密评", 1, "项", "25.40"),
    ),
    users=260,
    transactions=31_000,
    basis=("地方政府专项债券管理办法", "财预〔2016〕155号"),
    feasibility="国库支付明细接口已在预算管理一体化系统中开放，核对规则试算三个月。",
    sharing="核对结果供审计部门查询，合同信息取自公共资源交易平台。",
    security="按第三级保护定级，收款人账号脱敏展示。",
    target=("债券支出核对率", "每月全部核对", "核对日志"),
    plan_item="3.2",
    track="special",
)
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
COMING = Session("评审会〔2026〕6号", "2026-11-18 15:10", "2026-11-26 09:00", 11, places=(("security", 7), ("cost", 2)))


def session(city: City) -> Life:
    """A special declaration that comes before eleven experts this week: none has filed a sheet yet."""
    matter = yield from submitted(city, GUARD, "2026-09-14 15:30", **GROUNDS)
    yield from accepted(city, matter, "2026-09-16 10:40")
    yield from pre_reviewed(city, matter, "2026-10-14 10:15", "2026-10-16 10:05", "2026-10-19 15:35")
    yield from assigned(city, matter, "2026-10-22 11:05")
    yield from reported(city, matter, "2026-11-12 10:50")
    put_on_agenda(city, matter, COMING)


def own_signature(one: Programme, day: str, checked: str, city: City) -> Life:
    """A unit whose own head signs before it declares: it waits for the checker, or past it for the signer."""
    yield moment(day) - timedelta(hours=3)
    who = f"{one.unit}.handler"
    step, administrator = "projects.declaration.submit", city.actor("authority.administrator")
    chain = ("checker", "signer")
    set_sign_off_levels(city.registers.bodies[one.unit], chain, actor=administrator, now=city.now, step=step)
    matter = begun_matter(city, one)
    yield moment(day)
    number = matter.numbers["declaration"]
    city.take("declaration", number, "submit", who, typed(city, matter) | GROUNDS)
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
    session,
    partial(own_signature, LEDGER, "2026-11-19 14:20", ""),
    partial(own_signature, INVEST, "2026-11-18 14:20", "2026-11-20 09:50"),
    *(partial(district_plan, place, *one) for place, one in enumerate(DISTRICTS)),
    partial(sent_back, "汕头市政务数据共享专项规划（2027—2029年）", "与总体规划修订稿重复，建议并入一并报批。", ""),
    partial(sent_back, "汕头市政务云资源专项规划（2027—2029年）", "资源需求没有测算依据。", "2026-11-20 11:10"),
    refused,
)
