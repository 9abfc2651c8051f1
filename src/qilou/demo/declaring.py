"""How a project of the demo city is declared, pre-reviewed and evaluated: each part of a life, by its parties' acts."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from qilou.casework.actions.perform import look
from qilou.projects.queries.duplicates import described, hits_to_find_on

from .bodies import CITY, LONGHU, PEOPLE
from .moments import Life, moment
from .programme import WAN, Line, Programme, form
from .stage import Acts, City

PROVISION = "《汕头经济特区电子政务建设管理办法》第四条"


@dataclass
class Matter:
    """A project in the story: what it is about, the latest case of each procedure, and what is suggested for it."""

    programme: Programme
    file: str
    numbers: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    project: int = 0
    suggested: Decimal = Decimal(0)

    @property
    def unit(self) -> str:
        """Who acts for the unit."""
        return f"{self.programme.unit}.handler"

    @property
    def authority(self) -> str:
        """The authority of the unit's own level."""
        return "longhu" if self.programme.unit.startswith("longhu") else "authority"

    @property
    def area(self) -> str:
        """The unit's jurisdiction."""
        return LONGHU if self.authority == "longhu" else CITY


@dataclass(frozen=True, slots=True)
class Session:
    """A sitting of experts: when it is planned and held, with how many, of which fields. Who they are is drawn."""

    number: str
    planned: str
    held: str
    seats: int = 5
    places: tuple[tuple[str, int], ...] = ()
    place: str = "市行政中心三号会议室"
    area: str = CITY

    @property
    def officer(self) -> str:
        """Who acts for the authority that convenes it."""
        return "longhu.handler" if self.area == LONGHU else "authority.handler"


def begun(city: City, unit: str, title: str, budget_year: int, area: str = CITY, track: str = "annual") -> str:
    """A unit begins a declaration; gives the number of its case."""
    opening = {"title": title, "track": track, "budget_year": budget_year}
    return city.open("declaration", f"{unit}.handler", title, opening, area).case.number


def begun_matter(city: City, one: Programme) -> Matter:
    """The unit begins the declaration of a programme, whose paper it uploads."""
    who = f"{one.unit}.handler"
    matter = Matter(one, city.paper(f"{one.name}建设方案", [one.text, one.feasibility, one.sharing, one.security], who))
    opening = {"title": one.name, "track": one.track, "budget_year": one.budget_year}
    act = city.open("declaration", who, one.name, opening, matter.area)
    matter.numbers["declaration"] = act.case.number
    matter.project = int(act.case.thing.rpartition(":")[2])
    matter.suggested = one.total
    return matter


def submitted(city: City, one: Programme, day: str, **changed: object) -> Generator[datetime, None, Matter]:
    """The unit drafts its declaration and submits it two hours later."""
    yield moment(day) - timedelta(hours=2)
    matter = begun_matter(city, one)
    yield moment(day)
    city.take("declaration", matter.numbers["declaration"], "submit", matter.unit, typed(city, matter) | changed)
    return matter


def typed(city: City, matter: Matter) -> dict[str, object]:
    """The declaration form as the unit's handler fills it in."""
    one = matter.programme
    person = PEOPLE[matter.unit]
    return form(
        one,
        programme=matter.file,
        contact=person.zh,
        phone=f"0754-8888 {list(PEOPLE).index(matter.unit) + 1:04d}",
        system=city.systems.get(one.system),
    )


def accepted(city: City, matter: Matter, day: str) -> Acts:
    """The authority accepts; pre-review begins."""
    yield moment(day)
    act = city.take("declaration", matter.numbers["declaration"], "accept", f"{matter.authority}.handler")
    matter.numbers["pre_review"] = str(act.effects["pre_review"])
    return act


def found(city: City, matter: Matter, day: str, **other: tuple[str, str]) -> Acts:
    """The findings on the six principles: each conforms unless another answer and its reason are given."""
    yield moment(day)
    one = matter.programme
    reasons = {
        "unified_planning": f"对应总体规划条目{one.plan_item}，建设时序与规划一致。",
        "unified_standards": one.standards,
        "intensive": "部署在政务云，不新建机房和独立网络，复用现有平台能力。",
        "interconnection": f"接口方案明确：{one.feasibility}",
        "sharing": one.sharing,
        "security": one.security,
    }
    rows = []
    for principle, reason in reasons.items():
        conformity, why = other.get(principle, ("conforms", reason))
        cited = {"plan_item": one.plan_item} if principle == "unified_planning" else {"provision": PROVISION}
        rows.append({"principle": principle, "conformity": conformity, "reason": why, **cited})
    return city.take(
        "pre_review", matter.numbers["pre_review"], "find", f"{matter.authority}.handler", {"findings": rows}
    )


