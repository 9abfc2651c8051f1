"""The pool of experts of the demo city, and its sessions: planned, drawn, undertaken, convened, closed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from qilou.casework.act import Act
from qilou.projects.queries.session import Called, called

from .bodies import EXPERTS, MORE_EXPERTS
from .declaring import Session
from .lives_2025 import FIRST_DAY, SECOND_DAY, SMALL_PANEL
from .lives_2026 import FRIDAY, NOVEMBER, OCTOBER
from .lives_annual import SITTINGS, sitting
from .lives_desks import COMING, DRAWN
from .moments import Life, moment
from .stage import Acts, City

OFFICER = "authority.handler"
SENATE = (*EXPERTS, *MORE_EXPERTS)
FIELDS = ("software", "data", "network", "cost", "business")
BUILDERS = {"expert1", "expert3", "expert4", "expert5"}  # who know nothing of security
EMPLOYERS = ("某大学计算机学院", "某软件评测中心", "某会计师事务所", "某设计研究院", "某网络安全研究所")
TITLES = ("教授", "正高级工程师", "高级会计师", "研究员级高级工程师", "副教授")
CLOSES = {
    FRIDAY.number: "3236.12",  # with which the third expert of the tour still has a sheet to fill in
    DRAWN.number: "3001.24",  # with which all sit whom no session of this week called yet
}
RESERVE_CALLED = {NOVEMBER.number}  # the first who was drawn cannot come


def pool(city: City) -> Life:
    """Fifteen are admitted for three years; one advises a bureau and judges none of its projects."""
    yield moment("2025-03-11 09:00")
    numbers = {}
    for place, name in enumerate(SENATE):
        data = {
            "person": city.registers.people[name],
            "document": "汕政数〔2025〕演示9号",
            "fields": ["cost", "software"] if name in BUILDERS else [FIELDS[place % 5], "security"],
            "title": TITLES[place % 5],
            "employer": EMPLOYERS[place % 5],
            "since": "2025-03-11",
            "until": "2028-03-10",
        }
        numbers[name] = city.open("expert", OFFICER, "评审专家", data).case.number
    yield moment("2025-05-20 15:00")
    advises = {"body": city.registers.bodies["water"], "ground": "受聘为该局信息化顾问"}
    city.take("expert", numbers["expert7"], "note_interest", OFFICER, advises)
    yield moment("2026-03-02 10:00")
    city.take("expert", numbers[SENATE[-1]], "suspend", OFFICER, {"reason": "本人申请：出国访学半年。"})
    yield moment("2026-09-07 10:00")
    city.take("expert", numbers[SENATE[-1]], "resume", OFFICER, {"reason": "已回国。"})


def life(session: Session, city: City) -> Life:
    """One session from its plan to its minutes, over the projects that were put on its agenda by then."""
    yield moment(session.planned)
    officer, agenda = session.officer, city.agendas[session.number]
    plan = {
        "number": session.number,
        "held_on": session.held[:10],
        "place": session.place,
        "seats": session.seats,
        "places": [{"field": field, "number": number} for field, number in session.places],
        "agenda": [one.ids["evaluation"] for one in agenda],
    }
    number = city.open("session", officer, f"专家评审会 {session.number}", plan, session.area).case.number
    yield city.now + timedelta(minutes=20)
    due = _next_trading_day(city.now)
    source = f"演示证券综合指数收盘点位（{due:%Y-%m-%d}）"
    city.take("session", number, "freeze", officer, {"source": source, "due": f"{due:%Y-%m-%d}"})
    yield due.replace(hour=15, minute=30)
    seed = {
        "seed": CLOSES.get(session.number) or _close(session.number),
        "published_on": f"{due:%Y-%m-%d}",
        "reference": "演示证券交易所网站 收盘行情",
    }
    city.take("session", number, "draw", officer, seed)
    if session is DRAWN:
        return
    yield from _answered(city, session, number)
    seated = [one.person for one in called(number) if not one.excused]
    lead = city.registers.people["expert1"]
    seated.sort(key=lambda one: one != lead)
    city.panels[session.number] = [city.named(one) for one in seated]
    yield city.now + timedelta(minutes=30)
    city.take("session", number, "convene", officer, {"lead": seated[0]})
    yield from _where_necessary(city, session, number)
    if session in (FRIDAY, COMING):
        return
    yield moment(session.held) + timedelta(hours=26)
    minutes = {
        "number": f"{session.number}纪要",
        "text": f"会议逐项听取汇报、质询和讨论，形成{len(agenda)}个项目的专家组意见，见各项目评审办件。",
        "attended": seated,
        "half_days": 2 if len(agenda) > 3 else 1,
    }
    city.take("session", number, "close", officer, minutes)


def _answered(city: City, session: Session, number: str) -> Acts:
    """The experts answer one after the other; where the first cannot come, the next reserve is called."""
    for place, one in enumerate(called(number)):
        yield city.now + timedelta(minutes=6)
        act = _answer(city, one, absent=place == 0 and session.number in RESERVE_CALLED)
    if session.number in RESERVE_CALLED:
        yield city.now + timedelta(minutes=15)
        city.take("session", number, "call_reserves", session.officer)
        yield city.now + timedelta(minutes=10)
        act = _answer(city, called(number)[-1], absent=False)
    return act


def _answer(city: City, one: Called, *, absent: bool) -> Act:
    who = city.named(one.person)
    if absent:
        data = {"ground": "absent", "reason": "会议当日已有教学安排。"}
        return city.take("seat", one.invitation, "withdraw", who, data)
    return city.take("seat", one.invitation, "undertake", who, {"no_interest": True, "confidential": True})


def _where_necessary(city: City, session: Session, number: str) -> Life:
    """Where a project is large, two departments are heard; before Friday's session the water gauges were visited."""
    for matter in city.agendas[session.number]:
        if matter.programme.total > 4_000_000 and session in (FRIDAY, NOVEMBER, OCTOBER, FIRST_DAY, SECOND_DAY):
            yield city.now + timedelta(minutes=5)
            data = {
                "evaluation": matter.ids["evaluation"],
                "department": city.registers.bodies["police"],
                "ground": "项目处理大量个人信息，需要听取网络安全监管意见。",
                "opinion": "同意建设，应当按第三级落实等级保护要求。",
            }
            city.take("session", number, "invite", session.officer, data)
    if session is FRIDAY:
        yield moment("2026-11-19 10:00")
        data = {
            "evaluation": city.agendas[session.number][0].ids["evaluation"],
            "ground": "方案中的现有雨情站点数量与清册不一致，须现场核对。",
            "visited_on": "2026-11-19",
            "place": "牛田洋、梅溪河两处站点",
            "participants": "主管部门经办人二名、专家组组长、申报单位经办人",
            "record": "两处站点均在用，供电和通信可以利旧，方案所列新增数量属实。",
        }
        city.take("session", number, "visit", session.officer, data)


def _close(number: str) -> str:
    """Where the invented index closed before a session."""
    figure = sum(map(ord, number))
    return f"{3000 + figure % 997}.{figure % 89:02d}"


def _next_trading_day(now: datetime) -> datetime:
    return now + timedelta(days=3 if now.weekday() == 4 else 1)


SESSIONS = (
    FIRST_DAY,
    SECOND_DAY,
    SMALL_PANEL,
    OCTOBER,
    NOVEMBER,
    FRIDAY,
    COMING,
    DRAWN,
    *map(sitting, range(len(SITTINGS))),
)
LIVES: tuple[Callable[[City], Life], ...] = (pool, *(partial(life, one) for one in SESSIONS))
