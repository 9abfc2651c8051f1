"""Experts for the tests: a pool admitted by acts, and sessions planned, frozen, drawn, undertaken and convened."""

from itertools import count

from tests.projects.city import City, at
from tests.projects.path import Path

from qilou.casework.act import Act
from qilou.casework.actions.opening import open_case
from qilou.casework.actions.perform import perform
from qilou.casework.models import Case
from qilou.projects.models import Expert, ExpertSession, Seat
from qilou.projects.rules.draw import drawn_order

EXPERTS = ("expert1", "expert2", "expert3", "expert4", "expert5")
POOL = (*EXPERTS, "expert6")
OFFICER = "authority.handler"
PLANNED, DRAWN, HELD = "2026-09-09", "2026-09-10", "2026-09-15"
SOURCE = {"source": "双色球第2026105期开奖号码", "due": DRAWN}


def admit(city: City, name: str, **changed: object) -> str:
    """The number of the case by which an expert is in the pool."""
    data = {
        "person": city.people[name].pk,
        "document": "汕政数〔2026〕3号",
        "fields": ["software"],
        "title": "教授",
        "employer": "某大学",
        "since": "2026-01-01",
        "until": "2027-12-31",
        **changed,
    }
    day = "2026-06-01"
    opened = open_case(
        "projects.expert",
        actor=city.actor(OFFICER, day),
        now=at(day),
        jurisdiction=city.area,
        title="评审专家",
        data=data,
    )
    return opened.case.number


def pool(city: City) -> dict[str, str]:
    """All six are in the pool, unless they are already: case numbers by name."""
    if not Expert.objects.exists():
        return {name: admit(city, name) for name in POOL}
    return dict(Expert.objects.values_list("person__name_zh", "case__number"))


def plan(*paths: Path, **changed: object) -> str:
    """The case number of a session over these projects, of five experts unless it says otherwise."""
    city = paths[0].city
    pool(city)
    data = {
        "number": "2026-1",
        "held_on": HELD,
        "place": "市政府三号楼会议室",
        "seats": 5,
        "agenda": [one.case("evaluation").pk for one in paths],
        **changed,
    }
    actor = city.actor(OFFICER, PLANNED)
    opened = open_case(
        "projects.session", actor=actor, now=at(PLANNED), jurisdiction=city.area, title="专家评审会", data=data
    )
    return opened.case.number


def take(city: City, number: str, step: str, day: str = PLANNED, data: object = None, who: str = OFFICER) -> Act:
    """A step of a session."""
    return perform("projects.session", number, step, actor=city.actor(who, day), now=at(day), data=data)


def answer(city: City, name: str, step: str = "undertake", day: str = DRAWN, **data: object) -> Act:
    """What an expert answers to the newest invitation."""
    case = Case.objects.filter(procedure="projects.seat", parties__expert=[f"person:{city.people[name].pk}"])
    given = data or {"no_interest": True, "confidential": True}
    number = case.order_by("-pk")[0].number
    return perform("projects.seat", number, step, actor=city.actor(name, day), now=at(day), data=given)


def seed_with_reserve(number: str, last: str = "expert6") -> str:
    """A seed by which this expert is drawn last of all."""
    text = ExpertSession.objects.get(case__number=number).frozen
    code = Expert.objects.get(person__name_zh=last).code
    return next(seed for seed in map(str, count()) if drawn_order(text, seed)[-1][0] == code)


def draw(city: City, number: str, seed: str = "") -> list[str]:
    """Freeze and draw; gives the names of those who were called, in the order of the draw."""
    take(city, number, "freeze", data=SOURCE)
    data = {"seed": seed or seed_with_reserve(number), "published_on": DRAWN, "reference": "开奖公告"}
    take(city, number, "draw", DRAWN, data)
    called = Seat.objects.filter(session__case__number=number, called_on__isnull=False).order_by("place")
    return list(called.values_list("expert__person__name_zh", flat=True))


def convene(*paths: Path, lead: str = "expert1", **changed: object) -> str:
    """A session in which the five sit, each under undertaking, expert6 in reserve; gives its case number."""
    city = paths[0].city
    number = plan(*paths, **changed)
    for name in draw(city, number):
        answer(city, name)
    take(city, number, "convene", "2026-09-11", {"lead": city.people[lead].pk})
    return number
