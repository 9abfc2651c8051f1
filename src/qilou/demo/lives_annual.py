"""The bulk of this year's annual round: most projects pass and wait for the list, others go wrong as they do."""

from collections.abc import Callable, Generator
from datetime import datetime, timedelta
from functools import partial

from .composed import Entry, entries
from .declaring import (
    Cuts,
    Matter,
    Session,
    accepted,
    assigned,
    begun,
    found,
    issued,
    panel,
    pre_reviewed,
    put_on_agenda,
    reported,
    sheets,
    submitted,
    tiered,
    told_apart,
    typed,
)
from .moments import Life, moment
from .programme import WAN
from .stage import Acts, City

SITTINGS = (22, 23, 26, 27, 28, 29, 30)
SUBMITTED_ON = (*range(3, 8), *range(10, 15), *range(17, 22), *range(24, 29), 31)
UNDATED = {"steps": [{"name": "采购和合同签订", "on": "2027-04-30"}, {"name": "分期开发"}, {"name": "试运行"}]}
TIERS = {"1": "涉及民生安全，列入本年重点任务", "2": "业务量大，现有方式难以为继", "3": "可以分期实施，不影响现有业务"}


def slot(day: str, place: int) -> str:
    """On a day on which the same is done about many projects: the moment of the one at that place."""
    return f"{moment(f'{day} 08:40') + timedelta(minutes=3 * place):%Y-%m-%d %H:%M}"


def sitting(place: int) -> Session:
    """The session before which the project at that place comes: about ten a day."""
    number = place % len(SITTINGS)
    day = f"2026-10-{SITTINGS[number]}"
    return Session(f"评审会〔2026〕{number + 11}号", slot("2026-10-20", number), f"{day} 09:00")


def life(entry: Entry, city: City, session: Session | None = None) -> Generator[datetime, None, Matter]:
    """What becomes of one project of the table, which comes before the session of its place unless another is named."""
    matter = yield from _declared(city, entry)
    if entry.fate in {"withdrawn", "declined", "silent"}:
        return matter
    place = entry.place
    yield from accepted(city, matter, slot("2026-09-09", place))
    if entry.fate in BACK:
        yield from _returned(city, matter, entry)
        return matter
    yield from pre_reviewed(
        city, matter, slot("2026-09-15", place), slot("2026-09-17", place), slot("2026-09-21", place)
    )
    yield from assigned(city, matter, slot("2026-09-24", place))
    yield from reported(city, matter, slot("2026-10-15", place), _cuts(matter, entry))
    session = session or sitting(place)
    put_on_agenda(city, matter, session)
    yield from sheets(city, matter, session)
    if entry.fate == "failed":
        yield from _failed(city, matter, session, place)
        return matter
    if entry.fate == "revised":
        yield from _revised(city, matter, session)
    else:
        yield from panel(city, matter, session)
    yield from issued(city, matter, slot("2026-11-06", place), slot("2026-11-10", place), slot("2026-11-13", place))
    yield from tiered(city, matter, slot("2026-11-17", place), entry.tier, TIERS[entry.tier])
    return matter


def _declared(city: City, entry: Entry) -> Generator[datetime, None, Matter]:
    """Declared in August; some incompletely, one with totals that differ, one thought better of."""
    one, place = entry.programme, entry.place
    day = slot(f"2026-08-{SUBMITTED_ON[place % len(SUBMITTED_ON)]:02d}", place + 50)
    if entry.fate not in {"corrected", "sums", "declined", "silent", "withdrawn"}:
        return (yield from submitted(city, one, day))
    wrong: dict[str, object] = dict(UNDATED)
    if entry.fate == "sums":
        asked = str(one.total + 20_000)
        wrong = {
            "total": asked,
            "types": [{"type": "software", "amount": asked}],
            "slices": [{"year": one.budget_year, "amount": asked}],
            "sources": [{"source": "city_budget", "amount": asked}],
        }
    matter = yield from submitted(city, one, day, **({} if entry.fate == "withdrawn" else wrong))
    number = matter.numbers["declaration"]
    if entry.fate == "withdrawn":
        yield moment("2026-09-03 16:10")
        reason = "与重点用能单位在线监测省级平台功能重合，改为直接接入。"
        city.take("declaration", number, "withdraw", matter.unit, {"reason": reason})
        return matter
    yield moment(slot("2026-09-01", place))
    told = {
        "item": "plan",
        "problem": f"{one.name}的实施步骤没有写全完成日期和交付物。",
        "remedy": "逐步填写完成日期和交付物，并与分年度资金对应。",
    }
    city.take("declaration", number, "return_once", "authority.handler", {"items": [told]})
    if entry.fate == "silent":
        return matter
    yield moment(slot("2026-09-07", place))
    declined = entry.fate == "declined"
    city.take("declaration", number, "correct", matter.unit, typed(city, matter) | (wrong if declined else {}))
    if declined:
        yield moment(slot("2026-09-10", place))
        reason = {"source": "notice", "item": "plan", "reason": "补正后开发和试运行两个步骤仍没有完成日期。"}
        city.take("declaration", number, "decline", "authority.handler", {"reasons": [reason]})
    return matter


