"""Where this year's projects stand: each waits for somebody else, so that everybody has something to do."""

from datetime import timedelta

from qilou.casework.actions.entries import await_entry

from . import declared_2026 as declared
from .declaring import (
    Session,
    accepted,
    assigned,
    concluded,
    evaluated,
    found,
    panel,
    pre_reviewed,
    put_on_agenda,
    reported,
    sheets,
    submitted,
    tiered,
    told_apart,
)
from .moments import Life, moment
from .stage import City

OCTOBER = Session("评审会〔2026〕2号", "2026-10-16 10:00", "2026-10-21 09:00")
NOVEMBER = Session("评审会〔2026〕4号", "2026-11-02 10:00", "2026-11-05 09:00")
FRIDAY = Session("评审会〔2026〕5号", "2026-11-17 10:00", "2026-11-20 14:30")


def medical(city: City) -> Life:
    """The clean case: evaluated, its tier set, awaiting the order."""
    matter = yield from submitted(city, declared.MEDICAL, "2026-08-06 10:12")
    yield from accepted(city, matter, "2026-08-20 15:20")
    yield from pre_reviewed(city, matter, "2026-09-02 09:30", "2026-09-03 10:00", "2026-09-04 16:10")
    opinion = ("2026-10-27 10:00", "2026-10-28 09:30", "2026-10-30 10:20")
    yield from evaluated(city, matter, "2026-09-10 10:00", "2026-10-12 17:00", OCTOBER, opinion)
    yield from tiered(city, matter, "2026-11-04 10:00", "1", "医保基金安全，省级督办事项")


def records(city: City) -> Life:
    """Broadly conforms, insufficiently prepared: guided, granted money for pre-work, being optimised."""
    matter = yield from submitted(city, declared.RECORDS, "2026-08-18 11:02")
    yield from accepted(city, matter, "2026-09-02 10:00")
    why = "重复建档的成因未分类统计，质控规则未与省级标准逐条对照，前期工作不足。"
    yield from found(city, matter, "2026-09-16 10:00", sharing=("broadly", why))
    yield city.now + timedelta(hours=2)
    told_apart(city, matter)
    number = matter.numbers["pre_review"]
    guidance = {
        "reason": "基本符合规划和规定，但数据质量底数和省级标准对照不清。",
        "items": [
            {"text": "按成因分类统计近三年重复建档和空项数量。"},
            {"text": "质控规则与省级标准逐条对照，列出差异。"},
            {"text": "在两个社区卫生服务中心做一个月人工复核，据以核定存量比对工作量。"},
        ],
        "asked": "120000.00",
        "purpose": "存量档案抽样复核和标准对照的前期工作",
    }
    yield from city.sign("pre_review", number, "guide", "authority", "2026-09-17 10:00", "2026-09-21 10:30", guidance)
    yield moment("2026-10-12 09:30")
    grant = {
        "decision": "granted",
        "amount": "120000.00",
        "fund_year": 2026,
        "document": "汕财函〔2026〕演示61号",
        "reply": "同意从2026年度专项资金安排前期工作经费十二万元。",
    }
    yield from city.sign("pre_review", number, "reply", "finance", "2026-10-13 10:00", "2026-10-15 16:00", grant)


def river(city: City) -> Life:
    """With the third party."""
    matter = yield from submitted(city, declared.RIVER, "2026-08-20 16:30")
    yield from accepted(city, matter, "2026-09-04 10:30")
    yield from pre_reviewed(city, matter, "2026-10-19 10:00", "2026-10-20 10:00", "2026-10-23 15:00")
    yield from assigned(city, matter, "2026-11-09 10:10")


def flood(city: City) -> Life:
    """Before the experts: two sheets are in, three are to be filled."""
    matter = yield from submitted(city, declared.FLOOD, "2026-08-21 09:15")
    yield from accepted(city, matter, "2026-09-04 11:30")
    yield from pre_reviewed(city, matter, "2026-09-28 10:00", "2026-09-29 10:00", "2026-09-30 15:00")
    yield from assigned(city, matter, "2026-10-12 10:10")
    cuts = {4: ("28.00", "中间件已有市级授权，按增量核定")}
    yield from reported(city, matter, "2026-11-11 16:20", cuts)
    put_on_agenda(city, matter, FRIDAY)
    yield from sheets(city, matter, FRIDAY, count=2)


def enrolment(city: City) -> Life:
    """Evaluated; the opinion waits for its signature."""
    matter = yield from submitted(city, declared.ENROLMENT, "2026-08-24 10:05")
    yield from accepted(city, matter, "2026-09-07 10:00")
    yield from pre_reviewed(city, matter, "2026-09-21 10:00", "2026-09-22 10:00", "2026-09-24 15:00")
    yield from assigned(city, matter, "2026-10-12 11:00")
    yield from reported(city, matter, "2026-10-29 15:20")
    put_on_agenda(city, matter, NOVEMBER)
    yield from sheets(city, matter, NOVEMBER)
    yield from panel(city, matter, NOVEMBER)
    yield moment("2026-11-16 10:00")
    number = matter.numbers["evaluation"]
    city.take("evaluation", number, "issue", "authority.handler", concluded(city, matter))
    yield moment("2026-11-18 09:40")
    city.endorse("evaluation", number, "authority.checker", "三项结论齐全，金额与专家组意见一致。")


