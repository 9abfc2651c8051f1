"""Every component in all its states on sample pages: for development and for the browser tests, never for users."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from qilou.law import WORKING_DAYS, Article, Breach, Finding, Met, Pause, Period, Text, Undecided, Unit, say
from qilou.law.calendar_years import CALENDAR
from qilou.law.clock import explain
from qilou.law.measures import M164

from .actor import Actor
from .fields import FileHash, Input, Labelled, LongText, Money, Price, Says, ShortText
from .forms import Form, bind
from .moment import CITY_TIME

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, 32, tzinfo=CITY_TIME)
OFFICER = Actor(7, "陈嘉怡", 3, "市电子政务主管部门", "440500")
ART10, ART12, ART13, ART14, ART16, ART18, ART19 = (M164.art(n) for n in (10, 12, 13, 14, 16, 18, 19))
STORED = {"a" * 64: {"name": "投资估算表（盖章）.pdf", "size": 2_411_724, "url": "#file"}}
WATER = "练江流域水质自动监测与预警扩建"


class Build(Labelled):
    """How a project is built."""

    NEW = "new", "新建", "New build"
    ALTERED = "altered", "改建", "Alteration"
    EXTENDED = "extended", "扩建", "Extension"


class Line(Input):
    """One cost line."""

    name: Annotated[ShortText, Says("名称", "Name")]
    unit: Annotated[ShortText, Says("单位", "Unit")]
    quantity: Annotated[int, Says("数量", "Quantity")]
    price: Annotated[Price, Says("单价", "Unit price")]
    amount: Annotated[Money, Says("合价", "Amount")]
    build: Annotated[Build | None, Says("性质", "Kind")] = None
    own: Annotated[bool, Says("自建网络", "Own network")] = False


class Declared(Input):
    """Every kind of field once."""

    title: Annotated[ShortText, Says("项目名称", "Project name", hint=Text("与批复一致。", "As in the reply."))]
    build: Annotated[Build, Says("建设性质", "Kind of build", cites=ART10)]
    year: Annotated[int, Says("申报年度", "Year")]
    share: Annotated[Decimal, Says("市级比例", "City's share", unit=Text("%", "%"))]
    total: Annotated[Money, Says("总投资", "Total investment", hint=Text("与估算表合计相等。", "Equals the estimate."))]
    starts: Annotated[date, Says("开工日期", "Start of work", section=Text("实施", "Carrying out"))]
    needs: Annotated[tuple[Build, ...], Says("涉及内容", "Involves")]
    reason: Annotated[
        LongText,
        Says("必要性", "Why it is needed", hint=Text("写明现状、业务量和依据。", "State facts, volumes and basis.")),
    ]
    note: Annotated[str | None, Says("备注", "Note")] = None
    clean: Annotated[bool, Says("本件不涉密", "Contains no state secret")] = False
    system: Annotated[int | None, Says("现有系统", "Existing system", refers="systems")] = None
    units: Annotated[tuple[int, ...], Says("会签单位", "Units to consult", refers="units")] = ()
    estimate: Annotated[FileHash | None, Says("投资估算表", "Estimate", section=Text("材料", "Documents"))] = None
    proofs: Annotated[tuple[FileHash, ...], Says("其他材料", "Other documents")] = ()
    lines: Annotated[tuple[Line, ...], Says("投资明细", "Cost lines", section=Text("投资估算", "Estimate"))] = ()


class Reply(Input):
    """What an approval takes."""

    total: Annotated[Money, Says("核定总投资", "Approved total")]
    reasons: Annotated[
        LongText,
        Says("理由", "Reasons", hint=Text("写入批复，送达申报单位。", "Printed in the reply and served on the unit.")),
    ]


class Reasons(Input):
    """What a refusal takes."""

    reasons: Annotated[
        LongText,
        Says(
            "理由", "Reasons", hint=Text("写明事实和所依据的条款。", "State the facts and the provision they rest on.")
        ),
    ]


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
    action: Mapping[str, object]
    flags: tuple[Text, ...] = ()
    holder: Text | None = None
    href: str = "#case"


LATE = Deadline("red", date(2026, 11, 19), -2, 9, 7)
LATE_ONE = Deadline("red", date(2026, 11, 20), -1, 8, 7)
NEAR = Deadline("yellow", date(2026, 11, 24), 1, 6, 7)
NEAR_TODAY = Deadline("yellow", date(2026, 11, 23), 0, 7, 7)
CALM = Deadline("", date(2026, 12, 1), 6, 1, 7)
FAR = Deadline("", date(2027, 1, 6), 28, 2, 30, provisional=True)
PAUSED = Deadline("", None, 0, 3, 7, paused=True, ground=Text("等待申报单位补正", "Waiting for the unit's correction"))
CALENDAR = Deadline("", date(2026, 12, 3), 10, 20, 30, unit=Unit.CALENDAR_DAYS)
ENDED = Deadline("", date(2026, 11, 12), 0, 5, 7, ended=True)

APPROVE = {"label": Text("作出决定", "Decide"), "href": "#decide"}
OPEN = {"label": Text("受理", "Accept"), "href": "#accept"}
APPROVAL = Text("立项审批", "Project approval")
PRE_REVIEW = Text("预审", "Pre-review")

GROUPS = (
    {
        "label": Text("已超期", "Overdue"),
        "tone": "red",
        "count": 2,
        "rows": (
            Row(
                31,
                "潮阳区城市内涝点感知与调度系统（二期）",
                "LX-26-0131",
                APPROVAL,
                ART16,
                "潮阳区城市管理和综合执法局",
                Decimal("4423000"),
                LATE,
                APPROVE,
                (Text("待我签发", "To sign"),),
            ),
            Row(
                58,
                "不动产登记与税务联办改造",
                "YS-26-0058",
                Text("项目验收", "Acceptance"),
                ART19,
                "市自然资源局",
                Decimal("3425000"),
                LATE_ONE,
                APPROVE,
                (),
                Text("李伟 · 3 天", "Li Wei · 3 days"),
            ),
        ),
    },
    {
        "label": Text("2 个工作日内到期", "Due within 2 working days"),
        "tone": "amber",
        "count": 3,
        "rows": (
            Row(47, WATER, "LX-26-0147", APPROVAL, ART16, "市生态环境局", Decimal("4901500"), NEAR, APPROVE),
            Row(
                50,
                "基层电子健康档案质量控制平台",
                "SB-26-0050",
                PRE_REVIEW,
                ART12,
                "市卫生健康局",
                Decimal("2486000"),
                NEAR_TODAY,
                APPROVE,
            ),
            Row(
                89,
                "医保基金智能监管与稽核系统",
                "SB-26-0089",
                Text("专家评审", "Expert review"),
                ART13,
                "市医疗保障局",
                Decimal("3864000"),
                NEAR,
                {"label": Text("汇总意见", "Gather opinions"), "href": "#"},
            ),
        ),
    },
    {
        "label": Text("按期", "On time"),
        "tone": "",
        "count": 4,
        "rows": (
            Row(
                12,
                "玩具产业公共检测数据服务平台",
                "SB-26-0012",
                Text("申报", "Declaration"),
                ART10,
                "澄海区工业和信息化局",
                Decimal("1620000"),
                CALM,
                OPEN,
                (Text("新到", "New"),),
            ),
            Row(
                13,
                "城市运行感知平台",
                "SB-26-0013",
                Text("申报", "Declaration"),
                ART10,
                "潮南区政务服务数据管理局",
                None,
                PAUSED,
                {"label": Text("查看", "View"), "href": "#"},
                (Text("补正中", "In correction"),),
            ),
            Row(
                14,
                "海岛应急通信保障",
                "LX-26-0014",
                Text("拟立项", "Proposed"),
                ART14,
                "南澳县应急管理局",
                Decimal("980000"),
                FAR,
                OPEN,
            ),
            Row(
                15,
                "市民服务热线知识库升级",
                "HT-26-0015",
                Text("合同登记", "Contract"),
                ART18,
                "市政务服务数据管理局",
                Decimal("768000"),
                CALENDAR,
                OPEN,
            ),
        ),
    },
)

CELLS = (
    {
        "count": 2,
        "label": Text("红牌 · 已超期", "Red · overdue"),
        "card": "red",
        "tone": "red",
        "url": "#red",
        "note": Text("最长超期 2 个工作日", "Longest by 2 working days"),
    },
    {
        "count": 3,
        "label": Text("黄牌 · 将到期", "Yellow · due soon"),
        "card": "yellow",
        "tone": "amber",
        "url": "#y",
        "note": Text("剩余不超过 2 个工作日", "2 working days or fewer left"),
    },
    {
        "count": 9,
        "label": Text("本周到期", "Due this week"),
        "icon": "calendar-due",
        "url": "#week",
        "current": True,
        "note": Text("其中今天 1 件", "1 of them today"),
    },
    {
        "count": 4,
        "label": Text("期限中止", "Paused"),
        "icon": "player-pause",
        "url": "#paused",
        "note": Text("等待补正", "Waiting for correction"),
    },
    {
        "count": 5,
        "label": Text("待我签发", "For my signature"),
        "icon": "writing-sign",
        "url": "#sign",
        "note": Text("最早 11-20 送来", "Oldest since 11-20"),
    },
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
)  # fmt: skip

STEPS = (
    {
        "name": Text("申报", "Declaration"),
        "state": "done",
        "note": Text("2026-03-12 提交", "sent 2026-03-12"),
        "article": ART10,
    },
    {
        "name": Text("受理", "Acceptance of file"),
        "state": "done",
        "note": Text("3/5 个工作日", "3/5 working days"),
        "article": ART10,
    },
    {"name": PRE_REVIEW, "state": "done", "note": Text("6/10 个工作日", "6/10 working days"), "article": ART12},
    {
        "name": Text("专家评审", "Expert review"),
        "state": "done",
        "note": Text("2026-06-18", "2026-06-18"),
        "article": ART13,
    },
    {"name": Text("拟立项", "Proposed"), "state": "done", "note": Text("2026-09-30", "2026-09-30"), "article": ART14},
    {"name": APPROVAL, "state": "carded", "note": Text("6/7 个工作日", "6/7 working days"), "article": ART16},
    {"name": Text("采购与合同", "Contract"), "state": "later", "note": None, "article": ART18},
    {"name": Text("试运行", "Trial run"), "state": "later", "note": None, "article": ART19},
    {"name": Text("验收", "Acceptance"), "state": "later", "note": None, "article": ART19},
    {"name": Text("后续资金", "Follow-up funds"), "state": "later", "note": None, "article": ART19},
)

FACTS = (
    {"label": Text("申报单位", "Declaring unit"), "value": "市生态环境局"},
    {"label": Text("类型", "Type"), "value": Text("设备 + 软件 · 扩建", "Equipment + software · extension")},
    {"label": Text("申报投资（万元）", "Requested (CNY 10,000)"), "value": "490.15"},
    {"label": Text("评审核定（万元）", "Evaluated (CNY 10,000)"), "value": "478.65", "note": "−11.50", "tone": "red"},
    {"label": Text("资金来源", "Funding"), "value": Text("上级 200.00 · 市级 278.65", "Higher 200.00 · city 278.65")},
    {"label": Text("建设周期", "Duration"), "value": Text("2027-01 至 2027-10", "2027-01 to 2027-10")},
    {"label": Text("承办", "Handled by"), "value": Text("陈嘉怡", "Chen Jiayi"), "href": "#"},
    {"label": Text("法定期限", "Statutory limit"), "value": "2026-11-24", "note": "6/7", "tone": "amber"},
)

FINDINGS = tuple(
    Finding(f"gallery.rule_{number}", "2015", cites, title, verdict, {}, {})
    for number, (cites, title, verdict) in enumerate(
        (
            (
                ART16,
                Text("已列入部门预算", "Entered in the unit's budget"),
                Breach(
                    say("没有财政部门批准列入预算的文件。", "There is no budget document of the finance department."),
                    say("请上传 2027 年部门预算批复并填写文号。", "File the 2027 budget document with its number."),
                ),
            ),
            (ART14, Text("评审意见有效", "The evaluation opinion is in force"), Met()),
            (ART13, Text("评审专家无须回避", "No expert had to stand aside"), Undecided(("expert_relations",))),
            (ART10, Text("投资合计一致", "Totals agree"), Met()),
        )
    )
)

DOCUMENTS = (
    {
        "name": "项目申报书",
        "href": "#",
        "kind": "pdf",
        "version": 3,
        "by": "市生态环境局 · 林晓敏",
        "size": "2.4 MB",
        "at": NOW - timedelta(days=11),
        "hash": "9f31c2b07d55e8aa",
        "check": {"tone": "green", "words": Text("已核对", "Checked")},
    },
    {
        "name": "投资估算明细表",
        "href": "#",
        "kind": "xls",
        "version": 3,
        "by": "市生态环境局 · 林晓敏",
        "size": "164 KB",
        "at": NOW - timedelta(days=11),
        "hash": "07be11d9a8e3f1c4",
        "check": {"tone": "amber", "words": Text("与申报书差 11.50 万元", "Differs by 11.50")},
    },
    {
        "name": "专家组评审意见",
        "href": "#",
        "kind": "doc",
        "version": 1,
        "by": "评审组",
        "size": "88 KB",
        "at": NOW - timedelta(days=40),
        "hash": "c41d00e77a91b2f3",
        "check": {"tone": "green", "words": Text("已核对", "Checked")},
    },
    {
        "name": "现场照片",
        "href": "#",
        "kind": "img",
        "version": 1,
        "by": "市生态环境局",
        "size": "3.1 MB",
        "at": NOW - timedelta(days=41),
        "hash": "",
        "check": None,
    },
)

EVENTS = (
    {
        "at": NOW,
        "title": Text("核稿", "Checked"),
        "who": "黄志强",
        "detail": Text("同意拟稿意见。", "Agrees with the draft."),
        "article": ART16,
        "tone": "green",
    },
    {
        "at": NOW - timedelta(days=1),
        "title": Text("黄牌", "Yellow card"),
        "who": "",
        "tone": "amber",
        "detail": Text("立项审批剩 1 个工作日。", "One working day left to decide."),
        "article": ART16,
    },
    {
        "at": NOW - timedelta(days=8),
        "title": Text("受理立项申请", "Application accepted"),
        "who": "陈嘉怡",
        "detail": None,
        "article": ART16,
    },
    {
        "at": NOW - timedelta(days=11),
        "title": Text("提交立项申请", "Application sent"),
        "who": "市生态环境局 · 林晓敏",
        "detail": Text("版本 3，材料 4 份。", "Version 3, 4 documents."),
        "article": None,
    },
)

NOTICE = {
    "issuer": "汕头市电子政务主管部门",
    "number": "汕电政批〔2026〕12号",
    "title": Text(f"关于{WATER}项目立项的批复", "Reply on the approval of the Lian River water monitoring extension"),
    "to": Text("市生态环境局", "Municipal Ecology and Environment Bureau"),
    "paragraphs": (
        Text("你局关于该项目立项的申请收悉。经审核，批复如下：", "Your application has been examined. It is decided:"),
        Text(
            "一、同意该项目立项，总投资核定为4786500.00元。",
            "1. The project is approved with a total of CNY 4,786,500.00.",
        ),
        Text(
            "二、建设内容和分年度投资按所附投资表执行。",
            "2. Contents and yearly slices are those of the attached table.",
        ),
        Text(
            "三、建设内容、投资有重大调整的，须重新报批。",
            "3. A major change of contents or funds needs a new approval.",
        ),
    ),
    "attachments": (Text("批准的投资表", "Approved investment table"),),
    "basis": (M164.art(16, 2),),
    "on": date(2026, 11, 24),
    "copies": Text("市财政局", "Municipal Finance Bureau"),
}

BARS = (
    {"label": PRE_REVIEW, "parts": ({"value": 64, "tone": ""}, {"value": 6, "tone": "amber"}), "note": "91.4% · 70"},
    {
        "label": APPROVAL,
        "parts": ({"value": 81, "tone": ""}, {"value": 8, "tone": "amber"}, {"value": 3, "tone": "red"}),
        "note": "88.0% · 92",
    },
    {
        "label": Text("验收", "Acceptance"),
        "parts": ({"value": 38, "tone": ""}, {"value": 7, "tone": "red"}),
        "note": "84.4% · 45",
    },
)
LEGEND = (
    {"tone": "", "label": Text("按期", "On time")},
    {"tone": "amber", "label": Text("黄牌", "Yellow")},
    {"tone": "red", "label": Text("红牌", "Red")},
)
TABLE = {
    "caption": Text("分年度投资", "Investment by year"),
    "columns": (
        {"label": Text("费用", "Cost"), "kind": "text"},
        {"label": Text("依据", "Basis"), "kind": "article"},
        {"label": Text("到期", "Due"), "kind": "date"},
        {"label": Text("状态", "State"), "kind": "pill"},
        {"label": Text("数量", "Quantity"), "kind": "number"},
        {"label": Text("金额（万元）", "Amount (CNY 10,000)"), "kind": "amount"},
    ),
    "rows": (
        {"cells": ("微型水质自动站", ART18, date(2026, 12, 1), {"words": Text("已列", "Listed"), "tone": "blue"}, 9,
                   Decimal("2682000")), "href": "#"},
        {"cells": ("河道视频监控点", ART18, None, {"words": Text("已付", "Paid"), "tone": "green"}, 18, Decimal("423000"))},
        {"cells": ("信息系统监理", ART18, None, None, 1, None)},
    ),
    "totals": (Text("合计", "Total"), None, None, None, None, Decimal("3105000")),
}  # fmt: skip

SITE = {
    "name": Text("汕头市电子政务综合管理平台", "Shantou E-Government Platform"),
    "government": Text("汕头市人民政府", "Shantou Municipal People's Government"),
    "host": Text("汕头市电子政务主管部门", "Shantou e-government authority"),
    "operator": Text("汕头市电子政务技术管理机构", "Shantou e-government technical body"),
    "phone": "0754-0000 0000",
    "site_code": "4405000000",
    "icp": "粤ICP备00000000号",
    "police": "粤公网安备 44050000000000号",
    "links": ({"label": Text("国家政务服务平台", "National platform"), "url": "#"},
              {"label": Text("广东政务服务网", "Guangdong platform"), "url": "#"}),
    "sitemap": "#", "error_report": "#", "accessibility": "#",
}  # fmt: skip


def filled(*, wrong: bool) -> Form:
    """The form of every kind, as typed; with what is wrong if asked."""
    raw = {
        "title": [WATER],
        "build": ["extended"],
        "year": ["2027"],
        "share": ["58.20"],
        "total": ["490.15"],
        "starts": ["2027-01-04"],
        "needs": ["new", "extended"],
        "reason": ["现有自动站十一座，支流入河口靠人工采样。"],
        "clean": ["on"],
        "system": ["2"],
        "units": ["1", "3"],
        "estimate": ["a" * 64],
        "proofs": ["a" * 64, "b" * 64],
        "lines-0-name": ["微型水质自动站"],
        "lines-0-unit": ["座"],
        "lines-0-quantity": ["9"],
        "lines-0-price": ["29.80"],
        "lines-0-amount": ["268.20"],
        "lines-1-name": ["河道视频监控点"],
        "lines-1-quantity": ["18"],
        "lines-1-price": ["2.35"],
        "lines-1-amount": ["四十二"],
    }
    fault = say("请填写金额，单位万元，如 386.40。", "Enter an amount in units of 10,000 CNY, such as 386.40.")
    needed = say("请填写此项。", "This entry is required.")
    paths = ("title", "build", "starts", "needs", "reason", "clean", "system", "estimate", "lines.1.unit")
    errors = {**dict.fromkeys(paths, needed), "total": fault, "lines.1.amount": fault} if wrong else {}
    names = ("市生态环境局水质平台", "练江流域监测一期", "市大数据平台")
    return bind(Declared, raw=raw, errors=errors, options=lambda _: [(str(n), one) for n, one in enumerate(names, 1)])


def outcomes(chosen: str) -> list[dict[str, object]]:
    """The decision's outcomes with their forms."""
    place = M164.art(16, 2)
    given = {"total": Decimal("4786500.00"), "reasons": "经审核，项目符合年度计划，已列入 2027 年部门预算。"}
    wrong = {"reasons": say("请写明所依据的条款。", "Name the provision it rests on.")}
    after = Text(
        "生成批复 → 核稿 → 签发编号 → 送达申报单位，抄送财政部门。",
        "Reply → check → signature and number → served on the unit, copied to finance.",
    )
    rows = (
        (
            "approve",
            Text("同意立项", "Approve"),
            bind(Reply, values=given),
            Text("提交审批意见", "Submit approval"),
            after,
        ),
        (
            "refuse",
            Text("不予立项", "Refuse"),
            bind(Reasons, errors=wrong),
            Text("提交不予立项", "Submit refusal"),
            after,
        ),
    )
    return [
        {
            "code": code, "label": label, "cites": place, "url": "#", "form": form, "submit": submit, "next": after,
            "preview": True, "chosen": code == chosen, "version": 3, "draft_url": "#", "saved": NOW, "hint": None,
        }
        for code, label, form, submit, after in rows
    ]  # fmt: skip


