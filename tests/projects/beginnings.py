"""Where walks from the plan on begin: each stands shortly before steps that are else seldom reached, by real acts.

In a district the same is done by its own bodies.
"""

from collections.abc import Callable
from functools import partial

from tests.projects import sittings, typed_to_proposal
from tests.projects.city import CITY, City, at, paper
from tests.projects.districts import around
from tests.projects.path import Path, form
from tests.projects.test_evaluation import OPINION, PANEL, conclude, file, reported
from tests.projects.year import Year, parameter

from qilou.casework.models import Case
from qilou.projects.actions.round import open_round
from qilou.projects.models import Listing

UNITS = ("health", "land")
NAMES = ("医保基金智能监管", "不动产登记协同", "防汛会商延伸", "养老服务一卡通")
OWN_SYSTEM = "机关公文处理平台"
UNCORRECTED = {"norms": ""}


def nothing(city: City) -> None:
    """People at their posts and nothing else; around a district, a city that has what the district lacks."""
    if city.area != CITY:
        planned(around(city))


def plan_approved(city: City) -> None:
    """The government has approved the plan, which is not published yet."""
    year = Year(city)
    number = year.draft()
    year.sign("plan", number, "submit", "authority", "2026-03-01")
    given = {"number": "汕府函〔2026〕8号", "approved_on": "2026-03-01"}
    year.sign("plan", number, "approve", "government", "2026-03-01", given)


def round_opened(city: City) -> None:
    """The year's round is there, and nobody has been asked to declare."""
    open_round(city.area, 2026, actor=city.actor("authority.handler", "2026-01-05"), now=at("2026-01-05"))


def planned(city: City, f2026: str = "900.00", f2027: str = "500.00") -> Year:
    """A plan in force, the funds arranged, the round opened and solicited."""
    year = Year(city)
    year.plan()
    for of, wan in ((2026, f2026), (2027, f2027)):
        if wan:
            year.arrange(of, wan)
    year.solicit()
    return year


def opened(
    city: City, number: int = 1, track: str = "annual", budget: int = 2027, title: str = "", **funds: str
) -> list[Path]:
    """So many drafts, one for each unit in turn."""
    planned(city, **funds)
    paths = [Path(city, unit=UNITS[n % 2], jurisdiction=city.area) for n in range(number)]
    for path, name in zip(paths, NAMES, strict=False):
        path.open(title=title or name, track=track, year=budget)
    return paths


def submitted(city: City, number: int = 2) -> list[Path]:
    """Handed in where silence counts: no notice within five working days, and they are accepted."""
    paths = opened(city, number)
    parameter(Year(city), "notice_analogy", True)
    for path in paths:
        path.submitted()
    return paths


def told(city: City) -> list[Path]:
    """Told once what to correct."""
    (path,) = opened(city)
    path.submitted(**UNCORRECTED)
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", typed_to_proposal.CORRECTION)
    return [path]


def corrected(city: City) -> list[Path]:
    """Told once, and still not complete."""
    (path,) = told(city)
    path.take("declaration", "correct", "2026-08-12", "health.handler", form(**UNCORRECTED))
    return [path]


def declared(city: City, number: int = 1, track: str = "annual", budget: int = 2027, **more: str) -> list[Path]:
    """So many declarations accepted."""
    paths = opened(city, number, track, budget, **more)
    for path in paths:
        path.submitted(**(special(budget) if track == "special" else {}))
        path.accepted()
    return paths


def special(budget: int) -> dict[str, object]:
    """What a special declaration adds to the form."""
    return {**typed_to_proposal.SPECIAL, "slices": [{"year": budget, "amount": typed_to_proposal.TOTAL}]}


def failing(city: City) -> list[Path]:
    """Found against one of the principles."""
    (path,) = declared(city)
    path.found(sharing="fails")
    path.found_different("2026-08-20")
    return [path]


def guided(city: City) -> None:
    """It broadly conforms: the unit is guided, and finance is asked for money for preliminary work."""
    (path,) = declared(city)
    path.found(sharing="broadly")
    path.found_different("2026-08-20")
    given = {"reason": "需求不细。", "items": [{"text": "细化需求。"}], "asked": "200000.00", "purpose": "需求调研"}
    path.sign("pre_review", "guide", "2026-08-21", given)


def pre_reviewed(city: City, number: int = 1, **more: object) -> list[Path]:
    """So many passed pre-review."""
    paths = declared(city, number, **more)  # type: ignore[arg-type]
    for path in paths:
        path.passed()
    return paths


def planned_session(city: City, held_on: str = sittings.HELD) -> str:
    """A session over one project; gives its number."""
    paths = pre_reviewed(city)
    reported(paths[0])
    return sittings.plan(*paths, held_on=held_on)


def frozen(city: City) -> None:
    """The list is frozen and the seed named, whose day passes long before the session."""
    sittings.take(city, planned_session(city, "2026-09-30"), "freeze", data=sittings.SOURCE)


def drawn(city: City) -> str:
    """A session whose experts are called and have not answered."""
    number = planned_session(city)
    sittings.draw(city, number)
    return number


def vacant(city: City) -> str:
    """One of the experts does not come, the others have undertaken."""
    number = planned_session(city)
    first, *others = sittings.draw(city, number)
    sittings.answer(city, first, "withdraw", ground="absent", reason="出差")
    for name in others:
        sittings.answer(city, name)
    return number