FOUND_SAME = {  # this project, the other: what the reviewer finds, and why
    ("全市养老服务综合管理平台", "居家老人上门服务智慧派单系统"): (
        "absorbs",
        "居家服务派单和评价属于同一事项，由市级统一建设，区县只用不建；已请龙湖区把需求并入本平台。",
    ),
    ("城市内涝点感知与调度系统", "汛期三防视频会商应急扩容"): (
        "overlap",
        "告警接口与三防会商重合，共用一套底图和接口；会商终端不重复购置，分工已写入建设方案。",
    ),
    ("审计整改跟踪销号系统", "公共资金审计数据分析平台"): (
        "duplicate",
        "整改清单、销号审核与本单位同时申报的审计数据分析平台功能重合，应当合并建设。",
    ),
}


def told_apart(city: City, matter: Matter) -> None:
    """The reviewer finds on each likely duplicate: some are the same, of most only the words are alike."""
    who, number = f"{matter.authority}.handler", matter.numbers["pre_review"]
    act = look("projects.pre_review", number, actor=city.actor(who), now=city.now)
    asked = {row["thing"] for row in hits_to_find_on(act)["hits"]}
    rows = []
    for one in described(act.facts.near, act.actor):
        if one.thing not in asked and (matter.programme.name, one.name) not in FOUND_SAME:
            continue
        ours = matter.programme.lines[0].name
        alike = f"本项目办理“{ours}”，对方为{one.unit}的“{one.name}”，对象和事项不同，仅用语相近。"
        finding, reason = FOUND_SAME.get((matter.programme.name, one.name), ("different", alike))
        rows.append({"thing": one.thing, "finding": finding, "reason": reason})
    if rows:
        city.take("pre_review", number, "find_duplicates", who, {"hits": rows})


def pre_reviewed(city: City, matter: Matter, day: str, checked: str, signed: str) -> Acts:
    """Pre-review is passed: findings, then the decision drafted, checked and signed; evaluation begins."""
    yield from found(city, matter, day)
    yield city.now + timedelta(minutes=30)
    told_apart(city, matter)
    yield city.now + timedelta(minutes=20)
    act = yield from city.sign(
        "pre_review", matter.numbers["pre_review"], "pass", matter.authority, checked, signed, {}
    )
    matter.numbers["evaluation"] = str(act.effects["evaluation"])
    return act


def assigned(city: City, matter: Matter, day: str) -> Acts:
    """The third party that won the year's competition is assigned."""
    yield moment(day)
    year = city.now.year
    data = {
        "reviewer": city.registers.bodies["hanjiang"],
        "competition": f"汕采竞〔{year}〕演示6号",
        "competed_on": f"{year}-07-08",
        "result": f"第三方评审机构选取结果公告〔{year}〕演示2号",
        "bidders": [
            {
                "name": "韩江咨询评估中心",
                "result": "综合评分 91.4",
                "price": "6800.00",
                "no_interest": True,
                "chosen": True,
            },
            {"name": "南滨工程咨询有限公司", "result": "综合评分 86.0", "price": "7200.00", "no_interest": True},
        ],
    }
    act = city.take("evaluation", matter.numbers["evaluation"], "assign", f"{matter.authority}.handler", data)
    matter.ids["evaluation"] = act.case.id
    return act


Cuts = dict[int, tuple[str, str]]  # a line's number: the amount in 万元 that stays, and why


def reported(city: City, matter: Matter, day: str, cuts: Cuts | None = None) -> Acts:
    """The third party files its preliminary report, line by line."""
    yield moment(day)
    one = matter.programme
    data = {
        "number": f"韩评初审〔{city.now.year}〕{matter.project}号",
        "dated": day[:10],
        "signed_by": PEOPLE["hanjiang.handler"].zh,
        "no_interest": True,
        "interests": "与申报单位、可能的供应商均无投资、任职和业务往来关系。",
        "necessity": "met",
        "necessity_reason": f"年业务量 {one.transactions}，现有方式难以支撑，建设必要。",
        "feasibility": "met",
        "feasibility_reason": one.feasibility,
        "reasonableness": "mostly" if cuts else "met",
        "reasonableness_reason": "工作量测算有依据，单价与同类合同相当。" if not cuts else "个别单价偏高，已逐行核减。",
        "lines": [_checked(number, line, cuts or {}) for number, line in enumerate(one.lines, 1)],
        "conclusion": "同意进入专家评审，运维费用应当在部门预算中单列。",
    }
    return city.take("evaluation", matter.numbers["evaluation"], "report", "hanjiang.handler", data)