BACK = {
    "returned": (
        "intensive",
        "拟自设专用机房和服务器，未论证为何不能使用政务云，不符合集约发展原则。",
    ),
    "duplicate": (
        "unified_planning",
        "整改清单、销号审核与本单位同时申报的审计数据分析平台功能重合，应当合并建设。",
    ),
}


def _returned(city: City, matter: Matter, entry: Entry) -> Acts:
    principle, reason = BACK[entry.fate]
    place = entry.place
    yield from found(city, matter, slot("2026-09-15", place), **{principle: ("fails", reason)})
    yield moment(slot("2026-09-16", place))
    told_apart(city, matter)
    return (
        yield from city.sign(
            "pre_review",
            matter.numbers["pre_review"],
            "return",
            "authority",
            slot("2026-09-17", place),
            slot("2026-09-21", place),
            {"reason": reason},
        )
    )


def _cuts(matter: Matter, entry: Entry) -> Cuts | None:
    """The third party cuts a tenth of the first line, and the opinion follows it."""
    if entry.fate != "cut":
        return None
    first = matter.programme.lines[0]
    stays = (first.amount * 9 / 10).quantize(WAN / 1_000_000)
    matter.suggested -= first.amount - stays
    return {1: (str(stays / WAN), "工作量按功能点复核，核减一成")}


def _revised(city: City, matter: Matter, session: Session) -> Acts:
    one = matter.programme
    comments = [{"text": f"{one.lines[0].name}的边界与相邻系统不清，应当画出接口清单。", "must": True}]
    yield from panel(city, matter, session, "panel_revise", comments=comments)
    yield moment(f"2026-11-0{3 + matter.project % 2} 15:20")
    answers = [{"number": 1, "adopted": "yes", "response": f"已补充{one.name}接口清单。", "place": "方案第三章"}]
    better = city.paper(f"{one.name}建设方案（修改稿）", [one.text], matter.unit)
    number = matter.numbers["evaluation"]
    city.take("evaluation", number, "revise", matter.unit, {"programme": better, "answers": answers})
    yield city.now + timedelta(hours=2)
    return city.take(
        "evaluation", number, "confirm", city.panels[session.number][0], {"remark": "接口清单清楚，同意通过。"}
    )


def _failed(city: City, matter: Matter, session: Session, place: int) -> Acts:
    yield from panel(city, matter, session, "panel_fail")
    yield moment(slot("2026-11-06", place))
    one = matter.programme
    opinion = {
        "necessity": "必要性说明没有与现有业务统计对应。",
        "feasibility": f"可行性不足：{one.feasibility}",
        "reasonableness": "工作量测算缺少依据。",
        "reason": f"{one.name}前期条件不具备，投资测算依据不足，专家组意见为不通过。",
    }
    days = slot("2026-11-10", place), slot("2026-11-13", place)
    number = matter.numbers["evaluation"]
    return (yield from city.sign("evaluation", number, "refuse", "authority", *days, opinion))


def late(city: City) -> Life:
    """A draft that missed the end of August: turned into a special declaration, its ground still to be proved."""
    yield moment("2026-08-31 16:50")
    number = begun(city, "culture", "非物质文化遗产数字展演与传习平台", 2027)
    yield moment("2026-09-02 10:20")
    city.take("declaration", number, "change_to_special", "culture.handler")


def out_of_scope(city: City) -> Life:
    """Furniture for a training room is no e-government project: the unit closes its own draft."""
    yield moment("2026-08-20 11:10")
    number = begun(city, "foreign", "外语培训教室桌椅更新", 2027)
    yield moment("2026-08-21 09:30")
    reason = "只购置桌椅和窗帘，不涉及信息系统，不属于办法第二条的适用范围。"
    city.take("declaration", number, "close_out_of_scope", "foreign.handler", {"reason": reason})


LIVES: tuple[Callable[[City], Life], ...] = (*(partial(life, one) for one in entries()), late, out_of_scope)