def exhausted(city: City) -> None:
    """Nor does the only reserve."""
    sittings.take(city, vacant(city), "call_reserves", sittings.DRAWN)
    sittings.answer(city, "expert6", "withdraw", ground="absent", reason="出差")


def seated(city: City, number: int = 1, **funds: str) -> list[Path]:
    """So many before the experts."""
    paths = pre_reviewed(city, number, **funds)
    for path in paths:
        reported(path)
    sittings.convene(*paths)
    return paths


def panelled(city: City, number: int = 1, **funds: str) -> list[Path]:
    """Every sheet is in."""
    paths = seated(city, number, **funds)
    for path in paths:
        for name in sittings.EXPERTS:
            file(path, name)
    return paths


def signing(city: City) -> list[Path]:
    """The panel has passed one, and its members are to sign."""
    (path,) = panelled(city)
    path.take("evaluation", "panel_pass", "2026-09-15", "expert1", PANEL)
    return [path]


def revised(city: City) -> None:
    """The panel asked for a revision, and it has come."""
    (path,) = panelled(city)
    conclude(path, "panel_revise", data={**PANEL, **typed_to_proposal.COMMENTS})
    answers = [{"number": 1, "adopted": "yes", "response": "已补充。"}]
    given = {"programme": paper("修改方案.pdf"), "answers": answers}
    path.take("evaluation", "revise", "2026-09-16", "health.handler", given)


def failed(city: City) -> None:
    """The panel has not passed it."""
    (path,) = panelled(city)
    conclude(path, "panel_fail")


def evaluated(city: City, number: int = 2, **funds: str) -> list[Path]:
    """So many passed in evaluation, and the declaration period over."""
    paths = panelled(city, number, **funds)
    for path in paths:
        conclude(path, "panel_pass")
        path.sign("evaluation", "issue", "2026-09-20", OPINION)
    return paths


def ordered(city: City, scope: str = "") -> Year:
    """Ranked, the order not yet sent: the fund reaches for one of two, and `scope` says what becomes of the other."""
    year = prioritised(city)
    if scope:
        parameter(year, "reserve_scope", scope)
    year.rank("2026-09-23")
    return year


def prioritised(city: City, number: int = 2, **funds: str) -> Year:
    """So many that are ready to be ranked."""
    evaluated(city, number, **funds)
    year = Year(city, round=Case.objects.get(procedure="projects.round", jurisdiction=city.area).number)
    year.close()
    for case in Listing.objects.order_by("pk").values_list("case__number", flat=True):
        year.take("listing", case, "prioritise", "authority.handler", "2026-09-22", {"tier": "2", "reason": "急需"})
    return year


def ranked(city: City) -> Year:
    """On the list that is with finance."""
    year = ordered(city)
    year.send("2026-09-24")
    return year


def second_round(city: City) -> Year:
    """A year later: one was proposed and has not applied, the other was a reserve, and again there is no money."""
    year = ranked(city)
    year.review()
    year.confirm()
    year.arrange(2028, "117.00", "2027-03-10")
    year.solicit("2027-07-20", draft_budget_due="2027-11-20")
    year.close("2027-09-01")
    year.rank("2027-11-01")
    return year


def special_evaluated(city: City, **funds: str) -> list[Path]:
    """A special declaration on which the opinion was issued directly."""
    (path,) = pre_reviewed(city, track="special", budget=2026, **funds)
    path.sign("evaluation", "issue_directly", "2026-09-01", typed_to_proposal.DIRECT)
    return [path]


def special_refused(city: City) -> None:
    """Finance does not agree to it."""
    special_evaluated(city)
    year, number = Year(city), Listing.objects.get().case.number
    given = {"document": "汕政数函〔2026〕3号", "reason": "年度余额。"}
    year.sign("listing", number, "assign_fund_line", "authority", "2026-09-02", given)
    answer = {"outcome": "refused", "document": "汕财函〔2026〕9号", "lines": [], "reason": "不急需。"}
    year.sign("listing", number, "review", "finance", "2026-09-03", answer)


STARTS: dict[str, Callable[[City], object]] = {
    "nothing": nothing,
    "round opened": round_opened,
    "planned": planned,
    "external": partial(opened, track="external"),
    "submitted": submitted,
    "told": told,
    "corrected": corrected,
    "declared": declared,
    "failing": failing,
    "own system": partial(declared, title=OWN_SYSTEM),
    "pre-reviewed": partial(pre_reviewed, number=2),
    "session planned": planned_session,
    "frozen": frozen,
    "drawn": drawn,
    "vacant": vacant,
    "exhausted": exhausted,
    "seated": seated,
    "panelled": panelled,
    "signing": signing,
    "evaluated": evaluated,
    "ordered": ordered,
    "ordered, special alone in reserve": partial(ordered, scope="special"),
    "ranked": ranked,
    "second round": second_round,
    "special": partial(pre_reviewed, track="special", budget=2026),
    "special evaluated": special_evaluated,
    "special without money": partial(special_evaluated, f2026="100.00"),
    "special refused": special_refused,
    "plan approved": plan_approved,
    "revised": revised,
    "failed": failed,
    "guided": guided,
}