def _checked(number: int, line: Line, cuts: Cuts) -> dict[str, object]:
    stays, why = cuts.get(number, ("", ""))
    amount = Decimal(stays) * WAN if stays else line.amount
    return {"number": number, "name": line.name, "amount": str(amount.quantize(Decimal("0.01"))), "reason": why}


def put_on_agenda(city: City, matter: Matter, session: Session) -> None:
    """The project waits for a session: its agenda is made up when the session is planned."""
    city.agendas.setdefault(session.number, []).append(matter)


OPINIONS = (
    "需求清楚，建议把运维责任写进合同。",
    "接口工作量偏紧，宜预留联调时间。",
    "数据目录较完整，建议补充更新频率。",
    "部署方式合适，容量测算应按三年增长复核。",
    "安全措施基本到位，日志留存期限需明确。",
    "投资测算有依据，人月单价可以接受。",
    "绩效指标可度量，建议增加群众满意度。",
)


def sheets(city: City, matter: Matter, session: Session, count: int = 9) -> Life:
    """The experts file their sheets one after the other, each without seeing the others'."""
    first = moment(session.held) + timedelta(minutes=11 * (matter.project % 5))
    mark = sum(map(ord, matter.programme.name)) % 4
    for place in range(min(count, session.seats)):
        yield first + timedelta(minutes=9 * place)
        expert = city.panels[session.number][place]
        data = {
            "no_interest": True,
            "necessity": str(25 + (mark + place) % 4),
            "feasibility": str(20 + (mark + 2 * place) % 4),
            "reasonableness": str(20 + (2 * mark + place) % 4),
            "sharing": str(7 + place % 3),
            "security": str(7 + (mark + place) % 3),
            "vote": "agree" if place % 3 else "after_revision",
            "opinion": OPINIONS[(mark + place) % len(OPINIONS)],
        }
        city.take("expert_sheet", city.waiting(expert, matter.programme.name), "file", expert, data)


def panel(city: City, matter: Matter, session: Session, step: str = "panel_pass", **more: object) -> Acts:
    """The lead expert writes down what the panel concludes, at the end of the session, and the others sign it."""
    yield city.now + timedelta(minutes=25)
    data = {
        "necessity": f"现有方式与年业务量 {matter.programme.transactions} 不相适应，建设必要。",
        "feasibility": "技术路线成熟，接口单位已确认，组织保障到位，可行。",
        "reasonableness": "投资构成合理，取价有依据。",
        "suggested": str(matter.suggested.quantize(Decimal("0.01"))),
        "minutes": f"{session.number}纪要",
        **more,
    }
    lead, *others = city.panels[session.number]
    act = city.take("evaluation", matter.numbers["evaluation"], step, lead, data)
    for expert in others:
        yield city.now + timedelta(minutes=2)
        act = city.take("signature", city.waiting(expert, matter.programme.name), "sign", expert)
    return act


def concluded(city: City, matter: Matter) -> dict[str, object]:
    """The opinion that the project passes, as the authority types it after the panel's."""
    return {
        "necessity": "同意专家组意见：项目必要。",
        "feasibility": "同意专家组意见：方案可行。",
        "reasonableness": "同意第三方核定和专家组意见：投资合理。",
        "suggested": str(matter.suggested.quantize(Decimal("0.01"))),
        "conditions": "数据目录随项目同步编制，验收时一并核对。",
    }


def issued(city: City, matter: Matter, day: str, checked: str, signed: str) -> Acts:
    """The opinion, drafted, checked and signed; the project is on its way to the list."""
    yield moment(day)
    number = matter.numbers["evaluation"]
    data = concluded(city, matter)
    act = yield from city.sign("evaluation", number, "issue", matter.authority, checked, signed, data)
    matter.numbers["listing"] = str(act.effects["listing"])
    return act


def evaluated(
    city: City,
    matter: Matter,
    assignment: str,
    report: str,
    session: Session,
    opinion: tuple[str, str, str],
    cuts: Cuts | None = None,
) -> Acts:
    """The whole evaluation of an annual declaration that passes; cuts of the third party are followed."""
    yield from assigned(city, matter, assignment)
    yield from reported(city, matter, report, cuts)
    lines = matter.programme.lines
    for number, (stays, _) in (cuts or {}).items():
        matter.suggested -= lines[number - 1].amount - Decimal(stays) * WAN
    put_on_agenda(city, matter, session)
    yield from sheets(city, matter, session)
    yield from panel(city, matter, session)
    return (yield from issued(city, matter, *opinion))


def tiered(city: City, matter: Matter, day: str, tier: str, reason: str) -> Acts:
    """The authority says how urgent the project is."""
    yield moment(day)
    data = {"tier": tier, "reason": reason}
    return city.take("listing", matter.numbers["listing"], "prioritise", f"{matter.authority}.handler", data)
