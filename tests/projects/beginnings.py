"""Random walks from an empty desk to the proposal and beyond: every act of them is on record, none is given."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from tests.projects import sittings, typed_after_proposal, typed_to_proposal
from tests.projects.city import CITY, at, build
from tests.projects.path import Path
from tests.projects.test_evaluation import OPINION, PANEL, conclude, file, reported
from tests.projects.walking import Attempt, Walk
from tests.projects.walks import BACKWARD, CODES
from tests.projects.year import PLAN, Year

from qilou.casework.act import Act
from qilou.casework.models import Case
from qilou.projects.actions import fund
from qilou.projects.inputs.fund import Adjustment, Arrangement, Direction
from qilou.projects.models import Evaluation, Listing, Project

AFTER = frozenset(CODES)
UNITS = ("health", "land")
NAMES = ("医保基金智能监管", "不动产登记协同", "防汛会商延伸", "养老服务一卡通")
ABANDONED = {
    *("abandon", "discard", "close_out_of_scope", "keep_stub", "register", "change_to_special", "cancel", "give_up"),
    *("recuse", "excuse", "excuse_later", "note_missing", "refuse_directly", "judge_own", "rename_seed", "panel_fail"),
    *("enter_approval", "rank"),
}
BEGUN = ("plan", "round", "declaration", "declaration", "session", "session", "fund", "after")


def nothing() -> Year:
    """People at their posts, and nothing else."""
    return Year(build())


def planned() -> Year:
    """A plan in force, the funds arranged, the round opened and solicited."""
    year = nothing()
    year.plan()
    year.arrange(2026, "900.00")
    year.arrange(2027, "500.00")
    year.solicit()
    return year


def declared(number: int = 1, track: str = "annual", budget: int = 2027) -> list[Path]:
    """So many declarations accepted, one for each unit in turn."""
    city = planned().city
    paths = [Path(city, unit=UNITS[n % 2]) for n in range(number)]
    for path, name in zip(paths, NAMES, strict=False):
        path.open(title=name, track=track, year=budget)
        if track == "annual":
            path.accepted()
        else:
            path.submitted(**special(budget))
            path.accepted()
    return paths


def special(budget: int) -> dict[str, object]:
    """What a special declaration adds to the form."""
    return {**typed_to_proposal.SPECIAL, "slices": [{"year": budget, "amount": typed_to_proposal.TOTAL}]}


def pre_reviewed(number: int = 1, **more: object) -> list[Path]:
    """So many passed pre-review."""
    paths = declared(number, **more)  # type: ignore[arg-type]
    for path in paths:
        path.passed()
    return paths


def drawn() -> list[Path]:
    """A session whose experts are called and have not answered."""
    paths = pre_reviewed()
    reported(paths[0])
    sittings.draw(paths[0].city, sittings.plan(*paths))
    return paths


def seated(number: int = 1) -> list[Path]:
    """So many before the experts."""
    paths = pre_reviewed(number)
    for path in paths:
        reported(path)
    sittings.convene(*paths)
    return paths


def panelled(number: int = 1) -> list[Path]:
    """Every sheet is in."""
    paths = seated(number)
    for path in paths:
        for name in sittings.EXPERTS:
            file(path, name)
    return paths


def signing() -> list[Path]:
    """The panel has passed one, and its members are to sign."""
    (path,) = panelled()
    path.take("evaluation", "panel_pass", "2026-09-15", "expert1", PANEL)
    return [path]


def evaluated(number: int = 2) -> list[Path]:
    """So many passed in evaluation, and the declaration period over."""
    paths = panelled(number)
    for path in paths:
        conclude(path, "panel_pass")
        path.sign("evaluation", "issue", "2026-09-20", OPINION)
    return paths


def ranked() -> list[Path]:
    """On the list that is with finance: the fund reaches for one of two."""
    paths = evaluated()
    year = Year(paths[0].city, round=Case.objects.get(procedure="projects.round").number)
    year.close()
    for number in Listing.objects.order_by("pk").values_list("case__number", flat=True):
        year.take("listing", number, "prioritise", "authority.handler", "2026-09-22", {"tier": "2", "reason": "急需"})
    year.rank("2026-09-23")
    year.send("2026-09-24")
    return paths


def special_evaluated() -> list[Path]:
    """A special declaration on which the opinion was issued directly."""
    (path,) = pre_reviewed(track="special", budget=2026)
    path.sign("evaluation", "issue_directly", "2026-09-01", typed_to_proposal.DIRECT)
    return [path]


STARTS = (
    nothing,
    planned,
    declared,
    partial(pre_reviewed, 2),
    drawn,
    seated,
    panelled,
    signing,
    evaluated,
    ranked,
    partial(pre_reviewed, track="special", budget=2026),
    special_evaluated,
)


@dataclass
class Beginning(Walk):
    """A walk of a city's year."""

    backward: frozenset[str] = frozenset(BACKWARD | ABANDONED)
    share_signed = 0.3
    share_opened = 0.06
    share_of_nights = 0.2
    jumps: tuple[int, ...] = (1, 1, 1, 2, 3, 5, 20)

    def start(self) -> None:
        begun = STARTS[self.seed % len(STARTS)]()
        self.city = begun[0].city if isinstance(begun, list) else begun.city
        self.now = at("2026-02-02", "09:00")
        sittings.pool(self.city)

    def opening(self) -> Attempt | None:
        """A plan, a round, a declaration, a session, a fund; or, too early, what follows the proposal."""
        match self.random.choice(BEGUN):
            case "plan":
                return None if self.random.random() < 0.5 else self.open("plan", self._officer(), "总体规划", PLAN)
            case "round":
                return self.open("round", self._officer(), "征集", {"year": self.day.year})
            case "declaration":
                return self._declaration()
            case "session":
                return self._session()
            case "fund":
                return self._fund()
            case _:
                return self._after()

    def typed(self, code: str, step: str, act: Act) -> dict[str, object]:
        if code in AFTER:
            return typed_after_proposal.typed(self.random, code, step, act)
        return typed_to_proposal.typed(self.random, self.city, code, step, act)

    def _officer(self) -> str:
        return "authority.handler" if self.random.random() < 0.9 else self.anybody()

    def _declaration(self) -> Attempt | None:
        if Project.objects.exclude(stage="ended").count() >= len(NAMES):
            return None
        name, track = self.random.choice(NAMES), self.random.choice(("annual", "annual", "special"))
        year = self.day.year + (track == "annual")
        data = {"title": name, "track": track, "budget_year": year}
        return self.open("declaration", f"{self.random.choice(UNITS)}.handler", name, data)

    def _session(self) -> Attempt:
        free = Evaluation.objects.filter(session=None)
        ready = free.filter(case__state="reported") if self.random.random() < 0.85 else free
        agenda = list(ready.order_by("pk").values_list("pk", flat=True))
        number = f"2026-{self.random.randint(1, 10**6)}"
        return self.open("session", self._officer(), "评审会", typed_to_proposal.sitting(number, self.day, agenda))

    def _fund(self) -> Attempt:
        who = "finance.handler" if self.random.random() < 0.9 else self.anybody()
        more = {"actor": self.city.actor(who, str(self.day)), "now": self.now}
        year, amount = self.day.year + self.random.randint(0, 1), Decimal(self.random.choice((1, 300, 900))) * 10_000
        document = f"汕财〔{self.day}〕{self.random.randint(1, 99)}号"
        if self.random.random() < 0.5:
            return partial(fund.arrange, CITY, Arrangement(year=year, amount=amount, document=document), **more)
        way = self.random.choice(list(Direction))
        given = Adjustment(direction=way, amount=amount, document=document, reason="调整")
        return partial(fund.adjust, CITY, year, given, **more)

    def _after(self) -> Attempt | None:
        projects = self.projects()
        if not projects:
            return None
        project = self.random.choice(projects)
        who = next((name for name in UNITS if self.city.bodies[name].pk == project.unit_id), "health")
        code = self.random.choice(CODES if self.random.random() < 0.3 else ("approval",))
        return self.open(code, f"{who}.handler", project.name, {"project": project.pk})