def land(city: City) -> Life:
    """Returned once: the declaration says 144.50, its estimate 142.50."""
    wrong = "1445000.00"
    totals = {
        "total": wrong,
        "types": [{"type": "software", "amount": wrong}],
        "slices": [{"year": 2027, "amount": wrong}],
        "sources": [{"source": "city_budget", "amount": wrong}],
    }
    matter = yield from submitted(city, declared.LAND, "2026-08-31 17:48", **totals)
    yield moment("2026-11-13 10:10")
    told = {
        "items": [
            {
                "item": "necessity",
                "problem": "年业务量没有注明统计口径和年份。",
                "remedy": "补充近三年登记量和共享核验量。",
            }
        ]
    }
    city.take("declaration", matter.numbers["declaration"], "return_once", "authority.handler", told)


def elderly(city: City) -> Life:
    """Passed after revision: the unit has answered, the lead expert is to confirm."""
    matter = yield from submitted(city, declared.ELDERLY, "2026-08-25 15:40")
    yield from accepted(city, matter, "2026-09-07 11:00")
    yield from pre_reviewed(city, matter, "2026-09-21 11:00", "2026-09-22 11:00", "2026-09-24 15:30")
    yield from assigned(city, matter, "2026-10-12 11:30")
    yield from reported(city, matter, "2026-10-30 10:00")
    put_on_agenda(city, matter, NOVEMBER)
    yield from sheets(city, matter, NOVEMBER)
    comments = [
        {"text": "说明与区县已有派单系统的关系，避免重复建设。", "must": True},
        {"text": "呼叫服务费用应按年业务量测算。", "must": False},
    ]
    yield from panel(city, matter, NOVEMBER, "panel_revise", comments=comments)
    yield moment("2026-11-17 16:40")
    better = city.paper(f"{matter.programme.name}建设方案（修改稿）", [matter.programme.text], matter.unit)
    answers = [
        {
            "number": 1,
            "adopted": "yes",
            "response": "派单功能由市级统一提供，龙湖区拟建系统的需求并入本平台。",
            "place": "方案第四章",
        },
        {"number": 2, "adopted": "partly", "response": "按近一年回访量测算，总额不变。", "place": "方案第六章"},
    ]
    city.take(
        "evaluation", matter.numbers["evaluation"], "revise", matter.unit, {"programme": better, "answers": answers}
    )


def sluices(city: City) -> Life:
    """A network of its own without a measurement of bandwidth: the return waits for the checker."""
    matter = yield from submitted(city, declared.SLUICES, "2026-08-27 14:20")
    yield from accepted(city, matter, "2026-09-08 10:00")
    own = ("fails", "拟自建光缆，未附带宽测算，未说明不能使用统一平台虚拟专网的理由，不符合集约发展原则。")
    apart = ("fails", "专用光缆与政务外网并行，没有互联方案。")
    yield from found(city, matter, "2026-11-10 10:00", intensive=own, interconnection=apart)
    yield moment("2026-11-19 15:10")
    told_apart(city, matter)
    reason = "申请自建网络缺少带宽测算和必要性说明，不符合集约发展、互联互通原则；修改后可在以后轮次重新申报。"
    city.take("pre_review", matter.numbers["pre_review"], "return", "authority.handler", {"reason": reason})


def office(city: City) -> Life:
    """An office system of its own: pre-review is beyond its internal target; its findings were written on paper."""
    matter = yield from submitted(city, declared.OFFICE, "2026-08-28 16:55")
    yield from accepted(city, matter, "2026-10-12 10:30")
    yield moment("2026-11-20 09:10")
    city.acts += 1
    await_entry(
        "projects.pre_review",
        matter.numbers["pre_review"],
        actor=city.actor("authority.handler"),
        now=city.now,
        step="find",
        document="汕政数预审〔2026〕演示7号",
        acted_on=moment("2026-11-19 15:00").date(),
    )


def dispatch(city: City) -> Life:
    """The district's own project before its own authority: the city's platform comes nearest, to be found on."""
    matter = yield from submitted(city, declared.DISPATCH, "2026-08-26 10:35")
    yield from accepted(city, matter, "2026-10-29 10:00")
    yield from found(city, matter, "2026-11-18 10:00")


def trade(city: City) -> Life:
    """A special declaration for next year, just submitted: to be checked and accepted."""
    grounds = {
        "grounds": ["from_above"],
        "ground_documents": [
            {
                "name": "关于加快建设外贸企业服务专区的通知",
                "number": "粤商务〔2026〕演示27号",
                "issuer": "省商务厅",
                "dated": "2026-10-28",
            }
        ],
    }
    yield from submitted(city, declared.TRADE, "2026-11-19 16:20", **grounds)


LIVES = (medical, records, river, flood, enrolment, land, elderly, sluices, office, dispatch, trade)
