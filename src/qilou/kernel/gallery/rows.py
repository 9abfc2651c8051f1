"""What the sample pages show: names and figures invented for the demo city."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from qilou.kernel.actor import Actor
from qilou.kernel.moment import CITY_TIME
from qilou.law import WORKING_DAYS, Article, Breach, Finding, Met, Pause, Period, Text, Undecided, Unit, say
from qilou.law.calendar_years import CALENDAR
from qilou.law.clock import explain
from qilou.law.measures import M164


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as its component reads it."""

    card: str = ""
    due_on: date | None = None
    left: int = 0
    used: int = 0
    limit: int = 0
    unit: Unit = WORKING_DAYS
    provisional: bool = False
    paused: bool = False
    ground: Text | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sample work list."""

    id: int
    title: str
    number: str
    stage: Text
    article: Article
    unit: str
    amount: Decimal | None
    deadline: Deadline
    action: dict[str, object]
    flags: tuple[Text, ...] = ()
    holder: Text | None = None
    href: str = "#case"


# fmt: off
NOW = datetime(2026, 11, 23, 14, 32, tzinfo=CITY_TIME)
OFFICER = Actor(7, "陈嘉怡", 3, "市电子政务主管部门", "440500")
WATER = "练江流域水质自动监测与预警扩建"
TITLE = WATER
DEMO = True
NOTIFICATIONS = 6
A10, A12, A13, A14, A16, A18, A19 = (M164.art(number) for number in (10, 12, 13, 14, 16, 18, 19))
APPROVAL, DECLARATION = Text("立项审批", "Project approval"), Text("申报", "Declaration")
PRE_REVIEW, REVIEW = Text("预审", "Pre-review"), Text("专家评审", "Expert review")
ACCEPTANCE, CONTRACT = Text("验收", "Acceptance"), Text("采购与合同", "Contract")
DECIDE = {"label": Text("作出决定", "Decide"), "href": "#decide"}
ACCEPT = {"label": Text("受理", "Accept"), "href": "#accept"}
VIEW = {"label": Text("查看", "View"), "href": "#view"}

LATE = Deadline("red", date(2026, 11, 19), -2, 9, 7)
LATE_ONE = Deadline("red", date(2026, 11, 20), -1, 8, 7)
NEAR = Deadline("yellow", date(2026, 11, 24), 1, 6, 7)
TODAY = Deadline("yellow", date(2026, 11, 23), 0, 7, 7)
CALM = Deadline("", date(2026, 12, 1), 6, 1, 7)
FAR = Deadline("", date(2027, 1, 6), 28, 2, 30, provisional=True)
PAUSED = Deadline("", None, 0, 3, 7, paused=True, ground=Text("等待申报单位补正", "Waiting for the unit's correction"))
BY_CALENDAR = Deadline("", date(2026, 12, 3), 10, 20, 30, unit=Unit.CALENDAR_DAYS)
ENDED = Deadline("", date(2026, 11, 12), 0, 5, 7, ended=True)
DEADLINES = (LATE, NEAR, TODAY, CALM, FAR, PAUSED, BY_CALENDAR, ENDED, None)

OVERDUE = (
    Row(31, "潮阳区城市内涝点感知与调度系统（二期）", "LX-26-0131", APPROVAL, A16, "潮阳区城市管理和综合执法局",
        Decimal("4423000"), LATE, DECIDE, (Text("待我签发", "To sign"),)),
    Row(58, "不动产登记与税务联办改造", "YS-26-0058", ACCEPTANCE, A19, "市自然资源局",
        Decimal("3425000"), LATE_ONE, DECIDE, (), Text("李伟 · 3 天", "Li Wei · 3 days")),
)
SOON = (
    Row(47, WATER, "LX-26-0147", APPROVAL, A16, "市生态环境局", Decimal("4901500"), NEAR, DECIDE),
    Row(50, "基层电子健康档案质量控制平台", "SB-26-0050", PRE_REVIEW, A12, "市卫生健康局",
        Decimal("2486000"), TODAY, DECIDE),
    Row(89, "医保基金智能监管与稽核系统", "SB-26-0089", REVIEW, A13, "市医疗保障局", Decimal("3864000"), NEAR, VIEW),
)
IN_TIME = (
    Row(12, "玩具产业公共检测数据服务平台", "SB-26-0012", DECLARATION, A10, "澄海区工业和信息化局",
        Decimal("1620000"), CALM, ACCEPT, (Text("新到", "New"),)),
    Row(13, "城市运行感知平台", "SB-26-0013", DECLARATION, A10, "潮南区政务服务数据管理局",
        None, PAUSED, VIEW, (Text("补正中", "In correction"),)),
    Row(14, "海岛应急通信保障", "LX-26-0014", Text("拟立项", "Proposed"), A14, "南澳县应急管理局",
        Decimal("980000"), FAR, VIEW),
    Row(15, "市民服务热线知识库升级", "HT-26-0015", CONTRACT, A18, "市政务服务数据管理局",
        Decimal("768000"), BY_CALENDAR, VIEW),
)
GROUPS = (
    {"label": Text("已超期", "Overdue"), "tone": "red", "count": 2, "rows": OVERDUE},
    {"label": Text("2 个工作日内到期", "Due within 2 working days"), "tone": "amber", "count": 3, "rows": SOON},
    {"label": Text("按期", "On time"), "tone": "", "count": 4, "rows": IN_TIME},
)
CELLS = (
    {"count": 2, "label": Text("红牌 · 已超期", "Red · overdue"), "card": "red", "tone": "red", "url": "#red",
     "note": Text("最长超期 2 个工作日", "Longest by 2 working days")},
    {"count": 3, "label": Text("黄牌 · 将到期", "Yellow · due soon"), "card": "yellow", "tone": "amber", "url": "#y",
     "note": Text("剩余不超过 2 个工作日", "2 working days or fewer left")},
    {"count": 9, "label": Text("本周到期", "Due this week"), "icon": "calendar-due", "url": "#week", "current": True,
     "note": Text("其中今天 1 件", "1 of them today")},
    {"count": 4, "label": Text("期限中止", "Paused"), "icon": "player-pause", "url": "#paused",
     "note": Text("等待补正", "Waiting for correction")},
    {"count": 5, "label": Text("待我签发", "For my signature"), "icon": "writing-sign", "url": "#sign",
     "note": Text("最早 11-20 送来", "Oldest since 11-20")},
)
TABS = (
    {"label": Text("全部待办", "All"), "url": "#", "count": 23, "current": True},
    {"label": Text("需我决定", "For my decision"), "url": "#d", "count": 8},
    {"label": Text("会签", "Countersign"), "url": "#c", "count": 5},
    {"label": Text("濠江区在办", "Haojiang District"), "url": "#h", "count": 6, "saved": True},
)
ALL = {"value": "", "label": Text("全部", "All")}
FILTERS = (
    {"name": "q", "label": Text("项目名称或编号", "Project or number"), "kind": "search"},
    {"name": "step", "label": Text("环节", "Stage"), "kind": "select", "value": "",
     "choices": (ALL, {"value": "approval", "label": APPROVAL})},
    {"name": "unit", "label": Text("来源单位", "From"), "kind": "select", "value": "",
     "choices": (ALL, {"value": "1", "label": "市生态环境局"})},
    {"name": "by", "label": Text("到期日前", "Due before"), "kind": "date"},
)
ACTIONS = (
    {"name": "assign", "label": Text("转办", "Reassign"), "icon": "user-share"},
    {"name": "urge", "label": Text("催办", "Urge"), "icon": "message-2"},
    {"name": "print", "label": Text("打印", "Print"), "icon": "printer"},
)
PAGER = {"first": 1, "last": 10, "total": 23, "previous": "?page=0", "next": "?page=2"}
HEAD_SUB = Text("2026 年 11 月 23 日 星期一 · 今日新到 4 件", "Monday, 23 November 2026 · 4 new today")
HEAD_ACTIONS = (
    {"label": Text("导出表格", "Export sheet"), "href": "#", "icon": "download"},
    {"label": Text("新建申报", "New declaration"), "href": "#", "icon": "plus", "kind": "primary"},
)
NAV = (
    {"title": Text("我的工作", "My work"), "items": (
        {"label": Text("待办事项", "To do"), "url": "#", "icon": "inbox", "count": 23, "current": True},
        {"label": Text("已办事项", "Done"), "url": "#", "icon": "checklist"},
        {"label": Text("我发起的", "Started by me"), "url": "#", "icon": "send"})},
    {"title": Text("项目", "Projects"), "items": (
        {"label": Text("项目库", "Project register"), "url": "#", "icon": "folders"},
        {"label": Text("专家评审", "Expert review"), "url": "#", "icon": "users"},
        {"label": Text("专项资金", "Earmarked fund"), "url": "#", "icon": "coins"},
        {"label": Text("信息系统清册", "System inventory"), "url": "#", "icon": "server-2", "count": 4})},
    {"title": Text("监督", "Oversight"), "items": (
        {"label": Text("红黄牌督办", "Warning cards"), "url": "#", "icon": "alert-triangle"},
        {"label": Text("法规与条文", "Statutes"), "url": "#", "icon": "gavel"})},
)
PUBLIC_NAV = (
    {"label": Text("首页", "Home"), "url": "#", "current": True},
    {"label": Text("办事服务", "Services"), "url": "#"},
    {"label": Text("项目公示", "Projects"), "url": "#"},
    {"label": Text("法规条文", "Statutes"), "url": "#"},
)
SITE = {
    "name": Text("汕头市电子政务综合管理平台", "Shantou E-Government Platform"),
    "government": Text("汕头市人民政府", "Shantou Municipal People's Government"),
    "host": Text("汕头市电子政务主管部门", "Shantou e-government authority"),
    "operator": Text("汕头市电子政务技术管理机构", "Shantou e-government technical body"),
    "phone": "0754-0000 0000", "site_code": "4405000000", "icp": "粤ICP备00000000号",
    "police": "粤公网安备 00000000000000号",
    "links": ({"label": Text("国家政务服务平台", "National platform"), "url": "#"},
              {"label": Text("广东政务服务网", "Guangdong platform"), "url": "#"}),
    "sitemap": "#", "error_report": "#", "accessibility": "#",
}

CRUMBS = ({"label": Text("待办事项", "To do"), "url": "#"}, {"label": APPROVAL, "url": "#"}, {"label": "LX-26-0147"})
PLACE = {"position": 3, "total": 23, "next": "#next"}
PILLS = (
    {"label": Text("黄牌 · 剩 1 个工作日", "Yellow card · 1 working day left"), "tone": "amber", "card": "yellow"},
    {"label": APPROVAL, "tone": "blue"},
)
CASE_ACTIONS = (
    {"label": Text("打印案卷", "Print file"), "href": "#", "icon": "printer"},
    {"label": Text("条文依据", "Articles"), "href": "#", "icon": "gavel"},
)
FACTS = (
    {"label": Text("申报单位", "Declaring unit"), "value": "市生态环境局"},
    {"label": Text("类型", "Type"), "value": Text("设备 + 软件 · 扩建", "Equipment, software")},
    {"label": Text("申报投资（万元）", "Requested (CNY 10,000)"), "value": "490.15"},
    {"label": Text("评审核定（万元）", "Evaluated (CNY 10,000)"), "value": "478.65", "note": "−11.50", "tone": "red"},
    {"label": Text("资金来源", "Funding"), "value": Text("上级 200.00 · 市级 278.65", "Higher 200.00 · city 278.65")},
    {"label": Text("建设周期", "Duration"), "value": Text("2027-01 至 2027-10", "2027-01 to 2027-10")},
    {"label": Text("承办", "Handled by"), "value": Text("陈嘉怡", "Chen Jiayi"), "href": "#"},
    {"label": Text("法定期限", "Statutory limit"), "value": "2026-11-24", "note": "6/7", "tone": "amber"},
)
STEPS = (
    {"name": DECLARATION, "state": "done", "note": Text("2026-03-12 提交", "sent 2026-03-12"), "article": A10},
    {"name": Text("受理", "Taken in"), "state": "done", "note": Text("3/5 个工作日", "3/5 working days"),
     "article": A10},
    {"name": PRE_REVIEW, "state": "done", "note": Text("6/10 个工作日", "6/10 working days"), "article": A12},
    {"name": REVIEW, "state": "done", "note": "2026-06-18", "article": A13},
    {"name": Text("拟立项", "Proposed"), "state": "done", "note": "2026-09-30", "article": A14},
    {"name": APPROVAL, "state": "carded", "note": Text("6/7 个工作日", "6/7 working days"), "article": A16},
    {"name": CONTRACT, "state": "later", "note": None, "article": A18},
    {"name": Text("试运行", "Trial run"), "state": "later", "note": None, "article": A19},
    {"name": ACCEPTANCE, "state": "later", "note": None, "article": A19},
    {"name": Text("后续资金", "Follow-up funds"), "state": "later", "note": None, "article": A19},
)
PAUSED_STEPS = (
    STEPS[0],
    {"name": Text("受理", "Taken in"), "state": "now", "note": Text("2/5 个工作日", "2/5 working days"), "article": A10,
     "paused": Text("等待补正", "waiting for correction"), "href": "#"},
    STEPS[6],
)
NO_BUDGET = Breach(
    say("没有财政部门批准列入预算的文件。", "There is no budget document of the finance department."),
    say("请上传 2027 年部门预算批复并填写文号。", "File the 2027 budget document with its number."),
)
FINDINGS = (
    Finding("gallery.a", "2015", A16, Text("已列入部门预算", "Entered in the unit's budget"), NO_BUDGET, {}, {}),
    Finding("gallery.b", "2015", A14, Text("评审意见有效", "The evaluation opinion is in force"), Met(), {}, {}),
    Finding("gallery.c", "2015", A13, Text("评审专家无须回避", "No expert had to stand aside"),
            Undecided(("expert_relations",)), {}, {}),
    Finding("gallery.d", "2015", A10, Text("投资合计一致", "Totals agree"), Met(), {}, {}),
)
LABELS = {"expert_relations": Text("专家与申报单位的关系", "the experts' relations with the unit")}
CHECKED = {"tone": "green", "words": Text("已核对", "Checked")}
UNIT_BY = "市生态环境局 · 林晓敏"
DOCUMENTS = (
    {"name": "项目申报书", "href": "#", "kind": "pdf", "version": "v3", "by": UNIT_BY, "size": 2_411_724,
     "at": NOW - timedelta(days=11), "hash": "9f31c2b07d55e8aa", "check": CHECKED},
    {"name": "投资估算明细表", "href": "#", "kind": "xls", "version": "v3", "by": UNIT_BY, "size": "164 KB",
     "at": NOW - timedelta(days=11), "hash": "07be11d9a8e3f1c4",
     "check": {"tone": "amber", "words": Text("与申报书差 11.50 万元", "Differs by 11.50")}},
    {"name": "专家组评审意见", "href": "#", "kind": "doc", "version": "v1", "by": "评审组", "size": "88 KB",
     "at": NOW - timedelta(days=40), "hash": "c41d00e77a91b2f3", "check": CHECKED},
    {"name": "现场照片", "href": "#", "kind": "img", "version": "v1", "by": "市生态环境局", "size": "3.1 MB",
     "at": NOW - timedelta(days=41), "hash": "", "check": None},
)
EVENTS = (
    {"at": NOW, "title": Text("核稿", "Checked"), "who": "黄志强",
     "detail": Text("同意拟稿意见。", "Agrees with the draft."), "article": A16, "tone": "green"},
    {"at": NOW - timedelta(days=1), "title": Text("黄牌", "Yellow card"), "who": "", "tone": "amber",
     "detail": Text("立项审批剩 1 个工作日。", "One working day left to decide."), "article": A16},
    {"at": NOW - timedelta(days=8), "title": Text("受理立项申请", "Application accepted"), "who": "陈嘉怡",
     "detail": None, "article": A16},
    {"at": NOW - timedelta(days=11), "title": Text("提交立项申请", "Application sent"), "who": UNIT_BY,
     "detail": Text("版本 3，材料 4 份。", "Version 3, 4 documents."), "article": None},
)
DAYS = explain(Period(WORKING_DAYS, date(2026, 9, 24), 7, pauses=(Pause(date(2026, 9, 28), date(2026, 9, 30), "c"),)),
               CALENDAR, date(2026, 10, 14))
NOTICE = {
    "issuer": "汕头市电子政务主管部门",
    "number": "汕电政批〔2026〕12号",
    "title": Text(f"关于{WATER}项目立项的批复", "Reply on the approval of the Lian River water monitoring extension"),
    "to": Text("市生态环境局", "Municipal Ecology and Environment Bureau"),
    "paragraphs": (
        Text("你局关于该项目立项的申请收悉。经审核，批复如下：", "Your application has been examined. It is decided:"),
        Text("一、同意该项目立项，总投资核定为4786500.00元。", "1. Approved, with a total of CNY 4,786,500.00."),
        Text("二、建设内容和分年度投资按所附投资表执行。", "2. Contents and years are those of the attached table."),
        Text("三、建设内容、投资有重大调整的，须重新报批。", "3. A major change needs a new approval."),
    ),
    "attachments": (Text("批准的投资表", "Approved investment table"),),
    "basis": (M164.art(16, 2),), "on": date(2026, 11, 24), "copies": Text("市财政局", "Municipal Finance Bureau"),
}
DRAFT = {**NOTICE, "draft": True, "number": "", "on": None, "attachments": ()}
BARS = (
    {"label": PRE_REVIEW, "note": "91.4% · 70", "parts": ({"value": 64, "tone": ""}, {"value": 6, "tone": "amber"})},
    {"label": APPROVAL, "note": "88.0% · 92", "url": "#",
     "parts": ({"value": 81, "tone": ""}, {"value": 8, "tone": "amber"}, {"value": 3, "tone": "red"})},
    {"label": ACCEPTANCE, "note": "84.4% · 45", "parts": ({"value": 38, "tone": ""}, {"value": 7, "tone": "red"})},
)
LEGEND = (
    {"tone": "", "label": Text("按期", "On time")},
    {"tone": "amber", "label": Text("黄牌", "Yellow")},
    {"tone": "red", "label": Text("红牌", "Red")},
)
LISTED = {"words": Text("已列", "Listed"), "tone": "blue"}
PAID = {"words": Text("已付", "Paid"), "tone": "green"}
TABLE = {
    "caption": Text("投资明细", "Cost lines"),
    "columns": (
        {"label": Text("费用", "Cost"), "kind": "text"},
        {"label": Text("依据", "Basis"), "kind": "article"},
        {"label": Text("到期", "Due"), "kind": "date"},
        {"label": Text("状态", "State"), "kind": "pill"},
        {"label": Text("数量", "Quantity"), "kind": "number"},
        {"label": Text("金额（万元）", "Amount (CNY 10,000)"), "kind": "amount"},
    ),
    "rows": (
        {
            "href": "#",
            "id": "line-1",
            "mark": {"label": Text("第 1 行", "Line 1"), "count": 2, "href": "#line-1"},
            "cells": ("微型水质自动站", A18, date(2026, 12, 1), LISTED, 9, Decimal("2682000")),
        },
        {
            "mark": {"label": Text("第 2 行", "Line 2"), "count": 0, "href": "#line-1"},
            "cells": ("河道视频监控点", A18, None, PAID, 18, Decimal("423000")),
        },
        {"cells": ("信息系统监理", A18, None, None, 1, None)},
    ),
    "totals": (Text("合计", "Total"), None, None, None, None, Decimal("3105000")),
}
WHAT = (
    Text("生成编号并用印，批复即生效。", "The reply takes its number and seal and is in force."),
    Text("送达申报单位，抄送财政部门。", "It is served on the unit and copied to finance."),
    Text("此后只能以更正或撤销另行决定。", "Afterwards only a correction or revocation can change it."),
)
CITES = (M164.art(16, 2), M164.art(18))
VERB = Text("签发批复", "Sign the reply")
ACTION = BACK = "#"
STATUS = 422
MESSAGE = say("还不能立项：缺少预算文件。", "It cannot be approved yet: the budget document is missing.")
REFERENCE = "7f3a-20c1"
REMEDIES = (NO_BUDGET.remedy,)