def samples() -> dict[str, Any]:  # Any: a template's context
    """The context of the sample pages."""
    period = Period(WORKING_DAYS, date(2026, 9, 24), 7, pauses=(Pause(date(2026, 9, 28), date(2026, 9, 30), "c"),))
    return {
        "now": NOW, "site": SITE, "nav": NAV, "demo": True, "notifications": 6, "stored": STORED,
        "groups": GROUPS, "cells": CELLS, "steps": STEPS, "facts": FACTS, "findings": FINDINGS, "documents": DOCUMENTS,
        "events": EVENTS, "notice": NOTICE, "bars": BARS, "legend": LEGEND, "table": TABLE, "title": WATER,
        "form": filled(wrong=False), "wrong": filled(wrong=True), "outcomes": outcomes("approve"), "refusing": outcomes("refuse"),
        "days": explain(period, CALENDAR, date(2026, 10, 14)), "article": M164.art(16, 2),
        "pager": {"first": 1, "last": 10, "total": 23, "previous": "?page=0", "next": "?page=2"},
        "tabs": (
            {"label": Text("全部待办", "All"), "url": "#", "count": 23, "current": True},
            {"label": Text("需我决定", "For my decision"), "url": "#d", "count": 8},
            {"label": Text("会签", "Countersign"), "url": "#c", "count": 5},
            {"label": Text("濠江区在办", "Haojiang District"), "url": "#h", "count": 6, "saved": True},
        ),
        "filters": (
            {"name": "q", "label": Text("项目名称或编号", "Project or number"), "kind": "search"},
            {"name": "step", "label": Text("环节", "Stage"), "kind": "select", "value": "", "choices": (
                {"value": "", "label": Text("全部", "All")}, {"value": "approval", "label": APPROVAL})},
            {"name": "unit", "label": Text("来源单位", "From"), "kind": "select", "value": "", "choices": (
                {"value": "", "label": Text("全部", "All")}, {"value": "1", "label": "市生态环境局"})},
            {"name": "by", "label": Text("到期日前", "Due before"), "kind": "date"},
        ),
        "actions": (
            {"name": "assign", "label": Text("转办", "Reassign"), "icon": "user-share"},
            {"name": "urge", "label": Text("催办", "Urge"), "icon": "message-2"},
            {"name": "print", "label": Text("打印", "Print"), "icon": "printer"},
        ),
        "head_sub": Text("2026 年 11 月 23 日 星期一 · 今日新到 4 件", "Monday, 23 November 2026 · 4 new today"),
        "head_actions": (
            {"label": Text("导出表格", "Export sheet"), "href": "#", "icon": "download"},
            {"label": Text("新建申报", "New declaration"), "href": "#", "icon": "plus", "kind": "primary"},
        ),
        "case_actions": (
            {"label": Text("打印案卷", "Print file"), "href": "#", "icon": "printer"},
            {"label": Text("条文依据", "Articles"), "href": "#", "icon": "gavel"},
        ),
        "pills": (
            {"label": Text("黄牌 · 剩 1 个工作日", "Yellow card · 1 working day left"), "tone": "amber", "card": "yellow"},
            {"label": APPROVAL, "tone": "blue"},
        ),
        "crumbs": (
            {"label": Text("待办事项", "To do"), "url": "#"},
            {"label": APPROVAL, "url": "#"},
            {"label": "LX-26-0147"},
        ),
        "place": {"position": 3, "total": 23, "next": "#next"},
        "public_nav": (
            {"label": Text("首页", "Home"), "url": "#", "current": True},
            {"label": Text("办事服务", "Services"), "url": "#"},
            {"label": Text("项目公示", "Projects"), "url": "#"},
            {"label": Text("法规条文", "Statutes"), "url": "#"},
        ),
        "what": (
            Text("生成编号并用印，批复即生效。", "The reply takes its number and seal and is in force."),
            Text("送达申报单位，抄送财政部门。", "It is served on the unit and copied to finance."),
            Text("此后只能以更正或撤销另行决定。", "Afterwards only a correction or revocation can change it."),
        ),
        "cites": (M164.art(16, 2), M164.art(18)),
        "verb": Text("签发批复", "Sign the reply"), "action": "#", "back": "#",
        "status": 422, "message": say("还不能立项：缺少预算文件。", "It cannot be approved yet: the budget document is missing."),
        "reference": "7f3a-20c1",
        "deadlines": (LATE, NEAR, NEAR_TODAY, CALM, FAR, PAUSED, CALENDAR, ENDED, None),
    }  # fmt: skip


def gallery(request: HttpRequest, page: str = "parts") -> HttpResponse:
    """One sample page: parts, work, case, form, notice, confirm, public or error."""
    if page not in ("parts", "work", "case", "form", "notice", "confirm", "public", "error"):
        raise Http404
    request.actor = OFFICER  # type: ignore[attr-defined]  # as the site's middleware does
    return render(request, f"kernel/gallery/{page}.html", samples())
